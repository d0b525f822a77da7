"""Paper: what members wrote stands on it letter by letter, and the same booklet is the same bytes."""

import io
import re
import subprocess
import sys
import xml.dom.minidom
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from rankandfile.core.text import numbered
from rankandfile.shell.press import fonts, marked, typeset
from rankandfile.shell.press.booklet import Booklet, Node, Part, Text, Words
from rankandfile.shell.press.epub import epub
from rankandfile.shell.press.plain import plain
from rankandfile.shell.press.sheet import ANSWERS, Brief, Sheet, SheetWords
from rankandfile.shell.trouble import NotInstalled

pytest.importorskip("typst")
WORDS = Words(
    "Contents", "Movers and authors", "Branches", "page {page} of {pages}", "Volume {number} of {volumes}",
    "Texts {first} to {last}", "added", "removed", "lines left out", "Pages of this paper: {pages}",
    "In the other volumes", "volume {number}, page {page}", "No font for {letters}.",
)  # fmt: skip
BULK = Path(__file__).resolve().parents[4] / "shared/data/bulletin-bulk"
MOTION = """\
This convention notes that the rent of our meeting rooms has doubled in two years, and resolves:

1. that the accounts of every branch are published by the month, for every member who asks;
2. that no fund is opened without a vote.
"""
HOSTILE = """\
# #eval("1 + 1") #import "@preview/x:1.0.0" #read("/etc/passwd")

#let x = 1; #set page(width: 1pt) $x^2$ @label <label> `#raw` *a* _b_ \\u{41} // no comment /* none */ [[[ ]]] {{{ }}}

#### Straight to the fourth level

<script>alert(1)</script> ![picture](file:///etc/passwd) [out](javascript:alert(1)) [in](https://people.example/a_b)

| a | b |
|---|---|
| #pagebreak() | `|` |

{page} {letters} <!-- &amp; &lt; -->
"""


def text(id_: str, title: str, written: str, body: tuple[Node, ...] | None = None, by: str = "Amina Lund") -> Text:
    direction, language = marked.direction(written), marked.language(written, "en")
    return Text(
        id_, title, direction, language, ("Moved as a member.",), body or marked.marked(written), by, "Old Mill"
    )


def booklet(*texts: Text, direction: str = "ltr", language: str = "en") -> Booklet:
    parts = (Part("For decision", "A short part", texts),)
    names = ("Bulletin, issue 1", "Before convention C1", "The Harbour Union")
    return Booklet(*names, language, direction, 1_700_000_000, ("Published.",), parts, WORDS)  # type: ignore[arg-type]


