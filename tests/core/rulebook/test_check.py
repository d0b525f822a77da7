"""Each way in which a rulebook contradicts itself or leaves a hole is found, under its article and on its line."""

import pytest

from rankandfile.core.rulebook.check import check, examine
from rankandfile.core.rulebook.checks.names import references
from rankandfile.core.rulebook.checks.numbers import tier_of
from rankandfile.core.rulebook.checks.people import rooted
from rankandfile.core.rulebook.problem import Problems
from tests.core.rulebook.texts import DEFAULT, changed, line_with, read


def problems(*changes: tuple[str, str]) -> Problems:
    """What the check says about the default preset with these changes, beside what it says of every preset."""
    return beside_witnesses(examine(changed(DEFAULT, *changes))[1])


def beside_witnesses(found: Problems) -> Problems:
    """What was found, without the one notice that a preset has: whom it asks to witness is still to be named."""
    return tuple(p for p in found if (p.severity, p.path) != ("notice", "witnesses.named"))


def told(found: Problems) -> list[str]:
    return [f"{p.severity} {p.article} {p.path}: {p.what} {p.remedy}" for p in found]


def test_the_default_preset_has_nothing_wrong_with_it_and_waits_for_its_witnesses() -> None:
    assert told(check(read(DEFAULT))) == [
        (
            "notice 17 witnesses.named: 4 witnesses are still to be named; until enough are, no receipt is witnessed."
            " Ask sister organisations, far branches or elected auditors, and name them here."
        )
    ]


def test_a_text_that_cannot_be_read_has_no_rules_but_problems() -> None:
    rulebook, found = examine("title = 1")
    assert rulebook is None
    assert found


