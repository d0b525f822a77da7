"""Motions on the site: reading one, writing one, supporting and answering it."""

from html import unescape

from tests.world import CHAIR

LONG = " ".join(["word"] * 801)
WRITTEN = {
    "business": "policy", "capacity": "member/", "title": "Ferry fares", "synopsis": "",
    "text": "The convention resolves\nto freeze the fares of the ferries.",
}  # fmt: skip


def read(answer) -> str:
    """The page's words."""
    return unescape(answer.content.decode())


def test_a_motion_shows_its_text_by_numbered_lines_its_need_and_its_supporters(hall, reader):
    hall("papers")
    page = read(reader(50).get("/motions/M2/"))
    assert "2 more seconders" in page
    assert "It needs 10 seconders, from 3 branches. It has 8 seconders, from 3 branches." in page
    assert 'id="line-3"' in page
    assert "Second this motion" in page
    assert "Leila Adeyemi" in page


def test_seconding_shows_a_receipt_and_the_last_one_reaches_the_threshold(hall, reader):
    hall("papers")
    for number in (50, 51):
        page = read(reader(number).post("/motions/M2/do/second/", follow=True))
    assert "You have seconded M2." in page
    assert "Download the proof" in page
    assert "2 more seconders" not in page
    assert "Take your second back" in page


def test_the_mover_is_told_why_the_own_motion_cannot_be_seconded(hall, reader):
    hall("papers")
    answer = reader(72).post("/motions/M2/do/second/")
    assert answer.status_code == 409
    assert "The mover cannot second the motion." in read(answer)


def test_a_motion_is_written_previewed_checked_and_moved(hall, reader):
    live, member = hall("called"), reader(50)
    assert "Motions: at most 800 words" in read(member.get("/motions/new/"))
    preview = read(member.post("/motions/new/", {**WRITTEN, "again": "preview"}))
    assert "How it will stand" in preview
    assert "Ferry fares" in preview
    checked = read(member.post("/motions/new/", WRITTEN))
    assert "It will need" in checked
    assert "10 seconders, from 3 branches" in checked
    assert not live.state.motions.motions
    moved = member.post("/motions/new/", {**WRITTEN, "checked": "yes"}, follow=True)
    assert moved.redirect_chain == [("/motions/M1/", 302)]
    assert "Your motion is received." in read(moved)


def test_a_motion_over_its_limit_is_refused_before_the_last_step_and_nothing_typed_is_lost(hall, reader):
    live = hall("called")
    answer = reader(50).post("/motions/new/", {**WRITTEN, "text": LONG})
    assert answer.status_code == 409
    assert "801 words; the limit for everybody in this class is 800" in read(answer)
    assert LONG in read(answer)
    assert not live.state.motions.motions


def test_an_empty_form_says_at_its_top_what_is_missing(hall, reader):
    hall("called")
    answer = reader(50).post("/motions/new/", {"business": "policy"})
    assert answer.status_code == 422
    assert 'role="alert"' in read(answer)


