"""The commands of a verifiable election: an authority and three trustees in folders of their own, as on machines."""

import csv
import json
import os
from pathlib import Path

import pytest
from msgspec import Raw

from rankandfile.cli.main import DONE, NO, TROUBLE, main
from rankandfile.core.ballot import archive, groups, making, tallying
from rankandfile.core.ballot import election as elections
from rankandfile.core.ballot.audit import audit
from rankandfile.core.ballot.canonical import written
from rankandfile.core.ballot.checking import checked
from rankandfile.core.ballot.credentials import public as public_part
from rankandfile.core.ballot.shapes import ElectionFile, Owned, Result, SizedTally
from rankandfile.core.ballot.shuffling import shuffled
from rankandfile.core.ballot.trustees import opened as opened_trustees
from rankandfile.core.ballot.trustees import together
from rankandfile.core.count.formats.blt import read_blt
from tests.core.ballot.test_checking import random
from tests.core.ballot.test_tool import NEW, RANKED
from tests.core.ballot.vectors import H_ED25519, R_ED25519, chained, compact, content, posted

UUID = "AgQJc2SB8Ak6FL"
Events = list[tuple[str, list[bytes]]]
needs_tool = pytest.mark.skipif(not NEW.exists(), reason="belenios-tool 3.3 could not be fetched from Debian")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BELENIOS_TOOL", str(NEW))
    return tmp_path


def ballots(*arguments: object) -> int:
    return main(["ballots", *map(str, arguments)])


def roll(place: Path, text: str = "handle,name\naaa,Ada Bell\nbbb,Bo Çelik\nccc,Cy Dee\n") -> Path:
    (place / "roll.csv").write_text(text)
    return place / "roll.csv"


def rows_of(place: Path) -> list[dict[str, str]]:
    """The authority's own list, which it shows nobody."""
    return list(csv.DictReader((place / "out/credentials.csv").read_text().splitlines()))


def test_the_authority_makes_a_credential_for_each_name(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ballots("credentials", roll(place), "--election", UUID, "--out", "out", "--json") == DONE
    told = json.loads(capsys.readouterr().out)
    public = json.loads((place / "out/public_creds.json").read_text())
    assert sorted(line.split(",")[2] for line in public) == ["aaa", "bbb", "ccc"]
    rows = rows_of(place)
    group = groups.named("Ed25519")
    by_handle = {line.split(",")[2]: line.split(",")[0] for line in public}
    for row in rows:
        assert group.text(public_part(group, UUID, row["credential"])) == by_handle[row["handle"]]
    listed = compact([line.split(",")[0] for line in public])
    voters = elections.electorate(listed, group)
    assert voters.fingerprint == told["fingerprint"]
    assert elections.is_sorted(group, voters)
    for secret in ("credentials.csv", "letters.txt"):
        assert os.stat(place / "out" / secret).st_mode & 0o077 == 0
    letters = (place / "out/letters.txt").read_text().split("\f")
    assert len(letters) == 3
    assert all(told["fingerprint"] in letter for letter in letters)
    assert not any(row["credential"] in (place / "out/public_creds.json").read_text() for row in rows)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name\nAda\n", "no column"),
        ("handle\naaa\naaa\n", "twice"),
        ("handle,name\n,Ada\n", "no handle"),
        ('handle,name\n"aaa,Ada\n', "quotes"),
        ("", "empty"),
    ],
)
def test_a_roll_that_is_none_is_told(place: Path, capsys: pytest.CaptureFixture[str], text: str, words: str) -> None:
    assert ballots("credentials", roll(place, text), "--election", UUID, "--out", "out") == TROUBLE
    assert words in capsys.readouterr().err
    assert not (place / "out").exists()


def test_credentials_are_never_made_over_others(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "out").mkdir()
    assert ballots("credentials", roll(place), "--election", UUID, "--out", "out") == TROUBLE
    assert "already" in capsys.readouterr().err
    assert ballots("credentials", roll(place), "--election", UUID, "--out", "new", "--group", "x") == TROUBLE


def one(folder: Path, ending: str) -> Path:
    (found,) = folder.glob(f"*{ending}")
    return found


