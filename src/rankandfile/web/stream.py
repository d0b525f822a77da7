"""The live stream: a small ASGI application that says "entry N" to every open page whenever the record grows.

It says nothing else, so it needs no session and anybody may listen: the size of the record is public with each
checkpoint. A page that hears it fetches itself again and shows what changed (`static/rankandfile/live.js`).

It is served on the port after the site's, because pages are served by threads and a stream would hold one for as long
as a page is open. Browsers reach it there by a cross-origin EventSource, which the policy of our pages allows by its
full address; where a web server stands in front, `site.stream` in settings.toml names a path of the same origin.
One task looks at the head of the record, four times a second, for all who listen; a look costs some microseconds in a
file, and a fraction of a millisecond in a database. While that cannot be reached, listeners hear nothing new.
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

from rankandfile.shell.home import Home
from rankandfile.shell.rooms import rooms_of
from rankandfile.shell.trouble import Trouble

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]

LOOK_EVERY = 0.25
STILL_HERE_EVERY = 20.0
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"access-control-allow-origin", b"*"),
    (b"x-accel-buffering", b"no"),
]


class Stream:
    """The application; it holds the open record and knows how far it reaches."""

    def __init__(self, size: Callable[[], int], is_wanted: Callable[[], bool] = lambda: True) -> None:
        self._look = size
        self._is_wanted = is_wanted
        self._size = size()
        self._grown = asyncio.Event()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        watching = asyncio.create_task(self._watch())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        watching.cancel()
        await send({"type": "lifespan.shutdown.complete"})

    async def _watch(self) -> None:
        while self._is_wanted():
            size = await asyncio.to_thread(self._seen)
            if size != self._size:
                self._size = size
                self._grown.set()
                self._grown = asyncio.Event()
            await asyncio.sleep(LOOK_EVERY)
        os._exit(0)

    def _seen(self) -> int:
        """How far the record reaches; as far as it was known to, where nobody can be asked."""
        with suppress(Trouble):
            return self._look()
        return self._size

    async def _answer(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["method"] != "GET" or scope["path"] != "/":
            await send({"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b"Only the stream is here.\n"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        telling = asyncio.create_task(self._tell(send))
        while (await receive())["type"] != "http.disconnect":
            pass
        telling.cancel()

    async def _tell(self, send: Send) -> None:
        while True:
            grown, size = self._grown, self._size
            await send({"type": "http.response.body", "body": event(size), "more_body": True})
            while not grown.is_set():
                try:
                    await asyncio.wait_for(grown.wait(), STILL_HERE_EVERY)
                except TimeoutError:
                    await send({"type": "http.response.body", "body": b": still here\n\n", "more_body": True})


def event(size: int) -> bytes:
    """The event that says how many entries the record has."""
    return f"event: entry\ndata: {size}\nretry: 3000\n\n".encode()


def main(home: str, host: str, port: str) -> None:
    """Serves the stream of this home's record until the process that started it ends."""
    import uvicorn

    parent = os.getppid()
    stream = Stream(rooms_of(Home(Path(home))).store.size, lambda: os.getppid() == parent)
    uvicorn.run(stream, host=host, port=int(port), log_level="warning", access_log=False, lifespan="on")


if __name__ == "__main__":
    main(*sys.argv[1:])
