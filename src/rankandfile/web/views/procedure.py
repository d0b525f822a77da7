"""Procedure: what is in order now, raising it, ruling on it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rankandfile.core.chapters.objects import MINUTES
from rankandfile.core.chapters.picture import why_out_of_order
from rankandfile.core.chapters.points import RulePoint
from rankandfile.core.chapters.procedural import RaiseProcedural, row_of, table
from rankandfile.core.chapters.procedural_amending import AmendProcedural, why_not_open_to_amendment
from rankandfile.core.refusal import refuse

from ..doing import ask, filled, no, perform, ready, stamped
from ..forms.procedure import Raise, Ruling
from ..page import asked, show
from ..pages import chair as chairing
from ..pages import procedure as pages
from ..pages.meetings import heading
from ..pages.procedural_names import about_name, raised_title
from ..rules import rule
from ..trying import why_not
from .meetings import found


def procedure(request: HttpRequest, meeting: str) -> HttpResponse:
    """Where the floor is, what is in order now and what not, and everything that was raised."""
    state, reader = asked(request)
    own = found(state, meeting)
    return show(
        request, "floor/procedure.html", heading(state, own, _("Points and procedural motions")), meeting=own.id,
        page=pages.page(state, reader, own.id), is_chair=chairing.presides(state, reader, own),
    )  # fmt: skip


def raise_procedural(request: HttpRequest, meeting: str, motion: str) -> HttpResponse:
    """A motion that names something, or a point with what it is about."""
    state, reader = asked(request)
    own, known = found(state, meeting), table(state)
    row = known.rows.get(motion) if known is not None else None
    to = reverse("procedure", args=[own.id])
    if row is None:
        raise Http404
    closed = why_out_of_order(state, RaiseProcedural(reader.handle, reader.at, own.id, row.id))
    if closed is not None:
        return no(request, closed, back=to)
    objects = pages.objects(state, own.id, row.id)
    form = filled(
        request, Raise, objects=objects, minutes=MINUTES.get(row.effect, (0, 0)), asks=row.decided == "chair"
    )  # fmt: skip
    if not ready(request, form):
        top = heading(state, own, capfirst(_(row.name)))
        told = f"“{_(row.says)}” {capfirst(pages.needs(state, row))}"
        return ask(request, form, top, _("Raise it"), back=to, explained=told, law=rule(state, row.article))
    given = form.cleaned_data
    act = RaiseProcedural(
        **stamped(request), convention=own.id, procedural=row.id, about=given.get("about", ""),
        minutes=given.get("minutes") or 0,
    )  # fmt: skip
    texts = {"reason": given["reason"]} if given.get("reason") else {}
    return perform(request, act, texts, to=to, done=_("It is raised."))


def amend_raised(request: HttpRequest, meeting: str, number: str) -> HttpResponse:
    """Another body, another item or other minutes for a procedural motion that waits for its vote."""
    state, reader = asked(request)
    own, raised = found(state, meeting), state.procedure.raised.get(number)
    row = row_of(state, raised) if raised is not None else None
    if raised is None or row is None or raised.convention != own.id:
        raise Http404
    to = reverse("procedure", args=[own.id])
    closed = why_not_open_to_amendment(state, AmendProcedural(reader.handle, reader.at, raised.id))
    if closed is not None:
        return no(request, closed, back=to)
    others = [each for each in pages.objects(state, own.id, raised.motion) if each[0] != raised.about]
    form = filled(request, Raise, objects=others, minutes=MINUTES.get(row.effect, (0, 0)), asks=False)
    if not ready(request, form):
        top = heading(state, own, _("Amend {what}").format(what=raised_title(state, raised.id)))
        told = _("Say what it names instead. The meeting votes on that first, then on the motion as it stands then.")
        return ask(request, form, top, _("Move this amendment"), back=to, explained=told, law=rule(state, row.article))
    given = form.cleaned_data
    act = AmendProcedural(
        **stamped(request), number=raised.id, about=given.get("about", ""), minutes=given.get("minutes") or 0
    )  # fmt: skip
    return perform(request, act, to=to, done=_("The amendment is moved."))


def rule_point(request: HttpRequest, meeting: str, number: str) -> HttpResponse:
    """The chair rules, with a reason for everybody to read."""
    state, reader = asked(request)
    own, raised = found(state, meeting), state.procedure.raised.get(number)
    if raised is None or raised.convention != own.id:
        raise Http404
    to, row = reverse("chair", args=[own.id]), row_of(state, raised)
    closed = why_not(RulePoint(reader.handle, reader.at, raised.id), {"ruling": "–"})
    if closed is not None:
        return no(request, closed, back=to)
    if row is None:
        return no(request, refuse("", "procedure.over", number=raised.id), back=to)
    well_taken = [("yes", _("It is well taken.")), ("no", _("It is not well taken."))]
    form = filled(request, Ruling, choices=well_taken if row.decided == "chair" else [("no", _("I rule it out."))])
    if not ready(request, form):
        top = heading(state, own, _("Rule on {what}").format(what=raised_title(state, raised.id)))
        told = about_name(state, raised) or _(row.says)
        return ask(request, form, top, _("Make this ruling"), back=to, explained=told, law=rule(state, row.article))
    act = RulePoint(**stamped(request), number=raised.id, upheld=form.cleaned_data["upheld"] == "yes")
    return perform(
        request, act, {"ruling": form.cleaned_data["ruling"]}, to=to, done=_("The ruling is recorded."),
        follows=_("Until the next vote is opened the meeting can overturn it."),
    )  # fmt: skip


URLS = [
    path("convention/<str:meeting>/procedure/", procedure, name="procedure"),
    path("convention/<str:meeting>/procedure/raise/<slug:motion>/", raise_procedural, name="raise"),
    path("convention/<str:meeting>/procedure/amend/<slug:number>/", amend_raised, name="amend_raised"),
    path("convention/<str:meeting>/procedure/rule/<slug:number>/", rule_point, name="rule_point"),
]
