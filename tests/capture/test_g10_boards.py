"""G10. The captor tampers with the board of a verifiable election: what the operator can write, an auditor finds.

The operator has the server, its key, every file and its software; sometimes a credential that its voter never used.
What is tried is tried on whole archives with every hash in order again, and on the record itself.
"""

import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace

from rankandfile.core.ballot import archive, course, groups
from rankandfile.core.ballot.archive import Posted
from rankandfile.core.chapters.balloting import CountBallots
from rankandfile.core.chapters.boards import AdvanceBoard, BoardAdvanced, BoardClosed, CloseBoard, SetUpBoard
from rankandfile.core.chapters.rolls import CorrectRoll, RollCorrected, corrections
from rankandfile.core.ids import CLOCK, Moment
from rankandfile.record import export
from rankandfile.record.export import Export
from rankandfile.record.report import Finding, Report
from rankandfile.record.verify import verify
from rankandfile.shell import board_duties
from rankandfile.shell import boards as shell_boards
from rankandfile.shell import booth as shell_booth
from rankandfile.shell.copies import write_export
from rankandfile.shell.draft import Ask
from rankandfile.shell.secretary import NOW
from rankandfile.shell.sources import opened
from tests import balloting
from tests.balloting import circle
from tests.boards import Voting
from tests.core.ballot.vectors import chained, posted
from tests.core.chapters.boarding import E1, RULES
from tests.living import living
from tests.world import SECRETARY, handle
from tools.booth_sums import listed

from .software import honest, lawless, tampered

Events = list[tuple[str, list[bytes]]]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Voting]:
    """The election is over and counted; nothing is wrong with it."""
    with living(tmp_path_factory.mktemp("held") / "home", RULES) as own:
        voting = counted(Voting(own, circle(2, 3)))
        assert voting.own.audited().findings == ()
        yield voting


def counted(voting: Voting) -> Voting:
    """Eight vote, five of them twice."""
    cast(voting)
    voting.close_voting()
    voting.open_all()
    return voting


def cast(voting: Voting) -> Voting:
    """The ballots are cast, and the record has the head."""
    voting.set_up()
    voting.open_voting()
    voting.everybody_votes(10, 17)
    voting.own.strike()
    voting.own.now = Moment(voting.own.now + board_duties.OFTEN)
    voting.own.strike()
    return voting


