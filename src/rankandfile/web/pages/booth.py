"""What the page of the booth hands to its script: addresses, digests, names and sentences; and what it may load."""

import base64
from functools import cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters.boards import Board
from rankandfile.core.chapters.elections import Election, on_the_ballot
from rankandfile.core.state import State
from rankandfile.record.boards import ABSTAIN, group_of
from rankandfile.record.booth import SUMS, names
from rankandfile.shell.booth import listed, own_bundle

from . import balloting, elections, questions

FOLDER = "rankandfile/booth"
POLICY = (
    "default-src 'none'; script-src 'self' blob:; worker-src blob:; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The booth's own policy. `blob:` is for the worker: its files were fetched with their digests and stand in memory."""
IN_PAGE = ("files.js", "choices.js", "carry.js", "booth.js")
IN_CHECK = ("files.js", "choices.js", "carry.js", "check.js")
"""The scripts of the page that checks a test ballot; the worker is the same."""
GROUP = "Ed25519"
"""The group on which the booth makes ballots; ballots of others are made with belenios-tool and uploaded."""


class File(Struct, frozen=True):
    """A file of the booth: where it is, and the digest without which no browser runs it."""

    url: str
    integrity: str


class Page(Struct, frozen=True):
    """The booth of one election."""

    id: str
    title: str
    opens: int
    closes: int
    fingerprint: str
    credentials: str
    uuid: str
    bundle: str
    """SHA-256 of the list of the booth's files, which names the digest of each; as it is here."""
    recorded: str
    """The same as the record has it; empty where no entry says."""
    sums: str
    """The address of that list."""
    scripts: tuple[File, ...]
    has_booth: bool
    """Whether the booth makes ballots of this election; else they are made with belenios-tool."""
    check: str
    """The address of the page where another device checks a test ballot."""
    is_other: bool
    """The files here are not those of the record, so no ballot is made with them."""


@cache
def digests() -> dict[str, str]:
    """The digest of each of the booth's files, from the list that is served, by its name."""
    return names(listed())


def file(name: str) -> File:
    """The file with its digest as browsers want it; the address changes with the content, so that none is stale."""
    digest = digests()[name]
    integrity = base64.b64encode(bytes.fromhex(digest)).decode()
    return File(static(f"{FOLDER}/{name}"), f"sha256-{integrity}")


def page(
    state: State, own: Election, found: Board, uuid: str, site: str = "", scripts: tuple[str, ...] = IN_PAGE
) -> Page:
    """What the template shows."""
    is_other = bool(found.booth) and found.booth != own_bundle()
    return Page(
        own.id,
        elections.title(state, own),
        own.voting_opens,
        own.voting_closes,
        found.fingerprint,
        found.credentials,
        uuid,
        own_bundle(),
        found.booth,
        static(f"{FOLDER}/{SUMS}"),
        tuple(map(file, scripts)),
        group_of(state, own) == GROUP and not is_other,
        site + reverse("booth_check", args=[own.id]),
        is_other,
    )


def data(state: State, own: Election, found: Board, uuid: str) -> dict[str, Any]:
    """What the script reads: no secret, and nothing about who is signed in."""
    modules = [name for name in digests() if name.endswith(".js") and name not in (*IN_PAGE, *IN_CHECK)]
    return {
        "election": own.id,
        "file": reverse("booth_election", args=[own.id]),
        "list": reverse("booth_credentials", args=[own.id]),
        "cast": reverse("booth_cast", args=[own.id]),
        "carry": reverse("booth_carry", args=[own.id]),
        "carried": reverse("booth_carried", args=[own.id]),
        "fingerprint": found.fingerprint,
        "credentials": found.credentials,
        "uuid": uuid,
        "files": {name: {"url": file(name).url, "integrity": file(name).integrity} for name in modules},
        "names": _names(state, own),
        "titles": {own.question or own.post: elections.title(state, own)},
        "words": words(),
    }


def _names(state: State, own: Election) -> dict[str, str]:
    if own.question:
        return {**dict(zip(on_the_ballot(state, own), questions.names(), strict=True)), ABSTAIN: _("Abstain")}
    return dict(zip(on_the_ballot(state, own), balloting.listed(state, own), strict=True))


def words() -> dict[str, str]:
    """The sentences that the script says, in the reader's language."""
    return {
        "up": _("Move up"),
        "down": _("Move down"),
        "rank": _(
            "Write 1 beside your first choice, 2 beside your second, and so on, for as many as you like."
            " The buttons do the same."
        ),
        "now": _("{name} is number {rank}."),
        "unranked": _("{name} has no number."),
        "whole": _("Write a whole number from 1 to {most}, or nothing."),
        "twice": _("The number {rank} is given twice."),
        "ballot": _("Your ballot"),
        "blank": _("blank: it counts as cast and ranks nobody"),
        "one": _("Choose one answer."),
        "up_to": _("Choose up to {max}, or nobody."),
        "between": _("Choose at least {min} and at most {max}."),
        "as_many": _("Mark as many as you like, or vote blank."),
        "blank_vote": _("Blank vote"),
        "blank_and": _("A blank vote chooses nothing else. Take back the one or the other."),
        "nobody": _("nobody"),
        "credential": _(
            "This is no credential. It has 22 letters and digits in four groups with hyphens between them; type it as"
            " it stands in your letter. It never has the digit 0, the capital letters I and O, or the small letter l."
        ),
        "unlisted": _(
            "This credential is not on the list of this election. Compare every character with your letter, and see"
            " that the letter is for this election."
        ),
        "letter": _(
            "This is not how the fingerprint of the credentials begins: here it begins with {shown}. Look at your"
            " letter again. If the letter differs, do not vote: tell the credential authority."
        ),
        "failed": _("This ballot could not be made. Load the page again and choose anew; nothing was sent."),
        "other": _(
            "What this server gave for the election has the fingerprint {found}, and the record has {record}."
            " This page makes no ballot for it."
        ),
        "other_remedy": _("Do not vote here. Tell the returning officer and your witnesses, and keep this page."),
        "carried": _("The test lies encrypted on the server for an hour. Type this code on the other device:"),
        "carried_code": _("This is no such code: it has sixteen letters and digits, in four groups of four."),
        "carried_none": _(
            "There is no test under this code. Compare every letter, large and small; after an hour it is gone, and the"
            " other device can show a new code."
        ),
        "test_format": _("This is no test ballot."),
        "test_election": _("This test was made for another election than this one."),
        "test_code": _("The code in the test is not that of its ballot: somebody changed it."),
        "test_cheated": _("The ballot does not encrypt the choices that the other device said it would."),
        "test_remedy": _(
            "Do not vote with that device. Keep the test, and tell the returning officer and your witnesses; or take"
            " the test again from the device that made it."
        ),
        "copied": _("Copied."),
        "selected": _("This browser does not copy by itself; the tracker is selected, copy it."),
        "sending": _("Sending; wait for the receipt."),
        "signed_out": _("The server no longer knows who you are, so the ballot was not taken."),
        "signed_out_remedy": _(
            "Keep this page open and sign in on another one. If it is still not taken after that, download the ballot"
            " here, load the page again and upload it below."
        ),
        "broken": _("The server could not take the ballot. You have no receipt, so it may not be there."),
        "offline": _("The server does not answer. You have no receipt, so the ballot may not be there."),
        "again": _("Send it again: the same ballot sent twice counts once. Or download it, and upload it later."),
        "no_worker": _("The booth could not be started: one of its files is missing, or is not the one it must be."),
        "no_worker_remedy": _(
            "Load the page again. If that does not help, vote from another device, or upload a ballot as the page says."
        ),
    }  # fmt: skip
