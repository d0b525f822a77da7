"""Which heads of a record are known, and to whom: asked before anything older is put in a record's place.

Only a head that a key of the record has signed counts. A witness that claims a number and shows nothing is told of, and
so is one that does not answer: whoever restores can ask it by other ways.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path

from msgspec import Struct

from rankandfile.record.note import Vkey
from rankandfile.record.policy import Witness

from .asking import together
from .guard import SECONDS
from .home import Home
from .rooms import rooms_of
from .store import Head
from .trouble import NoSuchFile, Trouble, WrongUse
from .witnessed import Witnessed
from .witnesses import Seen, by_the_record, latest

AHEAD = "ahead.checkpoint"
"""The file beside the record into which the guard puts a checkpoint that a witness holds and the record does not."""


class Known(Struct, frozen=True):
    """A head that somebody knows, and where from."""

    head: Head
    whence: str


def at_home(home: Home, logs: Sequence[Vkey]) -> Iterator[Known]:
    """The head of the record that stands in the folder now, the last one that a witness signed, and one further on.

    Nothing of what cannot be read: the record may be what is broken.
    """
    if home.settings.is_file():
        with suppress(Trouble):
            store = rooms_of(home).store
            yield Known(store.head(), f"The record that stands in {home.path}")
            store.close()
    with suppress(Trouble):
        witnessed = Witnessed(home.witnessed)
        for _, note in islice(witnessed.checkpoints(), 1):
            yield from _in_note(note, logs, f"A witness's signature in {home.witnessed}")
        witnessed.close()
    if (ahead := home.path / AHEAD).is_file():
        yield from _in_note(ahead.read_text(encoding="utf-8"), logs, f"What a witness has shown ({ahead})")


def in_file(file: Path, logs: Sequence[Vkey]) -> Known:
    """The head that a file holds: a checkpoint, as a member has it, or a witness."""
    try:
        note = file.read_text(encoding="utf-8")
    except OSError as error:
        raise NoSuchFile(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError:
        note = ""
    known = next(_in_note(note, logs, f"The head in {file}"), None)
    if known is None:
        raise WrongUse(f"{file} is no head that a key of {logs[0].name} has signed.")
    return known


def of_witnesses(witnesses: Sequence[Witness], logs: Sequence[Vkey]) -> tuple[list[Known], list[str]]:
    """The heads that witnesses show when they are asked now, and what there is to tell of the others."""
    known, told = list[Known](), list[str]()
    questions = [partial(latest, witness, logs[0].name, logs, SECONDS) for witness in witnesses]
    for witness, answer in zip(witnesses, together(questions, SECONDS), strict=True):
        whence = f"Witness {witness.name}"
        if isinstance(answer, Exception):
            told.append(f"{whence} was asked what it has seen and did not answer: {answer}.")
        elif not isinstance(answer, Seen):
            told.append(f"{whence} was asked and shows nothing of this record.")
        elif not answer.proof:
            told.append(f"{whence} claims to have seen {answer.size} entries and shows no head that we have signed.")
        else:
            known += _in_note(answer.proof, logs, whence)
    return known, told


def _in_note(note: str, logs: Sequence[Vkey], whence: str) -> Iterator[Known]:
    """The head in the note, where a key of this record has signed it."""
    said = by_the_record(note, logs)
    if said is not None:
        yield Known(Head(said.size, said.root, note), whence)
