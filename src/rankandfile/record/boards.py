"""The boards of a record: what each must ask, and whether its archive is what the record says of it.

While the entries are read, what they say of boards is noted (`noted`): what was asked when a board was set up, and each
head that was published. At the end each archive is audited as if nothing were known of it (`core.ballot.audit`), and
held against that. What is found, by its code:

    board.missing   the record has the board, the export has not
    board.stray     the export has a board that the record does not have
    board.forged    a proof, a key, an order of events does not hold: somebody wrote events by hand
    board.other     another election, list of credentials, circle of trustees; a head that was published is not there
    board.numbers   other numbers of ballots, voters or credentials than the record says
    board.result    the ballots that were counted are not the ones that the trustees opened
    board.rehearsal the trial election that is kept is not the one whose head the entry has, or was opened by others
    board.booth     the server gives voters another booth than the record names, or files that are not in its list
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256

from msgspec import Raw, Struct
from msgspec.structs import replace

from ..core.act import Act
from ..core.ballot import archive, groups, trustees
from ..core.ballot.audit import Audit, Known, audit
from ..core.ballot.canonical import read, written
from ..core.ballot.credentials import ALPHABET
from ..core.ballot.refused import Refused
from ..core.ballot.shapes import BlankQuestion, ElectionFile, Question, RankedQuestion, RankedValue
from ..core.chapters.board_opening import OpenBoard, PublishResult, ShuffleBoard
from ..core.chapters.board_results import ballots_of, is_marked, most_marks
from ..core.chapters.boards import AdvanceBoard, Board, CloseBoard, SetUpBoard
from ..core.chapters.elections import Election, on_the_ballot
from ..core.ids import ElectionId
from ..core.state import State
from . import booth
from .report import Finding
from .source import Source

REHEARSAL = ".rehearsal"
"""Behind the number of an election: the trial election that its trustees opened before."""
NAME = re.compile(r"boards/(E[1-9][0-9]*(?:\.rehearsal)?)\.bel")
"""The name of a board's archive in an export, or of its rehearsal's."""
BALLOTS = "verifiable ballots, each with its proofs, from the archives of their boards"
Steps = SetUpBoard | AdvanceBoard | CloseBoard | ShuffleBoard | OpenBoard | PublishResult
STEPS: dict[type[Act], tuple[str, ...]] = {
    SetUpBoard: ("Setup",),
    AdvanceBoard: ("Ballot",),
    CloseBoard: ("EncryptedTally",),
    ShuffleBoard: ("Shuffle", "EndShuffles"),
    OpenBoard: ("PartialDecryption",),
    PublishResult: ("Result",),
}
"""The acts that publish a head, and the events that it may be the hash of."""

UUID = 14
"""Letters of the name that an election has in the protocol."""
ABSTAIN = "abstain"


def uuid_of(origin: str, election: ElectionId) -> str:
    """The election's name in the protocol, from which credentials are derived: follows from record and number alone."""
    number = int.from_bytes(sha256(f"rankandfile/board/v1\n{origin}\n{election}".encode()).digest())
    letters = []
    for _ in range(UUID):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)


def group_of(state: State, own: Election) -> str:
    """The group of the election: Ed25519, but for more candidates than its elements have room to rank."""
    if own.question or is_marked(own):
        return "Ed25519"
    return "RFC-3526-2048" if len(on_the_ballot(state, own)) > groups.named("Ed25519").most_ranks else "Ed25519"


def asked(state: State, own: Election) -> tuple[Question | BlankQuestion | RankedQuestion, ...]:
    """What the board asks: to rank those who stand, to mark some of them, or yes, no or abstain.

    Persons stand there by their handles. Where they are marked, a blank vote is a choice before them.
    """
    if own.question:
        return (Question((*on_the_ballot(state, own), ABSTAIN), 1, 1, own.question),)
    if is_marked(own):
        people = on_the_ballot(state, own)
        return (BlankQuestion(people, True, 1, most_marks(own, len(people)), own.post),)
    return (RankedQuestion("NonHomomorphic", RankedValue(on_the_ballot(state, own), own.post)),)


def election_file(state: State, own: Election, origin: str, key: str) -> bytes:
    """The election as the protocol writes it: decided by the record and the trustees' key in every byte."""
    return written(
        ElectionFile(
            1,
            origin,
            own.id,
            group_of(state, own),
            key,
            tuple(Raw(written(each)) for each in asked(state, own)),
            uuid_of(origin, own.id),
        )
    )


def questions_file(state: State, own: Election, origin: str) -> bytes:
    """What the tools of the protocol take as `questions.json`."""
    asks = [written(each).decode() for each in asked(state, own)]
    return f'{{"description":{_text(origin)},"name":{_text(own.id)},"questions":[{",".join(asks)}]}}'.encode()


