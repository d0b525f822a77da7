"""Elections on the site: standing, the ballot, the count and what follows from it."""

from rankandfile.core.chapters.elections import on_the_ballot
from tests.world import BRANCHES

from .test_motions import read


def test_a_member_of_the_branch_stands_with_a_statement(hall, reader):
    live = hall("papers")
    live.wait(live.at("delegate-nominations-open") + 60)
    member = reader(60)
    assert "Stand yourself" in read(member.get("/elections/E2/"))
    page = read(member.post("/elections/E2/stand/", {"statement": "I **will** report."}, follow=True))
    assert "You stand." in page
    assert "<strong>will</strong>" in page
    member.post("/elections/E2/stand-down/", {"checked": "yes"})
    assert live.state.elections.elections["E2"].candidates[f"{60:032x}"].withdrawn


def test_a_statement_has_the_limit_that_everybody_has_and_nothing_typed_is_lost(hall, reader):
    live = hall("papers")
    live.wait(live.at("delegate-nominations-open") + 60)
    member = reader(60)
    assert "At most 1500 words, the same for everybody who stands." in read(member.get("/elections/E2/stand/"))
    refused = member.post("/elections/E2/stand/", {"statement": "word " * 1501})
    assert refused.status_code == 409
    assert "the limit for everybody in this class is 1,500" in read(refused)
    assert "word word word" in read(refused)


def test_a_member_of_another_branch_reads_why_standing_is_closed(hall, reader):
    live = hall("papers")
    live.wait(live.at("delegate-nominations-open") + 60)
    page = read(reader(60).get("/elections/E1/"))
    assert "This election belongs to another branch or body." in page


def test_somebody_nominated_accepts_and_gathers_nominators(hall, reader):
    live = hall("papers")
    live.wait(live.at("candidates-open") + 60)
    executive = next(e.id for e in live.state.elections.elections.values() if e.post == "executive-member")
    nominated = read(reader(50).post(f"/elections/{executive}/nominate/", {"person": f"{61:032x}"}, follow=True))
    assert "has not accepted yet" in nominated
    candidate = reader(61)
    assert "You are nominated: Members of the executive" in read(candidate.get("/"))
    candidate.post(f"/elections/{executive}/accept/", {"statement": ""})
    for number in (50, 51, 52, 53, 54):
        page = read(
            reader(number).post(f"/elections/{executive}/do/support/", {"candidate": f"{61:032x}"}, follow=True)
        )
    assert "5 of 5 nominators" in page
    assert "on the ballot" in page


def test_a_ballot_is_ranked_by_numbers_checked_and_cast_and_its_tracker_shown_once(hall, reader):
    live, voter = hall("branches"), reader(20)
    assert "Vote: Delegates of North Harbour" in read(voter.get("/"))
    paper = read(voter.get("/elections/E1/ballot/"))
    assert "Secret by trust in the operator" in paper
    assert 'name="rank-4"' in paper
    ranks = {"rank-1": "2", "rank-2": "", "rank-3": "1", "rank-4": "4"}
    checked = read(voter.post("/elections/E1/ballot/", ranks))
    assert checked.index("Mirek Brandt") < checked.index("Kofi Kaya") < checked.index("Amina Castell")
    assert len(live.state.elections.elections["E1"].voted) == 0
    cast = voter.post("/elections/E1/ballot/", {**ranks, "checked": "yes"})
    assert cast["Cache-Control"] == "no-store"
    tracker = cast.context["tracker"]
    assert [ballot.ranking for ballot in live.secretary.box.ballots("E1")] == ["3,1,4"]
    assert tracker not in str(dict(voter.session))
    again = voter.get("/elections/E1/ballot/")
    assert again.status_code == 409
    assert "You have voted already" in read(again)


def test_a_number_given_twice_is_told_beside_the_candidates(hall, reader):
    hall("branches")
    answer = reader(20).post("/elections/E1/ballot/", {"rank-1": "1", "rank-2": "1"})
    assert answer.status_code == 422
    assert read(answer).count("The number 1 is given twice.") == 4


def test_a_blank_ballot_counts_as_cast(hall, reader):
    live, voter = hall("branches"), reader(20)
    assert "blank: it counts as cast" in read(voter.post("/elections/E1/ballot/", {}))
    voter.post("/elections/E1/ballot/", {"checked": "yes"})
    assert len(live.state.elections.elections["E1"].voted) == 1


def test_who_is_on_no_roll_of_it_reads_why_there_is_no_ballot(hall, reader):
    hall("branches")
    assert "You are not on the roll of this election." in read(reader(60).get("/elections/E1/"))


def test_after_the_count_a_voter_follows_the_own_ballot_and_finds_no_other(hall, reader):
    live, voter = hall("branches"), reader(20)
    cast = voter.post("/elections/E1/ballot/", {"rank-1": "1", "rank-2": "2", "checked": "yes"})
    live.everybody_votes("E1", [n for n in BRANCHES["north"] if n != 20], 4)
    live.wait(live.at("delegate-voting-closes") + 1)
    told = read(voter.post("/elections/E1/ballot/find/", {"tracker": cast.context["tracker"]}))
    assert "It ranks, in this order: Kofi Kaya, Leila Adeyemi." in told
    assert "No ballot has this tracker" in read(voter.post("/elections/E1/ballot/find/", {"tracker": "00"}))


def test_the_result_shows_the_account_and_says_why_each_was_elected_or_not(hall, reader):
    live = hall("closed")
    executive = next(e for e in live.state.elections.elections.values() if e.post == "executive-member")
    page = reader(50).get(f"/elections/{executive.id}/")
    told = read(page)
    result = page.context["result"]
    assert len(result.elected) == 5
    assert "Elected, in the order of election:" in told
    assert "The ballot was secret by trust in the operator, and cannot be verified." in told
    assert "first preferences" in told
    assert all(why.told for why in result.why)
    assert len(result.why) == len(on_the_ballot(live.state, executive))
    drawing = reader(51).get(f"/elections/{executive.id}/flow.svg")
    assert drawing["Content-Type"].startswith("image/svg+xml")
    assert "script-src" not in drawing["Content-Security-Policy"]
    ballots = reader(52).get(f"/elections/{executive.id}/ballots/").content.decode()
    assert ballots.count(":") == 7


def test_a_branch_calls_the_election_of_its_secretary(hall, reader):
    live, member = hall("papers"), reader(50)
    closes = (live.now + 9 * 86_400, live.now + 20 * 86_400)
    given = {"post": "branch-secretary", "nominations_close": _typed(closes[0]), "voting_closes": _typed(closes[1])}
    page = read(member.post("/elections/call/", given, follow=True))
    assert "Branch secretary, South Harbour" in page
    assert "Nominations are open" in page


def _typed(moment: int) -> str:
    from .test_meetings import written

    return written(moment)
