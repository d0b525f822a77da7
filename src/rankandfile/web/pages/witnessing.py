"""Who outside signs the record, how each one stands, and which keys the record has signed with; as plain values."""

from collections.abc import Mapping

from msgspec import Struct

from rankandfile.core.rulebook.checks.witnesses import absent, dishonest
from rankandfile.core.rulebook.schema import Witness
from rankandfile.core.state import State
from rankandfile.record.malformed import Malformed
from rankandfile.record.policy import NONE, written
from rankandfile.shell import stages
from rankandfile.shell.witnessed import Standing

from .. import organisation
from ..rules import rule
from .pieces import Rule

UNASKED = Standing("", "unasked", 0, 0, "")
NO_KEY = Standing("", "keyless", 0, 0, "")


class Line(Struct, frozen=True):
    """A witness of the rulebook, and how it stands."""

    name: str
    who: str
    kind: str
    """`signs`, `silent`, `refuses`, `unasked`, or `keyless` where the rulebook names no key yet."""
    since: int
    detail: str
    signed: int
    """How many entries the record had when it signed last; 0 for never."""
    at: int
    vkey: str
    url: str


class Witnessing(Struct, frozen=True):
    """What the rulebook asks for and what there is of it."""

    enough: int
    of: int
    dishonest: int
    absent: int
    unnamed: int
    lines: tuple[Line, ...]
    size: int
    """Entries under the newest checkpoint that enough witnesses have signed; 0 where there is none."""
    at: int
    article: Rule | None
    has_policy: bool


class KeyLine(Struct, frozen=True):
    """A key of the record, the newest first."""

    vkey: str
    since: int
    entry: int
    is_in_force: bool


def witnessing(state: State) -> Witnessing | None:
    """The witnesses of the rulebook in force; None where it names none and asks for none."""
    rulebook = state.foundation.rulebook
    if rulebook is None or rulebook.witnesses is None:
        return None
    own, found = rulebook.witnesses, stages.witnessed(organisation.secretary())
    standings = organisation.secretary().witnessed.standings()
    at = found.met.at if found is not None and found.met is not None else None
    return Witnessing(
        own.quorum.number, own.quorum.of, max(dishonest(own.quorum), 0), max(absent(own.quorum), 0),
        max(own.quorum.of - len(own.named), 0), tuple(_line(one, standings) for one in own.named),
        found.size if found is not None else 0, at or 0, rule(state, own.article), bool(policy()),
    )  # fmt: skip


def _line(witness: Witness, standings: Mapping[str, Standing]) -> Line:
    unasked = UNASKED if witness.vkey and witness.url else NO_KEY
    standing = standings.get(witness.vkey, unasked)
    signed, at = organisation.secretary().witnessed.last(witness.vkey)
    return Line(
        witness.title or witness.id, witness.who, standing.kind, standing.since, standing.detail, signed, at,
        witness.vkey, witness.url,
    )  # fmt: skip


def refusing(found: Witnessing | None) -> tuple[Line, ...]:
    """The witnesses that do not sign at the moment."""
    return tuple(line for line in found.lines if line.kind in ("refuses", "silent")) if found is not None else ()


def keys(state: State) -> tuple[KeyLine, ...]:
    """Every key that has signed the record, the newest first; one line without an entry where none was ever named."""
    history = state.keys.history
    if not history:
        return (KeyLine(str(organisation.secretary().key.vkey), state.foundation.founded, 0, True),)
    last = len(history) - 1
    lines = [KeyLine(key.vkey, key.since, key.entry, place == last) for place, key in enumerate(history)]
    return tuple(reversed(lines))


def policy() -> str:
    """The policy of the rulebook in force as a C2SP file; empty where there is none that could be met."""
    found = stages.policy(organisation.secretary())
    if found is None or found.quorum == NONE or not 0 < found.groups[0].needed <= len(found.witnesses):
        return ""
    try:
        return written(found)
    except Malformed:
        return ""


def witnessed_size(state: State) -> int:
    """How many entries have witnessed receipts; -1 where the rulebook asks for no witnesses."""
    if state.foundation.rulebook is None or state.foundation.rulebook.witnesses is None:
        return -1
    found = stages.witnessed(organisation.secretary())
    return found.size if found is not None else 0


def why_silent() -> str:
    """Why this server records nothing, because witnesses hold more than it has; empty as long as it may."""
    return organisation.secretary().guard.refusal
