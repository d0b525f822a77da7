"""What fills a place that falls vacant: the next of the same ballots, an election at once, or nothing, overdue."""

import re

import pytest
from msgspec.structs import replace

from rankandfile.core import engine
from rankandfile.core.chapters.elections import Election, ElectionOpened
from rankandfile.core.chapters.members import ResignMembership
from rankandfile.core.chapters.nominations import Nominate, SupportNomination
from rankandfile.core.chapters.offices import Holding, PostVacated, ResignPost, holders, post_named
from rankandfile.core.chapters.recalls import AskForRecall
from rankandfile.core.chapters.vacancies import next_by_countback
from rankandfile.core.ids import BranchId, Moment
from tests.world import WEEK, World, handle

from .leading import FIRST, NORTH, RULES, SECOND, asked, chairs, delegates, led, reached, voted, with_secretary

CHAIR_CLAUSE = 'id = "chair"\nby = "convention"'


def with_vacancy(kind: str) -> str:
    """The small rulebook, where a vacant chair is filled in this way."""
    bare = re.sub(r'vacancy = ".*"\n', "", RULES)
    assert CHAIR_CLAUSE in bare
    return bare.replace(CHAIR_CLAUSE, f'{CHAIR_CLAUSE}\nvacancy = "{kind}"')


def recalled(kind: str) -> World:
    """The delegates recalled the chair."""
    world = led(with_vacancy(kind))
    voted(world, reached(world, asked(world)), delegates(world))
    return world


def by_election(world: World) -> Election | None:
    """The election that was opened for the vacancy."""
    return next((e for e in world.state.elections.elections.values() if e.until), None)


def test_by_countback_the_next_of_the_same_ballots_holds_it_for_the_rest_of_the_term() -> None:
    world = led(with_vacancy("countback"))
    until = holders(world.state, "chair", world.now)[-1].until
    voted(world, reached(world, asked(world)), delegates(world))
    now = holders(world.state, "chair", world.now)[-1]
    assert (now.person, now.until, now.how) == (handle(SECOND), until, "elected")
    assert by_election(world) is None


def test_a_countback_that_finds_nobody_goes_over_into_an_election() -> None:
    world = led(with_vacancy("countback"))
    world.does(ResignMembership(handle(SECOND), world.now))
    voted(world, reached(world, asked(world)), [d for d in delegates(world) if d != SECOND])
    assert chairs(world) == []
    assert by_election(world) is not None


def test_whoever_followed_and_left_too_is_not_found_again() -> None:
    world = recalled("countback")
    world.does(ResignPost(handle(SECOND), world.now, "chair"))
    assert chairs(world) == []
    assert by_election(world) is not None


def test_a_by_election_opens_at_once_and_runs_by_the_clock_among_those_who_elect() -> None:
    world = led(with_vacancy("by-election"))
    until = holders(world.state, "chair", world.now)[-1].until
    voted(world, reached(world, asked(world)), delegates(world))
    own = by_election(world)
    assert own is not None
    assert sorted(int(p, 16) for p in own.roll) == sorted(delegates(world))
    assert (own.seats, own.until, own.voting_opens) == (1, until, own.opened + 2 * WEEK)
    world.does(Nominate(handle(20), world.now, own.id, handle(20)))
    for nominator in range(30, 35):
        world.does(SupportNomination(handle(nominator), world.now, own.id, handle(20)))
    world.wait(own.voting_opens)
    for voter in delegates(world)[:3]:
        world.votes(own.id, voter, "1")
    world.wait(own.voting_closes + 1)
    now = holders(world.state, "chair", world.now)[-1]
    assert (now.person, now.until) == (handle(20), until)


def test_a_by_election_leaves_the_others_in_their_places() -> None:
    many = with_vacancy("by-election").replace(CHAIR_CLAUSE, f"{CHAIR_CLAUSE}\nnumber = 2")
    world = led(many)
    assert set(chairs(world)) == {handle(FIRST), handle(SECOND)}
    voted(world, reached(world, asked(world)), delegates(world))
    own = by_election(world)
    assert own is not None
    world.does(Nominate(handle(20), world.now, own.id, handle(20)))
    for nominator in range(30, 35):
        world.does(SupportNomination(handle(nominator), world.now, own.id, handle(20)))
    world.wait(own.voting_opens)
    world.votes(own.id, delegates(world)[0], "1")
    world.wait(own.voting_closes + 1)
    assert set(chairs(world)) == {handle(SECOND), handle(20)}


def test_no_election_is_opened_for_the_last_weeks_of_a_term() -> None:
    world = led(with_vacancy("by-election"))
    until = holders(world.state, "chair", world.now)[-1].until
    world.wait(until - 3 * WEEK)
    world.does(ResignPost(handle(FIRST), world.now, "chair"))
    assert by_election(world) is None


