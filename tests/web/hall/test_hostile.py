"""Hostile input through the site's forms and addresses: shown and never run, refused in plain words, never a crash."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import CHAIR, MINUTES, SECRETARY, TELLERS, handle

from ..house import House

if TYPE_CHECKING:
    from django.test import Client

    from .live import Live

Hall: TypeAlias = Callable[[str], "Live"]
Reader: TypeAlias = Callable[[int], "Client"]
YES = {"checked": "yes"}
NOT_OURS = {
    "script",
    "img",
    "iframe",
    "object",
    "embed",
    "svg",
    "style",
    "base",
    "meta",
    "link",
    "math",
    "video",
    "audio",
}
TRICKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "\"'><svg/onload=alert(1)>",
    "</title><iframe srcdoc='<script>alert(1)</script>'>",
    "[press](javascript:alert(1)) [press](data:text/html,<script>) [press](vbscript:x)",
    "[press](  java\tscript:alert(1)) <javascript:alert(1)> [press][1]\n\n[1]: javascript:alert(1)",
    '![look](https://evil.example/pixel.png) <https://evil.example/"onmouseover=alert(1)>',
    '[press](https://evil.example/ "title\\" onclick=alert(1)")',
    "<!-- --><a href=javascript:alert(1)>press</a>",
    "{{ settings.SECRET_KEY }} {% load static %} %(name)s {name} {0.__class__}",
    "&lt;script&gt; &#60;script&#62; &#x3c;script",
    "<base href=https://evil.example/><meta http-equiv=refresh content='0;https://evil.example/'>",
    "| a | b |\n|---|---|\n| <script> | `</code><script>` |\n\n```html\n</pre><script>alert(1)</script>\n```",
    '=HYPERLINK("http://evil.example")',
]


class Page(HTMLParser):
    """The tags of a page, with whatever in them could act."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.acting: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            address = "".join((value or "").split()).lower()
            acts = name.startswith("on") or name in ("style", "srcdoc", "srcset", "formaction", "ping")
            leads = name in ("href", "src", "action", "data", "xlink:href") and ":" in address.split("/")[0]
            if acts or (leads and not address.startswith(("http:", "https:", "mailto:"))):
                self.acting.append((name, value or ""))


def harmless(there: "Client", *addresses: str) -> None:
    """Nothing on these pages acts, and they hold no more tags of the dangerous kinds than the site's own."""
    own = Page(there.get("/about/").content.decode())
    for address in addresses:
        answer = there.get(address)
        assert answer.status_code == 200, address
        page = Page(answer.content.decode())
        assert page.acting == [], address
        for tag in NOT_OURS:
            assert page.tags.count(tag) <= max(own.tags.count(tag), 6 if tag in ("script", "link", "meta") else 0), (
                address
            )
        assert "alert(1)" not in "".join(_scripts(answer.content.decode())), address


def _scripts(html: str) -> Iterator[str]:
    for piece in html.split("<script")[1:]:
        yield piece.split("</script")[0]


def size() -> int:
    """How many entries the record has."""
    from rankandfile.web import organisation

    return int(organisation.read_state().size)


@pytest.mark.parametrize("trick", TRICKS)
def test_what_somebody_writes_into_papers_is_shown_and_never_run(trick: str, hall: Hall, reader: Reader) -> None:
    hall("papers")
    member, chair, before = reader(50), reader(CHAIR), size()
    paper = {"capacity": "member/", "title": trick[:150].replace("\n", " ").replace("\t", " "), "text": trick, **YES}
    member.post("/bulletin/submit/", paper)
    member.post("/motions/new/", {**paper, "business": "emergency", "synopsis": trick})
    lines = {"action": "replace", "first": "1", "last": "1", "capacity": "member/", **YES}
    member.post("/motions/M1/amend/", {**lines, "text": trick, "reason": trick})
    chair.post("/motions/M2/answer/", {"text": trick, **YES})
    assert size() >= before + 8
    harmless(
        member, "/bulletin/", "/bulletin/D3/", "/motions/", "/motions/M4/", "/motions/M1/", "/motions/M2/", "/record/"
    )
    harmless(member, *(f"/record/{index}/" for index in range(before, size())))
    for form in ({**paper, "again": "yes"}, {k: v for k, v in paper.items() if k != "checked"}):
        for page in ("/bulletin/submit/", "/motions/new/"):
            shown = Page(member.post(page, {**form, "business": "emergency"}).content.decode())
            assert shown.acting == []
            assert "iframe" not in shown.tags
            assert "img" not in shown.tags


