"""The floor: what is in order there stands in `core/procedure`; who speaks is the matter of `speaking.py`."""

from __future__ import annotations

from typing import Any

from ..refusal import Words, gettext_noop

REFUSALS = {
    "floor.rulebook_changed": Words(
        gettext_noop("Another change adopted since concerns the same article, {changed}."),
        gettext_noop("Move the change again on the rulebook as it is now."),
    ),
}

SLICE = "floor"
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {}
TEXTS: dict[type, tuple[Any, ...]] = {}
