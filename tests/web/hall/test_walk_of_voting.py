"""The election of an executive of thirteen by docs/voting.md: its commands, and the pages, by everybody named there.

Three trustees in three folders as on three machines, an authority in another, an officer and members at the pages, an
auditor with the files. Other people's program makes the keys, shuffles, opens, and confirms the whole and each ballot
by itself.
"""

import csv
import re
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from msgspec import json

from rankandfile.cli.main import DONE, main, parser
from rankandfile.core.ballot import archive, making
from rankandfile.core.ballot.audit import audit
from rankandfile.core.ballot.election import opened
from rankandfile.core.chapters.board_results import ballots_of
from rankandfile.core.chapters.counting import account_of
from rankandfile.core.count.account import Account, winners
from rankandfile.core.ids import ElectionId, Handle
from rankandfile.shell.copies import write_export
from tests.balloting import numbers
from tests.cli.test_ballots import ceremony, one
from tests.core.ballot.test_tool import NEW, Tool
from tests.core.ballot.vectors import chained, posted
from tests.core.chapters.boarding import TRUSTEES
from tests.living import Living, living
from tests.scenarios.test_executive_on_a_board import CANDIDATES, SEATS, THIRTEEN, VOTERS, called
from tests.world import DAY, SECRETARY, TELLERS, handle

from .conftest import show

E1 = ElectionId("E1")
KEEPERS = (*TELLERS, 72)
"""The members who hold the keys, in the order of their numbers."""
DOCS = Path(__file__).resolve().parents[3] / "docs/voting.md"
pytestmark = pytest.mark.skipif(not NEW.exists(), reason="belenios-tool 3.3 could not be fetched from Debian")


