"""`rankandfile count FILE` from the file to winners, account and picture."""

import argparse
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from rankandfile.cli import count as command
from rankandfile.core.count.account import Account
from rankandfile.shell.trouble import Trouble

FILE = b'3 2\n7 1 2 0\n3 2 0\n2 3 0\n0\n"Ash"\n"Birch"\n"Cedar"\n"Garden club"\n'


def run(folder: Path, *options: str, raw: bytes = FILE) -> int:
    (folder / "ballots.blt").write_bytes(raw)
    parser = argparse.ArgumentParser()
    command.add_to(parser.add_subparsers())
    arguments = parser.parse_args(["count", str(folder / "ballots.blt"), *options])
    return int(arguments.run(arguments))


def test_one_command_gives_winners_and_the_way_to_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path) == 0
    out = capsys.readouterr().out
    assert "make a quota of 5" in out
    assert out.endswith("1. Ash\n2. Birch\n")


def test_account_and_picture_are_written(tmp_path: Path) -> None:
    assert run(tmp_path, "--json", str(tmp_path / "a.json"), "--svg", str(tmp_path / "a.svg")) == 0
    account = msgspec.json.decode((tmp_path / "a.json").read_bytes(), type=Account)
    assert account.elected == (0, 1)
    assert (tmp_path / "a.svg").read_text().startswith("<svg")


def test_one_seat_is_counted_by_instant_runoff(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "--seats", "1", "--brief", "--withdrawn", "ash") == 0
    assert capsys.readouterr().out == "1. Birch\n"


def test_questions_are_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "--why", "Cedar") == 0
    assert "Cedar was" in capsys.readouterr().out
    assert run(tmp_path, "--ballot", "Ash, Cedar") == 0
    assert "goes on to Cedar" in capsys.readouterr().out


def test_what_is_wrong_is_said_with_the_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, raw=b"3 2\n1 9 0\n0\n") == 1
    assert "line 2: there is no candidate '9' among 3" in capsys.readouterr().err
    assert run(tmp_path, "--why", "Zelkova") == 1
    assert run(tmp_path, "--write", "blt") == 1
    assert run(tmp_path, "--why", "r") == 1


def test_a_file_that_is_not_there_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="No such file"):
        run(tmp_path, "--check", str(tmp_path / "none.json"))


def test_ballots_are_written_in_another_format(tmp_path: Path) -> None:
    assert run(tmp_path, "--write", "blt", "--out", str(tmp_path / "b.blt")) == 0
    assert (tmp_path / "b.blt").read_bytes() == FILE


def test_an_account_is_checked_against_the_ballots(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    account = tmp_path / "a.json"
    assert run(tmp_path, "--json", str(account)) == 0
    capsys.readouterr()
    assert run(tmp_path, "--check", str(account)) == 0
    assert "The account stands" in capsys.readouterr().out
    assert run(tmp_path, "--check", str(account), raw=FILE.replace(b"7 1 2", b"8 1 2")) == 1
    assert "from the ballots it is" in capsys.readouterr().out
    account.write_text("{}")
    assert run(tmp_path, "--check", str(account)) == 1


def test_limits_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "people.csv").write_text("name,branch\nAsh,North\nBirch,North\nCedar,South\n")
    people = ("--attributes", str(tmp_path / "people.csv"))
    assert run(tmp_path, "--brief", "--at-most", "branch:1", *people) == 0
    out = capsys.readouterr().out
    assert "Cedar would not have been elected; Birch would have been elected" in out
    assert out.endswith("1. Ash\n2. Cedar\n")
    account = tmp_path / "account.json"
    assert run(tmp_path, "--at-most", "branch:1", *people, "--json", str(account)) == 0
    assert run(tmp_path, "--check", str(account)) == 0
    assert "Limit: at most 1 with branch North: Ash, Birch." in capsys.readouterr().out
    assert run(tmp_path, "--at-least", "branch=South:1", *people) == 0
    (tmp_path / "people.csv").write_bytes(
        "name;branch\r\nAsh;Nord\r\n\r\nBirch; Nord\r\nCedar;Süd\r\n".encode("cp1252")
    )
    assert run(tmp_path, "--brief", "--at-least", "branch=Süd:1", *people) == 0
    assert capsys.readouterr().out.endswith("1. Ash\n2. Cedar\n")
    assert run(tmp_path, "--at-least", "branch", *people) == 1
    assert run(tmp_path, "--at-least", "branch:1") == 1


def test_other_methods_and_a_vacancy_are_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "--brief", "--compare") == 0
    out = capsys.readouterr().out
    assert "plurality" in out
    assert "the same" in out
    assert run(tmp_path, "--brief", "--seats", "1", "--compare") == 0
    assert "The last round would have tied or turned with" in capsys.readouterr().out
    assert run(tmp_path, "--brief", "--countback", "Ash") == 0
    assert capsys.readouterr().out == "1. Birch\n2. Cedar\n"


