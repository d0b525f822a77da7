"""Every link on the site leads somewhere: the pages are walked from the front page on, as a member and as the chair."""

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from tests.world import CHAIR, MINUTES

LINK = re.compile(r'<a [^>]*href="([^"#]+)')
OF_ONE_KIND = 3
"""How many pages of one kind are looked at: of motions, of people, of entries."""
LATER = ("/account/sign-out/", "/demo/")
"""Where one is no longer the reader who walks."""


def kind(address: str) -> str:
    """The address without what tells one page of its kind from another."""
    return re.sub(r"[0-9a-f]{16,}|\b[A-Z]\d+(-A\d+)?\b|\d+", "*", address.partition("?")[0])


def links(page: str, html: str) -> list[str]:
    """The addresses on the site to which the page leads."""
    found = (one.replace("&amp;", "&") for one in LINK.findall(html))
    return [urlsplit(page).path + one if one.startswith("?") else one for one in found if one.startswith(("/", "?"))]


@pytest.mark.parametrize(("stage", "number"), [("papers", 50), ("branches", 20), ("floor", CHAIR), ("closed", MINUTES)])
def test_every_link_leads_somewhere(stage: str, number: int, hall, reader) -> None:
    hall(stage)
    there, ahead, seen, kinds = reader(number), ["/"], {"/"}, Counter[str]()
    while ahead:
        address = ahead.pop(0)
        answer = there.get(address, follow=True)
        assert answer.status_code in (200, 409), (address, answer.status_code)
        if answer.streaming or not answer["Content-Type"].startswith("text/html"):
            answer.close()
            continue
        for one in links(address, answer.content.decode()):
            kinds[kind(one)] += one not in seen
            if one not in seen and kinds[kind(one)] <= OF_ONE_KIND and not one.startswith(LATER):
                seen.add(one)
                ahead.append(one)
    assert len(kinds) > 30
