"""Search on the site: over everything that members may read, and nothing else."""

from rankandfile.core.chapters.answering import AnswerMotion
from rankandfile.core.chapters.bulletin import SubmitDocument, WithdrawDocument
from rankandfile.core.chapters.erasing import RequestErasure
from tests.world import CHAIR, DAY, handle

from .hostile import TRICKS, harmless
from .test_motions import read

FORTNIGHT = 14 * DAY


def numbers(answer):
    return [hit.number for hit in answer.context["page"].hits]


def test_motions_amendments_answers_documents_and_rules_are_found(hall, reader):
    live = hall("papers")
    live.does(AnswerMotion(handle(CHAIR), live.now, "M2"), answer="A dishwasher is cheaper.")
    there = reader(50)
    assert numbers(there.get("/search/?words=ferries")) == ["M1"]
    assert numbers(there.get("/search/?words=dishwasher")) == ["M2"]
    assert numbers(there.get("/search/?words=winter&part=document")) == ["D1"]
    page = there.get("/search/?words=kitch")
    assert "<mark>kitchen</mark>" in read(page)
    assert there.get("/search/?words=emergency&part=rule").context["page"].hits
    for amendment in live.state.amendments.amendments.values():
        words = (live.secretary.value(amendment.entry, "text") or "").split()[:3]
        if any(map(str.isalnum, "".join(words))):
            assert amendment.id in numbers(there.get("/search/", {"words": " ".join(words), "part": "amendment"}))


def test_hits_are_kept_to_a_part_a_branch_and_a_stage(hall, reader):
    live = hall("papers")
    there = reader(50)
    whole = numbers(there.get("/search/?words=the"))
    assert set(numbers(there.get("/search/?words=the&part=motion"))) <= {"M1", "M2", "M3"}
    branch = live.state.members.members[live.state.motions.motions["M1"].mover].branch
    assert "M1" in numbers(there.get(f"/search/?words=ferries&branch={branch}"))
    other = next(name for name in live.state.branches.branches if name != branch)
    assert "M1" not in numbers(there.get(f"/search/?words=ferries&branch={other}"))
    assert numbers(there.get("/search/?words=ferries&stage=agenda")) == ["M1"]
    assert numbers(there.get("/search/?words=ferries&stage=decided")) == []
    assert len(whole) > 2


def test_what_came_in_a_moment_ago_is_found_and_candidates_by_name(hall, reader):
    live = hall("papers")
    reader(60).get("/search/?words=first")
    live.does(
        SubmitDocument(handle(60), live.now, live.state.meetings.current), title="Herring", text="A **herring** rots."
    )
    assert numbers(reader(50).get("/search/?words=herring")) == [f"D{len(live.state.bulletin.documents)}"]


def test_a_text_that_is_erased_is_not_found_and_in_no_byte_of_the_index(hall, reader):
    live = hall("papers")
    act = SubmitDocument(handle(60), live.now, live.state.meetings.current)
    live.does(act, title="Herringbone", text="Xylophone quartz.")
    entry = next(reversed(tuple(live.state.bulletin.documents.values()))).entry
    assert numbers(reader(50).get("/search/?words=xylophone"))
    live.does(WithdrawDocument(handle(60), live.now, next(reversed(tuple(live.state.bulletin.documents)))))
    live.does(RequestErasure(handle(60), live.now, entry, "text"))
    live.wait(live.now + FORTNIGHT + 60)
    assert [own.stage for own in live.state.erasing.requests.values()] == ["destroyed"]
    files = list(live.secretary.home.path.glob("search.db*"))
    assert files
    for file in files:
        assert b"xylophone" not in file.read_bytes().lower()
    assert numbers(reader(50).get("/search/?words=xylophone")) == []
    assert numbers(reader(50).get("/search/?words=herringbone")) != []


def test_what_is_typed_and_what_is_found_is_shown_and_never_run(hall, reader):
    hall("papers")
    for place, trick in enumerate(TRICKS):
        title = f"needle{place} {' '.join(trick.split())}"[:150]
        reader(51 + place).post(
            "/bulletin/submit/", {"capacity": "member/", "title": title, "text": f"needle {trick}", "checked": "yes"}
        )
    there = reader(50)
    assert len(numbers(there.get("/search/?words=needle"))) >= len(TRICKS) - 2
    harmless(
        there, "/search/?words=needle", "/search/?words=%3Cscript%3Ealert(1)%3C/script%3E&part=%22%3E&branch=%3Cb%3E"
    )


def test_visitors_search_nothing(hall):
    from django.test import Client

    hall("papers")
    assert Client(SERVER_NAME="localhost").get("/search/?words=ferries").status_code == 302
