"""The clock performs what is due, and goes on when the machine fails it."""

import pytest

from rankandfile.shell.clock import Clock
from rankandfile.shell.secretary import Secretary

from .conftest import FOUNDED, NORTH, HandClock, form_branch


def test_a_duty_is_performed_when_its_hour_comes(secretary: Secretary, clock: HandClock) -> None:
    running = Clock(secretary).start()
    clock.now = secretary.state.quiet_until
    state = secretary.wait_for_news(5, 10)
    running.stop()
    assert state.size == 7
    assert state.foundation.founding_closed == clock.now


def test_trouble_is_told_once_and_the_clock_goes_on(
    secretary: Secretary, clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    hours = iter([FOUNDED - 100] * 3)
    secretary._clock = lambda: next(hours, secretary.state.quiet_until)
    running = Clock(secretary).start()
    state = secretary.wait_for_news(5, 10)
    running.stop()
    assert state.size == 7
    assert caplog.text.count("seconds behind") == 1


def test_news_brings_the_next_duty_nearer(secretary: Secretary, clock: HandClock) -> None:
    running = Clock(secretary).start()
    form_branch(secretary)
    clock.now = secretary.state.quiet_until
    assert secretary.wait_for_news(7, 10).size == 9
    running.stop()
    assert NORTH in secretary.state.branches.branches
