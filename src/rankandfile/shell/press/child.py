"""The child process that typesets: `python -m rankandfile.shell.press.child FOLDER`.

It reads booklet.json in the folder, which is all that Typst can reach, and writes booklet.pdf and said.json beside it;
where only the pages are asked for, said.json alone.
Its limits are set before anything of a text is read; what goes beyond them kills it, and nothing else.
"""

import json
import os
import resource
import sys
import unicodedata
from pathlib import Path
from typing import Any, Literal

from rankandfile.shell.press.fonts import STAND_IN, folders, lacking

MEMORY, FILES, OUTPUT = 3 << 30, 64, 512 << 20
"""Bytes of address space (fonts are mapped into it, so it is more than what is used), open files, bytes of a PDF."""
TAGGED: Literal["ua-1"] = "ua-1"
BREAK = "\u200b"
"""A place to break, which no font needs to have."""
_LATIN = 0x17F
"""The last letter of those that the font which comes with Typst certainly has."""
_TRIAL = """\
#set document(title: "-")
#set text(font: json(bytes(sys.inputs.fonts)), fallback: false)
#text(sys.inputs.letters)
"""


def main(folder: Path, seconds: int) -> None:
    """The folder has booklet.pdf, and said.json says what could not be done as asked."""
    limited(seconds)
    written = (folder / "booklet.json").read_text()
    if json.loads(written).get("only_pages"):
        said = {"begins": begins(folder, written)}
    else:
        pdf, said = typeset(folder, written)
        (folder / "booklet.pdf").write_bytes(pdf)
    (folder / "said.json").write_text(json.dumps(said))


def limited(seconds: int) -> None:
    """This process has so many seconds of CPU, and its share of memory and files."""
    for what, most in (
        (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_FSIZE, OUTPUT), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        _soft, hard = resource.getrlimit(what)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (allowed, allowed))


def typeset(folder: Path, written: str) -> tuple[bytes, dict[str, Any]]:
    """The PDF; which letters have no font here; why it is not tagged for screen readers, empty where it is."""
    import typst

    fonts, compiler = _typst(folder)
    booklet: dict[str, Any] = json.loads(written)
    standards: Any = [TAGGED]
    missing, untagged = _without_font(fonts, booklet["fonts"], written), ""
    while True:
        if missing:
            (folder / "booklet.json").write_text(_without(booklet, missing))
        try:
            pdf = compiler.compile(format="pdf", pdf_standards=standards, timestamp=booklet["at"])
        except typst.TypstError as error:
            more = lacking(error.diagnostic) - missing
            if not standards:
                raise
            if more:
                missing |= more
            else:
                untagged, standards = str(error.message), []
        else:
            assert isinstance(pdf, bytes)
            if _is_too_long(compiler, booklet):
                booklet["fits"] += 1
                (folder / "booklet.json").write_text(_without(booklet, missing))
                continue
            size = booklet["sizes"][booklet["fits"]] if "sizes" in booklet else 0
            return pdf, {"lacking": sorted(missing), "untagged": untagged, "size": size}


def begins(folder: Path, written: str) -> list[int]:
    """On which page each text of the booklet begins."""
    fonts, compiler = _typst(folder)
    booklet: dict[str, Any] = json.loads(written)
    if missing := _without_font(fonts, booklet["fonts"], written):
        (folder / "booklet.json").write_text(_without(booklet, missing))
    found: list[int] = json.loads(compiler.query("<begins>", field="value", one=True))
    return found


def _typst(folder: Path) -> tuple[Any, Any]:
    """The fonts, and a compiler that can reach nothing but them and the folder."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=folders())
    compiler = typst.Compiler(
        str(folder / "booklet.typ"), root=str(folder), font_paths=fonts, ignore_system_fonts=True,
        package_path=str(folder), package_cache_path=str(folder),
    )  # fmt: skip
    return fonts, compiler


def _is_too_long(compiler: Any, booklet: dict[str, Any]) -> bool:
    """Whether a paper that is made to fit has more pages than it may have, and a smaller type is left to try."""
    if "sizes" not in booklet or booklet["fits"] + 1 >= len(booklet["sizes"]):
        return False
    pages, most = int(json.loads(compiler.query("<pages>", field="value", one=True))), int(booklet["most_pages"])
    return pages > most


def _without_font(fonts: Any, families: list[str], written: str) -> set[str]:
    """The letters of the booklet that no font has: tried once each, on a page that nobody sees."""
    import typst

    letters = sorted(letter for letter in set(written) - {BREAK} if ord(letter) > _LATIN)
    page = typst.Compiler(_TRIAL.encode(), font_paths=fonts, ignore_system_fonts=True)
    tried = {"letters": "".join(letters), "fonts": json.dumps(families)}
    try:
        page.compile(format="pdf", pdf_standards=[TAGGED], timestamp=0, sys_inputs=tried)
    except typst.TypstError as error:
        return lacking(error.diagnostic)
    return set()


def _without(booklet: dict[str, Any], missing: set[str]) -> str:
    """The booklet as JSON in which a sign stands for each letter that has no font."""
    shown = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(missing)[:40])
    text = json.dumps(booklet | {"lacking": shown + (" …" if len(missing) > 40 else "")}, ensure_ascii=False)
    return text.translate({ord(letter): _instead(letter) for letter in missing})


def _instead(letter: str) -> str:
    return "" if unicodedata.category(letter) in ("Cf", "Mn") else STAND_IN


if __name__ == "__main__":
    os.umask(0o077)
    main(Path(sys.argv[1]), int(sys.argv[2]))
