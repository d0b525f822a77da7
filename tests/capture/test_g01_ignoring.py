"""G1. The captor ignores, withholds or censors a document."""

import sqlite3
from contextlib import closing

from rankandfile.core import engine
from rankandfile.core.chapters.bulletin import ApproveForBulletin, SubmitDocument, WithdrawDocument, issue
from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.record import receipt
from rankandfile.record.leaf import decode
from rankandfile.shell.copies import receipt_for
from rankandfile.shell.vault import Kept, sealed
from tests.living import Living
from tests.world import CHAIR, SECRETARY, WEEK, handle

CENSORED = "The treasurer's company rents us our own office."


def hand_in(own: Living) -> None:
    """A member hands a document in."""
    own.does(SubmitDocument(handle(42), own.now, own.state.meetings.current), title="Rent", text=CENSORED)


def test_no_officer_can_withdraw_or_refuse_what_another_wrote(own: Living) -> None:
    hand_in(own)
    own.move(41)
    for officer in (CHAIR, SECRETARY):
        assert own.refused(WithdrawDocument(handle(officer), own.now, "D1")).code == "bulletin.not_yours"
        assert own.refused(ApproveForBulletin(handle(officer), own.now, "D1")).code == "bulletin.no_discretion"
        assert own.refused(WithdrawMotion(handle(officer), own.now, "M1")).code == "motion.not_yours"


def test_no_act_exists_that_hides_edits_or_deletes_a_text() -> None:
    words = ("Hide", "Delete", "Remove", "Edit", "Censor", "Reject", "Unpublish", "Suppress")
    assert not [act.__name__ for act in engine.ACTS if act.__name__.startswith(words)]


def test_a_server_whose_clock_was_stopped_publishes_with_the_next_act_and_the_delay_is_in_the_record(
    own: Living,
) -> None:
    hand_in(own)
    due = own.at("issue-1")
    own.now = due + 2 * WEEK  # nobody let the clock strike for two weeks
    own.move(41, business="emergency")
    assert [item for item, _ in issue(own.state, "C1", 1)] == ["D1"]
    passed = own.state.bulletin.published["D1"].at
    assert passed == due + 2 * WEEK


def test_the_author_has_a_receipt_at_once_that_proves_the_text_without_the_server(own: Living) -> None:
    hand_in(own)
    index = own.state.bulletin.documents["D1"].entry
    kept = receipt_for(own.secretary, index, openings=True)
    assert CENSORED in kept.decode()
    assert receipt.check(kept, own.secretary.key.vkey).holds


def test_a_text_taken_out_of_the_vault_by_the_operator_is_found_as_withheld(own: Living) -> None:
    hand_in(own)
    index = own.state.bulletin.documents["D1"].entry
    own.secretary.close()
    with closing(sqlite3.connect(own.home.vault)) as database, database:
        database.execute("DELETE FROM opening WHERE entry = ? AND slot = 'text'", (index,))
    own.restarted()
    found = own.audited().findings
    assert [(f.code, f.entry) for f in found] == [("slot.withheld", index)]


def test_a_text_exchanged_in_the_vault_by_the_operator_is_found_as_forged(own: Living) -> None:
    hand_in(own)
    index = own.state.bulletin.documents["D1"].entry
    vault, entry = own.secretary.vault, own.secretary.store.entry(index)
    assert entry is not None
    commitment = bytes.fromhex(next(s.commitment for s in decode(entry).slots if s.name == "text"))
    opening = next(k.opening for k in vault.opened(index, index + 1) if k.slot == "text")
    forged = sealed(Kept(index, "text", opening, commitment, "All is well."))
    own.secretary.close()
    with closing(sqlite3.connect(own.home.vault)) as database, database:
        database.execute("UPDATE blob SET d = ? WHERE commitment = ?", (forged, commitment))
    own.restarted()
    assert {f.code for f in own.audited().findings} <= {"slot.forged", "slot.withheld"}
    assert not own.audited().sound
