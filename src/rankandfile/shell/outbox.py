"""The outbox: letters that wait for the mail server, kept in a table so that a restart loses none.

There are three: of letters between members, of letters to voters about the own ballot, and of notices of meetings.

A letter is claimed in the table before the mail server sees it, so whatever happens it is sent once at most: two
processes cannot both have it, and one that ends in the middle leaves it claimed. Where nobody can know whether the mail
server took it, it is not sent again; it stands on the receiver's page all the same, and the writer reads so. A server
that cannot be reached costs nothing but time; a refusal for now is tried again, later each time; one for good ends it.
"""

import logging
import smtplib
from collections.abc import Callable, Sequence
from threading import Event, Thread
from typing import Any, TypeAlias

from django.core.mail import EmailMessage, get_connection
from django.db import connections, transaction

from .people.models import BallotLetter, Delivery, MeetingLetter

PAUSE = 2
"""Seconds between two looks."""
CLAIM = 900
"""Seconds after which a letter in hand is in nobody's: longer than the mail server is ever waited for."""
AT_ONCE = 200
"""Letters sent in one look; the next look goes on."""
AGAIN = (60, 300, 900, 3600, 4 * 3600, 12 * 3600, 24 * 3600)
"""Seconds until a refused letter is tried again, by how often it was tried; after the last it is given up."""
UNREACHABLE = (5, 15, 60, 300)
"""Seconds until a server that cannot be reached is tried again, by how often in a row it was not."""
_log = logging.getLogger(__name__)

Waiting: TypeAlias = Delivery | BallotLetter | MeetingLetter
Compose: TypeAlias = Callable[[Sequence[Any]], EmailMessage | None]
"""The message for these deliveries to one receiver; None where there is nobody to send it to any more."""


class Outbox(Thread):
    """Sends what is due, one look after the other, as long as the process goes."""

    def __init__(
        self,
        clock: Callable[[], int],
        compose: Compose,
        tidy: Callable[[int], None] = lambda _now: None,
        why_shut: Callable[[], str] = lambda: "",
        rows: type[Waiting] = Delivery,
    ) -> None:
        super().__init__(name="outbox", daemon=True)
        self._rows: Any = rows
        self._clock, self._compose, self._tidy, self._why_shut = clock, compose, tidy, why_shut
        self._stopped = Event()
        self._unreached, self._not_before, self._tidied = 0, 0, 0

    def run(self) -> None:
        """A look that fails is logged, and the next may go well."""
        while not self._stopped.wait(PAUSE):
            try:
                self.look()
            except Exception:  # noqa: BLE001 - logged; the letters wait in their table
                _log.exception("The outbox could not be looked at.")
            finally:
                connections.close_all()

    def stop(self) -> None:
        """No further look."""
        self._stopped.set()

    def look(self) -> int:
        """How many messages the mail server took. At most AT_ONCE; none while the server cannot be reached.

        None either once the organisation is kept elsewhere: its letters went along, and are sent from there.
        """
        if self._why_shut():
            return 0
        now = self._clock()
        self._rows.objects.filter(state="sending", claimed__lt=now - CLAIM).update(state="unsure")
        if now - self._tidied > 3600:
            self._tidy(now)
            self._tidied = now
        if now < self._not_before or not _due(now, self._rows).exists():
            return 0
        return self._send_what_is_due(now)

    def _send_what_is_due(self, now: int) -> int:
        server, taken = _Server(), 0
        try:
            for _each in range(AT_ONCE):
                bundle = _next(now, self._rows)
                if not bundle:
                    break
                if not server.is_there():
                    self._wait_for_the_server(now)
                    break
                taken += _send(server, bundle, self._compose, now)
                self._unreached = 0
        finally:
            server.close()
        return taken

    def _wait_for_the_server(self, now: int) -> None:
        """Nothing was claimed and no try is counted: the letters are not to blame."""
        if not self._unreached:
            _log.warning("The mail server cannot be reached; letters wait in the outbox.")
        self._not_before = now + UNREACHABLE[min(self._unreached, len(UNREACHABLE) - 1)]
        self._unreached += 1


