"""The tags and filters that show pieces: `{% person mover %}`, `{{ due|moment }}`. Loaded in every template."""

from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Paginator
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, Form, RadioSelect
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi, gettext
from msgspec import Struct

from ..addresses import address

register = template.Library()
register.simple_tag(address)
"""`{% address 'person' handle %}` is `{% url %}` for the frame of pages and for long lists: six times as fast."""


LAST_DAY = 253_402_214_400
"""The first second of 31 December 9999, the last day of the calendar: dues may be paid until then, in any time zone."""


class Written(Struct, frozen=True):
    """A moment as a reader sees it."""

    text: str
    moment: SafeString
    """The element that says it to people, and to programs in ISO 8601."""
    day: SafeString
    """The same, of which programs hear the day alone."""


def written(moment: int, letters: str) -> Written:
    """The moment by Django's letters for dates, in the reader's language and time zone."""
    return _written(moment, letters, get_language(), timezone.get_current_timezone())


@lru_cache(maxsize=10_000)
def _written(moment: int, letters: str, language: str | None, zone: tzinfo) -> Written:
    """Made once for each language, which is the one in force here: a page of a convention says the same few hours."""
    here = datetime.fromtimestamp(min(moment, LAST_DAY), zone)
    text, element = date_format(here, letters), '<time datetime="{}">{}</time>'
    return Written(text, format_html(element, here.isoformat(), text), format_html(element, here.date(), text))


def in_full(moment: int) -> Written:
    """The moment with weekday, date and hour."""
    # Translators: a moment by Django's letters for dates: weekday, day, month, year, hour and minute.
    return written(moment, gettext("l j F Y, H:i"))


def written_moment(moment: int) -> str:
    """The moment as people write it: weekday, date and hour, in the reader's language and time zone."""
    return in_full(moment).text


def isolated(text: str) -> str:
    """The text so that its own direction does not turn the sentence around it, on a page from right to left."""
    return f"\u2068{text}\u2069" if text and get_language_bidi() else text


@register.filter
def moment(value: int) -> SafeString:
    """Weekday, date and hour."""
    return in_full(value).moment


@register.filter
def day(value: int) -> SafeString:
    """Weekday and date."""
    return written(value, "l j F Y").moment


@register.filter
def short_day(value: int) -> SafeString:
    """The date in few letters, for narrow places."""
    return written(value, "j N Y").day


@register.filter
def number(value: int) -> str:
    """The number with the reader's separators."""
    return number_format(value, use_l10n=True, force_grouping=True)


@register.inclusion_tag("pieces/person.html")
def person(who: Any) -> dict[str, Any]:
    """Name, branch, office, and who pays."""
    return {"person": who}


@register.inclusion_tag("pieces/rule.html")
def rule(article: Any) -> dict[str, Any]:
    """The article's number, which opens its sentence in place."""
    return {"rule": article}


@register.inclusion_tag("pieces/need.html")
def need(missing: Any) -> dict[str, Any]:
    """What is missing, by when, by which rule."""
    return {"need": missing}


@register.inclusion_tag("pieces/duty.html")
def duty(owed: Any) -> dict[str, Any]:
    """Who owes what, since or until when."""
    return {"duty": owed}


@register.inclusion_tag("pieces/stages.html")
def stages(way: Any) -> dict[str, Any]:
    """The stage bar."""
    return {"stages": way}


@register.inclusion_tag("pieces/receipt.html")
def receipt(done: Any) -> dict[str, Any]:
    """What was recorded, with its proof to download."""
    return {"receipt": done}


@register.inclusion_tag("pieces/change.html")
def change(bits: Any) -> dict[str, Any]:
    """Old struck, new underlined."""
    return {"bits": bits}


@register.inclusion_tag("pieces/tally.html")
def tally(votes: Any) -> dict[str, Any]:
    """Numbers, arithmetic, bar."""
    return {"tally": votes}


@register.inclusion_tag("pieces/refused.html")
def refused(refusal: Any) -> dict[str, Any]:
    """Why not, and what would open it."""
    return {"refused": refusal}


@register.inclusion_tag("pieces/heading.html")
def heading(top: Any) -> dict[str, Any]:
    """What this is and where it stands."""
    return {"heading": top}


@register.inclusion_tag("pieces/rail.html", takes_context=True)
def what_you_can_do(context: Any, ways: Any) -> dict[str, Any]:
    """The rail's acts: one main act, the others below it, then what is closed and why."""
    can = [way for way in ways if hasattr(way, "url")]
    main = next((way for way in can if way.main), None)
    return {
        "main": main,
        "others": [way for way in can if way is not main],
        "closed": [way for way in ways if not hasattr(way, "url")],
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("pieces/pages.html", takes_context=True)
def pages(context: Any, part: Any) -> dict[str, Any]:
    """Links to the other pages of a long list, with the search kept."""
    asked = context["request"].GET.copy()
    asked.pop("page", None)
    around = Paginator(range(part.last), 1).get_elided_page_range(part.number, on_each_side=1, on_ends=1)
    return {"part": part, "numbers": list(around), "kept": asked.urlencode(), "gap": Paginator.ELLIPSIS}


@register.inclusion_tag("pieces/errors.html")
def errors(form: Form) -> dict[str, Any]:
    """What is wrong with the form, at the top, with the focus on it."""
    faults = [(field.id_for_label, field.label, field.errors) for field in form if field.errors]
    return {"faults": faults, "whole": form.non_field_errors()}


@register.inclusion_tag("pieces/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """Label, hint, what is wrong, and the field itself."""
    widget = bound.field.widget
    many = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    parts = [f"{bound.auto_id}_hint"] * bool(bound.help_text) + [f"{bound.auto_id}_wrong"] * bool(bound.errors)
    attributes: dict[str, str | bool] = {"aria-describedby": " ".join(parts)} if parts else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    shown = "" if many else bound.as_widget(attrs=attributes)
    return {"field": bound, "many": many, "tick": isinstance(widget, CheckboxInput), "shown": shown}


@register.inclusion_tag("pieces/fields.html")
def fields(form: Form) -> dict[str, Any]:
    """Every field of the form, one below the other."""
    return {"form": form}
