"""A motion in Markdown: page, paper and feed have the same words under the same numbers of lines and paragraphs."""

import re
import subprocess
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from rankandfile.core.text import numbered

from .hostile import TRICKS, YES, Page
from .test_motions import read

ATOM = "{http://www.w3.org/2005/Atom}"
MOTION = """\
# What we ask

This convention notes that the **rent of the meeting rooms of all our branches has doubled** in two years[^1], and:

1. publishes *all* accounts, as [the report](https://people.example/report) asks;
2. opens no fund:
   - not this year, nor in any year in which no vote of the members was held;
   - nor the next.

> We said so before.

[^1]: See the report of the auditors.
"""
TABLE = """\
What the rooms cost:

| branch | rent |
|--------|-----:|
| North Harbour | 40 |
| Old Mill | 25 |

And so it resolves.
"""


def moved(hall, reader, text):
    """The number of the motion with this text, once the second issue has brought it."""
    live = hall("papers")
    paper = {"business": "emergency", "capacity": "member/", "title": "Rents", "synopsis": "", "text": text, **YES}
    reader(50).post("/motions/new/", paper)
    lines = live.state.meetings.conventions["C1"].timetable
    live.wait(next(line.at for line in lines if line.kind == "issue" and line.about == "2"))
    return list(live.state.motions.motions)[-1]


class Read(HTMLParser):
    """The numbered lines of a page or feed: for each its number, the number of the paragraph, its words."""

    def __init__(self, html):
        super().__init__()
        self.lines, self.inside = [], []
        self.feed(html.split('<ol class="numbered" data-read', 1)[1].split("</ol>")[0])

    def handle_starttag(self, tag, attrs):
        self.inside.append(dict(attrs).get("class") or tag)
        if tag == "li" or (tag == "tr" and self.lines[-1][0]):
            self.lines.append(["", "", ""])

    def handle_endtag(self, tag):
        self.inside.pop()

    def handle_data(self, data):
        if self.inside and not {"unseen", "li"} >= {self.inside[-1]}:
            place = 0 if "no" in self.inside else 1 if "par" in self.inside else 2
            self.lines[-1][place] += data if data != "¶" else ""
        elif self.lines and self.inside[-1:] != ["unseen"]:
            self.lines[-1][2] += data


def lines_of(html):
    found = (
        (int(number), int(paragraph or 0), squeezed(words)) for number, paragraph, words in Read(html).lines if number
    )
    return list(found)


def squeezed(words):
    return re.sub(r"\s+", "", words)


def test_page_paper_and_feed_have_the_same_lines_and_paragraphs(hall, reader):
    motion = moved(hall, reader, MOTION)
    on_page = lines_of(reader(50).get(f"/motions/{motion}/").content.decode())
    root = ElementTree.fromstring(reader(50).get("/bulletin/feed.atom").content)
    entries = {e.findtext(f"{ATOM}title").split()[0]: e.findtext(f"{ATOM}content") for e in root.iter(f"{ATOM}entry")}
    assert lines_of(entries[motion]) == on_page
    assert [number for number, *_line in on_page] == [line.number for line in numbered(MOTION) if line.number]
    assert [(number, paragraph) for number, paragraph, _words in on_page if paragraph] == [
        (1, 1), (2, 2), (4, 3), (10, 4), (11, 5),
    ]  # fmt: skip
    pytest.importorskip("typst")
    paper = reader(50).get("/bulletin/C1/issue/2/paper.pdf").content
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=paper, capture_output=True, check=True)
    said = done.stdout.decode()
    said = said[said.rindex("\n", 0, said.index("What we ask")) :]
    found = re.findall(r"^ *(\d+) {2,}(\S.*?)(?: +¶ ?(\d+))?$", said, re.MULTILINE)[: len(on_page)]
    assert [(int(number), int(paragraph or 0), squeezed(words)) for number, words, paragraph in found] == on_page


def test_formatting_is_read_on_the_page(hall, reader):
    page = reader(50).get(f"/motions/{moved(hall, reader, MOTION)}/").content.decode()
    assert '<strong class="level1" role="heading" aria-level="2">What we ask</strong>' in page
    assert "<strong>rent of the meeting rooms of all</strong>" in page
    assert '<a href="https://people.example/report" rel="nofollow noopener ugc">report</a>' in page
    assert '<span class="mark">1. </span>publishes <em>all</em>' in page
    assert '<li id="line-10" class="quoted1">' in page
    assert 'id="paragraph-3"' in page


def test_a_table_has_the_numbers_of_its_lines_beside_its_rows(hall, reader):
    motion = moved(hall, reader, TABLE)
    page = reader(50).get(f"/motions/{motion}/").content.decode()
    assert '<tr id="line-4"><td class="no">4</td><td>North Harbour</td><td>40</td></tr>' in page
    assert lines_of(page.replace("2–3", "2"))[1:4] == [
        (2, 2, "branchrent"),
        (4, 0, "NorthHarbour40"),
        (5, 0, "OldMill25"),
    ]
    assert reader(50).get("/bulletin/C1/issue/2/paper.epub").content


@pytest.mark.parametrize("trick", [*TRICKS, "*".join(TRICKS)])
def test_a_hostile_text_does_nothing_on_the_page_and_nothing_in_the_feed(trick, hall, reader):
    motion = moved(
        hall, reader, f"# {trick}\n\n- {trick}\n\n| a |\n|---|\n| {trick} |\n\n> {trick}\n\n[^1]: {trick} [^1]"
    )
    page = Page(reader(50).get(f"/motions/{motion}/").content.decode())
    assert page.acting == []
    assert not {"iframe", "img", "object", "svg"} & set(page.tags)
    root = ElementTree.fromstring(reader(50).get("/bulletin/feed.atom").content)
    for content in root.iter(f"{ATOM}content"):
        fed = Page(content.text or "")
        assert fed.acting == []
        assert set(fed.tags) <= {
            "ol", "li", "span", "bdi", "strong", "em", "code", "a", "sup", "hr", "div", "table", "tr", "th", "td",
        }  # fmt: skip


def test_the_preview_reads_the_markdown_too(hall, reader):
    hall("called")
    form = {"business": "policy", "capacity": "member/", "title": "Rents", "text": MOTION, "again": "preview"}
    page = read(reader(50).post("/motions/new/", form))
    assert "<strong>rent of the meeting rooms of all</strong>" in page
