"""Taking over on the site: what was withdrawn says until when, and another member becomes its mover."""

from tests.world import DAY, handle

from .test_motions import read


def test_what_was_withdrawn_says_until_when_it_can_be_taken_over_and_by_whom_it_was(hall, reader):
    live = hall("papers")
    warned = read(reader(41).get("/motions/M1/withdraw/"))
    assert "unless another member takes it over" in warned
    reader(41).post("/motions/M1/withdraw/", {"checked": "yes"})
    page = read(reader(50).get("/motions/M1/"))
    assert "Another member can take it over until" in page
    assert "Take this motion over" in page
    assert "Take this motion over" not in read(reader(41).get("/motions/M1/"))
    assert "You move it" in read(reader(50).get("/motions/M1/take-over/"))
    checked = read(reader(50).post("/motions/M1/take-over/", {"capacity": "member/"}))
    assert "You become its mover." in checked
    answer = reader(50).post("/motions/M1/take-over/", {"capacity": "member/", "checked": "yes"}, follow=True)
    page, taking = read(answer), answer.context["taking"]
    assert live.state.motions.motions["M1"].mover == handle(50)
    assert live.state.motions.motions["M1"].fate == ""
    assert "Taken over. It was moved before by:" in page
    assert [one.handle for one in taking.before] == [handle(41)]


def test_after_its_time_nobody_is_offered_to_take_it_over(hall, reader):
    live = hall("papers")
    reader(41).post("/motions/M1/withdraw/", {"checked": "yes"})
    live.wait(live.now + 20 * DAY)
    assert "take it over" not in read(reader(50).get("/motions/M1/"))
    answer = reader(50).post("/motions/M1/take-over/", {"capacity": "member/", "checked": "yes"})
    assert answer.status_code == 409
    assert "could be taken over until" in read(answer)
    assert reader(50).get("/motions/M9/take-over/").status_code == 404