def ceremony(place: Path) -> bytes:
    """Three trustees make one key, two of whom open; the list of trustees."""
    folders = [place / f"trustee-{number}" for number in (1, 2, 3)]
    for number, folder in enumerate(folders, 1):
        step = ("begin", "--number", number, "--of", 3, "--threshold", 2)
        assert ballots("trustee", *step, "--folder", folder) == DONE
    assert ballots("ceremony", "gather", "--folder", "hub", *(one(each, ".cert") for each in folders)) == DONE
    for folder in folders:
        assert ballots("trustee", "deal", "--folder", folder, "hub/certs.jsons") == DONE
    assert ballots("ceremony", "pass", "--folder", "hub", *(one(each, ".polynomial") for each in folders)) == DONE
    for folder in folders:
        given = place / "hub" / one(folder, ".cert").with_suffix(".vinput").name
        assert ballots("trustee", "check", "--folder", folder, given) == DONE
    assert ballots("ceremony", "finish", "--folder", "hub", *(one(each, ".voutput") for each in folders)) == DONE
    return (place / "hub/trustees.json").read_bytes().strip()


def held(place: Path, keys: bytes) -> tuple[Events, elections.Election, tallying.Tally, tallying.Counted]:
    """An election of which the voting is over, with these trustees; the authority made its credentials."""
    group = groups.named("Ed25519")
    key = group.text(together(keys, group).key(group))
    file = written(ElectionFile(1, "d", "Executive", "Ed25519", key, tuple(Raw(compact(q)) for q in RANKED), UUID))
    own = elections.opened(file)
    assert ballots("credentials", roll(place), "--election", UUID, "--out", "out") == DONE
    listed = compact([line.split(",")[0] for line in json.loads((place / "out/public_creds.json").read_text())])
    voters, numbers = elections.electorate(listed, group), random("Ed25519")
    typed = [row["credential"] for row in rows_of(place)]
    cast = [
        making.ballot(own, each, [ranks], numbers)
        for each, ranks in zip(typed, ([1, 2, 3, 4], [4, 3, 2, 1], [1, 0, 0, 0]), strict=True)
    ]
    counted = tallying.counted([checked(own, each, voters.weights) for each in cast], voters)
    tally = tallying.encrypted(own, counted, voters)
    events: Events = [
        ("Setup", [file, keys, listed, b""]),
        *(("Ballot", [each]) for each in cast),
        ("EndBallots", []),
        ("EncryptedTally", [written(tallying.shown(group, tally)), written(SizedTally(3, 3, ""))]),
    ]
    return events, own, tally, counted


def published(place: Path, events: Events) -> Path:
    (place / f"{UUID}.bel").write_bytes(chained(events))
    return place / f"{UUID}.bel"


