"""Changing the record's key: the new one is made and durable, both sign, and only then the change is recorded."""

from rankandfile.core.chapters.keys import RotateKey
from rankandfile.core.ids import Handle
from rankandfile.core.refusal import Refusal
from rankandfile.record.note import LogKey
from rankandfile.record.succession import signatures

from .draft import Outcome
from .secretary import NOW, Secretary


def rotate(secretary: Secretary, by: Handle) -> Outcome:
    """The key is changed by the act of this person, or why not: for the one that waits, else for a new one.

    A new key that is refused leaves the folder again. Where trouble keeps us from knowing whether the change was
    recorded, both keys stay: the record says which signs.
    """
    old, waiting = secretary.key, secretary.keyring.waiting(secretary.state)
    new = waiting or secretary.keyring.make()
    answer = secretary.submit(RotateKey(by, NOW, str(old.vkey), str(new.vkey), *signatures(old, new)))
    if isinstance(answer, Refusal) and waiting is None:
        secretary.keyring.drop(new)
    return answer


def prepare(secretary: Secretary) -> LogKey:
    """The key that the next change brings in: durable in the folder, for machines and witnesses to have first."""
    return secretary.keyring.waiting(secretary.state) or secretary.keyring.make()
