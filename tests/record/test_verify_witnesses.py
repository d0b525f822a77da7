"""The report says who of the rulebook's witnesses has signed a record, and whether those are enough."""

from io import BytesIO
from pathlib import Path

import pytest

from rankandfile.cli.main import main
from rankandfile.core.chapters.foundation import FoundOrganisation
from rankandfile.core.chapters.members import RecordDues
from rankandfile.core.ids import Moment
from rankandfile.core.rulebook.parse import rules_hash
from rankandfile.record import checkpoint
from rankandfile.record.checkpoint import Checkpoint
from rankandfile.record.cosignature import CosigningKey, cosign
from rankandfile.record.export import read, write
from rankandfile.record.report import Report, as_text
from rankandfile.record.verify import Trusted, verify
from rankandfile.record.witnesses import able, policy_of, witnessing
from tests.core.rulebook.texts import read as rules_of
from tests.record.organisation import DAY, FOUNDER, KEY, NOON, ORIGIN, Made
from tests.witnessing import Named, rulebook

WITNESSES = [CosigningKey(f"w{number}.example/witness", bytes([number + 40]) * 32) for number in range(4)]
AT = NOON + DAY


def named(*keys: CosigningKey) -> list[Named]:
    return [Named(f"w{number}", str(key.vkey), f"https://w{number}.example") for number, key in enumerate(keys)]


def founded(rules: str) -> Made:
    made = Made()
    texts = {"rulebook": rules, "organisation": "Union of Invented Trades", "name": "Ada Founder"}
    made.record(FoundOrganisation(FOUNDER, NOON, rules_hash(rules), "member", key=str(KEY.vkey)), texts)
    made.record(RecordDues(FOUNDER, Moment(NOON + 60), FOUNDER, Moment(NOON + 500 * DAY)))
    return made


@pytest.fixture(scope="module")
def made() -> Made:
    return founded(rulebook(named(*WITNESSES)))


def cosigned(made: Made, *keys: CosigningKey, size: int | None = None, at: int = AT) -> str:
    size = made.tree.size if size is None else size
    found = Checkpoint(ORIGIN, size, made.tree.root_at(size))
    return checkpoint.sign(found, KEY) + "".join(cosign(key, found.text(), at) for key in keys)


def exported(made: Made, note: str) -> bytes:
    stream = BytesIO()
    write(
        stream,
        checkpoint=note,
        log=KEY.vkey,
        leaves=lambda start, stop: made.leaves[start:stop],
        read_tile=made.tree.tile,
        values=lambda start, stop: sorted(
            (value for value in made.values if start <= value.entry < stop), key=lambda v: (v.entry, v.slot)
        ),
    )
    return stream.getvalue()


def report(made: Made, *keys: CosigningKey) -> Report:
    return verify(read(BytesIO(exported(made, cosigned(made, *keys)))), Trusted(KEY.vkey))


@pytest.mark.parametrize("number", range(5))
def test_who_has_signed_is_said_and_whether_that_is_enough(made: Made, number: int) -> None:
    found = report(made, *WITNESSES[:number])
    assert found.sound, found.findings
    assert found.witnessing is not None
    assert found.witnessing.cosigned == tuple((f"w{n}", AT) for n in range(number))
    assert found.witnessing.missing == tuple(f"w{n}" for n in range(number, 4))
    assert found.witnessing.reached == (number >= 3)
    text = as_text(found)
    assert f"{number} of 4 witnesses of the rulebook have signed this checkpoint" in text
    assert ("that is enough" in text) == (number >= 3)
    assert any("Whether others are shown another record" in line for line in found.unchecked) == (number < 3)


def test_a_signature_of_a_witness_that_does_not_hold_is_found(made: Made) -> None:
    other = founded(rulebook(named(*WITNESSES)))
    other.record(RecordDues(FOUNDER, Moment(NOON + 90), FOUNDER, Moment(NOON + 501 * DAY)))
    line = cosigned(other, WITNESSES[0]).splitlines()[-1]
    found = verify(read(BytesIO(exported(made, f"{cosigned(made)}{line}\n"))), Trusted(KEY.vkey))
    assert [finding.code for finding in found.findings] == ["checkpoint.unsigned"]
    assert found.witnessing is None


