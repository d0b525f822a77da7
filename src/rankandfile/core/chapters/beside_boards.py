"""What a board changes for the rest of its election: the opening, the list, the box, the count. Only questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calendar import shifted
from ..ids import Moment
from ..refusal import Refusal, refuse
from .board_roll import is_board_due
from .boards import board, clause_article
from .elections import Election, article_of
from .foundation import rulebook

if TYPE_CHECKING:
    from ..state import State


def why_not_countable(state: State, own: Election, ballots: int) -> Refusal | None:
    """Why ballots of this election cannot be counted yet, or not so many; None where they can."""
    found = board(state, own.id)
    if found is not None and not found.result:
        article = clause_article(state, own)
        return refuse(article, "board.too_few", opened=len(found.opened), threshold=found.threshold)
    voted = len(own.voted) if found is None else found.voters
    return refuse(article_of(state, own), "election.box", found=ballots, voted=voted) if ballots != voted else None


def why_only_in_booth(state: State, own: Election) -> Refusal | None:
    """Why no plain ballot is taken: the election has a board."""
    return refuse(clause_article(state, own), "board.booth") if board(state, own.id) is not None else None


def why_board_first(state: State, own: Election, at: Moment) -> Refusal | None:
    """Why the chair cannot open the voting yet: a board is due, and its officer had no time to set it up."""
    clause, meeting = rulebook(state).ballots, state.meetings.conventions[own.convention]
    if clause is None or board(state, own.id) is not None or not is_board_due(state, own):
        return None
    since = shifted(meeting.opened, clause.in_hall, 1, rulebook(state).organisation.week)
    if at >= since:
        return None
    return refuse(clause.article, "board.first", officer=clause.officer, since=since)


def why_list_is_fixed(state: State, own: Election) -> Refusal | None:
    """Why nobody leaves the list of candidates any more: the board names them by their places."""
    found = board(state, own.id)
    return refuse(clause_article(state, own), "board.candidates", since=found.set_up) if found is not None else None
