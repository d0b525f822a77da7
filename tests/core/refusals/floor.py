"""The refusals of the floor and its votes, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.casting import CastVote, CastVotes, ReportCards
from rankandfile.core.chapters.speaking import AskToSpeak, CallSpeaker
from rankandfile.core.chapters.voting import CloseVote, DemandRollCall, PutToVote
from rankandfile.core.refusal import Refusal
from tests.world import LOT, TELLERS, TEXT, World, assemble, called, elect_delegates, handle, opened

from .stages import C1, CHAIRING, MOVER, SECONDERS, amendment, changed, in_item, on, people, subject, voting

NO_DEMAND = changed("roll_call_on_demand = 20", "roll_call_on_demand = 0")
TWO_DEMAND = changed("roll_call_on_demand = 20", "roll_call_on_demand = 2")
CHAIR_BREAKS = changed('comparison = "more-than" }', 'comparison = "more-than", tie = "chair" }')


def tie() -> World:
    """Three for, three against, one abstains; the chair has the casting vote."""
    world = voting("roll-call", CHAIR_BREAKS)
    world.does(CastVotes(handle(TELLERS[0]), world.now, "V1", 0, "yyynnna"))
    return world


def _over() -> World:
    """The vote is closed; nobody had voted."""
    world = voting()
    world.does(CloseVote(CHAIRING, world.now, "V1", LOT))
    return world


def twice_changed() -> World:
    """Two changes of the same article; the first is carried, the second on the floor."""
    world = called()
    for mover, words in ((41, 700), (72, 600)):
        text = changed("limit = [{ words = 300 }]", f"limit = [{{ words = {words} }}]")
        rules = world.shelve(text)
        number = world.move(mover, f"{TEXT} {words}", "rulebook-change", rules=rules)
        world.second(number, [*range(11, 20), *range(42, 51), 73, 74, 96, 97])
    elect_delegates(world)
    assemble(world)
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    world.does(PutToVote(CHAIRING, world.now, C1, subject(world), "roll-call"))
    world.does(CastVotes(handle(TELLERS[0]), world.now, "V1", 0, "yyyyyyy"))
    world.does(CloseVote(CHAIRING, world.now, "V1", LOT))
    world.does(TakeUpItem(CHAIRING, world.now, C1, "2"))
    return world


def _asked() -> World:
    world = in_item()
    world.does(AskToSpeak(people(world)[0][0], world.now, C1, "for"))
    return world


def _amended_on_floor() -> World:
    world = called()
    world.move(MOVER)
    world.second("M1", SECONDERS)
    world.does(amendment(world), text="Other words.")
    for number in (11, 12, 13, 14, 15):
        world.does(SecondAmendment(handle(number), world.now, "M1-A1"))
    elect_delegates(world)
    assemble(world)
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    return world


def _demanded(rulebook: str, count: int) -> World:
    world = in_item(rulebook)
    for person in people(world)[0][:count]:
        world.does(DemandRollCall(person, world.now, C1, subject(world)))
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "floor.no_item": lambda: on(opened(), lambda w: PutToVote(CHAIRING, w.now, C1, "item:99", "roll-call")),
    "floor.not_next": lambda: on(opened(), lambda w: TakeUpItem(CHAIRING, w.now, C1, "2")),
    "floor.item_open": lambda: on(in_item(), lambda w: TakeUpItem(CHAIRING, w.now, C1, "2")),
    "floor.no_open_item": lambda: on(opened(), lambda w: AskToSpeak(people(w)[0][0], w.now, C1, "for")),
    "floor.not_on_the_floor": lambda: on(opened(), lambda w: PutToVote(CHAIRING, w.now, C1, "M1", "roll-call")),
    "floor.no_voice": lambda: on(in_item(), lambda w: AskToSpeak(handle(39), w.now, C1, "for")),
    "floor.side": lambda: on(in_item(), lambda w: AskToSpeak(people(w)[0][0], w.now, C1, "loudly")),
    "floor.listed": lambda: on(_asked(), lambda w: AskToSpeak(people(w)[0][0], w.now, C1, "against")),
    "floor.not_listed": lambda: on(in_item(), lambda w: CallSpeaker(CHAIRING, w.now, C1, handle(39))),
    "floor.no_subject": lambda: on(opened(), lambda w: PutToVote(CHAIRING, w.now, C1, "lunch", "roll-call")),
    "floor.vote_open": lambda: on(voting(), lambda w: PutToVote(CHAIRING, w.now, C1, "close", "roll-call")),
    "floor.amendments_first": lambda: on(
        _amended_on_floor(), lambda w: PutToVote(CHAIRING, w.now, C1, subject(w), "roll-call")
    ),
    "floor.roll_call": lambda: on(
        _demanded(TWO_DEMAND, 2), lambda w: PutToVote(CHAIRING, w.now, C1, subject(w), "show-of-cards")
    ),
    "floor.no_demand": lambda: on(in_item(NO_DEMAND), lambda w: DemandRollCall(people(w)[0][0], w.now, C1, subject(w))),
    "floor.demanded": lambda: on(
        _demanded(TWO_DEMAND, 1), lambda w: DemandRollCall(people(w)[0][0], w.now, C1, subject(w))
    ),
    "floor.rulebook_changed": lambda: on(
        twice_changed(), lambda w: PutToVote(CHAIRING, w.now, C1, subject(w), "roll-call")
    ),
    "vote.unknown": lambda: on(in_item(), lambda w: CastVote(people(w)[0][0], w.now, "V1", "y")),
    "vote.closed": lambda: on(_over(), lambda w: CastVote(people(w)[0][0], w.now, "V1", "n")),
    "vote.method": lambda: on(voting("show-of-cards"), lambda w: CastVote(people(w)[0][0], w.now, "V1", "y")),
    "vote.no_elector": lambda: on(voting(), lambda w: CastVote(handle(39), w.now, "V1", "y")),
    "vote.choice": lambda: on(voting(), lambda w: CastVote(people(w)[0][0], w.now, "V1", "maybe")),
    "vote.too_many": lambda: on(
        voting("show-of-cards"), lambda w: ReportCards(handle(TELLERS[0]), w.now, "V1", 5, 5, 5)
    ),
    "vote.cards": lambda: on(voting("show-of-cards"), lambda w: CloseVote(CHAIRING, w.now, "V1", LOT)),
    "vote.division": lambda: on(voting(), lambda w: CastVotes(handle(TELLERS[0]), w.now, "V1", 0, "y" * 8)),
    "vote.tie": lambda: on(tie(), lambda w: CloseVote(CHAIRING, w.now, "V1", LOT)),
}
