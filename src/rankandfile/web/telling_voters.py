"""A voter is told by letter which ballot is theirs: the tracker at casting, and at the close the one that counts.

Letters are laid into an outbox and sent beside the answer: a mail server that is slow or away keeps nobody from voting,
and a restart loses no letter. A letter that cannot be laid in undoes nothing: the receipt is on the page, and the log
says so, without a tracker or a name.
"""

import logging
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from rankandfile.core.chapters.boards import Board
from rankandfile.core.chapters.elections import Election
from rankandfile.core.ids import ElectionId, Handle
from rankandfile.core.state import State
from rankandfile.shell import letters
from rankandfile.shell.boards import Boards, Receipt
from rankandfile.shell.outbox import Outbox
from rankandfile.shell.people import ballot_letters
from rankandfile.shell.people.ballot_letters import CAST, Told
from rankandfile.shell.people.models import Account, BallotLetter

from . import organisation
from .looking import Looking
from .pages import elections
from .who import account_of

_log = logging.getLogger(__name__)


def tell_tracker(request: HttpRequest, own: Election, receipt: Receipt) -> None:
    """A letter with the tracker is on its way to whoever cast the ballot."""
    account = account_of(request)
    if account is None or not account.email or not account.handle:
        return
    told = Told(receipt.tracker, receipt.height, receipt.head)
    try:
        place = organisation.secretary().boards.store.place
        ballot_letters.lay(place, CAST, own.id, Handle(account.handle), told, organisation.clock()())
    except Exception:  # noqa: BLE001 - logged; the ballot is cast, whatever became of the letter
        _log.exception("A voter could not be told of a ballot.")


def ballot_outbox() -> Outbox:
    """What sends letters about ballots in this process; not running yet."""
    place = organisation.secretary().store.place
    return Outbox(organisation.clock(), composed, _tidy, place.why_shut, BallotLetter)


def _tidy(_now: int) -> None:
    ballot_letters.forget_done()


def composed(bundle: Sequence[BallotLetter]) -> EmailMessage | None:
    """The message for this letter; None where the account is gone. It says nothing of how anybody voted."""
    (letter,) = bundle
    account = Account.objects.filter(handle=letter.receiver, is_active=True).first()
    state = organisation.read_state()
    own = state.elections.elections.get(ElectionId(letter.election))
    if account is None or own is None:
        return None
    told = ballot_letters.told_in(organisation.secretary().boards.store.place, letter)
    with translation.override(account.language or settings.LANGUAGE_CODE):
        text = render_to_string(f"letters/{letter.kind}.txt", _facts(state, own, told))
    return letters.message(account.email, text, "ballot-letters", letter.pk)


def _facts(state: State, own: Election, told: Told) -> dict[str, object]:
    return {
        "title": elections.title(state, own),
        "organisation": organisation.organisation_name(state),
        "tracker": told.tracker,
        "height": told.height,
        "head": told.head,
        "link": letters.address_of("ballots", own.id),
    }


class AtClose(Looking):
    """Looks whether a board was closed, and writes to its voters."""

    trouble = "The letters at the close could not be written."

    def __init__(self) -> None:
        super().__init__("letters at the close")
        self._told: set[ElectionId] = set()

    def look(self) -> None:
        """Whoever has a ballot that counts is told, once for each board."""
        boards = organisation.secretary().boards
        for own in organisation.secretary().state.boards.boards.values():
            if own.closed and own.election not in self._told:
                tell_all(own, boards)
                self._told.add(own.election)


def tell_all(own: Board, boards: Boards) -> bool:
    """Whether letters to whoever has a ballot that counts were laid in now: of all processes one does it, for all."""
    told = tuple(_voters(own, boards))
    return ballot_letters.lay_at_close(boards.store.place, own.election, told, organisation.clock()())


def _voters(board: Board, boards: Boards) -> Iterator[tuple[Handle, Told]]:
    trackers = boards.store.trackers(board.election)
    for account in Account.objects.filter(handle__in=board.roll, is_active=True):
        credential = boards.credential_of(board.election, Handle(account.handle or ""))
        if credential in trackers:
            yield Handle(account.handle or ""), Told(trackers[credential])
