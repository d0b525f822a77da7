"""Whatever is written into a form of papers is answered, and shown without acting."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .hostile import TRICKS, Hall, Page, Reader

if TYPE_CHECKING:
    from django.test import Client


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
