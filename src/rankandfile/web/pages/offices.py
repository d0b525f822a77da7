"""Offices as pages show them: each post with its rule, who holds it, how that came about, who pays."""

from django.utils.translation import gettext as _
from msgspec import Struct
from msgspec.structs import replace

from rankandfile.core.chapters.foundation import founding_ends, has_founding_powers, rulebook
from rankandfile.core.chapters.offices import (
    Appoint,
    AppointProvisionally,
    ResignPost,
    holders,
    may_appoint,
    post_named,
)
from rankandfile.core.ids import BranchId, Handle, Moment
from rankandfile.core.rulebook.schema import Post
from rankandfile.core.state import State

from ..rules import rule
from ..who import Reader
from ..words import POWERS
from . import recalls
from .members import Held, held
from .naming import member_name, person, post_title
from .pieces import Can, Person, Rule


class Holder(Struct, frozen=True):
    """Somebody who holds the post."""

    who: Person
    held: Held
    is_reader: bool
    recalls: tuple[recalls.Row, ...]
    recall: Can | None
    """The way to ask for a recall; None where none is open to the reader."""


class Office(Struct, frozen=True):
    """A post: what it may do, how it is filled, who holds it."""

    id: str
    title: str
    filled: str
    places: int
    powers: tuple[str, ...]
    paid_by: str
    holders: tuple[Holder, ...]
    law: Rule
    can_appoint: bool


def offices(state: State, reader: Reader) -> tuple[Office, ...]:
    """Every post of the rulebook, in its order."""
    return tuple(_office(state, post, reader) for post in rulebook(state).posts)


def _office(state: State, post: Post, reader: Reader) -> Office:
    now = tuple(
        Holder(
            replace(person(state, h.person, reader.at), posts=(), paid_by=""),
            held(state, h, reader.at),
            h.person == reader.handle,
            recalls.of_holding(state, h, reader.at),
            recalls.asking(state, reader, h),
        )
        for h in holders(state, post.id, reader.at)
    )
    return Office(
        post.id, post_title(state, post.id), how_filled(state, post), post.number,
        tuple(_(POWERS[power]) for power in post.powers), post.paid_by, now, rule(state, post.article),
        can_give(state, reader, post),
    )  # fmt: skip


def how_filled(state: State, post: Post) -> str:
    """How the rulebook fills the post, in a sentence."""
    by = post_title(state, post.by)
    if post.filled == "election":
        return _("Elected by: {body}.").format(body=by)
    if post.filled == "slate":
        return _("Elected by {body} from one list of as many names as places.").format(body=by)
    return _("Appointed by: {body}.").format(body=by)


def can_give(state: State, reader: Reader, post: Post) -> bool:
    """Whether the reader can put somebody into the post: the founder while founding, or who appoints."""
    if has_founding_powers(state, reader.handle, reader.at):
        return True
    return post.filled == "appointment" and may_appoint(state, reader.handle, post, reader.at)


def giving(state: State, reader: Reader, post: str, person_: str, scope: str) -> Appoint | AppointProvisionally:
    """The act by which the reader gives the post to somebody."""
    founding = has_founding_powers(state, reader.handle, reader.at)
    act = AppointProvisionally if founding else Appoint
    return act(by=reader.handle, at=reader.at, person=Handle(person_), post=post, scope=BranchId(scope))


def giving_up(reader: Reader, post: str, scope: str) -> ResignPost:
    """The act by which the reader gives the post up."""
    return ResignPost(by=reader.handle, at=reader.at, post=post, scope=BranchId(scope))


def exists(state: State, post: str) -> bool:
    """Whether the rulebook has this post."""
    return post_named(state, post) is not None


def founding_until(state: State, at: Moment) -> int:
    """Until when the founder's provisional powers last; 0 when they are over."""
    return founding_ends(state) if has_founding_powers(state, state.foundation.founder, at) else 0


def people(state: State) -> list[tuple[str, str]]:
    """Every member, for a form, by name."""
    present = ((m.handle, member_name(state, m.handle)) for m in state.members.members.values() if not m.left)
    return sorted(present, key=lambda pair: pair[1].casefold())
