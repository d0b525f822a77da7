"""The commands of a witness: from its beginning to the evidence, plain errors, and answers for a program."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from rankandfile.cli.main import main
from rankandfile.record.cosignature import cosign
from rankandfile.record.note import LogKey
from rankandfile.shell.witness.cosigner import Cosigner
from rankandfile.shell.witness.folder import Folder
from tests.witnesses import KEY, ORIGIN, Log, request

Run = Callable[..., tuple[int, str, str]]
NEW_KEY = LogKey(ORIGIN, b"\x12" * 32)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command of a witness: exit code, standard output, standard error."""

    def running(*words: object) -> tuple[int, str, str]:
        code = main(["witness", *(str(word) for word in words)])
        return code, *capsys.readouterr()

    return running


@pytest.fixture
def folder(tmp_path: Path, run: Run) -> Path:
    """A witness that watches a record."""
    folder, vkey = tmp_path / "witness", tmp_path / "log.vkey"
    assert run("init", folder, "--name", "sister.example/witness")[0] == 0
    vkey.write_text(f"{KEY.vkey}\n")
    assert run("add", folder, vkey)[0] == 0
    return folder


def shown(folder: Path, *requests: bytes) -> list[int]:
    """The codes with which the witness answers these requests."""
    witness = Cosigner(Folder(folder))
    codes = [witness.answer(each).code for each in requests]
    witness.ledger.close()
    return codes


def test_a_new_witness_tells_its_key_and_what_comes_next(tmp_path: Path, run: Run) -> None:
    code, out, err = run("init", tmp_path / "w", "--name", "sister.example/witness")
    assert (code, err) == (0, "")
    assert "sister.example/witness+" in out
    assert f"rankandfile witness serve {tmp_path / 'w'}" in out
    told = msgspec.json.decode(run("init", tmp_path / "x", "--name", "other.example", "--json")[1])
    assert set(told) == {"folder", "key", "fingerprint"}


def test_a_second_beginning_in_the_same_folder_is_trouble(folder: Path, run: Run) -> None:
    code, _, err = run("init", folder, "--name", "sister.example/witness")
    assert (code, "in use already" in err) == (3, True)


def test_watching_prints_the_fingerprint_to_compare(tmp_path: Path, folder: Path, run: Run) -> None:
    other = LogKey("other.example/record", b"\x13" * 32).vkey
    code, out, _ = run("add", folder, other)
    assert code == 0
    assert other.fingerprint in out
    told = msgspec.json.decode(run("add", folder, NEW_KEY.vkey, "--origin", "third.example", "--json")[1])
    assert told == {"origin": "third.example", "key": str(NEW_KEY.vkey), "fingerprint": NEW_KEY.vkey.fingerprint}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("add", "nowhere.vkey"), "There is no file"),
        (("add", "a+b"), "is no public key of a record"),
        (("add", f"{KEY.vkey}x"), "is no public key of a record"),
        (("add", KEY.vkey), "watched already"),
        (("add", NEW_KEY.vkey, "--origin", "a\nb"), "one line of characters"),
        (("add", NEW_KEY.vkey, "--origin", ""), "one line of characters"),
        (("trust", KEY.vkey, "--origin", "other.example"), "is not watched yet"),
        (("distrust", NEW_KEY.vkey), "no key that is trusted"),
        (
            ("add", "sister-org-0.example/witness+09ecfad8+BE7TL2O/NfDu78sl8oouH73Ic64oNWcbDJRg9fEuRVao"),
            "key of a witness, not of a record",
        ),
    ],
)
def test_what_makes_no_sense_is_trouble_and_changes_nothing(
    folder: Path, run: Run, words: tuple[object, ...], why: str
) -> None:
    before = run("status", folder)
    code, out, err = run(words[0], folder, *words[1:])
    assert (code, out) == (3, "")
    assert why in err
    assert run("status", folder) == before


