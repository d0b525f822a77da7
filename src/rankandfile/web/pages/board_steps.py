"""What each of those who hold a board's election does, in order: the commands of this election, and what to compare."""

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters.board_keys import concerned, who_may_hold
from rankandfile.core.chapters.boards import board, is_ranked, step
from rankandfile.core.chapters.elections import Election
from rankandfile.core.chapters.offices import holders
from rankandfile.core.ids import Handle
from rankandfile.core.rulebook.schema import Ballots
from rankandfile.core.state import State

from ..who import Reader
from .naming import person, post_title
from .pieces import Person


class Step(Struct, frozen=True):
    """One thing to do: a sentence, the command for it, and what is compared afterwards."""

    text: str
    command: str = ""
    compare: str = ""
    is_due: bool = False
    url: str = ""
    """Where it is done, or where its file is."""


class Holder(Struct, frozen=True):
    """Somebody who has this work; `number` is 0 where there are no numbers."""

    who: Person
    number: int = 0


class Role(Struct, frozen=True):
    """Those who have this work, and its steps."""

    title: str
    people: tuple[Holder, ...]
    is_mine: bool
    steps: tuple[Step, ...]


def roles(state: State, reader: Reader, own: Election, clause: Ballots, uuid: str, group: str) -> tuple[Role, ...]:
    """Everybody's work, the reader's own first."""
    found = (
        _trustees(state, reader, own, clause, uuid, group),
        _authority(state, reader, own, clause, uuid, group),
        _officer(state, reader, own, clause),
    )
    return tuple(sorted(found, key=lambda role: not role.is_mine))


def _stage(state: State, own: Election) -> str:
    """`before` there is a board; else what the board waits for."""
    there = board(state, own.id)
    return "before" if there is None else step(there, is_ranked(state, there))


def _numbered(state: State, reader: Reader, own: Election, clause: Ballots) -> tuple[tuple[Handle, ...], int]:
    """The trustees by number and their threshold: as the board has them or, before it stands, as they could be."""
    there = board(state, own.id)
    if there is not None:
        return there.trustees, there.threshold
    able, about = who_may_hold(state, clause, reader.at), concerned(state, own)
    others = tuple(each for each in able if each not in about)
    return (others if len(others) >= clause.number else able), clause.threshold


def _trustees(state: State, reader: Reader, own: Election, clause: Ballots, uuid: str, group: str) -> Role:
    people, threshold = _numbered(state, reader, own, clause)
    mine = people.index(reader.handle) + 1 if reader.handle in people else 0
    held = tuple(Holder(person(state, each, reader.at), place) for place, each in enumerate(people, 1))
    place = f"--number {mine or 'N'} --of {len(people)} --threshold {threshold} --group {group}"
    steps = (*_ceremony(place), *_after_the_close(_stage(state, own), own, uuid))
    return Role(post_title(state, clause.trustee), held, mine > 0, steps)


def _ceremony(place: str) -> tuple[Step, ...]:
    """The key in many hands, and its rehearsal."""
    return (
        Step(
            _("Make a key of your own, on your own machine. Keep its 22 letters on paper, locked away."),
            f"rankandfile ballots trustee begin --folder mine {place}",
            _("Read the line that it prints to every other trustee by telephone, and write down theirs."),
        ),
        Step(
            _("Somebody gathers the certificates of all, in the order of the numbers. That person learns nothing."),
            "rankandfile ballots ceremony gather --folder hub CERT CERT …",
        ),
        Step(
            _("Deal parts of a secret to the others."),
            "rankandfile ballots trustee deal --folder mine hub/certs.jsons",
            _("It prints the line of each trustee. Go on only where every line is the one that you were told."),
        ),
        Step(
            _("Whoever gathers passes the parts on: to each the file with the own name."),
            "rankandfile ballots ceremony pass --folder hub POLYNOMIAL POLYNOMIAL …",
        ),
        Step(
            _("Check every part that was dealt to you."),
            "rankandfile ballots trustee check --folder mine hub/YOURS.vinput",
        ),
        Step(
            _("Whoever gathers puts the key together, and gives trustees.json to the returning officer."),
            "rankandfile ballots ceremony finish --folder hub VOUTPUT VOUTPUT …",
        ),
        Step(
            _("Rehearse: open a trial election with the same keys, as the real one later."),
            "rankandfile ballots rehearsal begin hub/trustees.json --folder trial\n"
            "rankandfile ballots trustee open --folder mine trial/TRIAL.bel\n"
            "rankandfile ballots rehearsal finish trial/TRIAL.bel SHARE SHARE …",
            _("When the board stands, its page shows the line of each key. Compare yours."),
        ),
    )


def _after_the_close(stage: str, own: Election, uuid: str) -> tuple[Step, ...]:
    """Shuffle and open; the archive once there is one."""
    hand_in = reverse("hand_in", args=[own.id])
    steps = (
        Step(
            _("After the close, where names are ranked: download the archive, shuffle, and hand the file in."),
            f"rankandfile ballots trustee shuffle --folder mine {uuid}.bel",
            _("The page of the board shows the SHA-256 of each file. Compare it with what the command printed."),
            stage == "shuffle",
            hand_in if stage == "shuffle" else "",
        ),
        Step(
            _("After the last shuffle: download the archive again, open it, and hand the file in."),
            f"rankandfile ballots trustee open --folder mine {uuid}.bel",
            _("The command goes no further where your own shuffle is not on the board. Compare the SHA-256 again."),
            stage == "open",
            hand_in if stage == "open" else "",
        ),
    )
    if stage == "before":
        return steps
    return (*steps, Step(_("The archive is here."), url=reverse("board_archive", args=[own.id])))


def _authority(state: State, reader: Reader, own: Election, clause: Ballots, uuid: str, group: str) -> Role:
    steps = (
        Step(
            _("Take the roll, on a machine that is not the server’s, and make a credential for each person on it."),
            f"rankandfile ballots credentials roll-{own.id}.csv --election {uuid} --group {group} --out FOLDER",
            _("Publish the fingerprint that it prints; it stands in every letter too."),
            False,
            reverse("board_roll", args=[own.id]),
        ),
        Step(
            _("Give public_creds.json, and nothing else, to the returning officer."),
            "",
            _("When the board stands, its page shows the fingerprint of the credentials. It must be yours."),
        ),
        Step(_("Print letters.txt, and send each page by a way in which the server has no part.")),
        Step(_("When objections are over, destroy credentials.csv. Until then it stays locked away.")),
    )
    return _role(state, reader, clause.authority, steps)


def _officer(state: State, reader: Reader, own: Election, clause: Ballots) -> Role:
    is_before = _stage(state, own) == "before"
    steps = (
        Step(
            _("Hand in trustees.json, public_creds.json and the archive of the rehearsal. Nothing in them is secret."),
            "",
            _("Compare the fingerprint of the credentials with what their authority published, and publish both."),
            False,
            reverse("set_up_board", args=[own.id]) if is_before else "",
        ),
        Step(_("The clock opens and closes the voting, and the server counts when enough trustees have opened.")),
    )
    return _role(state, reader, clause.officer, steps)


def _role(state: State, reader: Reader, post: str, steps: tuple[Step, ...]) -> Role:
    held = tuple(dict.fromkeys(each.person for each in holders(state, post, reader.at)))
    people = tuple(Holder(person(state, each, reader.at)) for each in held)
    return Role(post_title(state, post), people, reader.handle in held, steps)
