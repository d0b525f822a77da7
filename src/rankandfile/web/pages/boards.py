"""A board as its page shows it: how far it is, what it is compared by, who is missing, what the reader does next."""

import csv
import io
from collections.abc import Callable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct
from msgspec.structs import replace

from rankandfile.core.chapters.board_keys import concerned, who_may_hold
from rankandfile.core.chapters.board_opening import given_up
from rankandfile.core.chapters.board_roll import electors, is_board_due
from rankandfile.core.chapters.boards import Board, board, is_ranked, step
from rankandfile.core.chapters.elections import DELEGATE, Election, phase
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import deadline
from rankandfile.core.chapters.offices import holders
from rankandfile.core.chapters.rolls import corrections, officer
from rankandfile.core.ids import Handle
from rankandfile.core.rulebook.schema import Ballots
from rankandfile.core.state import State
from rankandfile.shell.board_shown import Shown

from .. import organisation
from ..forms.boards import WHAT
from ..rules import rule
from ..templatetags.pieces import written_moment
from ..who import Reader
from .naming import branch_name, member_name, person, post_title
from .pieces import Person, Rule

NOTHING = Shown({}, {}, {})
STEPS = {
    "close": gettext_noop("The board takes ballots until the voting closes."),
    "shuffle": gettext_noop("The voting is over. Trustees shuffle the ballots now."),
    "open": gettext_noop("Trustees give their parts of the decryption now."),
    "publish": gettext_noop("Enough trustees have opened; the server computes the result."),
    "count": gettext_noop("The result stands on the board."),
    "lost": gettext_noop(
        "Too few trustees opened in time. The election ended without a result and can be called again."
    ),
}


class Trustee(Struct, frozen=True):
    """Somebody who holds a part of the key, and what it has done."""

    number: int
    who: Person
    shuffled: bool
    opened: bool
    key: str = ""
    """What this trustee read to the others by telephone."""
    shuffle: str = ""
    share: str = ""
    """SHA-256 of what it handed in."""
    stands: bool = False
    """The election is about this trustee, and nobody else could hold this part of the key."""


class Page(Struct, frozen=True):
    """The board of an election, or what has to come before there is one."""

    id: str
    stands: bool
    due: bool
    """The rulebook wants one, and there is none yet."""
    told: str
    law: Rule | None
    officer: str
    authority: str
    uuid: str
    group: str
    roll: int
    fingerprint: str = ""
    credentials: str = ""
    head: str = ""
    booth: str = ""
    ballots: int = 0
    voters: int = 0
    closed: int = 0
    until: int = 0
    """When an unopened board is given up."""
    threshold: int = 0
    trustees: tuple[Trustee, ...] = ()
    mine: str = ""
    """What the reader, a trustee, can hand in now: `shuffle`, `open`, or nothing."""


class Corrected(Struct, frozen=True):
    """Somebody who was struck off the roll, or added to it: by whom, when, on which ground, and the officer's words."""

    who: Person
    what: str
    by: Person
    at: int
    reason: str
    entry: int


class Elector(Struct, frozen=True):
    """Somebody on the roll, and how it came to be on it."""

    who: Person
    branch: str
    admitted: int
    paid_until: int
    entry: int
    """The entry by which it is a member."""


def page(
    state: State, reader: Reader, own: Election, uuid: str, group: str, shown: Callable[[], Shown] = lambda: NOTHING
) -> Page:
    """The board's page; `shown` gives what stands on the board itself, where there is one."""
    clause, found = rulebook(state).ballots, board(state, own.id)
    law = rule(state, clause.article) if clause is not None else None
    officer, authority = (clause.officer, clause.authority) if clause is not None else ("", "")
    due = found is None and is_board_due(state, own) and phase(own, reader.at) in ("nominations", "waiting")
    told = _untold(own, reader, due)
    bare = Page(
        own.id, found is not None, due, told, law, _title(state, officer), _title(state, authority), uuid,
        group, len(electors(state, own)) if found is None else len(found.roll),
    )  # fmt: skip
    if found is None:
        return bare
    now = step(found, is_ranked(state, found))
    return replace(
        bare,
        told=_(STEPS[now]),
        fingerprint=found.fingerprint,
        credentials=found.credentials,
        head=found.head,
        booth=found.booth,
        ballots=found.ballots,
        voters=found.voters,
        closed=found.closed,
        until=given_up(state, found),
        threshold=found.threshold,
        trustees=tuple(_trustees(state, reader, own, found, shown())),
        mine=_mine(found, reader.handle, now),
    )


def _title(state: State, post: str) -> str:
    return post_title(state, post) if post else ""


