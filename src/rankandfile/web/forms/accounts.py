"""Opening an account, and personal settings."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _


class Open(forms.Form):
    """The password of a new account."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters. Four words that do not belong together are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """A password that is neither short nor among the common ones."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class Settings(forms.Form):
    """How the reader wants to read."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=[(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES],
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), required=False, help_text=_("All times on these pages are then in this zone.")
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        zones = [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones()) if "/" in zone]
        self.fields["time_zone"].choices = [("", _("As the organisation has it")), *zones]  # type: ignore[attr-defined]


class Delete(forms.Form):
    """The password once more, before an account is deleted."""

    password = forms.CharField(
        label=_("Your password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
