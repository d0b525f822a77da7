"""Letters between members as mail: in the receiver's language, from the organisation's address, with no other in it.

Who wrote stands in words, in the letter and as the name beside the organisation's own address. An answer goes through
the relay too: mail that is sent back reaches the organisation's address, and the letter says where to answer.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from rankandfile.core.calendar import shifted
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.relay import clause_of
from rankandfile.core.ids import Moment
from rankandfile.core.state import State
from rankandfile.shell import letters
from rankandfile.shell.outbox import Outbox
from rankandfile.shell.people import relay
from rankandfile.shell.people.models import Account, Delivery, Letter

from . import organisation
from .pages.letters import circle_title
from .pages.naming import member_name

NAME = 60
"""Characters of a name beside the address."""


def outbox() -> Outbox:
    """What sends letters in this process; not running yet."""
    place = organisation.secretary().store.place
    return Outbox(organisation.clock(), composed, _tidy, place.why_shut)


def composed(bundle: Sequence[Delivery]) -> EmailMessage | None:
    """One message to the receiver of these deliveries; None where the account is gone."""
    first = bundle[0]
    account = Account.objects.filter(handle=first.receiver, is_active=True).first()
    if account is None:
        return None
    state, is_digest = organisation.read_state(), first.in_digest
    sender = "" if is_digest else first.letter.sender
    token = relay.stop_token(first.receiver, sender)
    with translation.override(account.language or settings.LANGUAGE_CODE):
        facts = {
            "organisation": organisation.organisation_name(state),
            "letters": [_told(state, each.letter) for each in bundle],
            "page": letters.address_of("letters"),
            "stop": letters.address_of("stop_letters", token),
        }
        name = "digest" if is_digest else "relayed"
        subject, text = render_to_string(f"letters/{name}.txt", facts).strip().split("\n", 1)
        shown = str(facts["organisation"]) if is_digest else f"{member_name(state, sender)} · {facts['organisation']}"
    return EmailMessage(
        " ".join(subject.split()), text.strip() + "\n", _from(shown), [account.email], headers=_headers(first, token)
    )


def _told(state: State, letter: Letter) -> dict[str, object]:
    return {
        "name": member_name(state, letter.sender),
        "subject": letter.subject,
        "text": letter.text,
        "when": datetime.fromtimestamp(letter.made, UTC),
        "people": letter.people,
        "circle": circle_title(state, letter.circle, letter.about),
        "fingerprint": letter.fingerprint,
        "answer": letters.address_of("answer_letter", str(letter.pk)),
    }


def _from(name: str) -> str:
    """The organisation's address, with the writer's name beside it."""
    plain = "".join(each for each in " ".join(name.split()) if each.isprintable())
    return formataddr((plain[:NAME], parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def _headers(first: Delivery, token: str) -> dict[str, str]:
    """Which message it is, and how to stop letters."""
    return {
        "Message-ID": letters.message_id("letters", first.pk),
        "Precedence": "list",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{letters.address_of('stop_letters', token)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _tidy(now: int) -> None:
    """Letters older than they are kept, and that count no more, are gone."""
    state = organisation.read_state()
    if state.foundation.rulebook is None:
        return
    counts = shifted(Moment(now), clause_of(state).within, -1, rulebook(state).organisation.week)
    relay.forget_old(min(now - relay.KEPT, counts))
