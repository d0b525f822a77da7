"""An account in words, as a table and as a picture."""

import xml.etree.ElementTree as ElementTree

import pytest

from rankandfile.core.count.account import NOBODY
from rankandfile.core.count.answers import my_ballot, why_not
from rankandfile.core.count.ballot_ways import Move, path
from rankandfile.core.count.ballots import gather
from rankandfile.core.count.explain import story
from rankandfile.core.count.figures import short, written
from rankandfile.core.count.methods import METHODS, count
from rankandfile.core.count.picture import WORDS, picture
from rankandfile.core.count.table import plain_text, table

NAMES = ("Ash", "Birch", "Cedar", "Dogwood & Co")
ROWS = [(7, (0, 1)), (3, (1,)), (2, (2, 1)), (2, (2,)), (1, (3, 0, 2))]
ACCOUNT = count("scottish-stv-2011", NAMES, gather(4, ROWS), 2, "0" * 64)


def test_numbers_are_written_in_full() -> None:
    assert written(123450, 100) == "1234.50"
    assert written(-5, 100) == "-0.05"
    assert written(7, 1) == "7"
    assert [written(n, 3) for n in (7, 2, 6, -7)] == ["2 1/3", "2/3", "2", "-2 1/3"]
    assert short(123450, 100) == "1234.5"


def test_the_story_says_what_happened_and_by_which_rule() -> None:
    text = "\n".join(story(ACCOUNT))
    assert "15 valid votes for 2 seats make a quota of 6." in text
    assert "Ash has 1 votes more than the quota of 6. That surplus is passed on (rule 49)." in text
    assert "0.99995 to Birch, on 7 papers." in text
    assert "0.00005 is lost in rounding." in text
    assert "Dogwood & Co has the fewest votes, 1, and is excluded." in text
    assert "1 to Cedar, on 1 papers." in text
    assert "Ash: elected (rule 48(1))." in text
    assert "elected, because no more candidates are left than seats (rule 53(1))." in text


def test_a_tie_is_told_with_its_evidence() -> None:
    by_stage = count("scottish-stv-2011", NAMES, gather(4, [(5, (0,)), (3, (1,)), (2, (2,)), (1, (3, 2))]), 1, "0" * 64)
    assert "A tie between Birch, Cedar is settled by stage 1, where they had 3, 2: Cedar." in "\n".join(story(by_stage))
    by_lot = count("scottish-stv-2011", NAMES, gather(4, [(2, (0,)), (1, (1,)), (1, (2,))]), 1, "0" * 64)
    assert "is settled by lot" in "\n".join(story(by_lot))


def test_why_somebody_was_not_elected() -> None:
    assert why_not(ACCOUNT, 0) == ("Ash was elected at stage 1, with 7 votes.",)
    assert "With more than 2.99995 votes more" in why_not(ACCOUNT, 3)[0]
    tied = count("scottish-stv-2011", NAMES, gather(4, [(2, (0,)), (1, (1,)), (1, (2,))]), 1, "0" * 64, (3,))
    assert "as many as somebody else" in why_not(tied, tied.stages[1].excluded[0])[0]
    assert why_not(tied, 3) == ("Dogwood & Co had withdrawn before the count.",)
    nothing = count("phragmen", NAMES, gather(4, [(1, ())]), 1, "0" * 64)
    assert why_not(nothing, 0) == (
        "Ash was not elected: for each seat the ballots spoke more for somebody else, as the table shows.",
    )
    left = count("irv", NAMES, gather(4, [(3, (0,)), (1, (1,))]), 1, "0" * 64)
    assert "still in the count" in why_not(left, 1)[0]


def test_a_ballot_is_followed_through_the_count() -> None:
    assert path(ACCOUNT, (0, 1))[:2] == (Move(1, 0, 100000), Move(2, 1, 14285, 0, 85715))
    assert my_ballot(ACCOUNT, (0, 1))[1] == (
        "At stage 2 Ash has more than enough and keeps 0.85715 of it; the rest goes on to Birch: 0.14285 of a vote."
    )
    assert my_ballot(ACCOUNT, (0,))[1].endswith(
        "keeps 0.85715 of it; the rest names nobody further who is still in the count."
    )
    assert (
        my_ballot(ACCOUNT, (3, 2))[1]
        == "At stage 3 Dogwood & Co is excluded, and it goes on to Cedar with 1 of a vote."
    )
    winner = ACCOUNT.elected[-1]
    assert my_ballot(ACCOUNT, (winner,))[-1] == f"At the end it counts for {NAMES[winner]}, with 1 of a vote."
    assert path(ACCOUNT, (3,))[-1].candidate == NOBODY
    assert my_ballot(ACCOUNT, (3,))[-1] == (
        "At stage 3 Dogwood & Co is excluded, and it names nobody further who is still in the count."
    )
    assert my_ballot(ACCOUNT, ()) == ("Your ballot names nobody who stood at the count.",)


