"""The captor and the bulletin, with every right of an officer and with the server's database.

Each attack names its guarantee: G1 (withhold, delay, shorten, hide), G2 (reorder, bury), G3 (clones that take
seconders), G4 (the last evening), G9 (a text that is edited behind the record's back).
"""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import TypeAlias

import pytest

from rankandfile.core import engine
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.answering import AnswerMotion
from rankandfile.core.chapters.bulletin import OF_MEMBERS, SubmitDocument, issue, part_of
from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.ids import Lot, Moment
from rankandfile.core.lots import drawn_order
from rankandfile.core.rulebook.guarantees import guarantees
from rankandfile.core.rulebook.parse import parse
from rankandfile.core.rulebook.schema import Rulebook
from rankandfile.record.leaf import decode
from rankandfile.record.lot import lot
from rankandfile.shell.presets import preset_text
from tests.living import Living
from tests.world import CHAIR, SECRETARY, TEXT, WEEK, handle

from .site import MEMBERS, Site
from .software import honest, tampered

At: TypeAlias = Callable[[str], Site]
ENOUGH = [11, 12, 13, 14, 42, 43, 44, 73, 74, 75]
OFFICERS = (CHAIR, SECRETARY)


def document(own: Living, number: int, **more: str) -> SubmitDocument:
    return SubmitDocument(handle(number), own.now, own.state.meetings.current, **more)  # type: ignore[arg-type]


def places(own: Living, number: int = 1) -> list[str]:
    return [item for item, _ in issue(own.state, own.state.meetings.current, number)]


def seed_before(own: Living) -> Lot:
    """The public lot that is drawn next, if nothing is recorded before it."""
    head = own.secretary.store.head()
    return lot(own.secretary.store.tree().root(), head.size)


# --- G1: withhold, delay, shorten, hide


def test_no_officer_moves_the_hour_of_an_issue_once_it_is_called(own: Living) -> None:
    """G1: delayed. The timetable is fixed at the call; no act touches it, a second call is refused."""
    before = own.state.meetings.conventions["C1"].timetable  # type: ignore[index]
    later = Moment(own.now + 40 * WEEK)
    for officer in OFFICERS:
        own.refused(CallConvention(handle(officer), own.now, later, Moment(later + 86_400)), place="Elsewhere")
    acting = [act.__name__ for act in engine.ACTS if re.search(r"Issue|Timetable|Postpone|Deadline", act.__name__)]
    assert acting == []
    assert own.state.meetings.conventions["C1"].timetable == before  # type: ignore[index]


def test_what_was_handed_in_a_second_before_the_issue_stands_in_it(own: Living) -> None:
    """G1: withheld as "too late"."""
    own.now = Moment(own.at("issue-1") - 1)
    own.does(document(own, 42), title="Late but in time", text=TEXT)
    own.wait(own.at("issue-1"))
    assert places(own) == ["D1"]


