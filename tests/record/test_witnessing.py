"""What a witness decides: the requests of others with the codes of the specification, and each refusal provoked."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankandfile.record.checkpoint import Checkpoint, sign
from rankandfile.record.cosignature import CosigningKey, cosign
from rankandfile.record.malformed import Malformed
from rankandfile.record.note import ED25519, LogKey, Vkey, parse_vkey
from rankandfile.record.spelling import base64
from rankandfile.record.tree import EMPTY_ROOT, Tree, leaf_hash
from rankandfile.record.witnessing import (
    PATIENCE,
    Accepted,
    Decision,
    Evidence,
    Head,
    Refused,
    Request,
    Seen,
    beginning,
    decide,
    forgotten,
    proved_fork,
    read,
)

VECTORS = Path(__file__).parents[1] / "vectors/tlog"
ORIGIN = "union.example/record"
KEY = LogKey(ORIGIN, b"\x11" * 32)
NEW_KEY = LogKey(ORIGIN, b"\x12" * 32)
NOW = 1_700_000_000


def grown(size: int, fork_at: int | None = None) -> Tree:
    """A tree of this size; from the index on its entries are others than those of the first tree."""
    tree = Tree()
    for i in range(size):
        other = fork_at is not None and i >= fork_at
        tree.append(leaf_hash(b"%s %d" % (b"other" if other else b"entry", i)))
    return tree


TREE = grown(40)
FORK = grown(40, 7)


def note(size: int, tree: Tree = TREE, key: LogKey = KEY) -> str:
    return sign(Checkpoint(ORIGIN, size, tree.root_at(size)), key)


def body(old: int, size: int, tree: Tree = TREE, proof: list[bytes] | None = None) -> bytes:
    """The request of a log that grows from the old size."""
    hashes = tree.consistency(old, size) if proof is None else proof
    return f"old {old}\n{''.join(base64(each) + chr(10) for each in hashes)}\n{note(size, tree)}".encode()


def head(size: int, tree: Tree = TREE, at: int = NOW) -> Head:
    return Head(size, tree.root_at(size), at, note(size, tree))


def decided(request: bytes, seen: Seen | None = None, keys: tuple[Vkey, ...] = (KEY.vkey,), now: int = NOW) -> Decision:
    return decide(read(request), keys, seen or Seen(), now)


def refused(request: bytes, seen: Seen | None = None, now: int = NOW) -> Refused:
    decision = decided(request, seen, now=now)
    assert isinstance(decision, Refused)
    return decision


def test_the_first_checkpoint_is_believed() -> None:
    checkpoint = Checkpoint(ORIGIN, 8, TREE.root_at(8))
    assert decided(body(0, 8)) == Accepted(checkpoint, checkpoint.text(), note(8), NOW)


@pytest.mark.parametrize("old", range(1, 40))
def test_every_growth_that_is_proved_is_cosigned(old: int) -> None:
    for size in range(old, 41):
        assert isinstance(decided(body(old, size), Seen(head(old))), Accepted)


def test_an_empty_log_may_be_cosigned_and_grows_from_there() -> None:
    assert isinstance(decided(body(0, 0)), Accepted)
    empty = Seen(Head(0, EMPTY_ROOT, NOW, note(0)))
    assert isinstance(decided(body(0, 0), empty), Accepted)
    assert isinstance(decided(body(0, 5), empty), Accepted)


def test_signatures_of_others_are_neither_needed_nor_kept() -> None:
    stranger = LogKey("stranger.example", b"\x13" * 32).sign(read(body(0, 8)).checkpoint.text()).splitlines()[-1]
    decision = decided(body(0, 8) + f"{stranger}\n".encode())
    assert isinstance(decision, Accepted)
    assert decision.note == note(8)


def test_a_log_that_changes_its_key_may_sign_with_both() -> None:
    both = body(0, 8) + note(8, key=NEW_KEY).splitlines()[-1].encode() + b"\n"
    decision = decided(both, keys=(KEY.vkey, NEW_KEY.vkey))
    assert isinstance(decision, Accepted)
    assert decision.note.count("— ") == 2
    assert isinstance(decided(body(0, 8), keys=(NEW_KEY.vkey,)), Refused)


def test_a_witness_can_be_told_what_to_begin_with() -> None:
    begins = beginning(note(8), ORIGIN, [KEY.vkey])
    assert begins == Head(8, TREE.root_at(8), 0, note(8))
    assert refused(body(0, 12), Seen(begins)).size == 8
    assert isinstance(decided(body(8, 12), Seen(begins)), Accepted)
    assert refused(body(8, 12, FORK), Seen(begins)).code == 422
    for other, origin, keys in ((note(8), "other.example", [KEY.vkey]), (note(8), ORIGIN, [NEW_KEY.vkey])):
        with pytest.raises(Malformed, match=r"not of other|None of the keys"):
            beginning(other, origin, keys)


def test_a_witness_recognises_its_own_word_that_it_forgot() -> None:
    own, other = CosigningKey("w.example", b"\x20" * 32), CosigningKey("v.example", b"\x21" * 32)

    def shown(size: int, key: CosigningKey, tree: Tree = TREE) -> Request:
        request = read(body(0, size, tree))
        line = cosign(key, request.checkpoint.text(), NOW)
        return read(body(0, size, tree) + line.encode())

    for seen in (Seen(), Seen(head(8)), Seen(head(30), head(12, FORK))):
        assert forgotten(shown(12, own), own.vkey, seen)
    for seen in (Seen(head(12), head(12)), Seen(head(30), head(12)), Seen(head(30))):
        assert not forgotten(shown(12, own), own.vkey, seen)
    assert not forgotten(shown(12, other), own.vkey, Seen())
    assert not forgotten(read(body(0, 12)), own.vkey, Seen())


def test_the_time_is_never_before_the_last_cosignature() -> None:
    seen = Seen(head(8, at=NOW))
    late = decided(body(8, 9), seen, now=NOW - PATIENCE)
    assert isinstance(late, Accepted)
    assert late.at == NOW
    stopped = refused(body(8, 9), seen, now=NOW - PATIENCE - 1)
    assert (stopped.code, stopped.evidence) == (503, None)
    assert "6 seconds" in stopped.why


def test_an_unknown_origin_is_404() -> None:
    decision = decide(read(body(0, 8)), None, Seen(), NOW)
    assert isinstance(decision, Refused)
    assert (decision.code, ORIGIN in decision.why) == (404, True)


@pytest.mark.parametrize(
    "bad",
    [
        body(0, 8).replace(b"\n8\n", b"\n9\n"),
        body(0, 8).replace(b"\xe2\x80\x94 union", b"\xe2\x80\x94 onion"),
        body(0, 8) + note(8).splitlines()[-1].encode() + b"\n",
        body(0, 8).replace(base64(TREE.root_at(8)).encode(), base64(bytes(32)).encode()),
    ],
)
def test_what_the_log_has_not_signed_once_is_403(bad: bytes) -> None:
    assert refused(bad).code == 403


def test_an_old_size_beyond_the_checkpoint_is_400() -> None:
    assert refused(body(9, 9).replace(b"old 9", b"old 10")).code == 400


def test_another_old_size_is_409_and_names_the_right_one() -> None:
    for request, seen in ((body(3, 8), Seen()), (body(0, 8), Seen(head(5))), (body(3, 8), Seen(head(8), head(8)))):
        answer = refused(request, seen)
        assert (answer.code, answer.size, answer.evidence) == (409, seen.last.size if seen.last else 0, None)


def test_a_rollback_is_409() -> None:
    assert refused(body(20, 25), Seen(head(30))).size == 30


@pytest.mark.parametrize(
    ("request_body", "seen"),
    [
        (body(8, 12, proof=[]), Seen(head(8))),
        (body(8, 12, proof=[*TREE.consistency(8, 12), bytes(32)]), Seen(head(8))),
        (body(8, 12, FORK), Seen(head(8))),
        (body(0, 8, proof=[bytes(32)]), Seen()),
        (body(8, 8, proof=[bytes(32)]), Seen(head(8), head(8))),
        (f"old 0\n\n{sign(Checkpoint(ORIGIN, 0, bytes(32)), KEY)}".encode(), Seen()),
    ],
)
def test_a_proof_that_fails_is_422_and_kept_as_a_doubt(request_body: bytes, seen: Seen) -> None:
    answer = refused(request_body, seen)
    assert (answer.code, answer.size) == (422, None)
    assert answer.evidence is not None
    assert not answer.evidence.proved
    assert answer.evidence.body == request_body.decode()


def test_one_size_with_two_roots_is_422_and_kept_as_proof() -> None:
    answer = refused(body(8, 8, FORK), Seen(head(8), head(8)))
    assert answer.code == 422
    assert answer.evidence == Evidence(True, note(8), note(8, FORK), body(8, 8, FORK).decode())
    one, other = proved_fork(answer.evidence.kept, answer.evidence.shown, [KEY.vkey])
    assert one.size == other.size == 8
    assert one.root != other.root


def test_an_older_size_with_another_root_proves_a_rollback() -> None:
    answer = refused(body(8, 12, FORK), Seen(head(30), head(12)))
    assert (answer.code, answer.size) == (409, 30)
    assert answer.evidence is not None
    assert answer.evidence.proved


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (note(8), note(8), "say the same"),
        (note(8), note(9, FORK), "of one size"),
        (note(8), note(8, FORK).replace("\n8\n", "\n9\n"), "does not hold"),
        (note(8), note(8, FORK, LogKey(ORIGIN, b"\x14" * 32)), "None of the keys"),
        (note(8), sign(Checkpoint("other.example", 8, bytes(32)), LogKey("other.example", b"\x15" * 32)), "of one log"),
    ],
)
def test_what_proves_no_fork_is_told_apart(one: str, other: str, why: str) -> None:
    keys = [KEY.vkey, LogKey("other.example", b"\x15" * 32).vkey]
    with pytest.raises(Malformed, match=why):
        proved_fork(one, other, keys)


ZERO = base64(bytes(32)) + "\n"


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"", "A request is"),
        (b"\x00\xff\xfe" * 1000, "not text in UTF-8"),
        (b"\x00" * 1000, "A request is"),
        (body(0, 8)[:-1], "ends in a line feed"),
        (body(0, 8).replace(b"old 0", b"new 0"), "A request is"),
        (body(0, 8).replace(b"old 0", b"old"), "A request is"),
        (body(0, 8).replace(b"old 0", b"old 00"), "whole number"),
        (body(0, 8).replace(b"old 0", b"old -1"), "whole number"),
        (body(0, 8).replace(b"old 0", b"old 99999999999999999999"), "whole number"),
        (body(0, 8).replace(b"old 0", b"old 9999999999999999999"), "too large"),
        (body(0, 8).replace(b"old 0\n", b"old 0\r\n"), "whole number|control"),
        (body(0, 8).replace(b"old 0\n", b"old 0\n" + ZERO.encode() * 64), "at most 63"),
        (body(0, 8).replace(b"old 0\n", b"old 0\nAAAA\n"), "32 bytes"),
        (body(0, 8).replace(b"old 0\n", b"old 0\n" + ZERO.replace("A=", "B=").encode()), "stray bits|not base64"),
        (body(0, 8).replace(b"\n\nunion", b"\nunion"), "not base64|an empty line|A request is"),
        (body(0, 8).replace(b"\n8\n", b"\n08\n"), "whole number"),
        (body(0, 8).replace(b"\n8\n", b"\n8\n8\n"), "not base64|32 bytes"),
        (body(0, 8).replace(b"\xe2\x80\x94", b"-"), "a dash"),
        (body(0, 8) + "— x AAAAA\n".encode(), "not base64"),
        (body(0, 8) + "— x AAAAAAA=\n".encode() * 100, "1 to 100"),
    ],
)
def test_a_request_that_is_none_is_malformed(bad: bytes, why: str) -> None:
    with pytest.raises(Malformed, match=why):
        read(bad)


def test_sixty_three_lines_of_proof_are_read() -> None:
    assert len(read(body(0, 8).replace(b"old 0\n", b"old 0\n" + ZERO.encode() * 63)).proof) == 63


@given(st.data())
def test_one_changed_bit_is_never_cosigned(data: st.DataObject) -> None:
    """But for the base64 of signatures that are not looked at, of which there is none here."""
    request = bytearray(body(8, 21))
    request[data.draw(st.integers(0, len(request) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    try:
        decision = decided(bytes(request), Seen(head(8)))
    except Malformed:
        return
    assert isinstance(decision, Refused)


@given(st.binary(max_size=300))
def test_bytes_that_nobody_meant_are_malformed(raw: bytes) -> None:
    with pytest.raises(Malformed):
        read(raw)


def exchanges(name: str) -> Iterator[tuple[bytes, int, str]]:
    """Body, code and assertions of each request in a script of litewitness."""
    script = (VECTORS / name).read_text()
    for found in re.finditer(r"POST \S+\n```\n(.*?)```\nHTTP (\d+)\n\[Asserts\]\n(.*?)\n", script, re.DOTALL):
        yield found[1].encode(), int(found[2]), found[3]


def answered(request: bytes, keys: dict[str, tuple[Vkey, ...]], heads: dict[int, Head]) -> tuple[int, Request | None]:
    """The code of our witness, which remembers what it cosigned."""
    try:
        asked = read(request)
    except Malformed:
        return 400, None
    last = heads[max(heads)] if heads else None
    decision = decide(asked, keys.get(asked.checkpoint.origin), Seen(last, heads.get(asked.checkpoint.size)), NOW)
    if isinstance(decision, Refused):
        assert (decision.size is None) is (decision.code != 409)
        return decision.code, asked
    found = decision.checkpoint
    heads[found.size] = Head(found.size, found.root, NOW, decision.note)
    return 200, asked


def test_the_requests_of_litewitness_get_the_codes_of_todays_specification() -> None:
    public = bytes.fromhex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f")
    first = next(exchanges("litewitness.hurl"))[0]
    origin = read(first).checkpoint.origin
    keys = {origin: (Vkey(origin, ED25519, public),)}
    heads: dict[int, Head] = {}
    script = list(exchanges("litewitness.hurl"))
    codes = [answered(request, keys, heads)[0] for request, _, _ in script]
    assert [code for _, code, _ in script] == [200, 403, 403, 422, 422, 200, 409, 200, 409]
    assert codes == [200, 400, 404, 422, 422, 200, 409, 200, 409]
    assert max(heads) == 5


def test_a_real_checkpoint_of_a_large_public_log_is_cosigned() -> None:
    (request, code, _), *more = exchanges("sumdb.hurl")
    key = parse_vkey("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")
    heads: dict[int, Head] = {}
    assert answered(request, {"go.sum database tree": (key,)}, heads)[0] == code == 200
    assert list(heads) == [35_225_469]
    assert not more
