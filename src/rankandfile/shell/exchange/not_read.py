"""Why a document cannot be read, and what was left behind of one that was: codes with their sentences."""

from msgspec import Struct

from rankandfile.core.refusal import Words, gettext_noop

WORDS = {
    "large": Words(
        gettext_noop("The file has more than {megabytes} megabytes."),
        gettext_noop("Take the pictures out, or bring the text in parts."),
    ),
    "empty": Words(gettext_noop("There is no text in the file."), gettext_noop("Choose another file.")),
    "long": Words(
        gettext_noop("The text has more than {characters} characters, more than the record takes."),
        gettext_noop("Bring it in parts."),
    ),
    "unknown": Words(
        gettext_noop("The file is none of those that can be read."),
        gettext_noop("Save it as DOCX, ODT, Markdown or plain text, and bring that."),
    ),
    "old": Words(
        gettext_noop("It is an old Word file, or one that is protected by a password."),
        gettext_noop("Open it, take the password off, and save it as DOCX or ODT."),
    ),
    "locked": Words(
        gettext_noop("The file is protected by a password."),
        gettext_noop("Open it, take the password off, and save it anew."),
    ),
    "damaged": Words(
        gettext_noop("The file is damaged, or not made as such files are."),
        gettext_noop("Open it in your writing program and save it anew."),
    ),
    "grows": Words(
        gettext_noop("Unpacked, the file is larger than any text."),
        gettext_noop("Open it in your writing program and save only the text anew."),
    ),
    "entities": Words(
        gettext_noop("The file holds declarations that documents do not need and that can do harm."),
        gettext_noop("Open it in your writing program and save it anew."),
    ),
    "heavy": Words(
        gettext_noop("Reading the file takes more time or memory than a document may."),
        gettext_noop("Save only its text anew, or paste it into the form."),
    ),
    "letters": Words(
        gettext_noop("The file is not text in UTF-8."),
        gettext_noop("Save it as plain text in UTF-8."),
    ),
    "front": Words(
        gettext_noop("The keys at the top of the file cannot be read: line {line}."),
        gettext_noop("Write one key and one plain value in each line, between two lines of three dashes."),
    ),
    "no_pandoc": Words(
        gettext_noop("This server has no program that reads DOCX and ODT."),
        gettext_noop("Save the document as Markdown or plain text; whoever runs the server can install pandoc."),
    ),
    "busy": Words(
        gettext_noop("Another document is being read."),
        gettext_noop("Send it again in a moment."),
    ),
}
REMARKS = {
    "images": gettext_noop("Pictures, left out: {n}."),
    "comments": gettext_noop("Comments beside the text, left out: {n}."),
    "changes": gettext_noop("Changes that nobody had accepted yet, read as if they were: {n}."),
    "formats": gettext_noop("Words underlined, struck, raised, lowered or in small capitals, taken plain: {n}."),
    "links": gettext_noop("Links to other addresses than http, https and mailto, of which the words stay: {n}."),
    "math": gettext_noop("Formulas, kept as they are typed: {n}."),
    "cells": gettext_noop("Cells of tables that reached over others, put into the first of them: {n}."),
    "wide": gettext_noop("Tables of more than ten columns, shown as they are typed: {n}."),
    "raw": gettext_noop("Pieces that no text holds, left out: {n}."),
    "macros": gettext_noop("Macros, left behind unread: {n}."),
    "embedded": gettext_noop("Embedded files, left behind unread: {n}."),
    "margins": gettext_noop("Heads and feet of pages, left out: {n}."),
    "encoding": gettext_noop("The file was not in UTF-8 and was read as Windows-1252: look at its letters."),
    "keys": gettext_noop("Keys at the top of the file that say nothing here: {n}."),
    "typed": gettext_noop("Lines in a way of Markdown that motions do not have, shown as they are typed: {n}."),
    "words": gettext_noop("Words that stand in the file and did not come over, as in a text box: {n}."),
    "hidden": gettext_noop("Characters that do not show, left out: {n}."),
}
COUNTED = {
    "headings": gettext_noop("headings: {n}"),
    "lists": gettext_noop("lists: {n}"),
    "tables": gettext_noop("tables: {n}"),
    "quotations": gettext_noop("quotations: {n}"),
    "footnotes": gettext_noop("footnotes: {n}"),
    "weblinks": gettext_noop("links: {n}"),
}
"""What was understood beside plain paragraphs."""


class Told(Struct, frozen=True):
    """A thing of which there were so many."""

    code: str
    count: int
    words: str = ""
    """The first of those that are meant, where that helps."""


class NotRead(Exception):
    """The document cannot be read; `code` says why, `facts` what its sentence needs."""

    def __init__(self, code: str, **facts: int) -> None:
        self.code, self.facts = code, facts
        super().__init__(" ".join(sentences(code, facts)))


def sentences(code: str, facts: dict[str, int]) -> tuple[str, str]:
    """What is the case and what would help, in English."""
    words = WORDS[code]
    return words.because.format(**facts), words.remedy.format(**facts)


def said(told: Told) -> str:
    """The remark in English."""
    return (REMARKS | COUNTED)[told.code].format(n=told.count) + (f" {told.words}" if told.words else "")
