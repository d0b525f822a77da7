"""Who must and who cannot be elected any more, when a rulebook asks for so many of some kind among those elected."""

from typing import Protocol


class Guard(Protocol):
    """What a count asks before it elects or excludes."""

    def doomed(self, elected: list[int], continuing: list[int]) -> tuple[int, ...]:
        """Those continuing whose election would make the constraints impossible to keep."""

    def guarded(self, elected: list[int], continuing: list[int]) -> tuple[int, ...]:
        """Those continuing whose exclusion would make the constraints impossible to keep."""


class Free:
    """The guard of a count without constraints: nobody is barred."""

    def doomed(self, elected: list[int], continuing: list[int]) -> tuple[int, ...]:
        """Nobody."""
        return ()

    def guarded(self, elected: list[int], continuing: list[int]) -> tuple[int, ...]:
        """Nobody."""
        return ()


FREE = Free()
