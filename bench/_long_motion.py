"""A motion of 200 paragraphs with 60 amendments: its page, made anew each time, and the text with all of them in it.

Measured in a process of its own by `pages.py`. The paragraphs have headings, lists, emphasis, tables and footnotes;
each amendment changes a line or two and has its seconders, so that the page says of each what becomes of the others.
Where nothing is kept that a process keeps between two readers, it is the slowest page that there can be.
"""

import gc
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from _figures import Figure, heading, told

from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.ids import AmendmentId, MotionId
from rankandfile.core.text import Change, amended, count_lines, edited
from rankandfile.shell.draft import Ask
from tests.web.hall.live import HandClock, Live
from tests.web.hall.stages import STAGES
from tests.world import handle

PARAGRAPHS, AMENDMENTS, MOST = 200, 60, 200
"""Milliseconds of CPU are what it may take at most."""
STAYS = frozenset({"_opened"})
"""What is no page: the organisation itself."""
SENTENCES = (
    "This convention notes that the **rent of our meeting rooms** has doubled in two years, and that nobody was asked.",
    "Members in small branches travel furthest and are *heard least*, as [the report](https://people.example/r) says.",
    "We shall publish the accounts of every branch that asks for money, by the month, in words that anybody can read.",
    "What was promised to the night shift was not kept[^1], and nobody had to say why, neither then nor later.",
    "No fund is opened and none is closed without a vote of the members who pay into it, after eight weeks of notice.",
)


class Roomy(Live):
    """An organisation in which a motion may be as long as the record lets it be."""

    def found(self, text: str) -> None:
        """Founded on the preset, with its limits of words raised."""
        super().found(text.replace("{ words = 800 }", "{ words = 60000 }"))


def paragraph(number: int) -> str:
    """A paragraph of one of several kinds."""
    if number % 20 == 0:
        return f"## Part {number // 20 + 1}"
    if number % 11 == 0:
        return "\n".join(f"{item}. {SENTENCES[(number + item) % 5]}" for item in (1, 2, 3))
    if number % 37 == 0:
        return "| branch | rent |\n|---|---|\n| North Harbour | 40 |\n| Old Mill | 25 |"
    return " ".join(SENTENCES[(number + step) % 5] for step in range(4))


def written() -> str:
    """The motion."""
    return "\n\n".join(
        [*(paragraph(number) for number in range(PARAGRAPHS - 1)), "[^1]: See the minutes of the autumn."]
    )


def organisation(folder: Path) -> Live:
    """It is moved, and amended sixty times; three of the amendments are far from each other, most touch nobody."""
    live = Roomy(folder / "home", HandClock())
    STAGES["called"](live)
    text = written()
    live.write(41, "A long motion", text, synopsis="Everything at once.")
    lines, motion = count_lines(text), MotionId("M1")
    for number in range(AMENDMENTS):
        first = 2 + number * (lines - 4) // AMENDMENTS
        act = MoveAmendment(handle(42 + number % 8), live.now, motion, "replace", first, first + number % 2, lines=1)
        live.does(act, text=f"{SENTENCES[number % 5]} And more.", reason="It is better so.")
    seconds = [
        Ask(SecondAmendment(handle(by), live.now, AmendmentId(f"M1-A{number}")))
        for number in range(1, AMENDMENTS + 1) for by in (11, 12, 13, 14, 15)
    ]  # fmt: skip
    live.do_all(seconds)
    return live


def main() -> int:
    """0 when the page and the text take as little as they may."""
    with tempfile.TemporaryDirectory() as folder:
        live = organisation(Path(folder))
        kept = [told(figure) for figure in measured(live)]
        live.secretary.close()
    return 0 if all(kept) else 1


def measured(live: Live) -> Iterator[Figure]:
    """The page of the motion, and comparing and amending its text."""
    from rankandfile.web.serve import prepare

    prepare(live.secretary.home.path, "127.0.0.1", 8000, demo=False)
    from django.test import Client

    from rankandfile.shell.directory import Directory
    from rankandfile.shell.people.models import Account
    from rankandfile.web import organisation as shown
    from rankandfile.web import who

    shown._opened = lambda _home: (live.secretary, Directory(live.secretary))  # type: ignore[assignment]
    who.now = lambda: live.now
    account = Account.objects.create_user("a@people.example", handle=handle(50))
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    text = written()
    changes = [Change("replace", n, n, SENTENCES[0]) for n in range(2, 62)]
    heading(f"a motion of {PARAGRAPHS} paragraphs, {AMENDMENTS} amendments")
    yield Figure("its page, nothing kept", _page(client, forget), "ms", ceiling=MOST)
    yield Figure("its page, to the next reader", _page(client, lambda: None), "ms", ceiling=MOST)
    yield Figure("all amendments worked in, and found again", _took(lambda: edited(text, amended(text, changes))), "ms")


def forget() -> None:
    """Nothing of ours that was made of a text or a state is kept in this process."""
    for each in gc.get_objects():
        is_kept = type(each).__name__ == "_lru_cache_wrapper" and str(each.__module__).startswith("rankandfile.")
        if is_kept and each.__name__ not in STAYS:
            each.cache_clear()


def _page(client: Any, forget: Callable[[], None]) -> float:
    """The least that it took, in milliseconds of this process."""

    def once() -> None:
        answer = client.get("/motions/M1/")
        assert answer.status_code == 200, answer.status_code

    once()
    return min(_took(once, forget) for _ in range(5))


def _took(doing: Callable[[], Any], before: Callable[[], None] = lambda: None) -> float:
    before()
    began = process_time()
    doing()
    return (process_time() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
