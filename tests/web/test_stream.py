"""The live stream says how long the record is, and says it again when it grows."""

import asyncio
from typing import Any

from rankandfile.web.stream import Stream, event


class Listener:
    """Somebody who listens, as an ASGI server would tell it."""

    def __init__(self) -> None:
        self.heard: list[Any] = []
        self.gone = asyncio.Event()
        self.news = asyncio.Event()

    async def receive(self) -> dict[str, str]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.heard.append(message)
        self.news.set()

    async def hear(self, number: int) -> Any:
        while len(self.heard) <= number:
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), 5)
        return self.heard[number]


def test_a_page_hears_that_the_record_has_grown() -> None:
    async def story() -> None:
        size, listener = [7], Listener()
        stream = Stream(lambda: size[0])
        watching = asyncio.create_task(stream._watch())
        open_page = asyncio.create_task(
            stream({"type": "http", "method": "GET", "path": "/"}, listener.receive, listener.send)
        )
        assert (await listener.hear(0))["status"] == 200
        assert (await listener.hear(1))["body"] == event(7)
        size[0] = 9
        assert (await listener.hear(2))["body"] == event(9)
        listener.gone.set()
        await open_page
        watching.cancel()

    asyncio.run(story())


def test_anything_but_the_stream_is_not_there() -> None:
    async def story() -> int:
        listener = Listener()
        await Stream(lambda: 0)({"type": "http", "method": "GET", "path": "/members/"}, listener.receive, listener.send)
        return int(listener.heard[0]["status"])

    assert asyncio.run(story()) == 404
