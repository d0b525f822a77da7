"""What can go wrong outside the rules: the disk, the files, the machine's clock. Each says what to do about it.

A refusal is an answer and a value; trouble is an exception. Nothing was recorded when one of these is raised, but for
`Unsure`, which says so.
"""


class Trouble(Exception):
    """The machine cannot do what was asked. The sentence is for the person who runs it."""


class OldLibrary(Trouble):
    """The SQLite in use can lose or corrupt what was committed."""


class NoSuchFile(Trouble):
    """A file of the organisation is missing."""


class ForeignFile(Trouble):
    """The file belongs to something else."""


class NewerFile(Trouble):
    """The file was written by newer software."""


class ReadOnly(Trouble):
    """The file, or the folder it is in, cannot be written."""


class DiskFull(Trouble):
    """There is no room for more."""


class DiskFailed(Trouble):
    """The disk did not do what it was asked."""


class Busy(Trouble):
    """Another process has been writing for longer than we are ready to wait."""


class Unreachable(Trouble):
    """The database server does not answer, or the connection to it broke."""


class Unsure(Trouble):
    """The connection broke in the commit, and the server could not be asked since whether it took place."""


class Moved(Trouble):
    """The organisation is kept elsewhere now."""


class Damaged(Trouble):
    """What is stored contradicts itself: bytes were lost or changed."""


class ClockBehind(Trouble):
    """This machine's clock stands before the last entry of the record."""


class WrongUse(Trouble):
    """The caller asked for something that makes no sense: a text the act does not have, a folder already in use."""


class Stuck(Trouble):
    """The software contradicts itself: what the rules make due, the rules refuse."""


class NotInstalled(Trouble):
    """A program that this needs is not on this machine, or too old."""
