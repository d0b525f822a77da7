"""The live stream says how long the record is, what is on the floor of each hall, and says it again when it grows."""

import asyncio
import json
import time
import zlib
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.error import URLError

from rankandfile.web.halls import Halls, Piece
from rankandfile.web.stream import Stream, event
from rankandfile.web.ticket import LASTS, is_good, ticket

SECRET = "a secret of this test"


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

    async def hear_event(self, number: int) -> bytes:
        """The event of this number: after the status and the time until a try to come back."""
        return bytes((await self.hear(2 + number))["body"])


def scope(path: str, query: str = "", **headers: str) -> dict[str, Any]:
    sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": sent}


def played(stream: Stream, story: Callable[[], Awaitable[None]]) -> None:
    """The story happens while the stream watches the record."""

    async def told() -> None:
        watching = asyncio.create_task(stream._watch())
        await story()
        watching.cancel()

    asyncio.run(told())


class Site:
    """What the pages say of a hall, and how often they were asked."""

    def __init__(self) -> None:
        self.words, self.asked, self.is_down = "nothing yet", 0, False

    def __call__(self, address: str, admits: str) -> Piece:
        assert is_good(SECRET, "/".join(address.split("/")[:2]), admits, int(time.time()))
        self.asked += 1
        if self.is_down:
            raise URLError("started again")
        return Piece(200 if address == "C1/floor/en" else 404, self.words, self.words[:4], 7)


class Place:
    """A record that grows, a site, and the stream of it."""

    def __init__(self) -> None:
        self.size, self.site = 7, Site()
        self.stream = Stream(lambda: self.size, halls=Halls(SECRET, "127.0.0.1", 1, self.site))

    def grows(self, words: str) -> None:
        self.site.words = words
        self.size += 1

    def listen(self, path: str = "/hall/C1/floor/en/", given: str = "", **more: str) -> Listener:
        """Somebody listens there, with a good ticket or the one given."""
        listener = Listener()
        admits = given or ticket(SECRET, "C1/floor", int(time.time()))
        opened = self.stream(scope(path, f"ticket={admits}", **more), listener.receive, listener.send)
        listener.open = asyncio.ensure_future(opened)  # type: ignore[attr-defined]
        return listener


def words_of(told: bytes) -> str:
    data = next(line for line in told.decode().splitlines() if line.startswith("data: "))
    return str(json.loads(data[6:])["html"])


def number_of(told: bytes) -> str:
    return next(line[4:] for line in told.decode().splitlines() if line.startswith("id: "))


def test_a_page_hears_that_the_record_has_grown() -> None:
    place, listener = Place(), Listener()

    async def story() -> None:
        open_page = asyncio.create_task(place.stream(scope("/"), listener.receive, listener.send))
        assert (await listener.hear(0))["status"] == 200
        assert await listener.hear_event(0) == event(7)
        place.size = 9
        assert await listener.hear_event(1) == event(9)
        listener.gone.set()
        await open_page

    played(place.stream, story)


def test_everybody_in_the_hall_hears_what_is_on_the_floor_and_the_site_is_asked_once_for_all() -> None:
    place = Place()

    async def story() -> None:
        crowd = [place.listen() for _ in range(50)]
        for one in crowd:
            assert words_of(await one.hear_event(0)) == "nothing yet"
        before = place.site.asked
        place.grows("vote now")
        for one in crowd:
            assert words_of(await one.hear_event(1)) == "vote now"
        assert place.site.asked - before < 5

    played(place.stream, story)


def test_whoever_comes_back_hears_the_newest_at_once_and_nothing_that_they_have() -> None:
    place = Place()

    async def story() -> None:
        first = place.listen()
        known = number_of(await first.hear_event(0))
        place.grows("missed")
        place.grows("carried by 12 to 4")
        newest = await first.hear_event(1)
        assert words_of(await place.listen(last_event_id=known).hear_event(0)) == "carried by 12 to 4"
        there = place.listen(last_event_id=number_of(newest))
        await there.hear(1)
        place.grows("next item")
        assert words_of(await there.hear_event(0)) == "next item"

    played(place.stream, story)


