"""Every article of the default rulebook, once obeyed and once broken.

`OBEYED` is a world in which the article was followed, and what shows it; `BROKEN` the code of the refusal that whoever
breaks it meets (provoked in `test_refusals.py`), or what the record then shows. Articles that no act can touch yet
stand in `LATER` with the chapter that will bring them to life.
"""

from collections.abc import Callable

import pytest

from rankandfile.core.chapters.bulletin import SubmitDocument
from rankandfile.core.chapters.delegates import delegates_of
from rankandfile.core.chapters.meetings import current, in_session
from rankandfile.core.chapters.members import TransferMember
from rankandfile.core.chapters.offices import has_power, holders
from rankandfile.core.chapters.picture import position
from rankandfile.core.chapters.quorum import quorum_needed
from rankandfile.core.chapters.standing import class_of, find, in_good_standing
from rankandfile.core.ids import BranchId
from rankandfile.core.rulebook.articles import articles
from rankandfile.core.rulebook.parse import parse
from rankandfile.core.rulebook.schema import Rulebook
from rankandfile.shell.presets import preset_text
from tests.world import CHAIR, World, called, elect_delegates, handle, opened, organisation

from .chapters import procedures, sitting
from .refusals.stages import SECONDERS, in_item, voting, with_amendment
from .test_refusals import PROVOKED

NORTH = BranchId("north")


def _holds(post: str, number: int, power: str) -> Callable[[], bool]:
    """Whoever holds the post has its power, and somebody else has not."""

    def shown() -> bool:
        world = organisation()
        world.appoint(number, post)
        has, lacks = handle(number), handle(39)
        return has_power(world.state, has, power, "", world.now) and not has_power(
            world.state, lacks, power, "", world.now
        )

    return shown


def _elected(post: str, number: int, nominators: int = 0) -> Callable[[], bool]:
    """The convention elects the post, and whoever was elected holds it."""

    def shown() -> bool:
        from rankandfile.core.chapters.balloting import CloseVoting, OpenVoting
        from rankandfile.core.chapters.nominations import SupportNomination
        from tests.world import assemble

        world = called()
        world.wait(world.at("candidates-open"))
        election = next(e.id for e in world.state.elections.elections.values() if e.post == post)
        world.stand(election, [number])
        for nominator in range(30, 30 + nominators):
            world.does(SupportNomination(handle(nominator), world.now, election, handle(number)))
        elect_delegates(world)
        assemble(world)
        world.does(OpenVoting(handle(CHAIR), world.now, election))
        for person in world.state.meetings.conventions["C1"].present:
            world.votes(election, int(person, 16), "1")
        world.does(CloseVoting(handle(CHAIR), world.now, election))
        world.strike()
        return handle(number) in [h.person for h in holders(world.state, post, world.now)]

    return shown


def _transferred() -> bool:
    world = organisation()
    world.does(TransferMember(handle(11), world.now, handle(11), BranchId("south")))
    return in_good_standing(world.state, handle(11), world.now)


def _document() -> bool:
    world = called()
    world.does(SubmitDocument(handle(11), world.now, "C1"), title="On rent", text="Text.")
    world.wait(world.at("issue-1"))
    return "D1" in world.state.bulletin.published


def _placed(business: str, capacity: str = "member", mover: int = 41) -> Callable[[], bool]:
    def shown() -> bool:
        world = called()
        more = {"rules": world.shelve(preset_text("small-assembly"))} if business == "rulebook-change" else {}
        motion = world.move(mover, business=business, capacity=capacity, **more)
        if business != "report":
            world.second(motion, [*SECONDERS, *range(15, 20), *range(45, 50), 96])
        return bool(world.state.motions.motions[motion].placed)

    return shown


def _goes_to(world: World, business: str, number: int, capacity: str = "member") -> bool:
    act = sitting.motion_act(world, number, "Another text.", business, capacity=capacity)
    if world.now < sitting.meeting(world).opens:
        world.does(act, title="A motion", text="Another text.")
    return any(m.business == business for m in world.state.motions.motions.values())


