"""Joining, admitting, moving, dues."""

from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rankandfile.core.ids import Moment

NAME = 200


class Name(forms.CharField):
    """A name as its owner writes it, whatever the script."""

    def __init__(self, **more: Any) -> None:
        hint = _("As you write it yourself. Any script, any number of words.")
        super().__init__(**{"label": _("Name"), "max_length": NAME, "help_text": hint, **more})


class Join(forms.Form):
    """An application to join a branch."""

    name = Name()
    contact = forms.EmailField(
        label=_("Mail address"), help_text=_("The branch's answer and the link to your account go there, nothing else.")
    )
    branch = forms.ChoiceField(label=_("Branch"))
    member_class = forms.ChoiceField(label=_("Class of membership"), widget=forms.RadioSelect)

    def __init__(
        self, *given: Any, branches: list[tuple[str, str]], classes: list[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.fields["branch"].choices = [("", _("Choose one")), *branches]  # type: ignore[attr-defined]
        self.fields["member_class"].choices = classes  # type: ignore[attr-defined]


class Admit(Join):
    """Somebody admitted directly by the branch."""

    contact = forms.EmailField(label=_("Mail address"), required=False, help_text=_("The invitation goes there."))
    paid_until = forms.DateField(
        label=_("Dues paid until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    field_order = ("name", "contact", "branch", "member_class", "paid_until")


class Answer(forms.Form):
    """The branch's answer to an application."""

    answer = forms.ChoiceField(
        label=_("Answer"), choices=[("yes", _("Admit as a member")), ("no", _("Refuse"))], widget=forms.RadioSelect
    )
    paid_until = forms.DateField(
        label=_("Dues paid until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Needed only where you admit."),
    )
    ground = forms.CharField(
        label=_("Ground"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text=_("Needed only where you refuse. The applicant and every member can read it."),
    )

    def clean(self) -> dict[str, Any]:
        """A refusal without its ground is not an answer."""
        answers = super().clean() or {}
        if answers.get("answer") == "no" and not answers.get("ground"):
            self.add_error("ground", _("Write why the branch refuses."))
        if answers.get("answer") == "yes" and not answers.get("paid_until"):
            self.add_error("paid_until", _("Write until when dues are paid."))
        return answers


class Move(forms.Form):
    """Another branch."""

    to = forms.ChoiceField(label=_("New branch"))

    def __init__(self, *given: Any, branches: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["to"].choices = [("", _("Choose one")), *branches]  # type: ignore[attr-defined]


class Dues(forms.Form):
    """Until when dues are paid."""

    paid_until = forms.DateField(
        label=_("Dues paid until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class Invite(forms.Form):
    """Where the invitation goes."""

    email = forms.EmailField(
        label=_("The member's own mail address"),
        help_text=_("The link is sent there and nowhere else; you will not see it."),
    )


def end_of(day: Any) -> Moment:
    """The last second of the day, in UTC."""
    return Moment(int(datetime.combine(day, time(23, 59, 59), UTC).timestamp()))
