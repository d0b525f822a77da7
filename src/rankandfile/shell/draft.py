"""A batch as it is decided: acts become entries on a state that nobody sees yet.

Here the act gets what only the secretary can give it: its time, its lot (from the root of everything before it) and
what follows from its texts (the hash of a rulebook, the number of lines). What is due by the clock comes first. `admit`
decides; the answer becomes leaves, commitments and a next state. All of it is dropped together when the batch fails.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from rankandfile.core.act import Act, Effect, Text
from rankandfile.core.chapters.balloting import CastBallot
from rankandfile.core.chapters.foundation import KeepTime, on_shelf, rules_in_force
from rankandfile.core.chapters.keys import RotateKey, article_of_keys
from rankandfile.core.engine import ENGINES, TEXTS, admit, follow, next_due
from rankandfile.core.entry import Entry, Slot
from rankandfile.core.ids import CLOCK, Handle, Index, Lot, Moment
from rankandfile.core.legible import legible
from rankandfile.core.refusal import Refusal, refuse
from rankandfile.core.rulebook.parse import parse, rules_hash
from rankandfile.core.state import State
from rankandfile.core.text import count_lines, fingerprint
from rankandfile.record import leaf
from rankandfile.record.lot import lot
from rankandfile.record.malformed import Malformed
from rankandfile.record.naming import NAMING, recorded
from rankandfile.record.slots import commit
from rankandfile.record.succession import why_unsigned

from . import chance
from .box import Ballot
from .store import Batch
from .trouble import Stuck, WrongUse
from .vault import Kept

FROM_TEXTS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "rules": ("rulebook", rules_hash),
    "lines": ("text", count_lines),
    "fingerprint": ("text", fingerprint),
}
"""Fields of acts that follow from a text: the field, the text, how."""
LONGEST_RANKING = 1024
Read: TypeAlias = Callable[[int], bytes | None]
"""An index -> the bytes of the entry that is recorded there; None beyond the end."""


class Ask(Struct, frozen=True):
    """What somebody asks the secretary to record. A ballot goes with `CastBallot` only: the marks, "2,1,3"."""

    act: Act
    texts: Mapping[str, str] = {}
    ballot: str | None = None
    unfit: Refusal | None = None
    """Why a text cannot stand in the record; `fitted` finds it."""


class Recorded(Struct, frozen=True):
    """The act stands in the record: as it was completed, at which index, and what came of it right behind it."""

    act: Act
    index: Index
    effects: tuple[Effect, ...]
    openings: Mapping[str, bytes]
    """The author's openings by slot: part of the receipt, for the author alone."""
    tracker: str = ""
    """By which the voter finds the ballot in the published count; for the voter alone."""

    @property
    def entries(self) -> range:
        """The indices of the act and its effects."""
        return range(self.index, self.index + 1 + len(self.effects))


Outcome: TypeAlias = Recorded | Refusal