def _decided(yes: int, no: int) -> bool:
    from .chapters.test_convention import cards, take_up

    world = opened()
    motion = take_up(world, "1")
    cards(world, motion, yes, no)
    return world.state.motions.motions[motion].fate == "carried"


def _agenda_by_section(world: World) -> list[str]:
    return [i.section for i in sorted(world.state.floor.agenda["C1"].values(), key=lambda i: i.place)]


def _nothing_goes_on_before_a_ruling() -> bool:
    """A point is raised and ruled on, and then the item goes on."""
    world = in_item()
    point = procedures.raises(world, "point-of-order")
    waits = position(world.state, procedures.C1, world.now) == "ruling"
    procedures.rules_on(world, point.id, False)
    return waits and position(world.state, procedures.C1, world.now) == "motion"


def _carries(choices: str, motion: str) -> bool:
    """Whether these votes carry the motion, which one other supports."""
    world = in_item()
    if motion == "appeal":
        procedures.rules_on(world, procedures.raises(world, "point-of-order").id, False)
    own = procedures.raises(world, motion)
    procedures.seconds(world, own.id, 1)
    procedures.votes(world, own.id, choices)
    return procedures.latest(world).fate == "carried"


OBEYED: dict[str, Callable[[], bool]] = {
    "2": _transferred,
    "2.1": lambda: class_of(organisation().state, find(organisation().state, handle(11))).vote,  # type: ignore[arg-type]
    "2.2": lambda: PROVOKED["member.class_may_not"]().article == "2.2",
    "3": lambda: NORTH in organisation().state.branches.branches,
    "4.1": lambda: in_session(current(opened().state)) and quorum_needed(opened().state, "C1") == 4,
    "4.2": lambda: quorum_needed(sitting.executive().state, sitting.S1) == 3,
    "4.3": lambda: in_session(sitting.meeting(sitting.gathered())),
    "5.1": _holds("chair", 20, "chair"),
    "5.2": _elected("secretary", 20, 5),
    "5.3": _holds("treasurer", 20, "roll"),
    "5.4": _elected("executive-member", 20, 5),
    "5.5": lambda: PROVOKED["election.not_vacant"]().article == "5.5",
    "5.6": _elected("teller", 20),
    "5.7": _elected("minute-taker", 20),
    "5.8": _elected("credentials", 20),
    "5.9": _elected("organiser", 20),
    "6": lambda: len(delegates_of(opened().state, "C1")) == 7,
    "7": lambda: called().state.meetings.current == "C1",
    "7.1": lambda: sitting.meeting(sitting.convened()).branch == NORTH,
    "7.2": lambda: sitting.meeting(sitting.executive()).body == "executive",
    "8": _document,
    "9.1": _placed("report", "executive", CHAIR),
    "9.2": _placed("policy"),
    "9.3": _placed("rulebook-change"),
    "9.4": _placed("emergency"),
    "9.5": lambda: _goes_to(sitting.gathered(), "branch-motion", 21),
    "9.6": lambda: _goes_to(sitting.executive(), "executive-motion", CHAIR, "executive"),
    "10": lambda: len(with_amendment().state.amendments.amendments) == 1,
    "11": lambda: _agenda_by_section(opened())[:2] == ["policy", "policy"],
    "11.4": lambda: "policy" in _agenda_by_section(opened()),
    "11.5": lambda: [i.section for i in sitting.gathered().state.floor.agenda[sitting.S1].values()] == ["branch"] * 2,
    "12.1": lambda: _decided(4, 3),
    "16.2": lambda: PROVOKED["ruling.made"]().article == "16.2",
    "16.3": lambda: PROVOKED["discussion.enough"]().article == "16.3",
    "13": lambda: voting("show-of-cards").state.floor.votes["V1"].method == "show-of-cards",
    "28": _nothing_goes_on_before_a_ruling,
    "28.1": lambda: _carries("yyyynnn", "appeal"),
    "28.2": lambda: _carries("yyyyynn", "closure") and not _carries("yyyynnn", "closure"),
}

