"""The live stream: a small ASGI application that tells every open page when something has changed, and what.

    /                                      "entry N" whenever the record grows; the page then fetches itself again
    /hall/MEETING/KIND/LANGUAGE/?ticket=   what all in this hall see alike, whenever it is another (`halls.py`)

The first says nothing but the size of the record, which is public with each checkpoint, so it needs no session and
anybody may listen. The second is for who has a ticket (`ticket.py`). What a page does with either: `live.js`.

It is served on the port after the site's, because pages are served by threads and a stream would hold one for as long
as a page is open. Browsers reach it there by a cross-origin EventSource, which the policy of our pages allows by its
full address; where a web server stands in front, `site.stream` in settings.toml names a path of the same origin.
One task looks at the head of the record, ten times a second, for all who listen; a look costs some microseconds in a
file, and a fraction of a millisecond in a database. While that cannot be reached, listeners hear nothing new.

What is on the floor goes out compressed, once for all who listen (`piecewise.py`): it is the same for all, and holds
nothing that is one person's.

Nothing is missed: each event is the whole truth and not a change of it, so whoever was away hears the newest at once
when they are back, and nothing where they have it already (`Last-Event-ID`, or `last` in the address).
"""

import asyncio
import os
import resource
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from pathlib import Path
from random import randrange
from typing import Any, TypeAlias
from urllib.parse import parse_qs

from rankandfile.shell.home import Home
from rankandfile.shell.rooms import rooms_of
from rankandfile.shell.trouble import Trouble

from .halls import Halls, NoHall
from .home import secret_key
from .piecewise import BEGINS, is_read_by, squeezed
from .told import Told

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Say: TypeAlias = Callable[[bytes], Awaitable[None]]

LOOK_EVERY = 0.1
STILL_HERE_EVERY = 20.0
STILL_HERE = b"event: here\ndata:\n\n"
BACKLOG = 4096
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"access-control-allow-origin", b"*"),
    (b"x-accel-buffering", b"no"),
    (b"vary", b"accept-encoding"),
]
SQUEEZED = [(b"content-encoding", b"gzip")]


class Stream:
    """The application; it holds the open record, knows how far it reaches, and keeps the halls that are listened to."""

    def __init__(
        self, size: Callable[[], int], is_wanted: Callable[[], bool] = lambda: True, halls: Halls | None = None
    ) -> None:
        self._look = size
        self._is_wanted = is_wanted
        self._size = size()
        self._entries = Told(event(self._size), str(self._size))
        self._halls = halls

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
            has_grown, self._size = size != self._size, size
            if has_grown:
                self._entries.tell(event(size), str(size))
            if self._halls is not None:
                self._halls.look(has_grown)
            await asyncio.sleep(LOOK_EVERY)
        os._exit(0)

    def _seen(self) -> int:
        """How far the record reaches; as far as it was known to, where nobody can be asked."""
        with suppress(Trouble):
            return self._look()
        return self._size

    async def _answer(self, scope: Message, receive: Receive, send: Send) -> None:
        told = await self._listened_to(scope)
        if scope["method"] != "GET" or told is None:
            await send({"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b"Only the stream is here.\n"})
            return
        squeezes = told is not self._entries and is_read_by(scope["headers"])
        headers = [*HEADERS, *(SQUEEZED if squeezes else ())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        telling = asyncio.create_task(_tell(told, _last_heard(scope), _pieces(send) if squeezes else _body(send)))
        with told.listening():
            while (await receive())["type"] != "http.disconnect":
                pass
        telling.cancel()

    async def _listened_to(self, scope: Message) -> Told | None:
        """What is to be told at this address; None where nothing is."""
        if scope["path"] == "/":
            return self._entries
        if self._halls is None:
            return None
        with suppress(NoHall):
            return await self._halls.told(scope["path"], _query(scope, "ticket"))
        return None


def _body(send: Send) -> Say:
    """Says bytes to the listener as they are."""

    async def say(content: bytes) -> None:
        await send({"type": "http.response.body", "body": content, "more_body": True})

    return say


def _pieces(send: Send) -> Say:
    """Says bytes to the listener compressed."""
    say, begins = _body(send), BEGINS

    async def say_less(content: bytes) -> None:
        nonlocal begins
        before, begins = begins, b""
        await say(before + squeezed(content))

    return say_less


async def _tell(told: Told, known: str, say: Say) -> None:
    """What is new is said, the newest at once, but for what the listener knows; a sign of life in between."""
    await say(b"retry: %d\n\n" % randrange(1000, 4000))
    while True:
        news = told.news()
        if told.id != known:
            known = told.id
            await say(told.event)
        try:
            await asyncio.wait_for(news.wait(), STILL_HERE_EVERY)
        except TimeoutError:
            await say(STILL_HERE)


def _last_heard(scope: Message) -> str:
    """What the listener heard last: a browser that comes back says it by itself, our script in the address."""
    said: bytes = next((value for name, value in scope.get("headers", ()) if name == b"last-event-id"), b"")
    return said.decode("latin-1") or _query(scope, "last")


def _query(scope: Message, name: str) -> str:
    asked: bytes = scope.get("query_string", b"")
    return parse_qs(asked.decode("latin-1")).get(name, [""])[0]


def event(size: int) -> bytes:
    """The event that says how many entries the record has."""
    return f"event: entry\nid: {size}\ndata: {size}\n\n".encode()


def as_many_as_allowed() -> None:
    """As many streams can be open as the system allows this process files."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def main(home: str, host: str, port: str) -> None:
    """Serves the stream of this home's record until the process that started it ends."""
    import uvicorn

    as_many_as_allowed()
    parent, path = os.getppid(), Path(home)
    halls = Halls(secret_key(path), host, int(port) - 1)
    stream = Stream(rooms_of(Home(path)).store.size, lambda: os.getppid() == parent, halls)
    uvicorn.run(
        stream, host=host, port=int(port), log_level="warning", access_log=False, lifespan="on", backlog=BACKLOG
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