@pytest.mark.parametrize("trick", TRICKS)
def test_what_somebody_is_called_is_shown_and_never_run(
    trick: str, house: House, sign_in: Callable[[str], Any]
) -> None:
    founder, secretary, name = sign_in("Ilse"), sign_in("Bo"), " ".join(trick.split())[:110]
    founder.post("/branches/new/", {"name": name, "branch": "tricks", "region": name[:50]})
    form = {"name": name, "branch": "north-harbour", "member_class": "member", "paid_until": "2030-01-31"}
    secretary.post("/members/admit/", form)
    founder.post("/join/", {**form, "contact": "trick@people.example"})
    harmless(
        founder,
        "/branches/",
        "/branches/tricks/",
        "/members/",
        "/offices/",
        "/record/",
        "/",
        "/join/",
        "/members/move/",
    )
    harmless(founder, f"/members/?search={name}", f"/members/?branch={name}", f"/record/?page={name}")


@pytest.mark.parametrize("trick", TRICKS)
def test_statements_and_minutes_are_shown_and_never_run(trick: str, hall: Hall, reader: Reader) -> None:
    hall("closed")
    taker = reader(MINUTES)
    taker.post("/convention/C1/minutes/publish/", {"minutes": trick, **YES})
    harmless(taker, "/convention/C1/minutes/", "/convention/C1/")


HIDDEN = {
    "turned round": "Accounts \u202eyletercs\u202c published",
    "isolated": "Accounts \u2066x\u2069",
    "null": "Accounts\0 published",
    "a bell": "Accounts\x07",
    "escape": "Accounts \x1b[2J",
    "a line separator": "Accounts\u2028published",
    "a control of the second set": "Accounts\x85published",
}


@pytest.mark.parametrize("what", HIDDEN)
@pytest.mark.parametrize("field", ["title", "text", "synopsis"])
def test_characters_that_do_not_show_are_refused_and_nothing_typed_is_lost(
    field: str, what: str, hall: Hall, reader: Reader
) -> None:
    hall("papers")
    before = size()
    form = {
        "business": "emergency",
        "capacity": "member/",
        "title": "Accounts",
        "text": "To publish them.",
        "synopsis": "x",
    }
    answer = reader(50).post("/motions/new/", {**form, field: HIDDEN[what], **YES})
    assert answer.status_code in (409, 422)
    assert size() == before
    assert "To publish them." in answer.content.decode() or field == "text"


@pytest.mark.parametrize("nothing", ["\u200b", "\ufeff", "\u2060", "\u3164", "\U000e0053"])
def test_characters_that_take_no_room_are_not_kept(nothing: str, hall: Hall, reader: Reader) -> None:
    hall("papers")
    there = reader(50)
    there.post("/bulletin/submit/", {"capacity": "member/", "title": f"Accounts{nothing}", "text": "Publish.", **YES})
    assert nothing not in there.get("/bulletin/").content.decode()


