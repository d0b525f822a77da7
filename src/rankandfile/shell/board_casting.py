"""Casting a ballot on a board: checked in a process of its own, durable, and only then acknowledged.

Ballots that arrive together are checked side by side and published by one transaction (`turns`). The same ballot sent
twice, because the answer got lost, is on the board once and gets the same receipt.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

from rankandfile.core.ballot.archive import posted
from rankandfile.core.ballot.canonical import read
from rankandfile.core.ballot.proofs import tracker
from rankandfile.core.ballot.refused import Refused
from rankandfile.core.ballot.shapes import BallotFile
from rankandfile.core.chapters.boards import board, clause_article
from rankandfile.core.chapters.elections import phase
from rankandfile.core.chapters.rolls import why_struck
from rankandfile.core.ids import ElectionId, Handle, Moment
from rankandfile.core.refusal import Refusal, refuse

from . import board_checks
from .board_checks import Checks
from .board_store import BALLOT, BoardStore, Row, following
from .trouble import Moved
from .turns import Turn, Turns

if TYPE_CHECKING:
    from .secretary import Secretary


class Receipt(Struct, frozen=True):
    """A ballot is on the board, durable: as its voter finds it again."""

    tracker: str
    height: int
    head: str
    """The hash of the event that published it; every later head leads back to it."""
    note: str
    """All of this, signed by the record's key (C2SP signed note): evidence against a server that drops the ballot."""


class Cast(Struct, frozen=True):
    """A ballot that holds, on its way onto the board."""

    election: ElectionId
    content: bytes
    credential: str
    closes: Moment
    """No ballot comes onto the board at or after this moment; 0 where that is not known yet."""


class Casting:
    """Where ballots arrive."""

    def __init__(self, secretary: "Secretary", store: BoardStore, checks: Checks) -> None:
        self._secretary, self._store, self._checks = secretary, store, checks
        self._turns = Turns(self._publish)
        self._files: dict[ElectionId, bytes] = {}

    def cast(self, election: ElectionId, by: Handle, ballot: bytes) -> Receipt | Refusal:
        """The receipt of the ballot, which is durable on the board; or why it is not taken.

        Raises Trouble when the machine fails: then nothing was acknowledged, and the member may send it again.
        """
        state, now = self._secretary.follow(), self._secretary.now()
        own, found = state.elections.elections.get(election), board(state, election)
        article = clause_article(state, own)
        if own is None or found is None:
            return refuse(article, "board.none" if own is not None else "election.unknown")
        now_in = phase(own, now)
        if now_in != "voting":
            code = "election.voting_closed" if now_in in ("closed", "counted") else "election.voting_not_open"
            return refuse(article, code, since=own.voting_closes or own.counted, opens=own.voting_opens)
        credential = self._store.credential(election, by)
        if credential is None:
            return refuse(article, "ballot.no_vote", since=found.set_up)
        why = why_struck(state, own, by) or self._why_unsound(article, election, ballot, credential)
        if why is not None:
            return why
        answer = self._turns.take(Cast(election, ballot, credential, own.voting_closes))
        if isinstance(answer, str):
            return refuse(article, answer, since=own.voting_closes)
        return self._receipt(election, tracker(ballot), answer)

    def _why_unsound(self, article: str, election: ElectionId, ballot: bytes, credential: str) -> Refusal | None:
        """Why the ballot is not one of this voter in this election. The form first: it costs next to nothing."""
        try:
            own: BallotFile = read(ballot, BallotFile, "The ballot")
            if own.credential != credential:
                return refuse(article, "ballot.other_credential")
            self._checks.done(board_checks.check_ballot, self.election_file(election), ballot, credential)
        except Refused as error:
            return refuse(article, "ballot.unsound", why=str(error))
        return None

    def election_file(self, election: ElectionId) -> bytes:
        """The election as it stands on the board, which never changes."""
        if election not in self._files:
            self._files[election] = posted(self._store.steps(election)[0]).objects[0]
        return self._files[election]

    def _publish(self, turns: Sequence[Turn[Cast, Row | str]]) -> None:
        """Every ballot that waits is on its board, in one durable transaction: a row for each, or why not (a code)."""
        with self._store.writing():
            if why := self._secretary.store.place.why_shut():
                raise Moved(why)
            for turn in turns:
                turn.answer = self._appended(turn.work)

    def _appended(self, cast: Cast) -> Row | str:
        last = self._store.last(cast.election)
        if last is None or last.type not in ("Setup", BALLOT):
            return "election.voting_closed"
        if cast.closes and self._secretary.now() >= cast.closes:
            return "election.voting_closed"
        there = self._store.find(cast.election, sha256(cast.content).hexdigest())
        if there is not None:  # sent again, because the answer got lost; or an old one, which a newer has replaced
            return there if self._store.newest(cast.election, cast.credential) == there.height else "ballot.again"
        row = following(last, self._store.made(cast.election), BALLOT, (cast.content,), cast.credential)
        self._store.add(cast.election, (row,))
        return row

    def _receipt(self, election: ElectionId, own: str, row: Row) -> Receipt:
        text = f"rankandfile/ballot/v1\n{self._secretary.origin}\n{election}\n{own}\n{row.height}\n{row.head}\n"
        return Receipt(own, row.height, row.head, self._secretary.key.sign(text))
