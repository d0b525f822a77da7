"""G9, with witnesses. The captor has the database, the server and its key; others keep a signature each.

Each half of a fork is sound in itself, and so is yesterday's record. What convicts is a head that somebody else signed:
a witness refuses to sign the second history, and two witnesses that were shown one each hold the proof between them.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace

from rankandfile.core.chapters.members import RecordDues
from rankandfile.core.chapters.seconding import SecondMotion
from rankandfile.core.ids import Moment
from rankandfile.record.cosignature import CosigningKey, cosign
from rankandfile.record.export import Export
from rankandfile.record.note import Vkey
from rankandfile.record.policy import Group, Log, Policy, Witness
from rankandfile.record.report import Report
from rankandfile.record.verify import Trusted, verify
from rankandfile.record.witnessing import proved_fork
from rankandfile.shell.copies import write_export
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import Secretary
from rankandfile.shell.witness.cosigner import Cosigner
from rankandfile.shell.witness.folder import Folder, own_key
from tests.living import Living
from tests.record.organisation import DAY, FOUNDER, NOON, Made, with_members
from tests.record.organisation import handle as member
from tests.witnesses import Answered, asked, latest, request, served, watching
from tests.world import handle

NAMES = ("sister", "far-branch", "auditors", "minority")


class Outside(Struct):
    """A witness that is served outside the captor's reach."""

    folder: Folder
    address: tuple[str, int]
    vkey: Vkey

    def asked_by(self, secretary: Secretary, old: int) -> Answered:
        """What it answers to the checkpoint of now, with a proof from the old size."""
        head, tree = secretary.store.head(), secretary.store.tree()
        return asked(self.address, request(old, tree.consistency(old, head.size), head.checkpoint))

    def head(self, origin: str) -> str:
        """The newest checkpoint that it has cosigned, as anybody can fetch it."""
        answer = latest(self.address, origin)
        assert answer.code == 200
        return answer.body


@pytest.fixture
def witnesses(own: Living, tmp_path: Path) -> Iterator[Sequence[Outside]]:
    """Two witnesses that watch our record."""
    with ExitStack() as stack:
        made = []
        for name in NAMES[:2]:
            folder = watching(tmp_path / name, f"{name}.example/witness", own.secretary.key.vkey)
            made.append(Outside(folder, stack.enter_context(served(folder)), own_key(folder).vkey))
        yield made


def copied(own: Living, path: Path) -> Secretary:
    """The same organisation on a second server, with the same key."""
    own.secretary.close()
    shutil.copytree(own.home.path, path)
    own.restarted()
    return Secretary(Home(path), lambda: own.now)


def another_history(other: Secretary, own: Living, size: int) -> None:
    """The second server goes on otherwise, to exactly this size."""
    others = iter(range(11, 40))
    while other.state.size < size:
        other.submit(SecondMotion(handle(next(others)), own.now, "M1"))
    assert other.state.size == size, "the two histories must reach one size"


def audit(secretary: Secretary, *heads: str) -> Report:
    """What an auditor finds in an export, holding these heads of witnesses; no account, no database."""
    stream = BytesIO()
    write_export(secretary, stream)
    return verify(Export(BytesIO(stream.getvalue())), Trusted(heads=heads))


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


def forked(own: Living, tmp_path: Path) -> Secretary:
    """Two histories of one size, from one beginning: the second motion stands in one, seconds in the other."""
    own.move(41)
    other = copied(own, tmp_path / "other")
    own.move(72)
    own.move(73)
    another_history(other, own, own.secretary.state.size)
    assert audit(own.secretary).sound
    assert audit(other).sound  # each half is consistent in itself
    return other


