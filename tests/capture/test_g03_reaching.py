"""G3. The captor keeps a motion short of seconders by keeping members from reaching members."""

from rankandfile.core.chapters.relay import Sent, receivers, why_not_write
from rankandfile.core.engine import ACTS
from rankandfile.core.ids import Moment
from rankandfile.core.rulebook.guarantees import guarantees
from rankandfile.core.rulebook.schema import POWERS, Letters
from tests.core.refusals.letters import under
from tests.core.rulebook.texts import read
from tests.living import Living
from tests.world import CHAIR, SECRETARY, handle

OFFICERS = (CHAIR, SECRETARY)


def test_a_mover_reaches_every_member_of_a_branch_and_no_officer_is_asked(own: Living) -> None:
    branch = own.state.members.members[handle(41)].branch
    reached = receivers(own.state, "branch", branch, handle(41))
    assert len(reached) == own.state.members.counts[branch] - 1
    assert why_not_write(own.state, handle(41), own.now, len(reached)) is None


def test_no_act_and_no_power_stops_a_letter() -> None:
    names = " ".join((*(act.__name__ for act in ACTS), *POWERS)).lower()
    assert not any(word in names for word in ("letter", "relay", "mute"))


def test_the_rulebook_has_no_key_by_which_officers_could_write_more_or_be_asked_first() -> None:
    assert set(Letters.__struct_fields__) - {"article", "title"} == {"number", "within", "people"}


def test_an_officer_who_has_written_as_often_as_the_rulebook_says_is_refused_like_a_member() -> None:
    world = under(2)
    sent = [Sent(Moment(world.now - 60), 30)] * 2
    answers = {why_not_write(world.state, handle(each), world.now, 30, sent) for each in (*OFFICERS, 11, 41)}
    assert len(answers) == 1
    (refusal,) = answers
    assert refusal is not None
    assert (refusal.code, refusal.article) == ("letters.enough", "19")


def test_a_member_whose_dues_an_officer_does_not_record_still_writes(own: Living) -> None:
    much_later = Moment(own.now + 10 * 366 * 86_400)
    assert why_not_write(own.state, handle(41), much_later, 20) is None


def test_a_majority_that_takes_letters_away_gives_up_the_guarantee_in_public() -> None:
    rules = under(0).state.foundation.rulebook
    assert rules is not None
    assert {g.code: g.status for g in guarantees(rules)}["G3"] == "given-up"
    assert {g.code: g.status for g in guarantees(read(_silent()))}["G3"] == "given"


def _silent() -> str:
    from rankandfile.shell.presets import preset_text

    return preset_text("member-democracy")
