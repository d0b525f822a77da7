"""What the tests of the rulebook share: the presets, and texts made from them."""

from rankandfile.core.rulebook.parse import parse
from rankandfile.core.rulebook.schema import Rulebook
from rankandfile.shell.presets import preset_text

DEFAULT = preset_text("member-democracy")


def read(text: str) -> Rulebook:
    """The rules of a text that has no faults."""
    rulebook = parse(text)
    assert isinstance(rulebook, Rulebook), "\n".join(f"{p.line}: {p.path}: {p.what}" for p in rulebook)
    return rulebook


def changed(text: str, *changes: tuple[str, str]) -> str:
    """The text with each first part replaced once by its second; every first part must be there."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def line_with(text: str, part: str) -> int:
    """The number of the first line that holds the part."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)
