"""Letters between members, and how one wants to be written to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rankandfile.core.legible import legible
from rankandfile.core.refusal import Refusal

SUBJECT, TEXT = 120, 10_000


def _plain(value: str) -> str:
    """The text without characters that nobody sees. Raises ValidationError that names the first."""
    read = legible("text", value, "civic")
    if isinstance(read, Refusal):
        character = dict(read.facts).get("character", "")
        raise forms.ValidationError(
            _("It holds the character %(character)s, which readers cannot see. Take it out.") % {"character": character}
        )
    return read


class Write(forms.Form):
    """What a letter says."""

    subject = forms.CharField(
        label=_("Subject"), max_length=SUBJECT, help_text=_("One line, as it stands in the mail.")
    )
    text = forms.CharField(
        label=_("Your letter"), max_length=TEXT, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Plain text. Your name stands above it, as in the list of members."),
    )  # fmt: skip

    def clean_subject(self) -> str:
        """One line: a second one could pass for something that the mail server wrote."""
        subject = _plain(self.cleaned_data["subject"])
        if "\n" in subject:
            raise forms.ValidationError(_("A subject is one line. Put the rest into the letter."))
        return subject

    def clean_text(self) -> str:
        """Nothing that does not show."""
        return _plain(self.cleaned_data["text"])


class Wish(forms.Form):
    """How letters of members come."""

    mail = forms.ChoiceField(
        label=_("Letters of members"),
        choices=[
            ("each", _("Each by mail, at once")),
            ("daily", _("By mail once a day, all in one")),
            ("page", _("On this page only")),
        ],
        widget=forms.RadioSelect,
        help_text=_("What is due to you, such as a recovery of your account, comes by mail in any case."),
    )
