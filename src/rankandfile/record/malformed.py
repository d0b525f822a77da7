"""The one complaint of everything here that reads bytes."""


class Malformed(ValueError):
    """What was read is not what its format says; the message says where, in plain words."""
