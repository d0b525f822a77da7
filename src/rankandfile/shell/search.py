"""The search index: every published text by its words, in a file of its own that is made of the record and the vault.

It can be lost or deleted at any time and is made anew; nothing is ever read from it but where something stands. Each
machine has its own, also where the record is in a database. A text that is erased or closed leaves it, its postings
and its free pages: the words are deleted with FTS5's `secure-delete`, and the whole file is written anew.
"""

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock, get_ident
from typing import TypeAlias

from msgspec import Struct

from .database import Connections, Kind, create
from .trouble import Busy, Damaged, ForeignFile, NewerFile

INDEX = Kind(
    "search index",
    0x52467331,
    1,
    "wal",
    """
    CREATE TABLE item(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, sources TEXT NOT NULL) STRICT;
    CREATE VIRTUAL TABLE words USING fts5(title, body, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3');
    INSERT INTO words(words, rank) VALUES('secure-delete', 1)
    """,
)
HIT, END = "\x02", "\x03"
"""Around each hit in what `excerpts` gives; no text of the record has these characters."""
MOST = 20_000
"""Hits that are looked at."""
WEIGHED = 2_000
"""Up to so many hits are put in the order of their nearness, which takes some microseconds for each word of each."""
TERMS = 12
"""Words of a question that count."""
_APART = "\u200b"
_CHUNK = re.compile(r'"([^"]*)"|([^\s"]+)')
_UNSPACED = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff])(?=[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff])")
"""Between two signs of a writing that has no spaces: each sign is a word of its own there."""

Sources: TypeAlias = tuple[tuple[int, str], ...]
"""The slots of which a paper's words come: entry and name. A rule of the rulebook has none."""


class Paper(Struct, frozen=True):
    """Something that can be found: its key, such as "motion/M1", its title and its words."""

    key: str
    title: str
    body: str


class Excerpt(Struct, frozen=True):
    """Where the hits are: the title, and the words around them; each hit stands between HIT and END."""

    title: str
    body: str


def asked(typed: str) -> str:
    """The question as FTS5 takes it: every word must be there, each may go on, what stands in quotes is taken whole.

    Empty where nothing in it is a word. No sign of FTS5's own language has a meaning.
    """
    chunks = [(whole, start) for whole, start in _CHUNK.findall(typed[:200]) if any(map(str.isalnum, whole or start))]
    return " ".join(_term(whole or start, goes_on=not whole) for whole, start in chunks[:TERMS])


def _term(text: str, goes_on: bool) -> str:
    return f'"{_spaced(text)}"{"*" * goes_on}'


def _spaced(text: str) -> str:
    return _UNSPACED.sub(_APART, text.translate({2: None, 3: None, 0: None}))


def _written(sources: Sources) -> str:
    return f",{','.join(f'{entry}:{slot}' for entry, slot in sources)},"


