"""Demanding a convention."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Place(forms.Form):
    """Where it might meet."""

    place = forms.CharField(
        label=_("Place"), max_length=160, required=False,
        help_text=_("Where it could meet. That of the demand that makes enough is written into the call."),
    )  # fmt: skip
