"""Random numbers from the operating system: the only chance in the house, drawn here and carried in the acts."""

from secrets import token_bytes, token_hex

from rankandfile.core.ids import Handle


def handle() -> Handle:
    """A new person's handle: 128 random bits that say nothing about the person."""
    return Handle(token_hex(16))


def nonce() -> str:
    """16 random bytes in hexadecimal, which keep a leaf's hash from being guessed."""
    return token_hex(16)


def opening() -> bytes:
    """32 random bytes, the key of one commitment."""
    return token_bytes(32)


def tracker() -> str:
    """16 random bytes in hexadecimal, by which a voter finds the ballot in the published count."""
    return token_hex(16)
