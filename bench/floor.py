"""The floor under load: a thousand delegates vote by name within ten seconds, two thousand screens stay open.

    python bench/floor.py [DELEGATES [SCREENS [SECONDS]]]

The site is served as `rankandfile serve` serves it: gunicorn for the pages and the votes, one process for the streams.
The crowd is a program of its own kind beside it (`_crowd.py`), on the same machine, so it takes its share of the
processor from what it measures. Each delegate's screen is open and each sends one vote at a moment of the ten seconds;
the chair opens and closes the vote. Then the same again, and in the middle of it every process of the site is killed.

Waiting is from the press to the word that the vote is recorded, which is said when it is durable and not before. The
limit beside the votes is what this disk makes durable in a second, one write after the other; beside the screens, how
many files the system lets one process have.
"""

import asyncio
import os
import resource
import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter

from _crowd import Member, Phone
from _figures import Figure, heading, told
from _house import MEETING, Served, assembled, chair_of, opened, ready, served, signed_in
from pages import free_port

from rankandfile.core.chapters.agenda import open_vote
from rankandfile.core.chapters.meetings import current, present_voters
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import Lot, VoteId
from rankandfile.core.state import State
from rankandfile.record.verify import verify
from rankandfile.shell.secretary import NOW, Secretary

DELEGATES, SCREENS, SECONDS = 1_000, 2_000, 10.0
SLOWEST_MS, LATEST_S = 1_000.0, 1.0
VOTE = f"/convention/{MEETING}/do/vote/"


class Floor:
    """The hall: the secretary beside the site with whom the chair acts, and the phones."""

    def __init__(self, secretary: Secretary, phones: list[Phone]) -> None:
        self.secretary, self.phones = secretary, phones
        self.chair = chair_of(secretary)
        self.chance = Random(6)

    @property
    def state(self) -> State:
        """The organisation now."""
        return self.secretary.look()

    def put(self) -> VoteId:
        """The chair puts the motion on the floor, or a procedural question, to a vote by name."""
        self.secretary.submit(PutToVote(self.chair, NOW, MEETING, "close", "roll-call"))
        vote = open_vote(self.state, MEETING)
        assert vote is not None
        return vote.id

    def close(self, vote: VoteId) -> None:
        """The chair closes the vote; the result is durable when this returns."""
        self.secretary.submit(CloseVote(self.chair, NOW, vote, Lot("")))

    async def shown(self, phones: list[Phone], words: str, patience: float = 60.0) -> float:
        """Seconds until each of these screens shows the words."""
        began = monotonic()
        while not all(words in phone.shows for phone in phones):
            if monotonic() - began > patience:
                missing = sum(words not in phone.shows for phone in phones)
                raise SystemExit(f"{missing} screens never showed “{words}”.")
            await asyncio.sleep(0.01)
        return max(phone.since for phone in phones) - began

    async def all_vote(self, vote: VoteId, voters: list[Phone], seconds: float) -> dict[str, str]:
        """Each votes at a moment of the seconds; what each has chosen, by handle."""
        choices = {phone.member.handle: self.chance.choice("yyyynnna") for phone in voters}

        async def one(phone: Phone, pause: float) -> None:
            await asyncio.sleep(pause)
            await phone.vote(VOTE, vote, choices[phone.member.handle])

        for phone in voters:
            phone.entry = phone.tries = 0
        await asyncio.gather(*(one(phone, self.chance.random() * seconds) for phone in voters))
        return choices

    async def back(self, since: float) -> None:
        """Every screen has heard from the stream since that moment."""
        while not all(phone.is_open and phone.opened > since for phone in self.phones):
            await asyncio.sleep(0.02)

    def lost(self, vote: VoteId, choices: dict[str, str]) -> int:
        """How many votes the record has not, or has otherwise."""
        own = self.state.floor.votes[vote]
        recorded = dict(zip(own.electorate, own.choices, strict=True))
        return sum(recorded[who] != choice for who, choice in choices.items())


def main(delegates: int = DELEGATES, screens: int = SCREENS, seconds: float = SECONDS) -> int:
    """0 when no vote was lost and all was as fast as it must be."""
    with TemporaryDirectory(prefix="rankandfile-floor-") as folder:
        home, port = Path(folder) / "home", free_port()
        commits = durable(Path(folder))
        assembled(home, delegates)
        ready(home)
        secretary = opened(home)
        members = signed_in(list(present_voters(current(secretary.state))))
        with served(home, port) as site:
            kept = asyncio.run(measured(secretary, members, screens, port, seconds, site, commits))
    return 0 if all(kept) else 1


