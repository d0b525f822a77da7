"""A meeting with standing orders, for tests: who raises, supports, rules, puts, and how everybody votes."""

from rankandfile.core.act import Effect
from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.casting import CastVotes
from rankandfile.core.chapters.meetings import present_voters
from rankandfile.core.chapters.points import RulePoint
from rankandfile.core.chapters.procedural import Procedural, RaiseProcedural
from rankandfile.core.chapters.supporting import SecondProcedural
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.refusal import Refusal
from rankandfile.shell.presets import preset_text
from tests.world import CHAIR, LOT, TELLERS, World, handle, opened

C1, CHAIRING = "C1", handle(CHAIR)


def without_procedure(text: str) -> str:
    """The rulebook without its clause on procedure."""
    before, _, after = text.partition("# --- Standing orders")
    return before + "# --- Data protection" + after.partition("# --- Data protection")[2]


RULES = without_procedure(preset_text("member-democracy"))


def rules(school: str = "british", rows: str = "", more: str = "") -> str:
    """The default rulebook with this usage, rows of its own, and other clauses."""
    return f'{RULES}\n[procedure]\narticle = "20"\nschool = "{school}"\n{rows}\n{more}'


def row(motion: str, article: str, *keys: str) -> str:
    """A row of the clause."""
    return "\n".join(("", "[[procedure.motions]]", f'article = "{article}"', f'id = "{motion}"', *keys, ""))


def between(school: str = "british", rows: str = "", more: str = "") -> World:
    """In session, two motions on the agenda, no item open."""
    return opened(rules(school, rows, more))


def debating(school: str = "british", rows: str = "", more: str = "") -> World:
    """And the first motion on the floor."""
    world = between(school, rows, more)
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    return world


def voters(world: World) -> tuple[str, ...]:
    """Those present with a vote."""
    return present_voters(world.state.meetings.conventions[C1])


def raises(world: World, motion: str, by: int = 0, about: str = "", minutes: int = 0) -> Procedural:
    """The voter of this place raises it."""
    world.does(RaiseProcedural(voters(world)[by], world.now, C1, motion, about, minutes))
    return latest(world)


def why_not(world: World, motion: str, by: int = 0, about: str = "", minutes: int = 0) -> Refusal:
    """Why the voter of this place cannot."""
    return world.refused(RaiseProcedural(voters(world)[by], world.now, C1, motion, about, minutes))


def latest(world: World) -> Procedural:
    """What was raised last, as it stands now."""
    return list(world.state.procedure.raised.values())[-1]


def seconds(world: World, number: str, *by: int) -> None:
    """Voters of these places support it."""
    for place in by:
        world.does(SecondProcedural(voters(world)[place], world.now, number))


def placed(world: World, motion: str, by: int = 0, about: str = "", minutes: int = 0) -> Procedural:
    """It is raised and has its support."""
    own = raises(world, motion, by, about, minutes)
    others = [place for place in range(len(voters(world))) if place != by]
    for place in others:
        if latest(world).placed:
            break
        seconds(world, own.id, place)
    return latest(world)


def rules_on(world: World, number: str, upheld: bool) -> tuple[Effect, ...]:
    """The chair rules, with a reason."""
    return world.does(RulePoint(CHAIRING, world.now, number, upheld), ruling="Because of article 11.")


def votes(world: World, subject: str, choices: str, by: str = CHAIRING) -> tuple[Effect, ...]:
    """The chair puts it by roll call, all vote so, the chair closes; what follows."""
    world.does(PutToVote(by, world.now, C1, subject, "roll-call"))
    vote = world.state.floor.open_vote[C1]
    world.does(CastVotes(handle(TELLERS[0]), world.now, vote, 0, choices))
    return world.does(CloseVote(by, world.now, vote, LOT))


def carries(world: World, motion: str, about: str = "", minutes: int = 0) -> list[str]:
    """It is raised, supported and carried by all; the kinds of what follows."""
    own = placed(world, motion, 0, about, minutes)
    return [type(effect).__name__ for effect in votes(world, own.id, "y" * 7)]
