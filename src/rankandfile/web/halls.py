"""The halls that are listened to: what all in one hall see alike, asked of the site once and told to everybody.

The stream makes no page. Where the record has grown, it asks the site next to it for the piece of each hall that
somebody listens to (`views/hall.py`), in each language, and tells it where it is another one. So a thousand screens
cost one page. A site that does not answer, because it is being started again, is asked again with the next look;
listeners keep what they have.
"""

import asyncio
import json
import time
from collections.abc import Callable
from hashlib import sha256
from http.client import HTTPConnection, HTTPException
from typing import NamedTuple
from urllib.parse import quote, unquote

from .ticket import is_good, ticket
from .told import Told

PATIENCE = 10.0
ANEW_EVERY = 5.0
"""Seconds after which a hall is asked for anew though nothing was recorded: its time may have run out."""
WHILE_ALONE = 0.5
"""Seconds after which whoever listens first, after a time in which nobody did, has the hall asked for anew."""
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}


class NoHall(Exception):
    """There is nothing to listen to at this address, or not with this ticket."""


class Piece(NamedTuple):
    """What the site says of a hall: the status of its answer, its words, what is on the floor, the record's size."""

    status: int
    html: str
    phase: str
    size: int


class Hall:
    """One hall in one language, for one kind of screen."""

    def __init__(self, address: str, told: Told) -> None:
        self.address, self.told = address, told
        self.asked = time.monotonic()
        self.is_behind = False
        self.asking: asyncio.Task[None] | None = None


class Halls:
    """The halls that are listened to. `site` is where the pages are; `fetch` asks it, tests give their own."""

    def __init__(self, secret: str, host: str, port: int, fetch: Callable[[str, str], Piece] | None = None) -> None:
        self._secret, self._host, self._port = secret, ANYWHERE.get(host, host), port
        self._fetch = fetch or self._ask
        self._known: dict[str, Hall] = {}
        self._opening = asyncio.Lock()

    async def told(self, path: str, given: str) -> Told:
        """What is told at `/hall/MEETING/KIND/LANGUAGE/` to who has this ticket. Raises NoHall."""
        parts = path.strip("/").split("/")
        screen = "/".join(parts[1:3])
        if len(parts) != 4 or parts[0] != "hall" or not is_good(self._secret, screen, given, int(time.time())):
            raise NoHall
        address = "/".join(quote(part, safe="") for part in parts[1:])
        async with self._opening:
            if address not in self._known:
                await self._open(address)
            hall = self._known[address]
            if not hall.told.listeners and time.monotonic() - hall.asked > WHILE_ALONE:
                await self._renew(hall)
        return hall.told

    async def _open(self, address: str) -> None:
        piece = await asyncio.to_thread(self._asked_once, address)
        if piece is None or piece.status != 200:
            raise NoHall
        self._known[address] = Hall(address, Told(*event(piece)))

    def look(self, has_grown: bool) -> None:
        """Halls with listeners are asked for anew where the record has grown, one question at a time for each."""
        now = time.monotonic()
        for hall in self._known.values():
            hall.is_behind = hall.is_behind or has_grown or now - hall.asked > ANEW_EVERY
            if hall.is_behind and hall.told.listeners and hall.asking is None:
                hall.asking = asyncio.create_task(self._renew(hall))

    async def _renew(self, hall: Hall) -> None:
        hall.is_behind, hall.asked = False, time.monotonic()
        try:
            piece = await asyncio.to_thread(self._asked_once, hall.address)
            if piece is None:
                hall.is_behind = True
            elif piece.status == 200:
                told, number = event(piece)
                if number != hall.told.id:
                    hall.told.tell(told, number)
        finally:
            hall.asking = None

    def _asked_once(self, address: str) -> Piece | None:
        """The piece; None where the site does not answer."""
        screen = unquote(address.rpartition("/")[0])
        try:
            return self._fetch(address, ticket(self._secret, screen, int(time.time())))
        except (OSError, HTTPException):
            return None

    def _ask(self, address: str, admits: str) -> Piece:
        meeting, rest = address.split("/", 1)
        site = HTTPConnection(self._host, self._port, timeout=PATIENCE)
        try:
            site.request("GET", f"/convention/{meeting}/hall/{rest}/?ticket={admits}", headers={"Host": "localhost"})
            answer = site.getresponse()
            html = answer.read().decode()
            return Piece(answer.status, html, answer.getheader("X-Phase", ""), int(answer.getheader("X-Size", "0")))
        finally:
            site.close()


def event(piece: Piece) -> tuple[bytes, str]:
    """The event that carries the piece, and its id: two pieces of the same words are the same event."""
    number = sha256(f"{piece.phase}\n{piece.html}".encode()).hexdigest()[:16]
    data = json.dumps({"html": piece.html, "phase": piece.phase, "size": piece.size}, ensure_ascii=False)
    return f"event: hall\nid: {number}\ndata: {data}\n\n".encode(), number