class Search:
    """The open index. Safe to use from many threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, Lock()
        self._kept: Connections | None = None
        self._followed: Mapping[str, Sources] | None = None
        self._destroyed = 0
        """How often words were taken out, in this process."""
        self._is_swept = True
        """Whether nothing of what was deleted is left in the file."""

    def follow(self, wanted: Mapping[str, Sources], read: Callable[[str], Paper]) -> None:
        """The index holds these papers and no others. Reads the words of those that are new or have other sources.

        They are read without the lock: who reads a text may learn that another one was erased, and then its words are
        taken out of here. What was read before that is read anew.
        """
        now = {key: _written(sources) for key, sources in wanted.items()}
        while not (wanted is self._followed and self._path.exists()):
            destroyed = self._destroyed
            known = self._sources()
            papers = {key: read(key) for key, sources in now.items() if known.get(key) != sources}
            with self._lock:
                if destroyed == self._destroyed and self._taken_in(now, papers):
                    self._followed = wanted if self._is_swept else None
                    return

    def _sources(self) -> dict[str, str]:
        return dict(self._opened().rows("SELECT key, sources FROM item"))

    def _taken_in(self, now: Mapping[str, str], papers: Mapping[str, Paper]) -> bool:
        """Whether the index holds what it should, with the papers that were read, and nothing of what it should not.

        False where another process was at it meanwhile and a paper is needed that was not read. What somebody else's
        reading keeps in the file is swept with the next question.
        """
        place = self._opened()
        with place.writing():
            known = {key: (number, sources) for number, key, sources in place.rows("SELECT * FROM item")}
            gone = [number for key, (number, sources) in known.items() if now.get(key) != sources]
            new = [key for key, sources in now.items() if key not in known or known[key][1] != sources]
            if any(key not in papers for key in new):
                return False
            _delete(place, gone)
            _insert(place, [(papers[key], now[key]) for key in new])
        self._is_swept = self._is_swept and not gone
        if not self._is_swept:
            with suppress(Busy):  # somebody reads; the next one who looks makes an end of the bytes
                place.leave_nothing("item", "words")
                self._is_swept = True
        return True

    def destroy(self, slots: Iterable[tuple[int, str]]) -> None:
        """No word of these texts is left in the file. Nothing happens without a file; raises Busy as the vault does."""
        if not self._path.exists():
            return
        with self._lock:
            self._followed = None
            self._destroyed += 1
            place = self._opened()
            with place.writing():
                marks = [_written((slot,)) for slot in slots]
                rows = place.rows("SELECT id, sources FROM item")
                _delete(place, [number for number, sources in rows if any(mark in sources for mark in marks)])
            self._is_swept = False
            place.leave_nothing("item", "words")
            self._is_swept = True

    def found(self, typed: str) -> list[str]:
        """The keys of the papers that have all these words, the nearest first; a hit in a title counts eight times.

        Words that more than WEIGHED papers have tell none of them from the others: those come as they were indexed.
        """
        question = asked(typed)
        if not question:
            return []
        place = self._opened()
        ((number,),) = place.rows("SELECT count(*) FROM words WHERE words MATCH ?", (question,))
        order = "bm25(words, 8.0, 1.0), i.key" if number <= WEIGHED else "i.id"
        ranked = (
            f"SELECT i.key FROM words JOIN item i ON i.id = words.rowid WHERE words MATCH ? ORDER BY {order} LIMIT ?"
        )
        return [key for (key,) in place.rows(ranked, (question, MOST))]

    def excerpts(self, typed: str, keys: Sequence[str]) -> dict[str, Excerpt]:
        """Where the hits are in these papers: whole words where a paper has all of them so, else words that go on.

        A word that goes on costs FTS5 a walk through all papers that have one, for each paper that is shown; a whole
        one does not.
        """
        question = asked(typed)
        if not question or not keys:
            return {}
        whole = self._marked(question.replace('"*', '"'), keys)
        return whole | self._marked(question, [key for key in keys if key not in whole])

    def _marked(self, question: str, keys: Sequence[str]) -> dict[str, Excerpt]:
        marked = (
            f"SELECT highlight(words, 0, '{HIT}', '{END}'), snippet(words, 1, '{HIT}', '{END}', '…', 28)"
            " FROM words WHERE words MATCH ? AND rowid = (SELECT id FROM item WHERE key = ?)"
        )  # each paper by its number: asked for many at once, FTS5 walks through all that match
        rows = [(key, row) for key in keys for row in self._opened().rows(marked, (question, key))]
        return {key: Excerpt(title.replace(_APART, ""), body.replace(_APART, "")) for key, (title, body) in rows}

    def close(self) -> None:
        """Closes this thread's connection."""
        if self._kept is not None:
            self._kept.close()

    def _opened(self) -> Connections:
        """The file, made where it is missing; made anew where it is damaged, foreign or newer than this software."""
        if self._kept is None or not self._path.exists():
            self._kept = _sound(self._path)
        return self._kept


def _sound(path: Path) -> Connections:
    if path.exists():
        place = Connections(path, INDEX)
        try:
            place.rows("SELECT count(*) FROM item")
        except (Damaged, ForeignFile, NewerFile):
            place.close()
            for end in ("", "-wal", "-shm"):
                path.with_name(path.name + end).unlink(missing_ok=True)
        else:
            return place
    _make(path)
    return Connections(path, INDEX)


def _make(path: Path) -> None:
    """The file is there, whole from its first moment: another process that looks meanwhile takes no half for damage."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}-{get_ident()}")
    try:
        create(fresh, INDEX)
        with suppress(FileExistsError):  # another process was quicker
            os.link(fresh, path)
    finally:
        for end in ("", "-wal", "-shm"):
            fresh.with_name(fresh.name + end).unlink(missing_ok=True)


def _delete(place: Connections, numbers: Sequence[int]) -> None:
    place.executemany("DELETE FROM words WHERE rowid = ?", [(number,) for number in numbers])
    place.executemany("DELETE FROM item WHERE id = ?", [(number,) for number in numbers])


def _insert(place: Connections, papers: Sequence[tuple[Paper, str]]) -> None:
    for paper, sources in papers:
        place.execute("INSERT INTO item(key, sources) VALUES(?, ?)", (paper.key, sources))
        words = (_spaced(paper.title), _spaced(paper.body), paper.key)
        place.execute("INSERT INTO words(rowid, title, body) SELECT id, ?, ? FROM item WHERE key = ?", words)
