"""Amendments to a proposed rulebook: article by article, worked into the proposal once they carry, and no other way."""

from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.following import falling, outlook
from rankandfile.core.chapters.foundation import rules_in_force
from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.rulebook_change import articles_changed, proposal
from rankandfile.core.digest import digest
from tests.core.refusals.rule_amendments import LIMIT, PROPOSED, as_amended, proposing
from tests.core.refusals.stages import RULES
from tests.world import World, elect_delegates

from .test_convention import C1, CHAIRING, assemble, cards, take_up

MORE_WORDS = PROPOSED.replace(LIMIT, "limit = [{ words = 333 }]")
FEWER_WORDS = PROPOSED.replace(LIMIT, "limit = [{ words = 222 }]")
FOUR_TELLERS = PROPOSED.replace("tellers_agree = 3", "tellers_agree = 4")


def amended(*texts: str) -> World:
    """The proposal with these amendments to it, each with its seconders."""
    world = proposing()
    for number, text in enumerate(texts, 1):
        act = as_amended(world, text)
        world.does(act, text="As it should read.", rulebook=text)
        for by in (11, 12, 13, 14, 15):
            world.does(SecondAmendment(as_amended(world, text, by).by, world.now, f"M1-A{number}"))
    return world


def decided(world: World, *carry: bool) -> World:
    """Each amendment is voted on in its turn, and then the motion carries."""
    elect_delegates(world)
    assemble(world)
    take_up(world, "1")
    for number, carries in enumerate(carry, 1):
        if not world.state.amendments.amendments[f"M1-A{number}"].fate:
            cards(world, f"M1-A{number}", *((6, 1) if carries else (1, 6)))
    cards(world, "M1", 7, 0)
    return world


def closed(world: World) -> World:
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    world.does(CloseConvention(CHAIRING, world.now, C1))
    return world


def in_force(world: World) -> tuple[int, int]:
    """What became of the two rules that are amended here."""
    own = world.state.foundation.rulebook
    assert own is not None
    return own.voting.tellers_agree, own.amendments.limit[0].words


def test_an_amendment_that_carries_is_part_of_what_comes_into_force() -> None:
    world = closed(decided(amended(MORE_WORDS), True))
    assert in_force(world) == (3, 333)


def test_an_amendment_that_is_lost_changes_nothing() -> None:
    world = closed(decided(amended(MORE_WORDS), False))
    assert in_force(world) == (3, 300)
    assert rules_in_force(world.state) == world.state.motions.motions["M1"].rules


def test_amendments_to_different_articles_are_both_part_of_it() -> None:
    world = closed(decided(amended(MORE_WORDS, FOUR_TELLERS), True, True))
    assert in_force(world) == (4, 333)


def test_amendments_to_one_article_fall_with_each_other() -> None:
    world = amended(MORE_WORDS, FEWER_WORDS, FOUR_TELLERS)
    first = world.state.amendments.amendments["M1-A1"]
    assert falling(world.state, first, True) == ("M1-A2",)
    assert [(o.amendment, o.if_carried) for o in outlook(world.state, first)] == [
        ("M1-A2", "falls"),
        ("M1-A3", "stands"),
    ]
    world = closed(decided(world, True, True, True))
    assert world.state.amendments.amendments["M1-A2"].fate == "fell"
    assert in_force(world) == (4, 333)


def test_the_articles_that_a_motion_touches_are_those_of_the_proposal_as_amended() -> None:
    world = amended(MORE_WORDS)
    motion = world.state.motions.motions["M1"]
    before = articles_changed(world.state, motion)
    assert world.state.amendments.amendments["M1-A1"].articles
    world = decided(world, True)
    after = articles_changed(world.state, world.state.motions.motions["M1"])
    assert set(after) == set(before) | set(world.state.amendments.amendments["M1-A1"].articles)


def test_a_proposal_without_amendments_is_what_its_mover_brought() -> None:
    world = proposing()
    motion = world.state.motions.motions["M1"]
    assert proposal(world.state, motion) == (motion.rules, world.state.foundation.shelf[motion.rules])


def test_an_amendment_by_lines_to_the_reasons_stands_beside_one_to_the_rules() -> None:
    world = amended(MORE_WORDS)
    from rankandfile.core.chapters.amendments import MoveAmendment
    from tests.world import handle

    world.does(MoveAmendment(handle(43), world.now, "M1", "replace", 1, 1, lines=1), text="Better reasons.")
    world.does(MoveAmendment(handle(44), world.now, "M1", "instruct", lines=1), text="Number the articles anew.")
    first = world.state.amendments.amendments["M1-A1"]
    told = {o.amendment: o.if_carried for o in outlook(world.state, first)}
    assert told == {"M1-A2": "stands", "M1-A3": "ruling"}


def test_replay_gives_the_same() -> None:
    assert digest(amended(MORE_WORDS).state) == digest(amended(MORE_WORDS).state)
    assert RULES != PROPOSED