def _text(text: str) -> str:
    return written(text).decode()


def path_of(election: str) -> str:
    """The name of the board's archive in an export."""
    return f"boards/{election}.bel"


class Head(Struct, frozen=True):
    """What an entry says of a board."""

    entry: int
    act: str
    head: str
    ballots: int = 0


class Seen(Struct):
    """What the entries say of a board: what is asked, without the trustees' key and the names, and every head."""

    asked: bytes = b""
    heads: list[Head] = []
    rehearsal: str = ""
    """The head of the trial election."""


def noted(seen: dict[str, Seen], state: State, index: int, act: Act) -> None:
    """What the act, one of `STEPS`, says of a board is among what was seen. `state` is the one before the act."""
    assert isinstance(act, Steps), "an act that publishes a head"
    own, board = seen.setdefault(act.election, Seen()), state.elections.elections.get(act.election)
    if isinstance(act, SetUpBoard) and board is not None:
        own.asked = election_file(state, board, "", "")
        own.rehearsal = act.rehearsal
    ballots = act.ballots if isinstance(act, AdvanceBoard) else 0
    own.heads.append(Head(index, type(act).__name__, act.head, ballots))


class Judged(Struct):
    """What became of the boards of a record."""

    boards: int = 0
    ballots: int = 0
    """Ballots whose every proof was checked, replaced ones included."""
    findings: list[Finding] = []
    notices: list[Finding] = []


def judged(end: State | None, seen: Mapping[str, Seen], source: Source, origin: str) -> Judged:
    """Every board of the record against its archive; none where the end of the record was not reached.

    Cost: the audit of each, some milliseconds a ballot, or ten times that without the packages of the extra `ballots`.
    """
    found = Judged()
    if end is None:
        return found
    for own in end.boards.boards.values():
        found.boards += 1
        if not own.booth:
            what = f"No entry says with which booth the ballots of election {own.election} are made."
            found.notices.append(Finding("board.booth", what, "the SHA-256 of the list of its files, at the set-up"))
        content = source.board(own.election)
        if content is None:
            what = f"The board of election {own.election} is not here, so its ballots cannot be checked."
            found.findings.append(Finding("board.missing", what, path_of(own.election)))
            continue
        known = Known(uuid_of(origin, own.election), own.fingerprint, own.credentials)
        result = audit(content, known)
        found.ballots += result.ballots
        found.findings += _audited(own, result)
        if not any(each.rule == "bytes" for each in result.findings):
            board = archive.opened(content)
            found.findings += _setup(own, seen.get(own.election, Seen()), board, origin)
            found.findings += _heads(own, seen.get(own.election, Seen()), board)
            found.findings += _rehearsal(own, seen.get(own.election, Seen()), board, source, found.notices)
            found.findings += (*_numbers(own, result), *_hands(own, result), *_result(own, end, result))
    for name in source.boards():
        if ElectionId(name.removesuffix(REHEARSAL)) not in end.boards.boards:
            what = f"There is a board for {name[:40]}, of which the record knows nothing."
            found.findings.append(Finding("board.stray", what, "only boards that were set up by an entry"))
    found.findings += _booth(end, source)
    return found


def _rehearsal(
    own: Board, seen: Seen, board: archive.Board, source: Source, notices: list[Finding]
) -> Iterator[Finding]:
    """The trial election by which the trustees showed that they can open one together, with the same keys."""
    content = source.board(f"{own.election}{REHEARSAL}")
    if content is None:
        what = f"The rehearsal of election {own.election} is not here."
        notices.append(Finding("board.rehearsal", what, path_of(f"{own.election}{REHEARSAL}")))
        return
    result = audit(content)
    for each in result.findings[:1]:
        yield Finding("board.rehearsal", f"The rehearsal of election {own.election} does not hold: {each.what}")
    if result.head != seen.rehearsal:
        what = f"The rehearsal of election {own.election} has the head {result.head}."
        yield Finding("board.rehearsal", what, f"{seen.rehearsal}, as the entry says that set the board up")
        return
    trial = archive.opened(content)
    if result.result is None or trial.events[0].objects[1:2] != board.events[0].objects[1:2]:
        what = f"The rehearsal of election {own.election} was not opened, or by other trustees."
        yield Finding("board.rehearsal", what, "a result that the same trustees opened with the same keys")


