"""The refusals of the speakers' list, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.casting import CastVotes
from rankandfile.core.chapters.debating import CLOSE_LIST, END_DEBATE, CallOutOfTurn, DeclareGroups
from rankandfile.core.chapters.delegates import delegates_of
from rankandfile.core.chapters.speaking import AskToSpeak, BeginSpeech, CallSpeaker, EndSpeech
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import Handle
from rankandfile.core.refusal import Refusal
from tests.world import DESK, LOT, TELLERS, TEXT, World, assemble, called, elect_delegates, handle

from .stages import C1, CHAIRING, RULES, SECONDERS, changed, in_item, on, subject

NO_CLAUSE = RULES[: RULES.index("[speaking]")] + RULES[RULES.index("# --- Who is there") :]
TWO_AT_MOST = changed('reply = "3 minutes"', 'reply = "3 minutes"\nat_most = 2')


def delegates(world: World) -> list[Handle]:
    """Everybody who sits as a delegate, in the order of the branches."""
    return [d.person for d in delegates_of(world.state, C1)]


def asked(world: World, *sides: str) -> list[Handle]:
    """As many delegates ask for the floor, one for each side, a second apart; who they are."""
    people = delegates(world)[: len(sides)]
    for person, side in zip(people, sides, strict=True):
        world.wait(world.now + 1)
        world.does(AskToSpeak(person, world.now, C1, side))
    return people


def debated(*sides: str, rulebook: str | None = None) -> World:
    """An item on the floor, and a list."""
    world = in_item(rulebook)
    asked(world, *sides)
    return world


def voted(world: World, about: str) -> None:
    """The meeting votes for it, all but one."""
    world.does(PutToVote(CHAIRING, world.now, C1, about, "roll-call"))
    number = world.state.floor.open_vote[C1]
    electors = len(world.state.floor.votes[number].electorate)
    world.does(CastVotes(handle(TELLERS[0]), world.now, number, 0, "y" * (electors - 1) + "n"))
    world.does(CloseVote(CHAIRING, world.now, number, LOT))


def closed(about: str = CLOSE_LIST) -> World:
    """The meeting closed the list, or ended the debate."""
    world = debated("for")
    voted(world, about)
    return world


def mover(world: World) -> Handle:
    """The mover of the motion on the floor."""
    return world.state.motions.motions[subject(world)].mover


def with_reply() -> World:
    """The mover of the motion is a delegate, present, and waits to reply."""
    world = moved_by_a_delegate()
    world.does(AskToSpeak(mover(world), world.now, C1, "reply"))
    return world


def moved_by_a_delegate() -> World:
    """The item on the floor is the motion of somebody who is present."""
    world = called()
    world.second(world.move(12, TEXT), [11, 13, 14, 15, *SECONDERS[4:]])
    elect_delegates(world)
    assemble(world)
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    return world


def replied() -> World:
    """And has replied."""
    world = with_reply()
    world.does(CallSpeaker(CHAIRING, world.now, C1, mover(world)))
    return world


def speaking() -> World:
    """Somebody has the floor, and the time runs."""
    world = debated("for")
    world.does(CallSpeaker(CHAIRING, world.now, C1, delegates(world)[0]))
    world.does(BeginSpeech(CHAIRING, world.now, C1))
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "speaking.desk": lambda: on(in_item(), lambda w: AskToSpeak(handle(50), w.now, C1, "for", delegates(w)[0])),
    "speaking.absent": lambda: on(in_item(), lambda w: AskToSpeak(handle(DESK), w.now, C1, "for", handle(39))),
    "speaking.not_next": lambda: on(
        debated("against", "for"), lambda w: CallSpeaker(CHAIRING, w.now, C1, delegates(w)[0])
    ),
    "speaking.is_next": lambda: on(debated("for"), lambda w: CallOutOfTurn(CHAIRING, w.now, C1, delegates(w)[0])),
    "speaking.closed": lambda: on(closed(), lambda w: AskToSpeak(delegates(w)[1], w.now, C1, "for")),
    "speaking.full": lambda: on(
        debated("for", "against", rulebook=TWO_AT_MOST), lambda w: AskToSpeak(delegates(w)[2], w.now, C1, "question")
    ),
    "speaking.not_mover": lambda: on(in_item(), lambda w: AskToSpeak(delegates(w)[0], w.now, C1, "reply")),
    "speaking.replied": lambda: on(replied(), lambda w: AskToSpeak(mover(w), w.now, C1, "reply")),
    "speaking.nobody": lambda: on(in_item(), lambda w: EndSpeech(CHAIRING, w.now, C1)),
    "speaking.running": lambda: on(speaking(), lambda w: BeginSpeech(CHAIRING, w.now, C1)),
    "speaking.group": lambda: on(in_item(), lambda w: DeclareGroups(delegates(w)[0], w.now, C1, ("tall",))),
    "speaking.reply_waits": lambda: on(with_reply(), lambda w: PutToVote(CHAIRING, w.now, C1, subject(w), "roll-call")),
    "speaking.waiting": lambda: on(
        debated("for"), lambda w: PutToVote(CHAIRING, w.now, C1, subject(w), "show-of-cards")
    ),
    "speaking.over": lambda: on(closed(END_DEBATE), lambda w: PutToVote(CHAIRING, w.now, C1, CLOSE_LIST, "roll-call")),
    "speaking.no_clause": lambda: on(
        in_item(NO_CLAUSE), lambda w: PutToVote(CHAIRING, w.now, C1, END_DEBATE, "roll-call")
    ),
}
