"""Cosignatures: the golden line comes out byte for byte, and no other line passes for one."""

import pytest

from rankandfile.record.checkpoint import Checkpoint, opened
from rankandfile.record.cosignature import Cosignature, CosigningKey, cosign, find
from rankandfile.record.malformed import Malformed
from rankandfile.record.note import LATEST, LogKey, Signed, Vkey, signature_line

LOG = LogKey("union.example/record", b"\x11" * 32)
WITNESS = CosigningKey("sister-org-0.example/witness", b"\x20" * 32)
OTHER = CosigningKey("branch.example/witness", b"\x21" * 32)
TEXT = Checkpoint(
    "union.example/record", 8, bytes.fromhex("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")
).text()
AT = 1_700_000_000
GOLDEN = (
    "— sister-org-0.example/witness "
    "Cez62AAAAABlU/EA3EWZUogCgKdiDNyH6rIJECqJ14iFPL0N91z5wljGecyP4edglzZthC5yOHkK1f3UJYFo55NzpirFcz+2mL+WBA==\n"
)


def test_the_golden_cosignature_comes_out_byte_for_byte() -> None:
    assert cosign(WITNESS, TEXT, AT) == GOLDEN
    assert str(WITNESS.vkey) == "sister-org-0.example/witness+09ecfad8+BE7TL2O/NfDu78sl8oouH73Ic64oNWcbDJRg9fEuRVao"


def test_a_checkpoint_opens_with_the_lines_of_its_witnesses_under_it() -> None:
    note = LOG.sign(TEXT) + cosign(WITNESS, TEXT, AT) + cosign(OTHER, TEXT, AT + 5)
    found = opened(note, LOG.vkey, (WITNESS.vkey, OTHER.vkey))
    assert found.note.signatures == (Signed(LOG.vkey), Signed(WITNESS.vkey, AT), Signed(OTHER.vkey, AT + 5))


def test_the_line_of_a_witness_is_found_among_others() -> None:
    answer = cosign(OTHER, TEXT, AT + 5) + GOLDEN
    assert find(answer, TEXT, WITNESS.vkey) == Cosignature(GOLDEN, AT)
    assert find(answer, TEXT, OTHER.vkey).at == AT + 5


def test_a_checkpoint_of_another_log_may_have_lines_of_its_own() -> None:
    text = TEXT + "an extension\n"
    assert find(cosign(WITNESS, text, AT), text, WITNESS.vkey).at == AT
    with pytest.raises(Malformed, match="does not hold"):
        find(cosign(WITNESS, text, AT), TEXT, WITNESS.vkey)


@pytest.mark.parametrize("at", [0, LATEST])
def test_every_time_that_the_format_can_spell_can_be_signed_for(at: int) -> None:
    assert find(cosign(WITNESS, TEXT, at), TEXT, WITNESS.vkey).at == at


@pytest.mark.parametrize(
    ("text", "at", "why"),
    [
        (TEXT, -1, "since 1970"),
        (TEXT, LATEST + 1, "since 1970"),
        (TEXT[:-1], AT, "ends in a line feed"),
        ("This is an example message.\n", AT, "three lines"),
        (TEXT + "\nmore\n", AT, "not empty"),
        (TEXT.replace("\n8\n", "\n08\n"), AT, "whole number"),
    ],
)
def test_what_is_no_checkpoint_and_no_time_is_not_signed(text: str, at: int, why: str) -> None:
    with pytest.raises(Malformed, match=why):
        cosign(WITNESS, text, at)


def too_late() -> str:
    """A line that a witness with a broken clock signs: its time lies beyond what the format allows."""
    at = LATEST + 1
    message = f"cosignature/v1\ntime {at}\n{TEXT}".encode()
    return signature_line(WITNESS.vkey, at.to_bytes(8) + WITNESS.sign(message))


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("", "1 to 100"),
        (GOLDEN[:-1], "1 to 100"),
        (GOLDEN * 101, "1 to 100"),
        ("\n", "a dash"),
        ("<html>\n", "a dash"),
        (cosign(OTHER, TEXT, AT), "signed 0 times"),
        (GOLDEN * 2, "signed 2 times"),
        (GOLDEN.replace("AAAABlU/EA", "AAAABlU/EB"), "does not hold"),
        (signature_line(WITNESS.vkey, b"\x00" * 7), "does not hold"),
        (too_late(), "no time that can be"),
    ],
)
def test_an_answer_without_one_good_line_of_the_witness_is_refused(lines: str, why: str) -> None:
    with pytest.raises(Malformed, match=why):
        find(lines, TEXT, WITNESS.vkey)


def test_the_key_of_a_log_cannot_cosign() -> None:
    line = LOG.sign(TEXT).splitlines()[-1] + "\n"
    with pytest.raises(Malformed, match="not the key of a witness"):
        find(line, TEXT, LOG.vkey)


def test_a_weak_name_makes_no_witness() -> None:
    with pytest.raises(Malformed, match="neither spaces"):
        CosigningKey("two words", b"\x20" * 32)


def test_the_key_id_depends_on_the_type() -> None:
    as_log = Vkey(WITNESS.vkey.name, 1, WITNESS.vkey.public)
    assert as_log.key_id != WITNESS.vkey.key_id
