"""Two rulebooks are compared article by article, and two changes of one rulebook go together or clash."""

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rankandfile.core.rulebook.compare import changes, merge
from rankandfile.core.rulebook.schema import Rulebook
from tests.core.rulebook.texts import DEFAULT, changed, read

BASE = read(DEFAULT)
TELLERS = ("tellers_agree = 2", "tellers_agree = 3")
NOTICE = (
    'every = "52 weeks"\ncalled_by = "executive"\nnotice = "16 weeks"',
    'every = "52 weeks"\ncalled_by = "executive"\nnotice = "18 weeks"',
)
OTHER_NOTICE = (
    'every = "52 weeks"\ncalled_by = "executive"\nnotice = "16 weeks"',
    'every = "52 weeks"\ncalled_by = "executive"\nnotice = "20 weeks"',
)
LONGER_TERM = ('title = "Tellers"\nid = "teller"\nnumber = 4', 'title = "Tellers"\nid = "teller"\nnumber = 6')
NEW_POST = (
    "# --- The convention and its timetable",
    '[[posts]]\narticle = "5.10"\ntitle = "Archivist"\nid = "archivist"\nby = "convention"\nterm = "60 weeks"\n',
)
NEW_SECTION = ("# --- Deciding", '[[agenda.sections]]\narticle = "11.7"\nid = "songs"\nbusiness = []\n')
AGENDA_TITLE = ('title = "Order of business"', 'title = "The order of the day"')
NO_RULING = (DEFAULT[DEFAULT.index("[[rulings]]") : DEFAULT.index("# --- What is out")], "")


def version(*edits: tuple[str, str]) -> Rulebook:
    return read(changed(DEFAULT, *edits))


def test_equal_rulebooks_have_no_changes() -> None:
    assert changes(BASE, read(DEFAULT)) == ()


def test_a_change_is_told_with_both_readings() -> None:
    (change,) = changes(BASE, version(TELLERS))
    assert (change.article, change.title, change.kind) == ("13", "Voting", "changed")
    assert "2 tellers must find the same count." in change.before
    assert "3 tellers must find the same count." in change.after


def test_added_and_removed_articles_are_told() -> None:
    found = {(c.article, c.kind, c.title) for c in changes(BASE, version(NEW_POST, NO_RULING))}
    removed = ("16.1", "removed", "Whether something has arisen since motions closed")
    assert found == {("5.10", "added", "Archivist"), removed}
    assert {(c.before, bool(c.after)) for c in changes(BASE, version(NEW_POST))} == {("", True)}


def test_a_clause_inside_a_clause_is_a_change_of_its_own_article_only() -> None:
    assert [c.article for c in changes(BASE, version(NEW_SECTION))] == ["11.7"]
    assert [c.article for c in changes(BASE, version(AGENDA_TITLE))] == ["11"]


TWICE = ("# --- The convention and its timetable", NEW_POST[1].replace('"5.10"', '"5.3"'))


def test_nothing_hides_behind_a_number_given_twice() -> None:
    assert "5.3" in {change.article for change in changes(BASE, version(TWICE))}
    nameless = version(('article = "13"', 'article = ""'))
    assert changes(nameless, replace(nameless, voting=replace(nameless.voting, tellers_agree=1)))
    clashes = merge(BASE, version(TWICE), version(LONGER_TERM))
    assert isinstance(clashes, tuple)
    assert [clash.article for clash in clashes] == [""]


def test_the_title_and_the_words_are_changes_outside_all_articles() -> None:
    (title,) = changes(BASE, version(('title = "Rulebook of', 'title = "New rulebook of')))
    assert (title.article, title.kind) == ("", "changed")
    assert title.after.startswith("New rulebook of a member democracy; ")
    (words,) = changes(BASE, version(("[organisation]", '[words]\nbranch = "local"\n[organisation]')))
    assert "branch = local" in words.after
    assert "branch = local" not in words.before


def test_a_clause_that_a_rulebook_may_do_without_is_added_and_removed() -> None:
    silent = replace(BASE, dissolution=None)
    assert [(c.article, c.kind) for c in changes(silent, BASE)] == [("15", "added")]
    assert [(c.article, c.kind) for c in changes(BASE, silent)] == [("15", "removed")]


def test_another_order_of_the_agenda_is_a_change_of_its_article() -> None:
    assert [c.article for c in changes(BASE, reordered(BASE))] == ["11"]


