"""Every form of the site, sent by everybody who may not send it; and then by somebody who may, to show that it works.

The table is driven by the addresses of the site: a new form without an attack on it fails.
"""

from collections.abc import Callable, Mapping, Set
from typing import Any, TypeAlias

import pytest
from django.urls import reverse
from msgspec import Struct, field

from rankandfile.core.chapters.agenda import open_vote
from rankandfile.core.chapters.delegates import alternates_of, delegates_of
from rankandfile.core.chapters.meetings import current
from rankandfile.core.seat_code import seat_code
from tests.living import Living
from tests.world import CHAIR, DESK, MINUTES, SECRETARY, TELLERS, handle

from .site import EVERYBODY, FOUNDER, MEMBERS, PERSONS, VISITOR, Site, patterns
from .stages import (
    APPLICANT,
    DELEGATE,
    DEMANDING,
    HALL_CODE,
    LOCAL,
    NOMINATED,
    ORGANISER,
    RECALLED,
    SECONDERS,
    WAITING,
    speaker,
)

At: TypeAlias = Callable[[str], Site]
Form: TypeAlias = Mapping[str, str] | Callable[[Living], Mapping[str, str]]
YES = {"checked": "yes"}
C1, M1, A1, D1 = {"meeting": "C1"}, {"motion": "M1"}, {"amendment": "M1-A1"}, {"document": "D1"}
E1, E8 = {"election": "E1"}, {"election": "E8"}
R1 = {"recall": "R1"}
U1 = {"ruling": "U1"}
K1 = {"comment": "K1"}
P1 = {"number": "P1"}
X3 = {"request_id": "X3"}
PAPER = {"capacity": "member/", "title": "Rent", "text": "The rent is too high.", **YES}
NEW_MEMBER = {"name": "Ghost", "branch": "north", "member_class": "member", "paid_until": "2030-01-31"}
WHO = {"handle": handle(25)}
LETTER = {"subject": "Ghosts", "text": "Vote for the ghosts.", **YES}
NORTH = frozenset({CHAIR, LOCAL})


class Attack(Struct, frozen=True):
    """A form of the site: at which stage, by whom it may be sent, where, with what."""

    view: str
    stage: str
    may: Set[int]
    form: Form = field(default_factory=lambda: YES)
    where: Mapping[str, str] | Callable[[Living], Mapping[str, str]] = {}
    done: int | None = None
    """Who sends it last, and is obeyed; None where nobody may."""

    @property
    def doing(self) -> str:
        """Which of several buttons of one address it is; empty where there is one."""
        return self.where.get("doing", "") if isinstance(self.where, Mapping) else ""


def do(doing: str, stage: str, who: int | None, form: Form = YES) -> Attack:
    """A button of the floor."""
    return Attack("do", stage, {who} if who is not None else set(), form, {**C1, "doing": doing}, who)


def vote(live: Living) -> dict[str, str]:
    """The vote that is open."""
    own = open_vote(live.state, current(live.state).id)  # type: ignore[union-attr]
    assert own is not None
    return {"vote": own.id, "casting": "y", "choice": "y"}


def name_of(live: Living, number: int) -> int:
    """The entry in which the member's name stands."""
    return live.state.members.members[handle(number)].entry


def absent(live: Living) -> dict[str, str]:
    """The delegate who has not checked in, and an alternate."""
    missing = delegates_of(live.state, "C1")[-1]  # type: ignore[arg-type]
    ready = alternates_of(live.state, "C1", missing.branch)[0]  # type: ignore[arg-type]
    return {"person": missing.person, "delegate": missing.person, "alternate": ready.person}


def somebody_here(live: Living) -> dict[str, str]:
    """A delegate who is present."""
    return {"person": speaker(live)}


