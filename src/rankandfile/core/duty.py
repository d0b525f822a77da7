"""Duties: what the rulebook says must happen, by when, and who owes it. Derived from the state, never stored."""

from msgspec import Struct

from .ids import Moment


class Duty(Struct, frozen=True):
    """Something due. `owed_by` is a handle, the id of a post or body, or `clock`; overdue when `due` has passed."""

    kind: str
    """A code; the pages have a sentence for each."""
    about: str
    """The id of what it is about."""
    owed_by: str
    due: Moment
    article: str
