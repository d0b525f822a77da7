"""A Chromium that hangs ends no more than itself: the door through which the tests open and shut their windows."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error

from .chromium import Chromium, Hung


@pytest.fixture
def hasty(chromium: Chromium, tmp_path: Path) -> Iterator[Chromium]:
    """A Chromium of its own, which has three seconds to close a window."""
    own = Chromium(chromium.playwright, tmp_path, closing=3)
    yield own
    own.end()


def stop(chromium: Chromium) -> None:
    """Its process answers nobody any more."""
    os.kill(chromium.process, signal.SIGSTOP)


def test_a_window_that_does_not_close_is_ended_and_the_next_one_opens_in_a_new_chromium(hasty: Chromium) -> None:
    first, other = hasty.window(), hasty.window()
    first.new_page().goto("data:text/html,<p>first")
    old = hasty.process
    stop(hasty)
    with pytest.warns(Hung, match="after 3 seconds"):
        hasty.shut(first)
    hasty.shut(other)  # it went with the first
    next_one = hasty.window()
    page = next_one.new_page()
    page.goto("data:text/html,<p>next")
    assert page.locator("p").inner_text() == "next"
    assert hasty.process != old
    hasty.shut(next_one)


def test_what_takes_too_long_in_a_window_fails_and_does_not_wait_for_ever(hasty: Chromium) -> None:
    page = hasty.window().new_page()
    with pytest.warns(Hung), pytest.raises(Error), hasty.ended_after(1):
        page.evaluate("() => { for (;;) {} }")


def test_a_window_that_closes_in_time_ends_nothing(hasty: Chromium) -> None:
    first, other = hasty.window(), hasty.window()
    hasty.shut(first)
    other.new_page().goto("data:text/html,<p>other")
    hasty.shut(other)
    assert hasty.is_running
