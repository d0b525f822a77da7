"""G1, G9. Co-authors, references, amendments to rules: names put there, motions tied together, rules slipped in."""

from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.coauthors import ConsentAsCoauthor, InviteCoauthor, LeaveCoauthors, coauthors
from rankandfile.core.chapters.references import ReferToMotion, WithdrawInFavour, WithdrawReference, references
from rankandfile.core.chapters.rulebook_change import proposal
from rankandfile.core.ids import MotionId
from rankandfile.shell.presets import preset_text
from tests.living import Living
from tests.world import CHAIR, SECRETARY, handle

M1, M2 = MotionId("M1"), MotionId("M2")
RULES = preset_text("member-democracy")
PROPOSED = RULES.replace("tellers_agree = 2", "tellers_agree = 3")
AMENDED = PROPOSED.replace("limit = [{ words = 300 }]", "limit = [{ words = 333 }]")


def proposing(own: Living) -> MotionId:
    """A member proposes a rulebook."""
    text = "Three tellers must agree."
    act = own.motion_act(41, text, "rulebook-change")
    own.does(act, title="Three tellers", text=text, rulebook=PROPOSED)
    return M1


def test_no_officer_names_ties_or_ends_a_motion_of_others(own: Living) -> None:
    own.move(41)
    own.move(72, "Another text.")
    own.does(InviteCoauthor(handle(41), own.now, M1, handle(42)))
    for officer in (CHAIR, SECRETARY):
        by = handle(officer)
        assert own.refused(InviteCoauthor(by, own.now, M1, handle(43))).code == "coauthor.not_mover"
        assert own.refused(ConsentAsCoauthor(by, own.now, M1)).code == "coauthor.not_invited"
        assert own.refused(LeaveCoauthors(by, own.now, M1)).code == "coauthor.not_one"
        assert own.refused(ReferToMotion(by, own.now, M1, M2)).code == "reference.not_author"
        assert own.refused(WithdrawReference(by, own.now, M1, M2)).code == "reference.not_author"
        assert own.refused(WithdrawInFavour(by, own.now, M1, M2)).code == "motion.not_yours"
    assert tuple(coauthors(own.state, M1)) == ()
    assert references(own.state, M1) == ()


def test_whoever_was_only_asked_is_named_nowhere_but_in_the_entry(own: Living) -> None:
    own.move(41)
    own.does(InviteCoauthor(handle(41), own.now, M1, handle(42)))
    assert tuple(coauthors(own.state, M1)) == ()


def test_rules_come_in_by_an_amendment_only_as_everybody_can_read_them(own: Living) -> None:
    motion = proposing(own)
    act = MoveAmendment(handle(42), own.now, motion, "instruct", lines=1)
    own.does(act, text="More words.", rulebook=AMENDED)
    for number in (11, 12, 13, 14, 15):
        own.does(SecondAmendment(handle(number), own.now, "M1-A1"))  # type: ignore[arg-type]
    kept = own.state.amendments.amendments["M1-A1"]  # type: ignore[index]
    assert own.state.foundation.shelf[kept.rules].amendments.limit[0].words == 333
    name, _book = proposal(own.state, own.state.motions.motions[motion])
    assert name == own.state.motions.motions[motion].rules, "nothing is worked in before it carries"
    assert own.audited().findings == ()


def test_the_rules_of_an_amendment_are_there_again_after_a_new_start(own: Living) -> None:
    motion = proposing(own)
    act = MoveAmendment(handle(42), own.now, motion, "instruct", lines=1)
    own.does(act, text="More words.", rulebook=AMENDED)
    again = own.restarted()
    kept = again.state.amendments.amendments["M1-A1"]  # type: ignore[index]
    assert kept.articles
    assert again.state.foundation.shelf[kept.rules].amendments.limit[0].words == 333