@pytest.mark.parametrize("raw", [b"%ED%A0%80", b"%FF%FE", b"%C0%AF", b"%", b"%00", b"%zz", b"%F4%90%80%80"])
def test_bytes_that_are_no_text_are_answered_plainly(raw: bytes, hall: Hall, reader: Reader) -> None:
    hall("papers")
    there = reader(50)
    for page in ("/motions/new/", "/bulletin/submit/", "/members/move/", "/language/", "/account/sign-in/"):
        body = (
            b"business=policy&capacity=member/&title="
            + raw
            + b"&text="
            + raw
            + b"&checked=yes&next="
            + raw
            + b"&to="
            + raw
        )
        answer = there.post(page, body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code < 500
    for page in (
        b"/motions/%s/",
        b"/members/%s/",
        b"/convention/%s/",
        b"/record/%s/",
        b"/?convention=%s",
        b"/members/?search=%s",
    ):
        assert there.get((page % raw).decode()).status_code < 500


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data; boundary=x", b"--x\r\nnothing"),
        ("multipart/form-data", b"--x"),
        ("multipart/form-data; boundary=" + "x" * 300, b"--x"),
        ("application/json", b'{"title": "x"}'),
        ("application/x-www-form-urlencoded; charset=utf-7", b"title=+ADw-script+AD4-"),
        ("application/x-www-form-urlencoded; charset=nothing", b"title=x"),
        ("text/xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"),
        ("", b"title=x"),
    ],
)
def test_forms_in_no_known_shape_are_answered_plainly(
    content_type: str, body: bytes, hall: Hall, reader: Reader
) -> None:
    hall("papers")
    before = size()
    for page in ("/motions/new/", "/members/leave/", "/motions/M1/do/second/", "/convention/C1/do/open/"):
        assert reader_once(reader).generic("POST", page, body, content_type).status_code < 500
    assert size() <= before + 2


def reader_once(reader: Reader) -> "Client":
    """The browser of member 51, signed in once in a test."""
    kept = getattr(reader, "kept", None)
    if kept is None:
        kept = reader(51)
        reader.kept = kept  # type: ignore[attr-defined]
    return kept


def test_a_text_of_ten_megabytes_is_refused_in_plain_words(hall: Hall, reader: Reader) -> None:
    hall("papers")
    before = size()
    form = {"business": "emergency", "capacity": "member/", "title": "Long", "text": "x " * 5_000_000, **YES}
    answer = reader(50).post("/motions/new/", form)
    assert (answer.status_code, size()) == (400, before)
    assert "What was sent could not be read" in answer.content.decode()


@pytest.mark.parametrize("page", ["/motions/new/", "/bulletin/submit/"])
def test_a_text_far_too_long_comes_back_to_be_shortened(page: str, hall: Hall, reader: Reader) -> None:
    hall("papers")
    before, text = size(), "word " * 60_000 + "the end"
    form = {"business": "emergency", "capacity": "member/", "title": "Long", "text": text, **YES}
    answer = reader(50).post(page, form)
    assert (answer.status_code, size()) == (409, before)
    assert "the end" in answer.content.decode()


def test_too_many_fields_are_refused_in_plain_words(hall: Hall, reader: Reader) -> None:
    hall("papers")
    answer = reader(50).post("/motions/new/", {f"field{n}": "x" for n in range(3_000)})
    assert answer.status_code == 400


NUMBERS = [
    "9" * 18,
    "9" * 30,
    "9" * 4_000,
    "-1",
    "0",
    "1e9",
    "0x10",
    "٣",
    "²",
    "1_000",
    " 1",
    "+1",
    "NaN",
    "inf",
    "1.5",
    "",
]


@pytest.mark.parametrize("number", NUMBERS)
def test_enormous_and_odd_numbers_break_nothing(number: str, hall: Hall, reader: Reader) -> None:
    hall("papers")
    there, before = reader(50), size()
    for page in (
        "/record/{}/",
        "/record/{}/proof/",
        "/record/{}/leaf/",
        "/motions/M{}/",
        "/motions/M{}/amend/",
        "/elections/E{}/",
    ):
        assert there.get(page.format(number)).status_code in (200, 301, 404)
    for page in (
        "/record/?page={}",
        "/members/?page={}",
        "/motions/?convention={}",
        "/bulletin/?convention=C{}",
        "/record/mine/?page={}",
    ):
        assert there.get(page.format(number)).status_code == 200
    amendment = {"action": "replace", "capacity": "member/", "text": "x", **YES}
    for first, last in ((number, "1"), ("1", number), (number, number)):
        answer = there.post("/motions/M1/amend/", {**amendment, "first": first, "last": last})
        assert answer.status_code in (302, 409, 422)
    assert size() <= before + 6


