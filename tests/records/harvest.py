"""Golden records of everything that can happen: made from the lives that the tests of the chapters lead.

    python -m tests.records.harvest             before a release, once the meaning of its acts is settled
    python -m tests.records.harvest --anew      those of a version that was never released are made again

Runs those tests, remembers every organisation that they bring to life, and writes as few records as have, together with
the golden ones that are there, every act and every effect that a test made lawfully. `KINDS` lists them: what stands
there is in some golden record for ever. Boards need their ballots; they come from an organisation on a disk (`board`).
"""

import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace

from rankandfile.core.act import Act, Effect
from rankandfile.core.ids import RulesHash
from rankandfile.record import boards, leaf
from rankandfile.record.export import bundle_widths, read
from rankandfile.record.naming import NAMING
from rankandfile.record.naming import recorded as said_of
from rankandfile.record.tree import Tree
from rankandfile.record.verify import Trusted, verify
from tests.record.organisation import KEY, Made
from tests.records.make import FOLDER, PACKED, content_of, records, write
from tests.world import World

CHAPTERS = Path(__file__).parents[1] / "core/chapters"
KINDS = "kinds.txt"
VERSION = "v1"
"""Of the engine, and the folder of what is made here. Once it is released, its records are never made anew."""
TRIES = 500
"""So often other random numbers are tried until a lot falls as it did."""


class Life(Struct, frozen=True):
    """What happened to an organisation of some test."""

    test: str
    history: tuple[tuple[Act, tuple[Effect, ...], Mapping[str, str]], ...]
    kinds: frozenset[str]
    """The acts and effects in it."""


def life_of(test: str, world: World) -> Life:
    """What the world went through until now."""
    history = tuple(world.history)
    return Life(
        test, history, frozenset(type(body).__name__ for act, effects, _ in history for body in (act, *effects))
    )


class Harvest:
    """Listens while tests run: who lives, and which rulebooks there are."""

    def __init__(self) -> None:
        self.lives: list[Life] = []
        self.rulebooks: dict[RulesHash, str] = {}
        self._seen: dict[int, World] = {}
        self._does, self._shelve = World.does, World.shelve

    def __enter__(self) -> "Harvest":
        def does(world: World, act: Act, **texts: str) -> tuple[Effect, ...]:
            self._seen[id(world)] = world
            return self._does(world, act, **texts)

        def shelve(world: World, text: str) -> RulesHash:
            rules = self._shelve(world, text)
            self.rulebooks[rules] = text
            return rules

        World.does, World.shelve = does, shelve  # type: ignore[method-assign, assignment]
        return self

    def __exit__(self, *_: object) -> None:
        World.does, World.shelve = self._does, self._shelve  # type: ignore[method-assign]

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        """The test is over: what its organisations went through is kept."""
        self.lives += [life_of(item.name, each) for each in self._seen.values()]
        self._seen.clear()


def on_record(life: Life, rulebooks: Mapping[RulesHash, str]) -> Made | None:
    """The record of such a life; None where none was found, or an auditor finds something in it.

    A record has lots of its own, and with another lot a life goes another way: so before each lot other random numbers
    are tried for the entry before it, until it falls as it did.
    """
    lived = _Lived(rulebooks)
    try:
        for act, effects, texts in life.history:
            if not lived.goes_on(act, effects, texts):
                return None
    except AssertionError:
        return None
    return lived.made if verify(read(BytesIO(lived.made.export())), Trusted(KEY.vkey)).sound else None


