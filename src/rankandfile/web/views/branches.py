"""Branches: the list, one branch with who acts for it, a new one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from ..doing import ask, filled, perform, ready
from ..forms.branches import Form
from ..page import asked, show, way
from ..pages import branches as pages
from ..pages import convening, elections, members
from ..pages.pieces import Can, Cannot, Heading


def branches(request: HttpRequest) -> HttpResponse:
    """Every branch, by name."""
    state, reader = asked(request)
    new = Can(_("Form a branch"), reverse("form_branch"))
    ways = (way(state, pages.forming(reader, "a-new-branch", ""), {"name": "a new branch"}, new),)
    heading = Heading(_("List"), _("Branches"))
    return show(request, "branches/list.html", heading, ways, rows=pages.rows(state), law=pages.law(state))


def branch(request: HttpRequest, branch: str) -> HttpResponse:
    """One branch: its members, who acts for it and how they came to."""
    state, reader = asked(request)
    page = pages.page(state, branch, reader)
    if page is None:
        raise Http404
    ways: list[Can | Cannot] = [Can(_("See its members"), f"{reverse('members')}?branch={branch}", main=True)]
    ways.append(Can(_("Write to all its members"), reverse("write_letter", args=["branch", branch])))
    if members.may_admit(state, reader, branch):
        ways.append(Can(_("Admit a member"), reverse("admit")))
    ways += convening.ways_of_branch(state, reader, branch)
    waiting = members.waiting(state, reader.at, branch)
    heading = Heading(_("Branch"), page.name)
    return show(
        request, "branches/branch.html", heading, tuple(ways), page=page, waiting=waiting, law=pages.law(state),
        elections=elections.of_branch(state, branch, reader.at), meetings=convening.of_branch(state, reader, branch),
    )  # fmt: skip


def form_branch(request: HttpRequest) -> HttpResponse:
    """A new branch."""
    state, reader = asked(request)
    form = filled(request, Form)
    if not ready(request, form):
        heading = Heading(_("Branches"), _("Form a branch"))
        return ask(request, form, heading, _("Form this branch"), law=pages.law(state))
    given = form.cleaned_data
    act = pages.forming(reader, given["branch"], given["region"])
    done = _("The branch {name} exists.").format(name=given["name"])
    return perform(request, act, {"name": given["name"]}, to=reverse("branches"), done=done)


URLS = [
    path("branches/", branches, name="branches"),
    path("branches/new/", form_branch, name="form_branch"),
    path("branches/<slug:branch>/", branch, name="branch"),
]
