"""Every page of the site with 5,000 papers in the record, and search as it is typed on it: processor time for each.

    python bench/_papers.py [documents]     # `bench/pages.py` begins with it

An organisation of 2,000 members whose rulebook allows long texts: 5,000 motions and documents, the long documents and
the conferences of `../shared/data` among them where they are, the rest invented. Two issues are out, motions have
seconders, amendments and answers. A page is asked for as a member does who is signed in, in this process: first when
something was recorded since it was made last, then again. The time is that of the processor.
"""

import logging
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from _figures import Figure, heading, told
from _large import SENTENCES

from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.answering import AnswerMotion
from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.chapters.bulletin import SubmitDocument
from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.chapters.offices import AppointProvisionally
from rankandfile.core.chapters.seconding import SecondMotion
from rankandfile.core.ids import BranchId, Handle, Moment
from rankandfile.shell import chance
from rankandfile.shell.draft import Ask
from rankandfile.shell.exchange.layouts import read_any
from rankandfile.shell.exchange.moving import Moving, record
from rankandfile.shell.founding import found
from rankandfile.shell.home import Home
from rankandfile.shell.invented.names import names
from rankandfile.shell.invented.play import Play, SetClock, done
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import NOW, Secretary

PAPERS, MEMBERS, BRANCHES, MOTIONS = 5_000, 2_000, 30, 600
MOST_PAGE, MOST_SEARCH = 100, 20
DAY, WEEK = 86_400, 7 * 86_400
SHARED = Path(__file__).resolve().parents[2] / "shared/data"
LEFT_OUT = ("paper", "export", "tile", "file", "secret", "demo", "hall", "sign_out")
"""Words in the names of addresses that lead to files and papers, or elsewhere."""
QUESTIONS = ("members", "accounts branch", "the night shift", "rent of our", "par", '"no fund"')
_HIDDEN = re.compile(r"[^\n\t\x20-\x7e\xa0-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\ud7ff]")
"""What no record takes: control characters and the like, of which the files have a few."""
POSTS = ("chair", "secretary", "treasurer", "teller", "minute-taker", "credentials")


def main(papers: int) -> bool:
    """Prints the figures; whether all hold."""
    with TemporaryDirectory(prefix="rankandfile-papers-") as folder:
        home = Path(folder) / "home"
        count = _make(home, papers)
        heading(f"the site with {count:,} papers")
        return all([*_pages(home), *_searches()])


def _make(home: Path, papers: int) -> int:
    """The organisation; how many motions and documents it has."""
    now = int(time.time())
    opening = now + 4 * WEEK
    clock = SetClock(opening - 25 * WEEK)
    rules = (
        preset_text("member-democracy")
        .replace("words = 1500", "words = 100000")
        .replace("words = 800", "words = 100000")
    )
    rules = rules.replace("per_author = 5", "per_author = 0")
    done(found(home, "bench.example/record", rules, "The One That Writes", "Ada Quay", clock))
    play = Play(Secretary(Home(home), clock), clock, Random(1))
    people = _settled(play, opening)
    play.until(opening - 11 * WEEK)
    _conferences(play, people)
    _motions(play, people)
    _documents(play, people, papers - len(play.state.motions.motions))
    play.until(now)
    count = len(play.state.motions.motions) + len(play.state.bulletin.documents)
    play.secretary.close()
    return count


def _settled(play: Play, opening: int) -> list[Handle]:
    founder = play.state.foundation.founder
    branches = [BranchId(f"branch-{number}") for number in range(BRANCHES)]
    play.expect([Ask(FormBranch(founder, NOW, b), {"name": f"Branch {n}"}) for n, b in enumerate(branches)])
    called, paid = names(MEMBERS, play.chance), Moment(opening + 30 * WEEK)
    play.expect(
        [
            Ask(AdmitMember(founder, NOW, chance.handle(), "member", branches[n % BRANCHES], paid), {"name": called[n]})
            for n in range(MEMBERS)
        ]
    )
    people = list(play.state.members.members)[1:]
    play.does(*(AppointProvisionally(founder, NOW, people[n], post) for n, post in enumerate(POSTS)))
    play.until(opening - 17 * WEEK)
    call = CallConvention(play.holder("secretary"), NOW, Moment(opening), Moment(opening + 3 * DAY))
    play.expect([Ask(call, {"place": "Everywhere"})])
    return people


