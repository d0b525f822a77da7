"""NIST cast vote records (SP 1500-103) in XML: the same report as in JSON, which `cvr` then reads.

An element's name is taken without its namespace, its ObjectId is the id. A file that declares a document type is
refused: cast vote records have none, and declarations can make a small file unfold to a large one.
"""

import pyexpat as expat  # the parser alone: the package xml around it can open addresses

import msgspec

from rankandfile.core.count.contest import Contest, Unreadable
from rankandfile.core.count.formats.cvr import Report, contest_of
from rankandfile.core.count.policy import Policy

MANY = frozenset(
    {
        "CVR", "CVRSnapshot", "CVRContest", "CVRContestSelection", "SelectionPosition",
        "Election", "Candidate", "Contest", "ContestSelection",
    }
)  # fmt: skip
"""Elements of which there can be several beside each other."""
Fields = dict[str, object]


class _Tree:
    """The elements under way, each with its fields and its text."""

    def __init__(self) -> None:
        self.open: list[tuple[str, Fields, list[str]]] = []
        self.root: tuple[str, Fields] = ("", {})

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        fields: Fields = {"@id": attributes["ObjectId"]} if "ObjectId" in attributes else {}
        self.open.append((name.rpartition(":")[2], fields, []))

    def text(self, some: str) -> None:
        """Some text of the innermost element; there is none outside all elements."""
        self.open[-1][2].append(some)

    def end(self, _: str) -> None:
        """The innermost element ends, and is a field of the one around it."""
        name, fields, text = self.open.pop()
        if not self.open:
            self.root = (name, fields)
            return
        around = self.open[-1][1]
        written = "".join(text).strip()
        value: object = fields or (written.split() if name == "CandidateIds" else written)
        if name in MANY:
            listed = around.setdefault(name, [])
            assert isinstance(listed, list)
            listed.append(fields)
        else:
            around[name] = value


def read_cvr_xml(raw: bytes, policy: Policy | None = None, contest: str = "") -> Contest:
    """The contest of this name or id in the file, or the only one in it."""
    tree = _Tree()
    reader = expat.ParserCreate()
    reader.StartElementHandler, reader.EndElementHandler = tree.begin, tree.end
    reader.CharacterDataHandler = tree.text
    reader.StartDoctypeDeclHandler = _refuse
    try:
        reader.Parse(raw, True)
    except expat.ExpatError as problem:
        raise Unreadable(problem.lineno, f"this is no XML: {expat.ErrorString(problem.code)}") from problem
    except _Declared as problem:
        raise Unreadable(reader.CurrentLineNumber, "a cast vote record declares no document type") from problem
    name, fields = tree.root
    if name != "CastVoteRecordReport":
        raise Unreadable(1, f"expected a CastVoteRecordReport, not {name[:40]!r}")
    try:
        report = msgspec.convert(fields, Report, strict=False)
    except msgspec.MsgspecError as problem:
        raise Unreadable(1, f"this is no cast vote record: {problem}") from problem
    return contest_of(report, policy or Policy(), contest)


class _Declared(Exception):
    """The file declares a document type."""


def _refuse(*_: object) -> None:
    raise _Declared
