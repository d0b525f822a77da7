"""A proposed rulebook is amended on the site: against the proposal, against the one in force, and checked."""

from rankandfile.shell.presets import preset_text

from .test_motions import read

RULES = preset_text("member-democracy")
LIMIT, MORE = "limit = [{ words = 300 }]", "limit = [{ words = 333 }]"
PROPOSED = RULES.replace("tellers_agree = 2", "tellers_agree = 3")
HOLED = PROPOSED.replace("amendable = false\n", "", 1)
YES = {"checked": "yes"}
WRITTEN = {"text": "More words for amendments.", "reason": "", "capacity": "member/"}


def proposed(hall, reader):
    """A motion proposes that three tellers agree."""
    live = hall("called")
    paper = {
        "business": "rulebook-change", "capacity": "member/", "title": "Three tellers", "synopsis": "",
        "text": "Two can agree too easily.", "rulebook": PROPOSED, **YES,
    }  # fmt: skip
    reader(50).post("/motions/new/", paper)
    assert list(live.state.motions.motions) == ["M1"]
    return live


def test_an_amendment_to_the_rules_is_found_from_the_page_of_amendments(hall, reader):
    proposed(hall, reader)
    page = read(reader(51).get("/motions/M1/amend/"))
    assert "/motions/M1/amend/rulebook/" in page
    form = reader(51).get("/motions/M1/amend/rulebook/").context["form"]
    assert form["rulebook"].value() == PROPOSED


def test_what_it_changes_is_seen_against_the_proposal_and_the_rulebook_in_force(hall, reader):
    live = proposed(hall, reader)
    sent = {**WRITTEN, "rulebook": PROPOSED.replace(LIMIT, MORE)}
    checked = reader(51).post("/motions/M1/amend/rulebook/", sent)
    rules = checked.context["moved"].rules
    assert len(rules.clauses) == 1
    assert "333" in rules.clauses[0].after
    assert len(rules.whole) == 2, "with the proposal's own change"
    assert "The check finds nothing" in read(checked)
    assert not live.state.amendments.amendments
    moved = reader(51).post("/motions/M1/amend/rulebook/", {**sent, **YES}, follow=True)
    assert "Your amendment is received." in read(moved)
    own = live.state.amendments.amendments["M1-A1"]
    assert own.rules
    assert own.articles == (rules.clauses[0].article,)
    shown = moved.context["amendments"][0]
    assert shown.rules.clauses == rules.clauses
    assert shown.what == "Amend the proposed rulebook"


def test_what_the_check_finds_is_shown_to_the_author_and_to_everybody(hall, reader):
    proposed(hall, reader)
    sent = {**WRITTEN, "rulebook": HOLED}
    remarks = reader(51).post("/motions/M1/amend/rulebook/", sent).context["moved"].rules.remarks
    assert remarks
    page = reader(51).post("/motions/M1/amend/rulebook/", {**sent, **YES}, follow=True)
    assert page.context["amendments"][0].rules.remarks == remarks
    told = read(page)
    assert "It finds of the rulebook as amended what it does not find of the one in force:" in told
    assert remarks[0] in told


def test_a_rulebook_that_cannot_be_read_or_says_the_same_goes_no_further(hall, reader):
    live = proposed(hall, reader)
    broken = reader(51).post("/motions/M1/amend/rulebook/", {**WRITTEN, "rulebook": "title = ["})
    assert broken.status_code == 422
    assert "Line 1" in read(broken)
    same = reader(51).post("/motions/M1/amend/rulebook/", {**WRITTEN, "rulebook": PROPOSED, **YES})
    assert same.status_code == 409
    assert "says what M1 proposes already" in read(same)
    assert not live.state.amendments.amendments


def test_a_motion_without_a_rulebook_has_no_such_page(hall, reader):
    hall("papers")
    assert reader(50).get("/motions/M1/amend/rulebook/").status_code == 404


def test_it_stands_on_paper_with_what_it_changes(hall, reader):
    live = proposed(hall, reader)
    reader(51).post("/motions/M1/amend/rulebook/", {**WRITTEN, "rulebook": PROPOSED.replace(LIMIT, MORE), **YES})
    lines = live.state.meetings.conventions["C1"].timetable
    live.wait(next(line.at for line in lines if line.kind == "issue" and line.about == "1"))
    paper = reader(50).get("/bulletin/C1/issue/1/paper.md").content.decode()
    assert "333" in paper
