"""A real Chromium that cannot stop a run: what takes too long in it is ended with its process, and the next test has
a new one.

Playwright opens and closes windows without a time limit. Once a window hung while it was closed, and the run with it.
"""

import os
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Timer
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIETLY = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 60_000
"""Milliseconds that a page may take on a busy machine before it counts as not coming."""
CLOSING = 60.0
"""Seconds that a window may take to close."""
LONGEST = 1_200.0
"""Seconds that one test may take: many times what the longest takes on a busy machine."""


class Hung(UserWarning):
    """Chromium did not answer and was ended. A test that was over already is not touched by that."""


class Chromium:
    """Debian's Chromium without a screen: started when a window is wanted and none is running."""

    def __init__(self, playwright: Playwright, folder: Path, closing: float = CLOSING) -> None:
        self.playwright, self._folder, self._closing = playwright, folder, closing
        self._browser: Browser | None = None

    @property
    def process(self) -> int:
        """The number of the process, and of its group, that was started last."""
        return int((self._folder / "process").read_text())

    @property
    def is_running(self) -> bool:
        """Whether there is one, as far as Playwright knows."""
        return self._browser is not None and self._browser.is_connected()

    def window(self, **settings: Any) -> BrowserContext:
        """A window of its own, which shares nothing with any other."""
        with self.ended_after(self._closing):
            if self._browser is None or not self._browser.is_connected():
                self._browser = self._start()
            context = self._browser.new_context(**settings)
        context.set_default_timeout(PATIENCE)
        return context

    def shut(self, context: BrowserContext) -> None:
        """The window is closed, or else there is no Chromium any more, of which Hung warns."""
        with self.ended_after(self._closing):
            try:
                context.close()
            except Error:
                if self.is_running:
                    raise

    def end(self) -> None:
        """Nothing is running any more."""
        if self.is_running:
            with self.ended_after(self._closing), suppress(Error):
                self._browser.close()  # type: ignore[union-attr]
        self._browser = None

    @contextmanager
    def ended_after(self, seconds: float) -> Iterator[None]:
        """What is done with Chromium meanwhile fails after so many seconds, because its process is ended then."""
        ended = Event()

        def end() -> None:
            ended.set()
            with suppress(ProcessLookupError):
                os.killpg(self.process, signal.SIGKILL)

        limit = Timer(seconds, end)
        limit.daemon = True
        limit.start()
        try:
            yield
        finally:
            limit.cancel()
            limit.join()
            if ended.is_set():
                with warnings.catch_warnings():
                    warnings.simplefilter("default")
                    warnings.warn(f"Chromium was ended after {seconds:g} seconds.", Hung, stacklevel=3)

    def _start(self) -> Browser:
        """A new process, whose number is known: a shell writes its own and becomes Chromium."""
        shell = self._folder / "chromium"
        shell.write_text(f'#!/bin/sh\necho $$ >"{self._folder}/process"\nexec "{CHROMIUM}" "$@"\n')
        shell.chmod(0o755)
        return self.playwright.chromium.launch(executable_path=shell, args=list(QUIETLY))