class _Server:
    """A connection to wherever letters go, opened when first needed and asked before each letter if it still holds."""

    def __init__(self) -> None:
        self._backend: Any = get_connection()

    def is_there(self) -> bool:
        """Whether a letter can be handed over now. Asked before a letter is claimed."""
        if self._holds():
            return True
        self.close()
        try:
            self._backend = get_connection()
            self._backend.open()
        except (OSError, smtplib.SMTPException):
            return False
        return True

    def _holds(self) -> bool:
        line = getattr(self._backend, "connection", None)
        if line is None:
            return False
        try:
            return bool(line.noop()[0] == 250)
        except (OSError, smtplib.SMTPException):
            return False

    def take(self, message: EmailMessage) -> None:
        """The server has the message. Raises what the backend raises when it is not sure of that."""
        self._backend.send_messages([message])

    def close(self) -> None:
        """The connection is closed; one that is broken already is left."""
        try:
            self._backend.close()
        except (OSError, smtplib.SMTPException):
            self._backend.connection = None


def _due(now: int, rows: Any = Delivery) -> Any:
    return rows.objects.filter(state="waiting", due__lte=now).order_by("due", "pk")


def _next(now: int, rows: Any = Delivery) -> list[Any]:
    """The next letter that is due; with it all others of the same digest."""
    first = _due(now, rows).select_related().first()
    if first is None or not first.in_digest:
        return [first] if first is not None else []
    return list(_due(now).filter(receiver=first.receiver, in_digest=True).select_related("letter").order_by("pk"))


def _claim(bundle: Sequence[Any], now: int) -> bool:
    """Whether these are in our hands: all of them, or none. Durable when it returns."""
    with transaction.atomic():
        wanted = type(bundle[0]).objects.filter(pk__in=[each.pk for each in bundle], state="waiting")
        if wanted.update(state="sending", claimed=now) == len(bundle):
            return True
        transaction.set_rollback(True)
        return False


def _send(server: _Server, bundle: Sequence[Any], compose: Compose, now: int) -> int:
    """1 where the server took the message. What the table says afterwards is what became of it."""
    if not _claim(bundle, now):
        return 0
    message = _message(bundle, compose)
    if message is None:
        _became(bundle, "failed")
        return 0
    try:
        server.take(message)
    except (OSError, ValueError) as error:
        _did_not_go(bundle, error, now)
        return 0
    _became(bundle, "sent")
    return 1


def _message(bundle: Sequence[Any], compose: Compose) -> EmailMessage | None:
    try:
        return compose(bundle)
    except Exception:  # noqa: BLE001 - logged; one letter that cannot be written keeps no other back
        _log.exception("A letter could not be written.")
        return None


def _did_not_go(bundle: Sequence[Any], error: OSError | ValueError, now: int) -> None:
    """A refusal is certain, so the letter may be tried again; a line that broke says nothing of what was taken."""
    if isinstance(error, ValueError):
        _became(bundle, "failed")
    elif isinstance(error, smtplib.SMTPException) and not isinstance(error, smtplib.SMTPServerDisconnected):
        _refused(bundle, _is_for_now(error), now)
    else:
        _became(bundle, "unsure")


def _is_for_now(refused: smtplib.SMTPException) -> bool:
    """Whether the server may take it later: an answer that begins with 4."""
    if isinstance(refused, smtplib.SMTPRecipientsRefused):
        return all(code < 500 for code, _why in refused.recipients.values())
    return isinstance(refused, smtplib.SMTPResponseException) and refused.smtp_code < 500


def _refused(bundle: Sequence[Any], for_now: bool, now: int) -> None:
    """Tried again later, or given up; the log says how many, never whose."""
    tries = max(each.tries for each in bundle)
    if not for_now or tries >= len(AGAIN):
        _log.warning("The mail server refused a letter; what it says stands on the receiver's page.")
        _became(bundle, "failed")
        return
    _became(bundle, "waiting", tries=tries + 1, due=now + AGAIN[tries])


def _became(bundle: Sequence[Any], state: str, **more: int) -> None:
    """What became of these letters; not where somebody else has found them unsure meanwhile."""
    type(bundle[0]).objects.filter(pk__in=[each.pk for each in bundle], state="sending").update(state=state, **more)
