"""Setting a board up, and handing in a trustee's step."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .offices import Give
from .papers import Choose, Text

WHAT = (
    ("strike/left", _("Struck off: the membership has ended")),
    ("strike/twice", _("Struck off: the same person is on the roll twice")),
    ("strike/court", _("Struck off: by order of a court")),
    ("add/entitled", _("Added: entitled to vote, and missing from the roll")),
    ("add/court", _("Added: by order of a court")),
)


class SetUp(forms.Form):
    """What the returning officer hands in, and who holds which of the keys."""

    trustees_json = forms.FileField(label="trustees.json", help_text=_("What the trustees made together."))
    pubcreds = forms.FileField(
        label="public_creds.json", help_text=_("From the credential authority: the public parts, with handles.")
    )
    rehearsal = forms.FileField(
        label=_("Archive of the rehearsal"),
        help_text=_("A trial election that these trustees opened with the same keys, up to its result: a .bel file."),
    )

    def __init__(self, *given: Any, holders: list[tuple[str, str]], **more: Any) -> None:
        """`holders` are the handles and names of those who can be trustees."""
        super().__init__(*given, **more)
        self.holders = [handle for handle, _name in holders]
        for place, (_handle, name) in enumerate(holders):
            field = forms.IntegerField(label=name, required=False, min_value=1, max_value=len(holders))
            field.widget.attrs |= {"class": "short", "inputmode": "numeric"}
            self.fields[f"number_{place}"] = field
        if holders:
            self.fields["number_0"].help_text = _(
                "The number in the ceremony of the keys; nothing for who was not in it."
            )

    def clean(self) -> dict[str, Any]:
        """The trustees stand in the order of their numbers, from 1 on without a gap."""
        given: dict[str, Any] = super().clean() or {}
        numbered = {given.get(f"number_{place}"): handle for place, handle in enumerate(self.holders)}
        numbers = [given.get(f"number_{place}") for place in range(len(self.holders))]
        taken = sorted(number for number in numbers if number is not None)
        if taken != list(range(1, len(taken) + 1)):
            raise forms.ValidationError(_("Number the trustees 1, 2, 3 and so on, each number once."))
        given["trustees"] = tuple(numbered[number] for number in taken)
        return given


class Correct(Give):
    """Whom the officer strikes off a roll, or adds to it, on which ground and why."""

    field_order = ("person", "what", "reason")
    what = Choose(label=_("What is done"), choices=WHAT)
    reason = Text(
        label=_("What happened"),
        rows=4,
        help_text=_("One or two sentences. Every member reads them, with your name, and they stay in the record."),
    )

    def __init__(self, *given: Any, people: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, people=people, branches=[], **more)
        del self.fields["scope"]


class HandIn(forms.Form):
    """What a trustee's command wrote."""

    step = forms.FileField(label=_("The file that your command wrote"))
