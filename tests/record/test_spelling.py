"""Each value has one spelling, and no other is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankandfile.record.malformed import Malformed
from rankandfile.record.spelling import (
    base64,
    bundle_path,
    from_base64,
    from_decimal,
    from_tile_name,
    tile_name,
    tile_path,
)


@given(st.binary())
def test_base64_is_read_as_it_is_written(value: bytes) -> None:
    assert from_base64(base64(value)) == value


@pytest.mark.parametrize("text", ["AB==", "A", "AA", "AA=", "AA==\n", "AA ==", "-_==", "é", "AA==AA=="])
def test_other_spellings_of_base64_are_refused(text: str) -> None:
    with pytest.raises(Malformed, match="base64"):
        from_base64(text)


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("9223372036854775807", 2**63 - 1)])
def test_decimals_are_read(text: str, number: int) -> None:
    assert from_decimal(text) == number


@pytest.mark.parametrize("text", ["", "00", "07", "-1", "+1", "1 ", "٣", "²", "1e3", "9" * 20, "9223372036854775808"])
def test_other_spellings_of_numbers_are_refused(text: str) -> None:
    with pytest.raises(Malformed, match="number"):
        from_decimal(text)


def test_tiles_and_bundles_have_the_paths_of_the_specification() -> None:
    assert tile_path(0, 1_234_067, 256) == "tile/0/x001/x234/067"
    assert tile_path(0, 273, 112) == "tile/0/273.p/112"
    assert bundle_path(5, 256) == "tile/entries/005"
    assert bundle_path(1000, 1) == "tile/entries/x001/000.p/1"


@pytest.mark.parametrize("number", [0, 1, 999, 1000, 1234067, 10**9])
@pytest.mark.parametrize("width", [1, 17, 255, 256])
def test_the_name_of_a_tile_is_read_as_it_is_written(number: int, width: int) -> None:
    assert from_tile_name(tile_name(number, width)) == (number, width)


@pytest.mark.parametrize(
    "name",
    ["", "0", "0000", "x000/000", "000/001", "x001/01", "x001/x002", "000.p/", "000.p/0", "000.p/256", "000.p/01",
     "000.p/1.p/1", "٠٠٠", "abc", "x1/000", "../000", "xx001/000", "x001//000", "/000",
     "x999/" * 3000 + "999", "9" * 5000],
)  # fmt: skip
def test_a_name_that_no_tile_has_is_refused(name: str) -> None:
    with pytest.raises(Malformed):
        from_tile_name(name)
