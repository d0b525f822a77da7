"""A record is verified from where it is kept: in files or a database, while it is served, after a change of its key."""

import pytest

from rankandfile.core.chapters.representing import AgreeToRequest, SealText
from rankandfile.record.report import Report
from rankandfile.record.verify import verify
from rankandfile.shell.home import Database, Home
from rankandfile.shell.secretary import Secretary
from rankandfile.shell.sources import opened
from rankandfile.shell.trouble import NoSuchFile
from tests.capture.conftest import own as besieged  # noqa: F401 - a fixture
from tests.erasing import SECOND_DESK
from tests.living import Living
from tests.world import DESK, handle

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


def test_texts_closed_by_a_court_stay_in_the_vault_and_are_no_finding(besieged: Living) -> None:  # noqa: F811
    besieged.move(41)
    entry = next(iter(besieged.state.motions.motions.values())).entry
    besieged.appoint(SECOND_DESK, "credentials")
    besieged.does(SealText(handle(DESK), besieged.now, entry, "text"), court="The court", file="1/26")
    besieged.does(AgreeToRequest(handle(SECOND_DESK), besieged.now, next(iter(besieged.state.erasing.requests))))
    assert besieged.secretary.vault.text(entry, "text") is not None
    report = found_in(besieged.home)
    assert report.findings == ()
    assert ("closed by order of a court", 1) in report.texts


def test_a_place_without_a_record_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(NoSuchFile, match="There is no file"), opened("/nowhere/record.tar"):
        pass