def test_an_issue_leaves_nothing_out_whatever_its_officers_think_of_it(
    own: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G1: withheld. The operator's software drops a document from the issue; the verifier decides the issue again."""
    for author in (42, 43, 44):
        own.does(document(own, author), title=f"Of {author}", text=TEXT)
    tampered(monkeypatch, lambda state, act, effects: tuple(e for e in effects if getattr(e, "item", "") != "D2"))
    own.wait(own.at("issue-1"))
    assert "D2" not in places(own)
    honest(monkeypatch)
    found = own.audited().findings
    assert {finding.code for finding in found} == {"effect.differs"}


def test_a_text_is_published_as_long_as_it_was_and_its_author_can_show_it(own: Living) -> None:
    """G1: shortened. The entry is bound to every word; no act changes one, and a shorter text is not its text."""
    own.does(document(own, 42), title="Rent", text=TEXT * 20)
    own.wait(own.at("issue-1"))
    kept = own.secretary.value(own.state.bulletin.documents["D1"].entry, "text")  # type: ignore[index]
    assert kept == TEXT * 20
    assert not [act.__name__ for act in engine.ACTS if re.match(r"(Shorten|Cut|Abridge|Edit|Revise)", act.__name__)]


def test_every_member_reads_the_same_page_the_same_paper_and_the_same_issue(site: At) -> None:
    """G1: hidden from some. What a member is shown does not depend on who it is."""
    there = site("papers")
    for path, part in (
        ("/motions/M1/", r'<ol class="numbered.*?</ol>'),
        ("/bulletin/D1/", r'<div class="text.*?</div>'),
    ):
        shown = {re.search(part, page(there, number, path), re.DOTALL)[0] for number in MEMBERS}  # type: ignore[index]
        assert len(shown) == 1
    there.live.wait(there.live.at("issue-1"))
    papers = {there.as_(number).get("/bulletin/C1/issue/1/paper.md").content for number in MEMBERS}
    assert len(papers) == 1
    items = {re.sub(r'name="csrf\w+" value="\w+"', "", main(there, number)) for number in MEMBERS}
    assert len(items) == 1


def page(there: Site, number: int, path: str) -> str:
    answer = there.as_(number).get(path)
    assert answer.status_code == 200, (number, path)
    return answer.content.decode()


def main(there: Site, number: int) -> str:
    whole = page(there, number, "/bulletin/C1/issue/1/")
    found = re.search(r'<div id="issue".*?</main>', whole, re.DOTALL)
    assert found is not None
    return found[0]


# --- G2: reorder, bury


def test_the_last_act_before_the_hour_changes_the_whole_order_so_nobody_can_know_it_before(own: Living) -> None:
    """G2: reordered by who acts last. Any entry changes the seed; the order is drawn from all entries before it."""
    for author in range(42, 50):
        own.does(document(own, author), title=f"Of {author}", text=TEXT)
    own.now = Moment(own.at("issue-1") - 1)
    own.strike()
    expected = drawn_order(seed_before(own), "C1/issue-1", [f"D{n}" for n in range(1, 9)])
    own.does(document(own, CHAIR), title="Of the chair", text=TEXT)
    own.wait(own.at("issue-1"))
    assert [item for item in places(own) if item != "D9"] != list(expected)


def test_reports_flood_their_own_part_and_no_other_and_end_at_their_number(own: Living) -> None:
    """G2: buried under reports. They stand apart whatever they are called, and a body has as many as anybody."""
    own.move(41)
    own.does(document(own, 42), title="Rent", text=TEXT)
    for number in range(5):
        own.does(document(own, CHAIR, capacity="executive"), title=f"Motion {number} for decision", text=TEXT)
    refusal = own.refused(document(own, CHAIR, capacity="executive"), title="One more", text=TEXT)
    assert (refusal.code, refusal.article) == ("bulletin.per_author", "8")
    own.wait(own.at("issue-1"))
    parts = {
        kind: [item for item in places(own) if part_of(own.state, item) == kind] for kind in ("decision", "discussion")
    }
    assert parts == {"decision": ["M1"], "discussion": ["D1"]}


def test_a_report_cannot_be_smuggled_among_the_texts_of_members(own: Living) -> None:
    """G2: dressed up. Whoever writes for a body writes a report; who writes as a member is one member."""
    own.does(document(own, CHAIR, capacity="executive"), title="A member's view", text=TEXT)
    assert part_of(own.state, "D1") == "report"
    for number in range(5):
        own.does(document(own, CHAIR), title=f"As a member {number}", text=TEXT)
    assert own.refused(document(own, CHAIR), title="Again", text=TEXT).code == "bulletin.per_author"
    assert "executive" not in OF_MEMBERS


def test_no_officer_says_what_somebody_elses_text_is_about(own: Living) -> None:
    """G2: moved to the last subject. Only its author names it, with the text; no act changes it."""
    fields = {act.__name__ for act in engine.ACTS if "subject" in act.__struct_fields__}
    assert {"SubmitDocument", "MoveMotion"} <= fields
    assert not [name for name in fields if name not in ("SubmitDocument", "MoveMotion") and "Document" in name]


# --- G3: clones


def test_clones_of_a_motion_come_nowhere_without_seconders_of_their_own(own: Living) -> None:
    """G3: drowned in copies. Each copy needs the support that the first has; none takes any of it away."""
    first = own.move(41)
    own.second(first, ENOUGH)
    clones = [own.move(number, TEXT + " Now.") for number in range(50, 60)]
    assert own.state.motions.motions[first].placed
    assert not [each for each in clones if own.state.motions.motions[each].placed]
    own.wait(own.at("agenda"))
    assert [item.about for item in own.state.floor.agenda["C1"].values() if item.about in (first, *clones)] == [first]  # type: ignore[index]


# --- G4: the last evening


def test_after_the_last_issue_nobody_prints_the_leadership_neither(own: Living) -> None:
    """G4: an attack that nobody can answer any more. The last issue is the last for everybody."""
    own.wait(own.at("issue-3"))
    for number, capacity in ((CHAIR, "executive"), (CHAIR, "member"), (42, "member")):
        refusal = own.refused(document(own, number, capacity=capacity), title="Against", text=TEXT)
        assert refusal.code == "bulletin.closed"


def test_an_attack_on_the_last_evening_is_marked_as_late_and_wins_no_better_place(own: Living) -> None:
    """G4, G2: handed in at the last minute it is drawn with the others; an answer that was due before says so."""
    motion = own.move(41)
    own.second(motion, ENOUGH)
    own.wait(own.at("answer-due-policy") + 1)
    (answered,) = own.does(AnswerMotion(handle(CHAIR), own.now, motion), answer="It would ruin us.")
    assert answered.late  # type: ignore[attr-defined]
    assert own.refused(AnswerMotion(handle(CHAIR), own.now, motion), answer="And more.").code == "motion.answered"


def test_no_amendment_guts_a_motion_after_the_hour_for_amendments(own: Living) -> None:
    """G4: gutted on the last evening, when nobody can move another amendment."""
    motion = own.move(41)
    own.second(motion, ENOUGH)
    own.wait(own.at("amendments-close"))
    act = MoveAmendment(handle(CHAIR), own.now, motion, "replace", 1, 3)
    assert own.refused(act, text="Nothing.").code == "amendment.floor"


# --- G9: the operator edits


def behind(own: Living, entry: int, change: Callable[[sqlite3.Connection, bytes], None]) -> set[str]:
    """What an auditor finds after the operator changed the vault under the text of this entry."""
    leaf = own.secretary.store.entry(entry)
    assert leaf is not None
    commitment = bytes.fromhex(next(slot.commitment for slot in decode(leaf).slots if slot.name == "text"))
    own.secretary.close()
    with closing(sqlite3.connect(own.home.vault)) as database, database:
        change(database, commitment)
    own.restarted()
    return {finding.code for finding in own.audited().findings}


def test_an_operator_who_exchanges_two_texts_of_the_vault_is_found(own: Living) -> None:
    """G9: edited. Both texts are genuine, but each is bound to its own entry."""
    for author in (42, 43):
        own.does(document(own, author), title="A", text=f"{TEXT} {author}")
    first, second = (own.state.bulletin.documents[each].entry for each in ("D1", "D2"))  # type: ignore[index]
    other = own.secretary.store.entry(second)
    assert other is not None
    theirs = bytes.fromhex(next(slot.commitment for slot in decode(other).slots if slot.name == "text"))

    def exchange(database: sqlite3.Connection, mine: bytes) -> None:
        database.execute(
            "UPDATE blob SET d = (SELECT d FROM blob WHERE commitment = ?) WHERE commitment = ?", (theirs, mine)
        )

    assert behind(own, first, exchange) & {"slot.forged", "slot.withheld"}


def test_an_operator_who_cuts_a_text_in_the_vault_is_found(own: Living) -> None:
    """G9, G1: shortened behind the record's back."""
    own.does(document(own, 42), title="A", text=TEXT * 3)
    entry = own.state.bulletin.documents["D1"].entry  # type: ignore[index]

    def cut(database: sqlite3.Connection, mine: bytes) -> None:
        database.execute("UPDATE blob SET d = substr(d, 1, length(d) - 8) WHERE commitment = ?", (mine,))

    assert behind(own, entry, cut) & {"slot.forged", "slot.withheld"}


def test_a_rulebook_that_lets_reports_or_the_leadership_have_more_room_gives_g2_up_in_public() -> None:
    """G2: by the rulebook itself. It can be adopted, and is marked as what it is."""
    longer = preset_text("member-democracy").replace(
        "limits = [{ words = 1500 }]\nper", 'limits = [{ words = 1500 }, { author = "executive", words = 9000 }]\nper'
    )
    rulebook = parse(longer)
    assert isinstance(rulebook, Rulebook)
    assert next(each.status for each in guarantees(rulebook) if each.code == "G2") == "given-up"
