"""Which fonts the paper is set in, where they come from, and which letters would have none.

Latin, Greek and Cyrillic letters are in Libertinus Serif, which comes with Typst (SIL Open Font Licence 1.1). Arabic
is in Amiri (Debian's `fonts-hosny-amiri`), Chinese, Japanese and Korean in Noto Serif CJK (`fonts-noto-cjk`); both are
under the same licence, which lets a font stand in a document whatever the document's own terms are. Nothing else that a
machine may have is used, so that two machines with the same versions print the same bytes.
"""

import re
from collections.abc import Iterable
from pathlib import Path

SERIF, MONO = "Libertinus Serif", "DejaVu Sans Mono"
PACKAGES = {"Amiri": "fonts-hosny-amiri", "Noto Serif CJK SC": "fonts-noto-cjk"}
"""A family -> the package of Debian that has it."""
FOLDERS = (
    Path("/usr/share/fonts/opentype/fonts-hosny-amiri"),
    Path("/usr/share/fonts/truetype/fonts-hosny-amiri"),
    Path("/usr/share/fonts/opentype/noto"),
)
FAMILIES = (SERIF, *PACKAGES)
LACKING = re.compile(r'the text `"((?:\\.\{[0-9a-f]+\}|\\.|[^"\\])+)"` could not be displayed')
STAND_IN = "\ufffd"
_NEEDED = ((0x600, 0x8FF, "Amiri"), (0xFB50, 0xFEFF, "Amiri"), (0x2E80, 0x9FFF, "Noto Serif CJK SC"),
           (0xAC00, 0xD7FF, "Noto Serif CJK SC"), (0x20000, 0x3FFFF, "Noto Serif CJK SC"))  # fmt: skip


def folders() -> list[str]:
    """The folders of fonts that this machine has."""
    return [str(folder) for folder in FOLDERS if folder.is_dir()]


def packages_for(letters: Iterable[str]) -> tuple[str, ...]:
    """The packages of Debian whose fonts have such letters."""
    points = [ord(letter) for letter in letters]
    found = (PACKAGES[family] for first, last, family in _NEEDED if any(first <= each <= last for each in points))
    return tuple(dict.fromkeys(found))


def lacking(said: str) -> set[str]:
    """The letters of which Typst says that no font has them."""
    return {letter for text in LACKING.findall(said) for letter in _unescaped(text)}


def _unescaped(text: str) -> str:
    plain = re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), text)
    return re.sub(r"\\(.)", r"\1", plain)
