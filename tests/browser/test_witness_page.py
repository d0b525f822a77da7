"""The page of a witness, with everything on it that it can show, on a phone and on a wide screen."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from rankandfile.record.cosignature import cosign
from rankandfile.record.note import LogKey
from rankandfile.shell.witness.cosigner import Cosigner
from tests.witnesses import KEY, ORIGIN, Log, request, served, watching


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A witness that watches two records, one of them with an old key, a fork and a doubt; retired."""
    folder = watching(tmp_path_factory.mktemp("watching") / "witness")
    witness, log = Cosigner(folder), Log(40)
    witness.ledger.watch("other.example/record", LogKey("other.example/record", b"\x13" * 32).vkey, 1_700_000_000)
    witness.ledger.trust(ORIGIN, LogKey(ORIGIN, b"\x12" * 32).vkey, 2)
    for body in (log.request(0, 9), Log(9, fork_at=7).request(9, 9), request(9, [], log.note(33))):
        witness.answer(body)
    witness.answer(request(0, [], log.note(40) + cosign(witness.key, log.text(40), 1_700_000_000)))
    witness.ledger.distrust(ORIGIN, KEY.vkey, 1_790_000_000)
    witness.ledger.close()
    with served(folder) as (host, port):
        yield f"http://{host}:{port}/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1100])
def test_it_fits_and_has_no_barrier(blank: Callable[..., Page], address: str, width: int, scheme: str) -> None:
    page = blank(loses_connection=True, viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(address)
    assert page.locator("h2").all_inner_texts() == [
        "Retired",
        "Two histories",
        "other.example/record",
        ORIGIN,
        "Not proved",
    ]
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert Axe().run(page).response["violations"] == []
