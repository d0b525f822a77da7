"""Paper: a bulletin, an agenda, minutes or a rulebook as PDF, as EPUB and as plain Markdown.

    booklet.py    what is printed, as plain values: parts, texts, numbered lines. No state, no clock
    marked.py     what members wrote, Markdown, as a tree of nodes; harmless whatever they wrote
    typeset.py    the booklet as PDF: volumes, the child process with its limits, what came back
    child.py      the child: reads one file, typesets it with Typst, writes one file
    booklet.typ   how a page looks. The only Typst there is: texts come to it as data and are never read as Typst
    sheet.py, sheet.typ   the digest, two pages for each hundred proposals
    fonts.py      which fonts, from which packages; which letters have none
    epub.py       the booklet as EPUB 3
    plain.py      the booklet as Markdown

The same booklet gives the same bytes with the same versions of Typst and fonts: dates come from the booklet, fonts
from folders that are named, and nothing depends on the machine.
"""
