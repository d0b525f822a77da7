"""Who is asked to be co-author, and to which motion another refers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .offices import Give


class Invite(Give):
    """The member who is asked."""

    def __init__(self, *given: Any, people: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, people=people, branches=[], **more)
        del self.fields["scope"]


class Refer(forms.Form):
    """The other motion."""

    to = forms.CharField(
        label=_("Number of the other motion"), max_length=12, help_text=_("As it stands in the list: M12."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "short", "dir": "ltr"}),
    )  # fmt: skip

    def __init__(self, *given: Any, known: frozenset[str], **more: Any) -> None:
        super().__init__(*given, **more)
        self._known = known

    def clean_to(self) -> str:
        """The number, as the list has it."""
        number = str(self.cleaned_data["to"]).strip().upper()
        found = number if number in self._known else f"M{number}"
        if found not in self._known:
            raise forms.ValidationError(_("There is no motion of this number. Look it up in the list of motions."))
        return found
