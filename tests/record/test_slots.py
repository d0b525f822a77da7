"""Commitments bind to value, opening, origin, entry and slot; lots bind to all that came before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankandfile.record.lot import lot
from rankandfile.record.malformed import Malformed
from rankandfile.record.slots import commit, opens
from rankandfile.record.tree import EMPTY_ROOT

OPENING = bytes(range(32))
NONCE = bytes(range(0x40, 0x50)).hex()
PLACE = ("union.example/record", NONCE, "text", "Publish the accounts of 2025.")
COMMITMENT = "f837f8c3b9424f727059440e8edc87325b5605adbb72a6c5bbcca662fc6cbfc1"


def test_the_golden_commitment_comes_out() -> None:
    assert commit(OPENING, *PLACE) == COMMITMENT
    assert opens(COMMITMENT, OPENING, *PLACE)


@pytest.mark.parametrize("changed", range(4))
def test_a_commitment_cannot_be_moved_to_another_place_or_value(changed: int) -> None:
    place = [part + "00" if i == changed else part for i, part in enumerate(PLACE)]
    assert not opens(COMMITMENT, OPENING, *place)


def test_a_part_cannot_be_lengthened_at_the_cost_of_the_next() -> None:
    assert not opens(COMMITMENT, OPENING, PLACE[0], NONCE, "textP", PLACE[3][1:])


@given(st.binary(min_size=32, max_size=32).filter(lambda opening: opening != OPENING))
def test_another_opening_does_not_open(opening: bytes) -> None:
    assert not opens(COMMITMENT, opening, *PLACE)


@pytest.mark.parametrize("opening", [b"", OPENING[:31], OPENING + b"\x00"])
def test_an_opening_has_32_bytes(opening: bytes) -> None:
    assert not opens(COMMITMENT, opening, *PLACE)
    with pytest.raises(Malformed, match="32 bytes"):
        commit(opening, *PLACE)


def test_the_lot_of_the_first_entry_is_known_to_everybody() -> None:
    assert lot(EMPTY_ROOT, 0) == "2432478de6b037135ddd3730f6cfad66cf62fbb72f285a4121e9cde636a71c79"
    assert lot(EMPTY_ROOT, 1) != lot(EMPTY_ROOT, 0)
