"""docs/entries.md, written from the acts and effects themselves. `python -m tests.docs.entries` writes it anew."""

from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

from msgspec.structs import fields

from rankandfile.core import engine
from rankandfile.core.act import Text

PAGE = Path(__file__).resolve().parents[2] / "docs" / "entries.md"
HEAD = """# Entries

Every kind of entry in the record: what people do (acts, imperative) and what the rulebook makes of it (effects, past).
Each act has `by`, the handle of who acts, and `at`, UTC seconds. A text does not stand in the entry; the entry holds a
commitment to it in a slot, *civic* (of the organisation) or *personal* (of its owner). This page is written from the
code and compared with it by a test.
"""


def written() -> str:
    """The page."""
    return "\n".join([HEAD, *_chapters()])


def _chapters() -> Iterator[str]:
    for chapter in engine.CHAPTERS:
        kinds = [*chapter.ADMIT, *(kind for kind in chapter.APPLY if kind not in engine.ENGINES[1].admit)]
        if chapter.__name__.endswith("foundation"):
            kinds.insert(1, next(act for act in engine.ACTS if act.__name__ == "KeepTime"))
        if kinds:
            yield f"## {chapter.__name__.rpartition('.')[2].replace('_', ' ').capitalize()}\n"
            yield "| kind | fields | texts | what it says |\n|---|---|---|---|"
            yield from (_row(kind) for kind in kinds)
            yield ""


def _row(kind: type) -> str:
    names = [f"`{f.name}`" for f in fields(kind) if f.name not in ("by", "at") or kind in engine.EFFECTS]
    texts = ", ".join(_text(text) for text in engine.TEXTS.get(kind, ()))
    what = " ".join(cleandoc(kind.__doc__ or "").split("\n\n")[0].split())
    return f"| `{kind.__name__}` | {', '.join(names)} | {texts} | {what} |"


def _text(text: Text) -> str:
    return f"`{text.name}` ({text.kind}{', optional' if text.optional else ''})"


if __name__ == "__main__":
    PAGE.write_text(written())
