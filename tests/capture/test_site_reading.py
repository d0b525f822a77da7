"""What nobody reads who may not: other people's openings and contacts, ballots in the box, texts that wait."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from rankandfile.core.chapters.bulletin import SubmitDocument
from rankandfile.record.leaf import decode
from rankandfile.shell.presets import preset_text
from tests.living import living
from tests.world import CHAIR, SECRETARY, handle

from . import stages
from .conftest import besieged
from .site import EVERYBODY, MEMBERS, PERSONS, Browsers, Site, patterns
from .stages import APPLICANT, LOCAL
from .test_site_doors import address

At: TypeAlias = Callable[[str], Site]
OPEN = frozenset(
    [
        "front",
        "about",
        "accessibility",
        "privacy",
        "how_to_check",
        "checkpoint",
        "signed_checkpoint",
        "log_key",
        "rulebook",
        "rulebook_history",
        "rulebook_paper",
        "rulebook_version_paper",
        "record_policy",
        "record_witnessed",
        "stop_letters",
        "join",
        "joined",
    ]
)
"""What everybody sees."""


def read(there: Site, number: int, path: str) -> bytes:
    """What this person is shown at the address, whatever it is; of a refusal, nothing."""
    answer = there.as_(number).get(path)
    found = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return found if answer.status_code == 200 else b""


def entry_of(there: Site, kind: str) -> int:
    """The newest entry of that kind."""
    leaves = list(there.live.secretary.store.entries())
    return next(i for i in reversed(range(len(leaves))) if type(decode(leaves[i]).body).__name__ == kind)


@pytest.mark.parametrize("stage", ["papers", "closed"])
@pytest.mark.parametrize("who", ["a visitor", "an account without a handle", "somebody who left", "an applicant"])
def test_the_names_of_members_are_nobody_elses_business(who: str, stage: str, site: At) -> None:
    there = site(stage)
    for view, pattern in patterns():
        page = read(there, PERSONS[who], address(view, pattern))
        assert b"Member 4" not in page, view
        assert not page or view in OPEN | {
            "settings",
            "delete_account",
            "receipts",
            "proof",
            "my_data",
            "my_data_file",
            "invitation",
            "lock_account",
        }


def test_openings_are_for_their_author_alone(site: At) -> None:
    there = site("papers")
    document = entry_of(there, "SubmitDocument")
    assert b"It is too high." in read(there, 42, f"/record/{document}/proof/")
    for number in EVERYBODY:
        assert b"It is too high." not in read(there, number, f"/record/{document}/proof/")


def test_the_contact_of_an_applicant_is_shown_to_the_applicant_and_the_branch_alone(site: At) -> None:
    there = site("papers")
    index = entry_of(there, "ApplyToJoin")
    pages = (f"/record/{index}/", f"/record/{index}/proof/", f"/record/{index}/leaf/", "/record/", "/record/export/")
    for number in EVERYBODY - {APPLICANT}:
        for path in (*pages, f"/members/{handle(APPLICANT)}/", "/members/"):
            assert b"n@p.example" not in read(there, number, path), (number, path)
    assert b"n@p.example" not in read(there, CHAIR, f"/members/{handle(APPLICANT)}/answer/")


def test_only_members_download_the_record_and_no_name_is_in_it(site: At) -> None:
    there = site("papers")
    for name, number in PERSONS.items():
        file = read(there, number, "/record/export/")
        assert bool(file) == (number in MEMBERS), name
        assert b"Member 41" not in file
        assert b"Founder" not in file


def test_a_ballot_in_the_box_can_be_read_by_nobody(site: At) -> None:
    there = site("polling")
    secretary = there.live.secretary
    ballot = secretary.box.ballots("E1")[0]  # type: ignore[arg-type]
    tracker, ranking = ballot.tracker, ballot.ranking
    index = entry_of(there, "CastBallot")
    pages = [
        f"/record/{index}/",
        f"/record/{index}/leaf/",
        "/record/",
        "/record/export/",
        "/elections/",
        "/elections/E1/",
    ]
    pages += ["/elections/E1/ballots/", "/elections/E1/flow.svg", "/record/mine/", f"/record/{index}/proof/"]
    for number in (CHAIR, SECRETARY, LOCAL, 18, 19):
        for path in pages:
            page = read(there, number, path)
            assert tracker.encode() not in page, path
            assert f'"{ranking}"'.encode() not in page, path
        found = there.as_(number).post("/elections/E1/ballot/find/", {"tracker": tracker}).content.decode()
        assert "It ranks" not in found


def test_the_form_of_a_teller_does_not_show_what_the_others_counted(site: At) -> None:
    there = site("showing")
    there.as_(70).post("/convention/C1/tell/", {"yes": "3", "no": "2", "abstain": "1"})
    page = read(there, 71, "/convention/C1/tell/").decode()
    assert 'value="3"' not in page
    assert "3 for, 2 against" not in page


def test_a_roll_call_has_no_result_before_it_is_closed(site: At) -> None:
    page = read(site("dividing"), CHAIR, "/convention/C1/votes/V2/").lower()
    assert b"roll call" in page
    for verdict in (b"carried", b"defeated", b"were needed"):
        assert verdict not in page


# --- A rulebook under which somebody's discretion decides what is read

HIDDEN = "The office is rented from the treasurer."
DISCREET = preset_text("member-democracy").replace(
    'order = "lot"', 'order = "lot"\npublished_by = "discretion"\ndiscretion_of = "secretary"', 1
)
MAY_READ = {42, SECRETARY}
"""Its author, and who decides."""


@pytest.fixture
def discreet(browsers: Browsers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A document waits for the discretion of the secretary."""
    with living(tmp_path / "built", DISCREET) as live:
        stages.begun(live)
        live.call(handle(SECRETARY))
        live.does(SubmitDocument(handle(42), live.now, live.state.meetings.current), title="Rent", text=HIDDEN)
        stages.keep(live, tmp_path / "kept")
    own = besieged(tmp_path / "kept", tmp_path / "served", monkeypatch)
    yield Site(own, browsers)
    own.secretary.close()


def test_a_text_that_waits_for_discretion_is_read_by_its_author_and_who_decides(discreet: Site) -> None:
    index = entry_of(discreet, "SubmitDocument")
    for path in (
        "/bulletin/D1/",
        "/bulletin/",
        f"/record/{index}/",
        f"/record/{index}/proof/",
        f"/record/{index}/leaf/",
    ):
        for number in EVERYBODY - MAY_READ:
            assert HIDDEN.encode() not in read(discreet, number, path), (path, number)
    for number in MAY_READ:
        assert HIDDEN.encode() in read(discreet, number, "/bulletin/D1/")
        assert HIDDEN.encode() in read(discreet, number, f"/record/{index}/")
