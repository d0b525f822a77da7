"""G1. The captor rules hostile motions out of order: without a ground, again, at the last moment."""

from rankandfile.core import engine
from rankandfile.core.chapters.admissibility import RuleOutOfOrder
from rankandfile.core.chapters.appealing import AppealAgainstRuling
from rankandfile.core.chapters.bulletin import issue
from rankandfile.core.chapters.rulings import LiftRuling, RulingSettled
from rankandfile.core.ids import MotionId, RulingId
from rankandfile.core.rulebook.guarantees import guarantees
from rankandfile.core.rulebook.schema import POWERS
from tests.core.refusals.rulings import RULER, in_item
from tests.core.refusals.stages import RULES
from tests.core.rulebook.texts import read
from tests.living import Living
from tests.world import CHAIR, SECRETARY, WEEK, handle

OFFICERS = (CHAIR, SECRETARY)
HOSTILE = "This organisation resolves\nto publish what its company pays to whom."


def hostile(own: Living) -> MotionId:
    """A member moves what the leadership does not like."""
    return own.move(41, HOSTILE)


def ruling(own: Living, by: int, ground: str = "against-rulebook") -> RuleOutOfOrder:
    return RuleOutOfOrder(handle(by), own.now, MotionId("M1"), ground)


def test_no_officer_of_the_leadership_rules_a_motion_out_of_order(own: Living) -> None:
    hostile(own)
    for officer in OFFICERS:
        refusal = own.refused(ruling(own, officer), reason="It harms us.")
        assert (refusal.code, refusal.article) == ("ruling.not_named", "16.2")


def test_no_power_of_a_post_is_the_power_to_rule() -> None:
    assert not [power for power in POWERS if "rul" in power or "order" in power]


def test_a_ruling_without_a_ground_that_the_rulebook_knows_is_refused(own: Living) -> None:
    hostile(own)
    for ground in ("", "hostile", "16.2(a)", "harms the organisation"):
        assert own.refused(ruling(own, RULER, ground), reason="It harms us.").code == "ruling.ground"


def test_a_ruling_without_a_reason_is_refused(own: Living) -> None:
    hostile(own)
    assert own.refused(ruling(own, RULER), reason=" ").code == "text.missing"


def test_the_text_stays_where_it_is_and_goes_into_the_bulletin(own: Living) -> None:
    hostile(own)
    own.does(ruling(own, RULER), reason="It sets aside article 4.")
    own.wait(own.at("issue-1"))
    assert [item for item, _ in issue(own.state, own.state.meetings.current, 1)] == ["M1"]
    assert own.secretary.vault.text(own.state.motions.motions["M1"].entry, "text") == HOSTILE


def test_an_overturned_ruling_does_not_come_back_under_another_ground(own: Living) -> None:
    hostile(own)
    own.does(ruling(own, RULER), reason="It sets aside article 4.")
    own.does(LiftRuling(handle(RULER), own.now, RulingId("U1")))
    assert own.refused(ruling(own, RULER, "unlawful"), reason="Then this.").code == "ruling.made"


def test_a_ruling_of_the_last_evening_is_decided_on_by_the_meeting_before_the_motion() -> None:
    world = in_item()
    act = ruling(world, RULER)  # type: ignore[arg-type]
    assert world.refused(act, reason="x").code in ("ruling.made", "ruling.in_session")
    assert world.state.motions.motions["M1"].fate == ""


def test_an_appeal_is_its_movers_alone_to_make_and_nobody_is_asked(own: Living) -> None:
    hostile(own)
    own.does(ruling(own, RULER), reason="It sets aside article 4.")
    own.does(AppealAgainstRuling(handle(41), own.now, RulingId("U1")), reason="It does not.")
    own.wait(own.now + 8 * WEEK)
    assert own.state.rulings.rulings["U1"].stage == "appealed"
    assert own.state.motions.motions["M1"].fate != "fell" or not own.state.motions.motions["M1"].placed


def test_no_act_settles_a_ruling_by_hand() -> None:
    assert RulingSettled not in engine.ACTS
    assert not [act.__name__ for act in engine.ACTS if "Settle" in act.__name__]


def test_a_rulebook_that_lets_the_leadership_rule_or_nobody_appeal_gives_up_the_guarantee_in_public() -> None:
    appeal = 'appeal = { to = "convention", members = 5, within = "14 days" }'
    for old, new in (('ruled_by = "credentials"', 'ruled_by = "secretary"'), (appeal, "")):
        assert {g.code: g.status for g in guarantees(read(RULES.replace(old, new)))}["G1"] == "given-up"