def test_under_meek_a_ballot_is_shared() -> None:
    meek = count("meek-prf", NAMES, gather(4, ROWS), 2, "0" * 64)
    told = my_ballot(meek, (0, 1))
    assert [line.split()[:2] for line in told] == [["Ash", "keeps"], ["Birch", "keeps"]]
    assert my_ballot(meek, (0,))[-1].endswith("of it names nobody further who is still in the count.")
    assert my_ballot(meek, ()) == ("Your ballot names nobody who stood at the count.",)


def test_a_ballot_is_followed_only_where_the_method_moves_it_whole() -> None:
    whole = count("cambridge", NAMES, gather(4, ROWS), 2, "0" * 64)
    assert "does not say what one ballot did" in my_ballot(whole, (0, 1))[0]


def test_where_a_rule_rounds_twice_so_does_the_way_of_a_ballot() -> None:
    account = count("minneapolis", NAMES, gather(4, [(7, (0, 1)), (4, (1,)), (3, (2,)), (1, (3,))]), 2, "0" * 64)
    surplus = next(stage for stage in account.stages if stage.action == "surplus")
    assert path(account, (0, 1))[-1].value * 7 == surplus.transfers[0].amount


def test_a_story_can_be_told_of_every_method() -> None:
    for method in METHODS:
        account = count(method, NAMES, gather(4, ROWS), 1, "0" * 64)
        assert story(account)
        assert picture(account).startswith("<svg")
        assert plain_text(table(account))


def test_the_columns_of_the_table_add_up_to_the_ballots() -> None:
    heading, *rows = table(ACCOUNT)
    for column in range(1, len(heading)):
        assert sum(float(row[column].rstrip("*x")) for row in rows[:-1]) == 15
    assert plain_text(table(ACCOUNT)).startswith("Stage")


def test_the_picture_is_one_drawing_with_its_words_in_it() -> None:
    drawing = picture(ACCOUNT)
    root = ElementTree.fromstring(drawing)
    words = " ".join(text for element in root.iter() if (text := element.text))
    assert root.get("role") == "img"
    assert "Elected in order: Ash" in words
    assert "no further preference" in words
    assert "Dogwood & Co" in words
    assert picture(ACCOUNT) == drawing


def test_long_names_are_cut_in_the_picture() -> None:
    names = ("Ash", "A name that is far too long for the space beside a bar")
    assert "…" in picture(count("irv", names, gather(2, [(1, (1,)), (1, (0,))]), 1, "0" * 64))


def test_the_picture_says_other_words_where_it_is_given_them() -> None:
    words = {code: f"<{code}> " + "{name}" * code.endswith(("elected", "standing")) for code in WORDS}
    told = " ".join(
        text for element in ElementTree.fromstring(picture(ACCOUNT, words)).iter() if (text := element.text)
    )
    assert "preference" not in told.replace("picture.first-preferences", "")
    assert {code for code in WORDS if f"<{code}>" in told} >= {"picture.title", "picture.told", "picture.elected"}
    assert "Dogwood & Co" in told


LEFT = {
    "irv": "Cedar was still in the count when the last seat was filled, with 4 votes.",
    "schulze": "Cedar came to place 3, stronger than 1 of the other candidates, taken two by two; 1 were elected.",
    "plurality": "Cedar had 4 votes. Of those elected, the one with the fewest had 7.",
    "borda": "points. Of those elected, the one with the fewest had",
    "star": "Cedar had",
    "sequential-pav": "Cedar was not elected: for each seat the ballots spoke more for somebody else",
    "pav": "The best committee with Cedar is given 5 by the ballots; the one elected is given 12.",
    "yes-no": "Cedar had 5 yes and 10 no.",
    "list-dhondt": "Cedar has 0 of the 1 seats.",
    "slates": "Cedar had 4 votes.",
}


@pytest.mark.parametrize(("method", "told"), LEFT.items())
def test_what_a_number_counts_is_said_in_the_words_of_the_method(method: str, told: str) -> None:
    assert told in why_not(count(method, NAMES, gather(4, ROWS), 1, "0" * 64), 2)[0]


