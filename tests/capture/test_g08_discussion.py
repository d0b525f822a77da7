"""G8. The captor filters what members say to each other: takes comments out, lets complaints hide them, floods."""

from rankandfile.core import engine
from rankandfile.core.chapters.appealing import AppealAgainstRuling
from rankandfile.core.chapters.discussing import WithdrawComment, WriteComment
from rankandfile.core.chapters.erasing import RequestErasure
from rankandfile.core.chapters.moderating import ComplainAboutComment, LetCommentStand, ModerateComment, duties
from rankandfile.core.chapters.rulings import keeps_out
from rankandfile.core.ids import CommentId, RulingId
from rankandfile.core.rulebook.schema import POWERS, Discussion
from tests.core.refusals.discussion import MODERATOR
from tests.living import Living
from tests.world import CHAIR, DAY, SECRETARY, handle

K1 = CommentId("K1")
CRITICAL = "The treasurer's company rents us our own office."
OFFICERS = (CHAIR, SECRETARY)


def said(own: Living, by: int = 42, text: str = CRITICAL) -> None:
    """A member says what the leadership does not like, under a motion."""
    if not own.state.motions.motions:
        own.move(41)
    own.does(WriteComment(handle(by), own.now, "M1"), text=text)


def test_no_officer_of_the_leadership_takes_a_comment_out(own: Living) -> None:
    said(own)
    for officer in OFFICERS:
        refusal = own.refused(ModerateComment(handle(officer), own.now, K1, "threat"), reason="It harms us.")
        assert (refusal.code, refusal.article) == ("ruling.not_named", "16.3")
        assert own.refused(WithdrawComment(handle(officer), own.now, K1)).code == "discussion.not_yours"


def test_a_moderator_hides_nothing_without_a_clause_of_the_rulebook(own: Living) -> None:
    said(own)
    for ground in ("", "off-topic", "harms the organisation", "16.3(a)"):
        assert own.refused(ModerateComment(handle(MODERATOR), own.now, K1, ground), reason="x").code == "ruling.ground"
    assert own.refused(ModerateComment(handle(MODERATOR), own.now, K1, "threat"), reason="").code == "text.missing"


def test_what_a_moderator_does_stands_in_the_record_with_name_ground_and_hour_and_is_overturned_by_silence(
    own: Living,
) -> None:
    said(own)
    own.does(ModerateComment(handle(MODERATOR), own.now, K1, "threat"), reason="It harms us.")
    ruling = own.state.rulings.rulings["U1"]
    assert (ruling.by, ruling.article, ruling.at) == (handle(MODERATOR), "16.3(a)", own.now)
    own.does(AppealAgainstRuling(handle(42), own.now, RulingId("U1")), reason="Whom does it threaten?")
    own.wait(own.now + 7 * DAY)
    assert not keeps_out(own.state, K1)
    entry = own.state.discussion.comments["K1"].entry
    assert own.secretary.vault.text(entry, "text") == CRITICAL
    again = own.refused(ModerateComment(handle(MODERATOR), own.now, K1, "private"), reason="Then this.")
    assert again.code == "ruling.made"


def test_a_campaign_of_complaints_hides_nothing_and_makes_one_look_due(own: Living) -> None:
    said(own)
    for number in (*range(11, 40), *range(43, 70)):
        own.does(ComplainAboutComment(handle(number), own.now, K1, "threat"))
    assert not keeps_out(own.state, K1)
    assert len(duties(own.state)) == 1
    own.does(LetCommentStand(handle(MODERATOR), own.now, K1), reason="It is a question of money, and no threat.")
    assert own.refused(ComplainAboutComment(handle(70), own.now, K1, "threat")).code == "moderating.looked"


def test_a_look_that_is_owed_stands_overdue_in_public(own: Living) -> None:
    said(own)
    own.does(ComplainAboutComment(handle(43), own.now, K1, "threat"))
    own.wait(own.now + 4 * DAY)
    assert "look-at-comment" in [duty.kind for duty in engine.overdue(own.state, own.now)]


def test_nobody_floods_a_discussion_the_leadership_neither(own: Living) -> None:
    for number in (*OFFICERS, 42):
        for count in range(20):
            said(own, number, f"Look at our successes, number {count}.")
        refusal = own.refused(WriteComment(handle(number), own.now, "M1"), text="And one more.")
        assert (refusal.code, dict(refusal.facts)["number"]) == ("discussion.enough", 20)
        document = own.refused(WriteComment(handle(number), own.now, "M1"), text="word " * 201)
        assert document.code in ("discussion.words", "discussion.enough")


def test_a_flood_of_questions_to_one_mover_is_refused(own: Living) -> None:
    own.move(41)
    for count in range(3):
        own.does(WriteComment(handle(SECRETARY), own.now, "M1", question=True), text=f"Why, number {count}?")
    again = own.refused(WriteComment(handle(SECRETARY), own.now, "M1", question=True), text="Why?")
    assert again.code == "discussion.questions"


def test_no_power_of_a_post_and_no_key_of_the_clause_lets_officers_say_more_or_hide() -> None:
    assert not [power for power in POWERS if "moderat" in power or "comment" in power]
    names = " ".join(Discussion.__struct_fields__)
    assert not any(word in names for word in ("votes", "popular", "score", "exempt", "hide_after"))


def test_an_auditor_finds_every_comment_ruling_and_appeal_as_the_rules_have_it_and_what_its_author_had_destroyed(
    own: Living,
) -> None:
    said(own)
    own.does(WriteComment(handle(43), own.now, "M1", K1), text="So it does.")
    own.does(ModerateComment(handle(MODERATOR), own.now, K1, "threat"), reason="It harms us.")
    own.does(AppealAgainstRuling(handle(42), own.now, RulingId("U1")), reason="Whom does it threaten?")
    own.does(WithdrawComment(handle(43), own.now, CommentId("K2")))
    entry = own.state.discussion.comments["K2"].entry
    own.does(RequestErasure(handle(43), own.now, entry, "text"))
    own.wait(own.now + 15 * DAY)
    assert own.secretary.vault.text(entry, "text") is None
    report = own.audited()
    assert report.findings == ()
    assert report.erased == (("at the owner's request", 1),)
