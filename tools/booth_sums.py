"""Writes the list of the booth's files with their SHA-256, which the site serves and the page of the booth shows.

    python tools/booth_sums.py

Run after a change in static/rankandfile/booth. A browser runs no file whose digest is another one than in this list;
`tests/web/booth` fails when list and files differ.
"""

from hashlib import sha256
from pathlib import Path

BOOTH = Path(__file__).resolve().parents[1] / "src/rankandfile/web/static/rankandfile/booth"
SUMS = "SHA256SUMS"


def listed(folder: Path) -> str:
    """The list: digest and name of each file, sorted by name, as `sha256sum -c` reads it."""
    names = sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())
    return "".join(f"{sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names if name != SUMS)


if __name__ == "__main__":
    (BOOTH / SUMS).write_text(listed(BOOTH))
