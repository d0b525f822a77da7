"""What the check and the reading say about recalls and vacancies."""

from rankandfile.core.rulebook.check import examine
from rankandfile.core.rulebook.reading import article

from .texts import DEFAULT, changed, read

BRANCH = 'recall = { by = "branch", petition = { members = 5 }'


def test_a_branch_that_recalls_cannot_ask_for_supporters_of_several_branches() -> None:
    text = changed(DEFAULT, (BRANCH, 'recall = { by = "branch", petition = { members = 5, branches = 2 }'))
    found = [p for p in examine(text)[1] if p.path == "posts[4].recall.petition"]
    assert [(p.severity, p.article) for p in found] == [("error", "5.5")]
    assert "cannot come from several branches" in str(found[0].what)


def test_ballots_that_do_not_transfer_cannot_fill_a_vacancy() -> None:
    text = changed(DEFAULT, ('id = "executive-member"\n', 'id = "executive-member"\nmethod = "approval"\n'))
    found = [p for p in examine(text)[1] if p.path == "posts[3].vacancy"]
    assert [(p.severity, p.article) for p in found] == [("warning", "5.4")]


def test_the_reading_says_how_a_recall_goes_and_what_fills_a_vacancy() -> None:
    secretary = article(read(DEFAULT), "5.5")
    assert "The demand for a recall needs 5 members." in secretary
    assert "The vote opens by itself 1 week after the demand is complete. Nobody in office opens it." in secretary
    assert "An election at once fills a place that falls vacant" in secretary
    voting = article(read(DEFAULT), "13")
    assert "A ballot outside of a meeting is open for 2 weeks." in voting


def test_a_share_is_read_with_its_whole_and_its_rounding() -> None:
    text = changed(DEFAULT, (BRANCH, 'recall = { by = "branch", petition = { share = "1/10" }'))
    told = article(read(text), "5.5")
    assert "needs a tenth of all members who may vote (a part counts as a whole)" in told
    share = '{ share = "1/3", of = "delegates", rounding = "down" }'
    text = changed(DEFAULT, (BRANCH, 'recall = { by = "branch", petition = ' + share))
    told = article(read(text), "5.5")
    assert "needs a third of all delegates (a part does not count)" in told