@pytest.mark.parametrize("number", NUMBERS)
def test_no_number_of_cards_breaks_the_count(number: str, hall: Hall, reader: Reader) -> None:
    live = hall("floor")
    from rankandfile.core.chapters.voting import PutToVote

    live.does(PutToVote(handle(CHAIR), live.now, live.state.meetings.current, "M1-A1", "show-of-cards"))
    answer = reader(TELLERS[0]).post("/convention/C1/tell/", {"yes": number, "no": "0", "abstain": number})
    assert answer.status_code in (302, 409, 422)


DATES = ["9999-12-31", "0001-01-01", "10000-01-01", "2026-02-30", "99999999999-01-01", "١٢", "now", "2026-01-01T00:00"]


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_no_date_breaks_a_page_in_any_time_zone(
    date: str, zone: str, house: House, sign_in: Callable[[str], Any]
) -> None:
    there, amina = sign_in("Bo"), house.person("Amina")
    there.post("/settings/", {"language": "en", "time_zone": zone})
    there.post(f"/members/{amina}/dues/", {"paid_until": date})
    form = {"name": "Far", "branch": "north-harbour", "member_class": "member", "paid_until": date}
    there.post("/members/admit/", form)
    last = size() - 1
    for page in ("/members/", f"/members/{amina}/", "/record/", f"/record/{last}/", f"/record/{last - 1}/", "/"):
        assert there.get(page).status_code == 200


@pytest.mark.parametrize(
    "opens", ["9999-12-31T23:59", "0001-01-01T00:00", "2026-13-01T00:00", "9999-12-31", "x" * 5_000]
)
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_no_hour_of_a_convention_breaks_a_page(opens: str, zone: str, hall: Hall, reader: Reader) -> None:
    hall("closed")
    there = reader(SECRETARY)
    there.post("/settings/", {"language": "en", "time_zone": zone})
    for checked in ({}, YES):
        for closes in (opens, "2030-01-01T10:00"):
            form = {"place": "Here", "opens": opens, "closes": closes, **checked}
            assert there.post("/convention/call/", form).status_code < 500
    for page in ("/", "/convention/", "/motions/", "/bulletin/", "/elections/"):
        assert there.get(page).status_code == 200


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


ANY = (
    st.text(alphabet=st.characters(exclude_categories=()), max_size=200)
    | st.sampled_from(TRICKS)
    | st.binary(max_size=60).map(lambda raw: raw.decode("latin-1"))
)


def encoded(form: dict[str, str]) -> bytes:
    """The form as a browser, or an enemy, would send it."""
    from urllib.parse import quote_plus

    return "&".join(
        f"{name}={quote_plus(value.encode(errors='surrogatepass'))}" for name, value in form.items()
    ).encode()


@pytest.fixture
def writer(hall: Hall, reader: Reader) -> "Client":
    """A member who writes."""
    hall("papers")
    return reader(50)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    page=st.sampled_from(["/motions/new/", "/bulletin/submit/", "/motions/M1/amend/", "/motions/M2/amend/"]),
    form=st.fixed_dictionaries(
        {"title": ANY, "text": ANY},
        optional={
            "business": st.sampled_from(["policy", "emergency", "rulebook-change", "report"]) | ANY,
            "capacity": st.just("member/") | ANY, "synopsis": ANY, "rulebook": ANY, "reason": ANY,
            "action": st.sampled_from(["add", "replace", "delete", "instruct"]) | ANY,
            "first": st.integers().map(str) | ANY, "last": st.integers().map(str) | ANY,
            "checked": ANY, "again": ANY,
        },
    ),
)  # fmt: skip
def test_whatever_is_written_into_a_motion_is_answered_and_shown(
    page: str, form: dict[str, str], writer: "Client"
) -> None:
    answer = writer.post(page, encoded(form), content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (200, 302, 403, 409, 422)
    if answer.status_code == 302:
        shown = writer.get(answer["Location"].partition("#")[0])
        assert shown.status_code == 200
        assert Page(shown.content.decode()).acting == []
