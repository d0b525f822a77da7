"""What a board must be, as the record says: its name, its question, its group; and what is noted of it on the way."""

import json

import pytest
from msgspec.structs import replace

from rankandfile.core.ballot import archive, election
from rankandfile.core.chapters.boards import SetUpBoard
from rankandfile.core.chapters.elections import Candidate
from rankandfile.core.ids import ElectionId
from rankandfile.core.state import State
from rankandfile.core.table import Table
from rankandfile.record import boards
from rankandfile.record.boards import Seen, election_file, group_of, noted, questions_file, uuid_of
from tests.balloting import ED25519
from tests.core.chapters.boarding import E1, head, set_up, setting_up, waiting
from tests.world import handle

ORIGIN = "union.example/record"


def test_the_name_in_the_protocol_follows_from_record_and_election() -> None:
    assert uuid_of(ORIGIN, E1) == uuid_of(ORIGIN, E1)
    names = {uuid_of(origin, ElectionId(f"E{n}")) for origin in (ORIGIN, "other.example/record") for n in range(1, 9)}
    assert len(names) == 16
    assert all(len(name) == 14 and name.isalnum() and not set(name) & set("0OIl") for name in names)


def test_the_election_asks_to_rank_those_who_stand_by_their_handles() -> None:
    world = waiting()
    own = world.state.elections.elections[E1]
    key = ED25519.text(ED25519.of_generator(5))
    file = election_file(world.state, own, ORIGIN, key)
    opened = election.opened(file)
    assert (opened.uuid, opened.name, opened.group.name) == (uuid_of(ORIGIN, E1), "E1", "Ed25519")
    questions = json.loads(questions_file(world.state, own, ORIGIN))
    assert questions["questions"] == json.loads(file)["questions"]
    assert questions["questions"][0]["value"]["answers"] == [handle(number) for number in (11, 12, 13)]
    assert questions["questions"][0]["value"]["question"] == "delegate"


def test_more_candidates_than_a_point_has_room_for_are_ranked_on_another_group() -> None:
    world = waiting()
    own = world.state.elections.elections[E1]
    for number, group in ((30, "Ed25519"), (31, "RFC-3526-2048")):
        people = [handle(100 + place) for place in range(number)]
        many = replace(own, candidates=Table((each, Candidate(each, each, True, 0)) for each in people))
        assert group_of(world.state, many) == group


def test_what_the_entries_say_of_a_board_is_noted() -> None:
    world, seen = waiting(), dict[str, Seen]()
    noted(seen, world.state, 7, setting_up(world))
    assert seen[E1].asked == election_file(world.state, world.state.elections.elections[E1], "", "")
    assert [(each.entry, each.act, each.head) for each in seen[E1].heads] == [(7, "SetUpBoard", head(2))]
    act = setting_up(world)
    assert isinstance(act, SetUpBoard)
    nowhere = dict[str, Seen]()
    noted(nowhere, State(), 7, act)
    assert nowhere[E1].asked == b""


class Shown:
    """A source that gives this as the board."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def board(self, election: str) -> bytes | None:
        return self._content

    def boards(self) -> tuple[str, ...]:
        return (E1,)

    def booth(self, name: str) -> bytes | None:
        return None


@pytest.mark.parametrize("objects", [(b"{}",), (b"{}", b"[]", b"[]", b"{}")])
def test_a_setup_that_is_none_is_told_by_the_audit(objects: tuple[bytes, ...]) -> None:
    end = set_up().state
    content = archive.begun(1) + archive.appended(None, 0, "Setup", objects, 1)[0]
    found = boards.judged(end, {}, Shown(content), ORIGIN)  # type: ignore[arg-type]
    assert {each.code for each in found.findings} >= {"board.forged", "board.other"}


def test_a_board_of_which_no_entry_names_the_booth_is_worth_a_look_and_no_more() -> None:
    found = boards.judged(set_up().state, {}, Shown(archive.begun(1)), ORIGIN)  # type: ignore[arg-type]
    assert [each.code for each in found.notices] == ["board.booth"]
    assert "board.booth" not in {each.code for each in found.findings}


def test_without_the_end_of_the_record_no_board_is_judged() -> None:
    assert boards.judged(None, {}, Shown(b""), ORIGIN).boards == 0  # type: ignore[arg-type]