def _conferences(play: Play, people: list[Handle]) -> None:
    """Real papers, in somebody's name."""
    folder = SHARED / "conventions"
    for number, each in enumerate(sorted(folder.iterdir()) if folder.is_dir() else ()):
        record(play.secretary, read_any(each), Moving(people[100 + number], "policy"))


def _motions(play: Play, people: list[Handle]) -> None:
    """Invented ones, with seconders, amendments and answers; the last longest and most amended."""
    draw = play.chance
    asks = [
        Ask(MoveMotion(who, NOW, play.meeting.id, "policy", 0, ""), {"title": _title(draw), "text": _text(draw, 30)})
        for who in draw.sample(people[:1_200], MOTIONS)
    ]
    long = "\n\n".join(f"{number}. {_text(draw, 2)}" for number in range(200))
    asks.append(
        Ask(MoveMotion(people[7], NOW, play.meeting.id, "policy", 0, ""), {"title": "Everything", "text": long})
    )
    play.expect(asks)
    motions = list(play.state.motions.motions)
    others = people[1_200:]  # who moved nothing themselves
    play.expect([Ask(SecondMotion(who, NOW, m)) for m in motions for who in draw.sample(others, 12)])
    changes = [(m, 1 + 2 * n) for m in motions[-40:] for n in range(3)] + [(motions[-1], 11 + 6 * n) for n in range(60)]
    play.expect([_amendment(m, people[n % 900], line) for n, (m, line) in enumerate(changes)])
    amendments = list(play.state.amendments.amendments)
    play.expect([Ask(SecondAmendment(who, NOW, a)) for a in amendments for who in draw.sample(others, 6)])
    chair = play.holder("chair")
    play.expect([Ask(AnswerMotion(chair, NOW, m), {"answer": _text(draw, 12)}) for m in motions])


def _amendment(motion: str, who: Handle, line: int) -> Ask:
    return Ask(MoveAmendment(who, NOW, motion, "replace", line, line), {"text": SENTENCES[0], "reason": SENTENCES[1]})  # type: ignore[arg-type]


def _documents(play: Play, people: list[Handle], number: int) -> None:
    """The long ones of others, and invented ones."""
    files = [path for path in sorted((SHARED / "bulletin-bulk").rglob("*")) if path.is_file()]
    texts = [_HIDDEN.sub(" ", file.read_text(errors="replace")[:200_000]) for file in files]
    texts += [_text(play.chance, 50) for _ in range(number - len(texts))]
    asks = [
        Ask(SubmitDocument(people[n % len(people)], NOW, play.meeting.id), {"title": _title(play.chance), "text": text})
        for n, text in enumerate(texts)
    ]
    for start in range(0, len(asks), 500):
        play.expect(asks[start : start + 500])


def _title(draw: Random) -> str:
    return draw.choice(SENTENCES)[:60]


def _text(draw: Random, sentences: int) -> str:
    return "\n".join(f"{draw.choice(SENTENCES)} {draw.randrange(1_000_000)}" for _ in range(sentences))


def _pages(home: Path) -> Iterator[bool]:
    """Each address of the site that answers a member with a page, the slowest first."""
    from rankandfile.web.serve import prepare

    prepare(home, "127.0.0.1", 8000, demo=False)
    logging.getLogger("django.request").setLevel(logging.CRITICAL)  # many addresses are forms, which nobody reads
    client, who = _member()
    taken = [
        (address, *_times(client, who, address)) for address in _addresses() if client.get(address).status_code == 200
    ]
    taken.sort(key=lambda row: -row[2])
    yield told(Figure("pages asked for", len(taken), "pages", floor=60))
    for address, _first, again in taken[:8]:
        yield told(Figure(address, again, "ms", ceiling=MOST_PAGE))
    address, first, _again = max(taken, key=lambda row: row[1])
    yield told(Figure("  after something new", first, "ms"))
    print(f"  that was {address}")