def shown(voting: Voting, **boards: bytes) -> Report:
    """What an auditor finds in an export whose boards the operator has exchanged."""
    secretary, stream = voting.own.secretary, BytesIO()
    whole = BytesIO()
    write_export(secretary, whole)
    values = Export(whole)
    export.write(
        stream,
        checkpoint=secretary.store.head().checkpoint,
        log=secretary.key.vkey,
        leaves=secretary.store.entries,
        read_tile=secretary.store.tile,
        values=lambda start, stop: (v for v in values.values(start // 256) if start <= v.entry < stop),
        boards={name: lambda content=content: content for name, content in boards.items()},  # type: ignore[misc]
    )
    return verify(Export(stream))


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


def events(voting: Voting) -> Events:
    return posted(archive.opened(voting.archive()))


def rewritten(own: Events, voting: Voting) -> bytes:
    """The archive of these events, every hash in order."""
    return chained(own, archive.opened(voting.archive()).time)


def of(kind: str, own: Events) -> int:
    return next(place for place, (name, _) in enumerate(own) if name == kind)


def closed_again(own: Events, voting: Voting) -> Events:
    """The board with its tally computed anew after the ballots were changed; what trustees did stays as it was."""
    end, start = of("EndBallots", own), Posted("", archive.opened(voting.archive()).events[0].event, tuple(own[0][1]))
    ballots = [objects[0] for kind, objects in own if kind == "Ballot"]
    objects, _ = course.closing(start, ballots)
    return [*own[: end + 1], ("EncryptedTally", list(objects)), *own[end + 2 :]]


def stuffed(own: Events, voting: Voting) -> Events:
    """A ballot under the credential of somebody who did not vote: the authority has helped."""
    made = balloting.ballot(voting.archive(), voting.authority.private[handle(39)], [[1, 0, 0]])
    end = of("EndBallots", own)
    return closed_again([*own[:end], ("Ballot", [made]), *own[end:]], voting)


def typed(own: Events, voting: Voting) -> Events:
    result = own[-1][1][0].replace(b"[3,1,2]", b"[1,2,3]")
    assert result != own[-1][1][0]
    return [*own[:-1], ("Result", [result])]


def other_roll(own: Events, voting: Voting) -> Events:
    """Another list of credentials, of the operator's own making."""
    other = balloting.authority(voting.boards.uuid(E1), [handle(number) for number in range(10, 40)], "operator")
    lines = [f'"{line.partition(",")[0]}"' for line in other.pubcreds.decode()[2:-2].split('","')]
    file, keys, _, data = own[0][1]
    return [("Setup", [file, keys, f"[{','.join(lines)}]".encode(), data])]


def another_opened(own: Events) -> Events:
    """The share of trustee 3 is said to be that of trustee 2, who is lost."""
    kind, (share, owner) = own[-3]
    return [*own[:-3], (kind, [share, owner.replace(b'"owner":3', b'"owner":2')]), *own[-2:]]


def another_question(own: Events, voting: Voting) -> Events:
    file, keys, roll, data = own[0][1]
    swapped = file.replace(handle(11).encode(), b"x").replace(handle(12).encode(), handle(11).encode())
    return [("Setup", [swapped.replace(b'"x"', f'"{handle(12)}"'.encode()), keys, roll, data])]


ATTACKS: dict[str, tuple[set[str], Callable[[Events, Voting], Events]]] = {
    "stuffs a ballot": ({"board.other", "board.numbers"}, stuffed),
    "drops a ballot": (
        {"board.other", "board.numbers"},
        lambda own, voting: closed_again([*own[:3], *own[4:]], voting),
    ),
    "drops the second thoughts of a voter": (
        {"board.other", "board.numbers"},
        lambda own, voting: closed_again([*own[:9], *own[14:]], voting),
    ),
    "replays an old ballot": (
        {"board.other", "board.forged"},
        lambda own, voting: closed_again([*own[:14], own[1], *own[14:]], voting),
    ),
    "reorders, so that the older ballot counts": (
        {"board.other"},
        lambda own, voting: closed_again([own[0], own[9], *own[2:9], own[1], *own[10:]], voting),
    ),
    "adds a ballot after the close": (
        {"board.forged"},
        lambda own, voting: [*own[:15], own[1], *own[15:]],
    ),
    "types a result": ({"board.result", "board.other"}, typed),
    "swaps the electorate": ({"board.other"}, other_roll),
    "swaps candidates": ({"board.other"}, another_question),
    "leaves a shuffle out": ({"board.other"}, lambda own, voting: [*own[:16], *own[17:]]),
    "says another trustee opened": (
        {"board.forged", "board.other"},
        lambda own, voting: another_opened(own),
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_the_operator_does_to_a_board_is_found_and_named(held: Voting, attack: str) -> None:
    wanted, change = ATTACKS[attack]
    found = codes(shown(held, E1=rewritten(change(events(held), held), held)))
    assert wanted <= found, found
    assert all(code.startswith("board.") for code in found)


def test_a_board_that_is_withheld_is_missed(held: Voting) -> None:
    assert codes(shown(held)) == {"board.missing"}


def test_the_rehearsal_is_kept_and_another_one_is_found(held: Voting) -> None:
    """The trial election that the trustees opened goes along with the record, and is the one that the entry names."""
    kept = held.boards.rehearsal(E1)
    assert kept == balloting.rehearsal(held.trustees)
    whole = {"E1": held.archive(), "E1.rehearsal": kept}
    assert shown(held, **whole).findings == ()
    noticed = [each.code for each in shown(held, E1=held.archive()).notices if each.code.startswith("board.")]
    assert noticed == ["board.rehearsal"]
    for other in (balloting.rehearsal(circle(2, 3, "others")), kept[:-512], kept.replace(b'"Yes"', b'"Yep"', 1)):
        assert codes(shown(held, **{**whole, "E1.rehearsal": other})) == {"board.rehearsal"}


def test_a_board_that_no_entry_set_up_is_stray(held: Voting) -> None:
    assert codes(shown(held, E1=held.archive(), E9=held.archive())) == {"board.stray"}


@pytest.mark.parametrize("at", [0, 700, -1])
def test_a_byte_changed_by_hand_is_found(held: Voting, at: int) -> None:
    content = bytearray(held.archive())
    content[at] ^= 1
    assert codes(shown(held, E1=bytes(content))) == {"board.forged"}


def test_every_head_that_was_published_must_be_on_the_board(held: Voting) -> None:
    report = shown(held, E1=rewritten(events(held)[:5], held))
    (forked,) = [f for f in report.findings if "FORKED" in f.what]
    assert forked.entry is not None
    assert "later heads" in forked.what
    assert "FORKED" in str(report.findings)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Voting]:
    """The voting is open; the operator has the software."""
    with living(tmp_path / "home", RULES) as own:
        yield cast(Voting(own, circle(2, 3)))


def found_in(voting: Voting) -> list[Finding]:
    return list(voting.own.audited().findings)


def test_a_result_that_the_operator_types_into_the_record_is_found(
    running: Voting, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = board_duties.ballots_of
    monkeypatch.setattr(board_duties, "ballots_of", lambda *asked: tuple(b[:5] + "1" for b in opened(*asked)))
    running.close_voting()
    running.open_all()
    assert running.own.state.elections.elections[E1].counted
    assert {each.code for each in found_in(running)} == {"board.result"}


def test_other_numbers_in_the_record_are_found(running: Voting, monkeypatch: pytest.MonkeyPatch) -> None:
    def more(state: object, act: object, effects: object) -> object:
        if isinstance(act, CloseBoard):
            (closed,) = effects  # type: ignore[misc]
            assert isinstance(closed, BoardClosed)
            return (replace(closed, voters=closed.voters + 1),)
        return effects

    tampered(monkeypatch, more)  # type: ignore[arg-type]
    running.close_voting()
    honest(monkeypatch)
    assert {each.code for each in found_in(running)} == {"effect.differs", "board.numbers"}


def test_a_head_of_nothing_is_found(running: Voting, monkeypatch: pytest.MonkeyPatch) -> None:
    def noise(state: object, act: object) -> object:
        return (BoardAdvanced(E1, 99, "e" * 64),) if isinstance(act, AdvanceBoard) else ()

    lawless(monkeypatch, noise)  # type: ignore[arg-type]
    running.own.secretary.together(lambda draft: draft.decide(Ask(AdvanceBoard(CLOCK, NOW, E1, 99, "e" * 64))))
    honest(monkeypatch)
    assert {each.code for each in found_in(running)} == {"board.other"}


def test_a_close_before_its_hour_is_found(running: Voting, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server ends the voting on a day that suits it, and writes so."""
    last = running.boards.store.last(E1)
    assert last is not None
    board = running.own.state.boards.boards[E1]
    closed = BoardClosed(E1, board.ballots, 8, Moment(running.own.now), last.head)
    lawless(monkeypatch, lambda state, act: (closed,) if isinstance(act, CloseBoard) else ())
    act = CloseBoard(CLOCK, NOW, E1, board.ballots, 8, last.head)
    running.own.secretary.together(lambda draft: draft.decide(Ask(act)))
    honest(monkeypatch)
    found = {each.code for each in found_in(running)}
    assert {"act.refused", "board.other"} <= found


def test_a_count_without_trustees_is_found(running: Voting, monkeypatch: pytest.MonkeyPatch) -> None:
    from rankandfile.core.chapters.balloting import ElectionCounted
    from rankandfile.core.ids import Lot

    running.close_voting()
    ballots = tuple(f"{n:04}:1" for n in range(1, 9))
    counted = ElectionCounted(E1, 8, 0, (handle(11),), (), Moment(running.own.now))
    lawless(monkeypatch, lambda state, act: (counted,) if isinstance(act, CountBallots) else ())
    act = CountBallots(CLOCK, NOW, E1, 1, 1, ballots, Lot(""))
    running.own.secretary.together(lambda draft: draft.decide(Ask(act)))
    honest(monkeypatch)
    assert {"act.refused", "board.result"} <= {each.code for each in found_in(running)}


def test_trustees_of_another_threshold_than_the_record_says_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of three could open alone, and the record says two."""
    with living(tmp_path / "home", RULES) as own:
        voting = Voting(own, circle(1, 3))
        real = shell_boards.SetUpBoard

        def lying(*fields: object) -> SetUpBoard:
            return replace(real(*fields), threshold=2)  # type: ignore[arg-type]

        monkeypatch.setattr(shell_boards, "SetUpBoard", lying)
        voting.set_up()
        assert {each.code for each in found_in(voting)} == {"board.other"}


def test_nobody_is_struck_off_or_added_in_silence(running: Voting, monkeypatch: pytest.MonkeyPatch) -> None:
    """An officer who strikes opponents off leaves an entry with ground and words for each; the operator cannot."""
    own, opponents = running.own, [handle(number) for number in (20, 21)]
    for person in opponents:
        own.does(CorrectRoll(handle(SECRETARY), own.now, E1, person, False, "court"), reason="A court said so.")
    made = corrections(own.state, E1)
    assert [each.person for each in made] == opponents
    assert {own.secretary.vault.text(each.entry, "reason") for each in made} == {"A court said so."}
    assert found_in(running) == []
    forced = RollCorrected(E1, handle(22), False, "left", handle(SECRETARY), Moment(own.now), int(own.state.size))
    lawless(monkeypatch, lambda state, act: (forced,) if isinstance(act, CorrectRoll) else ())
    own.does(CorrectRoll(handle(SECRETARY), own.now, E1, handle(22), False, "left"), reason="Left.")
    honest(monkeypatch)
    assert "act.refused" in {each.code for each in found_in(running)}


def test_another_booth_than_the_records_is_found_and_named(
    running: Voting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The operator exchanges a file; then the list too, so that browsers run it: the record names the first list."""
    folder = tmp_path / "booth"
    shutil.copytree(str(shell_booth._FOLDER), folder)
    monkeypatch.setattr(shell_booth, "_FOLDER", folder)
    assert found_in_home(running) == []
    (folder / "worker.js").write_text("postMessage(0)")
    (changed,) = found_in_home(running)
    assert (changed.code, "worker.js" in changed.what) == ("board.booth", True)
    (folder / "SHA256SUMS").write_text(listed(folder))
    (other,) = found_in_home(running)
    assert (other.code, "bundle hash" in other.what) == ("board.booth", True)
    assert running.own.state.boards.boards[E1].booth in other.expected


def found_in_home(voting: Voting) -> list[Finding]:
    with opened(str(voting.own.home.path)) as source:
        return list(verify(source).findings)


def test_the_base_installation_audits_boards_with_plain_integers(held: Voting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without PyNaCl: the same verdict on a sound board and on a false one."""
    monkeypatch.setattr(groups, "_fast", lambda name: None)
    groups.named.cache_clear()
    try:
        assert shown(held, E1=held.archive()).findings == ()
        found = shown(held, E1=rewritten(typed(events(held), held), held))
        assert {"board.result", "board.other"} <= codes(found)
    finally:
        groups.named.cache_clear()
