"""G2. The captor buries a document in a thousand pages."""

import pytest

from rankandfile.core import engine
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.bulletin import SubmitDocument, issue
from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.ids import Lot
from rankandfile.core.lots import drawn_order
from rankandfile.core.rulebook.guarantees import guarantees
from rankandfile.core.rulebook.parse import parse
from rankandfile.core.rulebook.schema import Rulebook
from rankandfile.core.text import count_lines, fingerprint
from rankandfile.record.lot import lot
from rankandfile.shell import draft
from rankandfile.shell.presets import preset_text
from tests.living import Living
from tests.world import CHAIR, handle


def hand_in(own: Living, authors: range) -> None:
    """Each of these members hands a document in."""
    for author in authors:
        act = SubmitDocument(handle(author), own.now, "C1")
        own.does(act, title=f"Document of {author}", text="Read me.")


def test_the_leadership_cannot_write_longer_than_everybody_else(own: Living) -> None:
    act = SubmitDocument(handle(CHAIR), own.now, "C1", "executive")
    refusal = own.refused(act, title="Report", text="word " * 30_000)
    assert refusal.code == "bulletin.words"
    assert dict(refusal.facts)["limit"] == 1500


def test_nobody_writes_longer_without_spaces_in_the_title_or_in_the_reason(own: Living) -> None:
    act = SubmitDocument(handle(CHAIR), own.now, "C1", "executive")
    assert own.refused(act, title="Report", text="wordword" * 30_000).code == "bulletin.words"
    assert own.refused(act, title="Report", text="公开账目" * 1_500).code == "bulletin.words"
    assert own.refused(act, title="word " * 1_000, text="Read me.").code == "bulletin.title"
    assert own.refused(act, title="Report\nof the chair", text="Read me.").code == "bulletin.title"
    text = "Publish."
    motion = MoveMotion(handle(11), own.now, "C1", "policy", count_lines(text), fingerprint(text))
    assert own.refused(motion, title="word " * 1_000, text=text).code == "bulletin.title"
    own.does(motion, title="Accounts", text=text)
    amendment = MoveAmendment(handle(12), own.now, "M1", "replace", 1, 1)
    assert own.refused(amendment, text="Publish.", reason="word " * 30_000).code == "bulletin.words"


def test_the_order_is_the_public_lot_of_the_record_before_it(own: Living) -> None:
    hand_in(own, range(42, 52))
    own.wait(own.at("roll-date"))
    size, root = own.secretary.store.head().size, own.secretary.store.tree().root()
    own.wait(own.at("issue-1"))
    seed = lot(root, size)
    items = [f"D{n}" for n in range(1, 11)]
    assert tuple(i for i, _ in issue(own.state, "C1", 1)) == drawn_order(seed, "C1/issue-1", items)


def test_a_server_that_chooses_its_lot_until_the_order_suits_it_is_found(
    own: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(own, range(42, 52))
    monkeypatch.setattr(draft, "lot", lambda root, size: Lot("00" * 32))
    own.wait(own.at("issue-1"))
    assert "lot.chosen" in {f.code for f in own.audited().findings}


def test_no_act_changes_the_order_of_an_issue() -> None:
    names = [a.__name__.replace("OutOfOrder", "") for a in engine.ACTS]
    acting_on_issues = [name for name in names if "Issue" in name or "Order" in name]
    assert acting_on_issues == []


def test_a_rulebook_that_lets_an_officer_set_the_order_is_marked_as_giving_this_up() -> None:
    rulebook = parse(preset_text("member-democracy").replace('order = "lot"\nlimits', 'order = "officer"\nlimits'))
    assert isinstance(rulebook, Rulebook)
    assert next(g.status for g in guarantees(rulebook) if g.code == "G2") == "given-up"
