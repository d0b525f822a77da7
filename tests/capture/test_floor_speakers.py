"""The chair takes the floor from the members: calls whom it likes, closes the list, lets nobody answer."""

import pytest

from rankandfile.core import engine
from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.debating import CLOSE_LIST, END_DEBATE, CallOutOfTurn, DeclareGroups
from rankandfile.core.chapters.delegates import delegates_of
from rankandfile.core.chapters.speaking import AskToSpeak, CallSpeaker, EndSpeech, LeaveSpeakersList, SpeakerCalled
from rankandfile.core.chapters.speech_clock import lengths
from rankandfile.core.chapters.turns import speakers
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import ConventionId, Handle
from tests.living import Living
from tests.world import CHAIR, DESK, LOT, assemble, elect_delegates, handle

from .software import honest, lawless

C1 = ConventionId("C1")
CHAIRING = handle(CHAIR)


@pytest.fixture
def debate(own: Living) -> Living:
    """The motion is on the floor; two wait to speak for it, then one against."""
    own.second(own.move(41), [11, 12, 13, 14, 42, 43, 44, 73, 74, 75])
    elect_delegates(own)
    assemble(own)
    own.does(TakeUpItem(CHAIRING, own.now, C1, "1"))
    for person, side in zip(people(own), ("for", "for", "against"), strict=False):
        own.wait(own.now + 1)
        own.does(AskToSpeak(person, own.now, C1, side))
    return own


def people(live: Living) -> list[Handle]:
    """The delegates, whoever presides left out."""
    return [d.person for d in delegates_of(live.state, C1) if d.person != CHAIRING]


def test_no_act_closes_a_list_or_ends_a_debate() -> None:
    closing = {act.__name__ for act in engine.ACTS if "Close" in act.__name__ or "Debate" in act.__name__}
    assert closing == {"CloseConvention", "CloseVote", "CloseVoting", "CloseBoard"}


def test_the_chair_puts_the_motion_to_no_vote_over_the_heads_of_those_who_wait(debate: Living) -> None:
    refusal = debate.refused(PutToVote(CHAIRING, debate.now, C1, "M1", "show-of-cards"))
    assert (refusal.code, dict(refusal.facts)["waiting"]) == ("speaking.waiting", 3)


@pytest.mark.parametrize("about", [CLOSE_LIST, END_DEBATE])
def test_closing_the_list_is_a_vote_that_the_chair_cannot_decide_alone(debate: Living, about: str) -> None:
    debate.does(PutToVote(CHAIRING, debate.now, C1, about, "show-of-cards"))
    assert debate.refused(CloseVote(CHAIRING, debate.now, "V1", LOT, "yes")).code == "vote.cards"  # type: ignore[arg-type]
    assert not debate.state.speaking.closed
    assert not debate.state.speaking.over


def test_the_chair_calls_nobody_out_of_turn_in_silence(debate: Living) -> None:
    first, second, _third, *_ = people(debate)
    assert debate.refused(CallSpeaker(CHAIRING, debate.now, C1, second)).code == "speaking.not_next"
    entry = int(debate.state.size)
    debate.does(CallOutOfTurn(CHAIRING, debate.now, C1, second), ruling="The first is in the corridor.")
    [ruling] = debate.state.speaking.overruled["C1/1"]
    assert (ruling.instead_of, ruling.entry) == (first, entry)
    assert debate.audited().findings == ()


def test_the_chair_takes_nobody_off_the_list_and_says_of_nobody_to_which_group_they_belong(debate: Living) -> None:
    first = people(debate)[0]
    assert debate.refused(LeaveSpeakersList(CHAIRING, debate.now, C1, first)).code == "speaking.desk"
    assert "person" not in DeclareGroups.__struct_fields__
    debate.does(LeaveSpeakersList(handle(DESK), debate.now, C1, first))
    debate.does(AskToSpeak(first, debate.now, C1, "for"))


def test_the_chair_ends_a_speech_early_and_everybody_sees_how_long_it_was(debate: Living) -> None:
    first = people(debate)[0]
    debate.does(CallSpeaker(CHAIRING, debate.now, C1, first))
    debate.wait(debate.now + 7)
    debate.does(EndSpeech(CHAIRING, debate.now, C1))
    assert [seconds for _, seconds in lengths(debate.state, C1, speakers(debate.state, C1, "1"), debate.now)] == [7]


def test_a_server_that_calls_others_than_the_next_is_found(debate: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    second = people(debate)[1]
    lawless(monkeypatch, lambda state, act: (SpeakerCalled(C1, "1", second, act.at),))
    debate.secretary.submit(CallSpeaker(CHAIRING, debate.now, C1, second))
    honest(monkeypatch)
    assert any(f.code == "act.refused" for f in debate.audited().findings)
