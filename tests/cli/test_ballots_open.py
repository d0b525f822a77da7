"""`rankandfile ballots open`: the second device of whoever tests the booth."""

import json
from pathlib import Path

import pytest

from rankandfile.cli.main import DONE, NO, main
from rankandfile.core.ballot import archive, course
from rankandfile.core.ballot.canonical import written
from tests.balloting import authority, singles
from tests.core.ballot.test_disclosed import BLANK, CREDENTIAL, GROUP, RANKED, opened_in_test
from tests.core.ballot.vectors import compact


def board(folder: Path, question: dict[str, object]) -> tuple[Path, bytes]:
    """A board that has begun, and its election."""
    trustees = singles(1)
    from rankandfile.core.ballot.trustees import together

    key = GROUP.text(together(trustees.file, GROUP).key(GROUP))
    own = {"version": 1, "description": "", "name": "E1", "group": "Ed25519", "public_key": key}
    file = compact({**own, "questions": [question], "uuid": "FourteenLetter"})
    public = written((authority("FourteenLetter", ["somebody"]).pubcreds.decode()[2:-2].partition(",")[0],))
    added, _ = archive.appended(None, 0, "Setup", course.setup(file, trustees.file, public), 1)
    (folder / "FourteenLetter.bel").write_bytes(archive.begun(1) + added)
    return folder / "FourteenLetter.bel", file


def test_the_choices_and_the_code_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for question, choices, lines in (
        (RANKED, [2, 0, 1], ("2  a", "-  b", "1  c")),
        (BLANK, [1, 0, 0], ("1  (blank)",)),
    ):
        own, file = board(tmp_path, question)
        from rankandfile.core.ballot import election as elections

        test = opened_in_test(elections.opened(file), choices)
        (tmp_path / "test.json").write_bytes(compact(test))
        assert main(["ballots", "open", str(tmp_path / "test.json"), "--election", str(own)]) == DONE
        said = capsys.readouterr().out
        assert all(line in said for line in (*lines, test["code"]))
        assert CREDENTIAL not in said
        assert main(["ballots", "open", str(tmp_path / "test.json"), "--election", str(own), "--json"]) == DONE
        assert json.loads(capsys.readouterr().out)["choices"] == [choices]


def test_a_ballot_that_encrypts_something_else_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from rankandfile.core.ballot import election as elections

    own, file = board(tmp_path, RANKED)
    test = {**opened_in_test(elections.opened(file), [2, 0, 1]), "choices": [[1, 0, 2]]}
    (tmp_path / "test.json").write_bytes(compact(test))
    assert main(["ballots", "open", str(tmp_path / "test.json"), "--election", str(own)]) == NO
    assert "does not encrypt these choices" in capsys.readouterr().out
    own.write_bytes(archive.begun(1))
    assert main(["ballots", "open", str(tmp_path / "test.json"), "--election", str(own), "--json"]) == NO
    assert "does not begin with an election" in capsys.readouterr().out