def test_a_fork_shown_to_half_the_members_is_refused_by_the_witness_that_saw_the_other_half(
    own: Living, witnesses: Sequence[Outside], tmp_path: Path
) -> None:
    other, witness = forked(own, tmp_path), witnesses[0]
    size = own.secretary.state.size
    assert witness.asked_by(own.secretary, 0).code == 200
    assert witness.asked_by(other, size).code == 422
    own.move(74)
    assert witness.asked_by(own.secretary, size).code == 200
    cosigner = Cosigner(witness.folder)
    (kept,) = cosigner.ledger.evidence()
    one, another = proved_fork(kept.evidence.kept, kept.evidence.shown, [own.secretary.key.vkey])
    assert (one.size, another.root) == (size, other.store.head().root)
    cosigner.ledger.close()
    other.close()


def test_a_fork_shown_to_one_witness_each_is_proved_by_their_two_heads(
    own: Living, witnesses: Sequence[Outside], tmp_path: Path
) -> None:
    other = forked(own, tmp_path)
    assert witnesses[0].asked_by(own.secretary, 0).code == 200
    assert witnesses[1].asked_by(other, 0).code == 200
    heads = [witness.head(own.secretary.origin) for witness in witnesses]
    proved_fork(*heads, [own.secretary.key.vkey])
    assert codes(audit(own.secretary, *heads)) == {"head.forked"}
    assert codes(audit(other, *heads)) == {"head.forked"}
    other.close()


def test_a_fork_of_another_size_is_found_with_an_export_and_two_heads(
    own: Living, witnesses: Sequence[Outside], tmp_path: Path
) -> None:
    other = forked(own, tmp_path)
    assert witnesses[0].asked_by(own.secretary, 0).code == 200
    other.submit(SecondMotion(handle(50), own.now, "M1"))
    assert witnesses[1].asked_by(other, 0).code == 200
    heads = [witness.head(own.secretary.origin) for witness in witnesses]
    assert "head.forked" in codes(audit(other, *heads))
    assert codes(audit(own.secretary, *heads)) == {"head.ahead"}  # and this half is shorter than a head of somebody
    other.close()


def test_a_rollback_to_yesterday_is_refused_and_found(
    own: Living, witnesses: Sequence[Outside], tmp_path: Path
) -> None:
    yesterday = copied(own, tmp_path / "yesterday")
    own.move(41)
    size = own.secretary.state.size
    assert [witness.asked_by(own.secretary, 0).code for witness in witnesses] == [200, 200]
    for witness in witnesses:
        answer = witness.asked_by(yesterday, yesterday.state.size)
        assert (answer.code, answer.body, answer.kind) == (409, f"{size}\n", "text/x.tlog.size")
    heads = [witness.head(own.secretary.origin) for witness in witnesses]
    assert codes(audit(yesterday, *heads)) == {"head.ahead"}
    yesterday.close()


def test_a_record_that_was_set_back_and_grew_past_its_old_head_is_refused_for_ever(
    own: Living, witnesses: Sequence[Outside], tmp_path: Path
) -> None:
    witness = witnesses[0]
    own.move(41)
    yesterday = copied(own, tmp_path / "yesterday")
    own.move(72)
    size = own.secretary.state.size
    assert witness.asked_by(own.secretary, 0).code == 200
    others = iter(range(11, 60))
    while yesterday.state.size <= size:
        yesterday.submit(SecondMotion(handle(next(others)), own.now, "M1"))
    for _ in range(3):
        assert witness.asked_by(yesterday, size).code == 422
        yesterday.submit(SecondMotion(handle(next(others)), own.now, "M1"))
    assert codes(audit(yesterday, witness.head(own.secretary.origin))) == {"head.forked"}
    yesterday.close()


