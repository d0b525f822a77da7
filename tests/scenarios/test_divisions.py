"""Recorded divisions of a parliament, voted again: each vote, the totals and the result are the published ones.

The members here are invented; who of them stands for whom is drawn, and no name is read from the files.
"""

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

from rankandfile.core.chapters.agenda import open_vote
from rankandfile.core.chapters.casting import CastVote
from rankandfile.core.chapters.holding import OpenConvention
from rankandfile.core.chapters.meetings import current, present_voters
from rankandfile.core.chapters.offices import holders
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import ConventionId, Handle, Lot, VoteId
from rankandfile.record.export import read
from rankandfile.record.verify import verify
from rankandfile.shell.copies import write_export
from rankandfile.shell.demo.papers import papers
from rankandfile.shell.draft import Ask, Recorded
from rankandfile.shell.exchange.roll_calls import RollCall, Voter, as_csv, as_popolo
from rankandfile.shell.invented.assembly import assemble
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import NOW, Secretary

FOLDER = Path(__file__).resolve().parents[3] / "shared/data/roll-calls/ep10"
CHOICES = {"for": "y", "against": "n", "abstention": "a"}
OPTIONS = {"for": "yes", "against": "no", "abstention": "abstain"}
TODAY = 1_790_000_000
C1 = ConventionId("C1")


class Division(NamedTuple):
    """What was published of one division: who voted how, by number, and the totals."""

    number: int
    votes: dict[str, str]
    totals: dict[str, int]


def division(file: Path) -> Division:
    told = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    with file.open(encoding="utf-8", newline="") as lines:
        votes = {row["mepid"]: row["result"] for row in csv.DictReader(lines)}
    return Division(told["id"], votes, {result: told[result] for result in CHOICES})


@pytest.fixture(scope="module")
def divisions() -> list[Division]:
    files = sorted(FOLDER.glob("*.csv"))
    if not files:
        pytest.skip("The divisions of ../shared are not here.")
    return [division(file) for file in files]


class Chamber(NamedTuple):
    """The hall, its chair, and who stands for which number of the files."""

    secretary: Secretary
    chair: Handle
    seats: dict[str, Handle]


@pytest.fixture(scope="module")
def chamber(divisions: list[Division], tmp_path_factory: pytest.TempPathFactory) -> Chamber:
    numbers = list(dict.fromkeys(number for own in divisions for number in own.votes))
    home = tmp_path_factory.mktemp("chamber") / "home"
    secretary = assemble(home, preset_text("small-assembly"), len(numbers), TODAY, papers("second").folder)
    chair = holders(secretary.state, "chair", secretary.now())[0].person
    assert isinstance(secretary.submit(OpenConvention(chair, NOW, C1)), Recorded)
    meeting = current(secretary.state)
    assert meeting is not None
    return Chamber(secretary, chair, dict(zip(numbers, present_voters(meeting), strict=True)))


def divide(chamber: Chamber, own: Division) -> VoteId:
    """The chamber divides as it did then, each for themselves; the vote, closed."""
    secretary, chair = chamber.secretary, chamber.chair
    put = secretary.submit(PutToVote(chair, NOW, C1, "close", "roll-call"))
    assert isinstance(put, Recorded), put
    vote = open_vote(secretary.state, C1)
    assert vote is not None
    asks = [Ask(CastVote(chamber.seats[who], NOW, vote.id, CHOICES[how])) for who, how in own.votes.items()]
    assert all(isinstance(answer, Recorded) for answer in secretary.submit_many(asks))
    assert isinstance(secretary.submit(CloseVote(chair, NOW, vote.id, Lot("1" * 64))), Recorded)
    return vote.id


def test_every_division_comes_out_as_it_was_published_vote_for_vote(
    chamber: Chamber, divisions: list[Division]
) -> None:
    people = {seat: number for number, seat in chamber.seats.items()}
    for own in divisions:
        number = divide(chamber, own)
        vote = chamber.secretary.state.floor.votes[number]
        assert {"for": vote.yes, "against": vote.no, "abstention": vote.abstain} == own.totals, own.number
        assert vote.carried == (own.totals["for"] > own.totals["against"]), own.number
        said = {people[who]: choice for who, choice in zip(vote.electorate, vote.choices, strict=True) if choice != "-"}
        assert said == {who: CHOICES[how] for who, how in own.votes.items()}, own.number
    assert sum(len(own.votes) for own in divisions) > 30_000


def test_what_is_taken_along_of_them_says_the_same(chamber: Chamber, divisions: list[Division]) -> None:
    votes = [v for v in chamber.secretary.state.floor.votes.values() if v.closed]
    assert len(votes) == len(divisions)
    people = {seat: number for number, seat in chamber.seats.items()}
    calls = [
        RollCall(
            v.id, "", C1, v.subject, "", v.opened, v.closed, v.carried, v.required,
            tuple(Voter(people[who], "", "", choice) for who, choice in zip(v.electorate, v.choices, strict=True)),
        )
        for v in votes
    ]  # fmt: skip
    for own, event in zip(divisions, json.loads(as_popolo(calls)), strict=True):
        counts = {count["option"]: count["value"] for count in event["counts"]}
        assert {how: counts[OPTIONS[how]] for how in CHOICES} == own.totals
        cast = {vote["voter_id"]: vote["option"] for vote in event["votes"] if vote["option"] != "not voting"}
        assert cast == {who: OPTIONS[how] for who, how in own.votes.items()}
    rows = [row for row in csv.DictReader(StringIO(as_csv(calls))) if row["option"] != "not voting"]
    assert len(rows) == sum(len(own.votes) for own in divisions)


def test_an_auditor_finds_nothing_in_the_record_of_them(chamber: Chamber) -> None:
    stream = BytesIO()
    write_export(chamber.secretary, stream)
    stream.seek(0)
    report = verify(read(stream))
    assert report.findings == ()