async def measured(
    secretary: Secretary, members: list[Member], screens: int, port: int, seconds: float, site: Served, commits: float
) -> list[bool]:
    """The whole story, told as it goes; whether each figure holds."""
    files = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files[1], files[1]))
    phones = [Phone(members[n % len(members)], hall_of(), port) for n in range(screens)]
    floor, voters = Floor(secretary, phones), phones[: len(members)]
    watching = [asyncio.create_task(phone.watch()) for phone in phones]
    heading("the floor")
    began = perf_counter()
    while not all(phone.is_open and phone.heard for phone in phones):
        await asyncio.sleep(0.01)
    kept = [told(Figure("screens open on one process", len(phones), "streams", float(files[1])))]
    told(Figure("  opened at once within", perf_counter() - began, "s"))
    kept += await _a_vote(floor, voters, seconds, commits)
    kept += await _killed(floor, voters, seconds, site)
    kept.append(_verified(floor.secretary))
    for task in watching:
        task.cancel()
    return kept


async def _a_vote(floor: Floor, voters: list[Phone], seconds: float, commits: float) -> list[bool]:
    vote = await asyncio.to_thread(floor.put)
    opened_in = await floor.shown(floor.phones, f'value="{vote}"')
    choices = await floor.all_vote(vote, voters, seconds)
    waits = sorted(phone.waited * 1000 for phone in voters)
    speed = len(voters) / (seconds + waits[-1] / 1000)
    await asyncio.to_thread(floor.close, vote)
    closed_in = await floor.shown(floor.phones, f'id="{vote}"')
    lost = floor.lost(vote, choices)
    return [
        told(Figure("the open vote is on every screen after", opened_in, "s", ceiling=LATEST_S)),
        told(Figure("votes by name, each durable", speed, "votes/s", commits)),
        told(Figure("  half wait at most", waits[len(waits) // 2], "ms")),
        told(Figure("  99 of 100 wait at most", waits[len(waits) * 99 // 100], "ms", ceiling=SLOWEST_MS)),
        told(Figure("  the longest wait", waits[-1], "ms")),
        told(Figure("  sent more than once", sum(phone.tries > 1 for phone in voters), "votes")),
        told(Figure("the result is on every screen after", closed_in, "s", ceiling=LATEST_S)),
        _none("votes lost, or not as they were cast", lost),
    ]


async def _killed(floor: Floor, voters: list[Phone], seconds: float, site: Served) -> list[bool]:
    """The site is killed in the middle of a vote and started again; the phones find it by themselves."""
    vote = await asyncio.to_thread(floor.put)
    await floor.shown(floor.phones, f'value="{vote}"')
    voting = asyncio.create_task(floor.all_vote(vote, voters, seconds))
    await asyncio.sleep(seconds / 2)
    await asyncio.to_thread(site.kill)
    acknowledged = {phone.member.handle: phone.entry for phone in voters if phone.entry}
    began = monotonic()
    await asyncio.to_thread(site.start)
    up = monotonic() - began
    choices = await voting
    await floor.back(began)
    await asyncio.to_thread(floor.close, vote)
    closed_in = await floor.shown(floor.phones, f'id="{vote}"')
    own = floor.state.floor.votes[vote]
    cast = len(own.choices) - own.choices.count("-")
    return [
        told(Figure("killed in the middle: acknowledged before it", len(acknowledged), "votes")),
        told(Figure("  served again after", up, "s")),
        _none("  votes lost, or not as they were cast", floor.lost(vote, choices)),
        _none("  votes counted twice", abs(cast - len(voters))),
        told(Figure("  the result is on every screen after", closed_in, "s", ceiling=LATEST_S)),
    ]


def _verified(secretary: Secretary) -> bool:
    """An auditor finds nothing in the record of it."""
    from io import BytesIO

    from rankandfile.record.export import read
    from rankandfile.shell.copies import write_export

    stream = BytesIO()
    write_export(secretary, stream)
    stream.seek(0)
    report = verify(read(stream))
    return _none("findings of an auditor in the record", len(report.findings))


def _none(what: str, number: int) -> bool:
    """Prints a number that must be none; whether it is."""
    print(f"{what:46} {number:>17,} {'':>23}  none: {'MISSED' if number else 'kept'}", flush=True)
    return number == 0


def hall_of() -> str:
    """Where the phones hear their hall."""
    from django.conf import settings

    from rankandfile.web.ticket import ticket

    return f"/hall/{MEETING}/floor/en/?ticket={ticket(settings.SECRET_KEY, f'{MEETING}/floor', int(time.time()))}"


def durable(folder: Path, seconds: float = 2.0) -> float:
    """How many writes of one page this disk makes durable in a second, one after the other."""
    file, page, done, began = os.open(folder / "durable", os.O_CREAT | os.O_WRONLY), bytes(4096), 0, perf_counter()
    while perf_counter() - began < seconds:
        os.pwrite(file, page, 4096 * (done % 256))
        os.fdatasync(file)
        done += 1
    os.close(file)
    return done / (perf_counter() - began)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*given))
