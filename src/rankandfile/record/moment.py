"""Moments for people: UTC to the second, whatever number stands there."""

from datetime import UTC, datetime

_YEAR_10000 = 253_402_300_800


def told(at: int) -> str:
    """The moment in UTC."""
    if not 0 <= at < _YEAR_10000:
        return f"second {at} since 1970"
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
