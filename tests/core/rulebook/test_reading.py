"""A rulebook reads as plain sentences, in the organisation's own words and the reader's language."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from rankandfile.core.count.methods import BY_RANKING
from rankandfile.core.rulebook import schema
from rankandfile.core.rulebook.articles import clauses
from rankandfile.core.rulebook.reading import READINGS, article, as_text, read
from rankandfile.core.rulebook.reading.counts import COUNTS
from rankandfile.core.rulebook.reading.people import POWERS
from rankandfile.core.rulebook.sentences import listed, ngettext, say, sentence
from rankandfile.shell.presets import preset_names, preset_text
from tests.core.rulebook.texts import DEFAULT, changed
from tests.core.rulebook.texts import read as rules


@pytest.mark.parametrize("name", preset_names())
def test_every_article_of_a_preset_is_read_out_in_whole_sentences(name: str) -> None:
    rulebook = rules(preset_text(name))
    sections = read(rulebook)
    assert [section.article for section in sections] == [clause.article for _, clause in clauses(rulebook)]
    for section in sections:
        assert section.sentences, section.article
        for told in section.sentences:
            assert told.endswith("."), told
            assert "{" not in told
            assert "  " not in told


def test_every_kind_of_clause_has_a_reading() -> None:
    kinds = {kind for kind in vars(schema).values() if isinstance(kind, type) and issubclass(kind, schema.Clause)}
    assert set(READINGS) == kinds - {schema.Clause}
    assert set(POWERS) == set(schema.POWERS)


def test_an_article_is_one_paragraph() -> None:
    rulebook = rules(DEFAULT)
    assert article(rulebook, "4.3") == (
        "Voting: any member. The quorum is 5. Without it nothing is decided. Minutes are due within 2 weeks. "
        "The clock publishes them then; what the record knows stands in them by itself. "
        "Every member may read its papers and minutes."
    )
    assert article(rulebook, "9.2").startswith(
        "It may be moved by any member, any branch and the executive, each with the support of 10 members from 3 branch"
    )
    assert article(rulebook, "99") == ""


def test_inner_articles_stand_deeper() -> None:
    depths = {section.article: section.depth for section in read(rules(DEFAULT))}
    assert (depths["2"], depths["2.1"], depths["4.1"], depths["14.2"]) == (0, 1, 0, 1)


def test_the_text_has_a_heading_and_a_paragraph_for_each_article() -> None:
    text = as_text(rules(DEFAULT))
    assert text.startswith("Rulebook of a member democracy\n\n1  Name and purpose\nThe organisation is called")
    assert "\n\n5.9  Organisers\n" in text


def test_the_organisations_own_words_stand_for_ours() -> None:
    text = changed(
        DEFAULT,
        ("[organisation]", '[words]\nbranch = "local"\nbranches = "locals"\nconvention = "congress"\n[organisation]'),
    )
    assert "Each local sends delegates" in article(rules(text), "6")
    assert "10 members from 3 locals" in article(rules(text), "9.2")
    assert article(rules(text), "3").endswith("Locals may form regions.")
    assert "the opening of the congress" in article(rules(text), "7")


def test_templates_and_words_are_translated_and_facts_are_not() -> None:
    def shouted(template: str, plural: str, count: int) -> str:
        return re.sub(r"[a-z]+(?![^{]*\})", lambda word: word[0].upper(), plural if plural and count != 1 else template)

    assert "THE ORGANISATION IS CALLED Our organisation." in " ".join(read(rules(DEFAULT), shouted)[0].sentences)
    assert "10 MEMBERS FROM 3 BRANCHES" in article(rules(DEFAULT), "9.2", shouted)


def test_a_title_with_braces_is_printed_as_it_is() -> None:
    text = changed(DEFAULT, ('purpose = "What its', 'purpose = "{x} What its'))
    assert "Its purpose: {x} What its members" in article(rules(text), "1")


def test_numbers_choose_between_one_and_many() -> None:
    assert str(ngettext("{number} week", "{number} weeks", 1)) == "1 week"
    assert str(ngettext("{number} week", "{number} weeks", 2)) == "2 weeks"


def test_lists_are_written_as_people_write_them() -> None:
    assert [say(listed(list("abc")[:count])) for count in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert say(sentence("{a}!", a=sentence("{b}?", b=3))) == "3?!"


FORMULA = '{ method = "divisor-per", divisor = 20, rounding = "or-part-thereof", minimum = 1 }'
BRANCH_QUORUM = "quorum = { number = 5 }"
SAID = {
    # what is said: (old, new, article, sentence)
    "holidays": ("offset_minutes = 0", 'holidays = ["2026-05-01"]', "1", "These days are holidays: 2026-05-01."),
    "no purpose": ('purpose = "What its members decide together"\n', "", "1", "called Our organisation. Working days"),
    "admission by the executive": (
        'admitted_by = "branch"',
        'admitted_by = "executive"',
        "2",
        "The leadership answers applications within 4 weeks.",
    ),
    "admission of anyone": (
        'admitted_by = "branch"',
        'admitted_by = "anyone"',
        "2",
        "Whoever applies is a member at once. A member stays",
    ),
    "a waiting time": (
        'waiting = "0 days"',
        'waiting = "1 day"',
        "2",
        "New members take part in decisions after 1 day.",
    ),
    "transfer by the branch": ('transfer_by = "member"', 'transfer_by = "branch"', "2", "when their own lets them go."),
    "all rights": (
        "move = false\ncounts = false",
        "counts = true",
        "2.2",
        "They count when delegates are apportioned.",
    ),
    "no minimum, no regions": ("minimum = 5", "regions = false", "3", "recognised by the executive."),
    "a seat outside the quorum": (
        '{ who = "member" }',
        '{ who = "member", quorum = false }',
        "4.3",
        "Voting, but not counted for the quorum: any member.",
    ),
    "no quorum": (BRANCH_QUORUM, "quorum = {}", "4.3", "There is no quorum."),
    "exclusions from the quorum": (
        BRANCH_QUORUM,
        'quorum = { number = 5, exclusions = ["members on leave"], without = "advisory" }',
        "4.3",
        "Left out of that number: members on leave. Without it decisions are advice only.",
    ),
    "a square root": (
        BRANCH_QUORUM,
        'quorum = { square_root = "3/2" }',
        "4.3",
        "The quorum is 3/2 times the square root of the number entitled.",
    ),
    "closed papers": (
        'minutes_within = "2 weeks"',
        "papers_open = false",
        "4.2",
        "Its papers and minutes are closed to members.",
    ),
    "an appointment": (
        '\nby = "branch"',
        '\nfilled = "appointment"\nby = "secretary"',
        "5.5",
        "Appointed by “Secretary”: 1 place.",
    ),
    "a slate": (
        "number = 5\n",
        'number = 5\nfilled = "slate"\n',
        "5.4",
        "as one list, to be taken or left as a whole: 5 places.",
    ),
    "candidates": ("nominators = 5", 'candidates = "delegate"', "5.1", "Who may stand: any delegate."),
    "one supporter": ("nominators = 5", "nominators = 1", "5.1", "A candidate needs 1 member as a supporter."),
    "no recall": (
        'recall = { by = "branch", petition = { members = 5 }, majority = "simple" }',
        "",
        "5.5",
        "There is no recall before the term ends.",
    ),
    "an unknown majority": (
        'petition = { members = 5 }, majority = "simple"',
        'petition = { branches = 5 }, majority = "vast"',
        "5.5",
        "with “vast”. The demand for a recall needs supporters from 5 branches.",
    ),
    "an unknown power": ('powers = ["tell"]', 'powers = ["juggle"]', "5.6", "Whoever holds it juggle."),
    "an unknown method": ("nominators = 5", 'method = "cheers"', "5.1", "counted by cheers"),
    "a maximum": (
        'rounding = "or-part-thereof", minimum = 1',
        'rounding = "down", maximum = 9',
        "6",
        "(a part does not count). Never more than 9.",
    ),
    "bands": (
        FORMULA,
        '{ method = "bands", bands = [[10, 1], [20, 2]], divisor = 75, rounding = "nearest" }',
        "6",
        "1 up to 10 members, 2 up to 20 members and one more for each further 75 (rounded to the nearest).",
    ),
    "bands with both ends": (
        FORMULA,
        '{ method = "bands", bands = [[1, 10, 1]] }',
        "6",
        "by this table: 1 from 1 to 10 members.",
    ),
    "a square root of members": (
        FORMULA,
        '{ method = "square-root", divisor = 2 }',
        "6",
        "the square root of its number of members, divided by 2",
    ),
    "equal numbers": (FORMULA, '{ method = "equal", each = 2 }', "6", "2 each."),
    "a house by averages": (
        FORMULA,
        '{ method = "highest-averages", house_size = 50 }',
        "6",
        "its share of 50 by sainte-lague.",
    ),
    "a house by remainders": (
        FORMULA,
        '{ method = "largest-remainder", house_size = 50 }',
        "6",
        "its share of 50 by largest remainders.",
    ),
    "appointed delegates": (
        'alternates = "as-many"',
        'alternates = "none"\nchosen = "appointment"\nappointed_by = "organiser"',
        "6",
        "They are chosen by “Organisers”, without an election. There are no alternates.",
    ),
    "nomination by the branch": (
        'alternates = "as-many"',
        'alternates = "half"\nnomination = "branch"',
        "6",
        "The branch nominates, from",
    ),
    "other anchors and units": (
        'candidates_close = "3 weeks before opening"',
        'candidates_close = "10 working days after agenda"',
        "7",
        "until 10 working days after the agenda is composed.",
    ),
    "an anchor by name": (
        'candidates_close = "3 weeks before opening"',
        'candidates_close = "1 hour after issue-3"',
        "7",
        "1 hour after the deadline “issue-3”.",
    ),
    "minutes, at the close": (
        'candidates_open = "8 weeks before opening"',
        'candidates_open = "30 minutes after call"',
        "7",
        "from 30 minutes after the call",
    ),
    "at the opening": (
        'candidates_close = "3 weeks before opening"',
        'candidates_close = "at opening"',
        "7",
        "until at the opening",
    ),
    "no bulletin": (
        'issues = ["9 weeks before opening", "5 weeks before opening", "2 weeks before opening"]',
        "issues = []",
        "8",
        "No bulletin appears.",
    ),
    "a bulletin at discretion": (
        'order = "lot"',
        'published_by = "discretion"\ndiscretion_of = "secretary"\norder = "officer"',
        "8",
        "“Secretary” decides what is published. An officer chooses the order.",
    ),
    "no limit": ("limits = [{ words = 1500 }]", "limits = []", "8", "There is no limit to the length of a text."),
    "motions at discretion": (
        'review_after = "104 weeks"',
        'placed = "discretion"\ndiscretion_of = "executive"\nseconded_by = "delegates"',
        "9.2",
        "Whether it comes on the agenda is decided by the executive.",
    ),
    "amendments to amendments": (
        "floor = { delegates = 20 }\n",
        "",
        "10",
        "An amendment may be amended itself, 1 time over. What would change an amendment is voted on before it.",
    ),
    "a base of all entitled": (
        'base = "cast", comparison = "at-least" }',
        'base = "entitled", vacant = "count", rounding = "up", tie = "lot", floor = 40 }',
        "12.2",
        "entitled to vote. Vacant seats count as entitled. The share is rounded: a part counts as a whole. Besides, 40",
    ),
    "abstentions that count": (
        'base = "cast", comparison = "at-least" }',
        'base = "cast", abstentions = "count", spoilt = "count" }',
        "12.2",
        "Counted among the votes: abstentions and spoilt votes.",
    ),
    "roll call": (
        'usual = "show-of-cards"\nroll_call_on_demand = 20\ntellers_agree = 2',
        'usual = "roll-call"\ntellers_agree = 1',
        "13",
        "Votes are taken by roll call, each by name.",
    ),
    "a dissolution quorum": (
        "referendum = true\nassets_to",
        'referendum = false\nquorum = { share = "1/3" }\n#',
        "15",
        "The quorum for it is a third of those entitled.",
    ),
    "a change from a date": (
        'articles = ["14", "15", "17"]\nmajority = "three-quarters"\nin_force = "closing"',
        'articles = ["14", "15", "17"]\nmajority = "three-quarters"\nin_force = "date"\nafter = "6 weeks"',
        "14.1",
        "A change is in force 6 weeks after the convention closes.",
    ),
    "no appeal": (
        'ruled_by = "chair"\nappeal_to = "convention"',
        'ruled_by = "chair"',
        "16.1",
        "“Chair” rules on it, and the ruling is recorded.",
    ),
}


@pytest.mark.parametrize("thing", SAID)
def test_what_a_rulebook_can_say_is_said_in_a_sentence(thing: str) -> None:
    old, new, number, expected = SAID[thing]
    assert expected in article(rules(changed(DEFAULT, (old, new))), number)


def test_a_class_without_rights_and_a_rulebook_without_delegates() -> None:
    start, end = DEFAULT.index("[delegates]"), DEFAULT.index("[convention]")
    rulebook = rules(DEFAULT[:start] + DEFAULT[end:])
    assert article(rulebook, "2.1") == "Members may vote, stand as candidates and move and second business."
    member_class = replace(rulebook.membership.classes[0], move=False, title="")
    text = replace(rulebook, membership=replace(rulebook.membership, classes=(member_class,)))
    assert (
        article(text, "2.1")
        == "member may vote and stand as candidates. member may do none of this: move and second business."
    )


def test_no_sentence_of_the_readings_escapes_translation() -> None:
    folder = Path(__file__).resolve().parents[3] / "src/rankandfile/core/rulebook/reading"
    for file in folder.glob("*.py"):
        loose = re.findall(r'sentence\(\s*"([^"{]{3,})', file.read_text(encoding="utf-8"))
        assert loose == [], file.name


def test_every_way_of_counting_that_a_rulebook_may_name_has_its_words() -> None:
    assert set(COUNTS) == set(BY_RANKING)
    assert len(set(COUNTS.values())) == len(COUNTS)
