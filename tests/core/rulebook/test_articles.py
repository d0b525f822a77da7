"""Every clause is found under the number by which people cite it."""

from rankandfile.core.rulebook.articles import articles, clause_of, covers
from rankandfile.core.rulebook.schema import Post, Tier
from tests.core.rulebook.texts import DEFAULT, changed, read


def test_articles_lead_to_the_path_of_their_clause() -> None:
    found = articles(read(DEFAULT))
    assert found["1"] == "organisation"
    assert found["2.2"] == "membership.classes[1]"
    assert found["5.3"] == "posts[2]"
    assert found["14.1"] == "change.tiers[0]"
    assert found["16.1"] == "rulings[0]"


def test_of_a_number_given_twice_the_first_clause_is_meant() -> None:
    assert articles(read(changed(DEFAULT, ('article = "5.3"', 'article = "5.2"'))))["5.2"] == "posts[1]"


def test_a_clause_is_found_by_its_article() -> None:
    rulebook = read(DEFAULT)
    assert isinstance(clause_of(rulebook, "5.3"), Post)
    assert isinstance(clause_of(rulebook, "14.2"), Tier)
    assert clause_of(rulebook, "99") is None


def test_a_prefix_covers_whole_numbers_only() -> None:
    assert covers("4", "4")
    assert covers("4", "4.1")
    assert covers("4", "4(a)")
    assert covers("§4", "§4-1")
    assert covers("*", "17.3")
    assert not covers("4", "40")
    assert not covers("4.1", "4")
    assert not covers("", "4")
