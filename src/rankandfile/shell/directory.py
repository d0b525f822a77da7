"""Texts and names at hand: what was read from the vault lately, so that a list of members is one look each.

A text never changes; it can only be erased or closed. So what is kept here is right until the record says so, and is
dropped in that moment: whatever process shows a page, it has read the record first. As a whole it is dropped every
TEN_MINUTES, so that what somebody changed in the vault behind our back is noticed.
"""

from collections.abc import Callable, Iterable
from time import monotonic
from typing import TypeAlias

from rankandfile.core.chapters.erasing import ErasingState, is_closed
from rankandfile.core.chapters.standing import Member
from rankandfile.core.ids import Handle
from rankandfile.core.table import Table
from rankandfile.core.text import count_words

from .secretary import Secretary

TEN_MINUTES = 600.0
ENOUGH = 400_000
"""Texts kept at most; a name takes some hundred bytes."""


Named: TypeAlias = tuple[str, Handle, Member]
"""A member behind its name in small letters, as a search compares it."""


class Directory:
    """The texts of a vault, kept for a while."""

    def __init__(
        self,
        secretary: Secretary,
        seconds: Callable[[], float] = monotonic,
        forget: Callable[[], None] = lambda: None,
    ) -> None:
        self._secretary = secretary
        self._forget = forget
        self._seconds = seconds
        self._kept: dict[tuple[int, str], str] = {}
        self._words: dict[tuple[int, str], int] = {}
        self._by_name: tuple[Table[Handle, Member], list[Named]] = (Table(), [])
        self._erasing = ErasingState()
        self._since = seconds()

    def text(self, entry: int, slot: str) -> str:
        """The text of the slot; empty where it was erased or closed, or does not open its commitment."""
        self._drop_what_is_old()
        if is_closed(self._secretary.state, entry, slot):
            return ""
        found = self._kept.get((entry, slot))
        if found is None:
            found = self._kept[entry, slot] = self._secretary.value(entry, slot) or ""
        return found

    def words(self, entry: int, slot: str) -> int:
        """How many words the text of the slot has; they are counted once."""
        self._drop_what_is_old()
        found = self._words.get((entry, slot))
        if found is None:
            found = self._words[entry, slot] = count_words(self.text(entry, slot))
        return found

    def read_ahead(self, slot: str, entries: Iterable[int]) -> None:
        """The slots of this name of all these entries are at hand, for a search or a long list."""
        self._drop_what_is_old()
        missing = [entry for entry in entries if (entry, slot) not in self._kept]
        for entry, value in self._secretary.values(slot, missing).items():
            self._kept[entry, slot] = value

    def by_name(self, members: Table[Handle, Member]) -> list[Named]:
        """These members by name. Kept until one of them changes; making it costs a second for 100,000."""
        self._drop_what_is_old()
        if self._by_name[0] is not members:
            self.read_ahead("name", (member.entry for member in members.values()))
            named = ((self.text(m.entry, "name").casefold(), m.handle, m) for m in members.values())
            self._by_name = (members, sorted(named, key=lambda one: one[:2]))
        return self._by_name[1]

    def _drop_what_is_old(self) -> None:
        if self._seconds() - self._since > TEN_MINUTES or len(self._kept) > ENOUGH:
            self._kept, self._words, self._since = {}, {}, self._seconds()
            self._by_name = (Table(), [])
        if self._secretary.state.erasing is not self._erasing:
            self._drop_what_is_closed()

    def _drop_what_is_closed(self) -> None:
        state = self._secretary.state
        self._erasing, self._by_name = state.erasing, (Table(), [])
        self._forget()
        for own in state.erasing.requests.values():
            if is_closed(state, own.entry, own.slot):
                self._kept.pop((own.entry, own.slot), None)
                self._words.pop((own.entry, own.slot), None)
