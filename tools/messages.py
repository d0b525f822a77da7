"""Collects the sentences of the whole package for translation, and compiles the catalogues.

    .venv/bin/python tools/messages.py          the catalogues hold every sentence; new ones wait for their translation
    .venv/bin/python tools/messages.py compile  the compiled catalogues, which are committed, say the same

Needs Debian's gettext. The compiled catalogues are committed because a machine that only runs the site has no gettext;
`tests/web/test_messages.py` fails when they, the catalogues or the sentences in the code differ.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp

PACKAGE = Path(__file__).resolve().parents[1] / "src/rankandfile"
LANGUAGES = ("ar",)
DATES = re.compile(r'^"(?:POT-Creation-Date|PO-Revision-Date): .*\\n"\n', re.MULTILINE)


def collect(package: Path) -> None:
    """Every catalogue of the package holds its sentences, in order, without dates, line numbers and guesses."""
    os.environ["RANKANDFILE_HOME"] = mkdtemp()
    os.environ["DJANGO_SETTINGS_MODULE"] = "rankandfile.web.settings"
    os.chdir(package)
    from django.core.management import call_command
    from django.core.management.commands.makemessages import Command

    Command.msgmerge_options = [*Command.msgmerge_options, "--no-fuzzy-matching"]
    plainly = {"add_location": "file", "no_obsolete": True, "no_wrap": True, "verbosity": 0}
    call_command(Command(), locale=list(LANGUAGES), **plainly)
    for catalogue in package.glob("locale/*/LC_MESSAGES/django.po"):
        catalogue.write_text(DATES.sub("", catalogue.read_text()))


def compile_all(package: Path) -> None:
    """Every catalogue has its compiled form beside it. Fails where a translation loses a field of its sentence."""
    for catalogue in package.glob("locale/*/LC_MESSAGES/django.po"):
        compiled = catalogue.with_suffix(".mo")
        subprocess.run(["msgfmt", "--check-format", "--output-file", str(compiled), str(catalogue)], check=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["compile"]:
        compile_all(PACKAGE)
    else:
        collect(PACKAGE)
