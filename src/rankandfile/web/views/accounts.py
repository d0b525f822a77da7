"""Accounts: opening one by invitation, settings, locking after a foreign recovery."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rankandfile.shell.people import invitations, recovery
from rankandfile.shell.people.forgetting import forget
from rankandfile.shell.people.models import Account

from .. import organisation
from ..doing import ask, check_answers, filled, is_checked, no, ready, why_waiting
from ..forms.accounts import Delete, Open, Settings
from ..page import asked, show
from ..pages.pieces import Heading
from ..who import account_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """An account is opened for the handle that the link is bound to."""
    state, _reader = asked(request)
    found = invitations.open_invitation(token)
    if found is None:
        return show(request, "accounts/no_invitation.html", Heading(_("Invitation"), _("This link no longer works")))
    form = filled(request, Open)
    heading = Heading(_("Invitation"), _("Open your account"))
    if not ready(request, form):
        by = organisation.name_of(state, found.invited_by) if found.invited_by != found.handle else ""
        told = {"name": organisation.name_of(state, found.handle), "email": found.email, "by": by}
        return ask(request, form, heading, _("Open this account"), template="accounts/open.html", told=told)
    account = invitations.take_up(token, form.cleaned_data["password"], get_language() or "")
    if account is not None:
        login(request, account, backend=BACKEND)
    return redirect("front")


def my_settings(request: HttpRequest) -> HttpResponse:
    """Language, time zone, ways of signing in."""
    account = signed_in(request)
    given = {"language": account.language or get_language(), "time_zone": account.time_zone}
    form = Settings(request.POST) if request.method == "POST" else Settings(initial=given)
    heading = Heading(_("Account"), _("My settings"))
    if not ready(request, form):
        return ask(request, form, heading, _("Keep these settings"), template="accounts/settings.html")
    account.language, account.time_zone = form.cleaned_data["language"], form.cleaned_data["time_zone"]
    account.save(update_fields=["language", "time_zone"])
    with translation.override(account.language):
        messages.info(request, _("Your settings are kept. All pages follow them from now on."))
    answer = redirect("settings")
    answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, account.language, samesite="Lax", httponly=True)
    return answer


def signed_in(request: HttpRequest) -> Account:
    """The account behind a page that only somebody signed in can reach."""
    account = account_of(request)
    assert account is not None, "a page of an account without an account"
    return account


def delete(request: HttpRequest) -> HttpResponse:
    """The account is gone; the membership is not touched."""
    form = filled(request, Delete)
    heading = Heading(_("Account"), _("Delete my account"))
    told = _(
        "You can no longer sign in. Your membership, your name and your receipts stay as they are: if nothing is to"
        " lead to you, have your name erased first, on the page of your data."
    )
    waits = why_waiting(request)
    if waits is not None:
        return no(request, waits, back=reverse("settings"))
    if ready(request, form) and signed_in(request).check_password(form.cleaned_data["password"]):
        forget(signed_in(request))
        request.session.flush()
        return redirect("front")
    if ready(request, form):
        form.add_error("password", _("This is not the password of this account."))
    return ask(request, form, heading, _("Delete this account"), explained=told, back=reverse("settings"))


def lock_account(request: HttpRequest, token: str) -> HttpResponse:
    """The owner locks an account that somebody else recovered; no sign-in needed."""
    if not is_checked(request):
        final = _("Nobody can sign in to it then. A new account needs a new invitation from your branch.")
        heading = Heading(_("Account"), _("Lock this account"))
        return check_answers(request, heading, (), _("Lock this account"), final=final)
    locked = recovery.lock(token)
    title = _("The account is locked") if locked else _("This link does not work")
    return show(request, "accounts/locked.html", Heading(_("Account"), title), locked=locked)


URLS = [
    path("invitation/<str:token>/", invitation, name="invitation"),
    path("settings/", my_settings, name="settings"),
    path("settings/delete/", delete, name="delete_account"),
    path("lock/<str:token>/", lock_account, name="lock_account"),
]