def test_hostile_text_changes_nothing_but_its_own_letters(hall, reader):
    hall("called")
    member, text = reader(50), "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))"
    member.post("/motions/new/", {**WRITTEN, "text": text, "title": "<b>bold</b>", "checked": "yes"})
    page = member.get("/motions/M1/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b>bold" not in page
    assert "&lt;script&gt;" in page


def test_a_text_that_no_record_takes_costs_no_preview_and_too_much_is_not_read_at_all(hall, reader):
    hall("called")
    member = reader(50)
    assert (
        member.post("/motions/new/", {**WRITTEN, "text": "a " * 200_000, "again": "preview"}).context["preview"] is None
    )
    assert member.post("/motions/new/", {**WRITTEN, "text": "a" * 300_000}).status_code == 409
    assert member.post("/motions/new/", {**WRITTEN, "text": "a" * 10_000_000}).status_code == 400


def test_a_text_that_would_take_long_to_format_is_refused_and_shown_as_it_was_typed(hall, reader):
    from rankandfile.web.pages.texts import rendered

    hall("papers")
    long = "[" * 60_000 + "<b>"
    given = {"capacity": "member/", "title": "Brackets", "text": long, "checked": "yes"}
    answer = reader(50).post("/bulletin/submit/", given)
    assert answer.status_code == 409
    assert "The text has 2,001 words" in read(answer)
    assert rendered(long).startswith("<pre>[[[")
    assert rendered(long).endswith("[[&lt;b&gt;</pre>")


def test_text_that_reads_otherwise_than_it_stands_is_refused(hall, reader):
    hall("called")
    answer = reader(50).post("/motions/new/", {**WRITTEN, "text": "pay \u202e001 crowns"})
    assert answer.status_code == 409
    assert "U+202E" in read(answer)


def test_a_change_of_the_rulebook_is_shown_article_by_article_before_it_is_moved(hall, reader):
    live, member = hall("called"), reader(50)
    text = member.get("/motions/new/?business=rulebook-change").context["form"].initial["rulebook"]
    changed = text.replace("roll_call_on_demand = 20", "roll_call_on_demand = 10")
    given = {**WRITTEN, "business": "rulebook-change", "rulebook": changed}
    checked = read(member.post("/motions/new/?business=rulebook-change", given))
    assert "What it would change in the rulebook" in checked
    assert "Voting" in checked
    member.post("/motions/new/?business=rulebook-change", {**given, "checked": "yes"})
    assert live.state.motions.motions["M1"].rules
    page = read(member.get("/motions/M1/"))
    assert "What it would change in the rulebook" in page
    assert "[added: " in page


def test_a_change_begins_from_the_rules_where_two_changes_were_merged_and_nobody_wrote_the_text(
    hall, reader, monkeypatch
):
    from msgspec.structs import replace

    from rankandfile.core.chapters.foundation import rulebook
    from rankandfile.core.chapters.rulebook_change import merged_hash
    from rankandfile.core.ids import RulesHash
    from rankandfile.core.rulebook.parse import parse
    from rankandfile.web import organisation

    live = hall("called")
    state, rules = live.state, rulebook(live.state)
    merged = replace(rules, voting=replace(rules.voting, tellers_agree=3))
    known = merged_hash(RulesHash("a"), RulesHash("b"), RulesHash("c"))
    own = state.foundation
    shelf, history = own.shelf.set(known, merged), (*own.history, replace(own.history[-1], rules=known))
    foundation = replace(own, shelf=shelf, history=history, rulebook=merged)
    monkeypatch.setattr(organisation, "read_state", lambda: replace(state, foundation=foundation))
    text = reader(50).get("/motions/new/?business=rulebook-change").context["form"].initial["rulebook"]
    assert parse(text) == merged


def test_the_rulebook_says_where_its_change_is_proposed_while_that_is_open(hall, reader):
    hall("called")
    link = "/motions/new/?business=rulebook-change"
    assert link in read(reader(50).get("/rulebook/"))
    assert '"?business=rulebook-change"' in read(reader(50).get("/motions/new/"))


def test_a_rulebook_that_cannot_be_read_is_told_line_by_line(hall, reader):
    hall("called")
    given = {**WRITTEN, "business": "rulebook-change", "rulebook": "title = 3\nnothing"}
    answer = reader(50).post("/motions/new/?business=rulebook-change", given)
    assert answer.status_code == 422
    assert "Line 2" in read(answer)


def test_the_list_shows_what_is_short_of_seconders_and_what_each_still_needs(hall, reader):
    hall("papers")
    page = read(reader(50).get("/motions/?show=short"))
    assert "A kitchen in the union house" in page
    assert "Needed: 2 more seconders" in page
    assert "Night ferries" not in page


def test_the_mover_withdraws_after_being_asked_twice(hall, reader):
    live, mover = hall("papers"), reader(72)
    assert "Withdraw this motion" in read(mover.post("/motions/M2/withdraw/"))
    assert not live.state.motions.motions["M2"].fate
    assert "withdrawn" in read(mover.post("/motions/M2/withdraw/", {"checked": "yes"}, follow=True))
    assert live.state.motions.motions["M2"].fate == "withdrawn"


def test_the_leadership_answers_and_the_mover_replies(hall, reader):
    hall("papers")
    text = {"text": "We **agree**, and [here is why](https://harbour.example/why)."}
    assert "<strong>agree</strong>" in read(reader(CHAIR).post("/motions/M1/answer/", text))
    reader(CHAIR).post("/motions/M1/answer/", {**text, "checked": "yes"})
    mover = reader(41)
    page = read(mover.get("/motions/M1/"))
    assert 'rel="nofollow noopener ugc"' in page
    assert "Reply to the answer" in page
    assert "Then vote." in read(mover.post("/motions/M1/reply/", {"text": "Then vote.", "checked": "yes"}, follow=True))


def test_the_text_as_amended_follows_from_the_amendments_carried(hall, reader):
    hall("closed")
    page = read(reader(50).get("/motions/M1/"))
    assert "The text as amended" in page
    assert "who is dismissed or fined</li>" in page, "its lines are broken anew"
    assert "to be reviewed" in page
    assert "for were needed" in page


def test_the_leadership_is_reminded_of_the_answer_it_owes(hall, reader):
    hall("papers")
    assert "Answer for the leadership: motion M1, Night ferries: notice, and legal aid" in read(reader(CHAIR).get("/"))


def test_a_motion_that_does_not_exist_is_not_found(hall, reader):
    hall("papers")
    assert reader(50).get("/motions/M99/").status_code == 404
    assert reader(50).post("/motions/M1/do/nothing/").status_code == 404
