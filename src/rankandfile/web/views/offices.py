"""Offices: who holds what, how it came about, who pays; giving a post and giving it up."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from ..doing import ask, check_answers, filled, is_checked, perform, ready
from ..forms.offices import Give
from ..page import asked, show
from ..pages import members
from ..pages import offices as pages
from ..pages.naming import member_name, post_title
from ..pages.pieces import Heading
from ..rules import rule


def offices(request: HttpRequest) -> HttpResponse:
    """Every post of the rulebook and who holds it."""
    state, reader = asked(request)
    heading = Heading(_("List"), _("Offices"))
    found, until = pages.offices(state, reader), pages.founding_until(state, reader.at)
    return show(request, "offices/list.html", heading, offices=found, founding_until=until)


def give(request: HttpRequest, post: str) -> HttpResponse:
    """A post is given to somebody, where the rulebook or the founding lets the reader."""
    state, reader = asked(request)
    if not pages.exists(state, post):
        raise Http404
    form = filled(request, Give, people=pages.people(state), branches=members.branch_choices(state))
    heading = Heading(_("Office"), post_title(state, post))
    if not ready(request, form):
        return ask(request, form, heading, _("Give this post"))
    who, scope = form.cleaned_data["person"], form.cleaned_data["scope"]
    done = _("{name} holds the post {post}.").format(name=member_name(state, who), post=post_title(state, post))
    return perform(request, pages.giving(state, reader, post, who, scope), to=reverse("offices"), done=done)


def give_up(request: HttpRequest, post: str) -> HttpResponse:
    """The reader gives a post up; asked twice."""
    state, reader = asked(request)
    title, scope = post_title(state, post), request.POST.get("scope", request.GET.get("branch", ""))
    if not is_checked(request):
        heading = Heading(_("Office"), _("Give a post up"))
        answers = ((_("Post"), title),)
        final = _("The post is vacant from then on. You cannot take it back by yourself.")
        return check_answers(request, heading, answers, _("Give this post up"), final=final, law=rule(state, ""))
    done = _("You no longer hold the post {post}.").format(post=title)
    return perform(request, pages.giving_up(reader, post, scope), to=reverse("offices"), done=done)


URLS = [
    path("offices/", offices, name="offices"),
    path("offices/<slug:post>/give/", give, name="give_post"),
    path("offices/<slug:post>/give-up/", give_up, name="give_up_post"),
]
