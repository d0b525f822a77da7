"""G3. The captor keeps a motion short of seconders, or the leadership's own above the rule."""

import pytest

from rankandfile.core.chapters.motions import MotionPlaced
from rankandfile.core.chapters.seconding import PlaceMotion, WithdrawSecond
from tests.living import Living
from tests.world import CHAIR, SECRETARY, handle

from .software import tampered

ENOUGH = [11, 12, 13, 14, 42, 43, 44, 73, 74, 75]


def test_the_threshold_acts_and_no_officer_is_asked(own: Living) -> None:
    motion = own.move(41)
    own.second(motion, ENOUGH)
    assert own.state.motions.motions[motion].placed


def test_the_leaderships_own_motion_falls_without_its_seconders(own: Living) -> None:
    motion = own.move(CHAIR, capacity="executive")
    for officer in (CHAIR, SECRETARY):
        assert own.refused(PlaceMotion(handle(officer), own.now, motion)).code == "motion.threshold_places"
    own.wait(own.at("seconding-close-policy"))
    assert own.state.motions.motions[motion].fate == "fell"


def test_members_pressed_to_take_their_seconds_back_do_not_take_a_placed_motion_off(own: Living) -> None:
    motion = own.move(41)
    own.second(motion, ENOUGH)
    for member in ENOUGH:
        own.does(WithdrawSecond(handle(member), own.now, motion))
    own.wait(own.at("agenda"))
    assert motion in [i.about for i in own.state.floor.agenda["C1"].values()]


def test_a_server_that_forgets_to_place_a_motion_is_found_with_the_article(
    own: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    tampered(monkeypatch, lambda state, act, effects: tuple(e for e in effects if not isinstance(e, MotionPlaced)))
    motion = own.move(41)
    own.second(motion, ENOUGH)
    assert not own.state.motions.motions[motion].placed
    found = [f for f in own.audited().findings if f.code.startswith("effect")]
    assert found
    assert "MotionPlaced" in found[0].expected + found[0].what
