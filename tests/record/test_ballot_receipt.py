"""The receipt of a ballot proves that it is on the board, or convicts the server that dropped it."""

import json
from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import asdict

from rankandfile.core.ballot import archive
from rankandfile.record.ballot_receipt import FORMAT, check
from rankandfile.record.note import LogKey
from rankandfile.shell.boards import Receipt
from tests.balloting import circle
from tests.boards import Voting
from tests.core.ballot.vectors import chained, posted
from tests.core.chapters.boarding import E1, RULES
from tests.living import living


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Voting, list[Receipt]]]:
    """Three have voted, the first of them twice."""
    with living(tmp_path_factory.mktemp("receipts") / "home", RULES) as own:
        voting = Voting(own, circle(2, 3))
        voting.set_up()
        voting.open_voting()
        receipts = [voting.votes(number, 1, 2, 3) for number in (10, 11, 12)]
        yield voting, [*receipts, voting.votes(10, 3, 2, 1)]


def file(own: Receipt, **other: object) -> bytes:
    """As the booth gives it."""
    return json.dumps({"format": FORMAT, "election": E1, **asdict(own), **other}).encode()


def told(voting: Voting, content: bytes, board: bytes | None = None) -> str:
    found = check(content, voting.own.secretary.key.vkey, board)
    return " ".join(("+" if found.holds else "!", *found.proved, *found.findings))


def test_a_ballot_that_is_there_counts_or_was_replaced(cast: tuple[Voting, list[Receipt]]) -> None:
    voting, (first, second, _, again) = cast
    board = voting.archive()
    for content in (file(second), second.note.encode(), b"\n" + file(second)):
        assert told(voting, content, board).endswith("it is the last one under its credential: it counts.")
    assert f"a newer ballot of the same credential replaced it: {again.tracker}" in told(voting, file(first), board)
    assert told(voting, file(first)).startswith("+ ")
    assert first.tracker in told(voting, file(first))
    assert "--board" in str(check(file(first), voting.own.secretary.key.vkey).not_proved)


def without(place: int, board: bytes) -> bytes:
    whole = archive.opened(board)
    return chained([own for at, own in enumerate(posted(whole)) if at != place], whole.time)


def cut(stop: int, board: bytes) -> bytes:
    whole = archive.opened(board)
    return chained(posted(whole)[:stop], whole.time)


def test_a_server_that_dropped_the_ballot_is_convicted(cast: tuple[Voting, list[Receipt]]) -> None:
    voting, (first, second, third, _again) = cast
    board = voting.archive()
    assert told(voting, file(second), without(2, board)).startswith("! DROPPED")
    assert told(voting, file(third), without(1, board)).startswith("! DROPPED")
    whole = archive.opened(board)
    closed = chained([*posted(whole)[:2], ("EndBallots", [])], whole.time)
    assert told(voting, file(third), closed).startswith("! DROPPED")
    assert told(voting, file(first), closed).startswith("+ ")


def test_an_older_copy_of_the_board_accuses_nobody_yet(cast: tuple[Voting, list[Receipt]]) -> None:
    voting, (_first, second, *_) = cast
    for stop in (1, 2):
        assert f"This copy of the board ends at event {stop - 1}" in told(
            voting, file(second), cut(stop, voting.archive())
        )


FALSE: dict[str, tuple[Callable[[Voting, Receipt], bytes], str]] = {
    "another tracker": (lambda _, own: file(own, tracker="A" * 43), "says other things"),
    "another height": (lambda _, own: file(own, height=7), "says other things"),
    "another election": (lambda _, own: file(own, election="E2"), "says other things"),
    "a changed text": (lambda _, own: own.note.replace(own.tracker, "A" * 43).encode(), "signature"),
    "another kind": (lambda _, own: file(own, format="x"), "another kind"),
    "a field more": (lambda _, own: file(own, more=1), "not a receipt"),
    "no JSON": (lambda _, own: file(own)[:-1], "not a receipt"),
    "no text": (lambda _, own: b"\xff" + own.note.encode(), "no text"),
    "a checkpoint": (lambda voting, _: voting.own.secretary.store.head().checkpoint.encode(), "no receipt of a ballot"),
    "a text of six other lines": (
        lambda voting, own: voting.own.secretary.key.sign(f"x\n\n{own.tracker}\n\n\n\n").encode(),
        "no receipt of a ballot",
    ),
    "somebody else's": (
        lambda _, own: LogKey("union.example", bytes(32)).sign(own.note.partition("\n\n")[0] + "\n").encode(),
        "",
    ),
}


@pytest.mark.parametrize("change", FALSE)
def test_what_the_server_did_not_sign_proves_nothing(cast: tuple[Voting, list[Receipt]], change: str) -> None:
    voting, receipts = cast
    made, words = FALSE[change]
    said = told(voting, made(voting, receipts[1]), voting.archive())
    assert said.startswith("! ")
    assert words in said


def test_another_board_is_told(cast: tuple[Voting, list[Receipt]]) -> None:
    voting, receipts = cast
    other = voting.boards.rehearsal(E1)
    assert other is not None
    assert "not the board of E1" in told(voting, file(receipts[0]), other)
    empty = archive.begun(1)
    assert "not the board of E1" in told(voting, file(receipts[0]), empty)
    assert "damaged" in told(voting, file(receipts[0]), voting.archive()[:-1])
