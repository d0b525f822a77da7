"""Standing, nominating, and the ballot paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .meetings import WhenField
from .offices import Give
from .papers import Choose, Text


class Stand(forms.Form):
    """A candidate's own words."""

    statement = Text(
        label=_("Statement"), rows=8, required=False,
        help_text=_("Why you stand and what you will do. Every member can read it. Markdown works."),
    )  # fmt: skip

    def __init__(self, *given: Any, words: int = 0, **more: Any) -> None:
        super().__init__(*given, **more)
        statement = self.fields["statement"]
        statement.widget.attrs["data-words"] = words
        if words:
            limit = gettext("At most {limit} words, the same for everybody who stands.").format(limit=words)
            statement.help_text = f"{statement.help_text} {limit}"


class Nominate(Give):
    """Somebody else, by the name in the list of members."""

    field_order = ("person",)

    def __init__(self, *given: Any, people: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, people=people, branches=[], **more)
        del self.fields["scope"]


class Slate(forms.Form):
    """A list of persons, one a line."""

    names = Text(
        label=_("Names"), help_text=_("One member a line, as in the list of members; as many as there are places.")
    )
    statement = Text(label=_("Statement"), rows=6, required=False)

    def __init__(self, *given: Any, people: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self._people = people

    def clean_names(self) -> tuple[str, ...]:
        """The handles of the members named."""
        lines = [" ".join(line.casefold().split()) for line in self.cleaned_data["names"].splitlines() if line.strip()]
        found = [[handle for handle, name in self._people if line in (name.casefold(), handle)] for line in lines]
        unclear = [line for line, handles in zip(lines, found, strict=True) if len(handles) != 1]
        if unclear:
            raise forms.ValidationError(
                gettext("No one member has this name: {names}.").format(names=", ".join(unclear))
            )
        return tuple(handles[0] for handles in found)


class Call(forms.Form):
    """An election called by a member of the branch or body that fills the post."""

    post = Choose(label=_("Post"))
    nominations_close = WhenField(label=_("Nominations close"))
    voting_closes = WhenField(label=_("Voting closes"), help_text=_("It opens when nominations close."))

    def __init__(self, *given: Any, posts: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["post"].choices = posts  # type: ignore[attr-defined]


class Ballot(forms.Form):
    """A ballot paper: a number for each candidate, 1 for the first choice; without any it is blank."""

    def __init__(self, *given: Any, candidates: tuple[str, ...], one: bool = False, **more: Any) -> None:
        super().__init__(*given, **more)
        self._candidates = candidates
        self.is_one = one
        places = range(1, len(candidates) + 1)
        if one:
            listed = [(str(place), name) for place, name in zip(places, candidates, strict=True)]
            self.fields["choice"] = forms.ChoiceField(
                label=gettext("Your choice"), choices=listed, widget=forms.RadioSelect
            )
            return
        numbers = [("", "–"), *((str(place), str(place)) for place in places)]
        for place, name in zip(places, candidates, strict=True):
            self.fields[f"rank-{place}"] = forms.ChoiceField(label=name, choices=numbers, required=False)

    def clean(self) -> dict[str, Any]:
        """Nobody shares a number; gaps between numbers are closed."""
        given = super().clean() or {}
        if not self.is_one:
            self._must_differ({name: int(rank) for name, rank in given.items() if rank})
        return given

    def _must_differ(self, ranks: dict[str, int]) -> None:
        for name, rank in ranks.items():
            if list(ranks.values()).count(rank) > 1:
                self.add_error(
                    name, gettext("The number {rank} is given twice. Give each number once.").format(rank=rank)
                )

    @property
    def ranking(self) -> tuple[int, ...]:
        """The candidates' places in the list, the first choice first."""
        if self.is_one:
            return (int(self.cleaned_data["choice"]),)
        ranked = [(int(rank), int(name.partition("-")[2])) for name, rank in self.cleaned_data.items() if rank]
        return tuple(place for _rank, place in sorted(ranked))