def _member() -> tuple[Any, Handle]:
    """A browser of somebody who is signed in."""
    from django.test import Client

    from rankandfile.shell.people.models import Account
    from rankandfile.web import organisation

    handle = list(organisation.read_state().members.members)[42]
    account = Account.objects.create_user("a@b.example", handle=handle)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, handle


def _times(client: Any, who: Handle, address: str) -> tuple[float, float]:
    """Milliseconds of the processor: when something was recorded since, and again, the middle one of three."""
    from rankandfile.web import organisation

    state = organisation.read_state()
    free = next(m.id for m in state.motions.motions.values() if who not in m.seconders and not m.fate)
    organisation.secretary().submit(SecondMotion(who, NOW, free))
    first = _spent(lambda: client.get(address))
    return first, sorted(_spent(lambda: client.get(address)) for _ in range(3))[1]


def _spent(make: Callable[[], Any]) -> float:
    began = time.process_time()
    make()
    return (time.process_time() - began) * 1_000


def _addresses() -> Iterator[str]:
    """Every address of the site, filled with what is there; those of files and papers are measured elsewhere."""
    from django.urls import NoReverseMatch, get_resolver, reverse

    values = _values()
    for view, pattern in _named(get_resolver().url_patterns):
        given = {name: value for name, value in values.items() if re.search(rf"[:<]{name}>", pattern)}
        if view and not any(word in view for word in LEFT_OUT):
            with suppress(NoReverseMatch):
                yield reverse(view, kwargs=given)
    yield "/bulletin/mine/?show=rulebook"
    yield f"/search/?words={SENTENCES[0].split()[3]}"


def _named(patterns: Any, before: str = "") -> Iterator[tuple[str, str]]:
    from django.urls import URLPattern

    for each in patterns:
        if isinstance(each, URLPattern):
            yield each.name or "", before + str(each.pattern)
        elif not str(each.pattern).startswith("account/"):
            yield from _named(each.url_patterns, before + str(each.pattern))


def _values() -> dict[str, str]:
    """What stands in addresses: the longest motion with the most amendments, and the first of everything else."""
    from rankandfile.web import organisation

    state = organisation.read_state()
    return {
        "motion": list(state.motions.motions)[-1], "amendment": list(state.amendments.amendments)[-1],
        "meeting": state.meetings.current, "handle": state.foundation.founder, "branch": "branch-1", "post": "chair",
        "document": next(iter(state.bulletin.documents)), "election": next(iter(state.elections.elections)),
        "index": "5", "number": "1", "circle": "branch", "about": "branch-1", "slot": "text", "token": "x",
        "doing": "second", "kind": "floor", "language": "en",
    }  # fmt: skip


def _searches() -> Iterator[bool]:
    """A question as the page asks it, its hits with their excerpts."""
    client, _who = _again()
    for question in QUESTIONS:
        address = f"/search/?words={question}"
        client.get(address)
        yield told(
            Figure(f"search: {question}", sorted(_found(question) for _ in range(5))[2], "ms", ceiling=MOST_SEARCH)
        )
        yield told(Figure("  its whole page", _spent(lambda: client.get(address)), "ms", ceiling=MOST_PAGE))  # noqa: B023


def _again() -> tuple[Any, None]:
    from django.test import Client

    from rankandfile.shell.people.models import Account

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Account.objects.get(), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, None


def _found(question: str) -> float:
    from rankandfile.web import organisation

    index = organisation.secretary().search
    return _spent(lambda: index.excerpts(question, index.found(question)[:20]))


if __name__ == "__main__":
    sys.exit(0 if main(int(sys.argv[1]) if len(sys.argv) > 1 else PAPERS) else 1)
