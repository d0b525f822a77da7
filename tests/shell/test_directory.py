"""Texts at hand: quick to read again, and gone ten minutes after they were destroyed."""

from rankandfile.shell.directory import TEN_MINUTES, Directory
from rankandfile.shell.secretary import Secretary

from .conftest import admission, form_branch

NAMED = (7, "name")


def test_a_text_and_its_words_are_at_hand(secretary: Secretary) -> None:
    form_branch(secretary)
    secretary.submit_many([admission(secretary, "Ann of the North")])
    own = Directory(secretary)
    assert [(own.text(*NAMED), own.words(*NAMED)) for _ in range(2)] == [("Ann of the North", 4)] * 2
    own.read_ahead("name", [5, 7])
    assert own.text(5, "name") == "Branch north"


def test_what_was_destroyed_is_shown_for_ten_minutes_at_most(secretary: Secretary) -> None:
    now = [0.0]
    form_branch(secretary)
    secretary.submit_many([admission(secretary, "Ann of the North")])
    own = Directory(secretary, lambda: now[0])
    assert own.words(*NAMED) == 4
    secretary.vault.destroy([NAMED])
    now[0] = TEN_MINUTES + 1
    assert (own.text(*NAMED), own.words(*NAMED)) == ("", 0)
    assert [name for name, _handle, _member in own.by_name(secretary.state.members.members)] == ["", "ada quay"]


def test_members_stand_by_name_until_one_of_them_changes(secretary: Secretary) -> None:
    form_branch(secretary)
    own = Directory(secretary)
    assert [name for name, _handle, _member in own.by_name(secretary.state.members.members)] == ["ada quay"]
    secretary.submit_many([admission(secretary, "Zoe North"), admission(secretary, "Aaron West")])
    members = secretary.state.members.members
    assert [name for name, _handle, _member in own.by_name(members)] == ["aaron west", "ada quay", "zoe north"]
    assert own.by_name(members) is own.by_name(members)
