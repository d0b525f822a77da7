"""A record is verified from where it is kept: in files or a database, while it is served, after a change of its key."""

from pathlib import Path

import pytest

from rankandfile.core.chapters.representing import AgreeToRequest, SealText
from rankandfile.core.ids import MotionId, RequestId
from rankandfile.record.report import Report
from rankandfile.record.verify import verify
from rankandfile.shell.home import Database, Home
from rankandfile.shell.secretary import Secretary
from rankandfile.shell.sources import opened
from rankandfile.shell.trouble import NoSuchFile
from tests.erasing import SECOND_DESK
from tests.living import living
from tests.world import DESK, SECRETARY, handle

from .conftest import form_branch


@pytest.fixture
def database(either: Database) -> Database:
    """Everything here holds wherever the record is kept."""
    return either


def found_in(home: Home) -> Report:
    with opened(str(home.path)) as source:
        return verify(source)


def test_a_record_is_verified_where_it_is_kept_while_it_is_served(home: Home, secretary: Secretary) -> None:
    form_branch(secretary)
    report = found_in(home)
    assert (report.sound, report.complete, report.size) == (True, True, secretary.state.size)


def test_texts_closed_by_a_court_stay_in_the_vault_and_are_no_finding(tmp_path: Path) -> None:
    with living(tmp_path / "home") as own:
        own.call(handle(SECRETARY))
        own.move(41)
        entry = own.state.motions.motions[MotionId("M1")].entry
        own.appoint(SECOND_DESK, "credentials")
        own.does(SealText(handle(DESK), own.now, entry, "text"), court="The court", file="1/26")
        own.does(AgreeToRequest(handle(SECOND_DESK), own.now, RequestId("X1")))
        assert own.secretary.vault.text(entry, "text") is not None
        report = found_in(own.home)
    assert report.findings == ()
    assert ("closed by order of a court", 1) in report.texts


def test_a_place_without_a_record_says_so() -> None:
    with pytest.raises(NoSuchFile, match="There is no file"), opened("/nowhere/record.tar"):
        pass
