"""Witnesses are asked after each commit and kept; who is down, slow or lying holds up nobody and is told."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest

from rankandfile.core.chapters.members import RecordDues
from rankandfile.core.ids import Moment
from rankandfile.record.checkpoint import opened
from rankandfile.record.cosignature import CosigningKey, cosign
from rankandfile.record.note import divided
from rankandfile.record.witnesses import policy_of
from rankandfile.shell.cosigning import AGAIN, PAUSE, Cosigning
from rankandfile.shell.guard import Behind
from rankandfile.shell.rotating import rotate
from rankandfile.shell.secretary import NOW, Secretary
from rankandfile.shell.witness.ledger import Ledger
from rankandfile.shell.witnessed import Kept, Witnessed
from tests.living import Living
from tests.witnessing import NAMES, Named, Running, answering, as_named, watched, witnesses

YEAR = 366 * 86_400


@pytest.fixture
def running(tmp_path: Path) -> Iterator[list[Running]]:
    """Four witnesses."""
    with witnesses(tmp_path) as four:
        yield four


@pytest.fixture
def own(tmp_path: Path, running: list[Running]) -> Iterator[Living]:
    """An organisation whose rulebook names the four."""
    made = watched(tmp_path / "home", running)
    yield made
    made.secretary.close()


def grow(own: Living, acts: int = 1) -> None:
    """The founder pays dues, again and again: two entries each time."""
    for _ in range(acts):
        until = Moment(own.now + YEAR)
        own.does(RecordDues(own.founder, NOW, own.founder, until))


def signed_by(secretary: Secretary, size: int | None = None) -> set[str]:
    """The names of the witnesses under the checkpoint of this size, or of now."""
    size = secretary.store.size() if size is None else size
    return {kept.witness.partition(".")[0] for kept in secretary.witnessed.under(size)}


def standing(secretary: Secretary, one: Running | Named) -> tuple[str, str]:
    found = secretary.witnessed.standings()[str(one.vkey)]
    return found.kind, found.detail


def test_a_record_that_grows_from_its_founding_to_hundreds_of_entries_is_cosigned_all_the_way(
    own: Living, running: list[Running]
) -> None:
    cosigning = Cosigning(own.secretary)
    sizes = []
    for acts in (1, 1, 2, 7, 40, 100):
        grow(own, acts)
        cosigning.round()
        sizes.append(own.secretary.store.size())
        assert signed_by(own.secretary) == set(NAMES)
    assert sizes[-1] > 300
    head = own.secretary.store.head()
    lines = "".join(kept.line for kept in own.secretary.witnessed.under(head.size))
    note = opened(head.checkpoint + lines, own.secretary.key.vkey, tuple(one.vkey for one in running)).note
    assert len(note.signatures) == 5
    assert [size for size, _ in own.secretary.witnessed.checkpoints()] == sizes[::-1]
    policy = policy_of(own.state.foundation.rulebook, own.secretary.vkeys())
    assert policy is not None
    assert policy.met(head.checkpoint + lines).reached


def test_with_one_down_and_one_lying_the_other_two_go_on_and_both_are_told(
    tmp_path: Path, running: list[Running]
) -> None:
    liar = CosigningKey("liar.example/witness", b"\x77" * 32)

    def lies(method: str, path: str, body: bytes) -> tuple[int, str, bytes]:
        note = body.decode().partition("\n\n")[2]
        if method == "GET":
            return 404, "text/plain", b""
        other = divided(note)[0].replace("\n", "\n1", 1)
        return 200, "text/plain", cosign(liar, other, 1).encode()

    with answering(lies) as url:
        lying = Named("liar", str(liar.vkey), url)
        home = watched(tmp_path / "with-liar", running[:3], "3 of 4", [lying])
        running[0].stop()
        cosigning = Cosigning(home.secretary)
        grow(home, 3)
        cosigning.round()
        assert signed_by(home.secretary) == {running[1].name, running[2].name}
        assert standing(home.secretary, running[0])[0] == "silent"
        kind, why = standing(home.secretary, lying)
        assert kind == "refuses"
        assert "does not hold" in why
        running[0].start()
        cosigning.round(patiently=False)
        assert signed_by(home.secretary) == {one.name for one in running[:3]}
        assert standing(home.secretary, running[0]) == ("signs", "")
        home.secretary.close()


def test_who_does_not_know_the_record_or_not_its_key_is_told(own: Living, tmp_path: Path) -> None:
    with witnesses(tmp_path / "strangers", NAMES[:2]) as strangers:
        home = watched(tmp_path / "unknown", [], "2 of 2", as_named(strangers))
        other = CosigningKey("other.example", b"\x01" * 32)
        strangers[1].watch(own.secretary.key.vkey)
        Cosigning(home.secretary).round()
        assert standing(home.secretary, strangers[0]) == (
            "refuses", "404 This witness does not watch union.example/record.",
        )  # fmt: skip
        assert standing(home.secretary, strangers[1])[1].startswith("403")
        assert other.vkey not in home.secretary.vkeys()
        grow(home)  # and nobody is hindered
        home.secretary.close()


def test_an_act_never_waits_for_a_witness(own: Living, tmp_path: Path) -> None:
    asked, go = Event(), Event()

    def hangs(method: str, path: str, body: bytes) -> tuple[int, str, bytes]:
        if method == "POST":
            asked.set()
            go.wait(30)
        return 404, "text/plain", b""

    with answering(hangs) as url:
        key = CosigningKey("slow.example/witness", b"\x78" * 32)
        home = watched(tmp_path / "slow", [], "1 of 1", [Named("slow", str(key.vkey), url)])
        grow(home)
        cosigning = Cosigning(home.secretary).start()
        try:
            assert asked.wait(30)
            begun = monotonic()
            grow(home, 5)
            assert monotonic() - begun < 5
        finally:
            go.set()
            cosigning.stop()


def until(true: "object", seconds: float = 60) -> None:
    """Waits until it is so."""
    end = monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert monotonic() < end, "it has not come to that"
        sleep(0.05)


def test_the_running_thread_asks_after_a_commit_by_itself(own: Living) -> None:
    cosigning = Cosigning(own.secretary).start()
    try:
        until(lambda: len(signed_by(own.secretary)) == 4)
        grow(own, 2)
        until(lambda: len(signed_by(own.secretary)) == 4)
    finally:
        cosigning.stop()
    assert PAUSE < 5


def test_of_two_processes_one_asks(own: Living) -> None:
    other = Secretary(own.home, lambda: own.now)
    first = Cosigning(own.secretary).start()
    try:
        until(lambda: len(signed_by(own.secretary)) == 4)
        second = Cosigning(other)
        second.start()
        grow(own)
        until(lambda: len(signed_by(own.secretary)) == 4)
        assert second._failures == {}
        second.stop()
    finally:
        first.stop()
        other.close()


def test_a_witness_is_asked_again_after_half_a_day_without_an_entry(own: Living, running: list[Running]) -> None:
    cosigning = Cosigning(own.secretary)
    cosigning.round()
    size = own.secretary.store.size()
    own.now = Moment(own.secretary.witnessed.last(str(running[0].vkey))[1] + AGAIN - 60)
    before = len(times(own.secretary.witnessed, running[0]))
    cosigning.round()
    assert len(times(own.secretary.witnessed, running[0])) == before
    own.now = Moment(own.now + 3600)
    cosigning.round()
    assert len(own.secretary.witnessed.under(size)) == 4


def times(kept: Witnessed, one: Running) -> list[int]:
    return [each.at for size, _ in kept.checkpoints() for each in kept.under(size) if each.witness == str(one.vkey)]


def test_a_lost_list_of_cosignatures_is_no_loss_to_the_record(own: Living) -> None:
    cosigning = Cosigning(own.secretary)
    grow(own, 4)
    cosigning.round()
    own.secretary.close()
    for file in own.home.path.glob("witnessed.db*"):
        file.unlink()
    own.restarted()
    assert signed_by(own.secretary) == set()
    grow(own)
    Cosigning(own.secretary).round()
    assert signed_by(own.secretary) == set(NAMES)


def test_a_witness_that_forgot_what_it_signed_is_told_and_retires(own: Living, running: list[Running]) -> None:
    Cosigning(own.secretary).round()
    running[2].stop()
    for file in running[2].folder.path.glob("witness.db*"):
        file.unlink()
    Ledger.create(running[2].folder.ledger, running[2].vkey)
    running[2].watch(own.secretary.key.vkey)
    running[2].start()
    size = own.secretary.store.size()
    grow(own)
    cosigning = Cosigning(own.secretary)
    cosigning.round()
    assert signed_by(own.secretary) == set(NAMES) - {running[2].name}
    assert standing(own.secretary, running[2]) == (
        "refuses",
        f"it has signed {size} entries and says that it has seen 0: it forgot. Name another in its place.",
    )
    cosigning.round(patiently=False)
    assert standing(own.secretary, running[2])[1].startswith("503 This witness does not remember all")
    grow(own)
    assert not own.secretary.guard.refusal


def test_an_answer_that_was_lost_is_made_up_for(own: Living, running: list[Running]) -> None:
    """The witnesses have signed, and this server does not know it: they tell their size, and are asked from there."""
    other = Secretary(own.home, lambda: own.now)
    grow(own)
    Cosigning(own.secretary).round()
    for file in own.home.path.glob("witnessed.db*"):
        file.unlink()
    other.witnessed = Witnessed(own.home.witnessed)
    grow(own)
    Cosigning(other).round()
    assert signed_by(other) == set(NAMES)
    other.close()


def test_after_a_change_of_the_key_witnesses_go_on_with_the_old_and_then_with_the_new(
    own: Living, running: list[Running]
) -> None:
    cosigning = Cosigning(own.secretary)
    grow(own)
    rotate(own.secretary, own.founder)
    cosigning.round()
    assert signed_by(own.secretary) == set(NAMES)  # they know the old key alone, and it signs too
    for one in running[:2]:
        one.trust(own.secretary.key.vkey)
    own.home.key.unlink()
    own.restarted()
    grow(own)
    Cosigning(own.secretary).round()
    assert signed_by(own.secretary) == set(NAMES[:2])
    assert standing(own.secretary, running[2])[1].startswith("403")
    opened(own.secretary.store.head().checkpoint, own.secretary.key.vkey)


def test_an_organisation_without_witnesses_asks_nobody_and_keeps_no_file(tmp_path: Path) -> None:
    home = Living(tmp_path / "alone")
    Cosigning(home.secretary).round()
    assert not home.home.witnessed.exists()
    assert home.secretary.witnessed.standings() == {}
    assert home.secretary.witnessed.last("nobody") == (0, 0)
    home.secretary.close()


def test_since_when_a_witness_refuses_is_kept_while_it_refuses(tmp_path: Path) -> None:
    kept = Witnessed(tmp_path / "witnessed.db")
    for at, kind in ((10, "signs"), (20, "refuses"), (30, "refuses"), (40, "silent"), (50, "refuses")):
        kept.stands("w", kind, at, f"at {at}")
    found = kept.standings()["w"]
    assert (found.kind, found.since, found.at, found.detail) == ("refuses", 50, 50, "at 50")
    kept.stands("w", "refuses", 60, "again")
    assert kept.standings()["w"].since == 50
    kept.close()


def test_the_same_cosignature_is_kept_once_and_the_newest_is_shown(tmp_path: Path) -> None:
    kept = Witnessed(tmp_path / "witnessed.db")
    for at in (5, 5, 9, 7):
        kept.keep(3, "note", Kept("w", at, f"line {at}"))
    assert kept.under(3) == (Kept("w", 9, "line 9"),)
    assert kept.last("w") == (3, 9)
    assert list(kept.checkpoints()) == [(3, "note")]
    for size in range(4, 200):
        kept.keep(size, f"note {size}", Kept("w", size, "line"))
    assert [size for size, _ in kept.checkpoints()] == [*range(199, 2, -1)]
    kept.close()


def test_a_claim_without_proof_stops_nobody_alone(
    own: Living, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def boasts(method: str, path: str, body: bytes) -> tuple[int, str, bytes]:
        return (404, "text/plain", b"") if method == "GET" else (409, "text/x.tlog.size", b"99999\n")

    key = CosigningKey("boaster.example/witness", b"\x79" * 32)
    with answering(boasts) as url, ExitStack() as stack:
        three = stack.enter_context(witnesses(tmp_path / "honest", NAMES[:3]))
        home = watched(tmp_path / "boasted", three, "3 of 4", [Named("boaster", str(key.vkey), url)])
        with caplog.at_level(logging.WARNING):
            Cosigning(home.secretary).round()
        assert "boaster says that it has signed 99999 entries" in caplog.text
        grow(home)
        home.restarted()
        grow(home)
        assert not home.secretary.guard.refusal
        home.secretary.close()


def test_what_another_process_records_while_witnesses_are_asked_is_no_rollback(tmp_path: Path) -> None:
    """The witness has signed what the other process recorded a moment ago; the one that asks did not know of it yet."""
    others: list[Secretary] = []

    def newer(method: str, path: str, body: bytes) -> tuple[int, str, bytes]:
        other = others[0]
        founder = other.state.foundation.founder
        other.submit(RecordDues(founder, NOW, founder, Moment(other.state.now + YEAR)))
        head = other.store.head()
        return (
            (200, "text/plain", head.checkpoint.encode())
            if method == "GET"
            else (409, "text/x.tlog.size", b"%d\n" % head.size)
        )

    key = CosigningKey("quick.example/witness", b"\x7a" * 32)
    with answering(newer) as url:
        home = watched(tmp_path / "home", [], "1 of 1", [Named("quick", str(key.vkey), url)])
        others.append(Secretary(home.home, lambda: home.now))
        others[0].guard.has_asked = True
        live = home.restarted()
        live.must_be_newest()
        Cosigning(live).round()
        assert live.guard.refusal == ""
        for each in (others[0], live):
            each.close()


def test_more_claims_than_may_be_dishonest_stop_the_signing(tmp_path: Path) -> None:
    def boasts(method: str, path: str, body: bytes) -> tuple[int, str, bytes]:
        return (404, "text/plain", b"") if method == "GET" else (409, "text/x.tlog.size", b"99999\n")

    keys = [CosigningKey(f"boaster-{n}.example", bytes([n]) * 32) for n in range(4)]
    with answering(boasts) as url:
        home = watched(
            tmp_path / "home", [], "3 of 4", [Named(f"b{n}", str(key.vkey), f"{url}/{n}") for n, key in enumerate(keys)]
        )
        home.restarted()
        with pytest.raises(Behind, match="99999 entries of it"):
            grow(home)
        home.secretary.close()