def _untold(own: Election, reader: Reader, due: bool) -> str:
    if not due:
        return _("This election is held with plain secret ballots: secret by trust in the operator of this server.")
    if phase(own, reader.at) == "nominations":
        return _("The board is set up when nominations are closed and before the voting opens.")
    return _("The board is to be set up now. Where it does not stand when the voting opens, the ballot is plain.")


def _trustees(state: State, reader: Reader, own: Election, found: Board, shown: Shown) -> Iterator[Trustee]:
    about = concerned(state, own)
    for number, handle in enumerate(found.trustees, 1):
        who = person(state, handle, reader.at)
        files = (shown.keys.get(number, ""), shown.shuffles.get(number, ""), shown.shares.get(number, ""))
        yield Trustee(number, who, number in found.shuffled, number in found.opened, *files, handle in about)


def _mine(found: Board, handle: Handle, now: str) -> str:
    if handle not in found.trustees or now not in ("shuffle", "open"):
        return ""
    done = found.shuffled if now == "shuffle" else found.opened
    return "" if found.trustees.index(handle) + 1 in done else now


def turnout(state: State, own: Election) -> int:
    """How many voted, as the record has it: on a board, once it is closed."""
    found = board(state, own.id)
    return len(own.voted) if found is None else found.voters


def secrecy(state: State, own: Election) -> str:
    """What the secrecy of this election rests on, wherever its result stands."""
    if board(state, own.id) is None:
        return _("The ballot was secret by trust in the operator, and cannot be verified.")
    return _("The ballot is verifiable: everybody can check it.")


def holds(state: State, reader: Reader, post: str) -> bool:
    """Whether the reader holds the post now."""
    return bool(post) and reader.handle in {holding.person for holding in holders(state, post, reader.at)}


def who_can_hold_keys(state: State, reader: Reader, clause: Ballots) -> list[tuple[str, str]]:
    """Handles and names of those who can be trustees."""
    return [(handle, member_name(state, handle)) for handle in who_may_hold(state, clause, reader.at)]


def roll(state: State, reader: Reader, own: Election) -> tuple[Elector, ...]:
    """The electorate: frozen with the board, or as it stands before there is one."""
    found = board(state, own.id)
    people = found.roll if found is not None else electors(state, own)
    listed = [(handle, state.members.members.get(handle)) for handle in people]
    return tuple(
        Elector(
            person(state, handle, reader.at),
            branch_name(state, member.branch),
            member.admitted,
            member.paid_until,
            member.entry,
        )
        for handle, member in listed
        if member is not None
    )  # fmt: skip


def people(state: State) -> list[tuple[str, str]]:
    """Everybody who is or was a member, by name: who has left is struck off, too."""
    return sorted(
        ((str(handle), member_name(state, handle)) for handle in state.members.members),
        key=lambda pair: pair[1].casefold(),
    )


def frozen(state: State, own: Election) -> str:
    """When and how the roll was fixed."""
    found = board(state, own.id)
    if own.post == DELEGATE:
        at = deadline(state, own.convention, "roll-date") or own.opened
        return _("The roll was frozen on {when}, the date that the rulebook gives for delegates.").format(
            when=written_moment(at)
        )
    if own.roll:
        return _("The roll was frozen on {when}, when the election was opened.").format(when=written_moment(own.opened))
    if found is not None:
        return _("The roll was frozen on {when}, when the board was set up.").format(when=written_moment(found.set_up))
    return _("The roll is whoever is present with a vote. It is frozen when the board is set up.")


def corrected(state: State, reader: Reader, own: Election) -> tuple[Corrected, ...]:
    """What was corrected in the roll since it was frozen, in order."""
    said = {code: str(label) for code, label in WHAT}
    return tuple(
        Corrected(
            person(state, each.person, reader.at), said[f"{'add' if each.added else 'strike'}/{each.ground}"],
            person(state, each.by, reader.at), each.at, organisation.text(each.entry, "reason"), each.entry,
        )
        for each in corrections(state, own.id)
    )  # fmt: skip


def may_correct(state: State, reader: Reader, own: Election) -> bool:
    """Whether the reader corrects the roll of this election, and still can."""
    return holds(state, reader, officer(state)) and phase(own, reader.at) not in ("closed", "counted")


def roll_file(state: State, own: Election) -> str:
    """The roll as a table for the credential authority: a handle and a name to a line."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["handle", "name"])
    writer.writerows([handle, _harmless(member_name(state, handle))] for handle in electors(state, own))
    return out.getvalue()


def _harmless(cell: str) -> str:
    """A spreadsheet takes what begins like this for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell


def address(own: Election) -> str:
    """Where the board's page is."""
    return reverse("board", args=[own.id])
