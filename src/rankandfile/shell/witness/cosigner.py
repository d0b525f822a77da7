"""The witness at work: a request comes in, the decision is made durable, and only then the answer goes out."""

import logging
import time
from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct

from rankandfile.record.checkpoint import Checkpoint
from rankandfile.record.cosignature import cosign
from rankandfile.record.malformed import Malformed
from rankandfile.record.witnessing import (
    Accepted,
    Evidence,
    Head,
    Refused,
    Request,
    Seen,
    decide,
    forgotten,
    read,
)
from rankandfile.shell.trouble import Trouble

from .folder import Folder, own_key
from .ledger import Ledger, Turn

Clock: TypeAlias = Callable[[], int]
PLAIN = "text/plain; charset=utf-8"
SIZE = "text/x.tlog.size"
_OUTRIGHT = frozenset({400, 403, 404})
"""Refusals that do not depend on what was cosigned before, and that anybody can cause: the write lock is not taken."""
_log = logging.getLogger(__name__)


class Answer(Struct, frozen=True):
    """What is sent back: the HTTP status, the body and its type."""

    code: int
    body: str
    kind: str = PLAIN


_RETIRED = Answer(503, "This witness does not remember all that it cosigned. It is retired and cosigns nothing more.\n")


class Cosigner:
    """A witness with its key and its ledger. Safe to use from many threads; several processes may share a folder."""

    def __init__(self, folder: Folder, clock: Clock = lambda: int(time.time())) -> None:
        self.key = own_key(folder)
        self.ledger = Ledger(folder.ledger, self.key.vkey)
        self._clock = clock

    def answer(self, body: bytes) -> Answer:
        """The answer to an add-checkpoint request. A cosignature leaves only when the new head is on the disk."""
        try:
            request = read(body)
        except Malformed as error:
            return Answer(400, f"{error}\n")
        try:
            return self._answer(request)
        except Trouble as trouble:
            _log.error("%s", trouble)  # it names a path of this machine, which is not for strangers
            return Answer(503, "Nothing was cosigned: this witness cannot use its ledger. Its log says why.\n")

    def _answer(self, request: Request) -> Answer:
        origin = request.checkpoint.origin
        first = decide(request, self.ledger.keys(origin), Seen(), self._clock())
        if isinstance(first, Refused) and first.code in _OUTRIGHT:
            return _refusal(first)
        with self.ledger.turn(origin) as turn:
            seen = turn.seen(request.checkpoint.size)
            decision = decide(request, turn.keys(), seen, self._clock())
            if isinstance(decision, Refused) and decision.evidence:
                self._keep(turn, decision.evidence, request.checkpoint)
            if self._is_retired(turn, request, seen):
                return _RETIRED
            line = self._cosigned(turn, decision, seen) if isinstance(decision, Accepted) else ""
        return Answer(200, line) if isinstance(decision, Accepted) else _refusal(decision)

    def _cosigned(self, turn: Turn, accepted: Accepted, seen: Seen) -> str:
        """The cosignature; the ledger holds the new head, and is durable once the turn is over."""
        line = cosign(self.key, accepted.text, accepted.at)
        head = Head(accepted.checkpoint.size, accepted.checkpoint.root, accepted.at, accepted.note + line)
        if head != seen.last:
            turn.cosigned(head)
        return line

    def _is_retired(self, turn: Turn, request: Request, seen: Seen) -> bool:
        """Whether this witness may cosign no more: its ledger is not the newest, or somebody else has its key."""
        if self.ledger.retired() is not None:
            return True
        if not forgotten(request, self.key.vkey, seen):
            return False
        turn.retire(self._clock())
        _log.error("This witness cosigned %d entries and does not remember it: it is retired", request.checkpoint.size)
        return True

    def _keep(self, turn: Turn, evidence: Evidence, shown: Checkpoint) -> None:
        if turn.keep(evidence, shown, self._clock()) and evidence.proved:
            _log.error("%s has signed two histories of its first %d entries", shown.origin, shown.size)


def _refusal(refused: Refused) -> Answer:
    if refused.size is not None:
        return Answer(refused.code, f"{refused.size}\n", SIZE)
    return Answer(refused.code, f"{refused.why}\n")
