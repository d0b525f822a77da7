"""The receipt of a ballot: the server's word, signed by the record's key, that the ballot stood on the board.

    rankandfile/ballot/v1
    <the record's origin>
    <the election's number>
    <tracker>
    <height of the event that published it>
    <hash of that event>

signed as a C2SP note. With the board in hand it shows that the ballot is there, or convicts the server that dropped it.
"""

import msgspec
from msgspec import Struct

from ..core.ballot import archive, election
from ..core.ballot.canonical import read as read_strictly
from ..core.ballot.proofs import tracker
from ..core.ballot.refused import Refused
from ..core.ballot.shapes import BallotFile
from ..core.ids import ElectionId
from .boards import uuid_of
from .malformed import Malformed
from .note import Vkey, open_note
from .receipt import Checked
from .spelling import from_decimal

FORMAT = "rankandfile/ballot-receipt/v1"
FIRST_LINE = "rankandfile/ballot/v1"
BALLOT = "Ballot"
NOT_PROVED = (
    "A receipt does not say how anybody voted, nor that the device encrypted what was chosen: a test does.",
    "It says of one ballot that it is there: `rankandfile ballots audit` checks the whole board.",
)
WITHOUT_BOARD = (
    "Whether the ballot is still there is for the board to say: --board NAME.bel, from the page of the election."
)


class Receipt(Struct, frozen=True, forbid_unknown_fields=True):
    """The file as the booth gives it."""

    format: str
    election: str
    tracker: str
    height: int
    head: str
    note: str


class Said(Struct, frozen=True):
    """What the server has signed."""

    origin: str
    election: ElectionId
    tracker: str
    height: int
    head: str


def check(content: bytes, key: Vkey, board: bytes | None = None) -> Checked:
    """What a ballot's receipt proves to whoever knows the record's key, with the board or without. Never raises.

    `content` is the file of the booth, or the signed text alone, as the page without a script shows it.
    """
    try:
        said = _said(content, key)
        where = f"event {said.height} on the board of {said.election}"
        signed = f"{said.origin} has signed that the ballot {said.tracker} is {where}."
        if board is None:
            return Checked((signed,), (), (*NOT_PROVED, WITHOUT_BOARD), "registered")
        return Checked((signed, *_there(said, board)), (), NOT_PROVED, "registered")
    except (Malformed, Refused) as error:
        return Checked((), (str(error),), NOT_PROVED)


def _said(content: bytes, key: Vkey) -> Said:
    written = _read(content)
    note = open_note(written.note if written is not None else _text(content), [key])
    lines = note.text.split("\n")
    if lines[0] != FIRST_LINE or len(lines) != 7 or lines[-1]:
        raise Malformed("The record's key has signed this text, and it is no receipt of a ballot.")
    said = Said(lines[1], ElectionId(lines[2]), lines[3], from_decimal(lines[4]), lines[5])
    if written is not None and _facts(written) != _facts(said):
        raise Malformed("The file says other things than the text in it that the server signed.")
    return said


def _facts(own: Receipt | Said) -> tuple[str, str, int, str]:
    return str(own.election), own.tracker, own.height, own.head


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise Malformed("This is not a receipt: it is no text.") from None


def _read(content: bytes) -> Receipt | None:
    """The file of the booth; None where it is not JSON."""
    if not content.lstrip().startswith(b"{"):
        return None
    try:
        read = msgspec.json.decode(content, type=Receipt)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Malformed(f"This is not a receipt: {error}.") from None
    if read.format != FORMAT:
        raise Malformed(f"This is a receipt of another kind: {read.format[:40]}.")
    return read


def _there(said: Said, content: bytes) -> tuple[str, ...]:
    """What the board says of the ballot. Raises Malformed, in words that accuse, where it is not as was signed."""
    board = archive.opened(content)
    own = election.opened(board.events[0].objects[0]) if board.events and board.events[0].objects else None
    if own is None or own.uuid != uuid_of(said.origin, said.election):
        raise Malformed(f"This is not the board of {said.election} of {said.origin}.")
    ballots = {each.event.height: each for each in board.events if each.event.type == BALLOT}
    found = ballots.get(said.height)
    if said.height >= len(board.events) and board.events[-1].event.type in (BALLOT, "Setup"):
        raise Malformed(
            f"This copy of the board ends at event {len(board.events) - 1}, and the ballot is event {said.height}."
            " Download the board again; where it still ends before that, keep both: together they convict the server."
        )
    if found is None or found.hash != said.head or tracker(found.objects[0]) != said.tracker:
        raise Malformed(
            f"DROPPED: the server has signed that the ballot {said.tracker} is event {said.height} of this board, and"
            " it is not. Keep this receipt and this board: together they convict the server."
        )
    credential = _credential(found.objects[0])
    newer = [each for height, each in ballots.items() if height > said.height and _is_of(credential, each.objects[0])]
    if newer:
        return (
            f"It is there, and a newer ballot of the same credential replaced it: {tracker(newer[-1].objects[0])}.",
        )
    return ("It is there, and it is the last one under its credential: it counts.",)


def _credential(ballot: bytes) -> str:
    own: BallotFile = read_strictly(ballot, BallotFile, "The ballot")
    return own.credential


def _is_of(credential: str, ballot: bytes) -> bool:
    return credential.encode() in ballot and _credential(ballot) == credential