ATTACKS = (
    Attack("form_branch", "begun", {SECRETARY}, {"name": "Ghosts", "branch": "ghosts"}, done=SECRETARY),
    Attack("give_post", "begun", set(), {"person": "Member 10", "scope": ""}, {"post": "treasurer"}, FOUNDER),
    Attack("give_up_post", "begun", {CHAIR}, {"scope": "", **YES}, {"post": "chair"}, CHAIR),
    Attack("call_convention", "begun", {SECRETARY},
           {"place": "Here", "opens": "2026-06-15T10:00", "closes": "2026-06-17T10:00", **YES}, done=SECRETARY),
    Attack("call_meeting", "begun", {LOCAL},
           {"body": "branch/north", "place": "Here", "opens": "2026-06-15T10:00", "closes": "2026-06-15T12:00", **YES},
           done=LOCAL),
    Attack("call_off_meeting", "begun", set(), {"reason": "None.", **YES}, C1),
    Attack("demand_meeting", "begun", NORTH, {"body": "branch/north"}, done=CHAIR),
    Attack("withdraw_meeting_demand", "begun", set(), {"body": "branch/north"}),
    Attack("join", "papers", EVERYBODY, {"contact": "noor@people.example", **NEW_MEMBER}, done=50),
    Attack("admit", "papers", {LOCAL}, NEW_MEMBER, done=LOCAL),
    Attack("answer", "papers", {LOCAL}, {"answer": "yes", "paid_until": "2030-01-31"},
           {"handle": handle(APPLICANT)}, LOCAL),
    Attack("invite", "papers", {LOCAL}, {"email": "captor@people.example"}, WHO, LOCAL),
    Attack("dues", "papers", {LOCAL}, {"paid_until": "2031-05-01"}, WHO, LOCAL),
    Attack("move", "papers", MEMBERS, {"to": "west"}, done=50),
    Attack("leave", "papers", MEMBERS, YES, done=50),
    Attack("new_motion", "papers", MEMBERS, {"business": "policy", **PAPER}, done=50),
    Attack("new_motion", "papers", {CHAIR, SECRETARY},
           {"business": "report", **PAPER, "capacity": "executive/"}, done=CHAIR),
    Attack("new_motion", "papers", {LOCAL}, {"business": "policy", **PAPER, "capacity": "branch/north"}, done=LOCAL),
    Attack("act_on_motion", "papers", MEMBERS - {LOCAL}, {}, {**M1, "doing": "second"}, 50),
    Attack("act_on_motion", "papers", {LOCAL}, {}, {**M1, "doing": "take-back"}, SECONDERS[0]),
    Attack("act_on_motion", "papers", set(), {}, {**M1, "doing": "place"}),
    Attack("coauthors", "papers", set(), {"person": handle(25)}, M1, 41),
    Attack("take_invitation_back", "papers", set(), {"person": handle(25)}, M1),
    Attack("as_coauthor", "papers", set(), {}, {**M1, "doing": "consent"}),
    Attack("as_coauthor", "papers", set(), {}, {**M1, "doing": "leave"}),
    Attack("refer", "papers", set(), {"to": "M1"}, M1),
    Attack("take_reference_off", "papers", set(), {"to": "M1"}, M1),
    Attack("withdraw_in_favour", "papers", set(), {"to": "M1", **YES}, M1),
    Attack("amend_rulebook", "papers", set(), {"text": "x", "rulebook": "x", "capacity": "member/", **YES}, M1),
    Attack("oppose_motion", "papers", MEMBERS, {"text": "It costs too much.", **YES}, M1, 50),
    Attack("withdraw_statement", "ruled", set(), YES, {"statement": "S1"}, 52),
    Attack("write_comment", "papers", MEMBERS, {"text": "It is late."}, {"paper": "M1"}, 50),
    Attack("withdraw_comment", "ruled", set(), YES, K1, 52),
    Attack("complain", "ruled", MEMBERS, {"ground": "threat"}, K1, 50),
    Attack("moderate", "ruled", {MINUTES}, {"ground": "threat", "reason": "It threatens.", **YES}, K1, MINUTES),
    Attack("let_stand", "ruled", {MINUTES}, {"reason": "It is no threat."}, {"comment": "K2"}, MINUTES),
    Attack("rule_out_of_order", "papers", {DESK}, {"ground": "unlawful", "reason": "It is.", **YES}, M1, DESK),
    Attack("rule_amendment", "papers", {DESK}, {"ground": "unlawful", "reason": "It is.", **YES}, A1, DESK),
    Attack("appeal_against_ruling", "ruled", MEMBERS, {"reason": "It is not."}, U1, 41),
    Attack("judge_ruling", "ruled", set(), {"stands": "yes", "reason": "It is."}, U1),
    Attack("lift_ruling", "ruled", {DESK}, YES, U1, DESK),
    Attack("withdraw_motion", "papers", set(), YES, M1, 41),
    Attack("answer_motion", "papers", {CHAIR, SECRETARY}, {"text": "No.", **YES}, M1, CHAIR),
    Attack("reply", "nominating", set(), {"text": "Yes.", **YES}, M1, 41),
    Attack("move_amendment", "papers", MEMBERS,
           {"action": "delete", "first": "2", "last": "2", "capacity": "member/", **YES}, M1, 50),
    Attack("act_on_amendment", "papers", MEMBERS, {}, {**A1, "doing": "second"}, 50),
    Attack("act_on_amendment", "ruled", {50}, {}, {**A1, "doing": "take-back"}, 50),
    Attack("act_on_amendment", "papers", set(), {}, {**A1, "doing": "withdraw"}, 44),
    Attack("act_on_amendment", "papers", set(), {}, {**A1, "doing": "accept"}),
    Attack("set_up_board", "nominating", set(), {"number_0": "1"}, {"election": "E1"}),
    Attack("hand_in", "nominating", set(), YES, {"election": "E1"}),
    Attack("edit_text", "papers", MEMBERS, {"text": "Nothing.", "capacity": "member/", **YES}, M1),
    Attack("propose_composite", "papers", set(),
           {"originals": ["M1"], "title": "Both", "text": "Both.", "synopsis": "", **YES}, M1),
    Attack("act_on_composite", "papers", set(), {}, {"composite": "K1", "doing": "consent"}),
    Attack("act_on_composite", "papers", set(), {}, {"composite": "K1", "doing": "leave"}),
    Attack("take_over", "papers", set(), {"capacity": "member/", **YES}, M1),
    Attack("ask_for_part", "papers", set(), {"first": "1", "last": "1", **YES}, {"subject": "M1"}),
    Attack("amend_amendment", "papers", MEMBERS, {"text": "Nothing.", "capacity": "member/", **YES}, A1),
    Attack("booth_cast", "nominating", set(), {"ballot": "{}"}, E1),
    Attack("correct_roll", "nominating", {SECRETARY},
           {"person": "Member 15", "what": "strike/court", "reason": "x"}, E1),
    Attack("booth_carry", "nominating", set(), {"name": "0" * 64, "content": "AAAA"}, E1),
    Attack("mark_read", "papers", set(), {"entry": "3", **YES}),
    Attack("mute_discussion", "papers", set(), {"item": "M99", **YES}),
    Attack("forget_read", "papers", set(), YES),
    Attack("delete_draft", "papers", set(), YES, {"number": "1"}),
    Attack("my_feeds", "papers", set(), {"doing": "make", **YES}),
    Attack("submit_document", "papers", MEMBERS, PAPER, done=50),
    Attack("withdraw_document", "papers", set(), YES, D1, 42),
    Attack("approve_document", "papers", set(), {}, D1),
    Attack("call_election", "papers", MEMBERS,
           {"post": "branch-secretary", "nominations_close": "2026-02-20T10:00", "voting_closes": "2026-03-20T10:00"},
           done=50),
    Attack("stand", "nominating", NORTH, {"statement": "Me."}, E1, LOCAL),
    Attack("accept", "nominating", set(), {"statement": "Me."}, E8, NOMINATED),
    Attack("nominate", "nominating", MEMBERS, {"person": "Member 23"}, E8, 50),
    Attack("propose_slate", "nominating", set(), {"names": "Member 10", "statement": ""}, E8),
    Attack("stand_down", "nominating", set(), YES, E1, DELEGATE),
    Attack("act_on_election", "nominating", MEMBERS, {"candidate": handle(WAITING)}, {**E8, "doing": "support"}, 50),
    Attack("ballot", "polling", NORTH, {"rank-1": "1", **YES}, E1, LOCAL),
    Attack("pick_delegate", "papers", set(), {"branch": "north", "person": handle(10)}, C1),
    Attack("decline_seat", "assembled", set(), YES, C1, DELEGATE),
    Attack("tell", "showing", {TELLERS[0]}, {"yes": "1", "no": "4", "abstain": "0"}, C1, TELLERS[1]),
    Attack("mark_on_paper", "dividing", {TELLERS[0]}, {"held": "2026-05-04T08:00", "reason": "Why."}, C1),
    Attack("tell", "dividing", {TELLERS[0]}, {"elector-0": "y"}, C1, TELLERS[1]),
    Attack("close_convention", "casting", set(), YES, C1),
    Attack("close_convention", "over", {CHAIR}, YES, C1, CHAIR),
    Attack("note_minutes", "closed", {MINUTES}, {"note": "All agreed."}, C1, MINUTES),
    Attack("publish_minutes", "closed", {MINUTES}, {"minutes": "# All is well", **YES}, C1, MINUTES),
    do("open", "assembled", CHAIR),
    do("take-up", "opened", CHAIR, {"item": "1"}),
    do("put", "floor", CHAIR, {"subject": "M1-A1", "method": "show-of-cards"}),
    do("close-vote", "dividing", CHAIR, vote),
    do("open-voting", "electing", CHAIR, E8),
    do("close-voting", "casting", CHAIR, E8),
    do("call-speaker", "floor", CHAIR, somebody_here),
    Attack("do", "floor", set(), {"side": "for"}, {**C1, "doing": "ask"}, DELEGATE),
    do("begin-speech", "speaking", CHAIR),
    do("end-speech", "speaking", CHAIR),
    Attack("do", "speaking", set(), {}, {**C1, "doing": "leave-list"}, DELEGATE),
    Attack("desk", "assembled", {DESK}, lambda live: {"code": seat_code("C1", absent(live)["person"])}, C1, DESK),
    Attack("hall_code", "assembled", {DESK}, {}, C1, DESK),
    Attack("enter_code", "coded", {CHAIR, SECRETARY, ORGANISER}, {"code": HALL_CODE}, C1, DELEGATE),
    Attack("enter_code", "coded", set(), {"code": "0000000000"}, C1),
    Attack("do", "floor", set(), absent, {**C1, "doing": "give-back"}),
    Attack("do", "floor", set(), absent, {**C1, "doing": "pass-over"}),
    Attack("do", "floor", {CHAIR}, {}, {**C1, "doing": "stand-by"}),
    Attack("give_proxy", "floor", set(), {"holder": handle(DELEGATE)}, C1),
    Attack("do", "floor", set(), {}, {**C1, "doing": "withdraw-proxy"}),
    Attack("list_speaker", "floor", {DESK}, {"person": handle(DELEGATE), "side": "for"}, C1, DESK),
    Attack("call_out_of_turn", "speaking", {CHAIR}, {"person": handle(DELEGATE), "ruling": "I say so."}, C1, CHAIR),
    Attack("declare_groups", "floor", set(), {"groups": "women"}, C1, DELEGATE),
    Attack("do", "floor", set(), {"subject": "M1-A1"}, {**C1, "doing": "demand"}, DELEGATE),
    Attack("do", "floor", {CHAIR}, {"amendment": "M1-A1"}, {**C1, "doing": "ask-objections"}, CHAIR),
    Attack("do", "floor", set(), {"amendment": "M1-A1"}, {**C1, "doing": "object"}),
    Attack("do", "floor", set(), {"amendment": "M1-A1"}, {**C1, "doing": "take-in"}),
    Attack("do", "floor", set(), {"procedural": "next-business"}, {**C1, "doing": "raise"}, DELEGATE),
    Attack("do", "floor", set(), {"item": "1"}, {**C1, "doing": "take-out"}),
    Attack("do", "raised", set(), P1, {**C1, "doing": "support"}, DELEGATE),
    Attack("do", "raised", set(), P1, {**C1, "doing": "take-back"}),
    Attack("raise", "floor", set(), {"about": "executive"}, {**C1, "motion": "refer"}, DELEGATE),
    Attack("amend_raised", "pausing", set(), {"minutes": "10"}, {**C1, **P1}, DELEGATE),
    Attack("rule_point", "pointed", {CHAIR}, {"upheld": "no", "ruling": "No."}, {**C1, **P1}, CHAIR),
    Attack("do", "dividing", set(), vote, {**C1, "doing": "vote"}, DELEGATE),
    do("check-in", "assembled", DESK, absent),
    do("check-out", "assembled", DESK, somebody_here),
    do("seat", "floor", DESK, absent),
    Attack("demand_convention", "begun", MEMBERS, {"place": "The hall"}, done=50),
    Attack("withdraw_demand", "begun", set(), {}, done=DEMANDING),
    Attack("name_chair", "over", set(), {"person": handle(DELEGATE)}, C1, DELEGATE),
    Attack("ask_for_recall", "closed", MEMBERS, {"person": handle(RECALLED), "branch": "", "reasons": "Why."},
           {"post": "executive-member"}, 50),
    Attack("act_on_recall", "recalling", MEMBERS, {}, {**R1, "doing": "support"}, 50),
    Attack("act_on_recall", "recalling", set(), {}, {**R1, "doing": "withdraw"}, 41),
    Attack("answer_recall", "recalling", set(), {"answer": "I was there."}, R1, RECALLED),
    Attack("erase", "papers", set(), YES, {"index": "54", "slot": "name"}),
    Attack("erase", "papers", {50}, YES, lambda live: {"index": str(name_of(live, 50)), "slot": "name"}, 50),
    Attack("withdraw_erasure", "erasing", set(), YES, X3, 53),
    Attack("erase_for", "erasing", {DESK}, {"person": "Member 60", "slot": "name", "ground": "dead"}, done=DESK),
    Attack("seal_text", "erasing", {DESK},
           lambda live: {"entry": str(name_of(live, 60)), "slot": "name", "court": "A court", "file": "1"}, done=DESK),
    Attack("agree_to_request", "erasing", {DESK}, YES, {"request_id": "X4"}, DESK),
    Attack("object_to_erasure", "erasing", {SECRETARY}, {"ground": "claims", "reasons": "A suit."}, X3, SECRETARY),
    Attack("appeal_objection", "erasing", set(), {"reasons": "No."}, {"request_id": "X5"}, 55),
    Attack("decide_appeal", "erasing", {DESK}, {"stands": "yes", "reasons": "It stands."}, {"request_id": "X6"}, DESK),
    Attack("unseal_text", "erasing", {DESK}, {"court": "", "file": ""}, {"request_id": "X2"}, DESK),
    Attack("sign_destruction", "erasing", {SECRETARY}, YES, {"request_id": "X1", "post": "secretary"}, SECRETARY),
    Attack("demo_enter", "papers", set(), {}, {"handle": handle(CHAIR)}),
    Attack("demo_forward", "papers", set()),
    Attack("demo_others", "papers", set()),
    Attack("invitation", "papers", set(), {"password": "four words quite apart"}, {"token": "1:forged"}),
    Attack("lock_account", "papers", set(), YES, {"token": "1:forged"}),
    Attack("delete_account", "papers", set(), {"password": "not my password"}),
    Attack("settings", "papers", set()),
    Attack("write_letter", "papers", MEMBERS, LETTER, {"circle": "branch", "about": "north"}, 50),
    Attack("answer_letter", "papers", set(), LETTER, {"number": "999999"}),
    Attack("mute_sender", "papers", set(), {}, {"sender": handle(25)}),
    Attack("wish_letters", "papers", MEMBERS, {"mail": "page"}, done=50),
    Attack("stop_letters", "papers", set(), {"what": "all"}, {"token": "1:forged"}),
)  # fmt: skip
WHERE = {
    **C1, **M1, **A1, **D1, **E1, **R1, **U1, **WHO, "statement": "S1", "paper": "M1", "comment": "K1",
    "branch": "north", "post": "chair", "index": "3", "token": "1:forged", "secret": "forged",
    "doing": "second", "vote": "V1", "rules": "x", "before": "x", "after": "x", "place": "0/000.p/1",
    "number": "1", "request_id": "X1", "slot": "name", "circle": "branch", "about": "north", "sender": handle(25),
    "ending": "md", "subject": "M1", "composite": "K1", "kind": "floor", "language": "en",
    "body": "branch",
}  # fmt: skip
"""What stands in an address of a page that is only looked at."""
LOOKED_AT = frozenset(
    [
        "front",
        "versions",
        "composite",
        "drafts",
        "digest",
        "issue_digest",
        "feed",
        "calendar",
        "secret_feed",
        "digest_paper",
        "issue_digest_paper",
        "secret_calendar",
        "body_calendar",
        "branch_calendar",
        "secret_body_calendar",
        "secret_branch_calendar",
        "papers_paper",
        "my_bulletin",
        "search",
        "counted_ballots",
        "booth",
        "booth_check",
        "booth_carried",
        "booth_election",
        "booth_credentials",
        "board_archive",
        "board_rehearsal",
        "issue_paper",
        "agenda_paper",
        "minutes_paper",
        "rulebook_paper",
        "rulebook_version_paper",
        "record_policy",
        "record_witnessed",
        "about",
        "accessibility",
        "privacy",
        "how_to_check",
        "set_language",
        "joined",
        "demo",
        "members",
        "person",
        "branches",
        "branch",
        "offices",
        "recalls",
        "recall",
        "rulings",
        "against",
        "discussion",
        "comment",
        "ruling",
        "rulebook",
        "rulebook_history",
        "rulebook_version",
        "rulebook_change",
        "record",
        "receipts",
        "checkpoint",
        "export",
        "entry",
        "proof",
        "leaf",
        "signed_checkpoint",
        "log_key",
        "tile",
        "slots",
        "rulebook_file",
        "board_file",
        "board",
        "board_roll",
        "board_steps",
        "board_roll_file",
        "motions",
        "motion",
        "bulletin",
        "issue",
        "waiting",
        "document",
        "convention",
        "meetings",
        "meeting",
        "credentials",
        "delegates",
        "minutes",
        "agenda",
        "floor",
        "chair",
        "projector",
        "speakers",
        "procedure",
        "hall",
        "sheets_paper",
        "public",
        "roll_calls",
        "roll_call",
        "votes",
        "vote",
        "elections",
        "election",
        "my_ballot",
        "letters",
        "my_data",
        "my_data_file",
        "erasures",
        "erasure",
        "ballots",
        "flow",
    ]
)
"""Pages that change nothing, whatever is sent to them."""


