"""What people write for the bulletin and the agenda: documents, motions, amendments, answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rankandfile.core.chapters.lengths import TITLE as TITLE
from rankandfile.core.chapters.motions import SYNOPSIS
from rankandfile.core.rulebook.parse import parse
from rankandfile.core.rulebook.problem import Problem
from rankandfile.core.rulebook.sentences import say
from rankandfile.core.text import edited

from ..rules import translated


class Text(forms.CharField):
    """A text of any length that the rulebook allows; the words are counted while typing where a script may run."""

    def __init__(self, *, rows: int = 14, words: int = 0, **more: Any) -> None:
        attributes = {
            "rows": rows,
            "data-words": words,
            "data-told": _("Words: {n}"),
            "data-told-limit": _("Words: {n} of {limit}"),
        }
        super().__init__(**{"widget": forms.Textarea(attrs=attributes), "strip": False, **more})


class Choose(forms.ChoiceField):
    """One of a few, each visible at once."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"widget": forms.RadioSelect, **more})


class Paper(forms.Form):
    """A text with a title, written in some capacity."""

    capacity = Choose(label=_("You write"))
    title = forms.CharField(label=_("Title"), max_length=TITLE, help_text=_("What it is about, in a few words."))
    text = Text(label=_("Text"))
    subject = Choose(label=_("What it is about"), required=False)
    limit = _("At most {limit} words; that holds for everybody, the leadership included.")

    def __init__(
        self, *given: Any, capacities: list[tuple[str, str]], words: int = 0,
        subjects: Sequence[tuple[str, str]] = (), **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(*given, **more)
        if subjects:
            self.fields["subject"].choices = [("", _("None of these")), *subjects]  # type: ignore[attr-defined]
        else:
            del self.fields["subject"]
        self.fields["capacity"].choices = capacities  # type: ignore[attr-defined]
        if len(capacities) == 1:
            self.fields["capacity"].initial = capacities[0][0]
        self._limit(words)

    def _limit(self, words: int) -> None:
        text = self.fields["text"]
        text.widget.attrs["data-words"] = words
        limit = self.limit.format(limit=words) if words else ""
        text.help_text = f"{text.help_text or ''} {limit}".strip()


class Document(Paper):
    """A document."""

    text = Text(label=_("Text"), help_text=_("Markdown works: # for a heading, * for a list, **bold**."))


class Motion(Paper):
    """A motion of a class of business."""

    text = Text(label=_("Text"), help_text=_("What the meeting should resolve. Its lines and paragraphs get numbers."))
    business = Choose(label=_("Class of business"))
    synopsis = Text(
        label=_("Synopsis"), rows=3, words=SYNOPSIS, required=False,
        help_text=_("The motion in one or two sentences, for the digest: at most 50 words, the same for everybody."),
    )  # fmt: skip
    field_order: Sequence[str] = ("business", "capacity", "subject", "title", "synopsis", "text")

    def __init__(self, *given: Any, businesses: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["business"].choices = businesses  # type: ignore[attr-defined]
        if len(businesses) == 1:
            self.fields["business"].initial = businesses[0][0]


class RulebookChange(Motion):
    """A motion that brings the rulebook as it would read."""

    text = Text(label=_("Reasons"), rows=8, help_text=_("What the change does and why it is wanted."))
    rulebook = Text(
        label=_("The rulebook as it would read"),
        rows=24,
        help_text=_(
            "It is the one in force now; where it came of several changes, it is written anew. Edit what should change."
        ),
    )
    field_order: Sequence[str] = ("business", "capacity", "subject", "title", "synopsis", "text", "rulebook")

    def clean_rulebook(self) -> str:
        """A text that can be read as a rulebook; every fault is told with its line."""
        text: str = self.cleaned_data["rulebook"].replace("\r\n", "\n")
        read = parse(text)
        if isinstance(read, tuple):
            raise forms.ValidationError([_at_line(problem) for problem in read])
        return text


def _at_line(problem: Problem) -> str:
    what, remedy = say(problem.what, None, translated), say(problem.remedy, None, translated)
    return gettext("Line {line}: {what} {remedy}").format(line=problem.line, what=what, remedy=remedy)


class Answer(forms.Form):
    """An answer to a motion, or the mover's reply to it."""

    text = Text(label=_("Text"), help_text=_("Markdown works: # for a heading, * for a list, **bold**."))

    def __init__(self, *given: Any, words: int, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["text"].widget.attrs["data-words"] = words


class Related(forms.Form):
    """What the mover declares of other amendments; no question where there are none."""

    falls_with = forms.MultipleChoiceField(
        label=_("It falls with"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Without these it has no sense: if one of them does not carry, this one falls by itself."),
    )  # fmt: skip
    competes_with = forms.MultipleChoiceField(
        label=_("It competes with"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("If one of these carries, this one falls by itself. It does not bind the others."),
    )  # fmt: skip

    def relate(self, others: list[tuple[str, str]]) -> None:
        """These can be named, by number and what they do."""
        for name in ("falls_with", "competes_with"):
            if others:
                self.fields[name].choices = others  # type: ignore[attr-defined]
            else:
                del self.fields[name]


class EditedText(Related):
    """An amendment written by editing the text itself."""

    text = Text(
        label=_("The text as it should stand"), rows=10, required=False,
        help_text=_("Edit what should change, and leave the rest as it is. Empty it to delete it."),
    )  # fmt: skip
    reason = Text(label=_("Reason"), rows=4, required=False)
    capacity = Choose(label=_("You write"))
    field_order: Sequence[str] = ("text", "reason", "falls_with", "competes_with", "capacity")

    def __init__(
        self, *given: Any, before: str, capacities: list[tuple[str, str]], others: list[tuple[str, str]], words: int,
        **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(*given, **{"initial": {"text": before}, **more})
        self.fields["capacity"].choices = capacities  # type: ignore[attr-defined]
        self.fields["capacity"].initial = capacities[0][0] if capacities else None
        self.fields["reason"].widget.attrs["data-words"] = words
        self.before = before
        self.relate(others)

    def clean_text(self) -> str:
        """The text, in which something differs."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        if edited(self.before, text) is None:
            raise forms.ValidationError(_("Nothing is changed yet. Edit the text, or go back."))
        return text


class Amendment(Related):
    """A change of a motion by its line numbers."""

    action = Choose(
        label=_("What it does"),
        choices=[
            ("add", _("Add text after a line")),
            ("replace", _("Replace lines")),
            ("delete", _("Delete lines")),
            ("move", _("Move lines to another place")),
            ("substitute", _("Replace the whole text")),
            ("instruct", _("Instruct in words, where lines do not fit")),
        ],
    )
    first = forms.IntegerField(
        label=_("Line"), required=False, min_value=0,
        help_text=_("The first line it concerns. To add at the very top, write 0."),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )  # fmt: skip
    last = forms.IntegerField(
        label=_("To line"), required=False, min_value=0,
        help_text=_("For replacing, deleting and moving; empty for one line."),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )  # fmt: skip
    after = forms.IntegerField(
        label=_("After line"), required=False, min_value=0,
        help_text=_("For moving: the line after which they shall stand; 0 for the top."),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )  # fmt: skip
    text = Text(label=_("New text"), rows=5, required=False, help_text=_("Not needed for deleting and moving."))
    reason = Text(label=_("Reason"), rows=4, required=False)
    capacity = Choose(label=_("You write"))
    field_order: Sequence[str] = (
        "action",
        "first",
        "last",
        "after",
        "text",
        "reason",
        "falls_with",
        "competes_with",
        "capacity",
    )

    def __init__(
        self, *given: Any, capacities: list[tuple[str, str]], lines: int, words: int, others: list[tuple[str, str]],
        **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(*given, **more)
        self.relate(others)
        self.fields["capacity"].choices = capacities  # type: ignore[attr-defined]
        self.fields["capacity"].initial = capacities[0][0] if capacities else None
        for name in ("text", "reason"):
            self.fields[name].widget.attrs["data-words"] = words
        for name in ("first", "last", "after"):
            self.fields[name].widget.attrs["max"] = lines

    def clean(self) -> dict[str, Any]:
        """The lines and the text that the chosen change needs are there."""
        given = super().clean() or {}
        action, first = given.get("action"), given.get("first")
        if action in ("add", "replace", "delete", "move") and first is None:
            self.add_error("first", _("Write the number of the line."))
        if action == "move" and given.get("after") is None:
            self.add_error("after", _("Write the number of the line."))
        if action in ("add", "replace", "substitute", "instruct") and not (given.get("text") or "").strip():
            self.add_error("text", _("Write the new text."))
        given["first"] = first or 0
        given["last"] = given.get("last") or given["first"]
        return given
