"""Asking for the erasure of somebody else's text, objecting, appealing, deciding, and orders of a court."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .offices import Give
from .papers import Choose, Text


class For(forms.Form):
    """Whose name or contact, on which ground."""

    person = forms.CharField(
        label=_("Person"), max_length=200, help_text=_("The name as it stands in the list of members, or the handle."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    slot = Choose(label=_("What is to be erased"), choices=[("name", _("the name")), ("contact", _("the contact"))])
    ground = Choose(label=_("Why the person cannot ask"))
    evidence = Text(
        label=_("What is said for it"), rows=4, required=False,
        help_text=_("Stands in the record for everybody: write nothing here that should be erased one day."),
    )  # fmt: skip

    def __init__(self, *given: Any, people: list[tuple[str, str]], grounds: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self._people = people
        self.fields["ground"].choices = grounds  # type: ignore[attr-defined]

    clean_person = Give.clean_person


class Seal(forms.Form):
    """Which text, by order of which court."""

    entry = forms.IntegerField(label=_("Entry"), min_value=0, help_text=_("The number of the entry with the text."))
    slot = forms.CharField(
        label=_("Text"), max_length=40,
        help_text=_("As its entry's page calls it: name, title, text."),
    )  # fmt: skip
    court = forms.CharField(label=_("Court"), max_length=200)
    file = forms.CharField(label=_("Number of the file"), max_length=100)


class Order(forms.Form):
    """By which order something is open again."""

    court = forms.CharField(label=_("Court"), max_length=200, required=False)
    file = forms.CharField(label=_("Number of the file"), max_length=100, required=False)


class Objection(forms.Form):
    """On which ground of the law, and why."""

    ground = Choose(label=_("Ground"), help_text=_("The law knows these and no others."))
    reasons = Text(label=_("Reasons"), rows=6, help_text=_("Everybody can read them."))

    def __init__(self, *given: Any, grounds: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["ground"].choices = grounds  # type: ignore[attr-defined]


class Reasons(forms.Form):
    """Why."""

    reasons = Text(label=_("Reasons"), rows=6, help_text=_("Everybody can read them."))


class Decision(forms.Form):
    """Whether the objection stands, and why."""

    stands = Choose(
        label=_("Decision"),
        choices=[("no", _("The objection falls: the text is erased")), ("yes", _("The objection stands: it is kept"))],
    )
    reasons = Text(label=_("Reasons"), rows=6, help_text=_("Everybody can read them."))
