"""`rankandfile ballots booth`: a watcher compares what a site serves with the record."""

import json
import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from rankandfile.cli.main import main
from rankandfile.shell.booth import own_bundle

CLONE = Path(__file__).resolve().parents[2]
BOOTH = CLONE / "src/rankandfile/web/static/rankandfile/booth"


class Quiet(SimpleHTTPRequestHandler):
    """Says nothing."""

    def log_message(self, *told: object) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A site with a booth, its address, and where its files are."""
    folder = tmp_path / "site/static/rankandfile/booth"
    shutil.copytree(BOOTH, folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "site")))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()


def test_the_booth_of_this_release_is_recognised(site: tuple[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ballots", "booth", site[0], "--bundle", own_bundle()]) == 0
    told = capsys.readouterr().out
    assert "This is the booth of the release that you run here." in told
    assert "Nothing was found." in told


def test_one_changed_file_is_named_and_kept(
    site: tuple[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address, folder = site
    (folder / "worker.js").write_bytes((folder / "worker.js").read_bytes() + b"\n")
    assert main(["ballots", "booth", address, "--keep", str(tmp_path / "kept"), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [each.split(" is ")[0] for each in found["findings"]] == ["The booth's file worker.js"]
    assert (tmp_path / "kept/worker.js").read_bytes() == (folder / "worker.js").read_bytes()


def test_another_list_than_the_records_is_named(site: tuple[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ballots", "booth", site[0], "--bundle", "0" * 64]) == 1
    assert "not the one of the record" in capsys.readouterr().out


def test_a_site_without_a_booth_is_told(site: tuple[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    address, folder = site
    shutil.rmtree(folder)
    assert main(["ballots", "booth", address]) != 0
    assert "serves no booth" in capsys.readouterr().err