BROKEN: dict[str, tuple[str, str, str, str, str]] = {
    # what is wrong: (old, new, article, path, part of the sentence)
    "an article twice": ('article = "5.3"', 'article = "5.2"', "5.2", "posts[2].article", "there twice"),
    "an article without a number": ('article = "13"', 'article = " "', " ", "voting.article", "no article number"),
    "an id with a capital": ('id = "two-thirds"', 'id = "Two thirds"', "12.2", "majorities[1].id", "cannot be an id"),
    "an id twice": ('id = "supporter"', 'id = "member"', "2.2", "membership.classes[1].id", "two of the id"),
    "an unknown elector": ('\nby = "branch"', '\nby = "brunch"', "5.5", "posts[4].by", "no body “brunch”"),
    "an unknown convention": ('body = "convention"', 'body = "congress"', "7", "convention.body", "no body “congress”"),
    "an unknown caller": (
        'called_by = "executive"',
        'called_by = "us"',
        "7",
        "convention.called_by",
        "no body and no post",
    ),
    "an unknown judge": (
        'appeal_to = "convention"',
        'appeal_to = "court"',
        "16.1",
        "rulings[0].appeal_to",
        "no body and no post",
    ),
    "an unknown seat": ('{ who = "member" }', '{ who = "cat" }', "4.3", "bodies[2].seats[0].who", "Nobody is a “cat”"),
    "an unknown mover": (
        'who = "branch", seconders = { members = 5 }',
        'who = "guest", seconders = { members = 5 }',
        "10",
        "amendments.movers[1].who",
        "no class of author “guest”",
    ),
    "an unknown author of documents": (
        'order = "lot"',
        'documents_by = ["anyone"]',
        "8",
        "bulletin.documents_by[0]",
        "no class of author",
    ),
    "an unknown author of a limit": (
        "limits = [{ words = 1500 }]",
        'limits = [{ words = 1500 }, { author = "all", words = 1 }]',
        "8",
        "bulletin.limits[1].author",
        "no class of author",
    ),
    "unknown candidates": (
        "nominators = 5",
        'candidates = "angel"',
        "5.1",
        "posts[0].candidates",
        "no class of members",
    ),
    "an unknown power": (
        'powers = ["minutes"]',
        'powers = ["minutes", "fly"]',
        "5.7",
        "posts[6].powers[1]",
        "no power “fly”",
    ),
    "an unknown majority of recall": (
        'majority = "simple" }',
        'majority = "vast" }',
        "5.1",
        "posts[0].recall.majority",
        "no majority “vast”",
    ),
    "an unknown method": (
        "nominators = 5",
        'method = "cheers"',
        "5.1",
        "posts[0].method",
        "does not count by the method",
    ),
    "an unknown method for delegates": (
        'method = "scottish-stv-2011"\nroll',
        'method = "cheers"\nroll',
        "6",
        "delegates.method",
        "does not count",
    ),
    "unknown business on the agenda": (
        'business = ["policy"]',
        'business = ["policy", "songs"]',
        "11.4",
        "agenda.sections[3].business[1]",
        "no class of business “songs”",
    ),
    "business in no section": ('business = ["policy"]', "business = []", "9.2", "business[1]", "never reached"),
    "business in two sections": (
        'business = ["report"]',
        'business = ["report", "policy"]',
        "9.2",
        "business[1]",
        "more than one section",
    ),
    "a reference to nothing in a ruling": (
        "under article 9.4",
        "under article 9.7",
        "16.1",
        "rulings[0].text",
        "article 9.7, which does not exist",
    ),
    "a reference to nothing in a tier": (
        'articles = ["14", "15", "17"]',
        'articles = ["14", "15", "17", "51"]',
        "14.1",
        "change.tiers[0].articles[3]",
        "article 51",
    ),
    "nobody may call": (
        'powers = ["call", "branches", "answer", "keys"]',
        'powers = ["branches", "answer"]',
        "",
        "posts",
        "Nobody may call the convention",
    ),
    "nobody may admit": (
        'powers = ["admit", "roll"]',
        'powers = ["roll"]',
        "",
        "posts",
        "Nobody may answer applications",
    ),
    "nobody may chair": (
        'powers = ["chair", "answer"]',
        'powers = ["answer"]',
        "",
        "posts",
        "Nobody may chair the convention",
    ),
    "nobody may count": ('powers = ["tell"]', "powers = []", "", "posts", "Nobody may count"),
    "nobody may check credentials": (
        'powers = ["credentials"]',
        "powers = []",
        "",
        "posts",
        "Nobody may check credentials",
    ),
    "documents at nobody's discretion": (
        'order = "lot"',
        'published_by = "discretion"',
        "8",
        "bulletin.discretion_of",
        "not at whose",
    ),
    "motions at nobody's discretion": (
        'review_after = "104 weeks"',
        'placed = "discretion"',
        "9.2",
        "business[1].discretion_of",
        "not at whose",
    ),
    "delegates appointed by nobody": (
        'alternates = "as-many"',
        'chosen = "appointment"',
        "6",
        "delegates.appointed_by",
        "not at whose",
    ),
    "a body without votes": (
        '{ who = "member" }',
        '{ who = "member", vote = false }',
        "4.3",
        "bodies[2].seats",
        "Nobody has a vote",
    ),
    "a body nobody elects": (
        '{ who = "member" }',
        '{ who = "branch-secretary" }',
        "4.3",
        "bodies[2].seats",
        "Nobody elects “branch”",
    ),
    "a post that fills itself": (
        '\nby = "branch"',
        '\nfilled = "appointment"\nby = "branch-secretary"',
        "5.5",
        "posts[4].by",
        "branch-secretary → branch-secretary",
    ),
    "a term with a gap after it": ('term = "60 weeks"', 'term = "52 weeks"', "5.1", "posts[0].term", "stands empty"),
    "a term for an age": ('term = "60 weeks"', 'term = "600 weeks"', "5.1", "posts[0].term", "more than five years"),
    "a post without a place": ("number = 5\n", "number = 0\n", "5.4", "posts[3].number", "is nothing"),
    "a term of nothing": (
        'by = "branch"\nterm = "60 weeks"',
        'by = "branch"\nterm = "0 weeks"',
        "5.5",
        "posts[4].term",
        "is nothing",
    ),
    "more tellers agreeing than there are": (
        "tellers_agree = 2",
        "tellers_agree = 5",
        "13",
        "voting.tellers_agree",
        "4 tellers, and 5 must agree",
    ),
    "delegates without a vote": (
        '{ who = "delegate" }',
        '{ who = "member" }',
        "6",
        "delegates",
        "no vote in the convention",
    ),
    "a quorum that cannot be met": (
        'quorum = { share = "1/2" }',
        "quorum = { number = 9 }",
        "4.2",
        "bodies[1].quorum",
        "only 8 count",
    ),
    "no quorum": ("quorum = { number = 5 }", "quorum = {}", "4.3", "bodies[2].quorum", "whoever comes decides"),
    "an unknown anchor": (
        'agenda = "2 weeks before opening"',
        'agenda = "2 weeks before easter"',
        "7",
        "convention.agenda",
        "“easter”, which has no moment",
    ),
    "deadlines counted from themselves": (
        'closes = "10 weeks before opening"\nseconding_closes = "7 weeks before opening"',
        'closes = "1 hour after seconding-close-policy"\nseconding_closes = "1 hour after motions-close-policy"',
        "9.2",
        "business[1].closes",
        "has no moment",
    ),
    "a deadline before the call": (
        'roll_date = "12 weeks',
        'roll_date = "17 weeks',
        "6",
        "delegates.roll_date",
        "before the call",
    ),
    "a roll frozen after voting opens": (
        'roll_date = "12 weeks',
        'roll_date = "5 weeks',
        "6",
        "delegates.voting_opens",
        "frozen after voting",
    ),
    "nominations that close before they open": (
        'nominations_open = "8 weeks',
        'nominations_open = "5 weeks',
        "6",
        "delegates.nominations_close",
        "before they open",
    ),
    "nominations that close when they open": (
        'nominations_open = "8 weeks',
        'nominations_open = "6 weeks',
        "6",
        "delegates.nominations_close",
        "before they open",
    ),
    "voting while nominations last": (
        'nominations_close = "6 weeks',
        'nominations_close = "5 weeks',
        "6",
        "delegates.voting_opens",
        "still nominated",
    ),
    "delegates elected after the opening": (
        'voting_closes = "4 weeks before opening"',
        'voting_closes = "1 hour after opening"',
        "6",
        "delegates.voting_closes",
        "still being elected",
    ),
    "candidates closing before they open": (
        'candidates_open = "8 weeks',
        'candidates_open = "2 weeks',
        "7",
        "convention.candidates_close",
        "before they open",
    ),
    "an agenda after the opening": (
        'agenda = "2 weeks before opening"',
        'agenda = "1 hour after opening"',
        "7",
        "convention.agenda",
        "after the convention has opened",
    ),
    "amendments after the close": (
        '\ncloses = "4 weeks before opening"',
        '\ncloses = "1 day after closing"',
        "10",
        "amendments.closes",
        "after the convention has closed",
    ),
    "seconding closed before motions": (
        'seconding_closes = "7 weeks',
        'seconding_closes = "11 weeks',
        "9.2",
        "business[1].seconding_closes",
        "Seconding closes before",
    ),
    "a threshold after the agenda": (
        'seconding_closes = "7 weeks',
        'seconding_closes = "1 weeks',
        "9.2",
        "business[1].seconding_closes",
        "after the agenda is composed",
    ),
    "motions nobody can read": (
        'closes = "10 weeks before opening"\nseconding_closes = "7 weeks',
        'closes = "1 week before opening"\nseconding_closes = "1 week',
        "9.2",
        "business[1].closes",
        "before members could read them",
    ),
    "answers too late for the bulletin": (
        'answer_due = "3 weeks',
        'answer_due = "1 week',
        "9.2",
        "business[1].answer_due",
        "too late",
    ),
    "answers before the motions": (
        'answer_due = "3 weeks',
        'answer_due = "11 weeks',
        "9.2",
        "business[1].answer_due",
        "too late",
    ),
    "amendments before the motions are out": (
        '\ncloses = "4 weeks before opening"',
        '\ncloses = "10 weeks before opening"',
        "10",
        "amendments.closes",
        "before an issue of the bulletin brings the motions",
    ),
    "no bulletin": (
        'issues = ["9 weeks before opening", "5 weeks before opening", "2 weeks before opening"]',
        "issues = []",
        "8",
        "bulletin.issues",
        "no issue of the bulletin",
    ),
    "issues in disorder": (
        '"5 weeks before opening", "2 weeks',
        '"11 weeks before opening", "2 weeks',
        "8",
        "bulletin.issues[1]",
        "Issue 2 comes before",
    ),
    "an issue after the opening": (
        '"2 weeks before opening"]',
        '"2 weeks after opening"]',
        "8",
        "bulletin.issues[2]",
        "after the opening",
    ),
    "a notice as long as a year": (
        'every = "52 weeks"',
        'every = "16 weeks"',
        "7",
        "convention.notice",
        "as long as the time between",
    ),
    "a founding too short": (
        'founding_ends_after = "52 weeks"',
        'founding_ends_after = "10 weeks"',
        "1",
        "organisation.founding_ends_after",
        "founding ends before",
    ),
    "a dissolution nobody can give notice of": (
        'notice = "16 weeks"\nreferendum',
        'notice = "20 weeks"\nreferendum',
        "15",
        "dissolution.notice",
        "longer notice",
    ),
    "a majority of more than all": (
        'ratio = "2/3", base = "cast", comparison = "at-least"',
        'ratio = "1", base = "cast", comparison = "more-than"',
        "12.2",
        "majorities[1].rule",
        "even if all vote yes",
    ),
    "a minority that decides": (
        'ratio = "1/2", base',
        'ratio = "2/5", base',
        "12.1",
        "majorities[0].rule",
        "a minority decides",
    ),
    "a tie that decides": (
        'comparison = "more-than"',
        'comparison = "at-least"',
        "12.1",
        "majorities[0].rule",
        "a tie decides",
    ),
    "two thirds rounded down": (
        'ratio = "2/3", base = "cast"',
        'ratio = "2/3", base = "cast", rounding = "down"',
        "12.2",
        "majorities[1].rule",
        "is less than 2/3",
    ),
    "two thirds of those present rounded": (
        'ratio = "2/3", base = "cast"',
        'ratio = "2/3", base = "present", rounding = "nearest"',
        "12.2",
        "majorities[1].rule",
        "Rounding loses votes",
    ),
    "two majorities for one change": (
        'majority = "two-thirds"\nchanges',
        'majority = "three-quarters"\nchanges',
        "9.3",
        "business[2].majority",
        "article 14.2 asks for “two-thirds”",
    ),
    "an end easier than a change": (
        'title = "The end of the organisation"\nmajority = "three-quarters"',
        'title = "The end"\nmajority = "simple"',
        "15",
        "dissolution.majority",
        "easier to end",
    ),
    "articles in no tier": (
        'articles = ["*"]',
        'articles = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]',
        "14",
        "change.tiers",
        "12.1, 12.2, 12.3, 13, 18, 16.1",
    ),
    "an article in two tiers": (
        'articles = ["*"]',
        'articles = ["*", "15"]',
        "14.2",
        "change.tiers[1].articles[1]",
        "in two tiers",
    ),
    "texts of any length": (
        "limit = [{ words = 300 }]",
        'limit = [{ author = "member", words = 300 }]',
        "10",
        "amendments.limit",
        "by: branch, executive.",
    ),
    "texts of no length": (
        "limit = [{ words = 300 }]",
        "limit = [{ words = 0 }]",
        "10",
        "amendments.limit[0].words",
        "no words",
    ),
    "more branches than supporters": (
        "seconders = { members = 10, branches = 3 }",
        "seconders = { members = 2, branches = 3 }",
        "9.2",
        "business[1].movers[0].seconders",
        "2 supporters cannot come from 3",
    ),
    "business that nobody moves": (
        'movers = [{ who = "executive" }]',
        "movers = []",
        "9.1",
        "business[0].movers",
        "Nobody may move",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_contradiction_or_a_hole_is_found_where_it_is(fault: str) -> None:
    old, new, article, path, part = BROKEN[fault]
    text = changed(DEFAULT, (old, new))
    _, found = examine(text)
    hits = [p for p in found if (p.article, p.path) == (article, path) and part in str(p.what)]
    assert len(hits) == 1, "\n".join(told(found))
    assert str(hits[0].remedy)
    if article.strip() and article in old + text:
        block = line_with(text, f'article = "{article}"')
        assert block - 1 <= hits[0].line <= block + 25


def test_rules_that_are_easier_to_change_than_business_is_to_decide() -> None:
    found = problems(
        ("limit = [{ words = 800 }]\nreview_after", 'limit = [{ words = 800 }]\nmajority = "two-thirds"\nreview_after'),
        ('articles = ["*"]\nmajority = "two-thirds"', 'articles = ["*"]\nmajority = "simple"'),
    )
    assert "change.tiers[1].majority" in {p.path for p in found}


def test_each_right_needs_a_class_of_members_that_has_it() -> None:
    for right, sentence in {
        "vote": "may vote",
        "stand": "may stand",
        "move": "may move",
        "counts": "counts when delegates",
    }.items():
        found = problems(('id = "member"', f'id = "member"\n{right} = false'))
        assert any(sentence in str(p.what) for p in found), right


def test_where_anyone_is_admitted_nobody_needs_the_power() -> None:
    text = changed(DEFAULT, ('admitted_by = "branch"', 'admitted_by = "anyone"'), ('["admit", "roll"]', '["roll"]'))
    assert told(beside_witnesses(examine(text)[1])) == []


def test_a_rulebook_without_delegates_must_not_seat_them_nor_let_them_second() -> None:
    start, end = DEFAULT.index("[delegates]"), DEFAULT.index("[convention]")
    text = changed(
        DEFAULT[:start] + DEFAULT[end:], ("amendable = false", 'amendable = false\nseconded_by = "delegates"')
    )
    found = {p.path: str(p.what) for p in examine(text)[1] if p.severity == "error"}
    assert "no clause says how they are chosen" in found["convention.body"]
    assert found["business[0].seconded_by"] == "Delegates second, but there are none."


def test_bands_that_leave_130_members_undefined_are_found() -> None:
    """IWW, North American Regional Administration, constitution VI.3(c): "between 90 and 129 … six delegates, branches
    with more than 130 … 1 more delegate for each additional 40"."""
    bands = "[[10, 19, 1], [20, 29, 2], [30, 49, 3], [50, 69, 4], [70, 89, 5], [90, 129, 6]]"
    rule = f'{{ method = "bands", bands = {bands}, above = 130, divisor = 40, rounding = "down" }}'
    old = 'apportionment = { method = "divisor-per", divisor = 20, rounding = "or-part-thereof", minimum = 1 }'
    text = changed(DEFAULT, (old, f"apportionment = {rule}"), ("minimum = 5", "minimum = 10"))
    holes = [p for p in examine(text)[1] if p.path == "delegates.apportionment"]
    assert [str(p.what) for p in holes] == ["A branch of exactly 130 members has no number of delegates."]
    assert holes[0].line == line_with(text, "apportionment =")


def test_bands_that_begin_late_or_end_are_found_too() -> None:
    old = 'apportionment = { method = "divisor-per", divisor = 20, rounding = "or-part-thereof", minimum = 1 }'
    text = changed(DEFAULT, (old, 'apportionment = { method = "bands", bands = [[10, 19, 1]] }'))
    assert [str(p.what) for p in examine(text)[1] if p.path == "delegates.apportionment"] == [
        "A branch of 5 to 9 members has no number of delegates.",
        "A branch of 20 or more members has no number of delegates.",
    ]


def test_an_issue_before_the_call_is_found_on_its_own_line() -> None:
    (problem,) = problems(('"9 weeks before opening", ', '\n  "20 weeks before opening",\n  '))
    assert (problem.path, problem.article) == ("bulletin.issues[0]", "8")
    assert problem.line == line_with(DEFAULT, "issues = [") + 1


def test_errors_come_before_warnings_and_notices() -> None:
    found = problems(
        ("quorum = { number = 5 }", "quorum = {}"),
        ('term = "60 weeks"', 'term = "52 weeks"'),
        ('usual = "show-of-cards"', 'article = "9.1"'),
        ('article = "13"\n', ""),
    )
    assert [p.severity for p in found] == ["error", "warning", "notice"]


def test_members_stand_behind_every_body_and_post_of_the_default() -> None:
    rulebook = read(DEFAULT)
    assert rooted(rulebook) == {b.id for b in rulebook.bodies} | {p.id for p in rulebook.posts}


def test_the_tier_that_names_an_article_most_closely_holds() -> None:
    rulebook = read(
        changed(DEFAULT, ('articles = ["14", "15", "17"]', 'articles = ["14", "14.2"]'), ('["*"]', '["*", "1"]'))
    )
    named = {article: tier_of(rulebook, article) for article in ("14.1", "15", "1")}
    assert {article: tier.article if tier else "" for article, tier in named.items()} == {
        "14.1": "14.1",
        "15": "14.2",
        "1": "14.2",
    }


def test_an_article_outside_every_tier_has_none() -> None:
    assert tier_of(read(changed(DEFAULT, ('articles = ["*"]', 'articles = ["1"]'))), "9.1") is None


def test_references_are_found_in_prose() -> None:
    prose = "See articles 4 and 5.1, § 7, §4.1(2), Article VI.3(c) (or article 8)."
    assert references(prose) == ["4", "5.1", "7", "4.1(2)", "VI.3(c)", "8"]
    assert references("An article of faith, in this article And nothing.") == []


TOLD_ONLY = {
    "held": ('candidates_open = "8 weeks', 'held = "by-post"\nlasts = "2 weeks"\ncandidates_open = "8 weeks'),
}


@pytest.mark.parametrize("key", TOLD_ONLY)
def test_what_the_engine_does_not_enforce_is_said(key: str) -> None:
    found = [p for p in problems(TOLD_ONLY[key]) if p.path.endswith(f".{key}")]
    assert [p.severity for p in found] == ["notice"]
    assert "does not enforce" in str(found[0].what)


def test_a_rulebook_that_is_silent_on_its_end_is_told_so() -> None:
    start, end = DEFAULT.index("[dissolution]"), DEFAULT.index("[[rulings]]")
    text = changed(DEFAULT[:start] + DEFAULT[end:], ('["14", "15", "17"]', '["14", "17"]'))
    assert [(p.severity, p.path) for p in beside_witnesses(examine(text)[1])] == [("notice", "dissolution")]


def test_a_deadline_of_business_before_the_call_is_found() -> None:
    found = problems(('closes = "10 weeks before opening"', 'closes = "17 weeks before opening"'))
    assert [p.path for p in found if "before the call" in str(p.what)] == ["business[1].closes"]
