"""G10. Those who hold the secrets cheat: a trustee lies, the credential authority issues twice. Refused, or found.

A trustee or an authority has no power over the server; together with the operator they write what they like onto a
board, and then an auditor finds it, by its name.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from rankandfile.core.ballot.canonical import read, written
from rankandfile.core.ids import Handle
from rankandfile.core.refusal import Refusal
from rankandfile.shell.boards import Receipt
from tests import balloting
from tests.balloting import Authority, circle
from tests.boards import Voting
from tests.core.chapters.boarding import E1, RULES, TRUSTEES
from tests.living import living
from tests.world import SECRETARY, handle

from .test_g10_boards import cast, codes, counted, events, of, rewritten, shown


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Voting]:
    """The election is over and counted; nothing is wrong with it."""
    with living(tmp_path_factory.mktemp("held") / "home", RULES) as own:
        yield counted(Voting(own, circle(2, 3)))


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Voting]:
    """The voting is over, and trustees are waited for."""
    with living(tmp_path / "home", RULES) as own:
        voting = cast(Voting(own, circle(2, 3)))
        voting.close_voting()
        own.strike()
        yield voting


def test_a_trustee_who_shuffles_other_ballots_in_is_refused(closed: Voting) -> None:
    """The shuffle of another board, one without a ballot, and one with a changed proof."""
    honest = balloting.shuffle(closed.archive(), "1")
    one = read(honest, dict, "The shuffle", 1 << 26)
    fewer = written({**one, "ciphertexts": [one["ciphertexts"][0][:-1]]})
    swapped = written({**one, "ciphertexts": [[one["ciphertexts"][0][1], *one["ciphertexts"][0][1:]]]})
    for lie in (fewer, swapped, honest.replace(b'"', b"'", 1)):
        answer = closed.boards.shuffle(E1, TRUSTEES[0], lie)
        assert isinstance(answer, Refusal)
        assert answer.code == "board.contribution"
    assert closed.own.state.boards.boards[E1].shuffled == ()


def test_a_trustee_who_opens_something_else_is_refused(closed: Voting) -> None:
    """A share by another key, another trustee's share, and one of a board before its shuffles."""
    early = balloting.share(closed.archive(), closed.trustees, 1)
    for number in (2, 1):
        closed.shuffle(number)
    other = balloting.share(closed.archive(), circle(2, 3, "another circle"), 1)
    theirs = balloting.share(closed.archive(), closed.trustees, 3)
    for lie in (early, other, theirs):
        answer = closed.boards.share(E1, TRUSTEES[0], lie)
        assert isinstance(answer, Refusal)
        assert answer.code == "board.contribution"
    assert closed.own.state.boards.boards[E1].opened == ()


def test_a_lie_that_the_operator_puts_onto_the_board_is_found(held: Voting) -> None:
    """A trustee and the operator together: a share by another key stands on the board as if it had been checked."""
    own = events(held)
    place = of("PartialDecryption", own)
    before = rewritten(own[:place], held)
    false = balloting.share(before, circle(2, 3, "another circle"), 3)
    kind, (_share, owner) = own[place]
    named = written({"owner": 3, "payload": sha256(false).hexdigest()})
    assert owner != named
    lying = [*own[:place], (kind, [false, named]), *own[place + 1 :]]
    assert {"board.forged", "board.other"} <= codes(shown(held, E1=rewritten(lying, held)))


def issued(own: Authority, person: Handle, uuid: str) -> list[str]:
    """The authority's list with a second credential for this person."""
    lines = read(own.pubcreds, tuple[str, ...], "The list", 1 << 26)
    (more,) = read(balloting.authority(uuid, [person], "twice").pubcreds, tuple[str, ...], "The list", 1 << 26)
    return sorted([*lines, more])


def test_an_authority_that_issues_twice_sets_no_board_up(tmp_path: Path) -> None:
    """Two credentials for one member; one for somebody who is not on the roll; one fewer, to vote with it later."""
    with living(tmp_path / "home", RULES) as own:
        voting = Voting(own, circle(2, 3))
        uuid = voting.boards.uuid(E1)
        lines = list(read(voting.authority.pubcreds, tuple[str, ...], "The list", 1 << 26))
        stranger = [*lines[1:], lines[0].replace(lines[0][-32:], str(handle(41)))]
        for lie in (issued(voting.authority, handle(10), uuid), stranger, lines[:-1]):
            answer = voting.boards.set_up(
                E1, handle(SECRETARY), TRUSTEES, voting.trustees.file, written(tuple(lie)),
                balloting.rehearsal(voting.trustees),
            )  # fmt: skip
            assert isinstance(answer, Refusal)
            assert answer.code == "board.unsound"


def test_a_credential_that_was_given_to_two_people_votes_for_one_of_them_alone(tmp_path: Path) -> None:
    """The authority sends one letter twice. The server knows whose credential it is, and takes it from nobody else."""
    with living(tmp_path / "home", RULES) as own:
        voting = Voting(own, circle(2, 3))
        voting.set_up()
        voting.open_voting()
        ballot = voting.ballot(15, 1, 2, 3)
        answer = voting.boards.cast(E1, handle(16), ballot)
        assert isinstance(answer, Refusal)
        assert answer.code == "ballot.other_credential"
        assert isinstance(voting.boards.cast(E1, handle(15), ballot), Receipt)


def test_more_credentials_on_a_board_than_people_on_the_roll_are_found(held: Voting) -> None:
    """Authority and operator together write a list with one credential more."""
    file, keys, listed, data = events(held)[0][1]
    uuid = held.boards.uuid(E1)
    (more,) = read(balloting.authority(uuid, [handle(10)], "twice").pubcreds, tuple[str, ...], "The list", 1 << 26)
    both = [*read(listed, tuple[str, ...], "The list", 1 << 26), more.partition(",")[0]]
    both.sort(key=lambda text: bytes.fromhex(text)[::-1])
    found = codes(shown(held, E1=rewritten([("Setup", [file, keys, written(tuple(both)), data])], held)))
    assert {"board.other", "board.numbers"} <= found
