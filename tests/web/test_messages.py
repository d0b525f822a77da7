"""No sentence is untranslated, and the compiled catalogues say what the catalogues say."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CLONE = Path(__file__).resolve().parents[2]
PACKAGE = CLONE / "src/rankandfile"
CATALOGUES = sorted(PACKAGE.glob("locale/*/LC_MESSAGES/django.po"))

needs_gettext = pytest.mark.skipif(shutil.which("msgfmt") is None, reason="needs Debian's gettext")
every_language = pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parts[-3])


def untranslated(catalogue: Path, *only: str) -> str:
    """The sentences of the catalogue that wait for a translation, or whose translation is a guess."""
    return subprocess.run(["msgattrib", *only, "--no-wrap", str(catalogue)], capture_output=True, text=True).stdout


@needs_gettext
@every_language
def test_no_sentence_is_untranslated(catalogue: Path) -> None:
    assert untranslated(catalogue, "--untranslated") == ""
    assert untranslated(catalogue, "--only-fuzzy") == ""


@needs_gettext
def test_the_catalogues_hold_every_sentence_of_the_package(tmp_path: Path) -> None:
    copy = tmp_path / "src/rankandfile"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    (tmp_path / "tools").mkdir()
    shutil.copy(CLONE / "tools/messages.py", tmp_path / "tools")
    subprocess.run([sys.executable, str(tmp_path / "tools/messages.py")], check=True, cwd=tmp_path)
    for catalogue in CATALOGUES:
        fresh = copy / catalogue.relative_to(PACKAGE)
        assert sentences(fresh) == sentences(catalogue), "run tools/messages.py, translate, then compile"


@needs_gettext
@every_language
def test_the_compiled_catalogue_is_that_of_the_sentences(catalogue: Path, tmp_path: Path) -> None:
    compiled = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "--check-format", "--output-file", str(compiled), str(catalogue)], check=True)
    assert compiled.read_bytes() == catalogue.with_suffix(".mo").read_bytes(), "run tools/messages.py compile"


def test_the_pages_speak_the_second_language_from_right_to_left(visitor: object) -> None:
    page = visitor.get("/", headers={"accept-language": "ar"}).content.decode()  # type: ignore[attr-defined]
    assert '<html lang="ar" dir="rtl">' in page
    assert "طلب الانتساب" in page


def test_every_kind_of_entry_has_its_sentence() -> None:
    from rankandfile.core.engine import ACTS, EFFECTS
    from rankandfile.web.pages import entry_sentences as entries

    assert sorted(entries.ACTS) == sorted(act.__name__ for act in ACTS)
    assert sorted(entries.EFFECTS) == sorted(effect.__name__ for effect in EFFECTS)


def test_every_sentence_of_an_entry_names_only_its_fields() -> None:
    from string import Formatter

    from rankandfile.core.engine import ACTS, EFFECTS
    from rankandfile.web.pages.entries import SENTENCES

    for kind in (*ACTS, *EFFECTS):
        named = {field for _, field, _, _ in Formatter().parse(SENTENCES[kind.__name__]) if field}
        assert named <= set(kind.__struct_fields__), kind.__name__


def sentences(catalogue: Path) -> list[str]:
    """The sentences of a catalogue, without where they stand."""
    return sorted(line for line in catalogue.read_text().splitlines() if line.startswith(("msgid", '"')))
