"""The two stages of a receipt: *registered*, signed by the record; *witnessed*, cosigned by a quorum of its rulebook.

Every entry is registered when it is recorded. It is witnessed as soon as one checkpoint that covers it has the quorum;
the newest such checkpoint serves all entries before it. Deadlines run from the first stage; the second is evidence
against the operator.
"""

from msgspec import Struct

from rankandfile.record.malformed import Malformed
from rankandfile.record.policy import Met, Policy
from rankandfile.record.witnesses import policy_of

from .secretary import Secretary


class Stage(Struct, frozen=True):
    """A checkpoint with the cosignatures that there are under it, and what the rulebook in force makes of them."""

    size: int
    note: str
    met: Met | None
    """None where the rulebook asks for no witnesses."""

    @property
    def is_witnessed(self) -> bool:
        """Whether enough witnesses have signed."""
        return self.met is not None and self.met.reached and self.met.at is not None


def policy(secretary: Secretary) -> Policy | None:
    """The policy of the rulebook in force; None where it asks for no witnesses."""
    return policy_of(secretary.state.foundation.rulebook, secretary.vkeys())


def newest(secretary: Secretary) -> Stage:
    """The newest checkpoint, as it stands."""
    head = secretary.store.head()
    return _stage(secretary, head.size, head.checkpoint, policy(secretary))


def witnessed(secretary: Secretary) -> Stage | None:
    """The newest checkpoint that enough witnesses have signed; None where there is none yet."""
    asked = policy(secretary)
    if asked is None:
        return None
    keys = tuple(str(witness.vkey) for witness in asked.witnesses)
    for size, note in secretary.witnessed.signed_by(keys, asked.groups[0].needed):
        found = _stage(secretary, size, note, asked)
        if found.is_witnessed:
            return found
    return None


def of_entry(secretary: Secretary, index: int) -> Stage:
    """The strongest checkpoint that covers the entry: the newest witnessed one, else the newest."""
    found = witnessed(secretary)
    return found if found is not None and index < found.size else newest(secretary)


def _stage(secretary: Secretary, size: int, note: str, asked: Policy | None) -> Stage:
    known = {str(witness.vkey) for witness in asked.witnesses} if asked is not None else set()
    whole = note + "".join(kept.line for kept in secretary.witnessed.under(size) if kept.witness in known)
    try:
        return Stage(size, whole, asked.met(whole) if asked is not None and note else None)
    except Malformed:
        return Stage(size, note, None)
