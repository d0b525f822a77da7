"""What people do and what comes of it: the shapes that every act and every effect has."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from .ids import Handle, Moment
from .refusal import Refusal


class Act(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag=True, tag_field="kind", gc=False):
    """What a person asks to do. Its name is an imperative; time, lots and new handles come with it."""

    by: Handle
    at: Moment


class Effect(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag=True, tag_field="kind", gc=False):
    """What the rulebook makes of an act. Its name is past; only `admit` produces it."""


class Text(Struct, frozen=True):
    """A text that comes with an act, committed to in a slot of its entry: its name, its class, who owns it."""

    name: str
    kind: Literal["civic", "personal"] = "civic"
    optional: bool = False
    owner: str = "by"
    """The field of the act that holds the owner's handle."""


Texts: TypeAlias = Mapping[str, str]
"""The values of an act's slots by name. At replay a destroyed one is absent, and what it said is not checked."""

Answer: TypeAlias = tuple[Effect, ...] | Refusal
