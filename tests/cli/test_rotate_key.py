"""`record rotate-key` and `receipt check --policy`, as an operator and a member type them."""

from pathlib import Path

import msgspec
import pytest

from rankandfile.record.note import parse_vkey
from rankandfile.record.policy import written
from rankandfile.shell import stages
from rankandfile.shell.copies import receipt_for
from rankandfile.shell.cosigning import Cosigning
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import Secretary
from tests.witnessing import watched, witnesses

from .test_command_line import Run, founded, home, run

__all__ = ["home", "run"]


def test_the_founder_changes_the_key_and_an_auditor_follows_it(home: Path, run: Run, tmp_path: Path) -> None:
    old = str(Secretary(Home(home)).key.vkey)
    code, out, err = run("record", "rotate-key", "--home", home)
    assert (code, err) == (0, "")
    new = str(Secretary(Home(home)).key.vkey)
    assert new != old
    assert new in out
    assert parse_vkey(new).fingerprint in out
    export = tmp_path / "export.tar"
    assert run("export", "--home", home, export)[0] == 0
    for key in (old, new):
        assert run("verify", export, "--key", key)[0] == 0


def test_a_program_gets_both_keys(home: Path, run: Run) -> None:
    code, out, _ = run("record", "rotate-key", "--home", home, "--json")
    told = msgspec.json.decode(out)
    assert code == 0
    assert set(told) == {"entry", "old", "new", "fingerprint"}


def test_a_key_is_prepared_before_it_signs(home: Path, run: Run) -> None:
    old = str(Secretary(Home(home)).key.vkey)
    code, out, _ = run("record", "rotate-key", "--home", home, "--prepare")
    new = msgspec.json.decode(run("record", "rotate-key", "--home", home, "--prepare", "--json")[1])["new"]
    assert code == 0
    assert new in out
    assert str(Secretary(Home(home)).key.vkey) == old
    assert run("record", "rotate-key", "--home", home)[0] == 0
    assert str(Secretary(Home(home)).key.vkey) == new


def test_somebody_without_the_power_is_refused(home: Path, run: Run) -> None:
    code, out, err = run("record", "rotate-key", "--home", home, "--by", "0" * 32)
    assert (code, out) == (1, "")
    assert "Refused" in err
    assert list(home.glob("log-*.key")) == []


def test_a_receipt_is_judged_by_a_policy(tmp_path: Path, run: Run) -> None:
    with witnesses(tmp_path) as four:
        own = watched(tmp_path / "home", four)
        early = tmp_path / "early.json"
        early.write_bytes(receipt_for(own.secretary, 0, openings=True))
        Cosigning(own.secretary).round()
        receipt, policy = tmp_path / "receipt.json", tmp_path / "policy"
        receipt.write_bytes(receipt_for(own.secretary, 0, openings=True))
        found = stages.policy(own.secretary)
        assert found is not None
        policy.write_text(written(found))
        code, out, _ = run("receipt", "check", receipt, "--policy", policy)
        assert code == 0
        assert "WITNESSED: by " in out
        assert "4 of 4 witnesses of the policy have signed: sister, far-branch, auditors, minority." in out
        assert "as far as the witnesses are independent" in out
        code, out, _ = run("receipt", "check", early, "--policy", policy)
        assert code == 0
        assert "REGISTERED: the server of union.example/record has signed it" in out
        assert "0 of 4 witnesses of the policy have signed: none." in out
        assert "That is not the quorum" in out
        code, out, _ = run("receipt", "check", receipt, "--key", own.secretary.key.vkey, "--json")
        assert msgspec.json.decode(out)["stage"] == "registered"  # who is enough, only a policy says
        own.secretary.close()


@pytest.mark.parametrize(("words", "code"), [((), 1), (("--policy", "MISSING"), 3), (("--key", "none"), 2)])
def test_a_receipt_needs_to_be_known_by_something(words: tuple[str, ...], code: int, tmp_path: Path, run: Run) -> None:
    (tmp_path / "receipt").write_text("{}")
    assert run("receipt", "check", tmp_path / "receipt", *words)[0] == code


def test_what_is_no_policy_is_said(tmp_path: Path, run: Run) -> None:
    (tmp_path / "policy").write_text("quorum all\n")
    code, _, err = run("receipt", "check", tmp_path / "policy", "--policy", tmp_path / "policy")
    assert code == 3
    assert "is no policy" in err


def test_the_status_tells_who_signs(tmp_path: Path, run: Run) -> None:
    with witnesses(tmp_path) as four:
        own = watched(tmp_path / "home", four)
        asked = msgspec.json.decode(run("status", "--home", tmp_path / "home", "--json")[1])["witnesses"]
        assert (asked["enough"], asked["of"], asked["witnessed"]) == (3, 4, 0)
        assert {one["kind"] for one in asked["named"]} == {"unasked"}
        four[1].stop()
        Cosigning(own.secretary).round()
        size = own.secretary.store.size()
        told = run("status", "--home", tmp_path / "home")[1]
        assert f"Witnessed: {size} entries, by 3 of 4 witnesses" in told
        assert "sister signs since " in told
        assert "far-branch silent since " in told
        own.secretary.close()


def test_the_status_of_a_young_organisation_says_how_many_witnesses_are_to_be_named(home: Path, run: Run) -> None:
    assert "Witnessed: 0 entries, by 3 of 4 witnesses; 4 still to be named" in run("status", "--home", home)[1]


def test_founding_tells_who_is_still_to_witness(tmp_path: Path, run: Run) -> None:
    _, out, _ = founded(run, tmp_path / "home")
    assert "Witnesses: 4 witnesses are still to be named; until enough are, no receipt is witnessed." in out