def test_a_site_that_is_started_again_is_asked_until_it_answers() -> None:
    place = Place()

    async def story() -> None:
        listener = place.listen()
        await listener.hear_event(0)
        place.site.is_down = True
        place.grows("carried")
        asked = place.site.asked
        while place.site.asked < asked + 3:
            await asyncio.sleep(0.01)
        assert len(listener.heard) == 3, "nothing is told that nobody has said"
        place.site.is_down = False
        assert words_of(await listener.hear_event(1)) == "carried"

    played(place.stream, story)


def test_nothing_is_told_where_nothing_is_or_without_a_ticket_to_this_meeting() -> None:
    place, now = Place(), int(time.time())
    refused = [
        ("/members/", ""),
        ("/hall/C1/floor/", ""),
        ("/hall/C1/attic/en/", ""),
        ("/hall/C2/floor/en/", ""),
        ("/hall/C1/floor/en/", "none"),
        ("/hall/C1/floor/en/", ticket(SECRET, "C1/public", now)),
        ("/hall/C1/floor/en/", ticket("another secret", "C1/floor", now)),
        ("/hall/C1/floor/en/", ticket(SECRET, "C1/floor", now - LASTS - 3601)),
    ]

    async def story() -> None:
        for path, given in refused:
            assert (await place.listen(path, given).hear(0))["status"] == 404, path

    played(place.stream, story)


def test_a_ticket_is_good_for_its_meeting_and_its_time_alone() -> None:
    now = 1_790_000_000
    admits = ticket(SECRET, "C1", now)
    assert is_good(SECRET, "C1", admits, now + LASTS - 3600)
    assert not is_good(SECRET, "C1", admits, now + LASTS + 1)
    assert not is_good(SECRET, "C2", admits, now)
    later = f"{int(admits.split('.')[0]) + 1}.{admits.split('.')[1]}"
    for forged in (later, admits[:-1], "", ".", "²." + admits.split(".")[1], "9" * 30 + ".x"):
        assert not is_good(SECRET, "C1", forged, now)


def test_the_hall_is_told_compressed_to_who_reads_that_and_each_listener_can_join_at_any_time() -> None:
    place = Place()

    async def story() -> None:
        early, plain = place.listen(accept_encoding="br, gzip;q=0.5"), place.listen(accept_encoding="gzip;q=0, br")
        assert (b"content-encoding", b"gzip") in (await early.hear(0))["headers"]
        assert (b"content-encoding", b"gzip") not in (await plain.hear(0))["headers"]
        await early.hear(2)
        place.grows("vote now " * 300)
        await early.hear(3)
        late = place.listen(accept_encoding="gzip")
        await late.hear(2)
        place.grows("carried")
        news = ["nothing yet", "vote now " * 300, "carried"]
        for one, heard in ((early, news), (late, news[1:])):
            await one.hear(1 + len(heard))
            unpacked, known = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS), []
            for turn, message in enumerate(one.heard[1:]):
                event_ = unpacked.decompress(message["body"])  # each is whole as soon as it has come
                assert event_.endswith(b"\n\n")
                known += [words_of(event_)] if turn else []
            assert known == heard
        assert len(early.heard[3]["body"]) * 5 < len((await plain.hear(3))["body"])

    played(place.stream, story)


def test_what_says_the_length_of_the_record_alone_is_not_compressed() -> None:
    place, listener = Place(), Listener()

    async def story() -> None:
        asked = scope("/", accept_encoding="gzip")
        open_page = asyncio.create_task(place.stream(asked, listener.receive, listener.send))
        assert (b"content-encoding", b"gzip") not in (await listener.hear(0))["headers"]
        assert await listener.hear_event(0) == event(7)
        open_page.cancel()

    played(place.stream, story)
