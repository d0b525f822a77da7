"""Real rulebooks of other organisations, written as data: their numbers come out as their texts say.

Each test quotes the rule that it checks in a few words and names the article of the source.
"""

from pathlib import Path

import pytest

from rankandfile.core.calendar import Span
from rankandfile.core.count.apportion import apportion
from rankandfile.core.count.majority import Decision, decide
from rankandfile.core.count.quorum import needed
from rankandfile.core.rulebook.articles import articles
from rankandfile.core.rulebook.check import examine
from rankandfile.core.rulebook.reading import article, as_text
from rankandfile.core.rulebook.schema import Business, Post, Rulebook
from tests.core.rulebook.texts import DEFAULT, changed, read

FOLDER = Path(__file__).resolve().parents[3] / "rulebooks"
NAMES = sorted(file.stem for file in FOLDER.glob("*.toml"))


def real(name: str) -> Rulebook:
    return read((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def verdict(rulebook: Rulebook, majority: str, yes: int, no: int = 0, entitled: int = 0, vacant: int = 0) -> Decision:
    rule = next(named.rule for named in rulebook.majorities if named.id == majority)
    return decide(rule, yes, no, present=yes + no, entitled=entitled, vacant=vacant)


def business(rulebook: Rulebook, name: str) -> Business:
    return next(one for one in rulebook.business if one.id == name)


def post(rulebook: Rulebook, name: str) -> Post:
    return next(one for one in rulebook.posts if one.id == name)


def quorum(rulebook: Rulebook, body: str, entitled: int) -> int:
    return needed(next(one.quorum for one in rulebook.bodies if one.id == body), entitled)


def test_seven_rulebooks_are_here() -> None:
    assert len(NAMES) == 7


KNOWN_ERRORS = {"iww-nara": ["A branch of exactly 130 members has no number of delegates."]}


@pytest.mark.parametrize("name", NAMES)
def test_a_real_rulebook_says_nothing_that_contradicts_itself_but_what_its_source_does(name: str) -> None:
    _, found = examine((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    assert [str(p.what) for p in found if p.severity == "error"] == KNOWN_ERRORS.get(name, [])


@pytest.mark.parametrize("name", NAMES)
def test_what_could_not_be_said_as_data_is_listed_as_rulings(name: str) -> None:
    rulebook = real(name)
    assert len(rulebook.rulings) >= 5
    assert all(ruling.article.startswith("R.") for ruling in rulebook.rulings)
    assert len(as_text(rulebook)) > 2000
    assert len(articles(rulebook)) > 25


# --- Kubernetes


def test_kubernetes_two_thirds_of_seven_is_five() -> None:
    """Charter, Meetings, Quorum: "Quorum to vote in a meeting is a two-thirds supermajority of the fixed membership":
    4.666… rounded up to 5."""
    assert quorum(real("kubernetes-steering"), "steering", 7) == 5


def test_kubernetes_three_quarters_of_seven_is_six() -> None:
    """Charter, Removal: "an affirmative vote of a three-quarters supermajority of the fixed membership": 5.25 rounded
    up to 6, vacant seats counting."""
    rulebook = real("kubernetes-steering")
    assert verdict(rulebook, "three-quarters", 6, 1, entitled=7).required == 6
    assert not verdict(rulebook, "three-quarters", 5, 0, entitled=5, vacant=2).carried
    assert verdict(rulebook, "three-quarters", 6, 0, entitled=6, vacant=1).carried


def test_kubernetes_routine_business_needs_four_of_seven() -> None:
    """Charter, Voting, Routine business: "a majority of the fixed membership": 4 of 7."""
    assert verdict(real("kubernetes-steering"), "routine", 4, entitled=7).required == 4


def test_kubernetes_members_serve_two_years_and_two_terms() -> None:
    """Elections, Terms: "one, two year term. Members can serve two consecutive terms"; three endorsements."""
    member = post(real("kubernetes-steering"), "steering-member")
    assert (member.number, member.term, member.terms_at_most, member.nominators) == (7, Span(2, "years"), 2, 3)


# --- Debian


@pytest.mark.parametrize(("developers", "votes"), [(100, 15), (1000, 48), (1024, 48), (1025, 49)])
def test_debian_needs_three_halves_of_the_square_root_of_all_developers(developers: int, votes: int) -> None:
    """Constitution 4.2.4 and 4.2.7: "a quorum of 3Q", "Q is half of the square root of the number of current
    Developers", not rounded: at least so many votes."""
    assert quorum(real("debian"), "developers", developers) == votes


def test_debian_three_to_one_is_three_quarters_and_two_to_one_is_two_thirds() -> None:
    """Constitution A.5.3: V(A,D) is at least N * V(D,A) and strictly greater than it."""
    rulebook = real("debian")
    assert verdict(rulebook, "three-to-one", 75, 25).carried
    assert not verdict(rulebook, "three-to-one", 74, 25).carried
    assert verdict(rulebook, "two-to-one", 50, 25).carried
    assert not verdict(rulebook, "two-to-one", 49, 25).carried
    assert not verdict(rulebook, "simple", 50, 50).carried


def test_debian_asks_five_sponsors_of_a_developer_and_none_of_the_leader() -> None:
    """Constitution 4.2.1 and 4.2.7: sponsored by at least K other Developers, K is Q or 5, whichever is smaller."""
    movers = {mover.who: mover.seconders.members for mover in business(real("debian"), "general-resolution").movers}
    assert movers == {"member": 5, "leader": 0, "technical-committee": 0}


def test_debian_votes_two_weeks_and_elects_for_a_year() -> None:
    """Constitution 4.2.3: "The voting period is 2 weeks"; 5.2.8: one year; 6.2.7: 42 months; 6.3.2: quorum of two."""
    rulebook = real("debian")
    assert (rulebook.convention.held, rulebook.convention.lasts) == ("by-post", Span(2, "weeks"))
    assert post(rulebook, "leader").term == Span(1, "years")
    assert quorum(rulebook, "technical-committee", 8) == 2
    assert "It votes by post" in article(rulebook, "4.2.3")


# --- Arch Linux


@pytest.mark.parametrize(("everybody", "voting"), [(50, 33), (45, 30), (3, 2)])
def test_arch_needs_66_percent_of_all_to_take_part(everybody: int, voting: int) -> None:
    """Bylaws, Quorum: "Quorum shall be 66% of all TUs"."""
    assert quorum(real("archlinux-tu"), "tus", everybody) == voting


def test_arch_needs_75_percent_to_remove_somebody_or_to_amend_the_bylaws() -> None:
    """Bylaws, Removal: "a quorum of 75% of all TUs except for the TU being considered for removal"; Amendment: 75%."""
    rulebook = real("archlinux-tu")
    removal, bylaws = business(rulebook, "removal").quorum, business(rulebook, "bylaws").quorum
    assert removal is not None
    assert bylaws is not None
    assert (needed(removal, 44 - 1), needed(bylaws, 44)) == (33, 33)
    assert removal.exclusions == ("the Trusted User concerned",)
    assert "75% of those entitled" in article(rulebook, "7")


def test_arch_bars_what_was_rejected_for_three_months_and_an_amendment_for_three_weeks() -> None:
    """Bylaws, Standard Voting Procedure: "3 full months"; Amendment: "a period of three weeks"."""
    rulebook = real("archlinux-tu")
    assert business(rulebook, "proposal").barred_for == Span(3, "months")
    assert business(rulebook, "bylaws").barred_for == Span(3, "weeks")


def test_arch_needs_two_for_an_addition_and_one_for_the_inactive() -> None:
    """Bylaws, Addition: "two sponsoring TUs"; Special Removal: "may be made by one TU instead of two"."""
    rulebook = real("archlinux-tu")
    counted = [
        1 + business(rulebook, name).movers[0].seconders.members for name in ("addition", "removal", "inactivity")
    ]
    assert counted == [2, 2, 1]


# --- Houston DSA


def test_houston_needs_five_endorsements_and_two_meetings_for_its_bylaws() -> None:
    """Bylaws, Article X: "endorsed by five members", "a month in advance", "a majority vote of two consecutive Local
    Meetings"."""
    rulebook = real("dsa-houston")
    bylaws = business(rulebook, "bylaws")
    assert (bylaws.movers[0].seconders.members, bylaws.readings) == (5, 2)
    assert (bylaws.closes.span, bylaws.closes.direction) == (Span(30, "days"), -1)
    assert "It must be adopted in 2 meetings in a row." in article(rulebook, "10")


def test_houston_expels_with_two_thirds_and_recalls_with_three_quarters() -> None:
    """Bylaws 3.3: "a two-thirds vote of the local meeting"; 5.8: "a three-fourths vote"."""
    rulebook = real("dsa-houston")
    assert verdict(rulebook, "two-thirds", 20, 10).carried
    assert not verdict(rulebook, "two-thirds", 19, 10).carried
    assert verdict(rulebook, "three-quarters", 30, 10).carried
    assert not verdict(rulebook, "three-quarters", 29, 10).carried


# --- Industrial Workers of the World


DELEGATES = {9: 0, 10: 1, 19: 1, 20: 2, 29: 2, 30: 3, 49: 3, 50: 4, 70: 5, 89: 5, 90: 6, 129: 6, 170: 7, 209: 7, 210: 8}


def test_iww_branches_send_delegates_by_bands() -> None:
    """Constitution VI.3(c): "between 10 and 19 members … one delegate" and so on; above 130, "1 more delegate for each
    additional 40 members"."""
    delegates = real("iww-nara").delegates
    assert delegates is not None
    seats = apportion(delegates.apportionment, {str(members): members for members in DELEGATES})
    assert {int(unit): share.seats for unit, share in seats.items()} == DELEGATES
    assert not apportion(delegates.apportionment, {"branch": 130})["branch"].defined


def test_iww_adds_an_emergency_with_two_thirds() -> None:
    """Constitution VI.1(b): "the delegates vote by a two-thirds majority to add to the agenda"."""
    assert verdict(real("iww-nara"), "two-thirds", 40, 20).carried
    assert not verdict(real("iww-nara"), "two-thirds", 39, 20).carried


def test_iww_branches_have_a_quorum_of_five_and_submit_three_resolutions() -> None:
    """Constitution II.5: "Not less than five members, not including the paid Branch Secretary"; VI.9: three at most,
    90 days before; III.2: two more terms only; III.4(b): 500 words."""
    rulebook = real("iww-nara")
    assert quorum(rulebook, "branch", 200) == 5
    resolution = business(rulebook, "resolution")
    assert (resolution.per_mover, resolution.closes.span) == (3, Span(90, "days"))
    assert post(rulebook, "board-member").terms_at_most == 3
    assert rulebook.bulletin.limits[0].words == 500
    assert "One mover may submit at most 3." in article(rulebook, "VI.9")


def test_iww_amendments_of_the_constitution_go_to_all_members() -> None:
    """Constitution VI.2(a): "of legal force when sustained by a referendum vote of the membership"."""
    assert business(real("iww-nara"), "constitution").referendum
    assert "All members must confirm it in a ballot." in article(real("iww-nara"), "VI.2(a)")


# --- control.alt.coop


def test_the_co_operative_decides_whoever_comes_and_changes_statutes_with_three_quarters() -> None:
    """Statutes, general meeting (5): able to decide whatever the number; majorities (3): three quarters."""
    rulebook = real("ctrl-alt-coop")
    assert quorum(rulebook, "general-meeting", 20) == 0
    assert article(rulebook, "14.5").startswith("Voting: any member. There is no quorum.")
    assert verdict(rulebook, "three-quarters", 6, 2).carried
    assert not verdict(rulebook, "three-quarters", 5, 2).carried


def test_the_co_operative_is_called_with_two_weeks_and_items_come_a_week_before() -> None:
    """Statutes, general meeting (3)."""
    rulebook = real("ctrl-alt-coop")
    assert rulebook.convention.notice == Span(2, "weeks")
    assert business(rulebook, "item").closes.span == Span(1, "weeks")


# --- Klimaliste Berlin


def test_klimaliste_leaves_abstentions_out_and_lets_a_tie_fall() -> None:
    """Statutes 9(13): simple majority of the valid votes; equal votes: rejected; abstentions are left out."""
    rulebook = real("klimaliste-berlin")
    assert not verdict(rulebook, "simple", 20, 20).carried
    assert verdict(rulebook, "simple", 21, 20).carried


def test_klimaliste_ends_with_three_quarters_of_all_entitled_and_a_ballot_of_members() -> None:
    """Statutes 12(1) to 12(3): three quarters of those entitled, confirmed by all members, four weeks before."""
    rulebook = real("klimaliste-berlin")
    assert verdict(rulebook, "three-quarters", 75, 0, entitled=100).carried
    assert not verdict(rulebook, "three-quarters", 74, 0, entitled=100).carried
    assert business(rulebook, "dissolution").referendum
    assert business(rulebook, "dissolution").closes.span == Span(4, "weeks")


def test_klimaliste_invites_four_weeks_before_and_answers_applications_in_six() -> None:
    """Statutes 9(2) and 2(7); the board has three chairs and a treasurer (8(4))."""
    rulebook = real("klimaliste-berlin")
    assert rulebook.convention.notice == Span(4, "weeks")
    assert rulebook.membership.answer_within == Span(6, "weeks")
    assert post(rulebook, "chair").number + post(rulebook, "treasurer").number == 4


# --- A rule that many write


@pytest.mark.parametrize(("members", "seats"), [(270, 4), (400, 5)])
def test_one_for_every_75_to_the_nearest(members: int, seats: int) -> None:
    """One delegate for every 75 members, rounded to the nearest: 270 give 4, 400 give 5."""
    old = 'divisor = 20, rounding = "or-part-thereof"'
    delegates = read(changed(DEFAULT, (old, 'divisor = 75, rounding = "nearest"'))).delegates
    assert delegates is not None
    assert apportion(delegates.apportionment, {"branch": members})["branch"].seats == seats