@needs_tool
def test_three_trustees_and_an_authority_hold_an_election(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys = ceremony(place)
    events, own, tally, counted = held(place, keys)
    for number in (1, 2):
        folder = place / f"trustee-{number}"
        assert ballots("trustee", "shuffle", "--folder", folder, published(place, events)) == DONE
        made = (folder / f"{UUID}.shuffle.json").read_bytes()
        tally = shuffled(own, tally, made, "The shuffle")
        events.append(("Shuffle", [made, written(Owned(number, ""))]))
    events.append(("EndShuffles", []))
    shares, trustees = {}, opened_trustees(keys, own)
    for number in (1, 3):
        folder = place / f"trustee-{number}"
        assert ballots("trustee", "open", "--folder", folder, published(place, events)) == DONE
        made = (folder / f"{UUID}.share.json").read_bytes()
        shares[number] = tallying.share(own, tally, trustees.keys[number], made, number)
        events.append(("PartialDecryption", [made, written(Owned(number, ""))]))
    result = tallying.result(own, tally, trustees, shares, counted.weight)
    events.append(("Result", [written(Result(result.outcome))]))
    found = audit(published(place, events).read_bytes())
    assert found.findings == ()
    assert found.owners == (1, 3)
    assert sorted(result.outcome[0], key=str) == sorted([(1, 2, 3, 4), (4, 3, 2, 1), (1, 0, 0, 0)], key=str)
    capsys.readouterr()
    assert ballots("audit", f"{UUID}.bel", "--tracker", found.counted[0], "--tracker", "nothing") == NO
    assert "nothing is not counted" in capsys.readouterr().out


@needs_tool
def test_nobody_lends_a_secret_to_a_board_on_which_something_is_wrong(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events, _, _, _ = held(place, ceremony(place))
    stuffed = [*events[:2], events[1], *events[2:]]
    assert ballots("trustee", "shuffle", "--folder", "trustee-1", published(place, stuffed)) == TROUBLE
    assert "repeated" in capsys.readouterr().err
    assert ballots("trustee", "shuffle", "--folder", "trustee-1", published(place, events)) == DONE
    (place / "trustee-2").joinpath("my-shuffle.sha256").write_text("0" * 64)
    for number in (1,):
        made = (place / f"trustee-{number}/{UUID}.shuffle.json").read_bytes()
        events.append(("Shuffle", [made, written(Owned(number, ""))]))
    events.append(("EndShuffles", []))
    assert ballots("trustee", "open", "--folder", "trustee-2", published(place, events)) == TROUBLE
    assert "another board" in capsys.readouterr().err


@needs_tool
def test_a_trustee_notices_a_ceremony_without_it(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    step = ("begin", "--of", 2, "--threshold", 1)
    for number in (1, 2):
        assert ballots("trustee", *step, "--number", number, "--folder", f"t{number}") == DONE
    assert ballots("trustee", *step, "--number", 2, "--folder", "t2") == TROUBLE
    assert "never made over" in capsys.readouterr().err
    assert ballots("trustee", *step, "--number", 3, "--folder", "t3") == TROUBLE
    other = one(place / "t1", ".cert")
    assert ballots("ceremony", "gather", "--folder", "hub", other) in (DONE, TROUBLE)
    capsys.readouterr()
    assert ballots("trustee", "deal", "--folder", "t2", "hub/certs.jsons") == TROUBLE
    assert "does not hold your certificate" in capsys.readouterr().err


def test_without_the_tool_the_way_to_it_is_told(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BELENIOS_TOOL")
    monkeypatch.setenv("PATH", str(place))
    step = ("begin", "--number", 1, "--of", 3, "--threshold", 2)
    assert ballots("trustee", *step, "--folder", "t1") == TROUBLE
    assert "apt-get install belenios-tool" in capsys.readouterr().err


def test_an_archive_of_others_is_audited(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "ivpritsUeca1ex.bel").write_bytes(content(H_ED25519))
    assert ballots("audit", "ivpritsUeca1ex.bel") == DONE
    assert "Nothing was found" in capsys.readouterr().out
    (place / "other.bel").write_bytes(content(H_ED25519))
    assert ballots("audit", "other.bel", "--json") == NO
    assert json.loads(capsys.readouterr().out)["audit"]["findings"][0]["rule"] == "outside"
    assert archive.opened(content(H_ED25519)).events


def test_rankings_that_were_opened_are_written_for_any_program_that_counts(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = Path(R_ED25519).name
    (place / name).write_bytes(content(R_ED25519))
    assert ballots("audit", name, "--blt", "ballots.blt") == DONE
    said = capsys.readouterr().out
    result = audit(content(R_ED25519)).result
    assert result is not None
    opened = [own for own in result[0] if not isinstance(own, int)]
    spoilt = sum(len({rank for rank in own if rank}) < sum(map(bool, own)) for own in opened)
    assert f"give a rank twice: {spoilt}." in said
    contest = read_blt((place / "ballots.blt").read_bytes())
    assert contest.ballots.total == len(opened) - spoilt
    assert main(["count", "ballots.blt", "--seats", "2", "--brief"]) == DONE


@pytest.mark.parametrize("name", [H_ED25519, "unopened"])
def test_what_was_only_added_up_or_not_opened_is_not_written(
    name: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = archive.opened(content(R_ED25519))
    given = chained(posted(whole)[:4], whole.time) if name == "unopened" else content(name)
    file = Path(R_ED25519 if name == "unopened" else name).name
    (place / file).write_bytes(given)
    assert ballots("audit", file, "--blt", "ballots.blt") == TROUBLE
    assert not (place / "ballots.blt").exists()
    capsys.readouterr()
