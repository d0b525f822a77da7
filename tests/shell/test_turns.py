"""Whoever comes gets an answer, once, whoever leads and whatever goes wrong."""

from collections.abc import Sequence
from threading import Event, Thread

import pytest

from rankandfile.shell.turns import Turn, Turns


class Doubling:
    """A writer that doubles numbers, remembers its groups, and waits where a test tells it to."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.go_on = Event()
        self.writing = Event()
        self.busy = False

    def __call__(self, turns: Sequence[Turn[int, int]]) -> None:
        assert not self.busy, "two writers at once"
        self.busy = True
        self.groups.append([turn.work for turn in turns])
        self.writing.set()
        self.go_on.wait(10)
        self.busy = False
        if -1 in self.groups[-1]:
            raise OSError("the disk")
        for turn in turns:
            turn.answer = 2 * turn.work


def taken(turns: Turns[int, int], numbers: Sequence[int]) -> dict[int, object]:
    """What each number's thread got."""
    got: dict[int, object] = {}

    def take(number: int) -> None:
        try:
            got[number] = turns.take(number)
        except OSError as trouble:
            got[number] = str(trouble)

    threads = [Thread(target=take, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    return got


def test_everybody_gets_their_own_answer() -> None:
    writer = Doubling()
    writer.go_on.set()
    numbers = range(1, 300)
    assert taken(Turns(writer), numbers) == {number: 2 * number for number in numbers}
    assert sorted(number for group in writer.groups for number in group) == list(numbers)


def test_those_who_come_while_one_writes_are_written_together() -> None:
    writer = Doubling()
    turns = Turns(writer)
    first = Thread(target=turns.take, args=(1,))
    first.start()
    writer.writing.wait(10)
    others = [Thread(target=turns.take, args=(number,)) for number in (2, 3, 4)]
    for thread in others:
        thread.start()
    while len(turns._waiting) < 3:
        pass
    writer.go_on.set()
    for thread in (first, *others):
        thread.join(10)
    assert [len(group) for group in writer.groups] == [1, 3]


def test_a_writer_that_fails_fails_all_it_wrote_for_and_the_next_goes_on() -> None:
    writer = Doubling()
    writer.go_on.set()
    turns = Turns(writer)
    got = taken(turns, [-1])
    assert got == {-1: "the disk"}
    assert turns.take(4) == 8


def test_the_lead_is_passed_on_after_a_failure() -> None:
    writer = Doubling()
    writer.go_on.set()
    got = taken(Turns(writer), [*range(1, 50), -1, *range(50, 100)])
    assert len(got) == 100
    assert {number: answer for number, answer in got.items() if answer != "the disk"}.items() <= {
        number: 2 * number for number in range(100)
    }.items()


def test_trouble_is_raised_where_the_work_came_from() -> None:
    writer = Doubling()
    writer.go_on.set()
    with pytest.raises(OSError, match="the disk"):
        Turns(writer).take(-1)
