"""The boards of an organisation, kept by its server: whole elections, many at once, and whatever goes wrong."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from random import Random
from threading import Thread
from time import monotonic

import pytest

from rankandfile.core.ballot.archive import opened
from rankandfile.core.chapters.boards import board
from rankandfile.core.chapters.elections import CallElection, phase
from rankandfile.core.chapters.nominations import WithdrawCandidacy
from rankandfile.core.ids import BranchId, ElectionId, Moment
from rankandfile.core.refusal import Refusal
from rankandfile.record import note
from rankandfile.shell import board_checks, board_duties
from rankandfile.shell.boards import Receipt
from rankandfile.shell.draft import Recorded
from rankandfile.shell.secretary import Secretary
from rankandfile.shell.trouble import Damaged
from tests import balloting
from tests.balloting import circle, singles
from tests.boards import ROLL, Voting
from tests.core.chapters.boarding import E1, RULES, TRUSTEES
from tests.core.chapters.leading import FIRST, asked, reached
from tests.living import living
from tests.world import DAY, SECRETARY, WEEK, handle

KILLS = int(os.environ.get("RANKANDFILE_KILLS", "8")) // 2
WRITER = Path(__file__).with_name("boards_writer.py")


@pytest.fixture
def voting(tmp_path: Path) -> Iterator[Voting]:
    """Everything is ready for a board."""
    with living(tmp_path / "home", RULES) as own:
        yield Voting(own, circle(2, 3))


@pytest.fixture
def cast(voting: Voting) -> Voting:
    """The voting is open."""
    voting.set_up()
    voting.open_voting()
    return voting


def refused(answer: object) -> str:
    """The code of the refusal that this is."""
    assert isinstance(answer, Refusal), answer
    return answer.code


def state_of(voting: Voting) -> object:
    return board(voting.own.secretary.state, voting.election)


# --- whole elections


def test_a_whole_election_with_revotes_and_a_trustee_who_is_lost(cast: Voting) -> None:
    receipts = cast.everybody_votes()
    assert cast.boards.voted(E1) == 28
    cast.close_voting()
    cast.open_all()
    state = cast.own.secretary.state
    own, election = board(state, E1), state.elections.elections[E1]
    assert own is not None
    assert (own.ballots, own.voters, own.shuffled, own.opened) == (33, 28, (2, 1), (3, 1))
    assert phase(election, state.now) == "counted"
    assert cast.boards.trackers(E1) == tuple(sorted(receipt.tracker for receipt in receipts.values()))
    assert len(election.ballots) == 28
    report = cast.own.audited()
    assert report.findings == ()
    assert dict(report.checked)["verifiable ballots, each with its proofs, from the archives of their boards"] == 33
    assert any("each credential reached its voter" in line for line in report.unchecked)


def test_a_question_is_added_up_and_opened_by_single_trustees_together(tmp_path: Path) -> None:
    with living(tmp_path / "home", RULES) as own:
        own.appoint(72, "teller")
        closes = Moment(own.now + WEEK)
        own.does(
            CallElection(handle(11), own.now, "branch-secretary", BranchId("north"), closes, Moment(closes + WEEK))
        )
        own.stand(E1, [FIRST])
        own.wait(closes + 2 * DAY)
        own.votes(E1, 11, "1")
        own.wait(closes + WEEK + 1)
        ballot = reached(own, asked(own, 14, "branch-secretary", "north"), [15, 16, 17, 18])
        voting = Voting(own, singles(3), ballot.id, ROLL)
        voting.set_up()
        own.wait(ballot.voting_opens)
        for number, choice in ((10, (1, 0, 0)), (11, (1, 0, 0)), (12, (0, 1, 0)), (13, (0, 0, 1))):
            voting.votes(number, *choice)
        own.wait(ballot.voting_closes)
        for number in (1, 2, 3):
            voting.open(number)
        own.strike()
        tally = own.state.elections.elections[ballot.id].tally
        assert tally is not None
        assert (tally.yes, tally.no, tally.blank) == (2, 1, 1)
        assert own.audited().findings == ()


def test_nobody_votes_and_the_board_is_opened_all_the_same(cast: Voting) -> None:
    cast.close_voting()
    cast.open_all()
    assert phase(cast.own.state.elections.elections[E1], cast.own.now) == "counted"
    assert cast.own.audited().findings == ()


def test_an_election_that_still_runs_has_nothing_wrong_with_it(voting: Voting) -> None:
    for step in (voting.set_up, voting.open_voting, lambda: voting.everybody_votes(10, 16), voting.close_voting):
        step()
        assert voting.own.audited().findings == ()
    for number in (2, 1):
        voting.shuffle(number)
        assert voting.own.audited().findings == ()
    voting.open(3)
    assert voting.own.audited().findings == ()


def test_what_too_few_trustees_open_is_lost_and_no_offence(cast: Voting) -> None:
    cast.everybody_votes(10, 16)
    cast.close_voting()
    cast.shuffle(1)
    cast.shuffle(2)
    cast.open(2)
    cast.own.wait(cast.own.now + WEEK)
    assert cast.own.state.elections.elections[E1].elected == ()
    assert cast.own.audited().findings == ()
    made = balloting.share(cast.archive(), cast.trustees, 1)
    assert refused(cast.boards.share(E1, TRUSTEES[0], made)) == "board.step"


# --- setting up


def setting_up(voting: Voting, **changes: object) -> object:
    own = {
        "by": handle(SECRETARY),
        "trustees": TRUSTEES,
        "trustees_json": voting.trustees.file,
        "pubcreds": voting.authority.pubcreds,
        "rehearsal": balloting.rehearsal(voting.trustees),
    } | changes
    return voting.boards.set_up(E1, **own)  # type: ignore[arg-type]


WRONG_SETUPS = {
    "another officer": ({"by": handle(11)}, "board.not_officer", ""),
    "no trustees": ({"trustees_json": b"[]"}, "board.unsound", "no trustees"),
    "not a file": ({"trustees_json": b"{}"}, "board.unsound", "form"),
    "deep nesting": ({"trustees_json": b"[" * 1_000_000}, "board.unsound", "form"),
    "trustees of another number": ({"trustees": TRUSTEES[:2]}, "board.unsound", "2 trustees are named"),
    "a trustee who holds no post": ({"trustees": (*TRUSTEES[:2], handle(11))}, "board.trustees", ""),
    "another group's keys": ({"trustees_json": circle(2, 3, "others").file}, "board.unsound", "other trustees"),
    "no rehearsal": ({"rehearsal": b""}, "board.unsound", "rehearsal"),
    "no credentials": ({"pubcreds": b"[]"}, "board.unsound", "0 credentials"),
    "credentials without names": ({"pubcreds": b'["58"]'}, "board.unsound", "two commas"),
}


@pytest.mark.parametrize("wrong", WRONG_SETUPS)
def test_a_setup_that_does_not_fit_is_refused_with_what_would(voting: Voting, wrong: str) -> None:
    changes, code, words = WRONG_SETUPS[wrong]
    answer = setting_up(voting, **changes)
    assert refused(answer) == code
    assert words in str(answer)
    assert voting.boards.store.elections() == ()


def test_the_roll_and_the_credentials_are_the_same_people(voting: Voting) -> None:
    uuid = voting.boards.uuid(E1)
    for roll in (ROLL[:-1], [*ROLL, handle(41)], [*ROLL[:-1], handle(41)]):
        answer = setting_up(voting, pubcreds=balloting.authority(uuid, roll).pubcreds)
        assert refused(answer) == "board.unsound"
    lines = voting.authority.pubcreds.replace(b",,", b",2,", 1)
    assert "no weight" in str(setting_up(voting, pubcreds=lines))
    backwards = (
        str(list(reversed(voting.authority.pubcreds.decode()[2:-2].split('","')))).replace("'", '"').replace(", ", ",")
    )
    assert "order of the group" in str(setting_up(voting, pubcreds=backwards.encode()))


def test_a_rehearsal_that_nobody_opened_is_none(voting: Voting) -> None:
    whole = opened(balloting.rehearsal(voting.trustees))
    from tests.core.ballot.vectors import chained, posted

    assert "no result" in str(setting_up(voting, rehearsal=chained(posted(whole)[:-1], whole.time)))


def test_a_board_is_set_up_once_and_fixes_the_candidates(voting: Voting) -> None:
    voting.set_up()
    assert refused(setting_up(voting)) == "board.there"
    act = WithdrawCandidacy(handle(11), voting.own.now, E1)
    assert refused(voting.own.secretary.submit(act)) == "board.candidates"
    assert voting.boards.set_up(ElectionId("E99"), handle(SECRETARY), TRUSTEES, b"", b"", b"") is not None


# --- casting


def test_each_votes_under_the_own_credential_alone(cast: Voting) -> None:
    mine = cast.ballot(10, 1, 2, 3)
    assert refused(cast.boards.cast(E1, handle(11), mine)) == "ballot.other_credential"
    assert refused(cast.boards.cast(E1, handle(41), mine)) == "ballot.no_vote"
    receipt = cast.boards.cast(E1, handle(10), mine)
    assert isinstance(receipt, Receipt)
    assert cast.boards.tracker_of(E1, handle(10)) == receipt.tracker
    assert cast.boards.tracker_of(E1, handle(11)) is None
    assert cast.boards.tracker_of(E1, handle(41)) is None
    assert cast.boards.credential_of(E1, handle(10)) in mine.decode()


def test_the_same_ballot_sent_again_is_there_once_and_an_old_one_replaces_nothing(cast: Voting) -> None:
    first = cast.ballot(10, 1, 2, 3)
    receipts = [cast.boards.cast(E1, handle(10), first) for _ in range(2)]
    assert receipts[0] == receipts[1]
    assert cast.boards.store.number(E1) == 1
    cast.votes(10, 3, 2, 1)
    assert refused(cast.boards.cast(E1, handle(10), first)) == "ballot.again"


def test_a_receipt_is_signed_by_the_records_key(cast: Voting) -> None:
    receipt = cast.votes(10, 1, 2, 3)
    own = note.open_note(receipt.note, [cast.own.secretary.key.vkey])
    lines = own.text.splitlines()
    assert lines[2:] == [E1, receipt.tracker, "1", receipt.head]


def test_nobody_votes_before_or_after_the_hours(voting: Voting) -> None:
    assert refused(voting.boards.cast(E1, handle(10), b"{}")) == "board.none"
    assert refused(voting.boards.cast(ElectionId("E99"), handle(10), b"{}")) == "election.unknown"
    voting.set_up()
    ballot = voting.ballot(10, 1, 2, 3)
    assert refused(voting.boards.cast(E1, handle(10), ballot)) == "election.voting_not_open"
    voting.open_voting()
    voting.close_voting()
    assert refused(voting.boards.cast(E1, handle(10), ballot)) == "election.voting_closed"
    assert voting.boards.voted(E1) == 0


HOSTILE = {
    "nothing": b"",
    "ten megabytes": b'{"election_uuid":"' + b"x" * 10_000_000 + b'"}',
    "deep nesting": b"[" * 1_000_000,
    "deep objects": b'{"a":' * 200_000,
    "a number without end": b'{"election_uuid":' + b"9" * 900_000 + b"}",
    "a field twice": b'{"election_uuid":"a","election_uuid":"b","election_hash":"c"}',
    "not text": b"\xff\xfe" * 1000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_ballots_are_refused_in_bounded_time(cast: Voting, kind: str) -> None:
    begun = monotonic()
    assert refused(cast.boards.cast(E1, handle(10), HOSTILE[kind])) == "ballot.unsound"
    assert monotonic() - begun < 5
    assert cast.boards.voted(E1) == 0


def test_a_ballot_whose_proof_fails_is_refused_with_the_reason(cast: Voting) -> None:
    ballot = cast.ballot(10, 1, 2, 3)
    place = ballot.index(b'"challenge":"') + 13
    broken = ballot[:place] + (b"1" if ballot[place : place + 1] != b"1" else b"2") + ballot[place + 1 :]
    answer = cast.boards.cast(E1, handle(10), broken)
    assert refused(answer) == "ballot.unsound"


def test_two_hundred_at_once_lose_nothing(cast: Voting) -> None:
    ballots = [
        (n, cast.ballot(n, 1 + n % 3, 1 + (n + 1) % 3, 0, seed=str(turn))) for turn in range(7) for n in range(10, 39)
    ]
    with ThreadPoolExecutor(len(ballots)) as crowd:
        answers = list(crowd.map(lambda each: cast.boards.cast(E1, handle(each[0]), each[1]), ballots))
    assert all(isinstance(each, Receipt) for each in answers)
    heights = sorted(each.height for each in answers if isinstance(each, Receipt))
    assert heights == list(range(1, len(ballots) + 1))
    board_now = opened(cast.archive())
    for each in answers:
        assert isinstance(each, Receipt)
        assert board_now.events[each.height].hash == each.head
    assert cast.boards.voted(E1) == 29


def test_a_check_that_dies_is_done_once_more(cast: Voting) -> None:
    cast.votes(10, 1, 2, 3)
    pool = cast.boards._checks._pool
    assert pool is not None
    for process in list(pool._processes.values()):
        process.kill()
        process.join()
    cast.votes(11, 1, 2, 3)
    assert cast.boards.voted(E1) == 2


# --- the record follows the board


def test_the_record_takes_in_the_head_now_and_then_and_not_after_each_ballot(cast: Voting) -> None:
    cast.everybody_votes(10, 16)
    cast.own.strike()
    assert cast.own.secretary.state.boards.boards[E1].ballots == 0
    cast.own.now = Moment(cast.own.now + board_duties.OFTEN)
    cast.own.strike()
    assert cast.own.secretary.state.boards.boards[E1].ballots == 12
    size = cast.own.secretary.state.size
    cast.own.now = Moment(cast.own.now + 10 * board_duties.OFTEN)
    cast.own.strike()
    assert cast.own.secretary.state.size == size


def test_many_ballots_are_taken_in_at_once(cast: Voting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board_duties, "MANY", 5)
    cast.own.strike()
    cast.everybody_votes(10, 16)
    cast.own.strike()
    assert cast.own.secretary.state.boards.boards[E1].ballots == 12


class Cut(Exception):
    """The power is cut."""


STAGES = ["set up", "close", "shuffle", "last shuffle", "share", "result"]


def until(voting: Voting, stage: str) -> object:
    """The election goes on to right before this step; then the step."""
    steps = {
        "set up": voting.set_up,
        "open": voting.open_voting,
        "vote": lambda: voting.everybody_votes(10, 15),
        "close": voting.close_voting,
        "shuffle": lambda: voting.shuffle(1),
        "last shuffle": lambda: voting.shuffle(2),
        "first share": lambda: voting.open(1),
        "share": lambda: voting.open(3),
    }
    for name, step in steps.items():
        if name == stage:
            return step
        step()
    return voting.own.strike


@pytest.mark.parametrize("stage", ["set up", "close", "shuffle", "last shuffle", "share"])
def test_a_crash_between_board_and_record_is_settled_at_the_next_start(
    voting: Voting, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    """The board has the step, the record has not: the commit never came."""
    step = until(voting, stage)
    real, sizes = Secretary._in_batch, []

    def cut(self: Secretary, decide: object) -> object:
        def and_cut(draft: object) -> object:
            before = voting.boards.store.last(E1)
            answer = decide(draft)  # type: ignore[operator]
            if voting.boards.store.last(E1) != before:
                sizes.append(voting.own.secretary.state.size)
                raise Cut
            return answer

        return real(self, and_cut)  # type: ignore[arg-type]

    monkeypatch.setattr(Secretary, "_in_batch", cut)
    with suppress(Cut):
        step()  # type: ignore[operator]
    monkeypatch.setattr(Secretary, "_in_batch", real)
    voting.own.restarted()
    assert sizes
    last, own = voting.boards.store.last(E1), board(voting.own.secretary.state, E1)
    if stage == "set up":
        assert (last, own) == (None, None)
        voting.set_up()
    else:
        assert last is not None
        assert own is not None
        assert own.head == last.head
    assert voting.own.audited().findings == ()


def test_a_setup_that_was_cut_off_can_be_made_again_at_once(voting: Voting, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Secretary._in_batch

    def cut(self: Secretary, decide: object) -> object:
        def and_cut(draft: object) -> object:
            decide(draft)  # type: ignore[operator]
            if voting.boards.store.elections():
                raise Cut
            return None

        return real(self, and_cut)  # type: ignore[arg-type]

    monkeypatch.setattr(Secretary, "_in_batch", cut)
    with pytest.raises(Cut):
        voting.set_up()
    monkeypatch.setattr(Secretary, "_in_batch", real)
    assert voting.boards.store.elections() == (E1,)
    voting.set_up()
    assert voting.own.audited().findings == ()


def test_a_step_that_the_rules_refuse_is_undone(cast: Voting, monkeypatch: pytest.MonkeyPatch) -> None:
    """A share that came onto the board as the power went, and the board was given up before the server was back."""
    cast.everybody_votes(10, 15)
    cast.close_voting()
    cast.shuffle(1)
    cast.shuffle(2)
    store, last = cast.boards.store, cast.boards.store.last(E1)
    made = balloting.share(cast.archive(), cast.trustees, 1)
    objects = board_checks.shared(store.steps(E1), 1, made)
    from rankandfile.shell.board_store import following

    assert last is not None
    row = following(last, store.made(E1), "PartialDecryption", objects)
    with store.writing():
        store.add(E1, [row])
    cast.own.now = Moment(cast.own.now + 2 * WEEK)
    cast.own.restarted()
    assert cast.boards.store.last(E1) == last
    cast.own.strike()
    assert cast.own.audited().findings == ()


def test_boards_older_than_the_record_are_damage_and_nothing_is_recorded(cast: Voting) -> None:
    cast.everybody_votes(10, 15)
    old = cast.own.home.boards.read_bytes()
    cast.own.secretary.close()
    kept = Path(str(cast.own.home.boards) + "-kept")
    subprocess.run([sys.executable, "-c", COPY, str(cast.own.home.boards), str(kept)], check=True)
    cast.own.restarted()
    cast.close_voting()
    cast.own.secretary.close()
    for file in cast.own.home.path.glob("boards.db*"):
        if file != kept:
            file.unlink()
    kept.rename(cast.own.home.boards)
    assert old
    with pytest.raises(Damaged, match="older copy"):
        cast.own.restarted()
    cast.own.home.boards.unlink()
    with pytest.raises(Damaged, match="gone"):
        cast.own.restarted()


COPY = "import sqlite3, sys; a, b = map(sqlite3.connect, sys.argv[1:]); a.backup(b)"


def test_a_record_older_than_its_boards_is_damage(cast: Voting) -> None:
    cast.everybody_votes(10, 15)
    with cast.boards.store.writing():
        cast.boards.store._place.execute("UPDATE board SET election = 'E7'")
        cast.boards.store._place.execute("UPDATE event SET election = 'E7' WHERE election = 'E1'")
    with pytest.raises(Damaged, match="knows of none"):
        cast.own.restarted()


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(cast: Voting, tmp_path: Path) -> None:
    folder = tmp_path / "ballots"
    folder.mkdir()
    chance, acknowledged = Random(3), dict[int, str]()
    for kill in range(KILLS):
        for n in range(10, 38):
            (folder / f"{handle(n)}.{kill}.json").write_bytes(cast.ballot(n, 1, 2, 3, seed=f"{kill}"))
        cast.own.secretary.close()
        command = [sys.executable, str(WRITER), str(cast.own.home.path), str(cast.own.now + 60 * kill), str(folder)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(chance.randrange(3, 25))]
        process.kill()
        lines += process.stdout.read().splitlines(keepends=True)
        process.wait()
        process.stdout.close()
        told = [line.split() for line in lines if line.endswith("\n") and len(line.split()) == 3]
        acknowledged |= {int(height): head for height, head, _ in told}
        cast.own.now = Moment(cast.own.now + 60 * kill)
        cast.own.restarted()
        events = opened(cast.archive()).events
        assert all(events[height].hash == head for height, head in acknowledged.items())
        for file in folder.iterdir():
            file.unlink()
    assert len(acknowledged) > KILLS
    cast.close_voting()
    cast.open_all()
    assert cast.own.audited().findings == ()


# --- trustees


def test_a_trustees_step_that_does_not_hold_is_refused(cast: Voting) -> None:
    cast.everybody_votes(10, 15)
    nothing = b"{}"
    assert refused(cast.boards.shuffle(E1, TRUSTEES[0], nothing)) == "board.open"
    cast.close_voting()
    good = balloting.shuffle(cast.archive(), "1")
    assert refused(cast.boards.shuffle(E1, handle(11), good)) == "board.not_trustee"
    assert refused(cast.boards.shuffle(E1, TRUSTEES[0], nothing)) == "board.contribution"
    assert refused(cast.boards.shuffle(E1, TRUSTEES[0], b"[" * 100_000)) == "board.contribution"
    assert refused(cast.boards.share(E1, TRUSTEES[0], nothing)) == "board.step"
    assert isinstance(cast.boards.shuffle(E1, TRUSTEES[0], good), Recorded)
    assert refused(cast.boards.shuffle(E1, TRUSTEES[1], good)) == "board.contribution"  # of another beginning
    cast.shuffle(2)
    false = balloting.share(cast.archive(), cast.trustees, 2)
    assert refused(cast.boards.share(E1, TRUSTEES[0], false)) == "board.contribution"
    assert refused(cast.boards.share(ElectionId("E99"), TRUSTEES[0], false)) == "election.unknown"
    cast.open(1)
    assert refused(cast.boards.share(E1, TRUSTEES[0], false)) == "board.opened"
    cast.open(2)
    assert cast.own.audited().findings == ()


def test_trustees_who_come_at_once_come_one_after_the_other(cast: Voting) -> None:
    cast.everybody_votes(10, 15)
    cast.close_voting()
    cast.shuffle(1)
    cast.shuffle(2)
    made = {n: balloting.share(cast.archive(), cast.trustees, n) for n in (1, 2)}
    answers: dict[int, object] = {}

    def open_one(number: int) -> None:
        answers[number] = cast.boards.share(E1, TRUSTEES[number - 1], made[number])

    threads = [Thread(target=open_one, args=(number,)) for number in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(isinstance(each, Recorded) for each in answers.values())
    cast.own.strike()
    assert phase(cast.own.state.elections.elections[E1], cast.own.now) == "counted"
    assert cast.own.audited().findings == ()


# --- afterwards


def test_whose_a_credential_was_is_forgotten_after_the_count(cast: Voting) -> None:
    cast.everybody_votes(10, 15)
    credential = cast.boards.credential_of(E1, handle(10))
    assert credential is not None
    cast.close_voting()
    cast.open_all()
    assert cast.boards.credential_of(E1, handle(10)) == credential
    cast.own.now = Moment(cast.own.now + board_duties.REMEMBERED + DAY)
    cast.own.strike()
    assert cast.boards.credential_of(E1, handle(10)) is None
    assert handle(10).encode() not in b"".join(f.read_bytes() for f in cast.own.home.path.glob("boards.db*"))


def test_no_handle_stands_beside_a_ballot_or_a_credential_in_what_leaves_the_house(cast: Voting) -> None:
    cast.everybody_votes(10, 15)
    cast.close_voting()
    cast.open_all()
    archive = cast.archive()
    candidates = {handle(n).encode() for n in (11, 12, 13)}
    assert all(person.encode() not in archive for person in ROLL if person.encode() not in candidates)
    head = archive[: archive.index(b"event.json")]
    assert archive.replace(head, b"").count(handle(11).encode()) == 0
    leaves = list(cast.own.secretary.store.entries())
    credentials = [cast.boards.credential_of(E1, person) for person in ROLL]
    assert not any(each.encode() in leaf for leaf in leaves for each in credentials if each)


def test_the_secretary_of_another_process_sees_the_same_board(cast: Voting) -> None:
    other = Secretary(cast.own.home, lambda: cast.own.now)
    try:
        cast.votes(10, 1, 2, 3)
        answer = other.boards.cast(E1, handle(11), cast.ballot(11, 1, 2, 3))
        assert isinstance(answer, Receipt)
        assert answer.height == 2
        assert other.boards.trackers(E1) == cast.boards.trackers(E1)
        cast.close_voting()
        other.boards.close_due()
        other.strike()
        assert other.state.boards.boards[E1].closed
    finally:
        other.close()
