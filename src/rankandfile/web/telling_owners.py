"""The owner of a text is told by letter when others ask for its erasure, or object to it.

The front page tells too; but the living who were declared dead look at their mail sooner. A letter that cannot be sent
undoes nothing: the entry stands, and the log says so.
"""

import logging
from datetime import UTC, datetime

from rankandfile.core.chapters.erasing import Request
from rankandfile.shell import letters
from rankandfile.shell.people.models import Account

from . import organisation
from .pages import erasing

_log = logging.getLogger(__name__)


def tell_owner(before: Request) -> None:
    """A letter is on its way where the request has come to a point of which its owner has to know."""
    state = organisation.read_state()
    own = erasing.find(state, before.id)
    if own is None or own.stage == before.stage:
        return
    letter = "objection" if own.stage == "objected" else "erasure" if own.stage == "waiting" else ""
    account = Account.objects.filter(handle=own.owner, is_active=True).first()
    if not letter or (letter == "erasure" and before.stage != "agreeing") or account is None:
        return
    try:
        until = datetime.fromtimestamp(own.until, UTC)
        letters.tell_of_request(
            account.email, account.language, letter, own.id, lambda: erasing.told(state, own), until
        )  # fmt: skip
    except OSError:
        _log.exception("The owner of a text could not be told of request %s.", own.id)
