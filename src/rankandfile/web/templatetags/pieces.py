"""The tags and filters that show pieces: `{% person mover %}`, `{{ due|moment }}`. Loaded in every template."""

from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Paginator
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, Form, RadioSelect
from django.forms.utils import flatatt
from django.template.loader import get_template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
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


@register.filter
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
def hour(value: int) -> SafeString:
    """Weekday and hour, where people know the date."""
    # Translators: a moment by Django's letters for dates: weekday, hour and minute.
    return written(value, gettext("l H:i")).moment


@register.filter
def number(value: int) -> str:
    """The number with the reader's separators."""
    return number_format(value, use_l10n=True, force_grouping=True)


def piece(template: str, **values: Any) -> SafeString:
    """The piece made from frozen values: once for each of them, in each language and time zone.

    Three quarters of the time that a page took went into making the same lines, names and articles again. What decides
    how a piece looks is all in the key, so nothing that is kept can be out of date; a text that was destroyed is no
    longer asked for. No value is marked as safe HTML: two that are equal must look the same.
    """
    return _piece(template, tuple(values.items()), get_language(), timezone.get_current_timezone())


def forget() -> None:
    """No piece that was made is kept: something that may stand in one was erased."""
    _piece.cache_clear()


@lru_cache(maxsize=8_192)
def _piece(name: str, values: tuple[tuple[str, Any], ...], language: str | None, zone: tzinfo) -> SafeString:
    return SafeString(get_template(name).render(dict(values)))


@register.simple_tag(takes_context=True)
def navigation(context: Any) -> SafeString:
    """The way about the site, with where the reader is."""
    return piece("navigation.html", navigation=context["navigation"], section=context["section"])


@register.simple_tag
def foot_links(signed_in: bool) -> SafeString:
    """What stands at the foot of each page: what is the reader's own, and what explains."""
    return piece("pieces/foot_links.html", signed_in=signed_in)


@register.simple_tag
def language_options(languages: Any) -> SafeString:
    """The languages of the site, each called as its speakers call it."""
    return piece("pieces/language_options.html", codes=tuple(code for code, _name in languages))


@register.simple_tag
def supporters(people: Any) -> SafeString:
    """Who seconds a motion."""
    return piece("motions/supporters.html", people=people)


@register.simple_tag
def person(who: Any) -> SafeString:
    """Name, branch, office, and who pays."""
    return piece("pieces/person.html", person=who)


@register.simple_tag
def rule(article: Any) -> SafeString:
    """The article's number, which opens its sentence in place."""
    return piece("pieces/rule.html", rule=article)


@register.simple_tag
def need(missing: Any) -> SafeString:
    """What is missing, by when, by which rule."""
    return piece("pieces/need.html", need=missing)


@register.simple_tag
def duty(owed: Any) -> SafeString:
    """Who owes what, since or until when."""
    return piece("pieces/duty.html", duty=owed)


@register.simple_tag
def stages(way: Any) -> SafeString:
    """The stage bar."""
    return piece("pieces/stages.html", stages=way)


@register.simple_tag
def lines(text: Any, anchors: bool = False) -> SafeString:
    """A text in its numbered lines, with what changes in it; with anchors each line can be linked to."""
    from ..pages.texts import by_words

    return piece("pieces/lines.html", lines=by_words(text), anchors=anchors)


@register.simple_tag
def read(text: str, under: int = 2, anchors: bool = False) -> SafeString:
    """A text in its numbered lines, its Markdown read; its headings stand below one of this level."""
    from ..pages.lined import as_html

    return as_html(text, under, anchors)


@register.simple_tag
def clauses(changed: Any) -> SafeString:
    """What changes in a rulebook, article by article."""
    return piece("pieces/clauses.html", clauses=changed)


@register.simple_tag
def items(held: Any) -> SafeString:
    """A list of what stands in the bulletin."""
    return piece("bulletin/items.html", items=held)


@register.inclusion_tag("pieces/receipt.html")
def receipt(done: Any) -> dict[str, Any]:
    """What was recorded, with its proof to download."""
    return {"receipt": done}


@register.simple_tag
def change(before: str, after: str) -> SafeString:
    """The two texts in one: old struck, new underlined, what stays as it was."""
    from ..pages.texts import compared

    return piece("pieces/change.html", bits=compared(before, after))


@register.simple_tag
def tally(votes: Any) -> SafeString:
    """Numbers, arithmetic, bar."""
    return piece("pieces/tally.html", tally=votes)


@register.simple_tag
def refused(refusal: Any) -> SafeString:
    """Why not, and what would open it."""
    return piece("pieces/refused.html", refused=refusal)


@register.simple_tag
def heading(top: Any) -> SafeString:
    """What this is and where it stands."""
    return piece("pieces/heading.html", heading=top)


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
def pages(context: Any, part: Any, below: bool = False) -> dict[str, Any]:
    """Links to the other pages of a long list, with the search kept; where they stand twice, the second `below`."""
    asked = context["request"].GET.copy()
    asked.pop("page", None)
    around = Paginator(range(part.last), 1).get_elided_page_range(part.number, on_each_side=1, on_ends=1)
    return {
        "part": part, "numbers": list(around), "kept": asked.urlencode(), "gap": Paginator.ELLIPSIS, "below": below,
    }  # fmt: skip


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
    choices = _choices(bound) if many else ""
    tick = isinstance(widget, CheckboxInput)
    return {"field": bound, "many": many, "choices": choices, "tick": tick, "shown": shown}


def _choices(bound: BoundField) -> SafeString:
    """Each choice with its label. A convention's motions are hundreds: Django renders a template for every one."""
    return format_html_join(
        "",
        '<div class="choice"><input type="{}" name="{}" value="{}"{}><label for="{}">{}</label></div>',
        (
            (one["type"], one["name"], one["value"], flatatt(one["attrs"]), one["attrs"].get("id", ""), one["label"])
            for one in (choice.data for choice in bound)
        ),
    )


@register.inclusion_tag("pieces/fields.html")
def fields(form: Form) -> dict[str, Any]:
    """Every field of the form, one below the other."""
    return {"form": form}
