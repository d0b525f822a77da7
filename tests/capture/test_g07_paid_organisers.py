"""G7. The captor runs the branches through paid organisers."""

from rankandfile.core.chapters.offices import Appoint, AppointProvisionally, Holding, holdings_of, is_staff
from rankandfile.core.ids import BranchId, Moment
from tests.living import Living
from tests.world import CHAIR, SECRETARY, WEEK, handle


def test_the_leadership_cannot_appoint_an_organiser_where_the_rulebook_has_them_elected(own: Living) -> None:
    for officer in (CHAIR, SECRETARY):
        assert own.refused(Appoint(handle(officer), own.now, handle(20), "organiser")).code == "post.elected"


def test_who_pays_stands_beside_the_name(own: Living) -> None:
    own.appoint(20, "organiser")
    assert is_staff(own.state, handle(20), own.now) == "the organisation"
    assert is_staff(own.state, handle(21), own.now) == ""


def test_a_provisional_holder_is_marked_so_and_only_the_founder_makes_one(own: Living) -> None:
    own.appoint(20, "organiser")
    held = holdings_of(own.state, handle(20), own.now)
    ends, everywhere = Moment(own.state.foundation.founded + 52 * WEEK), BranchId("")
    assert held == (Holding("organiser", handle(20), everywhere, own.now, ends, "provisional", own.founder),)
    late = AppointProvisionally(handle(CHAIR), own.now, handle(21), "organiser")
    assert own.refused(late).code == "post.not_founder"


def test_an_organiser_has_a_voice_and_no_vote_in_the_executive_and_admits_nobody(own: Living) -> None:
    from rankandfile.core.chapters.admission import AdmitMember
    from rankandfile.core.chapters.offices import sits_in

    own.appoint(20, "organiser")
    assert not sits_in(own.state, handle(20), "executive", own.now)
    act = AdmitMember(handle(20), own.now, handle(800), "member", "north", own.now)  # type: ignore[arg-type]
    assert own.refused(act, name="Friend").code == "member.power"