DUES = [RecordDues(FOUNDER, Moment(NOON + n * DAY), member(n), Moment(NOON + 700 * DAY)) for n in range(1, 7)]
"""Six payments, one a day."""
REWRITTEN: dict[str, list[RecordDues]] = {
    "an entry altered": [*DUES[:2], replace(DUES[2], member=member(9)), *DUES[3:]],
    "an entry dropped": [*DUES[:2], *DUES[3:]],
    "an entry dropped and another put behind": [*DUES[:2], *DUES[3:], replace(DUES[5], member=member(9))],
    "an entry moved": [*DUES[:2], replace(DUES[3], at=DUES[2].at), replace(DUES[2], at=DUES[3].at), *DUES[4:]],
    "an entry backdated": [*DUES[:2], replace(DUES[2], at=DUES[1].at), *DUES[3:]],
    "an entry put in between": [*DUES[:2], replace(DUES[1], member=member(9)), *DUES[2:]],
}


def history(dues: Sequence[RecordDues]) -> Made:
    """A record with members and these payments."""
    made = with_members()
    for act in dues:
        made.record(act)
    return made


@pytest.mark.parametrize("what", REWRITTEN)
def test_a_history_written_anew_with_the_key_is_found_with_an_export_and_two_heads(what: str, tmp_path: Path) -> None:
    """The operator makes the whole record again, so that it replays without a fault, and signs it."""
    real, made_again = history(DUES), history(REWRITTEN[what])
    heads = []
    for name in NAMES[:2]:
        witness = Cosigner(watching(tmp_path / name, f"{name}.example/witness"))
        line = witness.answer(request(0, [], real.checkpoint())).body
        heads.append(real.checkpoint() + line)
        witness.ledger.close()
    assert verify(Export(BytesIO(made_again.export()))).sound
    assert verify(Export(BytesIO(real.export())), Trusted(heads=tuple(heads))).sound
    found = verify(Export(BytesIO(made_again.export())), Trusted(heads=tuple(heads)))
    assert codes(found) == {"head.ahead" if made_again.tree.size < real.tree.size else "head.forked"}


def policy(log: Vkey, keys: Sequence[Vkey], needed: int) -> Policy:
    """So many of these witnesses."""
    names = tuple(NAMES[: len(keys)])
    members = tuple(Witness(name, key) for name, key in zip(names, keys, strict=True))
    return Policy((Log(log),), members, (Group("all-of-them", needed, names),), "all-of-them")


def shown(secretary: Secretary, honest: Sequence[Cosigner], tame: CosigningKey) -> str:
    """The checkpoint with a line of each honest witness that gives one, and of a tame one that cosigns anything."""
    head, tree = secretary.store.head(), secretary.store.tree()
    answers = [witness.answer(request(0, tree.consistency(0, head.size), head.checkpoint)) for witness in honest]
    lines = [answer.body for answer in answers if answer.code == 200]
    text = head.checkpoint.rpartition("\n\n")[0] + "\n"
    return head.checkpoint + "".join(lines) + cosign(tame, text, 1_700_000_000)


@pytest.mark.parametrize(("number", "needed", "held"), [(4, 3, True), (3, 2, False)])
def test_with_one_tame_witness_three_of_four_hold_and_two_of_three_would_not(
    own: Living, tmp_path: Path, number: int, needed: int, held: bool
) -> None:
    """The captor shares the honest witnesses out between the two histories in every way there is."""
    other, tame = forked(own, tmp_path), CosigningKey("tame.example/witness", b"\x66" * 32)
    both = []
    for split in range(1 << (number - 1)):
        folders = [
            watching(tmp_path / f"{split}-{name}", f"{name}.example/witness", own.secretary.key.vkey)
            for name in NAMES[: number - 1]
        ]
        honest = [Cosigner(folder) for folder in folders]
        halves = [[each for place, each in enumerate(honest) if (split >> place & 1) == side] for side in (0, 1)]
        asks = policy(own.secretary.key.vkey, [*(each.key.vkey for each in honest), tame.vkey], needed)
        notes = [shown(secretary, half, tame) for secretary, half in zip((own.secretary, other), halves, strict=True)]
        both.append(all(asks.met(note).reached for note in notes))
        for each in honest:
            each.ledger.close()
    assert any(both) is not held
    other.close()
