"""Forms of rulings: a ground with a reason, an appeal, a judgement."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .papers import Choose, Text


class Reason(forms.Form):
    """Why somebody objects to a ruling."""

    reason = Text(label=_("Reason"), rows=6, help_text=_("It stands beside the ruling, with your name, for everybody."))

    def __init__(self, *given: Any, words: int, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["reason"].widget.attrs["data-words"] = words


class Ruling(Reason):
    """A ground of the rulebook, and why it applies."""

    ground = Choose(label=_("Ground"), help_text=_("These are all the grounds that the rulebook knows."))
    field_order = ("ground", "reason")

    def __init__(self, *given: Any, grounds: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["ground"].choices = grounds  # type: ignore[attr-defined]


class Judgement(Reason):
    """Whether a ruling stands, and why."""

    stands = Choose(
        label=_("The ruling"), choices=[("yes", _("It stands")), ("no", _("It falls"))],
    )  # fmt: skip
    field_order = ("stands", "reason")
