"""G9 and G10 on the floor. The captor is the operator: restarts in the middle of a vote, loses votes, holds it anew.

A vote by name is an entry as soon as it is acknowledged. A restart loses none and lets nobody vote twice; an older copy
put in the place of the record is contradicted by the head that any delegate's receipt carries.
"""

import shutil
from io import BytesIO
from pathlib import Path

import pytest

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.casting import CastVote
from rankandfile.core.chapters.delegates import delegates_of
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import ConventionId, Handle, Lot, VoteId
from rankandfile.record.export import Export
from rankandfile.record.verify import Trusted, verify
from rankandfile.shell.copies import write_export
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import Secretary
from tests.living import Living
from tests.world import CHAIR, assemble, elect_delegates, handle

C1, V1 = ConventionId("C1"), VoteId("V1")


@pytest.fixture
def voting(own: Living) -> Living:
    """A vote by name is open on the first motion."""
    own.second(own.move(41), [11, 12, 13, 14, 42, 43, 44, 73, 74, 75])
    elect_delegates(own)
    assemble(own)
    own.does(TakeUpItem(handle(CHAIR), own.now, C1, "1"))
    own.does(PutToVote(handle(CHAIR), own.now, C1, "M1", "roll-call"))
    return own


def delegates(live: Living) -> list[Handle]:
    """Those who vote by name."""
    return [d.person for d in delegates_of(live.state, C1)]


def cast(live: Living, person: Handle, choice: str) -> None:
    """The vote is acknowledged."""
    live.does(CastVote(person, live.now, V1, choice))


def test_a_restart_in_the_middle_of_a_vote_loses_none_that_was_acknowledged(voting: Living) -> None:
    against, rest = delegates(voting)[:4], delegates(voting)[4:]
    for person in against:
        cast(voting, person, "n")
        voting.restarted()
    for person in rest:
        cast(voting, person, "y")
    voting.restarted()
    voting.does(CloseVote(handle(CHAIR), voting.now, V1, Lot("")))
    vote = voting.state.floor.votes[V1]
    assert (vote.yes, vote.no) == (len(rest), len(against))
    assert voting.audited().sound


def test_nobody_counts_twice_because_the_server_was_restarted(voting: Living) -> None:
    person = delegates(voting)[0]
    cast(voting, person, "n")
    voting.restarted()
    cast(voting, person, "y")
    voting.restarted()
    voting.does(CloseVote(handle(CHAIR), voting.now, V1, Lot("")))
    vote = voting.state.floor.votes[V1]
    assert (vote.yes, vote.no) == (1, 0)


def test_a_vote_that_was_held_anew_on_an_older_copy_is_found_by_any_delegate_with_a_receipt(
    voting: Living, tmp_path: Path
) -> None:
    voting.secretary.close()
    shutil.copytree(voting.home.path, tmp_path / "before")
    voting.restarted()
    for person in delegates(voting):
        cast(voting, person, "n")
    carried_by_a_delegate = voting.secretary.store.head().checkpoint
    anew = Secretary(Home(tmp_path / "before"), lambda: voting.now)
    for person in delegates(voting)[:3]:
        anew.submit(CastVote(person, voting.now, V1, "y"))
    stream = BytesIO()
    write_export(anew, stream)
    anew.close()
    shown = Export(BytesIO(stream.getvalue()))
    assert verify(shown).sound  # by itself it looks whole
    found = {finding.code for finding in verify(shown, Trusted(heads=(carried_by_a_delegate,))).findings}
    assert found == {"head.ahead"}
