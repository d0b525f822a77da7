"""Proxies and card votes: who votes for whom, how much each vote counts, and the arithmetic of the result."""

import pytest

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.casting import CastVote, ReportCards, votes_of
from rankandfile.core.chapters.credentials import CheckIn, CheckOut, QuorumLost, SeatAlternate
from rankandfile.core.chapters.delegates import representation
from rankandfile.core.chapters.proxies import GiveProxy, ProxyEnded, WithdrawProxy, electors, held_by
from rankandfile.core.chapters.quorum import count_towards_quorum
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.chapters.weights import represented, weights
from rankandfile.core.ids import ConventionId, VoteId
from rankandfile.core.rulebook.check import examine
from rankandfile.core.rulebook.reading import article
from rankandfile.shell.presets import preset_text
from tests.world import DESK, LOT, TELLERS, World, handle, opened

from ..refusals.proxies import CARDS, IN_BRANCH, PROXIES, TWO, away, given, gives, voted
from ..refusals.speaking import delegates
from ..refusals.stages import C1, CHAIRING, RULES, in_item, people, subject
from ..rulebook.texts import read

C, V1 = ConventionId(C1), VoteId("V1")


def meeting(world: World):  # type: ignore[no-untyped-def]
    """The convention."""
    return world.state.meetings.conventions[C]


def put(world: World, weighted: bool = False, about: str = "") -> None:
    """The motion on the floor, or something else, is put to a vote by name."""
    if not about:
        world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    world.does(PutToVote(CHAIRING, world.now, C1, about or subject(world), "roll-call", weighted))


def test_the_holder_votes_for_all_at_once_and_each_vote_stands_beside_its_own_name() -> None:
    world = voted()
    giver, holder = delegates(world)[:2]
    world.does(CastVote(holder, world.now, V1, "y"))
    vote = world.state.floor.votes[V1]
    assert votes_of(vote, holder) == (holder, giver)
    assert {person: vote.choices[vote.electorate.index(person)] for person in (giver, holder)} == {
        giver: "y", holder: "y",
    }  # fmt: skip


def test_the_holder_votes_differently_for_each_until_the_close() -> None:
    world = voted()
    giver, holder = delegates(world)[:2]
    world.does(CastVote(holder, world.now, V1, "y"))
    world.does(CastVote(holder, world.now, V1, "n", giver))
    vote = world.state.floor.votes[V1]
    assert vote.choices.count("y") == vote.choices.count("n") == 1
    assert world.refused(CastVote(giver, world.now, V1, "y")).code == "vote.no_elector"
    world.does(CloseVote(CHAIRING, world.now, V1, LOT))
    assert world.refused(CastVote(holder, world.now, V1, "n")).code == "vote.closed"


def test_the_electorate_keeps_the_proxies_with_which_the_vote_opened() -> None:
    world = voted()
    giver, holder = delegates(world)[:2]
    [ended, _] = world.does(CheckIn(giver, world.now, C1, giver))
    assert isinstance(ended, ProxyEnded)
    assert world.refused(CastVote(giver, world.now, V1, "n")).code == "vote.no_elector"
    world.does(CastVote(holder, world.now, V1, "y"))
    assert world.state.floor.votes[V1].choices.count("y") == 2


def test_a_proxy_whose_holder_is_not_there_votes_nothing() -> None:
    world = away(given(), 1)
    assert len(electors(meeting(world))) == len(delegates(world)) - 2
    world.does(CheckIn(delegates(world)[1], world.now, C1, delegates(world)[1]))
    assert len(electors(meeting(world))) == len(delegates(world))


def test_who_takes_it_back_or_comes_votes_alone() -> None:
    world = given()
    giver, holder = delegates(world)[:2]
    assert held_by(meeting(world), holder) == (giver,)
    world.does(WithdrawProxy(giver, world.now, C1))
    assert held_by(meeting(world), holder) == ()
    world.does(gives(world, 0, 2))
    world.does(CheckIn(handle(DESK), world.now, C1, giver))
    assert not meeting(world).proxies


def test_the_proxy_of_a_delegate_whose_place_an_alternate_takes_is_over() -> None:
    world = given()
    delegate, alternate = people(world)[0][0], people(world)[1][0]
    effects = world.does(SeatAlternate(handle(DESK), world.now, C1, alternate, delegate))
    assert isinstance(effects[0], ProxyEnded)


def test_a_holder_holds_as_many_as_the_rulebook_says_and_hands_none_on() -> None:
    world = away(opened(TWO), 0, 2, 3)
    world.does(gives(world, 0, 1))
    world.does(gives(world, 2, 1))
    assert world.refused(gives(world, 3, 1)).code == "proxy.limit"
    world.does(CheckOut(delegates(world)[1], world.now, C1, delegates(world)[1]))
    assert world.refused(gives(world, 1, 4)).code == "proxy.handed_on"


def test_a_proxy_within_the_branch_goes_to_a_delegate_of_the_branch() -> None:
    world = away(opened(IN_BRANCH), 0)
    assert world.refused(gives(world, 0, 6)).code == "proxy.branch"
    world.does(gives(world, 0, 1))


def test_a_proxy_to_no_convention_is_refused() -> None:
    world = opened(PROXIES)
    act = GiveProxy(delegates(world)[0], world.now, ConventionId("C9"), delegates(world)[1])
    assert world.refused(act).code == "convention.unknown"
    assert world.refused(WithdrawProxy(delegates(world)[0], world.now, ConventionId("C9"))).code == "proxy.not_given"


