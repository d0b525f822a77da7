"""G4. The captor keeps silent in the bulletin and tears the motion down on the floor."""

from rankandfile.core import engine
from rankandfile.core.chapters.answering import AnswerMotion, ReplyToAnswer
from tests.living import Living
from tests.world import CHAIR, handle

ENOUGH = [11, 12, 13, 14, 42, 43, 44, 73, 74, 75]


def test_an_answer_that_does_not_come_stands_overdue_with_who_owes_it(own: Living) -> None:
    motion = own.move(41)
    own.second(motion, ENOUGH)
    own.wait(own.at("answer-due-policy") + 1)
    overdue = [d for d in engine.overdue(own.state, own.now) if d.kind == "answer-motion"]
    assert [(d.about, d.owed_by, d.article) for d in overdue] == [(motion, "chair", "9.2")]


def test_a_late_answer_is_marked_as_late_for_ever_and_the_mover_may_reply(own: Living) -> None:
    motion = own.move(41)
    own.second(motion, ENOUGH)
    own.wait(own.at("answer-due-policy") + 1)
    effects = own.does(AnswerMotion(handle(CHAIR), own.now, motion), answer="It would ruin us.")
    assert effects[0].late  # type: ignore[attr-defined]
    own.does(ReplyToAnswer(handle(41), own.now, motion), reply="It would not.")
    assert own.state.motions.motions[motion].reply >= 0


def test_nobody_but_the_mover_replies_and_the_answer_is_given_once(own: Living) -> None:
    motion = own.move(41)
    own.does(AnswerMotion(handle(CHAIR), own.now, motion), answer="No.")
    assert own.refused(ReplyToAnswer(handle(CHAIR), own.now, motion), reply="No.").code == "motion.not_yours"
    assert own.refused(AnswerMotion(handle(CHAIR), own.now, motion), answer="Never.").code == "motion.answered"
