"""The same pages under other rulebooks: one where every member sits, and the captured shell, marked as what it is."""

from rankandfile.core.chapters.meetings import current
from tests.world import WEEK, handle

from .test_motions import WRITTEN, read

EVERYWHERE = (
    "/", "/motions/", "/bulletin/", "/convention/", "/convention/C1/", "/convention/C1/agenda/",
    "/convention/C1/floor/", "/convention/C1/chair/", "/convention/C1/projector/", "/convention/C1/delegates/",
    "/convention/C1/credentials/", "/convention/C1/votes/", "/elections/",
)  # fmt: skip


def test_where_every_member_sits_they_check_in_themselves_and_decide(under, reader):
    live = under("small-assembly")
    live.branch("north", range(10, 40))
    for number, post in ((10, "chair"), (11, "secretary"), (12, "teller"), (13, "teller")):
        live.appoint(number, post)
    live.call(handle(11), weeks=7)
    reader(20).post("/motions/new/", {**WRITTEN, "checked": "yes"})
    for number in (21, 22, 23):
        reader(number).post("/motions/M1/do/second/")
    live.wait(current(live.state).opens)
    for number in range(10, 36):
        reader(number).post("/convention/C1/do/check-in/", {"person": handle(number)})
    chair = reader(10)
    assert "The meeting is open." in read(chair.post("/convention/C1/do/open/", follow=True))
    assert "Under this rulebook every member has a seat." in read(chair.get("/convention/C1/delegates/"))
    assert [address for address in EVERYWHERE if chair.get(address).status_code != 200] == []


def test_the_captured_shell_is_marked_as_what_it_is(under, reader):
    live = under("slate-convention")
    live.branch("north", range(10, 60))
    for number, post in ((10, "chair"), (11, "secretary"), (12, "organiser"), (13, "treasurer")):
        live.appoint(number, post)
    live.wait(live.now + 20 * WEEK)
    live.call(handle(11), weeks=22)
    refused = reader(10).get("/bulletin/submit/")
    assert refused.status_code == 403
    assert "A new member waits" in read(refused)
    live.wait(live.now + 8 * WEEK)
    author, secretary = reader(20), reader(11)
    author.post(
        "/bulletin/submit/", {"capacity": "member/", "title": "Why?", "text": "Who decides this?", "checked": "yes"}
    )
    assert "decides what is published" in read(author.get("/bulletin/"))
    assert "Who decides this?" in read(author.get("/bulletin/D1/"))
    assert "Who decides this?" not in read(reader(21).get("/bulletin/D1/"))
    assert "waits since" in read(reader(21).get("/bulletin/D1/"))
    assert "Decide whether document D1, Why? is published" in read(secretary.get("/"))
    secretary.post("/bulletin/D1/approve/")
    assert "Who decides this?" in read(reader(21).get("/bulletin/D1/"))
    motion = {**WRITTEN, "capacity": "executive/", "checked": "yes"}
    assert "Your motion is received." in read(reader(11).post("/motions/new/", motion, follow=True))
    page = read(reader(21).get("/motions/M1/"))
    assert "decides whether it comes on the agenda and into the bulletin." in page
    assert "nobody can second what nobody can read" in page
    live.wait(live.at("candidates-open") + 60)
    slate = next(e for e in live.state.elections.elections.values() if e.post == "executive-member")
    names = "\n".join(handle(number) for number in range(30, 30 + slate.seats))
    page = read(reader(30).post(f"/elections/{slate.id}/slate/", {"names": names, "statement": ""}, follow=True))
    assert "take or leave it whole" in page
    assert "Support this nomination" in read(reader(22).get(f"/elections/{slate.id}/"))
    assert "Picked, not elected" in read(author.get("/convention/C1/delegates/"))
    organiser = reader(12)
    organiser.post("/convention/C1/pick/", {"branch": "north", "person": handle(40)})
    assert "picked by" in read(author.get("/convention/C1/delegates/"))
    assert [address for address in EVERYWHERE if secretary.get(address).status_code != 200] == []
