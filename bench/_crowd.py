"""A thousand phones: each with a session of its own, an open stream, and a vote to cast. One event loop, bare sockets.

Not a browser and no library: the machine that is measured makes the crowd as well, so a phone must cost little. What a
phone does is what `static/rankandfile/live.js` does: it opens the stream of its hall and opens it anew when it breaks,
and sends its vote until the server has said that it is recorded.
"""

import asyncio
import json
from contextlib import suppress
from random import Random
from time import monotonic
from typing import NamedTuple
from urllib.parse import urlencode


class Member(NamedTuple):
    """Whose phone it is: the handle, the cookies of the session, the token of its forms."""

    handle: str
    cookies: str
    token: str


class Phone:
    """One phone: what its screen shows, since when, and what became of its vote."""

    def __init__(self, member: Member, hall: str, port: int) -> None:
        self.member, self.hall, self.port = member, hall, port
        self.shows, self.since, self.heard = "", 0.0, 0
        self.phase, self.last = "", ""
        self.waited, self.entry, self.tries = 0.0, 0, 0
        self.is_open, self.opened = False, 0.0

    async def watch(self) -> None:
        """The stream is open, and opened again whenever it breaks, for ever."""
        while True:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
                await self._listen()
            self.is_open = False
            await asyncio.sleep(1 + Random(self.member.handle).random() * 2)

    async def _listen(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port + 1, limit=1 << 20)
        try:
            last = f"Last-Event-ID: {self.last}\r\n" if self.last else ""
            writer.write(f"GET {self.hall} HTTP/1.1\r\nHost: localhost\r\n{last}\r\n".encode())
            self.is_open = b" 200 " in await reader.readline()
            self.opened = monotonic()
            while line := await reader.readuntil(b"\n"):
                self._hear(line)
        finally:
            writer.close()

    def _hear(self, line: bytes) -> None:
        if line.startswith(b"data: {"):
            said = json.loads(line[6:])
            self.shows, self.since, self.phase = said["html"], monotonic(), said["phase"]
            self.heard += 1
        elif line.startswith(b"id: "):
            self.last = line[4:].strip().decode()

    async def vote(self, address: str, vote: str, choice: str, pause: float = 0.5, stop: float = 120) -> None:
        """The vote is recorded; how long that took, from the first press, is in `waited`."""
        body = urlencode({"csrfmiddlewaretoken": self.member.token, "vote": vote, "choice": choice}).encode()
        began = monotonic()
        while not self.entry and monotonic() - began < stop:
            self.tries += 1
            with suppress(OSError, asyncio.IncompleteReadError, ValueError, TimeoutError):
                said = await asyncio.wait_for(self._post(address, body), 15)
                self.entry = int(said["entry"])
            if not self.entry:
                await asyncio.sleep(pause)
        self.waited = monotonic() - began

    async def _post(self, address: str, body: bytes) -> dict[str, object]:
        head = (
            f"POST {address} HTTP/1.1\r\nHost: localhost\r\nCookie: {self.member.cookies}\r\nX-Live: 1\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return json.loads(await exchange(self.port, head.encode() + body))


async def exchange(port: int, request: bytes) -> bytes:
    """The body of the answer. Raises ValueError where the answer is none of 2xx or 4xx."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        answer = await reader.read()
    finally:
        writer.close()
    head, _blank, body = answer.partition(b"\r\n\r\n")
    if not head.startswith((b"HTTP/1.1 2", b"HTTP/1.1 4")):
        raise ValueError(head[:80])
    return body
