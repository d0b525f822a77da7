"""What each rulebook makes of the guarantees: given, given up under a named article, silent, or of a later chapter."""

import pytest

from rankandfile.core.rulebook.check import examine
from rankandfile.core.rulebook.guarantees import guarantees
from rankandfile.shell.presets import preset_names, preset_text
from tests.core.rulebook.texts import DEFAULT, changed, read

LATER = {"G11", "G12", "G14", "G15"}


def statuses(text: str) -> dict[str, str]:
    return {guarantee.code: guarantee.status for guarantee in guarantees(read(text))}


def test_the_default_gives_every_guarantee_that_this_schema_can_express() -> None:
    assert {code: status for code, status in statuses(DEFAULT).items() if status != "given"} == dict.fromkeys(
        sorted(LATER, key=lambda code: int(code[1:])), "later"
    )


def test_a_small_assembly_gives_up_nothing() -> None:
    found = statuses(preset_text("small-assembly"))
    assert "given-up" not in found.values()
    assert found["G7"] == "silent"


def test_the_captured_shell_can_be_expressed_and_gives_up_all_that_a_rulebook_can() -> None:
    found = statuses(preset_text("slate-convention"))
    assert {code for code, status in found.items() if status == "given-up"} == {f"G{number}" for number in range(1, 9)}
    assert found["G9"] == found["G10"] == found["G13"] == "silent"


@pytest.mark.parametrize("name", preset_names())
def test_no_preset_contradicts_itself(name: str) -> None:
    assert [str(p.what) for p in examine(preset_text(name))[1] if p.severity != "notice"] == []


def test_the_check_names_the_article_of_each_guarantee_given_up() -> None:
    found = {(p.article, str(p.what).split()[3].rstrip(",")) for p in examine(preset_text("slate-convention"))[1]}
    assert {("8", "G1"), ("8", "G2"), ("9.2", "G1"), ("9.2", "G3"), ("9.2", "G4"), ("6", "G5")} <= found
    assert {("5.1", "G6"), ("5.9", "G7"), ("4.4", "G8")} <= found


GIVEN_UP = {
    "an officer who orders the bulletin": ('order = "lot"', 'order = "officer"', "G2", "8"),
    "no limits": ("limits = [{ words = 1500 }]", "limits = []", "G2", "8"),
    "longer motions by the executive": (
        "limit = [{ words = 800 }]",
        'limit = [{ words = 800 }, { author = "executive", words = 900 }]',
        "G2",
        "9.2",
    ),
    "motions at discretion": (
        'review_after = "104 weeks"',
        'placed = "discretion"\ndiscretion_of = "executive"',
        "G3",
        "9.2",
    ),
    "seconding by delegates only": ('review_after = "104 weeks"', 'seconded_by = "delegates"', "G3", "9.2"),
    "a lower threshold for the executive": (
        '{ who = "executive", seconders = { members = 10, branches = 3 } }',
        '{ who = "executive", seconders = { members = 9, branches = 3 } }',
        "G3",
        "9.2",
    ),
    "no answer due": ('answer_due = "3 weeks before opening"\n', "", "G4", "9.2"),
    "only the branch nominates delegates": ('alternates = "as-many"', 'nomination = "branch"', "G5", "6"),
    "delegates by plurality": ('method = "scottish-stv-2011"\nroll', 'method = "plurality"\nroll', "G5", "6"),
    "the executive by plurality": ("number = 5\n", 'number = 5\nmethod = "plurality"\n', "G6", "5.4"),
    "staff without recall": (
        'recall = { by = "convention", petition = { members = 50, branches = 3 }, majority = "simple" }',
        "",
        "G7",
        "5.9",
    ),
    "minutes after a year": ('minutes_within = "2 weeks"', 'minutes_within = "52 weeks"', "G8", "4.2"),
}


@pytest.mark.parametrize("change", GIVEN_UP)
def test_each_way_to_give_a_guarantee_up_is_seen(change: str) -> None:
    old, new, code, article = GIVEN_UP[change]
    found = {(p.article, str(p.what).split(",")[0]) for p in examine(changed(DEFAULT, (old, new)))[1]}
    assert (article, f"This gives up {code}") in found


def test_a_limit_that_is_lower_for_the_leadership_gives_nothing_up() -> None:
    text = changed(
        DEFAULT,
        ("limits = [{ words = 1500 }]", 'limits = [{ words = 1500 }, { author = "executive", words = 900 }]'),
    )
    assert statuses(text)["G2"] == "given"
