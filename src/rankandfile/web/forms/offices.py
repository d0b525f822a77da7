"""Giving a post to somebody."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class Give(forms.Form):
    """Who, and for which branch."""

    person = forms.CharField(
        label=_("Member"), max_length=200, help_text=_("The name as it stands in the list of members."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    scope = forms.ChoiceField(label=_("Branch"), required=False, help_text=_("For a post in one branch."))

    def __init__(
        self, *given: Any, people: list[tuple[str, str]], branches: list[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self._people = people
        self.fields["scope"].choices = [("", _("The whole organisation")), *branches]  # type: ignore[attr-defined]

    def clean_person(self) -> str:
        """The handle of the one member of this name."""
        wanted = " ".join(self.cleaned_data["person"].casefold().split())
        found = [handle for handle, name in self._people if wanted in (name.casefold(), handle)]
        if len(found) == 1:
            return found[0]
        if found:
            raise forms.ValidationError(_("Several members have this name. Copy the handle from the person's page."))
        raise forms.ValidationError(_("No member has this name. Copy it from the list of members."))
