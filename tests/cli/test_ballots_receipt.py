"""`rankandfile ballots receipt`: a member checks offline that the ballot is where the server said."""

import json
from pathlib import Path

import pytest

from rankandfile.cli.main import DONE, NO, WRONG, main
from tests.balloting import circle
from tests.boards import Voting
from tests.core.ballot.vectors import chained, posted
from tests.core.chapters.boarding import RULES
from tests.living import living
from tests.record.test_ballot_receipt import file


def test_a_member_checks_a_receipt_without_the_server(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with living(tmp_path / "home", RULES) as own:
        voting = Voting(own, circle(2, 3))
        voting.set_up()
        voting.open_voting()
        receipt = voting.votes(10, 1, 2, 3)
        voting.votes(11, 1, 2, 3)
        board, key = voting.archive(), str(own.secretary.key.vkey)
    (tmp_path / "receipt.json").write_bytes(file(receipt))
    (tmp_path / "board.bel").write_bytes(board)
    command = ["ballots", "receipt", str(tmp_path / "receipt.json"), "--key", key]
    assert main([*command, "--board", str(tmp_path / "board.bel")]) == DONE
    assert "it counts." in capsys.readouterr().out
    assert main(command) == DONE
    assert "--board NAME.bel" in capsys.readouterr().out

    from rankandfile.core.ballot import archive

    whole = archive.opened(board)
    (tmp_path / "board.bel").write_bytes(chained([own for at, own in enumerate(posted(whole)) if at != 1], whole.time))
    assert main([*command, "--board", str(tmp_path / "board.bel"), "--json"]) == NO
    assert "convict the server" in json.loads(capsys.readouterr().out)["findings"][0]
    with pytest.raises(SystemExit):
        main(["ballots", "receipt", str(tmp_path / "receipt.json")])
    assert main([*command[:3], "--key", "x"]) == WRONG
