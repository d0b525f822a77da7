"""An election with a board, as far as it has come: what its tests and its refusals begin with."""

from msgspec.structs import replace

from rankandfile.core.chapters.board_opening import OpenBoard, PublishResult, ShuffleBoard
from rankandfile.core.chapters.board_roll import electors
from rankandfile.core.chapters.boards import AdvanceBoard, CloseBoard, SetUpBoard, is_ranked
from rankandfile.core.ids import CLOCK, ElectionId
from tests.world import SECRETARY, TELLERS, World, called, handle
from tests.world import opened as convention

from ..rulebook.texts import DEFAULT

CLAUSE = """
[ballots]
article = "19"
title = "Secret ballots"
form = "verifiable"
officer = "secretary"
authority = "credentials"
trustee = "teller"
number = 3
threshold = 2
"""
BARE = DEFAULT.replace(DEFAULT[DEFAULT.index("[ballots]") : DEFAULT.index("# --- Data protection")], "")
"""The preset, in which nothing is said of ballots."""
RULES = BARE + CLAUSE
TRUSTEES = (*(handle(number) for number in TELLERS), handle(72))
E1 = ElectionId("E1")
PRINT = "A" * 43


CHAIRS = ElectionId("E5")
"""The election of the chair, which the convention has on its agenda."""


def sitting(rules: str = RULES.replace("threshold = 2", "plain_up_to = 2\nthreshold = 2")) -> World:
    """The convention has opened, and more are present than a plain ballot is enough for."""
    world = convention(rules)
    world.appoint(72, "teller")
    return world


def head(number: int) -> str:
    """The head of a board after so many steps."""
    return f"{number:064x}"


def waiting(rules: str = RULES) -> World:
    """Nominations of the north's delegates are closed; three people can be trustees."""
    world = called(rules)
    world.appoint(72, "teller")
    world.wait(world.at("delegate-nominations-open"))
    world.stand(E1, [11, 12, 13])
    world.wait(world.at("delegate-nominations-close"))
    return world


def setting_up(world: World, **changes: object) -> SetUpBoard:
    """The returning officer's act, as it should be but for these changes."""
    own = world.state.elections.elections[E1]
    act = SetUpBoard(
        handle(SECRETARY), world.now, E1, PRINT, PRINT, len(electors(world.state, own)), TRUSTEES, 2, head(1), head(2)
    )
    return replace(act, **changes)


def set_up(rules: str = RULES) -> World:
    """The board stands."""
    world = waiting(rules)
    world.does(setting_up(world))
    return world


def voting(rules: str = RULES) -> World:
    """Five ballots are on the board."""
    world = set_up(rules)
    world.wait(world.at("delegate-voting-opens"))
    world.does(AdvanceBoard(CLOCK, world.now, E1, 5, head(7)))
    return world


def closed(rules: str = RULES) -> World:
    """Six ballots by five voters are on the board, and no more come."""
    world = voting(rules)
    world.wait(world.at("delegate-voting-closes"))
    world.does(CloseBoard(CLOCK, world.now, E1, 6, 5, head(8)))
    return world


def shuffled(rules: str = RULES) -> World:
    """Two trustees have shuffled."""
    world = closed(rules)
    if not is_ranked(world.state, world.state.boards.boards[E1]):
        return world
    for place in (0, 1):
        world.does(ShuffleBoard(TRUSTEES[place], world.now, E1, head(9 + place)))
    return world


def opened(rules: str = RULES) -> World:
    """Two trustees have given their share."""
    world = shuffled(rules)
    for place in (0, 2):
        world.does(OpenBoard(TRUSTEES[place], world.now, E1, head(11 + place)))
    return world


def published(rules: str = RULES) -> World:
    """The result stands on the board."""
    world = opened(rules)
    world.does(PublishResult(CLOCK, world.now, E1, head(20)))
    return world
