"""Calling a meeting of a body, calling it off, demanding one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .meetings import WhenField
from .papers import Text


class CallMeeting(forms.Form):
    """Which body meets, when and where, and what the invitation says."""

    body = forms.ChoiceField(label=_("Who meets"))
    place = forms.CharField(label=_("Place"), max_length=200, help_text=_("Where it meets, so that people find it."))
    opens = WhenField(label=_("It opens"))
    closes = WhenField(label=_("It closes at the latest"))
    invitation = Text(
        label=_("Invitation"), rows=6, required=False,
        help_text=_("What it is about, for those who are invited. It goes along with the notice and stays."),
    )  # fmt: skip

    def __init__(self, *given: Any, bodies: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["body"].choices = bodies  # type: ignore[attr-defined]


class CallOff(forms.Form):
    """Why the meeting does not take place."""

    reason = Text(label=_("Reason"), rows=4, help_text=_("Everybody who was invited is told it, and it stays public."))


class Demand(forms.Form):
    """Why a meeting is wanted."""

    body = forms.CharField(widget=forms.HiddenInput, max_length=80)
    reason = Text(
        label=_("Reason"), rows=4, required=False,
        help_text=_("What the meeting should deal with. You can leave it out."),
    )  # fmt: skip
