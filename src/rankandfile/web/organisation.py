"""The live organisation of this process: opened once, caught up with the record before each page."""

from contextlib import suppress
from functools import cache
from pathlib import Path

from django.conf import settings

from rankandfile.core.chapters.erasing import is_closed
from rankandfile.core.ids import Handle
from rankandfile.core.state import State
from rankandfile.record.leaf import decode
from rankandfile.shell.demo.clock import DemoClock
from rankandfile.shell.directory import Directory, Named
from rankandfile.shell.follower import followed
from rankandfile.shell.founding import machine_clock
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import Clock, Secretary
from rankandfile.shell.trouble import Trouble


@cache
def _opened(home: Path) -> tuple[Secretary, Directory]:
    secretary = Secretary(Home(home), clock())
    followed(secretary)
    return secretary, Directory(secretary, forget=_forget)


def _forget() -> None:
    """What was made of texts for pages is made anew: one of the texts was erased or closed."""
    from .pages import hall, lined, printed, texts
    from .templatetags import pieces

    pieces.forget()
    texts.rendered.cache_clear()
    lined.forget()
    printed.forget()
    hall.forget()
    _forget_words()


def _forget_words() -> None:
    """The index of this machine has no word of what another one has destroyed or closed."""
    own = secretary()
    gone = [
        (one.entry, one.slot)
        for one in own.state.erasing.requests.values()
        if is_closed(own.state, one.entry, one.slot)
    ]
    with suppress(Trouble):  # while somebody reads the file; the next search tries again
        own.search.destroy(gone)


def clock() -> Clock:
    """What tells the time here: this machine, or in a demonstration its own clock, which can be moved forward."""
    return DemoClock(settings.HOME) if settings.DEMO else machine_clock


def secretary() -> Secretary:
    """The one who writes into the record of this home."""
    return _opened(settings.HOME)[0]


def read_state() -> State:
    """The organisation as the record has it now."""
    return secretary().follow()


def name_of(state: State, handle: Handle | str) -> str:
    """The member's name as they write it; empty where nobody has this handle or the name was erased."""
    member = state.members.members.get(Handle(handle))
    if member is None:
        asked = state.members.applications.get(Handle(handle))
        return text(asked.entry, "name") if asked else ""
    return text(member.entry, "name")


def text(entry: int, slot: str) -> str:
    """The text of a slot; empty where it was erased."""
    return _opened(settings.HOME)[1].text(entry, slot)


def kept_by_order(entry: int, slot: str) -> str:
    """The text that a court has closed, for those who keep it and nobody else; empty where it is not there."""
    return secretary().kept_by_order(entry, slot) or ""


def author_of(entry: int) -> str:
    """The handle of who did what stands at this entry; empty for an effect."""
    leaf = secretary().store.entry(entry)
    return getattr(decode(leaf).body, "by", "") if leaf is not None else ""


def words(entry: int, slot: str) -> int:
    """How many words the text of a slot has; none where it was erased."""
    return _opened(settings.HOME)[1].words(entry, slot)


def organisation_name(state: State) -> str:
    """The organisation's name as it was founded; else what the rulebook in force calls it."""
    rulebook = state.foundation.rulebook
    if rulebook is None:
        return "Rank & File"
    return text(state.foundation.name_entry, "organisation") or rulebook.organisation.name


def members_by_name(state: State) -> list[Named]:
    """Everybody who is or was a member, by name, with the name in small letters."""
    return _opened(settings.HOME)[1].by_name(state.members.members)
