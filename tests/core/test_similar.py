"""How alike two texts are, in whole numbers that are the same anywhere."""

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from rankandfile.core.similar import ALIKE, PROBE, PROBES, alike, likeness, probes, runs

TEXT = " ".join(f"word{n}" for n in range(200))
OTHER = " ".join(f"other{n}" for n in range(200))
WORDS = st.lists(st.sampled_from(["all", "members", "vote", "on", "rents", "of", "rooms"]), max_size=40).map(" ".join)


def test_the_same_words_in_other_signs_and_letters_are_the_same() -> None:
    assert likeness("Publish the accounts, all of them!", "publish **the** ACCOUNTS - all of them") == 1000


def test_writing_without_spaces_is_compared_sign_by_sign() -> None:
    said = "本次大会决定：司库每季度公布账目，写在一页纸上，使每一位会员都能读懂。"
    assert likeness(said, said.replace("司库", "财务长")) > ALIKE
    assert likeness(said, "各分会可以就其中任何一行提出询问，并在两周之内得到书面答复。") < ALIKE


def test_texts_without_a_run_in_common_are_not_alike() -> None:
    assert likeness(TEXT, OTHER) == 0
    assert likeness("", "") == likeness("", TEXT) == 0


def test_short_texts_are_compared_as_they_are() -> None:
    assert likeness("Freeze fares", "freeze FARES.") == 1000
    assert likeness("Freeze", "Raise") == 0


def test_the_most_alike_comes_first_and_what_is_not_alike_does_not_come() -> None:
    half = TEXT.replace("word199", "").replace("word0 ", "") + " and more"
    found = alike(TEXT, {"M1": OTHER, "M2": half, "M3": TEXT, "M4": TEXT})
    assert [each.id for each in found] == ["M3", "M4", "M2"]
    assert all(each.thousandths >= ALIKE for each in found)
    assert len(alike(TEXT, {f"M{n}": TEXT for n in range(9)})) == 5


def test_probes_are_runs_of_the_text_from_its_beginning_to_its_end() -> None:
    found = probes(TEXT)
    assert len(found) == PROBES
    assert (found[0], found[-1]) == ("word0 word1 word2 word3", "word196 word197 word198 word199")
    assert all(len(run.split()) == PROBE and run in TEXT for run in found)
    assert probes("Freeze fares") == ("Freeze fares",)
    assert probes("...") == ()


def test_the_numbers_do_not_depend_on_this_process() -> None:
    script = "from rankandfile.core.similar import runs; print(sorted(runs('all members vote on rents')))"
    told = {
        subprocess.run([sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True).stdout
        for seed in ("1", "2")
    }
    assert told == {f"{sorted(runs('all members vote on rents'))}\n".encode()} or told == {b""}


@given(WORDS, WORDS)
def test_likeness_is_mutual_and_within_bounds(a: str, b: str) -> None:
    assert likeness(a, b) == likeness(b, a)
    assert 0 <= likeness(a, b) <= 1000
    assert likeness(a, a) in (0, 1000)
