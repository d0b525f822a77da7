"""Codes that are typed: that of a seat at the desk, that of the hall on the own device."""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext_lazy as _

from rankandfile.core.ids import Handle


def _code() -> forms.TextInput:
    signs = {"class": "short", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
    return forms.TextInput(attrs=signs)


class SeatCode(forms.Form):
    """The code of a seat, as the desk reads it from somebody's screen or paper."""

    code = forms.CharField(
        label=_("Code of the seat"), max_length=20, widget=_code(),
        help_text=_("Eight signs, such as 3F7A-92KC: on the page of credentials of whoever comes."),
    )  # fmt: skip

    def __init__(self, *given: object, whose: Callable[[str], Handle | None], **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        self._whose = whose

    def clean_code(self) -> Handle:
        """Whose seat it is."""
        found = self._whose(self.cleaned_data["code"])
        if found is None:
            raise forms.ValidationError(_("This is the code of no seat here. Compare it sign by sign."))
        return found


class HallCode(forms.Form):
    """The code that is shown in the hall."""

    code = forms.CharField(
        label=_("Code of the hall"), max_length=20, widget=_code(),
        help_text=_("Ten signs, shown in the hall. Small letters and hyphens make no difference."),
    )  # fmt: skip
