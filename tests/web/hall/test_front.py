"""The front page: duties in few lines, and what anybody can begin with."""

from rankandfile.core.duty import Duty
from tests.cli.test_duties import kinds

from .live import by
from .test_motions import read


def test_many_answers_that_one_person_owes_at_one_hour_make_one_line_that_leads_to_each(hall):
    from rankandfile.web.pages.front import MANY, lines
    from rankandfile.web.who import Reader

    live = hall("papers")
    reader, due = Reader(by(50), live.now, True), live.now + 60
    owed = [Duty("answer-motion", motion, "chair", due, "9.2") for motion in ("M1", "M2") * 2]
    (told,) = lines(live.state, reader, owed)
    assert told.sentence == "Answer 4 motions for the leadership"
    assert told.each[0] == ("M1", "/motions/M1/answer/")
    assert len(told.each) == MANY


def test_few_or_different_duties_stand_each_in_a_line(hall):
    from rankandfile.web.pages.front import MANY, line, lines
    from rankandfile.web.who import Reader

    live = hall("papers")
    reader, due = Reader(by(50), live.now, True), live.now + 60
    few = [Duty("answer-motion", "M1", "chair", due, "9.2")] * (MANY - 1)
    apart = [Duty("answer-motion", "M1", "chair", due + hour, "9.2") for hour in range(MANY)]
    others = [Duty("minutes", "C1", "minute-taker", due, "7")] * MANY
    for owed in (few, apart, others):
        assert list(lines(live.state, reader, owed)) == [line(live.state, reader, duty) for duty in owed]


def test_the_front_page_says_what_anybody_can_begin_with(hall, reader):
    hall("papers")
    page = read(reader(50).get("/"))
    assert '<a class="button main" href="/motions/new/">Write a motion</a>' in page
    assert "Second a motion:" in page
    assert 'href="/motions/?show=short"' in page


def test_between_conventions_it_leads_to_the_next_one(hall, reader):
    live = hall("closed")
    live.wait(live.now + 60)
    page = read(reader(50).get("/"))
    assert "See the meetings" in page
    assert "Write a motion" not in page


def test_the_mover_is_led_to_the_link_to_share(hall, reader):
    live = hall("papers")
    short = next(m for m in live.state.motions.motions.values() if not m.placed and not m.fate)
    page = read(reader(int(short.mover, 16)).get(f"/motions/{short.id}/"))
    assert '<a class="button main" href="#share-it">Ask others to second it</a>' in page
    assert page.index('id="share-it"') < page.index('class="numbered"')


def test_a_decided_motion_without_an_answer_says_that_none_was_given(hall, reader, monkeypatch):
    from msgspec.structs import replace

    from rankandfile.web import organisation

    live = hall("closed")
    state = live.state
    own = replace(state.motions.motions["M1"], answer=-1)
    motions = replace(state.motions, motions=state.motions.motions.set(own.id, own))
    monkeypatch.setattr(organisation, "read_state", lambda: replace(state, motions=motions))
    assert "None was given. It was due by" in read(reader(50).get("/motions/M1/"))


def test_every_kind_of_duty_has_its_sentence(django):
    from rankandfile.web.pages.front import _sentences

    assert sorted(set(kinds()) - set(_sentences())) == []
