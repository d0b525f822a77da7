"""`belenios-tool`, run beside us for what needs a trustee's secret: it is other people's, and others looked at it.

A trustee keeps a folder: its key, and what came of each step. Nothing in here makes or keeps a secret itself.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from .trouble import NotInstalled, WrongUse

PROGRAM = "belenios-tool"
VARIABLE = "BELENIOS_TOOL"
SECONDS = 3600
HELP = (
    "This needs belenios-tool 3.1 or later (Debian 13 and later: apt-get install belenios-tool; on Debian 12,"
    f" tools/belenios.sh unpacks it beside the system). {VARIABLE} says where it is."
)


class Tool:
    """The tool in one folder. Raises WrongUse with its own words where it refuses."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program = os.environ.get(VARIABLE) or shutil.which(PROGRAM) or ""
        if not self.program:
            raise NotInstalled(HELP)

    def __call__(self, *arguments: str, given: bytes = b"") -> bytes:
        """What it prints."""
        environment = {**os.environ, "BELENIOS_USE_URANDOM": "1"}
        done = subprocess.run(
            [self.program, *arguments],
            cwd=self.folder,
            input=given,
            capture_output=True,
            env=environment,
            timeout=SECONDS,
            check=False,
        )
        if done.returncode:
            raise WrongUse(f"belenios-tool refuses: {_last_words(done.stderr)}")
        return done.stdout

    def version(self) -> tuple[int, ...]:
        """Such as (3, 3, 0). Raises NotInstalled for one that is too old for Ed25519."""
        words = self("--version").decode(errors="replace").split()
        numbers = tuple(int(part) for part in words[0].split(".") if part.isdigit()) if words else ()
        if numbers < (3, 1):
            raise NotInstalled(f"{self.program} is version {words[0] if words else 'unknown'}. {HELP}")
        return numbers


def _last_words(said: bytes) -> str:
    lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
    return (lines[-1] if lines else "it says nothing")[:300]


def on_archive(archive: bytes, name: str, secrets: Sequence[Path], *arguments: str) -> bytes:
    """What the tool makes of an archive: the object alone, without the line that says whose it is.

    Works on a copy in a folder that is gone afterwards; the files with secrets are linked into it, not copied.
    """
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / name).write_bytes(archive)
        for secret in secrets:
            (folder / secret.name).symlink_to(secret.resolve())
        tool = Tool(folder)
        tool.version()
        return tool(*arguments).splitlines()[0]
