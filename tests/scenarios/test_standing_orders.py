"""A sitting under standing orders in a real record: raised, ruled on, overturned, suspended, cut off, verified."""

from pathlib import Path

from rankandfile.core.chapters.agenda import TakeUpItem, items
from rankandfile.core.chapters.casting import CastVotes
from rankandfile.core.chapters.consenting import TakeOutOfConsent
from rankandfile.core.chapters.delegates import delegates_of
from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.points import RulePoint
from rankandfile.core.chapters.procedural import RaiseProcedural
from rankandfile.core.chapters.supporting import SecondProcedural
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import ConventionId
from rankandfile.shell.presets import preset_text
from tests.living import Living, living
from tests.world import CHAIR, LOT, SECRETARY, TELLERS, assemble, elect_delegates, handle

C1, CHAIRING = ConventionId("C1"), handle(CHAIR)
POLICY = 'business = ["policy"]\n'
RULES = preset_text("member-democracy").replace(
    POLICY, POLICY + 'minutes = 30\nguillotine = "later"\nconsent = true\n'
)  # fmt: skip


def people(live: Living) -> list[str]:
    """The delegates, whoever presides left out."""
    return [d.person for d in delegates_of(live.state, C1) if d.person != CHAIRING]


def raised(live: Living, name: str, about: str = "", minutes: int = 0) -> str:
    """One raises it, others support it; its number."""
    first, *others = people(live)
    live.does(RaiseProcedural(first, live.now, C1, name, about, minutes), reason="Because.")
    number = list(live.state.procedure.raised)[-1]
    for person in others:
        if live.state.procedure.raised[number].placed:
            break
        live.does(SecondProcedural(person, live.now, number))
    return number


def votes(live: Living, subject: str, choices: str) -> None:
    """By roll call, closed by the chair."""
    live.does(PutToVote(CHAIRING, live.now, C1, subject, "roll-call"))
    vote = live.state.floor.open_vote[C1]
    electors = len(live.state.floor.votes[vote].electorate)
    live.does(CastVotes(handle(TELLERS[0]), live.now, vote, 0, choices[:electors]))
    live.does(CloseVote(CHAIRING, live.now, vote, LOT))


def fates(live: Living) -> dict[str, str]:
    """What became of each motion."""
    return {m.id: m.fate for m in live.state.motions.motions.values()}


def test_a_sitting_under_standing_orders_is_decided_again_from_its_export(tmp_path: Path) -> None:
    with living(tmp_path / "home", RULES) as live:
        live.call(handle(SECRETARY))
        for mover in range(50, 56):
            live.second(live.move(mover, f"Moved by {mover}."), [11, 12, 13, 14, 42, 43, 44, 73, 74, 75])
        elect_delegates(live)
        assemble(live)
        listed = [i.id for i in items(live.state, C1) if i.section == "policy"]
        for item in listed[:5]:
            live.does(TakeOutOfConsent(people(live)[0], live.now, C1, item))
        votes(live, "consent:policy", "yyyyyyy")

        live.does(TakeUpItem(CHAIRING, live.now, C1, listed[0]))
        point = raised(live, "point-of-order")
        live.does(RulePoint(CHAIRING, live.now, point, False), ruling="Article 11 was kept.")
        votes(live, raised(live, "appeal"), "yyyynnn")
        votes(live, raised(live, "closure"), "yyyyynn")
        votes(live, live.state.floor.agenda[C1][listed[0]].about, "yyyynnn")

        live.does(TakeUpItem(CHAIRING, live.now, C1, listed[1]))
        votes(live, raised(live, "recess", minutes=10), "yyyyyyy")
        live.wait(live.now + 600)
        votes(live, raised(live, "refer", about="executive"), "yyyyyyy")

        live.does(TakeUpItem(CHAIRING, live.now, C1, listed[2]))
        live.restarted()
        votes(live, raised(live, "lay-aside"), "yyyyyyy")
        votes(live, raised(live, "suspend", about="11"), "yyyyyyy")
        live.does(TakeUpItem(CHAIRING, live.now, C1, listed[4]))
        live.wait(live.now + 1800)
        votes(live, live.state.floor.agenda[C1][listed[4]].about, "nnnnyyy")

        live.wait(current(live.state).closes)  # type: ignore[union-attr]
        live.does(CloseConvention(CHAIRING, live.now, C1))
        assert sorted(fates(live).values()) == ["carried", "carried", "lost", "referred", "unreached", "unreached"]
        assert live.state.procedure.raised[point].overturned
        assert live.state.procedure.fallen[C1] == ("policy",)
        assert live.audited().findings == ()
