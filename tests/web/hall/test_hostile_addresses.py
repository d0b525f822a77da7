"""Ids, addresses, headers and cookies that lead nowhere: plain words, never a crash."""

import pytest

from ..house import House
from .hostile import YES, Hall, Reader, size

ODD_IDS = [
    *(
        "..",
        "../..",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e%2f",
        "C1/../C1",
        "C1%00",
        "C1'--",
        "' OR 1=1",
        "<script>",
        "%0d%0aX: y",
    ),
    *("__class__", "{0}", "%s", "M1-A1", "x" * 5_000, "con", "C1 ", "\u202e", "🐑", "-1", "*"),
]


@pytest.mark.parametrize("odd", ODD_IDS)
def test_no_id_leads_anywhere_it_should_not(odd: str, hall: Hall, reader: Reader) -> None:
    hall("papers")
    there, before = reader(50), size()
    places = (
        "/motions/{}/",
        "/bulletin/{}/",
        "/convention/{}/",
        "/convention/{}/floor/",
        "/elections/{}/",
        "/members/{}/",
    )
    places += (
        "/branches/{}/",
        "/rulebook/{}/",
        "/rulebook/{}/{}/",
        "/convention/C1/votes/{}/",
        "/invitation/{}/",
        "/lock/{}/",
    )
    places += (
        "/offices/{}/give/",
        "/elections/{}/ballots/",
        "/static/{}",
        "/demo/{}/",
        "/record/{}/leaf/",
        "/motions/{}/amend/",
        "/amendments/{}/amend/",
        "/parts/{}/",
        "/composites/{}/",
        "/motions/{}/composite/",
        "/motions/{}/take-over/",
    )
    for place in places:
        for answer in (there.get(place.format(odd, odd)), there.post(place.format(odd, odd), YES)):
            assert answer.status_code < 500, place
            assert b"root:" not in answer.content
    for doing in ("take-up", "put", "close-vote", "open-voting", "call-speaker", "ask", "vote", "check-in", "seat"):
        form = dict.fromkeys(
            ("item", "subject", "method", "vote", "election", "person", "side", "choice", "alternate"), odd
        )
        assert there.post(f"/convention/C1/do/{doing}/", {**form, "delegate": odd, "casting": odd}).status_code < 500
    assert size() == before


@pytest.mark.parametrize(
    "odd", ["x" * 20_000, "\x00", "../../etc", "en,,,;;q=9", "*;q=a", "ar\r\nSet-Cookie: x=y", "\xe2\x98\x83"]
)
def test_odd_headers_and_cookies_are_answered_plainly(odd: str, house: House) -> None:
    from django.test import Client

    there = Client(SERVER_NAME="localhost")
    there.cookies["django_language"] = there.cookies["sessionid"] = there.cookies["csrftoken"] = there.cookies[
        "messages"
    ] = odd
    headers = {
        "accept-language": odd,
        "referer": odd,
        "user-agent": odd,
        "x-forwarded-for": odd,
        "x-forwarded-host": odd,
    }
    for page in ("/", "/account/sign-in/", "/members/"):
        answer = there.get(page, headers=headers)
        assert answer.status_code < 500
        assert "Set-Cookie" not in answer
