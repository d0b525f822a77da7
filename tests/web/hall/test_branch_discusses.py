"""What the reader's branch discusses, in “my bulletin”: in the order of the issues, without what the reader muted."""

from rankandfile.core.chapters.discussing import WithdrawComment, WriteComment
from tests.world import handle

from .test_motions import read

TAB = "/bulletin/mine/?show=discussed"
NORTH, SOUTH = 20, 50


def say(live, by: int, about: str) -> None:
    live.does(WriteComment(handle(by), live.now, about), text="The ferries are late.")


def listed(answer) -> list[str]:
    return [row.item.id for row in answer.context["page"].rows]


def test_it_holds_what_members_of_the_branch_have_talked_about_whoever_wrote_it(hall, reader):
    live = hall("papers")
    say(live, NORTH, "M1")
    say(live, NORTH, "D1")
    say(live, SOUTH, "M2")
    member = reader(21)
    assert set(listed(member.get(TAB))) == {"M1", "D1"}
    assert listed(reader(51).get(TAB)) == ["M2"]
    page = read(member.get(TAB))
    assert "1 comment" in page
    assert "Your branch discusses (2)" in page


def test_the_order_is_that_of_the_issues_and_not_of_how_much_is_said(hall, reader):
    live = hall("papers")
    order = [item for item in listed(reader(21).get("/bulletin/mine/")) if item in ("M1", "M2", "D1")]
    for item in reversed(order):
        for _count in range(1 + order.index(item)):
            say(live, NORTH, item)
    assert listed(reader(21).get(TAB)) == order


def test_what_was_only_said_and_withdrawn_is_not_discussed(hall, reader):
    live = hall("papers")
    say(live, NORTH, "M1")
    live.does(WithdrawComment(handle(NORTH), live.now, "K1"))
    assert listed(reader(21).get(TAB)) == []


def test_a_muted_discussion_leaves_the_list_of_whoever_muted_it_alone_and_comes_back(hall, reader):
    from rankandfile.shell.people.models import Account
    from rankandfile.shell.people.muting import muted_by

    live = hall("papers")
    say(live, NORTH, "M1")
    before, member = live.state.size, reader(21)
    assert member.post("/bulletin/mine/mute/", {"item": "M1", "back": "discussed"})["Location"].endswith(TAB)
    assert listed(member.get(TAB)) == []
    assert listed(reader(22).get(TAB)) == ["M1"]
    assert muted_by(Account.objects.get(handle=handle(21))) == ("M1",)
    assert "Hear of this discussion again" in read(member.get("/discussion/M1/"))
    assert "Discussions that you muted" in read(member.get("/my-data/"))
    member.post("/bulletin/mine/mute/", {"item": "M1", "again": "yes"})
    assert listed(member.get(TAB)) == ["M1"]
    assert live.state.size == before, "nothing of it is in the record"


def test_what_is_not_there_cannot_be_muted(hall, reader):
    hall("papers")
    assert reader(21).post("/bulletin/mine/mute/", {"item": "M99"}).status_code == 404