def test_where_the_rulebook_fills_nothing_the_place_stands_vacant_and_overdue() -> None:
    world = recalled("vacant")
    assert by_election(world) is None
    found = [d for d in engine.overdue(world.state, world.now) if d.kind == "fill-post"]
    assert [(d.about, d.owed_by, d.article) for d in found if d.about == "chair"] == [("chair", "convention", "5.1")]


def test_a_post_given_up_is_filled_in_the_same_way_as_one_recalled() -> None:
    world = led(with_vacancy("countback"))
    world.does(ResignPost(handle(FIRST), world.now, "chair"))
    assert chairs(world) == [handle(SECOND)]


def test_a_member_who_leaves_leaves_its_posts_too() -> None:
    world = led(with_vacancy("countback"))
    world.does(ResignMembership(handle(FIRST), world.now))
    assert chairs(world) == [handle(SECOND)]


def test_a_post_whose_term_ended_without_an_election_stands_overdue() -> None:
    world = with_secretary()
    until = holders(world.state, "branch-secretary", world.now, NORTH)[0].until
    due = next(d for d in engine.duties(world.state) if d.kind == "fill-post" and d.about == "branch-secretary/north")
    assert (due.due, due.owed_by, due.article) == (until, "north", "5.5")
    assert due not in engine.overdue(world.state, world.now)
    world.wait(until + 1)
    assert due in engine.overdue(world.state, world.now)


def test_a_post_filled_again_is_due_at_the_end_of_the_new_term() -> None:
    world = recalled("countback")
    due = next(d for d in engine.duties(world.state) if d.kind == "fill-post" and d.about == "chair")
    assert due.due == holders(world.state, "chair", world.now)[-1].until


@pytest.mark.parametrize("kind", ["vacant", "by-election", "countback"])
def test_a_recall_that_is_asked_for_again_after_the_post_is_vacant_finds_nobody(kind: str) -> None:
    world = recalled(kind)
    refusal = world.refused(AskForRecall(handle(14), world.now, handle(FIRST), "chair", BranchId("")), reasons="x")
    assert refusal.code == "recall.not_held"


def test_a_member_who_leaves_two_posts_leaves_each_as_its_clause_says() -> None:
    world = led(
        with_vacancy("by-election").replace(
            'id = "teller"\n', 'id = "teller"\nfilled = "appointment"\nvacancy = "by-election"\n', 1
        )
    )
    held = [
        Holding("teller", handle(FIRST), BranchId(""), world.now, Moment(world.now + 40 * WEEK), "appointed", "x"),
        Holding(
            "minute-taker", handle(FIRST), BranchId(""), world.now, Moment(world.now + 40 * WEEK), "appointed", "x"
        ),
    ]
    own = world.state.offices.holdings
    offices = replace(world.state.offices, holdings=own.set(handle(FIRST), (*own[handle(FIRST)], *held)))
    world.state = replace(world.state, offices=offices)
    effects = world.does(ResignMembership(handle(FIRST), world.now))
    assert [e.post for e in effects if isinstance(e, PostVacated)] == ["chair", "teller"]
    assert [e.post for e in effects if isinstance(e, ElectionOpened)] == ["chair"]


def test_a_countback_has_nothing_to_count_for_a_post_that_no_ballots_filled() -> None:
    world = with_secretary()
    left = replace(holders(world.state, "branch-secretary", world.now, NORTH)[0], source="x")
    post = post_named(world.state, "branch-secretary")
    assert post is not None
    assert next_by_countback(world.state, post, left, world.now) is None


def test_a_post_that_the_rulebook_no_longer_has_is_not_to_be_filled() -> None:
    world = with_secretary()
    own = world.state.foundation
    assert own.rulebook is not None
    posts = tuple(post for post in own.rulebook.posts if post.id != "branch-secretary")
    world.state = replace(world.state, foundation=replace(own, rulebook=replace(own.rulebook, posts=posts)))
    assert not [d for d in engine.duties(world.state) if d.kind == "fill-post" and d.about.startswith("branch-")]


def test_a_place_that_another_election_has_filled_in_the_meantime_is_not_filled_twice() -> None:
    world = recalled("by-election")
    own = by_election(world)
    assert own is not None
    world.does(Nominate(handle(20), world.now, own.id, handle(20)))
    for nominator in range(30, 35):
        world.does(SupportNomination(handle(nominator), world.now, own.id, handle(20)))
    held = Holding("chair", handle(21), BranchId(""), world.now, Moment(world.now + 60 * WEEK), "elected", "E99")
    offices = replace(world.state.offices, holdings=world.state.offices.holdings.set(handle(21), (held,)))
    world.state = replace(world.state, offices=offices)
    world.wait(own.voting_opens)
    world.votes(own.id, delegates(world)[0], "1")
    world.wait(own.voting_closes + 1)
    assert chairs(world) == [handle(21)]