@pytest.fixture
def union(
    tmp_path: Path, settings_home: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch, django: None
) -> Iterator[Living]:
    """A hundred and fifty members, whose nominations are closed; the site shows them, and the tool is at hand."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BELENIOS_TOOL", str(NEW))
    with living(tmp_path / "server", THIRTEEN) as own:
        show(own, tmp_path / "server", settings_home, monkeypatch)  # type: ignore[arg-type]
        yield own


def ran(*arguments: object) -> None:
    assert main(["ballots", *map(str, arguments)]) == DONE


def file(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())


def fetched(client: Client, address: str, to: Path) -> Path:
    to.write_bytes(client.get(address).content)
    return to


def test_the_documented_way_elects_thirteen_and_other_peoples_program_confirms_it(
    union: Living, tmp_path: Path, reader: Callable[[int], Client]
) -> None:
    closes = called(union)
    officer, board = reader(SECRETARY), "/elections/E1/board/"
    uuid = union.secretary.boards.uuid(E1)
    assert uuid in officer.get(board).content.decode()

    # Trustees: the key, and its rehearsal.
    ceremony(tmp_path)
    machines = [tmp_path / f"trustee-{number}" for number in (1, 2, 3)]
    ran("rehearsal", "begin", "hub/trustees.json", "--folder", "trial")
    trial = one(tmp_path / "trial", ".bel")
    for machine in machines[:2]:
        ran("trustee", "open", "--folder", machine, trial)
    shares = [machine / f"{trial.stem}.share.json" for machine in machines[:2]]
    ran("rehearsal", "finish", trial, *shares)

    # Credential authority, on a machine of its own.
    roll = fetched(officer, f"{board}roll.csv", tmp_path / "ROLL.csv")
    ran("credentials", roll, "--election", uuid, "--out", "authority")
    rows = csv.DictReader((tmp_path / "authority/credentials.csv").read_text().splitlines())
    letters = {row["handle"]: row["credential"] for row in rows}
    assert len(letters) == len(VOTERS)

    # Returning officer.
    page = officer.get(f"{board}set-up/")
    holders: list[Handle] = page.context["form"].holders  # type: ignore[attr-defined]
    given = {
        "trustees_json": file(tmp_path / "hub/trustees.json"),
        "pubcreds": file(tmp_path / "authority/public_creds.json"),
        "rehearsal": file(trial),
        **{f"number_{place}": TRUSTEES.index(own) + 1 for place, own in enumerate(holders) if own in TRUSTEES},
    }
    answer = officer.post(f"{board}set-up/", given)
    assert answer.status_code == 302, answer.content
    own = union.secretary.follow().boards.boards[E1]
    assert own.credentials in (tmp_path / "authority/letters.txt").read_text()
    shown = officer.get(board).content.decode()
    assert all(one(machine, ".cert").stem in shown for machine in machines), "the lines that were read by telephone"

    # Members: the ballot of each, as the booth makes it, by the page that takes it.
    union.wait(union.now + 2 * DAY)
    chance, cast = Random(13), {}
    election = opened(union.secretary.boards.election_file(E1))
    for number in VOTERS:
        places = list(range(1, len(CANDIDATES) + 1))
        chance.shuffle(places)
        made = making.ballot(election, letters[handle(number)], [places], numbers(f"walk/{number}"))
        answer = reader(number).post(
            "/elections/E1/booth/cast/",
            {"ballot": SimpleUploadedFile("ballot.json", made)},
            headers={"accept": "application/json"},
        )
        assert answer.status_code == 200, answer.content
        cast[number] = answer.json()["tracker"]

    # After the close.
    union.wait(closes)
    union.strike()
    for step, which in (("shuffle", (0, 1)), ("open", (2, 0))):
        for place in which:
            trustee = reader(KEEPERS[place])
            bel = fetched(trustee, f"{board}archive.bel", tmp_path / f"{uuid}.bel")
            ran("trustee", step, "--folder", machines[place], bel)
            ending = "shuffle" if step == "shuffle" else "share"
            made_file = machines[place] / f"{uuid}.{ending}.json"
            assert trustee.post(f"{board}hand-in/", {"step": file(made_file)}).status_code == 302
            assert sha256(made_file.read_bytes()).hexdigest() in trustee.get(board).content.decode()
    union.strike()
    counted = union.secretary.follow().elections.elections[E1]
    assert len(counted.elected) == SEATS

    # Auditors: ours, and the tool, each ballot and the whole.
    bel = fetched(reader(11), f"{board}archive.bel", tmp_path / f"{uuid}.bel")
    known = (
        "--fingerprint",
        own.fingerprint,
        "--credentials",
        own.credentials,
        "--head",
        union.secretary.follow().boards.boards[E1].head,
    )
    ran("audit", bel, *known, *(part for tracker in list(cast.values())[:5] for part in ("--tracker", tracker)))
    confirmed_by_the_tool(bel, tmp_path)
    found = audit(bel.read_bytes())
    assert len(found.counted) == len(VOTERS)
    assert found.result is not None
    again = account_of(
        union.secretary.follow(), counted, ballots_of(counted, found.result[0], len(VOTERS)), counted.lot
    )
    assert winners(again) == counted.elected
    ran("audit", bel, "--blt", "BALLOTS.blt")
    how = ("--method", counted.method, "--seats", str(SEATS), "--lot", counted.lot, "--json", "account.json")
    assert main(["count", "BALLOTS.blt", *how]) == DONE
    recounted = winners(json.decode(Path("account.json").read_bytes(), type=Account))
    assert recounted == counted.elected, "a recount from the archive, by the commands"
    export = tmp_path / "EXPORT"
    stream = BytesIO()
    write_export(union.secretary, stream)
    export.write_bytes(stream.getvalue())
    assert main(["verify", str(export)]) == DONE


def confirmed_by_the_tool(bel: Path, folder: Path) -> None:
    """`election verify` of the whole, and `election verify-ballot` of each ballot, as it was cast."""
    tool = Tool(folder / "tool", str(NEW))
    tool.folder.mkdir()
    shutil.copy(bel, tool.folder / bel.name)
    tool("election", "verify")
    whole = archive.opened(bel.read_bytes())
    (tool.folder / "alone").mkdir()
    (tool.folder / "alone" / bel.name).write_bytes(chained(posted(whole)[:1], whole.time))
    ballots = [each for each in whole.events if each.event.type == "Ballot"]
    assert len(ballots) == len(VOTERS)
    for each in ballots:
        tool.write("b.json", each.objects[0])
        tool("election", "verify-ballot", "--dir", "alone", "--ballot", "b.json")


def test_every_command_that_the_manual_prints_is_one() -> None:
    """No command in it has a name or an option that the program does not know."""
    printed = re.findall(r"rankandfile ((?:ballots|verify) [^`\n]+)", DOCS.read_text())
    assert len(printed) > 10
    for line in printed:
        words = [word for word in line.partition("#")[0].split() if word != "…"]
        try:
            parser().parse_args(words)
        except SystemExit:
            raise AssertionError(f"rankandfile {line}") from None
