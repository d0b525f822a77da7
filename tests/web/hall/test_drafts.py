"""Drafts on the account: kept while writing, for nobody else, gone when the text is in."""

from io import BytesIO
from zipfile import ZipFile

from rankandfile.core.text import count_words

from .test_motions import WRITTEN, read

KEEP = {"again": "keep"}


def kept(reader, number, **form):
    """The address of the draft that this person keeps."""
    return reader(number).post("/motions/new/", {**WRITTEN, **form, **KEEP})["Location"]


def test_a_draft_is_kept_opened_again_and_gone_once_the_motion_is_moved(hall, reader):
    live, member = hall("called"), reader(50)
    where = kept(reader, 50)
    assert where.startswith("/motions/new/?draft=")
    page = read(member.get(where))
    assert "Kept on your account" in page
    assert "to freeze the fares of the ferries." in page
    assert "Ferry fares" in read(member.get("/drafts/"))
    number = where.split("draft=")[1].split("&")[0]
    again = {**WRITTEN, "draft": number}
    assert member.post("/motions/new/", again).status_code == 200
    assert "Ferry fares" in read(member.get("/drafts/")), "looking at it once more hands nothing in"
    member.post("/motions/new/", {**again, "checked": "yes"})
    assert list(live.state.motions.motions) == ["M1"]
    assert "Ferry fares" not in read(member.get("/drafts/"))


def test_a_draft_that_is_kept_again_stays_one(hall, reader):
    hall("called")
    number = kept(reader, 50).split("draft=")[1].split("&")[0]
    kept(reader, 50, draft=number, text="Quite another text.")
    drafts = reader(50).get("/drafts/").context["rows"]
    assert [(row.title, row.words) for row in drafts] == [("Ferry fares", count_words("Quite another text."))]


def test_nothing_that_is_unfinished_is_refused_a_draft(hall, reader):
    hall("called")
    where = reader(50).post("/motions/new/", {"text": "Half a sentence", **KEEP})["Location"]
    assert "Half a sentence" in read(reader(50).get(where))


def test_nobody_sees_opens_overwrites_or_deletes_a_draft_of_somebody_else(hall, reader):
    hall("called")
    where = kept(reader, 50)
    number = where.split("draft=")[1].split("&")[0]
    other = reader(51)
    assert "to freeze the fares" not in read(other.get(where))
    assert "Ferry fares" not in read(other.get("/drafts/"))
    other.post("/motions/new/", {**WRITTEN, "text": "Mine now.", "draft": number, **KEEP})
    assert other.post(f"/drafts/{number}/delete/", {"checked": "yes"}).status_code == 404
    other.post("/motions/new/", {**WRITTEN, "draft": number, "checked": "yes"})
    assert "to freeze the fares" in read(reader(50).get(where))


def test_a_draft_is_in_no_entry_and_deleted_after_a_second_look(hall, reader):
    live = hall("called")
    before = live.state.size
    where = kept(reader, 50)
    assert live.state.size == before
    number = where.split("draft=")[1].split("&")[0]
    assert "cannot be brought back" in read(reader(50).post(f"/drafts/{number}/delete/"))
    reader(50).post(f"/drafts/{number}/delete/", {"checked": "yes"})
    assert reader(50).get("/drafts/").context["rows"] == ()


def test_a_document_is_kept_too_and_what_is_held_is_shown_whole(hall, reader):
    hall("called")
    paper = {"capacity": "member/", "title": "On ferries", "text": "Ferries are late."}
    where = reader(50).post("/bulletin/submit/", {**paper, **KEEP})["Location"]
    assert "Ferries are late." in read(reader(50).get(where))
    from rankandfile.shell.people.holdings import held
    from rankandfile.shell.people.models import Account
    from tests.world import handle

    own = held(Account.objects.get(handle=handle(50)))
    assert [one.values["text"] for one in own.drafts] == ["Ferries are late."]
    with ZipFile(BytesIO(reader(50).get("/my-data/file/").content)) as mine:
        assert b"Ferries are late." in mine.read("my-data.json")
    assert "Drafts" in read(reader(50).get("/my-data/"))


def test_an_account_has_room_for_so_many_drafts_and_is_told(hall, reader):
    from rankandfile.shell.people import drafts

    hall("called")
    for n in range(drafts.MOST):
        kept(reader, 50, title=f"Draft {n}")
    answer = reader(50).post("/motions/new/", {**WRITTEN, **KEEP})
    assert answer.status_code == 200
    assert "It was not kept" in read(answer)
    assert "to freeze the fares of the ferries." in read(answer), "what was typed stays in the form"
    assert len(reader(50).get("/drafts/").context["rows"]) == drafts.MOST


def test_a_deleted_account_leaves_no_draft(hall, reader):
    from rankandfile.shell.people.forgetting import forget
    from rankandfile.shell.people.models import Account, Draft
    from tests.world import handle

    hall("called")
    kept(reader, 50)
    forget(Account.objects.get(handle=handle(50)))
    assert not Draft.objects.exists()
