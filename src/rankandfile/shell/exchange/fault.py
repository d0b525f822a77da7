"""A fault in somebody's file: where it is, what is wrong, and what would be right."""

from msgspec import Struct


class Fault(Struct, frozen=True):
    """One thing to put right. Line 0 means the file as a whole."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}: {self.what} {self.remedy}"


class Unreadable(Exception):
    """The file cannot be read, or not as what it should be; `fault` says why."""

    def __init__(self, file: str, line: int, what: str, remedy: str) -> None:
        self.fault = Fault(file, line, what, remedy)
        super().__init__(str(self.fault))
