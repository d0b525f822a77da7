"""Co-authors stand by their own act; references are shown on both motions; nobody merges but the authors."""

from rankandfile.core.chapters.authorship import why_not_ones_own
from rankandfile.core.chapters.coauthors import (
    ConsentAsCoauthor,
    LeaveCoauthors,
    TakeInvitationBack,
    coauthors,
    invited,
)
from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.core.chapters.references import (
    ReferToMotion,
    WithdrawInFavour,
    WithdrawReference,
    references,
    referring,
)
from rankandfile.core.digest import digest
from tests.core.refusals.coauthors import FRIEND, M1, M2, invite, inviting, joined, refer, referred, two
from tests.core.refusals.stages import MOVER, placed, with_motion
from tests.world import handle


def test_nobodys_name_stands_before_that_person_consents() -> None:
    world = inviting()
    assert tuple(coauthors(world.state, M1)) == ()
    assert invited(world.state, M1) == (handle(FRIEND),)
    world.does(ConsentAsCoauthor(handle(FRIEND), world.now, M1))
    assert tuple(coauthors(world.state, M1).items()) == ((handle(FRIEND), world.now),)
    assert invited(world.state, M1) == ()


def test_who_was_not_asked_cannot_put_the_own_name_there_and_nobody_consents_for_another() -> None:
    world = inviting()
    assert world.refused(ConsentAsCoauthor(handle(43), world.now, M1)).code == "coauthor.not_invited"
    assert world.refused(ConsentAsCoauthor(handle(MOVER), world.now, M1)).code == "coauthor.not_invited"


def test_an_invitation_is_declined_or_taken_back_and_then_opens_nothing() -> None:
    for leaves in (
        lambda w: LeaveCoauthors(handle(FRIEND), w.now, M1),
        lambda w: TakeInvitationBack(handle(MOVER), w.now, M1, handle(FRIEND)),
    ):
        world = inviting()
        world.does(leaves(world))
        assert world.refused(ConsentAsCoauthor(handle(FRIEND), world.now, M1)).code == "coauthor.not_invited"
        world.does(invite(world))


def test_a_name_is_taken_off_again_by_its_owner_alone() -> None:
    world = joined()
    taking = TakeInvitationBack(handle(MOVER), world.now, M1, handle(FRIEND))
    assert world.refused(taking).code == "coauthor.not_invited", "the mover takes nobody off who consented"
    assert world.refused(LeaveCoauthors(handle(43), world.now, M1)).code == "coauthor.not_one"
    world.does(LeaveCoauthors(handle(FRIEND), world.now, M1))
    assert tuple(coauthors(world.state, M1)) == ()


def test_on_the_final_agenda_names_stay_as_they_are() -> None:
    world = placed()
    world.wait(world.at("agenda"))
    assert world.refused(LeaveCoauthors(handle(FRIEND), world.now, M1)).code == "coauthor.late"
    assert world.refused(TakeInvitationBack(handle(MOVER), world.now, M1, handle(FRIEND))).code == "coauthor.late"
    assert world.refused(ConsentAsCoauthor(handle(FRIEND), world.now, M1)).code == "coauthor.late"


def test_a_co_author_moves_nothing_for_the_mover() -> None:
    world = joined()
    assert world.refused(WithdrawMotion(handle(FRIEND), world.now, M1)).code == "motion.not_yours"
    assert world.refused(invite(world, by=FRIEND, person=43)).code == "coauthor.not_mover"


def test_the_words_are_no_longer_the_movers_alone_once_somebody_stands_beside() -> None:
    before, after = inviting(), joined()
    entry = after.state.motions.motions[M1].entry
    assert why_not_ones_own(before.state, "1", entry, "text").code == "erasing.withdraw_first"  # type: ignore[union-attr]
    assert why_not_ones_own(after.state, "1", entry, "text").code == "erasing.bound"  # type: ignore[union-attr]


def test_a_reference_stands_on_both_motions() -> None:
    world = referred()
    assert [(each.to, each.reason) for each in references(world.state, M1)] == [(M2, "see-also")]
    assert referring(world.state, M2) == (M1,)
    world.does(WithdrawReference(handle(MOVER), world.now, M1, M2))
    assert (references(world.state, M1), referring(world.state, M2)) == ((), ())


def test_a_co_author_may_refer_and_the_mover_of_the_other_motion_may_not() -> None:
    world = joined()
    world.move(72, "Another text.")
    assert world.refused(refer(world, by=72)).code == "reference.not_author"
    assert world.refused(WithdrawReference(handle(72), world.now, M1, M2)).code == "reference.not_author"
    world.does(refer(world, by=FRIEND))


def test_a_motion_that_is_not_there_is_not_referred_to() -> None:
    world = two()
    for act in (ReferToMotion, WithdrawReference, WithdrawInFavour):
        assert world.refused(act(handle(MOVER), world.now, M1, "M9")).code == "motion.unknown"


def test_a_motion_is_withdrawn_in_favour_of_another_by_its_mover_alone() -> None:
    world = referred()
    assert world.refused(WithdrawInFavour(handle(72), world.now, M1, M2)).code == "motion.not_yours"
    assert world.refused(WithdrawInFavour(handle(MOVER), world.now, M1, M1)).code == "reference.self"
    world.does(WithdrawInFavour(handle(MOVER), world.now, M1, M2))
    assert world.state.motions.motions[M1].fate == "withdrawn"
    assert not world.state.motions.motions[M2].fate
    assert [(each.to, each.reason) for each in references(world.state, M1)] == [(M2, "in-favour")]
    assert referring(world.state, M2) == (M1,)
    assert world.refused(refer(world)).code == "motion.over"
    assert world.refused(invite(world)).code == "motion.over"


def test_what_nobody_used_leaves_no_trace_in_the_digest() -> None:
    world = with_motion()
    before = digest(world.state)
    assert before == digest(with_motion().state)