def address(view: str, pattern: str) -> str:
    """The address of the page, with what it needs."""
    return reverse(view, kwargs={name: value for name, value in WHERE.items() if f":{name}>" in pattern})


def sent(site: Site, number: int, attack: Attack) -> Any:
    """The answer to the form, sent by this person."""
    form = attack.form if isinstance(attack.form, Mapping) else attack.form(site.live)
    where = attack.where if isinstance(attack.where, Mapping) else attack.where(site.live)
    return site.as_(number).post(reverse(attack.view, kwargs=where), form)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: f"{a.view} {a.doing} {a.stage}")
def test_a_form_is_obeyed_by_nobody_who_may_not_send_it(attack: Attack, site: At) -> None:
    there = site(attack.stage)
    before = there.everything()
    for name, number in PERSONS.items():
        if number not in attack.may:
            answer = sent(there, number, attack)
            assert answer.status_code in (200, 302, 403, 404, 409, 422), (name, answer.status_code)
            assert there.everything() == before, f"{name} was obeyed"
    if attack.done is not None:
        sent(there, attack.done, attack)
        assert there.everything() != before, "nobody is obeyed: the attack shows nothing"


def test_every_address_of_the_site_is_attacked() -> None:
    assert {view for view, _ in patterns()} == {attack.view for attack in ATTACKS} | LOOKED_AT


