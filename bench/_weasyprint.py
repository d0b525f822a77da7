"""The paper of an EPUB of ours as PDF by WeasyPrint, as near to what our press makes as its CSS goes.

    python bench/_weasyprint.py BOOK.EPUB BOOK.PDF

Prints the number of pages. The same page and margins, the same size of type (Linux Libertine, of which our Libertinus
comes, where the machine has it: Debian's `fonts-linuxlibertine`), the same running heads and feet, contents and index
with page numbers, bookmarks, and tags for screen readers (PDF/UA-1).
"""

import re
import sys
from zipfile import ZipFile

import weasyprint

STYLE = """
@page {
  size: A4; margin: 2.6cm 4.6cm 2.4cm 2.4cm;
  @top-left { content: string(title); font-size: 8.5pt; border-bottom: 0.4pt solid gray; width: 70% }
  @top-right { content: "Bulletin"; font-size: 8.5pt; border-bottom: 0.4pt solid gray }
  @bottom-left { content: "Bench"; font-size: 8.5pt }
  @bottom-right { content: "page " counter(page) " of " counter(pages); font-size: 8.5pt }
}
@page :left { margin: 2.6cm 2.4cm 2.4cm 4.6cm }
html, body { margin: 0; font: 10.5pt/1.25 "Linux Libertine O", serif }
p, li, td { margin: 0.33em 0 }
pre, code { font: 0.82em/1.28 "DejaVu Sans Mono", monospace; margin: 0.33em 0; white-space: pre-wrap }
.lines li { margin: 0 }
h2 { break-before: page; string-set: title content() }
nav li > a::after { content: leader(".") target-counter(attr(href), page) }
li > bdi ~ a::after { content: " " target-counter(attr(href), page) }
"""


def main(book: str, to: str) -> None:
    """The PDF is written."""
    archive = ZipFile(book)
    names = [name for name in archive.namelist() if name.endswith(".xhtml")]
    contents = next(name for name in names if "contents" in name or "nav" in name)
    ordered = ["EPUB/front.xhtml", contents, *(name for name in names if name not in ("EPUB/front.xhtml", contents))]
    bodies = "".join(_body(name, archive.read(name).decode()) for name in ordered)
    style = archive.read("EPUB/style.css").decode() + STYLE
    html = f'<html lang="en"><head><title>Bulletin</title><style>{style}</style></head><body>{bodies}</body></html>'
    document = weasyprint.HTML(string=html).render(pdf_variant="pdf/ua-1")
    document.write_pdf(to, pdf_variant="pdf/ua-1")
    print(len(document.pages))


def _body(name: str, page: str) -> str:
    """What stands on a page of the book, as a section that links find; notes are told apart by the page."""
    own = name.removeprefix("EPUB/").removesuffix(".xhtml")
    inside = page.split("<body>")[1].split("</body>")[0]
    inside = re.sub(r'href="([a-z]+-?[0-9]*)\.xhtml"', r'href="#\1"', inside)
    inside = re.sub(r'(href="#|id=")(n[0-9]+")', rf"\1{own}-\2", inside)
    return f'<section id="{own}">{inside}</section>'


if __name__ == "__main__":
    main(*sys.argv[1:])
