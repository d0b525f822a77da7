"""An election on a board from the call to the result, in an organisation on a disk: the record that has its ballots."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rankandfile.core.ids import Moment
from rankandfile.record.note import Vkey
from rankandfile.shell import board_duties
from rankandfile.shell.copies import write_export
from tests.balloting import circle
from tests.boards import Voting
from tests.core.chapters.boarding import RULES
from tests.living import living


def an_election_on_a_board() -> tuple[bytes, Vkey]:
    """The export, with the archive of the board in it, and the record's key."""
    with TemporaryDirectory() as folder, living(Path(folder) / "home", RULES) as own:
        voting = Voting(own, circle(2, 3))
        voting.set_up()
        voting.open_voting()
        voting.everybody_votes(10, 17)
        own.strike()
        own.now = Moment(own.now + board_duties.OFTEN)
        own.strike()
        voting.close_voting()
        voting.open_all()
        stream = BytesIO()
        write_export(own.secretary, stream)
        return stream.getvalue(), own.secretary.key.vkey
