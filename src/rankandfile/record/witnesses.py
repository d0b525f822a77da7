"""The witnesses that a rulebook names, as a policy by which a checkpoint is judged (C2SP tlog-policy).

The rulebook says who they are and how many must have signed; the record says under which keys it signs itself. What a
rulebook may say and cannot work (a key that is none, the same key twice, the record as its own witness) is left out
here: `rankandfile rulebook check` has named it.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..core.rulebook.schema import Rulebook
from ..core.rulebook.schema import Witness as Named
from .malformed import Malformed
from .note import COSIGNATURE, Vkey, parse_vkey
from .policy import Group, Log, Policy, Witness

QUORUM = "QUORUM"
"""The group of them all in the policy. No witness has this name: ids are small letters."""


def able(rulebook: Rulebook | None, logs: Sequence[Vkey]) -> tuple[Witness, ...]:
    """The witnesses named whose cosignatures can be checked, each once, in the order of the rulebook."""
    found: dict[bytes, Witness] = {log.public: Witness("", log) for log in logs}
    names: set[str] = set()
    for named, key in _keyed(rulebook):
        if key.public not in found and named.id not in names:
            names.add(named.id)
            found[key.public] = Witness(named.id, key, named.url.rstrip("/"))
    return tuple(found.values())[len({log.public for log in logs}) :]


def _keyed(rulebook: Rulebook | None) -> Iterator[tuple[Named, Vkey]]:
    for named in rulebook.witnesses.named if rulebook is not None and rulebook.witnesses is not None else ():
        try:
            key = parse_vkey(named.vkey)
        except Malformed:
            continue
        if key.kind == COSIGNATURE:
            yield named, key


def policy_of(rulebook: Rulebook | None, logs: Sequence[Vkey]) -> Policy | None:
    """Whose checkpoints count by this rulebook: those that the logs signed and its quorum cosigned.

    None where the rulebook asks for no witnesses. Where fewer are able to sign than must, the quorum is never reached.
    """
    if rulebook is None or rulebook.witnesses is None:
        return None
    witnesses = able(rulebook, logs)
    group = Group(QUORUM, rulebook.witnesses.quorum.number, tuple(witness.name for witness in witnesses))
    return Policy(tuple(Log(log) for log in logs), witnesses, (group,), QUORUM)


class Witnessing(Struct, frozen=True):
    """What the witnesses of a rulebook have made of one checkpoint."""

    enough: int
    """So many must have signed."""
    of: int
    """Of so many that the rulebook speaks of."""
    cosigned: tuple[tuple[str, int], ...]
    """Who has signed, by the rulebook's id, and when (UTC seconds)."""
    missing: tuple[str, ...]
    """Who of those named has not."""
    reached: bool


def witnessing(rulebook: Rulebook | None, logs: Sequence[Vkey], note: str) -> Witnessing | None:
    """What the rulebook makes of the checkpoint; None where it asks for no witnesses, or a signature does not hold."""
    policy = policy_of(rulebook, logs)
    if rulebook is None or rulebook.witnesses is None or policy is None:
        return None
    try:
        met = policy.met(note)
    except Malformed:
        return None
    signed = tuple((each.witness.name, each.at) for each in met.cosigned)
    missing = tuple(each.id for each in rulebook.witnesses.named if each.id not in dict(signed))
    own = rulebook.witnesses.quorum
    return Witnessing(own.number, own.of, signed, missing, met.reached and met.at is not None)
