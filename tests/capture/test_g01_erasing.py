"""G1, by the door that the law opens: the captor censors under the name of data protection."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from io import BytesIO

from rankandfile.core import engine
from rankandfile.core.chapters.bulletin import SubmitDocument
from rankandfile.core.chapters.erasing import Request, RequestErasure, SignDestruction, WithdrawErasure
from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.core.chapters.objecting import AppealObjection, ObjectToErasure
from rankandfile.core.chapters.representing import AgreeToRequest, RequestErasureFor, SealText, UnsealText
from rankandfile.core.ids import MotionId, RequestId
from rankandfile.record import export, receipt
from rankandfile.record.export import Export
from rankandfile.record.report import Report
from rankandfile.record.slots import SlotValue
from rankandfile.record.verify import verify
from rankandfile.shell.copies import receipt_for, write_export
from rankandfile.shell.secretary import Secretary
from rankandfile.shell.vault import Kept, sealed
from tests.erasing import SECOND_DESK, WAITING
from tests.living import Living
from tests.world import CHAIR, DAY, DESK, SECRETARY, handle

M1, X1 = MotionId("M1"), RequestId("X1")
COURT = {"court": "The court of the chair", "file": "1/26"}
VICTIM = 42


def moved(own: Living, seconded: bool = False) -> int:
    """The entry of a motion that the apparatus would like to see gone."""
    own.move(41)
    if seconded:
        own.second(M1, [11])
    return own.state.motions.motions[M1].entry


def name_of(own: Living, member: int = VICTIM) -> int:
    return own.state.members.members[handle(member)].entry


def audited_by_our_own(own: Living) -> Report:
    """What the organisation's own auditors find, who are shown names."""
    stream = BytesIO()
    write_export(own.secretary, stream, personal=True)
    return verify(Export(stream))


def behind_the_back(own: Living, command: str, *values: object) -> None:
    """The operator changes the vault of a server that is running."""
    own.secretary.close()
    with closing(sqlite3.connect(own.home.vault)) as database, database:
        database.execute(command, values)


def test_no_officer_can_have_erased_what_somebody_else_wrote(own: Living) -> None:
    entry = moved(own)
    for officer in (CHAIR, SECRETARY, DESK):
        for slot in ("title", "text"):
            refusal = own.refused(RequestErasure(handle(officer), own.now, entry, slot))
            assert refusal.code == "erasing.not_yours"


def test_nobody_not_even_its_mover_can_erase_a_motion_that_others_support(own: Living) -> None:
    entry = moved(own, seconded=True)
    own.does(WithdrawMotion(handle(41), own.now, M1))
    assert own.refused(RequestErasure(handle(41), own.now, entry, "text")).code == "erasing.bound"


def test_the_mover_under_pressure_leaves_a_trace_that_nobody_can_erase(own: Living) -> None:
    entry = moved(own)
    mine = receipt_for(own.secretary, entry, openings=True)
    own.does(WithdrawMotion(handle(41), own.now, M1))
    own.does(RequestErasure(handle(41), own.now, entry, "text"))
    own.wait(own.now + WAITING)
    request = own.state.erasing.requests[X1]
    assert (request.stage, request.by, request.ground) == ("destroyed", handle(41), "own")
    assert own.audited().erased == (("at the owner's request", 1),)
    assert receipt.check(mine, own.secretary.key.vkey).holds


def test_whoever_acts_for_others_cannot_act_alone_nor_from_the_executive_nor_against_what_was_said(own: Living) -> None:
    entry, name = moved(own), name_of(own)
    assert own.refused(RequestErasureFor(handle(CHAIR), own.now, name, "name", "dead")).code == "erasing.not_named"
    own.appoint(CHAIR, "credentials")
    assert own.refused(RequestErasureFor(handle(CHAIR), own.now, name, "name", "dead")).code == "erasing.executive"
    assert own.refused(RequestErasureFor(handle(DESK), own.now, entry, "text", "dead")).code == "erasing.personal_only"
    own.does(RequestErasureFor(handle(DESK), own.now, name, "name", "dead"))
    own.wait(own.now + 10 * WAITING)
    assert own.secretary.value(name, "name") == f"Member {VICTIM}"
    assert own.refused(AgreeToRequest(handle(CHAIR), own.now, X1)).code == "erasing.executive"