def test_every_button_is_attacked() -> None:
    from rankandfile.web.views import amendments, composites, floor, motions

    buttons = {
        "act_on_motion": motions.SIMPLE, "act_on_amendment": amendments.SIMPLE, "do": floor.DOINGS,
        "act_on_composite": composites.DOINGS,
    }  # fmt: skip
    attacked = {(attack.view, attack.where["doing"]) for attack in ATTACKS if attack.view in buttons}
    assert attacked == {(view, doing) for view, doings in buttons.items() for doing in doings}


def shown(there: Site, number: int, view: str, pattern: str, method: str = "get", **form: str) -> Any:
    """The page, read to its end."""
    answer = getattr(there.as_(number), method)(address(view, pattern), form)
    answer.close()
    return answer


@pytest.mark.parametrize("stage", ["papers", "dividing", "closed"])
def test_whoever_looks_changes_nothing(stage: str, site: At) -> None:
    there = site(stage)
    before = there.everything()
    for number in (CHAIR, VISITOR):
        for view, pattern in patterns():
            answer = shown(there, number, view, pattern, **YES)
            assert answer.status_code in (200, 302, 403, 404, 405, 409), view
            assert answer.status_code != 302 or number == VISITOR, view
    assert there.everything() == before


def test_pages_without_a_form_do_nothing_with_what_is_sent_to_them(site: At) -> None:
    there = site("dividing")
    before = there.everything()
    junk = {**YES, "by": handle(CHAIR), "doing": "open", "vote": "V2", "choice": "n"}
    for view, pattern in patterns():
        for number in (CHAIR, VISITOR) if view in LOOKED_AT else ():
            assert shown(there, number, view, pattern, "post", **junk).status_code < 500, view
    assert there.everything() == before


@pytest.mark.parametrize("method", ["put", "delete", "options", "head"])
def test_other_ways_of_asking_change_nothing_either(method: str, site: At) -> None:
    there = site("dividing")
    before = there.everything()
    for view, pattern in patterns():
        assert shown(there, CHAIR, view, pattern, method).status_code < 500, view
    assert there.everything() == before
