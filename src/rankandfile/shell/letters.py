"""Letters: what the organisation writes to one person, in that person's language, as plain text.

They go through Django's mail backends: SMTP where settings.toml names a server, else one file each in the home's folder
`letters`, which is also how a demonstration shows what it would have sent.
"""

from collections.abc import Callable
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac


def send(to: str, subject: str, text: str) -> None:
    """The letter is with the mail server. Raises what the backend raises when it is not."""
    EmailMessage(" ".join(subject.split()), text, settings.DEFAULT_FROM_EMAIL, [to]).send()


def written(to: str, language: str, letter: str, facts: dict[str, object]) -> None:
    """The letter of this name is sent; its template's first line is the subject."""
    with translation.override(language or settings.LANGUAGE_CODE):
        subject, text = render_to_string(f"letters/{letter}.txt", facts).strip().split("\n", 1)
    send(to, subject, text.strip() + "\n")


def message(to: str, text: str, kind: str, number: int) -> EmailMessage:
    """The message for a row of an outbox, from a text whose first line is its subject; not sent yet."""
    subject, rest = text.strip().split("\n", 1)
    headers = {"Message-ID": message_id(kind, number), "Auto-Submitted": "auto-generated"}
    return EmailMessage(
        " ".join(subject.split()), rest.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [to], headers=headers
    )


def message_id(kind: str, number: int) -> str:
    """The id of a message: the same for the same row, so a mail server that was asked twice can tell."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{salted_hmac(f'rankandfile.{kind}', str(number)).hexdigest()[:32]}@{domain}>"


def address_of(name: str, *parts: str) -> str:
    """The full address of a page, as it stands in a letter."""
    return settings.ADDRESS + reverse(name, args=parts)


def invite_by_letter(to: str, language: str, organisation: str, token: str) -> None:
    """The invitation is on its way to the person's own address."""
    link = address_of("invitation", token)
    facts = {"organisation": organisation, "link": link, "days": settings.INVITATION_DAYS}
    written(to, language, "invitation", facts)


def tell_of_request(
    to: str, language: str, letter: str, request: str, told: Callable[[], dict[str, str]], until: datetime
) -> None:
    """The owner of a text knows of a request (`erasure`) or an objection (`objection`) and until when to act.

    `told` says what and on which ground, in the language that is in force when it is asked.
    """
    with translation.override(language or settings.LANGUAGE_CODE):
        facts = {**told(), "until": until, "link": address_of("erasure", request)}
    written(to, language, letter, facts)


def tell_of_recovery(to: str, language: str, until: datetime | None, token: str) -> None:
    """The owner knows that access was recovered, until when votes are closed, and how to lock the account."""
    written(to, language, "recovered", {"until": until, "link": address_of("lock_account", token)})