def test_another_order_of_posts_is_a_change_outside_all_articles() -> None:
    assert [c.article for c in changes(BASE, replace(BASE, posts=BASE.posts[::-1]))] == [""]


def reordered(rulebook: Rulebook, by: int = 1) -> Rulebook:
    """The rulebook with the sections of its agenda moved on by so many places."""
    sections = rulebook.agenda.sections
    return replace(rulebook, agenda=replace(rulebook.agenda, sections=sections[by:] + sections[:by]))


def test_an_order_and_an_addition_go_together() -> None:
    for theirs, current in ((reordered(BASE), version(NEW_SECTION)), (version(NEW_SECTION), reordered(BASE))):
        merged = merge(BASE, theirs, current)
        assert isinstance(merged, Rulebook)
        assert [section.article for section in merged.agenda.sections] == [
            "11.2",
            "11.3",
            "11.4",
            "11.5",
            "11.6",
            "11.1",
            "11.7",
        ]


def test_two_new_orders_clash() -> None:
    clashes = merge(BASE, reordered(BASE), reordered(version(NEW_SECTION), 2))
    assert isinstance(clashes, tuple)
    assert [clash.article for clash in clashes] == [""]


def test_changes_of_different_articles_go_together() -> None:
    assert merge(BASE, version(TELLERS), version(NOTICE)) == version(TELLERS, NOTICE)
    assert merge(BASE, version(NEW_POST), version(LONGER_TERM)) == version(NEW_POST, LONGER_TERM)
    assert merge(BASE, version(NO_RULING), version(LONGER_TERM)) == version(NO_RULING, LONGER_TERM)


def test_a_clause_and_a_clause_inside_it_are_changed_apart() -> None:
    both = version(NEW_SECTION, AGENDA_TITLE)
    assert merge(BASE, version(NEW_SECTION), version(AGENDA_TITLE)) == both
    assert merge(BASE, version(AGENDA_TITLE), version(NEW_SECTION)) == both


def test_the_same_change_twice_is_no_conflict() -> None:
    assert merge(BASE, version(NOTICE), version(NOTICE, TELLERS)) == version(NOTICE, TELLERS)


def test_two_changes_of_one_article_clash_with_all_three_readings() -> None:
    clashes = merge(BASE, version(NOTICE), version(OTHER_NOTICE))
    assert isinstance(clashes, tuple)
    (clash,) = clashes
    assert clash.article == "7"
    assert "16 weeks" in clash.base
    assert "18 weeks" in clash.theirs
    assert "20 weeks" in clash.current


def test_two_fields_of_one_clause_clash_too() -> None:
    clashes = merge(BASE, version(NOTICE), version(('every = "52 weeks"', 'every = "50 weeks"')))
    assert isinstance(clashes, tuple)
    assert [clash.article for clash in clashes] == ["7"]


def test_a_clause_that_one_side_removed_and_the_other_changed_clashes() -> None:
    ruled = ('ruled_by = "chair"', 'ruled_by = "executive"')
    for theirs, current in ((version(NO_RULING), version(ruled)), (version(ruled), version(NO_RULING))):
        clashes = merge(BASE, theirs, current)
        assert isinstance(clashes, tuple)
        assert [clash.article for clash in clashes] == ["16.1"]


def test_two_titles_of_the_rulebook_clash_outside_all_articles() -> None:
    theirs, current = (version(('title = "Rulebook of', f'title = "{word} rulebook of')) for word in ("Old", "New"))
    clashes = merge(BASE, theirs, current)
    assert isinstance(clashes, tuple)
    assert [clash.article for clash in clashes] == [""]


EDITS = (TELLERS, NOTICE, LONGER_TERM, NEW_POST, NEW_SECTION, AGENDA_TITLE, NO_RULING)


@settings(deadline=None, max_examples=40)
@given(st.sets(st.sampled_from(EDITS)), st.sets(st.sampled_from(EDITS)))
def test_merging_is_the_same_from_both_sides(theirs: set[tuple[str, str]], current: set[tuple[str, str]]) -> None:
    left = merge(BASE, version(*sorted(theirs)), version(*sorted(current)))
    right = merge(BASE, version(*sorted(current)), version(*sorted(theirs)))
    assert left == right == version(*sorted(theirs | current))
