"""The clause on erasure: what it says, what is found wrong with it, and what its absence means."""

import pytest

from rankandfile.core.rulebook.check import examine
from rankandfile.core.rulebook.parse import parse
from rankandfile.core.rulebook.reading import article
from rankandfile.core.rulebook.schema import Rulebook
from rankandfile.shell.presets import preset_text

from .texts import changed

DEFAULT = preset_text("member-democracy")
CLAUSE = DEFAULT[DEFAULT.index("[erasure]") : DEFAULT.index("# --- Changing these rules")]


def read(text: str) -> Rulebook:
    rulebook = parse(text)
    assert isinstance(rulebook, Rulebook), rulebook
    return rulebook


def found(text: str) -> list[tuple[str, str, str]]:
    """What the check says about erasure: how grave, where, what."""
    return [(p.severity, p.path, str(p.what)) for p in examine(text)[1] if p.path.startswith("erasure")]


def test_the_presets_that_keep_the_guarantees_say_who_acts_for_others() -> None:
    for preset in ("member-democracy", "small-assembly"):
        assert found(preset_text(preset)) == []
    assert found(DEFAULT.replace(CLAUSE, "")) == found(preset_text("slate-convention"))
    assert [p[:2] for p in found(DEFAULT.replace(CLAUSE, ""))] == [("notice", "erasure")]


FAULTS = {
    "an unknown post": ('on_behalf = "credentials"', 'on_behalf = "moon"', "error", "erasure.on_behalf", "“moon”"),
    "an unknown signer": ('["secretary", "credentials"]', '["moon"]', "error", "erasure.confirmed_by[0]", "no post"),
    "the executive for others": (
        'on_behalf = "credentials"', 'on_behalf = "chair"', "error", "erasure.on_behalf", "sits in the executive",
    ),
    "the executive that seals": (
        'sealing = "credentials"', 'sealing = "executive"', "error", "erasure.sealing", "sits in the executive",
    ),
    "a veto": ('appeals = "credentials"\n', "", "error", "erasure.objections", "no objection can be made"),
    "one hand": ("agreeing = 2", "agreeing = 1", "warning", "erasure.agreeing", "One person alone"),
    "more hands than there are": ("agreeing = 2", "agreeing = 4", "error", "erasure.on_behalf", "only 3 can hold"),
    "longer than the law": ('waiting = "14 days"', 'waiting = "5 weeks"', "warning", "erasure.waiting", "a month"),
    "nobody for the dead": ('on_behalf = "credentials"\n', "", "notice", "erasure", "who is dead"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_clause_is_found_where_it_is(fault: str) -> None:
    old, new, severity, path, part = FAULTS[fault]
    hits = [one for one in found(changed(DEFAULT, (old, new))) if one[:2] == (severity, path) and part in one[2]]
    assert len(hits) == 1, found(changed(DEFAULT, (old, new)))


def test_one_hand_that_erases_for_others_gives_up_the_first_guarantee() -> None:
    text = changed(DEFAULT, ("agreeing = 2", "agreeing = 1"))
    said = [str(p.what) for p in examine(text)[1] if p.path == "erasure.agreeing" and p.severity == "notice"]
    assert len(said) == 1
    assert said[0].startswith("This gives up G1")
    assert "one person alone erases" in said[0]


SAID = {
    "own": ("", "", "carried out 14 days after it was asked for"),
    "for others": ("", "", "“Credentials committee” asks; 2 of them must agree"),
    "a court": ("", "", "court and file stand in the record"),
    "objection": ("", "", "“Secretary” may object, on a ground that the law gives"),
    "appeal": ("", "", "The owner may appeal within 14 days"),
    "undecided": ("", "", "not decided within 28 days is granted"),
    "signed": ("", "", "Within 30 days after it, these sign"),
    "nobody": ('on_behalf = "credentials"\nsealing = "credentials"\n', "", "Nobody asks for another."),
    "no objections": ('objections = "secretary"\n', "", "carried out 14 days"),
}


@pytest.mark.parametrize("thing", SAID)
def test_the_clause_is_read_out_in_sentences(thing: str) -> None:
    old, new, expected = SAID[thing]
    text = changed(DEFAULT, (old, new)) if old else DEFAULT
    assert expected in article(read(text), "18")


def test_what_the_clause_leaves_out_is_not_read_out() -> None:
    bare = changed(DEFAULT, (CLAUSE, '[erasure]\narticle = "18"\n\n'))
    said = article(read(bare), "18")
    assert not [word for word in ("object", "court", "sign") if word in said]