MARKED = b"voter,1,2,3\n1,Ash,Birch,Cedar\n2,Ash|Birch,Cedar,\n3,Cedar,,Birch\n4,Birch,Birch,Ash\n"


def counted(folder: Path, raw: bytes, *options: str) -> int:
    (folder / "ballots.csv").write_bytes(raw)
    parser = argparse.ArgumentParser()
    command.add_to(parser.add_subparsers())
    arguments = parser.parse_args(["count", str(folder / "ballots.csv"), *options])
    return int(arguments.run(arguments))


def test_marks_that_are_no_plain_ranking_follow_the_policy_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = {"equal": 4, "exhaustImmediately": 3, "exhaustIfMultipleContinuing": 3, "alwaysSkipToNextRank": 4}
    account = tmp_path / "account.json"
    for policy, valid in expected.items():
        assert counted(tmp_path, MARKED, "--method", "irv", "--overvote", policy, "--json", str(account)) == 0
        assert f"{valid} valid votes" in capsys.readouterr().out
        assert counted(tmp_path, MARKED, "--overvote", policy, "--check", str(account)) == 0
        capsys.readouterr()
    assert counted(tmp_path, MARKED, "--max-skipped", "0", "--exhaust-on-duplicate", "--method", "irv") == 0
    assert counted(tmp_path, b"A,B\n1,0\n", "--format", "scores", "--overvote", "equal") == 1
    assert "scores are no ranks" in capsys.readouterr().err


def test_yes_and_no_are_read_from_ranks_and_words_and_an_order_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    method = ("--method", "yes-no", "--seats", "2")
    account = tmp_path / "account.json"
    raw = b"Ash,Birch,Cedar\nyes,no,abstain\nYes,,no\nno,yes,yes\n"
    assert counted(tmp_path, raw, *method, "--brief", "--json", str(account)) == 0
    assert capsys.readouterr().out == "1. Ash\n"
    assert counted(tmp_path, raw, "--check", str(account)) == 0
    assert counted(tmp_path, b"Ash,Birch,Cedar\n1,2,3\n", *method) == 1
    assert "Write 1 for yes and 2 for no" in capsys.readouterr().err
    assert run(tmp_path, *method, raw=b'2 1\n3 1 2 0\n0\n"Ash"\n"Birch"\n') == 0
    assert "Rank 1 on a ballot is a yes" in capsys.readouterr().out


def test_ballots_with_overvotes_are_compared_by_the_methods_that_can_settle_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--method", "irv", "--overvote", "exhaustIfMultipleContinuing", "--compare", "--margin")
    assert counted(tmp_path, MARKED, *options) == 0
    out = capsys.readouterr().out
    assert "plurality" in out
    assert "schulze" not in out
    assert "How many ballots would have to be different?" in out


def test_what_the_reader_put_up_with_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, raw=FILE.replace(b"Cedar", b"C\xe9dar")) == 0
    assert "read as Windows-1252" in capsys.readouterr().err


TALLY = b"""
     Option 1--------->: Amend
   /  Option 2-------->: Keep
   |/  Option 3------->: None of the above
V: 123
V: 123
V: 123
V: 123
V: 213
V: 31-
V: -21
"""


def test_debians_procedure_drops_options_before_it_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    method = ("--method", "debian", "--brief")
    assert counted(tmp_path, TALLY, *method, "--format", "debian") == 0
    assert capsys.readouterr().out == "1. Amend\n"
    needs = ("--quorum", "2", "--majority", "Amend=7", "--default", "None of the above")
    assert counted(tmp_path, TALLY, *method, "--format", "debian", *needs) == 0
    assert capsys.readouterr().out == "Amend misses its majority: 6 for it, 1 for None of the above.\n1. Keep\n"
    assert counted(tmp_path, TALLY, *method, "--format", "debian", "--majority", "Amend") == 1
    assert "write OPTION=3" in capsys.readouterr().err
    account = tmp_path / "account.json"
    assert counted(tmp_path, TALLY, *method, "--format", "debian", "--json", str(account)) == 0
    assert counted(tmp_path, TALLY, "--format", "debian", "--check", str(account)) == 1


def test_a_reader_who_has_had_enough_is_no_trouble(tmp_path: Path) -> None:
    lines = "".join(f"{n} {n} {n % 39 + 1} {(n + 6) % 40 + 1} 0\n" for n in range(1, 41))
    names = "".join(f'"Candidate {n}"\n' for n in range(1, 41))
    (tmp_path / "many.blt").write_text(f"40 5\n{lines}0\n{names}")
    program = "from rankandfile.cli.main import main; raise SystemExit(main())"
    called = [sys.executable, "-c", program, "count", str(tmp_path / "many.blt")]
    with subprocess.Popen(called, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run_:
        assert run_.stdout is not None
        assert run_.stderr is not None
        run_.stdout.close()
        assert run_.stderr.read() == b""
