"""The key of the record: named at the founding, changed by whom the rulebook names, never used twice."""

import pytest
from msgspec.structs import replace

from rankandfile.core.chapters.foundation import FoundOrganisation
from rankandfile.core.chapters.keys import Key, KeyInForce, key_for
from rankandfile.core.digest import digest
from rankandfile.core.engine import admit, follow, sentences
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State
from rankandfile.record.note import LogKey
from tests.core.refusals.keys import KEYS, rotated, rotation
from tests.core.rulebook.test_witnesses import FOUR, vkey
from tests.core.rulebook.texts import DEFAULT, changed
from tests.world import SECRETARY, World, handle, organisation


def founded_with(key: str) -> tuple[State, tuple[object, ...]]:
    """The state after a founding that names the key, and its effects."""
    world = World()
    act, _, texts = world.history[0]
    bare = on_shelf_of(world)
    assert isinstance(act, FoundOrganisation)
    named = replace(act, key=key)
    effects = admit(bare, named, texts)
    assert not isinstance(effects, Refusal), effects
    return follow(bare, named, effects), effects


def on_shelf_of(world: World) -> State:
    """The state before the founding, with the rulebook at hand."""
    bare = State()
    return replace(bare, foundation=replace(bare.foundation, shelf=world.state.foundation.shelf))


def test_the_founding_names_the_first_key() -> None:
    first = str(KEYS[0].vkey)
    state, effects = founded_with(first)
    assert effects == founded_with("")[1]
    assert state.keys.history == (Key(first, state.foundation.founded, 0),)
    assert key_for(state, 1) == first


def test_a_founding_without_a_key_is_what_it_always_was() -> None:
    state, effects = founded_with("")
    assert not any(isinstance(effect, KeyInForce) for effect in effects)
    assert key_for(state, 100) == ""
    assert digest(state) == digest(World().state)


def test_whoever_has_the_power_changes_the_key_and_the_old_one_stands_before_it() -> None:
    world = organisation()
    world.does(replace(rotation(KEYS[0], KEYS[1], world.now), by=handle(SECRETARY)))
    (first, second) = world.state.keys.history
    assert (first.vkey, first.entry) == (str(KEYS[0].vkey), 0)
    assert (second.vkey, second.since) == (str(KEYS[1].vkey), world.now)
    assert key_for(world.state, second.entry) == first.vkey
    assert key_for(world.state, second.entry + 1) == second.vkey


def test_a_second_change_follows_the_first() -> None:
    world = rotated()
    world.does(rotation(KEYS[1], KEYS[2], world.now))
    assert [key.vkey for key in world.state.keys.history] == [str(key.vkey) for key in KEYS[:3]]


def test_nobody_else_changes_it() -> None:
    world = organisation()
    refusal = world.refused(replace(rotation(KEYS[0], KEYS[1], world.now), by=handle(11)))
    assert (refusal.code, dict(refusal.facts)["power"]) == ("member.power", "keys")


def test_when_the_founding_is_over_and_no_post_has_the_power_the_key_stays() -> None:
    world = organisation(changed(DEFAULT, (', "keys"]', "]")))
    assert world.refused(replace(rotation(KEYS[0], KEYS[1], world.now), by=handle(SECRETARY))).code == "member.power"
    world.does(rotation(KEYS[0], KEYS[1], world.now))  # the founder, while founding
    own = world.state.foundation
    closed = replace(world.state, foundation=replace(own, founding_closed=world.now))
    refusal = admit(closed, rotation(KEYS[1], KEYS[2], world.now), {})
    assert isinstance(refusal, Refusal)
    assert "nobody" in dict(refusal.facts).values()


OTHER = LogKey("elsewhere.example/record", b"\x05" * 32)
UNFIT = {
    "the old key is no key": ({"old": "old"}, "key.not_in_force"),
    "the new key is the old one": ({"new": str(KEYS[1].vkey)}, "key.used"),
    "the new key was one before": ({"new": str(KEYS[0].vkey)}, "key.used"),
    "the new key is a witness's": ({"new": vkey("union.example/record", KEYS[2].vkey.public, 4)}, "key.malformed"),
    "the new key is another record's": ({"new": str(OTHER.vkey)}, "key.malformed"),
    "the old key has not signed": ({"old_signature": ""}, "key.unsigned"),
    "the new key has signed too long": ({"new_signature": "A" * 96}, "key.unsigned"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_a_change_that_does_not_fit_is_refused(case: str) -> None:
    changes, code = UNFIT[case]
    world = rotated()
    refusal = world.refused(replace(rotation(KEYS[1], KEYS[2], world.now), **changes))
    assert refusal.code == code
    assert refusal.article == "5.2"
    assert all(sentences(refusal))


def test_a_witness_cannot_become_the_record_itself() -> None:
    public = KEYS[2].vkey.public
    rules = (
        DEFAULT
        + "".join(FOUR[:3])
        + FOUR[3].replace(vkey("w4.example/witness", b"\x04" * 32), vkey("w4.example/witness", public))
    )
    world = organisation(rules)
    assert world.refused(rotation(KEYS[0], KEYS[2], world.now)).code == "key.used"