BROKEN: dict[str, str] = {
    "2": "member.same_branch",
    "2.1": "member.arrears",
    "2.2": "member.class_may_not",
    "3": "branch.exists",
    "4.1": "convention.quorum",
    "4.2": "convention.quorum",
    "4.3": "convention.quorum",
    "5.1": "post.elected",
    "5.2": "member.power",
    "5.3": "member.power",
    "5.4": "election.slate_size",
    "5.5": "election.not_your_body",
    "5.6": "vote.cards",
    "5.7": "convention.minutes",
    "5.8": "convention.desk",
    "5.9": "post.full",
    "6": "delegate.elected_here",
    "7": "convention.notice",
    "7.1": "meeting.notice",
    "7.2": "meeting.no_branch",
    "8": "bulletin.words",
    "9.1": "motion.mover",
    "9.2": "motion.closed",
    "9.3": "motion.rulebook",
    "9.4": "motion.empty",
    "9.5": "meeting.outside",
    "9.6": "motion.elsewhere",
    "10": "amendment.lines",
    "11": "floor.not_next",
    "11.4": "floor.item_open",
    "11.5": "floor.not_next",
    "12.1": "vote.tie",
    "16.2": "ruling.not_named",
    "16.3": "discussion.words",
    "13": "floor.demanded",
    "28": "procedure.point_first",
    "28.1": "procedure.nothing-ruled",
    "28.2": "procedure.speeches",
}

LATER = {
    "1": "a statement: nothing in it can be broken",
    "10.1": "obeyed: chapters/test_parts.py; broken: refusals/parts.py",
    "10.2": "obeyed: chapters/test_composites.py; broken: refusals/composites.py",
    "11.1": "obeyed and broken with article 11",
    "11.2": "obeyed and broken with article 11",
    "11.3": "obeyed and broken with article 11",
    "11.6": "obeyed: chapters/test_sittings.py; broken with article 11",
    "12.2": "two thirds of seven is five: chapters/test_convention.py",
    "12.3": "three quarters of seven is six: chapters/test_convention.py",
    "14": "tiers: chapters/test_convention.py",
    "14.1": "tiers: chapters/test_convention.py",
    "14.2": "tiers: chapters/test_convention.py",
    "15": "dissolution",
    "16.1": "a ruling, by a person",
    "23": "obeyed: chapters/test_presence.py; broken: refusals/presence.py",
    "22": "obeyed: chapters/test_speaking.py; broken: refusals/speaking.py",
    "22.1": "obeyed: chapters/test_speaking.py; broken: refusals/speaking.py",
    "16.2(a)": "obeyed and broken with article 16.2",
    "16.2(b)": "obeyed and broken with article 16.2",
    "16.2(c)": "obeyed and broken with article 16.2",
    "16.3(a)": "obeyed and broken with article 16.3",
    "16.3(b)": "obeyed and broken with article 16.3",
    "16.3(c)": "obeyed and broken with article 16.3",
    "18": "obeyed: chapters/test_erasing.py; broken: refusals/erasing.py",
    "25": "obeyed: chapters/test_boards.py; broken: refusals/boards.py",
    "17": "witnesses, asked by the server: shell/test_cosigning.py",
}


def test_every_article_of_the_default_rulebook_stands_here() -> None:
    rulebook = parse(preset_text("member-democracy"))
    assert isinstance(rulebook, Rulebook)
    assert set(articles(rulebook)) == set(OBEYED) | set(LATER)
    assert set(OBEYED) == set(BROKEN)


@pytest.mark.parametrize("article", OBEYED)
def test_an_article_obeyed_has_its_effect(article: str) -> None:
    assert OBEYED[article]()


@pytest.mark.parametrize("article", BROKEN)
def test_an_article_broken_is_refused(article: str) -> None:
    assert PROVOKED[BROKEN[article]]().code == BROKEN[article]