def _booth(end: State, source: Source) -> Iterator[Finding]:
    """The booth that is served now is the one of every board that takes ballots, or will."""
    waiting = [own for own in end.boards.boards.values() if own.booth and not own.closed and not own.lost]
    listed = source.booth(booth.SUMS) if waiting else None
    if listed is None:
        return
    for own in waiting:
        if booth.bundle(listed) != own.booth:
            what = f"The booth served for election {own.election} has the bundle hash {booth.bundle(listed)}."
            yield Finding("board.booth", what, f"{own.booth}, as the entry says that set the board up")
    for fault in booth.faults(listed, source.booth):
        yield Finding("board.booth", fault, "the files of the list, each with its SHA-256")


_RULES = {"numbers": "board.numbers", "result": "board.result", "outside": "board.other"}


def _audited(own: Board, result: Audit) -> Iterator[Finding]:
    for each in result.findings:
        place = "" if each.height is None else f", event {each.height}"
        what = f"The board of election {own.election}{place}: {each.what}"
        yield Finding(_RULES.get(each.rule, "board.forged"), what)


def _setup(own: Board, seen: Seen, board: archive.Board, origin: str) -> Iterator[Finding]:
    """What is asked, and who opens it, are what record and rulebook say."""
    if not board.events or len(board.events[0].objects) != 4:
        return
    file, keys = board.events[0].objects[:2]
    try:
        asked: ElectionFile = read(file, ElectionFile, "The election")
        together = trustees.together(keys, groups.named(asked.group))
    except Refused:
        return  # the audit has said so
    bare = replace(asked, public_key="", description="", uuid=uuid_of("", own.election))
    if seen.asked and (written(bare) != seen.asked or asked.description != origin):
        what = f"The board of election {own.election} asks something else than the election of the record."
        yield Finding("board.other", what, "the candidates, or the question, as the record has them")
    circles = together.circles
    number = sum(len(circle.keys) for circle in circles)
    threshold = circles[0].threshold if len(circles) == 1 else number
    if (number, threshold) != (len(own.trustees), own.threshold):
        what = f"{threshold} of {number} trustees open the board of election {own.election}."
        yield Finding("board.other", what, f"{own.threshold} of {len(own.trustees)}, as the record says")


def _heads(own: Board, seen: Seen, board: archive.Board) -> Iterator[Finding]:
    """Each head that was published is the hash of an event of the right kind: nothing before it has changed since."""
    events = {posted.hash: posted.event for posted in board.events}
    kinds = {act.__name__: kinds for act, kinds in STEPS.items()}
    lost = []
    for each in seen.heads:
        event = events.get(each.head)
        if event is None:
            lost.append(each)
        elif event.type not in kinds[each.act] or (each.act == "AdvanceBoard" and event.height != each.ballots):
            what = f"The head that was published for election {own.election} is that of event {event.height}."
            expected = f"ballot {each.ballots}" if each.ballots else " or ".join(kinds[each.act])
            yield Finding("board.other", what, expected, each.entry)
    if lost:
        more = f" (and {len(lost) - 1} later heads)" if len(lost) > 1 else ""
        what = (
            f"FORKED: no event on the board of election {own.election} has the head that was published{more}: ballots"
            " or steps were changed, dropped, added or moved since."
        )
        yield Finding("board.other", what, lost[0].head, lost[0].entry)


def _numbers(own: Board, result: Audit) -> Iterator[Finding]:
    pairs = [("credentials", result.credentials, len(own.roll))]
    if own.closed:
        pairs += [("ballots", result.ballots, own.ballots), ("ballots that count", len(result.counted), own.voters)]
    for what, found, due in pairs:
        if found != due:
            told = f"The board of election {own.election} has {found} {what}."
            yield Finding("board.numbers", told, f"{due}, as the record says")


def _hands(own: Board, result: Audit) -> Iterator[Finding]:
    """Who shuffled and who opened are those of whom the record says so. The board may be a step ahead."""
    for what, done, due in (("shuffled", result.shuffles, own.shuffled), ("opened", result.owners, own.opened)):
        if done[: len(due)] != due:
            told = f"Trustees {_listed(done)} have {what} the board of election {own.election}."
            yield Finding("board.other", told, f"trustees {_listed(due)}, as the record says")


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers)) or "(none)"


def _result(own: Board, end: State, result: Audit) -> Iterator[Finding]:
    asked = end.elections.elections.get(own.election)
    if asked is None or not asked.counted or own.lost:
        return
    try:
        opened = ballots_of(asked, result.result[0], own.voters) if result.result else ()
    except ValueError:
        opened = ()
    if opened != asked.ballots or not result.result:
        what = f"The ballots counted for election {own.election} are not those that its trustees opened."
        yield Finding("board.result", what, f"the {len(opened)} ballots of the board's result")
