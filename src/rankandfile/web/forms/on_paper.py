"""What is asked about a vote that was taken on paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .meetings import WhenField
from .papers import Text


class OnPaper(forms.Form):
    """When, and why."""

    held = WhenField(label=_("When it was counted"))
    reason = Text(label=_("Why on paper"), rows=3, help_text=_("Such as: the network of the hall failed."))
