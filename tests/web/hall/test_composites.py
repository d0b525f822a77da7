"""Composites on the site: proposed, consented to, in the place of the originals on the agenda and on the floor."""

from rankandfile.core.chapters.agenda import items, next_item
from tests.world import CHAIR

from .stages import STAGES, assemble, second
from .test_motions import read
from .test_parts import vote

GIVEN = {
    "originals": ["M2"],
    "title": "Ferries and a kitchen",
    "synopsis": "Both.",
    "text": "The convention resolves\r\nto have both.",
}


def with_support(hall):
    """The stage of the papers, with the support of both motions."""
    live = hall("papers")
    second(live, "M2", [45, 46])
    return live


def made(hall, reader):
    """And a composite of both."""
    live = with_support(hall)
    reader(41).post("/motions/M1/composite/", {**GIVEN, "checked": "yes"})
    reader(72).post("/composites/K1/do/consent/")
    return live


def test_a_mover_proposes_one_text_for_two_motions_and_sees_it_once_more(hall, reader):
    live, mover = with_support(hall), reader(41)
    assert "Propose a composite" in read(mover.get("/motions/M1/"))
    assert "Propose a composite" not in read(reader(50).get("/motions/M1/"))
    form = mover.get("/motions/M1/composite/")
    assert "M2: A kitchen in the union house" in read(form)
    assert "kitchen" in form.context["form"]["text"].value(), "it begins with both texts"
    checked = read(mover.post("/motions/M1/composite/", GIVEN))
    assert "to have both." in checked
    assert "Asked for consent" in checked
    assert "If it is lost, the originals are taken in their places." in checked
    page = read(mover.post("/motions/M1/composite/", {**GIVEN, "checked": "yes"}, follow=True))
    assert "1 mover is still asked for consent" in page
    assert "Leave this composite" in page
    assert live.state.composites.composites["K1"].originals == ("M1", "M2")


def test_one_that_was_not_consented_to_in_time_asks_nobody_any_more(hall, reader):
    live = with_support(hall)
    reader(41).post("/motions/M1/composite/", {**GIVEN, "checked": "yes"})
    STAGES["branches"](live)
    STAGES["floor"](live)
    assert "not made: not every mover had consented in time" in read(reader(50).get("/composites/K1/"))
    assert "is still asked for consent" not in read(reader(50).get("/motions/M1/"))
    assert "proposes a composite of your motion" not in read(reader(72).get("/"))


def test_without_another_motion_nothing_is_proposed(hall, reader):
    with_support(hall)
    answer = reader(41).post("/motions/M1/composite/", {**GIVEN, "originals": []})
    assert answer.status_code == 422
    assert reader(50).post("/motions/M1/composite/", {**GIVEN, "checked": "yes"}).status_code == 409
    assert reader(41).get("/motions/M9/composite/").status_code == 404
    assert reader(41).get("/composites/K1/").status_code == 404


def test_the_other_mover_finds_it_on_the_front_page_and_consents_or_not(hall, reader):
    live = with_support(hall)
    reader(41).post("/motions/M1/composite/", {**GIVEN, "checked": "yes"})
    front = read(reader(72).get("/"))
    assert "proposes a composite of your motion and others: Ferries and a kitchen" in front
    page = read(reader(72).get("/composites/K1/"))
    assert "Consent to this composite" in page
    assert "Do not consent" in page
    assert "Consent to this composite" not in read(reader(50).get("/composites/K1/"))
    assert "A composite of this motion and others is proposed" in read(reader(50).get("/motions/M2/"))
    reader(72).post("/composites/K1/do/consent/")
    assert live.state.composites.composites["K1"].motion == "M4"
    assert "proposes a composite" not in read(reader(72).get("/"))
    page = read(reader(50).get("/motions/M4/"))
    assert "Its movers made it of these motions together" in page
    assert "Who consented" in page
    original = read(reader(50).get("/motions/M1/"))
    assert "which stands in the place of this motion: M4" in original


def test_who_leaves_ends_it_and_the_originals_stand(hall, reader):
    live = made(hall, reader)
    reader(72).post("/composites/K1/do/leave/")
    assert live.state.motions.motions["M4"].fate == "withdrawn"
    assert "stands in the place of this motion" not in read(reader(50).get("/motions/M1/"))
    assert "ended: a mover did not consent, or left it" in read(reader(50).get("/composites/K1/"))
    assert reader(72).post("/composites/K1/do/sing/").status_code == 404


def test_agenda_chair_and_floor_show_the_composite_and_what_becomes_of_the_originals(hall, reader):
    live = made(hall, reader)
    STAGES["branches"](live)
    assemble(live)
    reader(CHAIR).post("/convention/C1/do/open/", {})
    number = 1
    while (coming := next_item(live.state, "C1")) is not None:
        reader(CHAIR).post("/convention/C1/do/take-up/", {"item": coming.id})
        if coming.about == "M4":
            break
        vote(live, reader, coming.about, f"V{number}", yes=5, no=1)
        number += 1
    agenda = read(reader(50).get("/convention/C1/agenda/"))
    assert "joined in M4" in agenda
    chair = read(reader(CHAIR).get("/convention/C1/chair/"))
    assert "A composite, made of several motions by their movers." in chair
    assert "If it carries, the originals fall." in chair
    vote(live, reader, "M4", f"V{number}", yes=5, no=1)
    page = read(reader(50).get("/motions/M1/"))
    assert "fell: M4 stood in its place and was decided" in page
    assert {i.about: i.state for i in items(live.state, "C1")}["M2"] == "done"
    entry = live.state.composites.composites["K1"].entry
    assert "proposed a composite of M1, M2." in read(reader(50).get(f"/record/{entry}/"))