@pytest.mark.parametrize("command", ["add", "trust", "distrust", "serve", "status", "evidence"])
def test_where_there_is_no_witness_it_says_how_to_begin_one(tmp_path: Path, run: Run, command: str) -> None:
    more = (KEY.vkey,) if command in ("add", "trust", "distrust") else ()
    code, _, err = run(command, tmp_path / "nowhere", *more)
    assert (code, "rankandfile witness init" in err) == (3, True)


def test_a_record_can_be_watched_from_a_checkpoint_that_somebody_holds(tmp_path: Path, run: Run) -> None:
    folder, held = tmp_path / "w", tmp_path / "checkpoint"
    run("init", folder, "--name", "sister.example/witness")
    held.write_text(Log(20).note(9))
    assert run("add", folder, KEY.vkey, "--checkpoint", held)[0] == 0
    out = run("status", folder)[1]
    assert "nothing cosigned yet" in out
    assert "9 entries, to begin with" in out
    assert msgspec.json.decode(run("status", folder, "--json")[1])["logs"][0]["at"] is None
    assert latest_of(folder) is None
    fork = Log(20, fork_at=3)
    assert shown(folder, Log(20).request(0, 20), fork.request(9, 20), fork.request(9, 9)) == [409, 422, 422]
    assert [kept["evidence"]["proved"] for kept in msgspec.json.decode(run("evidence", folder, "--json")[1])] == [
        True,
        False,
    ]
    assert shown(folder, Log(20).request(9, 20)) == [200]
    assert "20 entries, cosigned at" in run("status", folder)[1]
    assert latest_of(folder) is not None


@pytest.mark.parametrize(
    ("held", "why"),
    [(Log(9, key=NEW_KEY).note(9), "None of the keys"), ("", "no checkpoint to begin with"), ("\udcff\n", "UTF-8")],
)
def test_what_is_no_checkpoint_of_the_record_is_not_begun_with(tmp_path: Path, run: Run, held: str, why: str) -> None:
    folder, file = tmp_path / "w", tmp_path / "checkpoint"
    run("init", folder, "--name", "sister.example/witness")
    file.write_bytes(held.encode(errors="surrogateescape"))
    code, _, err = run("add", folder, KEY.vkey, "--checkpoint", file)
    assert (code, why in err) == (3, True), err
    assert "union.example" not in run("status", folder)[1]


def latest_of(folder: Path) -> str | None:
    witness = Cosigner(Folder(folder))
    found = witness.ledger.latest(sha256(ORIGIN.encode()).hexdigest())
    witness.ledger.close()
    return found


def test_status_says_how_far_each_record_was_cosigned(folder: Path, run: Run) -> None:
    code, out, err = run("status", folder)
    assert (code, err) == (0, "")
    assert "nothing cosigned yet" in out
    assert shown(folder, Log(9).request(0, 9)) == [200]
    assert f"9 entries, cosigned at {2}" in run("status", folder)[1]
    told = msgspec.json.decode(run("status", folder, "--json")[1])
    (log,) = told["logs"]
    assert (log["origin"], log["size"], log["root"], log["forks"]) == (ORIGIN, 9, Log(9).tree.root().hex(), 0)
    assert [key["vkey"] for key in log["keys"]] == [str(KEY.vkey)]


def test_a_key_is_changed_from_the_command_line(folder: Path, run: Run) -> None:
    assert run("trust", folder, NEW_KEY.vkey)[0] == 0
    code, out, _ = run("distrust", folder, KEY.vkey)
    assert (code, "still trusted: 1" in out) == (0, True)
    assert shown(folder, Log(9).request(0, 9), Log(9, key=NEW_KEY).request(0, 9)) == [403, 200]
    assert "trusted until" in run("status", folder)[1]
    assert "No key is left" in run("distrust", folder, NEW_KEY.vkey)[1]


