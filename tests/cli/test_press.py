"""`rankandfile press`: what it writes, what it refuses, what it says."""

from pathlib import Path

import pytest

from rankandfile.cli.main import main
from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.ids import Handle, Moment
from rankandfile.shell.draft import Ask, Recorded
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import NOW, Secretary
from tests.web.house import build


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An organisation of invented people, before its first convention."""
    monkeypatch.setenv("RANKANDFILE_HOME", str(tmp_path / "home"))
    return build(tmp_path / "home").home


def point(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site of this process is that of the home."""
    from rankandfile.web.serve import make_accounts

    make_accounts(home)
    from django.conf import settings

    monkeypatch.setattr(settings, "HOME", home)


@pytest.mark.parametrize("ending", ["pdf", "epub", "md"])
def test_the_rulebook_is_printed_the_same_twice(
    ending: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if ending == "pdf":
        pytest.importorskip("typst")
    point(home, monkeypatch)
    files = [tmp_path / f"{n}.{ending}" for n in (1, 2)]
    for file in files:
        assert main(["press", "rulebook", "--home", str(home), str(file)]) == 0
    assert files[0].read_bytes() == files[1].read_bytes()


def test_there_is_no_bulletin_before_there_is_a_convention(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    point(home, monkeypatch)
    assert main(["press", "bulletin", "--home", str(home), str(tmp_path / "b.md")]) == 1
    assert "There is no such bulletin yet." in capsys.readouterr().err
    assert not (tmp_path / "b.md").exists()


def test_an_agenda_says_when_it_is_composed(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Secretary(Home(home))
    opens = Moment(own.now() + 200 * 86_400)
    act = CallConvention(Handle(own.state.foundation.founder), NOW, opens, Moment(opens + 2 * 86_400))
    assert isinstance(own.submit_many([Ask(act, {"place": "The hall"})])[0], Recorded)
    own.close()
    point(home, monkeypatch)
    file = tmp_path / "agenda.md"
    assert main(["press", "agenda", "--home", str(home), "--language", "ar", str(file)]) == 0
    assert "جدول الأعمال" in file.read_text()


def test_another_ending_and_a_file_that_is_there_are_refused(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    point(home, monkeypatch)
    assert main(["press", "rulebook", "--home", str(home), str(tmp_path / "r.doc")]) == 3
    assert "the ending says how it is printed: .pdf, .epub, .md" in capsys.readouterr().err
    (tmp_path / "r.md").write_text("mine")
    assert main(["press", "rulebook", "--home", str(home), str(tmp_path / "r.md")]) == 3
    assert "exists already" in capsys.readouterr().err
    assert (tmp_path / "r.md").read_text() == "mine"
