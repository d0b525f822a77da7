"""A leaf has one form. Whatever else might mean the same is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankandfile.core.chapters.members import MemberAdmitted, RecordDues
from rankandfile.core.entry import Entry, Slot
from rankandfile.core.ids import BranchId, Handle, Index, Moment, RulesHash
from rankandfile.record.leaf import LONGEST, decode, decode_all, encode
from rankandfile.record.malformed import Malformed

from .organisation import Made, with_a_motion

NONCE = "40" * 16
DUES = RecordDues(Handle("a" * 32), Moment(1_700_000_000), Handle("b" * 32), Moment(1_800_000_000))
ENTRY = Entry(DUES, NONCE, RulesHash("c" * 64), slots=(Slot("name", "personal", Handle("d" * 32), "e" * 64),))
LEAF = encode(ENTRY)


@pytest.fixture(scope="module")
def made() -> Made:
    return with_a_motion()


def test_a_leaf_is_read_as_it_is_written() -> None:
    assert decode(LEAF) == ENTRY


def test_a_leaf_is_what_sorted_json_without_spaces_gives(made: Made) -> None:
    for leaf in made.leaves:
        again = json.dumps(json.loads(leaf), sort_keys=True, separators=(",", ":")).encode()
        assert encode(decode(leaf)) == leaf == again


@given(st.builds(
    lambda *given: Entry(MemberAdmitted(*given), NONCE, RulesHash(""), Index(0)),
    st.text("0123456789abcdef", max_size=40).map(Handle),
    st.text(st.characters(max_codepoint=127), max_size=40),
    st.text(st.characters(max_codepoint=127), max_size=40).map(BranchId),
    st.integers(-(2**53) + 1, 2**53 - 1).map(Moment),
    st.integers(-(2**53) + 1, 2**53 - 1).map(Moment),
    st.integers(0, 2**53 - 1),
))  # fmt: skip
def test_any_ascii_entry_comes_back(entry: Entry) -> None:
    assert decode(encode(entry)) == entry


@pytest.mark.parametrize(
    "other",
    [
        LEAF.replace(b",", b", ", 1),
        LEAF + b"\n",
        LEAF.replace(b'{"at":', b'{"at":5,"at":'),
        LEAF.replace(b"1700000000", b"1.7e9"),
        LEAF.replace(b"1700000000", b"1700000000.0"),
        LEAF.replace(b"RecordDues", b"\\u0052ecordDues"),
        LEAF.replace(b'"nonce"', b'"extra":1,"nonce"'),
        LEAF.replace(b'{"at"', b'{"about":1,"at"'),
        LEAF.replace(b'"rules"', b'"of":null,"rules"'),
        LEAF.replace(b"RecordDues", b"RecordDebts"),
        b'{"nonce":' + LEAF.partition(b'"nonce":')[2],
        b"[" * 1000,
        b"",
        LEAF[:-1],
        LEAF.replace(b"40", b"4", 1),
        LEAF.replace(NONCE.encode(), b"4A" * 16),
        LEAF.replace(b"e" * 64, b"e" * 63),
        LEAF.replace(b"e" * 64, b"E" * 64),
        LEAF.replace(b"b" * 32, "bü".encode()),
        LEAF.replace(b"b" * 32, b"b\xff"),
        LEAF.replace(b"1700000000", b"9007199254740992"),
        LEAF.replace(b"1700000000", b"-9007199254740992"),
        LEAF.replace(b"b" * 32, b"b" * LONGEST),
    ],
)
def test_other_spellings_of_an_entry_are_refused(other: bytes) -> None:
    assert other != LEAF
    with pytest.raises(Malformed):
        decode(other)


@pytest.mark.parametrize("number", [2**53, -(2**53), 10**30])
def test_numbers_that_other_languages_would_round_are_not_written(number: int) -> None:
    with pytest.raises(Malformed, match=r"2\^53-1"):
        encode(Entry(RecordDues(Handle("a"), Moment(0), Handle("b"), Moment(number)), NONCE, RulesHash("")))


def test_long_runs_of_digits_inside_a_string_are_no_numbers() -> None:
    entry = Entry(RecordDues(Handle(":" + "9" * 20), Moment(2**53 - 1), Handle('\\"'), Moment(0)), NONCE, RulesHash(""))
    assert decode(encode(entry)) == entry


def test_names_and_texts_have_no_place_in_a_leaf() -> None:
    with pytest.raises(Malformed, match="ASCII"):
        encode(Entry(RecordDues(Handle("Zoë"), Moment(0), Handle("b"), Moment(0)), NONCE, RulesHash("")))
    with pytest.raises(Malformed, match="2047 bytes"):
        encode(Entry(RecordDues(Handle("x" * 2048), Moment(0), Handle("b"), Moment(0)), NONCE, RulesHash("")))


@given(st.data())
def test_leaves_read_together_are_read_as_strictly_as_singly(made: Made, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(made.leaves) - 1))
    start, stop = sorted(data.draw(st.integers(0, len(made.leaves[place]))) for _ in range(2))
    put = data.draw(st.binary(max_size=3) | st.sampled_from([b"\n", b"\n{}\n", b" ", b"\xc3", b"9" * 17, b"x" * 2047]))
    changed = made.leaves[place][:start] + put + made.leaves[place][stop if put else start + 1 :]
    leaves = [*made.leaves[:place], *changed.split(b"\n\n"), *made.leaves[place + 1 :]]
    assert decode_all(leaves) == _singly(leaves)


def test_a_leaf_of_two_lines_is_not_two_leaves(made: Made) -> None:
    assert decode_all([made.leaves[0] + b"\n" + made.leaves[1]]) is None
    assert decode_all([made.leaves[0] + b"\n" + made.leaves[1], b""]) is None
    assert decode_all(made.leaves) == _singly(made.leaves)


def _singly(leaves: list[bytes]) -> list[Entry] | None:
    try:
        return [decode(leaf) for leaf in leaves]
    except Malformed:
        return None