ELECTED = {
    "ranked-pairs": "at place 1: stronger than 3 of the other candidates",
    "approval": "was elected, with 12 votes.",
    "score": "points.",
    "phragmen": "was elected to seat 1: for that one the ballots spoke most for",
    "pav": "is in the committee to which the ballots give most: 12.",
    "yes-no": "was elected, with 12 yes and 3 no.",
    "list-hamilton": "has 1 of the 1 seats.",
}


@pytest.mark.parametrize(("method", "told"), ELECTED.items())
def test_how_somebody_was_elected_is_said_too(method: str, told: str) -> None:
    account = count(method, NAMES, gather(4, ROWS), 1, "0" * 64)
    assert told in why_not(account, account.elected[0])[0]


def test_whoever_was_excluded_with_others_or_by_a_guard_is_told_so() -> None:
    batch = count("wigm-prf-batch", NAMES, gather(4, [(40, (0,)), (38, (1,)), (2, (2,)), (1, (3,))]), 1, "0" * 64)
    assert "together with others: even all of them together had fewer" in why_not(batch, 2)[0]
    few = count("cambridge", NAMES, gather(4, [(300, (0,)), (150, (1,)), (120, (2,)), (1, (3,))]), 2, "0" * 64)
    assert "all with so few are excluded together" in why_not(few, 3)[0]
    rest = count("scottish-stv-2011", NAMES, gather(4, [(3, (0,)), (1, (1,))]), 2, "0" * 64, (2, 3))
    assert why_not(rest, 1) == (
        "Birch was elected at stage 1 with 1 votes, because no more candidates were left than seats.",
    )
    none = count("exhaustive-ballot", NAMES, gather(4, [(3, (0,)), (3, (1,)), (1, (2,))]), 1, "0" * 64)
    assert why_not(none, 0) == ("Ash had 3 votes. Nobody was elected.",)


DID = {
    "plurality": ("Your ballot gives a vote to: Cedar.", "Of these were elected: Cedar."),
    "approval": ("Your ballot gives a vote to: Cedar, Birch.", "Of these were elected: Birch."),
    "block": ("Your ballot gives a vote to: Cedar, Birch.", "Of these were elected: Birch."),
    "yes-no": ("Your ballot says yes to: Cedar, Birch; and no to everybody else.", "Of these were elected: Birch."),
    "list-hamilton": ("Your ballot gives a vote to: Cedar.", "Of these were elected: Cedar."),
    "schulze": (
        "Your ballot prefers Cedar to: Birch, Ash, Dogwood & Co.",
        "Your ballot prefers Birch to: Ash, Dogwood & Co.",
    ),
    "elekto": ("Your ballot prefers Cedar to: Birch.",),
    "borda": (
        "Your ballot gives Ash points: 1/2.",
        "Your ballot gives Birch points: 2.",
        "Your ballot gives Cedar points: 3.",
        "Your ballot gives Dogwood & Co points: 1/2.",
    ),
    "modified-borda": ("Your ballot gives Birch points: 1.", "Your ballot gives Cedar points: 2."),
    "sequential-pav": ("Of these were elected: Birch.", "What your ballot gives to the committee: 1."),
    "pav": ("Of these were elected: Birch.", "What your ballot gives to the committee: 1."),
    "phragmen": ("Of these were elected: Birch.",),
}


@pytest.mark.parametrize(("method", "told"), DID.items())
def test_what_a_ballot_did_is_said_where_the_result_is_made_at_once(method: str, told: tuple[str, ...]) -> None:
    account = count(method, NAMES, gather(4, ROWS), 2, "0" * 64)
    assert my_ballot(account, (2, 1)) == told
    assert my_ballot(account, ()) == ("Your ballot names nobody who stood at the count.",)


def test_a_ballot_can_have_helped_nobody_or_compared_nobody() -> None:
    assert my_ballot(count("approval", NAMES, gather(4, ROWS), 1, "0" * 64), (3,))[-1] == "Of these nobody was elected."
    assert my_ballot(count("elekto", NAMES, gather(4, ROWS), 1, "0" * 64), (3,)) == (
        "Your ballot compares no two candidates.",
    )


def test_a_ballot_of_scores_is_not_told_from_a_ranking() -> None:
    assert "does not say what one ballot did" in my_ballot(count("score", NAMES, gather(4, ROWS), 2, "0" * 64), (2,))[0]
