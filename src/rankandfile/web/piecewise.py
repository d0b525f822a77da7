"""Events of a stream, compressed once for all who listen.

A compressed stream usually remembers what it has sent, so each listener costs memory and each event is compressed once
for each. Here every event is compressed for itself and ends on a whole byte (RFC 1951, 3.2.4: an empty block that holds
nothing), so events put behind one another are one stream, whichever of them a listener has heard (RFC 1952). It has no
end, like the stream; nobody waits for one.
"""

import zlib
from functools import lru_cache

BEGINS = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""What stands before the first event: gzip, no time, no name (RFC 1952, 2.3)."""
KEPT = 256
"""Events: of all halls that are listened to, the newest of each."""


@lru_cache(KEPT)
def squeezed(event: bytes) -> bytes:
    """The event as a piece of any stream that has begun."""
    own = zlib.compressobj(level=9, wbits=-zlib.MAX_WBITS)
    return own.compress(event) + own.flush(zlib.Z_SYNC_FLUSH)


def is_read_by(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether who asks with these headers reads gzip."""
    said = b",".join(value for name, value in headers if name == b"accept-encoding").decode("latin-1")
    wanted = (part.split(";") for part in said.lower().replace(" ", "").split(","))
    return any(name == "gzip" and "q=0" not in rest for name, *rest in wanted)
