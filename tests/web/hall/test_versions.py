"""Every version of a motion's text: who changed what, by which decision, and what it read then."""

from hashlib import sha256

from rankandfile.core.text import numbered

from .stages import FERRIES
from .test_motions import read


def test_each_version_says_who_changed_what_by_which_decision(hall, reader):
    hall("closed")
    assert "/motions/M1/versions/" in read(reader(50).get("/motions/M1/"))
    answer = reader(50).get("/motions/M1/versions/")
    page, (one,) = read(answer), answer.context["versions"]
    assert (one.number, one.amendment, one.title) == (1, "M1-A1", "Version 1: Replace lines 6 to 7")
    assert "carried in vote V2</a>" in page
    assert '<ins><bdi class="unseen">[added: </bdi>or fined' in page
    assert one.fingerprint == answer.context["whole"].fingerprint


def test_any_version_can_be_read_in_full_and_its_fingerprint_made_again(hall, reader):
    hall("closed")
    first = reader(50).get("/motions/M1/versions/?version=0").context["whole"]
    assert first.fingerprint == sha256(FERRIES.encode()).hexdigest()
    assert [line.text for line in first.text] == [line.text for line in numbered(FERRIES)]
    last = reader(50).get("/motions/M1/versions/?version=99").context["whole"]
    assert last.number == 1
    assert "fined" in " ".join(line.text for line in last.text)
    for odd in ("", "x", "-1", "9" * 5000, "٣"):
        assert reader(50).get("/motions/M1/versions/", {"version": odd}).context["whole"].number == 1


def test_a_motion_that_nobody_amended_has_the_version_that_was_moved(hall, reader):
    hall("papers")
    answer = reader(50).get("/motions/M1/versions/")
    assert answer.context["versions"] == ()
    assert answer.context["whole"].number == 0
    assert reader(50).get("/motions/M99/versions/").status_code == 404
