"""What is told to all who listen at one address of the live stream: the newest event, and how to wait for the next."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Told:
    """The newest event with its id, and how many listen. Belongs to one event loop."""

    def __init__(self, event: bytes, number: str) -> None:
        self.event, self.id = event, number
        self.listeners = 0
        self._news = asyncio.Event()

    def tell(self, event: bytes, number: str) -> None:
        """From now on this is the newest, and everybody who waits for news wakes."""
        self.event, self.id = event, number
        self._news.set()
        self._news = asyncio.Event()

    def news(self) -> asyncio.Event:
        """Set as soon as there is a newer event than there was when it was asked for."""
        return self._news

    @contextmanager
    def listening(self) -> Iterator[None]:
        """One more listens, for as long as this lasts."""
        self.listeners += 1
        try:
            yield
        finally:
            self.listeners -= 1
