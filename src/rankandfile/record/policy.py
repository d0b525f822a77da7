"""The policy of a reader: whose checkpoints count, and how many witnesses must have cosigned them (C2SP tlog-policy).

    log <vkey> [url]
    witness <name> <vkey> [url]
    group <name> <k|all|any> <member> ...
    quorum <name|none>

One statement to a line, divided by spaces and tabs; empty lines, and lines that begin with #, are passed over. Names
stand only inside the file, are defined before they are used, and each is a member of at most one group, so that no
witness counts twice. A reader pins the policy; it is never taken from the server that it judges.
"""

import re
from collections.abc import Callable

from msgspec import Struct

from .checkpoint import Checkpoint, parse_any
from .malformed import Malformed
from .note import COSIGNATURE, ED25519, Signed, Vkey, open_note, parse_vkey
from .spelling import from_decimal

NONE = "none"
"""The quorum of a policy that asks for no witness."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_GAP = re.compile("[ \t]+")


class Log(Struct, frozen=True):
    """A log whose checkpoints count. The name of its key is its origin."""

    vkey: Vkey
    url: str = ""


class Witness(Struct, frozen=True):
    """A witness: its name in this policy, its key, and where it takes checkpoints (the submission prefix)."""

    name: str
    vkey: Vkey
    url: str = ""


class Group(Struct, frozen=True):
    """Witnesses and groups of which some must have cosigned."""

    name: str
    needed: int
    members: tuple[str, ...]


class Cosigned(Struct, frozen=True):
    """A witness of the policy has cosigned, at this time (UTC seconds)."""

    witness: Witness
    at: int


class Met(Struct, frozen=True):
    """What a policy finds in a checkpoint that its log has signed."""

    checkpoint: Checkpoint
    log: Vkey
    """The key under which the log signed."""
    cosigned: tuple[Cosigned, ...]
    """In the order of the policy."""
    missing: tuple[Witness, ...]
    """The witnesses of the policy that have not cosigned, in its order."""
    reached: bool
    """Whether the quorum is reached."""
    at: int | None
    """When it was: the time of the last cosignature that it took. None where it is not reached, or asks for nobody."""


class Policy(Struct, frozen=True):
    """Logs, witnesses, groups and the quorum, as `read` found them: every name is defined before it is used."""

    logs: tuple[Log, ...]
    witnesses: tuple[Witness, ...]
    groups: tuple[Group, ...]
    quorum: str

    def met(self, note: bytes | str, log: Vkey | None = None) -> Met:
        """Who has cosigned the checkpoint and when, and whether that is the quorum.

        `log` is the key of the log where the reader has it from elsewhere than the policy. Raises Malformed when the
        note is none, when no known log has signed it, or when a signature of anybody in the policy does not hold.
        """
        logs = (*(each.vkey for each in self.logs), *((log,) if log else ()))
        opened = open_note(_as_text(note), (*logs, *(each.vkey for each in self.witnesses)))
        found = parse_any(opened.text)
        signed = {signature.by: signature for signature in opened.signatures}
        by = next((key for key in logs if key in signed and key.name == found.origin), None)
        if by is None:
            raise Malformed(f"None of the logs that the policy knows has signed this checkpoint of {found.origin}.")
        return self._met(found, by, signed)

    def _met(self, found: Checkpoint, by: Vkey, signed: dict[Vkey, Signed]) -> Met:
        times = {each.name: at for each in self.witnesses if (at := _time(signed.get(each.vkey))) is not None}
        cosigned = tuple(Cosigned(each, times[each.name]) for each in self.witnesses if each.name in times)
        missing = tuple(each for each in self.witnesses if each.name not in times)
        for group in self.groups:
            of_members = sorted(times[member] for member in group.members if member in times)
            if len(of_members) >= group.needed:
                times[group.name] = of_members[group.needed - 1]
        at = times.get(self.quorum)
        return Met(found, by, cosigned, missing, self.quorum == NONE or at is not None, at)


def read(text: bytes | str) -> Policy:
    """The policy that the file states. Raises Malformed, which names the line and what is wrong with it."""
    lines = _as_octets(text).split("\n")
    if lines[-1]:
        raise Malformed(f"Line {len(lines)} does not end in a line feed.")
    reader = _Reader()
    for number, line in enumerate(lines[:-1], 1):
        try:
            reader.line(line)
        except Malformed as error:
            raise Malformed(f"Line {number}: {error}") from None
    if reader.quorum is None:
        raise Malformed("A policy has a line “quorum”, with the name of a witness or group, or “none”.")
    return Policy(tuple(reader.logs), tuple(reader.witnesses), tuple(reader.groups), reader.quorum)


def written(policy: Policy) -> str:
    """The file that states the policy; reading it gives the same policy again."""
    logs = (f"log {each.vkey} {each.url}" for each in policy.logs)
    witnesses = (f"witness {each.name} {each.vkey} {each.url}" for each in policy.witnesses)
    groups = (f"group {each.name} {each.needed} {' '.join(each.members)}" for each in policy.groups)
    return "".join(line.rstrip(" ") + "\n" for line in (*logs, *witnesses, *groups, f"quorum {policy.quorum}"))


class _Reader:
    """What the lines so far have defined."""

    def __init__(self) -> None:
        self.logs: list[Log] = []
        self.witnesses: list[Witness] = []
        self.groups: list[Group] = []
        self.quorum: str | None = None
        self._keys: set[bytes] = set()
        self._members: dict[str, str] = {}
        """Name of a witness or group -> the group that has it as a member, or "" as long as none has."""

    def line(self, line: str) -> None:
        """Takes in one line."""
        if _FORBIDDEN.search(line):
            raise Malformed("A policy holds no control characters but tabs and line feeds.")
        words = [word for word in _GAP.split(line) if word]
        if not words or words[0].startswith("#"):
            return
        statements: dict[str, Callable[[list[str]], None]] = {
            "log": self._log,
            "witness": self._witness,
            "group": self._group,
            "quorum": self._quorum,
        }
        if words[0] not in statements:
            raise Malformed(f"“{words[0]}” is none of log, witness, group and quorum.")
        statements[words[0]](words[1:])

    def _log(self, words: list[str]) -> None:
        if len(words) not in (1, 2):
            raise Malformed("A log is stated as: log <vkey> [url]")
        self.logs.append(Log(self._key(words[0], ED25519), *words[1:]))

    def _witness(self, words: list[str]) -> None:
        if len(words) not in (2, 3):
            raise Malformed("A witness is stated as: witness <name> <vkey> [url]")
        self._define(words[0])
        self.witnesses.append(Witness(words[0], self._key(words[1], COSIGNATURE), *words[2:]))

    def _group(self, words: list[str]) -> None:
        if len(words) < 3:
            raise Malformed("A group is stated as: group <name> <number, all or any> <member> ...")
        name, threshold, *members = words
        needed = {"all": len(members), "any": 1}.get(threshold) or from_decimal(threshold)
        if not 1 <= needed <= len(members):
            raise Malformed(f"The group {name} has {len(members)} members and cannot need {needed} of them.")
        for member in members:
            self._join(member, name)
        self._define(name)
        self.groups.append(Group(name, needed, tuple(members)))

    def _quorum(self, words: list[str]) -> None:
        if len(words) != 1:
            raise Malformed("The quorum is stated as: quorum <name of a witness or group, or none>")
        if self.quorum is not None:
            raise Malformed("A policy has one quorum, and a line above has stated it.")
        if words[0] != NONE and words[0] not in self._members:
            raise Malformed(f"No line above defines “{words[0]}”.")
        self.quorum = words[0]

    def _define(self, name: str) -> None:
        if name == NONE:
            raise Malformed("“none” is no name: it is the quorum that asks for nobody.")
        if name in self._members:
            raise Malformed(f"A line above has defined “{name}” already.")
        self._members[name] = ""

    def _join(self, member: str, group: str) -> None:
        if member not in self._members:
            raise Malformed(f"No line above defines “{member}”.")
        if self._members[member]:
            raise Malformed(f"“{member}” is a member of “{self._members[member]}” already, and would count twice.")
        self._members[member] = group

    def _key(self, text: str, kind: int) -> Vkey:
        key = parse_vkey(text)
        if key.kind != kind:
            raise Malformed(f"The key of {key.name} is of type {key.kind:02}, and here stands one of type {kind:02}.")
        if key.public in self._keys:
            raise Malformed(f"The key of {key.name} stands on a line above already.")
        self._keys.add(key.public)
        return key


def _time(signature: Signed | None) -> int | None:
    return signature.at if signature else None


def _as_text(note: bytes | str) -> str:
    """The note as text; what is no UTF-8 comes as what `open_note` refuses."""
    return note.decode(errors="surrogateescape") if isinstance(note, bytes) else note


def _as_octets(text: bytes | str) -> str:
    """The file, in which octets that are no UTF-8 are as opaque as all others."""
    return text.decode(errors="surrogateescape") if isinstance(text, bytes) else text