class _Lived:
    """The record so far, and where it was before the last act."""

    def __init__(self, rulebooks: Mapping[RulesHash, str]) -> None:
        self.made = Made()
        self._rulebooks = rulebooks
        self._before = (self.made.state, 0, 0)
        self._last: tuple[Act, Mapping[str, str]] | None = None

    def goes_on(self, act: Act, effects: tuple[Effect, ...], texts: Mapping[str, str]) -> bool:
        """Whether the act is on record, with these effects where a lot is in it."""
        rules = RulesHash(getattr(act, "rules", ""))
        own = {**texts, "rulebook": self._rulebooks[rules]} if rules in self._rulebooks else texts
        for _ in range(TRIES):
            here = (self.made.state, self.made.tree.size, len(self.made.values))
            index = self.made._admitted(_named(act, self.made), own)
            if "lot" not in act.__struct_fields__ or _came_of(self.made, index) == effects:
                self._before, self._last = here, (act, own)
                return True
            self._with_another_number()
        return False

    def _with_another_number(self) -> None:
        """The last act stands under other random numbers, and so under another root."""
        assert self._last is not None, "a lot before everything"
        state, size, values = self._before
        leaves = self.made.leaves[:size]
        self.made.state, self.made.leaves, self.made.values = state, [], self.made.values[:values]
        self.made.tree = Tree()
        for each in leaves:
            self.made.append(each)
        self.made._admitted(_named(self._last[0], self.made), self._last[1])


def _came_of(made: Made, index: int) -> tuple[object, ...]:
    return tuple(leaf.decode(each).body for each in made.leaves[index + 1 :])


def _named(act: Act, made: Made) -> Act:
    """The act with what this record says of the text that it names, as the secretary completes it."""
    if type(act) not in NAMING:
        return act
    index: int = act.entry  # type: ignore[attr-defined]
    there = made.leaves[index] if 0 <= index < made.tree.size else None
    return replace(act, **said_of(there, act.slot))  # type: ignore[attr-defined]


def recorded(record: Path) -> frozenset[str]:
    """The acts and effects in a golden record."""
    source = read(BytesIO(content_of(record)))
    leaves = [each for number, width in bundle_widths(source.size) for each in source.leaves(number, width)]
    return frozenset(type(leaf.decode(each).body).__name__ for each in leaves)


def kinds_in(folder: Path) -> frozenset[str]:
    """The acts and effects in all golden records of the folder."""
    return frozenset[str]().union(*map(recorded, records(folder)))


def chosen(
    lives: Iterable[Life], rulebooks: Mapping[RulesHash, str], known: frozenset[str]
) -> Iterator[tuple[Life, Made]]:
    """As few of the lives as have every kind that is not known yet, those that bring most first."""
    left = [each for each in lives if not each.kinds & ON_BOARDS]
    have, failed = set(known), set[frozenset[str]]()
    while left:
        left.sort(key=lambda each: (-len(each.kinds - have), len(each.history)))
        best = left.pop(0)
        if not best.kinds - have:
            return
        if best.kinds in failed:
            continue
        made = on_record(best, rulebooks)
        if made is None:
            failed.add(best.kinds)
            continue
        have |= best.kinds
        yield best, made


ON_BOARDS = frozenset(kind.__name__ for kind in boards.STEPS)


def main(folder: Path, anew: bool = False) -> int:
    """0 when the records are written."""
    with Harvest() as harvest:
        done = pytest.main(["-q", "-p", "no:cacheprovider", str(CHAPTERS)], plugins=[harvest])
    if done != 0:
        return int(done)
    if anew:
        shutil.rmtree(folder / VERSION, ignore_errors=True)
    (folder / VERSION).mkdir(exist_ok=True)
    known = kinds_in(folder)
    for number, (life, made) in enumerate(chosen(harvest.lives, harvest.rulebooks, known), 1):
        name = f"{number:02}-{life.test.removeprefix('test_').partition('[')[0].replace('_', '-')[:50]}"
        sys.stdout.write(f"{name}: {made.tree.size} entries\n")
        write(folder / VERSION / f"{name}.tar{PACKED}", made.export(), KEY.vkey)
    (folder / KINDS).write_text("".join(f"{kind}\n" for kind in sorted(kinds_in(folder))))
    return 0


if __name__ == "__main__":
    sys.exit(main(FOLDER, anew=sys.argv[1:] == ["--anew"]))