class Draft:
    """The entries of one batch and the state after them, while the record's lock is held."""

    def __init__(self, state: State, batch: Batch, origin: str, now: Moment, read: Read) -> None:
        self.state = state
        self.now = now
        """The time of all its entries."""
        self.kept: list[Kept] = []
        self.ballots: list[Ballot] = []
        self._batch = batch
        self._origin = origin
        self._read = read

    def decide(self, ask: Ask) -> Outcome:
        """The act is in the batch with its effects, or is refused and leaves no trace in it."""
        if ask.unfit is not None:
            return ask.unfit
        self.keep_time()
        state = self._with_rulebook(ask.texts)
        if isinstance(state, Refusal):
            return state
        return self._admitted(state, self._completed(ask.act, ask.texts), ask.texts, ask.ballot)

    def keep_time(self) -> None:
        """Everything that the clock owes by now is done, the earliest first."""
        while self.now >= self.state.quiet_until and (due := self._due()) is not None:
            act = KeepTime(CLOCK, self.now, *due, lot=Lot(""))
            answer = self._admitted(self.state, self._completed(act, {}), {}, None)
            if isinstance(answer, Refusal) or self._due() == due:
                raise Stuck(f"The clock cannot do what it owes: {due[1]} about “{due[2]}”. Nothing was recorded.")

    def _due(self) -> tuple[Moment, str, str] | None:
        due = next_due(self.state)
        return due if due is not None and due[0] <= self.now else None

    def _completed(self, act: Act, texts: Mapping[str, str]) -> Act:
        given: dict[str, Any] = {"at": self.now}
        fields = act.__struct_fields__
        if "lot" in fields:
            given["lot"] = lot(self._batch.tree.root(), self._batch.tree.size)
        for field, (name, follows) in FROM_TEXTS.items():
            if field in fields and name in texts:
                given[field] = follows(texts[name])
        if type(act) in NAMING:
            given |= recorded(self._leaf_at(act.entry), act.slot)  # type: ignore[attr-defined]
        return replace(act, **given)

    def _leaf_at(self, index: int) -> bytes | None:
        """The entry at this index, of this batch too."""
        here = index - self._batch.first
        return self._read(index) if here < 0 else next(iter(self._batch.leaves[here : here + 1]), None)

    def _with_rulebook(self, texts: Mapping[str, str]) -> State | Refusal:
        """The state with the rulebook at hand that comes with the act, if one does, and could be lived under."""
        if "rulebook" not in texts:
            return self.state
        state = shelved(self.state, texts["rulebook"])
        if isinstance(state, Refusal):
            return state
        change = state.foundation.shelf[rules_hash(texts["rulebook"])].change
        if change.engine not in ENGINES:
            return refuse(change.article, "rulebook.engine", version=change.engine, known=max(ENGINES))
        return state

    def _admitted(self, state: State, act: Act, texts: Mapping[str, str], ballot: str | None) -> Outcome:
        nonce, openings = chance.nonce(), {name: chance.opening() for name in texts}
        slots = self._slots(act, texts, nonce, openings)
        rules, index = rules_in_force(state), Index(self._batch.tree.size)
        written = _written(Entry(act, nonce, rules, slots=slots))
        if isinstance(written, Refusal):
            return written
        effects = admit(state, act, texts)
        if isinstance(effects, Refusal):
            return effects
        if isinstance(act, RotateKey) and why_unsigned(act):
            return refuse(article_of_keys(state), "key.unsigned")
        following = [leaf.encode(Entry(effect, chance.nonce(), rules, of=index)) for effect in effects]
        self.state = follow(state, act, effects)
        self._batch.add_all((written, *following))
        self.kept += [_kept(index, slot, openings, texts) for slot in slots]
        return Recorded(act, index, effects, openings, self._put_in_box(act, ballot))

    def _slots(self, act: Act, texts: Mapping[str, str], nonce: str, openings: Mapping[str, bytes]) -> tuple[Slot, ...]:
        return tuple(
            Slot(
                text.name,
                text.kind,
                Handle(getattr(act, text.owner)),
                commit(openings[text.name], self._origin, nonce, text.name, texts[text.name]),
            )
            for text in TEXTS.get(type(act), ())
            if text.name in texts
        )

    def _put_in_box(self, act: Act, ballot: str | None) -> str:
        if ballot is None or not isinstance(act, CastBallot):
            return ""
        tracker = chance.tracker()
        self.ballots.append(Ballot(act.election, tracker, ballot))
        return tracker


def _kept(index: Index, slot: Slot, openings: Mapping[str, bytes], texts: Mapping[str, str]) -> Kept:
    return Kept(index, slot.name, openings[slot.name], bytes.fromhex(slot.commitment), texts[slot.name])


def _written(entry: Entry) -> bytes | Refusal:
    """The leaf of an act; a refusal where somebody put more into its fields than ids and numbers.

    It is read back at once: a field of the wrong kind can be written, and would make the record unreadable for ever.
    """
    try:
        d = leaf.encode(entry)
        leaf.decode(d)
    except (Malformed, UnicodeEncodeError) as error:
        return refuse("", "act.unwritable", why=str(error)[:200])
    return d


def fitted(ask: Ask) -> Ask:
    """The ask with its texts as they go into the record, the optional ones left out where blank, or with why not."""
    kinds = {text.name: text for text in TEXTS.get(type(ask.act), ())}
    _must_belong(ask, kinds)
    texts: dict[str, str] = {}
    for name, kind in kinds.items():
        text = legible(name, ask.texts.get(name, ""), kind.kind)
        if isinstance(text, Refusal):
            return replace(ask, unfit=text)
        if text.strip():
            texts[name] = text
        elif not kind.optional:
            return replace(ask, unfit=refuse("", "text.missing", text=name))
    return replace(ask, texts=texts)


def _must_belong(ask: Ask, kinds: Mapping[str, Text]) -> None:
    """Only the caller's own mistakes are found here, not the author's."""
    act = type(ask.act).__name__
    if stray := [name for name in ask.texts if name not in kinds]:
        raise WrongUse(f"{act} has no text “{stray[0]}”.")
    if (ask.ballot is not None) != isinstance(ask.act, CastBallot):
        raise WrongUse(f"A ballot goes into the box with CastBallot and with no other act, {act} included.")
    if ask.ballot is not None and (len(ask.ballot) > LONGEST_RANKING or ask.ballot.strip("0123456789,")):
        raise WrongUse("A ballot is written as the places of candidates in the list: 2,1,3.")


def shelved(state: State, text: str) -> State | Refusal:
    """The state with this rulebook at hand under its hash; refused where the text cannot be read as one."""
    rulebook = parse(text)
    if isinstance(rulebook, tuple):
        first = rulebook[0]
        return refuse("", "rulebook.unreadable", line=first.line, what=str(first.what), remedy=str(first.remedy))
    return on_shelf(state, rules_hash(text), rulebook)
