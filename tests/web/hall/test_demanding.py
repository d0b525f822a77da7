"""Members demand a convention on the site."""

from tests.world import handle

from .test_motions import read


def organisation(under):
    """Founded under the default rulebook, with three branches, and nothing called."""
    live = under("member-democracy")
    for name, members in (("north", range(10, 30)), ("south", range(30, 50)), ("east", range(50, 60))):
        live.branch(name, members)
    return live


def test_the_demand_that_makes_enough_calls_the_convention_and_says_where_it_meets(under, reader):
    live = organisation(under)
    first = reader(11)
    page = read(first.get("/convention/"))
    assert "0 members demand a convention." in page
    for number in (11, 12, 31, 32, 51):
        page = read(reader(number).post("/convention/demand/", {"place": "The mill"}, follow=True))
    assert "You demand a convention, and your name stands beside it." in page
    assert "1 more member" in page
    reader(52).post("/convention/demand/", {"place": "The mill"}, follow=True)
    assert live.state.meetings.current == "C1"
    assert "The mill" in read(first.get("/convention/C1/"))


def test_a_demand_is_taken_back(under, reader):
    live = organisation(under)
    member = reader(11)
    member.post("/convention/demand/", {"place": ""})
    assert list(live.state.meetings.demand) == [handle(11)]
    page = read(member.post("/convention/demand/withdraw/", follow=True))
    assert "You no longer demand a convention." in page
    assert not live.state.meetings.demand


def test_a_convention_without_a_place_says_so(under, reader):
    organisation(under)
    for number in (11, 12, 31, 32, 51, 52):
        reader(number).post("/convention/demand/", {"place": ""})
    assert "a place still to be named" in read(reader(11).get("/convention/"))
