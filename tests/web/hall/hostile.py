"""What the tests of hostile input share: texts that try to act, and a reader of pages that sees whether they can."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING, TypeAlias

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