@pytest.mark.parametrize(("more", "counted"), [("", 6), ("quorum = true\n", 7)])
def test_those_for_whom_a_holder_votes_count_to_the_quorum_where_the_rulebook_says_so(more: str, counted: int) -> None:
    world = given(PROXIES + more)
    assert count_towards_quorum(world.state, meeting(world)) == counted


def test_a_holder_who_leaves_takes_the_quorum_along() -> None:
    world = given(PROXIES + "per_holder = 4\nquorum = true\n")
    for place in (2, 3):
        away(world, place)
        world.does(gives(world, place, 1))
    assert count_towards_quorum(world.state, meeting(world)) == 7
    holder = delegates(world)[1]
    [_, lost] = world.does(CheckOut(holder, world.now, C1, holder))
    assert isinstance(lost, QuorumLost)
    assert lost.present == 3


def test_a_show_of_cards_has_the_cards_of_those_who_sent_a_proxy() -> None:
    world = given()
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    world.does(PutToVote(CHAIRING, world.now, C1, subject(world), "show-of-cards"))
    world.does(ReportCards(handle(TELLERS[0]), world.now, V1, 7, 0, 0))
    assert world.refused(ReportCards(handle(TELLERS[1]), world.now, V1, 8, 0, 0)).code == "vote.too_many"


def test_in_a_card_vote_the_members_of_a_branch_are_divided_among_its_delegates_who_vote() -> None:
    world = in_item(CARDS)
    own = representation(world.state, C)
    assert own is not None
    present = electors(meeting(world))
    found = dict(zip(present, weights(world.state, C, present), strict=True))
    for branch, share in own.shares.items():
        of_branch = [found[p] for p in present if own.elected[p].branch == branch]
        assert sum(of_branch) == share.members
        assert max(of_branch) - min(of_branch) <= 1
    assert sum(found.values()) == represented(world.state, C)


def test_a_card_vote_is_decided_by_members_and_keeps_the_weights_with_which_it_opened() -> None:
    world = opened(CARDS)
    put(world, weighted=True)
    vote = world.state.floor.votes[V1]
    heaviest = vote.electorate[vote.weights.index(max(vote.weights))]
    for person in vote.electorate:
        world.does(CastVote(person, world.now, V1, "y" if person == heaviest else "n"))
    world.does(CheckOut(heaviest, world.now, C1, heaviest))
    world.does(CloseVote(CHAIRING, world.now, V1, LOT))
    closed = world.state.floor.votes[V1]
    assert (closed.yes, closed.yes + closed.no) == (max(vote.weights), sum(vote.weights))
    assert closed.base == sum(vote.weights)
    assert closed.entitled == represented(world.state, C)
    assert not closed.carried


def test_other_questions_are_put_to_a_card_vote_only_where_the_rulebook_lets_the_chair() -> None:
    world = opened(CARDS + "others = true\n")
    put(world, weighted=True, about="close")
    assert world.state.floor.votes[V1].weights
    refused = opened(RULES).refused(PutToVote(CHAIRING, world.now, C1, "close", "roll-call", True))
    assert (refused.code, refused.article) == ("vote.no_card_vote", "13")
    shown = opened(CARDS + "others = true\n").refused(
        PutToVote(CHAIRING, world.now, C1, "close", "show-of-cards", True)
    )
    assert shown.code == "vote.no_card_vote"


def test_who_was_elected_by_no_branch_represents_nobody_and_where_all_sit_each_counts_one() -> None:
    world = opened(CARDS)
    assert weights(world.state, C, (handle(999),)) == (0,)
    assert weights(world.state, ConventionId("C9"), (handle(1), handle(2))) == (1, 1)
    assert represented(world.state, ConventionId("C9")) == 0


FAULTS = {
    "nobody": (PROXIES + "per_holder = 0\n", "proxies.per_holder", "never used"),
    "few hands": (PROXIES + "per_holder = 9\n", "proxies.per_holder", "decide for a hall"),
    "unknown": (RULES + '\n[card_votes]\narticle = "97"\nbusiness = ["lunch"]\n', "card_votes.business[0]", "lunch"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_where_it_is(fault: str) -> None:
    text, path, part = FAULTS[fault]
    assert any(part in str(p.what) for p in examine(text)[1] if p.path == path)
    assert not any(p.path.startswith(("proxies", "card_votes")) for p in examine(TWO + CARDS[len(RULES) :])[1])


def test_card_votes_where_every_member_sits_weigh_nothing() -> None:
    text = preset_text("small-assembly") + '\n[card_votes]\narticle = "97"\nothers = true\n'
    assert any("each counts one" in str(p.what) for p in examine(text)[1] if p.path == "card_votes")


def test_the_clauses_read_as_plain_sentences() -> None:
    assert article(read(IN_BRANCH + "per_holder = 2\nquorum = true\n"), "96") == (
        "Who has a vote and does not come may let somebody who comes vote instead. The holder is of the same branch."
        " Nobody holds more than 2 proxies. None is handed on; it ends when it is withdrawn, or when its giver comes."
        " Those for whom a holder votes count to the quorum."
    )
    assert "Only who is there counts to the quorum." in article(read(PROXIES), "96")
    assert article(read(CARDS + "others = true\n"), "97") == (
        "Decided by card vote: Motions. Whoever presides may put any other question to a card vote."
        " In a card vote each vote is by name and counts the members whom the delegate represents."
    )
