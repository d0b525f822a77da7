"""Names that are marked on a board: as many as one likes, so many, or one; added up, never opened one by one."""

from pathlib import Path

import pytest

from rankandfile.core.ballot.audit import audit
from rankandfile.core.ballot.refused import Refused
from rankandfile.core.ballot.shapes import BlankQuestion
from rankandfile.core.ids import Handle
from rankandfile.record.boards import asked
from rankandfile.shell.boards import Receipt
from tests import balloting
from tests.balloting import circle
from tests.boards import Voting
from tests.core.chapters.boarding import E1, RULES
from tests.living import living
from tests.world import handle

DELEGATES = 'method = "scottish-stv-2011"\nroll_date'
MARKS = {10: (11, 12), 11: (11,), 12: (), 13: (12, 13), 14: (11, 13), 15: (13,)}
"""Whom each member marks; one votes blank."""


def cast(voting: Voting, number: int, names: tuple[int, ...], seed: str = "ballot") -> Receipt:
    """The ballot on which these names are marked."""
    chosen = [int(not names), *(int(name in names) for name in (11, 12, 13))]
    made = balloting.ballot(voting.archive(), voting.authority.private[handle(number)], [chosen], seed)
    answer = voting.boards.cast(E1, handle(number), made)
    assert isinstance(answer, Receipt), answer
    return answer


@pytest.mark.parametrize(("method", "most"), [("approval", 3), ("block", 2), ("plurality", 1)])
def test_marks_are_added_up_and_count_as_they_were_made(tmp_path: Path, method: str, most: int) -> None:
    rules = RULES.replace(DELEGATES, DELEGATES.replace("scottish-stv-2011", method), 1)
    assert rules != RULES
    with living(tmp_path / "home", rules) as own:
        voting = Voting(own, circle(2, 3))
        election = own.state.elections.elections[E1]
        (question,) = asked(own.state, election)
        assert isinstance(question, BlankQuestion)
        assert (question.min, question.max) == (1, most)
        voting.set_up()
        voting.open_voting()
        cast(voting, 10, (13,), seed="first thoughts")
        marks = {number: names[:most] for number, names in MARKS.items()}
        for number, names in marks.items():
            cast(voting, number, names)
        voting.close_voting()
        voting.own.strike()
        for number in (3, 1):
            voting.open(number)
        own.strike()

        found = audit(voting.archive())
        assert found.findings == ()
        assert found.shuffles == ()
        totals = [sum(name in names for names in marks.values()) for name in (11, 12, 13)]
        assert found.result == ((1, *totals),)
        counted = own.state.elections.elections[E1]
        assert counted.counted
        assert len(counted.ballots) == len(marks)
        assert totals[_place(counted.elected[0])] == max(totals)
        assert own.audited().findings == ()


def _place(person: Handle) -> int:
    return [handle(number) for number in (11, 12, 13)].index(person)


def test_more_marks_than_allowed_make_no_ballot_that_is_taken(tmp_path: Path) -> None:
    rules = RULES.replace(DELEGATES, DELEGATES.replace("scottish-stv-2011", "plurality"), 1)
    with living(tmp_path / "home", rules) as own:
        voting = Voting(own, circle(2, 3))
        voting.set_up()
        voting.open_voting()
        with pytest.raises(Refused, match="asks for 1 to 1"):
            cast(voting, 10, (11, 12))
