"""Calling a convention, counting votes, publishing minutes."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rankandfile.core.ids import Moment

from .papers import Text


class WhenField(forms.DateTimeField):
    """A day and an hour in the reader's time zone."""

    def __init__(self, **more: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(**{"widget": widget, "input_formats": ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **more})


class Call(forms.Form):
    """When and where the convention meets."""

    place = forms.CharField(label=_("Place"), max_length=200, help_text=_("Where it meets, so that people find it."))
    opens = WhenField(label=_("It opens"))
    closes = WhenField(label=_("It closes at the latest"))


class Cards(forms.Form):
    """What a teller counted."""

    yes = forms.IntegerField(label=_("For"), min_value=0)
    no = forms.IntegerField(label=_("Against"), min_value=0)
    abstain = forms.IntegerField(label=_("Abstaining"), min_value=0, initial=0)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for field in self.fields.values():
            field.widget.attrs |= {"class": "short", "inputmode": "numeric"}


class Minutes(forms.Form):
    """The minutes, as the record gives them; the minute-taker adds what was said."""

    minutes = Text(label=_("Minutes"), rows=30, help_text=_("Markdown works: # for a heading, * for a list, **bold**."))


class Note(forms.Form):
    """What was said, for the minutes."""

    item = forms.ChoiceField(label=_("Under which item"), required=False)
    note = Text(label=_("Note"), rows=8, help_text=_("It stands in the minutes under your name, and stays."))

    def __init__(self, *given: Any, items: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["item"].choices = items  # type: ignore[attr-defined]


def moment(given: datetime) -> Moment:
    """The hour that was typed, as UTC seconds."""
    return Moment(int(given.timestamp()))