def test_two_who_declare_the_living_dead_are_stopped_by_them_for_a_fortnight_and_are_named_for_ever(
    own: Living,
) -> None:
    own.appoint(SECOND_DESK, "credentials")
    own.does(RequestErasureFor(handle(DESK), own.now, name_of(own), "name", "dead"))
    own.does(AgreeToRequest(handle(SECOND_DESK), own.now, X1))
    own.wait(own.now + 13 * DAY)
    own.does(WithdrawErasure(handle(VICTIM), own.now, X1))
    own.wait(own.now + WAITING)
    assert own.secretary.value(name_of(own), "name") == f"Member {VICTIM}"
    assert own.state.erasing.requests[X1].agreed == (handle(DESK), handle(SECOND_DESK))


def test_a_court_that_does_not_exist_closes_nothing_for_the_executive_and_stands_in_the_record(own: Living) -> None:
    entry = moved(own, seconded=True)
    assert own.refused(SealText(handle(CHAIR), own.now, entry, "text"), **COURT).code == "erasing.not_named"
    own.appoint(SECOND_DESK, "credentials")
    own.does(SealText(handle(DESK), own.now, entry, "text"), **COURT)
    assert own.secretary.value(entry, "text") is not None
    own.does(AgreeToRequest(handle(SECOND_DESK), own.now, X1))
    order = own.state.erasing.requests[X1]
    assert own.secretary.value(order.source, "court") == COURT["court"]
    assert {order.by, *order.agreed} == {handle(DESK), handle(SECOND_DESK)}
    report = own.audited()
    assert report.sound
    assert ("closed by order of a court", 1) in report.texts


def test_the_executive_cannot_keep_a_name_by_objecting_for_ever(own: Living) -> None:
    name = name_of(own)
    own.does(RequestErasure(handle(VICTIM), own.now, name, "name"))
    vague = ObjectToErasure(handle(SECRETARY), own.now, X1, "we would rather keep it")
    assert own.refused(vague, reasons="Because.").code == "erasing.objection_ground"
    own.does(ObjectToErasure(handle(SECRETARY), own.now, X1, "archive"), reasons="History.")
    own.does(AppealObjection(handle(VICTIM), own.now, X1), reasons="No.")
    own.wait(own.now + 28 * DAY)
    assert own.secretary.value(name, "name") is None
    assert own.state.erasing.requests[X1].stage == "destroyed"


def test_a_text_taken_from_the_vault_without_an_entry_is_found_as_withheld(own: Living) -> None:
    entry, name = moved(own, seconded=True), name_of(own)
    behind_the_back(own, "DELETE FROM opening WHERE entry = ? AND slot = 'text'", entry)
    assert [(f.code, f.entry) for f in own.audited().findings] == [("slot.withheld", entry)]
    behind_the_back(own, "DELETE FROM opening WHERE entry = ? AND slot = 'name'", name)
    assert ("slot.withheld", name) in [(f.code, f.entry) for f in audited_by_our_own(own).findings]


def test_another_text_put_in_the_place_of_an_erased_one_is_not_shown_and_is_found(own: Living) -> None:
    entry = name_of(own)
    opening, text = b"\x07" * 32, "Somebody Else"
    own.does(RequestErasure(handle(VICTIM), own.now, entry, "name"))
    own.wait(own.now + WAITING)
    forged = Kept(entry, "name", opening, b"\x08" * 32, text)
    command = "INSERT INTO opening VALUES(?, ?, ?, ?, 0)"
    behind_the_back(own, command, entry, "name", opening, forged.commitment)
    behind_the_back(own, "INSERT INTO blob VALUES(?, ?)", forged.commitment, sealed(forged))
    assert own.secretary.value(entry, "name") is None
    assert ("slot.forged", entry) in [(f.code, f.entry) for f in report_of_the_files(own).findings]
    own.restarted()
    assert report_of_the_files(own).sound


