"""The guard at the start: who has signed more, or other, than what lies here must not go on as if nothing had been.

An older copy of the whole folder looks sound from inside. So before a process records anything, it asks the witnesses
what they saw last. One checkpoint that the record's own key signed, and that does not fit what is kept here, is proof:
no witness can make one. A witness that only claims a larger number is believed when more of them do so than the quorum
takes for dishonest, so that one liar cannot stop an organisation. Who is silent hinders nothing.

What is read stays readable. Nothing is signed until the newest copy is back.
"""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Lock

from msgspec import Struct

from rankandfile.core.rulebook.checks.witnesses import dishonest
from rankandfile.core.state import State
from rankandfile.record.note import Vkey
from rankandfile.record.policy import Witness
from rankandfile.record.witnesses import able

from .asking import Reply, Unanswered, together
from .store import Head, Store
from .trouble import Trouble
from .witnesses import Seen, add_checkpoint, by_the_record, latest, request, size_told

SECONDS = 5
"""So long does a start wait for the witnesses."""
_log = logging.getLogger(__name__)


class Behind(Trouble):
    """Witnesses hold more of this record, or another history of it. Nothing is recorded."""


class Ahead(Struct, frozen=True):
    """What a witness holds that does not fit: the size, and the checkpoint where it shows one."""

    witness: str
    size: int
    note: str = ""
    is_fork: bool = False


class Guard:
    """Lets a process record, or says why not. Asked before each batch; asks the witnesses once."""

    def __init__(self, store: Store, evidence: Path) -> None:
        self._store, self._evidence = store, evidence
        self._lock = Lock()
        self.has_asked = False
        """Whether the witnesses were asked: once is enough for a process."""
        self.refusal: str = ""
        """Why nothing may be recorded; empty as long as it may."""

    def must_pass(self, state: State, logs: Callable[[], Sequence[Vkey]]) -> None:
        """Raises Behind where witnesses hold what is not here."""
        with self._lock:
            if not self.has_asked and state.size:
                self._ask(state, logs())
        if self.refusal:
            raise Behind(self.refusal)

    def _ask(self, state: State, logs: Sequence[Vkey]) -> None:
        rulebook = state.foundation.rulebook
        witnesses = [witness for witness in able(rulebook, logs) if witness.url]
        self.has_asked = True
        if rulebook is None or rulebook.witnesses is None or not witnesses:
            return
        head = self._store.head()
        found = [self._unfit(witness, seen, logs) for witness, seen in _answers(witnesses, head, logs)]
        self.judge([each for each in found if each is not None], dishonest(rulebook.witnesses.quorum))

    def _unfit(self, witness: Witness, seen: Seen, logs: Sequence[Vkey]) -> Ahead | None:
        """What the witness saw, where it does not fit what is kept here now: another process may have recorded more."""
        signed = by_the_record(seen.proof, logs)
        if seen.size > self._store.size():
            return Ahead(witness.name, seen.size, seen.proof)
        if signed is not None and not self._store.had_root(signed.size, signed.root):
            return Ahead(witness.name, seen.size, seen.proof, is_fork=True)
        return None

    def judge(self, found: Sequence[Ahead], tolerated: int) -> None:
        """Refuses from now on where one proves it, or more claim it than may be dishonest. Claims alone are told."""
        proved = next((each for each in found if each.note), None)
        for each in found:
            _log.warning("Witness %s says that it has signed %d entries of this record.", each.witness, each.size)
        if proved is not None:
            self._keep(proved)
            self.refusal = _told(self._store.size(), proved, self._evidence)
        elif len(found) > max(tolerated, 0):
            self.refusal = _told(self._store.size(), max(found, key=lambda each: each.size), None)
        if self.refusal:
            _log.error("%s", self.refusal)

    def _keep(self, proof: Ahead) -> None:
        """The checkpoint is evidence, and stays in the folder."""
        try:
            self._evidence.write_text(proof.note, encoding="utf-8")
        except OSError:
            _log.exception("The checkpoint of witness %s could not be kept:\n%s", proof.witness, proof.note)


def _answers(witnesses: Sequence[Witness], head: Head, logs: Sequence[Vkey]) -> list[tuple[Witness, Seen]]:
    """What each witness saw last, of those that answer."""
    questions = [partial(_seen, witness, head, logs) for witness in witnesses]
    answers = list(zip(witnesses, together(questions, SECONDS), strict=True))
    for witness, answer in answers:
        if isinstance(answer, Exception):
            _log.warning("Witness %s was asked at the start and did not answer: %s.", witness.name, answer)
    if all(isinstance(answer, Exception) for _, answer in answers):
        _log.warning("No witness answers: whether this is the newest copy of the record, nobody outside has said.")
    return [(witness, answer) for witness, answer in answers if isinstance(answer, Seen)]


def _seen(witness: Witness, head: Head, logs: Sequence[Vkey]) -> Seen | None:
    """What the witness saw last. One that cannot show it is asked to cosign, and tells its size when it has another."""
    seen = latest(witness, logs[0].name, logs, SECONDS)
    if seen is not None or not head.size:
        return seen
    reply: Reply = add_checkpoint(witness, request(head.size, (), head.checkpoint), SECONDS)
    size = size_told(reply)
    if size is None and reply.code not in (200, 404):
        raise Unanswered(f"it answers {reply.code}")
    return None if size is None else Seen(size)


def _told(size: int, ahead: Ahead, evidence: Path | None) -> str:
    if ahead.is_fork:
        what = f"another history of its first {ahead.size} entries"
    else:
        what = f"{ahead.size} entries of it, where here are {size}"
    proof = f", signed with this record's own key (kept as {evidence})" if evidence is not None else ""
    return (
        f"Nothing is recorded: the witness {ahead.witness} has seen {what}{proof}. This is not the newest copy of the"
        " record. Restore the newest copy and start again. If the entries that are missing are lost for good, this"
        " record ends here: begin one under a new origin, and let its first entry cite the last checkpoint that"
        " witnesses hold."
    )
