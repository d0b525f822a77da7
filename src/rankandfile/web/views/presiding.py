"""Another is put in the chair by those present."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from rankandfile.core.chapters.presiding import NameChair
from rankandfile.core.ids import Handle

from ..doing import ask, filled, perform, ready, stamped
from ..forms.presiding import Name
from ..page import asked
from ..pages import presiding as pages
from ..pages.meetings import heading
from .meetings import found


def name_chair(request: HttpRequest, meeting: str) -> HttpResponse:
    """Somebody present with a vote names another for the chair."""
    state, _reader = asked(request)
    own = found(state, meeting)
    form, to = filled(request, Name, people=pages.people(state, own)), reverse("floor", args=[own.id])
    if not ready(request, form):
        top = heading(state, own, _("Put another in the chair"))
        told, law = pages.explained(own), pages.law(state)
        return ask(request, form, top, _("Name this person"), back=to, explained=told, law=law)
    act = NameChair(**stamped(request), convention=own.id, person=Handle(form.cleaned_data["person"]))
    return perform(request, act, to=to, done=_("You named this person for the chair."))


URLS = [path("convention/<str:meeting>/chair/name/", name_chair, name="name_chair")]
