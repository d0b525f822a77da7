"""Where voters rather have nominations re-opened: the two elections lead to one another on their pages."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rankandfile.core.chapters.elections import CallElection
from rankandfile.core.ids import Moment
from tests.core.chapters.boarding import E1
from tests.core.chapters.test_reopening import NORTH, RON_MARK, asking_anew
from tests.living import living
from tests.world import WEEK, handle

from .conftest import show
from .test_board_pages import words

if TYPE_CHECKING:
    from django.test import Client


def test_the_page_says_that_nominations_opened_again_and_of_which_election(
    tmp_path: Path,
    settings_home: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
    reader: Callable[[int], "Client"],
) -> None:
    with living(tmp_path / "home", asking_anew()) as own:
        show(own, tmp_path / "home", settings_home, monkeypatch)  # type: ignore[arg-type]
        closes = Moment(own.now + WEEK)
        own.does(CallElection(handle(11), own.now, "branch-secretary", NORTH, closes, Moment(closes + WEEK)))
        own.stand(E1, [12, 13])
        own.wait(own.state.elections.elections[E1].voting_opens)
        for number in (10, 11, 12):
            own.votes(E1, number, RON_MARK)
        own.wait(Moment(closes + WEEK + 1))
        own.strike()
        first = words(reader(20).get("/elections/E1/"))
        assert "Voters rather had others stand." in first
        assert "/elections/E2/" in first
        second = words(reader(20).get("/elections/E2/"))
        assert "Nominations were opened again, because in" in second
        assert "/elections/E1/" in second
        assert "Stand" in second