def read(pdf: bytes) -> str:
    """What a program that copies text finds in the PDF."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub("[\u200e\u200f\u2060]", "", done.stdout.decode())


def info(pdf: bytes, *more: str) -> str:
    return subprocess.run(["pdfinfo", *more, "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def squeezed(said: str) -> str:
    return re.sub(r"\s+", "", said)


def test_the_same_booklet_is_the_same_bytes() -> None:
    own = booklet(text("M1", "Rents", MOTION), text("M2", "Hostile", HOSTILE))
    assert typeset.typeset(own).pdf == typeset.typeset(own).pdf
    assert epub(own) == epub(own)
    assert plain(own) == plain(own)


def test_a_pdf_is_tagged_for_screen_readers() -> None:
    made = typeset.typeset(booklet(text("M1", "Rents", MOTION), text("M2", "Hostile", HOSTILE)))
    assert (made.untagged, made.lacking) == ("", ())
    assert re.search(r"^Tagged: +yes$", info(made.pdf), re.MULTILINE)
    assert b"pdfuaid" in made.pdf


def test_lines_have_the_numbers_of_the_page() -> None:
    own = booklet(text("M1", "Rents", MOTION, marked.lines(MOTION)))
    on_paper = re.findall(r"^ *(\d+) +(\S.*?)(?: +¶ ?(\d+))?$", read(typeset.typeset(own).pdf), re.MULTILINE)
    found = [(number, words) for number, words, _paragraph in on_paper]
    assert found == [(str(line.number), line.text) for line in numbered(MOTION) if line.number]
    assert [paragraph for *_line, paragraph in on_paper] == ["1", "", "2", "", ""]
    assert re.findall(r"^ *(\d+) (\S.*)$", plain(own), re.MULTILINE)[: len(found)] == found


def test_nothing_that_a_member_writes_is_read_as_typst() -> None:
    whole = squeezed(read(typeset.typeset(booklet(text("M1", HOSTILE.splitlines()[0], HOSTILE))).pdf))
    for said in ('#eval("1 + 1")', '#read("/etc/passwd")', "#set page(width: 1pt)", "$x^2$", "@label", "#pagebreak()"):
        assert squeezed(said) in whole
    assert "javascript:alert(1)" in whole
    assert "{page}{letters}" in whole


def test_only_links_that_pages_have_are_links() -> None:
    made = typeset.typeset(booklet(text("M1", "Links", HOSTILE)))
    assert re.findall(r"https?:\S+|file:\S+|javascript:\S+", info(made.pdf, "-url")) == ["https://people.example/a_b"]


@pytest.mark.parametrize(
    "written",
    [
        "> " * 300 + "deep",
        "- " * 300 + "deep",
        "*" * 5_000 + "a" + "*" * 5_000,
        "[" * 5_000,
        "|" + "a|" * 60 + "\n|" + "---|" * 60 + "\n|" + "b|" * 60,
        "|a|\n|---|\n" + "|b|\n" * 3_000,
        "x" * 49_000,
        "![](" * 9_000,
        "a[^1] b[^2]\n\n[^1]: one[^2]\n[^2]: two[^1]",
        "# \n\n## \n\n###### deep\n\n# back",
        "> # heading in a quotation\n\n1. # heading in a list",
        "9999999999. far\n1. near",
        "\n".join(f"[^{n}]: note" for n in range(2_000)) + "\n\n" + " ".join(f"w[^{n}]" for n in range(500)),
    ],
    ids=lambda written: repr(written[:12]),
)
def test_a_text_made_to_break_the_press_breaks_nothing(written: str) -> None:
    own = booklet(text("M1", "Broken", written), text("M2", "Rents", MOTION))
    made = typeset.typeset(own, seconds=20)
    assert made.untagged == ""
    assert "everymemberwhoasks" in squeezed(read(made.pdf))
    well_formed(epub(own))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.sampled_from("#*_`[]()|-> \n1.^:ab\\$@<&é中م"), max_size=300))
def test_any_text_gives_a_paper(written: str) -> None:
    own = booklet(
        text("M1", "Any", written), text("M2", written.replace("\n", " ") or "-", written, marked.lines(written))
    )
    assert typeset.typeset(own).pdf.startswith(b"%PDF")
    well_formed(epub(own))
    assert plain(own)


def well_formed(packed: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        for name in archive.namelist():
            if name.endswith((".xhtml", ".opf", ".xml")):
                xml.dom.minidom.parseString(archive.read(name))


def test_an_epub_begins_with_its_type_and_lists_every_file() -> None:
    with zipfile.ZipFile(io.BytesIO(epub(booklet(text("M1", "Rents", MOTION), text("M2", "Two", "b"))))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, archive.read(first)) == ("mimetype", 0, b"application/epub+zip")
        listed = set(re.findall(r'href="([^"]+)"', archive.read("EPUB/package.opf").decode()))
        there = {name.removeprefix("EPUB/") for name in archive.namelist() if name.startswith("EPUB/")}
        assert listed == there - {"package.opf"}


def test_arabic_greek_and_chinese_texts_show() -> None:
    if len(fonts.folders()) < 2:
        pytest.skip("This machine lacks fonts-hosny-amiri or fonts-noto-cjk.")
    said = ("نطلب نشر الحسابات", "Η συνέλευση αποφασίζει", "会议决定", "La asamblea pidió más")
    made = typeset.typeset(booklet(*(text(f"M{n}", each, each) for n, each in enumerate(said))))
    whole = squeezed(read(made.pdf))
    assert (made.lacking, made.untagged) == ((), "")
    assert all(squeezed(each) in whole for each in said[1:])


def test_a_letter_without_a_font_is_named_and_the_paper_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    made = typeset.typeset(booklet(text("M1", "Khmer ខ្មែរ", "Here: ខ្មែរ and on.")))
    assert "ខ" in made.lacking
    assert made.untagged == ""
    whole = read(made.pdf)
    assert "U+1781" in whole
    assert "and on." in whole


def test_the_packages_with_the_letters_are_named() -> None:
    assert fonts.packages_for("م") == ("fonts-hosny-amiri",)
    assert fonts.packages_for("中م") == ("fonts-hosny-amiri", "fonts-noto-cjk")
    assert fonts.packages_for("ខ") == ()


def test_a_large_bulletin_comes_in_volumes_and_no_text_is_divided() -> None:
    own = booklet(*(text(f"M{n}", f"Motion {n}", MOTION) for n in range(1, 8)))
    parts = typeset.volumes(own, most=3 * len(MOTION))
    found = [each.id for volume in parts for part in volume.parts for each in part.texts]
    assert len(parts) > 2
    assert found == [f"M{n}" for n in range(1, 8)]
    said = read(typeset.typeset(parts[1], 2, len(parts)).pdf)
    assert f"Volume 2 of {len(parts)}" in said


def test_each_volume_has_the_contents_and_the_index_of_all_with_their_pages() -> None:
    by = ("Amina Lund", "Bo Tanaka")
    own = booklet(*(text(f"M{n}", f"Motion number {n}", MOTION * (9 * n), by=by[n % 2]) for n in range(1, 8)))
    parts = typeset.paged(typeset.volumes(own, most=70 * len(MOTION)))
    made = [read(typeset.typeset(part, number, len(parts)).pdf) for number, part in enumerate(parts, 1)]
    begins = {one: (volume, _begins(said, one)) for volume, said in enumerate(made, 1) for one in _listed(said)}
    assert len(parts) > 2
    assert len(begins) == 7
    assert len({page for _, page in begins.values()}) > 2
    for volume, (part, said) in enumerate(zip(parts, made, strict=True), 1):
        others = said[said.index("In the other volumes") : said.rindex("Movers and authors")]
        index = re.sub(r"\s+", " ", said[said.rindex("Movers and authors") :])
        assert len(part.elsewhere) == 7 - sum(there == volume for there, _ in begins.values())
        for one in part.elsewhere:
            there, page = begins[one.id]
            assert (one.volume, one.page) == (there, page)
            line = rf"{one.id} · {one.title} · {one.by} +volume {there}, page {page}$"
            assert re.search(line, others, re.MULTILINE)
            assert f"{one.id} volume {there}, page {page}" in index


def _listed(said: str) -> list[str]:
    """The texts of this volume, by its contents."""
    return re.findall(r"^(M\d) · .*\. +\d+$", said[: said.index("In the other volumes")], re.MULTILINE)


def _begins(said: str, one: str) -> int:
    """On which page, as the foot of the page says, the text begins."""
    pages = said.split("\f")
    page = next(page for page in pages[2:] if re.match(rf" *{one} · ", page))
    return int(re.findall(r"page (\d+) of \d+", page)[-1])


def test_the_front_counts_the_pages_and_each_page_has_the_number_by_which_a_screen_calls_it() -> None:
    own = booklet(text("M1", "Rents", MOTION), text("M2", "Rooms", MOTION * 30))
    pages = read(typeset.typeset(own).pdf).split("\f")[:-1]
    assert f"Pages of this paper: {len(pages)}" in pages[0]
    for number, page in enumerate(pages, 1):
        assert f"page {number} of {len(pages)}" in page


@pytest.mark.parametrize("written", [MOTION * 20, MOTION + "word " * 400 + "\n\n\n" + "w" * 90 + "\n" + MOTION])
def test_every_line_on_paper_stands_beside_the_number_that_it_has_on_the_page(written: str) -> None:
    own = booklet(text("M1", "Rents", written, marked.lines(written)))
    said = read(typeset.typeset(own).pdf).replace("\u200b", "")
    found = re.findall(r"^ *(\d+) {2,}(\S.*)$", said, re.MULTILINE)
    wanted = [(str(line.number), " ".join(line.text.split())[:30]) for line in numbered(written) if line.number]
    assert [(number, " ".join(said.split())[:30]) for number, said in found] == wanted


def test_contents_and_index_name_the_page_on_which_a_text_begins() -> None:
    own = booklet(
        text("M1", "Rents", MOTION), text("M2", "Rooms", MOTION * 30), text("M3", "Keys", MOTION, by="Bo Tanaka")
    )
    pages = read(typeset.typeset(own).pdf).split("\f")
    begins = {
        name: next(n for n, page in enumerate(pages, 1) if n > 2 and f"{name} · " in page) for name in ("M2", "M3")
    }
    for name, page in begins.items():
        assert re.search(rf"{name} · .*[. ]{page}$", pages[1], re.MULTILINE)
    index = next(page for page in pages[3:] if "Movers and authors" in page and "Bo Tanaka" in page)
    assert f"M3 {begins['M3']}" in re.sub(r" +", " ", index)


def digest_of(proposals: int, title: int, synopsis: int, answer: int) -> Sheet:
    """A digest of so many proposals with so many words each."""

    def words(n: int) -> str:
        return " ".join((MOTION.split() * 9)[:n])

    one = Brief("M1", words(title), "Amina Lund, as a member", "ltr", "en", words(synopsis), "the rulebook",
                "12 of 10 seconders", *2 * (tuple(words(min(answer, most)) for most in ANSWERS),))  # fmt: skip
    entries = tuple(structs.replace(one, id=f"M{n}") for n in range(1, proposals + 1))
    told = SheetWords("Would change", "Answer", "Reply", "the first {n} words", "page {page} of {pages}")
    return Sheet("Digest", "Before C1", "The Harbour Union", "en", "ltr", 1_700_000_000, ("Published.",), entries, told)


@pytest.mark.parametrize(
    ("proposals", "title", "least", "most_words"),
    [(100, 24, 6.0, 25), (100, 8, 7.0, 25), (75, 10, 7.0, 40), (60, 10, 7.0, 50), (250, 10, 7.0, 32),
     (101, 24, 7.5, 50), (30, 8, 7.5, 50), (1, 8, 10.5, 50)],
)  # fmt: skip
def test_a_digest_has_two_pages_for_each_hundred_proposals_in_the_largest_space_that_fits(
    proposals: int, title: int, least: float, most_words: int
) -> None:
    own = digest_of(proposals, title, 50, 50)
    made = typeset.typeset_sheet(own)
    pages = int(re.findall(r"^Pages: +(\d+)$", info(made.pdf), re.MULTILINE)[0])
    assert pages <= 2 * -(-proposals // 100)
    assert ("(A4)" if proposals <= 30 else "(A3)") in info(made.pdf)
    assert made.size >= least
    assert made.untagged == ""
    assert typeset.typeset_sheet(own).pdf == made.pdf
    read_out = subprocess.run(["pdftotext", "-raw", "-", "-"], input=made.pdf, capture_output=True, check=True)
    said = read_out.stdout.decode()
    assert f"the first {most_words} words" in said
    assert all(f"M{n} " in said for n in range(1, proposals + 1))
    assert said.count("12 of 10 seconders") + said.count("12 of 10\nseconders") > proposals * 0.6


def test_a_paper_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    own = booklet(*(text(f"M{n}", "Long", MOTION * 400, marked.lines(MOTION * 400)) for n in range(30)))
    with pytest.raises(typeset.NotTypeset, match=r"more than 1 seconds of CPU|not set within 4 seconds"):
        typeset.typeset(own, seconds=1)


def test_without_typst_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "find_spec", lambda name: None)
    with pytest.raises(NotInstalled, match="EPUB and Markdown work without it"):
        typeset.typeset(booklet())


def test_the_child_has_its_limits() -> None:
    said = subprocess.run(
        [sys.executable, "-c", LIMITS],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3] / "src",
    ).stdout
    assert said.split() == ["7", str(3 << 30), "64", "0"]


LIMITS = """
import resource
from rankandfile.shell.press.child import limited
limited(7)
for what in (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_NOFILE, resource.RLIMIT_CORE):
    print(resource.getrlimit(what)[1])
"""


def test_a_bulletin_of_hundreds_of_documents() -> None:
    files = sorted(file for file in BULK.rglob("*") if file.is_file())
    if not files:
        pytest.skip("The documents of ../shared are not here.")
    texts = tuple(text(f"D{n}", file.name, file.read_text(errors="replace")) for n, file in enumerate(files, 1))
    volumes = typeset.volumes(booklet(*texts))
    made = typeset.typeset(volumes[0], 1, len(volumes))
    pages = int(re.findall(r"^Pages: +(\d+)$", info(made.pdf), re.MULTILINE)[0])
    assert len(files) > 300
    assert len(volumes) > 1
    assert pages > 300
    assert made.untagged == ""