def test_two_histories_are_an_alarm_with_the_evidence(folder: Path, run: Run) -> None:
    assert run("evidence", folder) == (0, "Nothing is kept against any record.\n", "")
    fork = Log(9, fork_at=3)
    assert shown(folder, Log(9).request(0, 9), fork.request(9, 9)) == [200, 422]
    code, out, _ = run("status", folder)
    assert (code, "TWO HISTORIES: 1 proved" in out) == (1, True)
    code, out, _ = run("evidence", folder)
    assert code == 1
    assert Log(9).note(9) in out
    assert fork.note(9) in out
    (kept,) = msgspec.json.decode(run("evidence", folder, "--json")[1])
    assert (kept["origin"], kept["size"], kept["evidence"]["proved"]) == (ORIGIN, 9, True)


def test_the_evidence_is_checked_by_whoever_has_the_key(folder: Path, run: Run, tmp_path: Path) -> None:
    """A doubt proves nothing, whatever the witness calls it; a fork convicts without the witness."""
    fork, file = Log(9, fork_at=3), tmp_path / "evidence.json"
    shown(folder, Log(9).request(0, 9), fork.request(9, 9), request(9, [], Log(12).note(12)))
    file.write_text(run("evidence", folder, "--json")[1].replace("false", "true"))
    code, out, _ = run("check", file, "--key", KEY.vkey)
    assert code == 1
    assert "PROVED: union.example/record has signed two histories" in out
    assert "Proves nothing: Two checkpoints prove a fork when" in out
    verdicts = msgspec.json.decode(run("check", file, "--key", KEY.vkey, "--json")[1])
    assert [verdict["proved"] for verdict in verdicts] == [True, False]
    assert set(verdicts[0]["roots"]) == {Log(9).tree.root().hex(), fork.tree.root().hex()}
    assert run("check", file, "--key", NEW_KEY.vkey)[0] == 0
    file.write_text("[]")
    assert run("check", file, "--key", KEY.vkey) == (0, "", "")


@pytest.mark.parametrize(
    ("raw", "key", "why"),
    [(b"{}", KEY.vkey, "not the evidence"), (b"\xff", KEY.vkey, "not the evidence"), (b"[]", "a+b", "no public key")],
)
def test_what_is_no_evidence_is_named(tmp_path: Path, run: Run, raw: bytes, key: object, why: str) -> None:
    file = tmp_path / "evidence.json"
    file.write_bytes(raw)
    code, out, err = run("check", file, "--key", key)
    assert (code, out, why in err) == (3, "", True), err


def test_a_witness_that_was_set_back_is_told_to_begin_anew(folder: Path, run: Run) -> None:
    witness = Cosigner(Folder(folder))
    log = Log(9)
    note = log.note(9) + cosign(witness.key, log.text(9), 1_700_000_000)
    assert witness.answer(request(0, [], note)).code == 503
    witness.ledger.close()
    code, out, _ = run("status", folder)
    assert (code, "RETIRED since" in out, "Begin a new witness" in out) == (1, True, True)
    assert msgspec.json.decode(run("status", folder, "--json")[1])["retired"] > 1_700_000_000


def test_a_doubt_is_told_and_is_no_alarm(folder: Path, run: Run) -> None:
    assert shown(folder, Log(9).request(0, 9), request(9, [], Log(12).note(12))) == [200, 422]
    code, out, _ = run("status", folder)
    assert (code, "1 checkpoints came without a proof" in out) == (0, True)
    code, out, _ = run("evidence", folder)
    assert (code, "proves nothing by itself" in out) == (1, True)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--port", "99999"), "A port is a number"),
        (("--port", "-1"), "A port is a number"),
        (("--port", "0"), "A port is a number"),
        (("--host", "256.0.0.1"), "cannot listen on 256.0.0.1"),
        (("--host", "192.0.2.1"), "cannot listen on 192.0.2.1"),
    ],
)
def test_an_address_that_cannot_be_listened_on_is_named(
    folder: Path, run: Run, words: tuple[str, ...], why: str
) -> None:
    code, out, err = run("serve", folder, *words)
    assert (code, out, why in err) == (3, "", True), err
