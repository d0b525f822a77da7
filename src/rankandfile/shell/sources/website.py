"""A record at a site: its checkpoint and tiles over HTTP, as C2SP tlog-tiles has them, and the texts beside them.

Everybody may have the checkpoint. What the site gives to members only is asked for with the cookie of somebody who is
signed in, or left out; the report says so. Nothing is followed elsewhere: a site that sends us on has not answered.
"""

from collections.abc import Callable
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from rankandfile.record.archive import LARGEST
from rankandfile.record.malformed import Malformed
from rankandfile.record.mirror import INDEX, Mirror
from rankandfile.record.note import Vkey
from rankandfile.record.tree import HASH, WIDTH

from ..trouble import Unreachable

PATIENCE = 60
"""Seconds that a site has to answer."""
NOT_FOR_US = (301, 302, 303, 307, 308, 401, 403)
"""Answers to somebody who is not signed in, or may not read."""
NOT_THERE = (404, 410)
BOOTH = "static/rankandfile/booth"
"""Where a site has the files of its booth."""
LIKE = "Such an address is https://union.example/record: its name with https:// before it."


class ForMembers(Exception):
    """The site gives this file to others than us."""


def is_address(where: str) -> bool:
    """Whether this is the address of a site, not the name of a file."""
    return where.startswith(("https://", "http://"))


def opened_website(address: str, log: Vkey | None = None, cookie: str = "") -> Mirror:
    """The record at the address: `<address>/checkpoint` is its checkpoint."""
    site = Site(address, cookie)
    if not site.gives("checkpoint"):
        raise Unreachable(f"{address} gives no checkpoint. {LIKE}")
    size = Mirror(site.read, log, has_entries=False).size
    entries = size == 0 or site.gives(f"tile/entries/000{'' if size >= WIDTH else f'.p/{size}'}")
    texts = entries and site.gives(INDEX)
    return Mirror(site.read, log, has_entries=entries, has_texts=texts, grows=True, booth=booth_of(address))


def booth_of(address: str) -> Callable[[str], bytes | None]:
    """What gives the booth's files from where browsers get them; without a cookie, since everybody may have them."""
    parts = urlsplit(address)
    site = Site(f"{parts.scheme}://{parts.netloc}")

    def read(name: str) -> bytes | None:
        try:
            return site.read(f"{BOOTH}/{name}")
        except (ForMembers, Unreachable):
            return None

    return read


class Site:
    """The files under one address, over one connection. Tiles are remembered: they are asked for twice."""

    def __init__(self, address: str, cookie: str = "") -> None:
        parts = urlsplit(address)
        if not parts.hostname or parts.query or parts.fragment:
            raise Unreachable(f"{address} is not the address of a record. {LIKE}")
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._address, self._path = address, parts.path.rstrip("/")
        self._headers = {"User-Agent": "rankandfile-verify", **({"Cookie": cookie} if cookie else {})}
        self._kept: dict[str, bytes] = {}
        try:
            self._connection = kind(parts.hostname, parts.port, timeout=PATIENCE)
        except ValueError as error:
            raise Unreachable(f"{address}: {error}. {LIKE}") from error

    def gives(self, name: str) -> bool:
        """Whether the site lets us have files such as this one."""
        try:
            return self._fetched(name) is not None
        except ForMembers:
            return False

    def read(self, name: str) -> bytes | None:
        """The bytes of the file; None where the site has none of this name, or none for us of those at its front."""
        if name in self._kept:
            return self._kept[name]
        try:
            content = self._fetched(name)
        except ForMembers:
            if "/" in name:
                raise Unreachable(f"{self._address} no longer gives {name} to us. Is the cookie out of date?") from None
            return None
        if content is not None and name.startswith("tile/") and len(content) <= WIDTH * HASH:
            self._kept[name] = content
        return content

    def _fetched(self, name: str) -> bytes | None:
        try:
            status, content = self._answer(name)
        except (HTTPException, OSError) as error:
            raise Unreachable(f"{self._address} does not answer: {str(error) or type(error).__name__}.") from error
        if status in NOT_FOR_US:
            raise ForMembers(name)
        if status in NOT_THERE:
            return None
        if status != 200:
            raise Unreachable(f"{self._address}/{name}: the site answers with status {status}.")
        if len(content) > LARGEST:
            raise Malformed(f"{name} is too large for a record.")
        return content

    def _answer(self, name: str) -> tuple[int, bytes]:
        """Status and body. A connection that the site has closed in the meantime is opened once more."""
        try:
            return self._asked(name)
        except (HTTPException, ConnectionError):
            self._connection.close()
            return self._asked(name)

    def _asked(self, name: str) -> tuple[int, bytes]:
        self._connection.request("GET", f"{self._path}/{name}", headers=self._headers)
        answer = self._connection.getresponse()
        content = answer.read(LARGEST + 1)
        if len(content) > LARGEST:
            self._connection.close()
        return answer.status, content