def test_who_is_not_in_the_rulebook_does_not_count(made: Made) -> None:
    stranger = CosigningKey("stranger.example/witness", b"\x66" * 32)
    found = report(made, stranger)
    assert found.witnessing is not None
    assert found.witnessing.cosigned == ()


def test_without_the_clause_the_report_says_nothing_of_a_quorum() -> None:
    rules = rulebook([]).partition("[witnesses]")[0].replace(', "17"', "")
    found = report(founded(rules), WITNESSES[0])
    assert found.witnessing is None
    assert "WITNESSED" not in as_text(found)


def test_heads_of_witnesses_are_given_on_the_command_line(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "export").write_bytes(exported(made, cosigned(made)))
    for name, size, at in (("one", 3, NOON), ("two", made.tree.size, AT)):
        (tmp_path / name).write_text(cosigned(made, WITNESSES[0], size=size, at=at))
    words = ["verify", str(tmp_path / "export"), "--key", str(KEY.vkey)]
    heads = [
        "--witness",
        str(tmp_path / "one"),
        "--witness",
        str(tmp_path / "two"),
        "--witness",
        str(WITNESSES[0].vkey),
    ]
    assert main([*words, *heads]) == 0
    assert "2  older checkpoints that lie on the way to this one" in capsys.readouterr().out
    longer = founded(rulebook(named(*WITNESSES)))
    longer.record(RecordDues(FOUNDER, Moment(NOON + 90), FOUNDER, Moment(NOON + 501 * DAY)))
    (tmp_path / "ahead").write_text(cosigned(longer, WITNESSES[1]))
    assert main([*words, "--witness", str(tmp_path / "ahead")]) == 1
    assert "It was rolled back, or this is older." in capsys.readouterr().out


def test_what_cannot_work_in_a_rulebook_is_left_out_of_the_policy() -> None:
    own = Named("own", str(KEY.vkey).replace("+A", "+B"), "https://own.example")
    twice = [*named(*WITNESSES[:2]), Named("w9", str(WITNESSES[0].vkey), "https://w9.example"), own]
    rules = rules_of(rulebook([*twice, Named("w0", str(WITNESSES[3].vkey), "https://w3.example")]))
    assert [each.name for each in able(rules, (KEY.vkey,))] == ["w0", "w1"]
    log = Named("log", str(KEY.vkey), "https://log.example")
    rules = rules_of(rulebook([log, *named(*WITNESSES[:3])]))
    policy = policy_of(rules, (KEY.vkey,))
    assert policy is not None
    assert [each.name for each in policy.witnesses] == ["w0", "w1", "w2"]
    assert policy_of(None, (KEY.vkey,)) is None
    assert able(None, (KEY.vkey,)) == ()
    assert witnessing(rules, (KEY.vkey,), "no note") is None


def test_the_hours_of_acts_are_held_against_what_the_rulebooks_own_witnesses_saw() -> None:
    made = founded(rulebook(named(*WITNESSES)))
    head = cosigned(made, WITNESSES[1], at=NOON + 20 * DAY)
    index = made.record(RecordDues(FOUNDER, Moment(NOON + 10 * DAY), FOUNDER, Moment(NOON + 502 * DAY)))
    found = verify(read(BytesIO(exported(made, cosigned(made)))), Trusted(KEY.vkey, heads=(head,)))
    assert [(finding.code, finding.entry) for finding in found.findings] == [("time.backdated", index)]
    forked = founded(rulebook(named(*WITNESSES)))
    forked.record(RecordDues(FOUNDER, Moment(NOON + 20 * DAY), FOUNDER, Moment(NOON + 503 * DAY)))
    seen = cosigned(made, WITNESSES[1], at=NOON + 21 * DAY)
    found = verify(read(BytesIO(exported(forked, cosigned(forked)))), Trusted(KEY.vkey, heads=(seen,)))
    assert [finding.code for finding in found.findings] == ["head.forked"]
    assert "Seen by w1.example/witness at" in found.findings[0].what
