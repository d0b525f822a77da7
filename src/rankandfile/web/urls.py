"""Where each page is: the lists stand beside the views, one file for each chapter."""

from django.urls import URLPattern, URLResolver, include, path

from .views import (
    accounts,
    amendments,
    boards,
    booth,
    branches,
    bulletin,
    delegates,
    demanding,
    demo,
    elections,
    erasing,
    files,
    floor,
    front,
    hall,
    letters,
    meetings,
    members,
    motions,
    my_data,
    offices,
    presiding,
    press,
    recalls,
    record,
    rulebook,
    rulings,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *front.URLS,
    *members.URLS,
    *branches.URLS,
    *recalls.URLS,
    *offices.URLS,
    *motions.URLS,
    *amendments.URLS,
    *rulings.URLS,
    *bulletin.URLS,
    *demanding.URLS,
    *meetings.URLS,
    *delegates.URLS,
    *presiding.URLS,
    *floor.URLS,
    *hall.URLS,
    *elections.URLS,
    *boards.URLS,
    *booth.URLS,
    *press.URLS,
    *rulebook.URLS,
    *record.URLS,
    *files.URLS,
    *accounts.URLS,
    *my_data.URLS,
    *letters.URLS,
    *erasing.URLS,
    *demo.URLS,
    path("account/", include("rankandfile.web.account_urls")),
]
handler404 = "rankandfile.web.views.errors.not_found"
handler500 = "rankandfile.web.views.errors.broken"
handler403 = "rankandfile.web.views.errors.forbidden"
handler400 = "rankandfile.web.views.errors.unreadable"