def test_a_text_kept_although_it_was_erased_is_found_as_not_yet_destroyed(own: Living) -> None:
    entry = name_of(own)
    (kept,) = (each for each in own.secretary.vault.opened(entry, entry + 1) if each.slot == "name")
    own.does(RequestErasure(handle(VICTIM), own.now, entry, "name"))
    own.wait(own.now + WAITING)
    row = "INSERT INTO opening VALUES(?, ?, ?, ?, 0)"
    behind_the_back(own, row, entry, "name", kept.opening, kept.commitment)
    behind_the_back(own, "INSERT INTO blob VALUES(?, ?)", kept.commitment, sealed(kept))
    assert own.secretary.value(entry, "name") is None
    assert b"Member 42" not in own.exported()
    finding = next(f for f in report_of_the_files(own).findings if f.code == "slot.not_destroyed")
    assert finding.entry == entry
    assert finding.what.startswith("NOT YET DESTROYED")
    own.restarted()
    assert own.secretary.vault.kept(entry, "name") is None
    assert report_of_the_files(own).sound


def report_of_the_files(own: Living) -> Report:
    """What is found by who reads the files of the server and not what the server gives away."""
    stream, head = BytesIO(), own.secretary.store.head()
    export.write(
        stream,
        checkpoint=head.checkpoint,
        log=own.secretary.key.vkey,
        leaves=own.secretary.store.entries,
        read_tile=own.secretary.store.tile,
        values=lambda start, stop: [
            SlotValue(k.entry, k.slot, k.opening.hex(), k.text) for k in own.secretary.vault.opened(start, stop)
        ],
        personal=True,
    )
    return verify(Export(stream))


def test_a_server_that_does_not_destroy_stands_overdue_before_everybody(own: Living) -> None:
    class Hoarding(Secretary):
        def _destroy(self, brought_back: Sequence[Request] = ()) -> None:
            """The captor's own software keeps everything."""

    own.does(RequestErasure(handle(VICTIM), own.now, name_of(own), "name"))
    own.secretary.close()
    own.now += WAITING
    own.secretary = Hoarding(own.home, lambda: own.now)
    own.strike()
    own.now += 2 * 3600
    own.does(SubmitDocument(handle(11), own.now, own.state.meetings.current), title="A", text="Words.")
    assert ("destroy-text", "X1") in [(d.kind, d.about) for d in engine.overdue(own.state, own.now)]
    finding = next(f for f in own.audited().findings)
    assert finding.code == "slot.not_destroyed"
    assert "nobody has reported" in finding.what


def test_nobody_can_sign_that_nothing_is_left_for_two(own: Living) -> None:
    own.does(RequestErasure(handle(VICTIM), own.now, name_of(own), "name"))
    own.wait(own.now + WAITING)
    own.appoint(SECRETARY, "credentials")
    own.does(SignDestruction(handle(SECRETARY), own.now, X1, "secretary"))
    again = SignDestruction(handle(SECRETARY), own.now, X1, "credentials")
    assert own.refused(again).code == "erasing.not_signer"


def test_all_that_is_lawful_leaves_a_record_in_which_nothing_is_found(own: Living) -> None:
    own.appoint(SECOND_DESK, "credentials")
    own.does(SealText(handle(DESK), own.now, name_of(own, 52), "name"), **COURT)
    own.does(AgreeToRequest(handle(SECOND_DESK), own.now, X1))
    own.does(RequestErasure(handle(VICTIM), own.now, name_of(own), "name"))
    own.does(RequestErasureFor(handle(DESK), own.now, name_of(own, 54), "name", "dead"))
    own.does(AgreeToRequest(handle(SECOND_DESK), own.now, RequestId("X3")))
    own.does(RequestErasure(handle(55), own.now, name_of(own, 55), "name"))
    own.does(ObjectToErasure(handle(SECRETARY), own.now, RequestId("X4"), "claims"), reasons="A suit.")
    own.wait(own.now + WAITING)
    own.does(UnsealText(handle(DESK), own.now, X1), court="The court of appeal")
    stages = [request.stage for request in own.state.erasing.requests.values()]
    assert stages == ["unsealed", "destroyed", "destroyed", "refused"]
    for report in (own.audited(), audited_by_our_own(own)):
        assert report.sound, report.findings
        assert report.erased == (("at the owner's request", 1), ("for somebody who is dead", 1))
    before = own.state
    assert own.restarted().state == before
