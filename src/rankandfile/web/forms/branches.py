"""A new branch."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Form(forms.Form):
    """What a new branch is called."""

    name = forms.CharField(label=_("Name"), max_length=120)
    branch = forms.SlugField(
        label=_("Short id"),
        max_length=32,
        help_text=_("2 to 32 small letters, digits and hyphens, such as “north-harbour”. It stays for ever."),
    )
    region = forms.CharField(label=_("Region"), max_length=60, required=False)
