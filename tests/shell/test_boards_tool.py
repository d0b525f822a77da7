"""The boards of the server in others' hands: `belenios-tool` 3.3 verifies them, makes ballots, shuffles, opens."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from rankandfile.core.ballot import archive
from rankandfile.core.chapters.boards import board
from rankandfile.core.chapters.elections import phase
from rankandfile.shell.boards import Receipt
from rankandfile.shell.draft import Recorded
from tests import balloting
from tests.balloting import Trustees, circle
from tests.boards import ROLL, Voting
from tests.core.ballot.test_tool import NEW, Tool, tool_of
from tests.core.ballot.vectors import chained, posted
from tests.core.chapters.boarding import E1, RULES, TRUSTEES
from tests.living import living
from tests.world import SECRETARY, handle


@pytest.fixture
def tool(tmp_path: Path) -> Tool:
    (tmp_path / "tool").mkdir()
    return tool_of(str(NEW), tmp_path / "tool")


@pytest.fixture
def voting(tmp_path: Path) -> Iterator[Voting]:
    with living(tmp_path / "home", RULES) as own:
        yield Voting(own, circle(2, 3))


def accepted(tool: Tool, voting: Voting) -> None:
    """The tool accepts the archive as a whole, and each of its ballots by itself."""
    name = f"{voting.boards.uuid(E1)}.bel"
    tool.write(name, voting.archive())
    tool("election", "verify")
    whole = archive.opened(voting.archive())
    alone = tool.folder / "alone"
    alone.mkdir(exist_ok=True)
    (alone / name).write_bytes(chained(posted(whole)[:1], whole.time))
    for each in whole.events:
        if each.event.type == "Ballot":
            tool.write("b.json", each.objects[0])
            tool("election", "verify-ballot", "--dir", "alone", "--ballot", "b.json")


def test_the_tool_accepts_a_board_of_the_server_at_every_step(voting: Voting, tool: Tool) -> None:
    voting.set_up()
    voting.open_voting()
    voting.everybody_votes(10, 16)
    accepted(tool, voting)
    voting.close_voting()
    accepted(tool, voting)
    voting.open_all()
    accepted(tool, voting)


def rehearsed(tool: Tool, names: list[str]) -> bytes:
    """A trial election that the tool's trustees 1 and 2 opened."""
    trial = Tool(tool.folder / "trial", tool.program)
    trial.folder.mkdir()
    for file in tool.folder.iterdir():
        if file.is_file():
            trial.write(file.name, file.read_bytes())
    uuid = trial("setup", "generate-token").decode().strip()
    (secret,) = trial.credentials(uuid, "Ed25519", 1)
    questions = [{"answers": ["Yes", "No"], "min": 1, "max": 1, "question": "Trial"}]
    trial.write(
        "questions.json", json.dumps({"description": "A trial", "name": "Trial", "questions": questions}).encode()
    )
    trial("setup", "make-election", "--uuid", uuid, "--group", "Ed25519", "--template", "questions.json")
    trial("archive", "init")
    for name in ("election.json", "trustees.json", "public_creds.json"):
        (trial.folder / name).unlink()
    trial.event("Ballot", trial.ballot(secret, [[1, 0]]))
    trial.event("EndBallots")
    trial.event("EncryptedTally", trial("election", "compute-encrypted-tally"))
    for number in (1, 2):
        trial.event("PartialDecryption", share(trial, names, number))
    trial.event("Result", trial("election", "compute-result"))
    return trial.read("*.bel")


def share(tool: Tool, names: list[str], number: int) -> bytes:
    keys = ("--key", f"{names[number - 1]}.key", "--decryption-key", f"{names[number - 1]}.dkey")
    return tool("election", "decrypt-threshold", *keys, "--trustee-id", str(number))


def test_trustees_with_the_tool_shuffle_and_open_a_board_of_the_server(voting: Voting, tool: Tool) -> None:
    """Two of three; the ballots are the tool's, too."""
    names = tool.ceremony("Ed25519", 3, 2)
    tool.write("public_keys.jsons", b"")
    tool("setup", "make-trustees")
    keys = tool.read("trustees.json").strip()
    answer = voting.boards.set_up(
        E1, handle(SECRETARY), TRUSTEES, keys, voting.authority.pubcreds, rehearsed(tool, names)
    )
    assert isinstance(answer, Recorded), answer
    (tool.folder / "trustees.json").unlink()
    voting.open_voting()
    name = f"{voting.boards.uuid(E1)}.bel"
    tool.write(name, voting.archive())
    for number in range(10, 15):
        made = tool.ballot(voting.authority.private[handle(number)], [[1, 3, 2]])
        receipt = voting.boards.cast(E1, handle(number), made)
        assert isinstance(receipt, Receipt), receipt
    voting.close_voting()
    for number in (1, 3):
        tool.write(name, voting.archive())
        made = tool("election", "shuffle", "--trustee-id", str(number)).split(b"\n")[0]
        assert isinstance(voting.boards.shuffle(E1, TRUSTEES[number - 1], made), Recorded)
    for number in (2, 3):
        tool.write(name, voting.archive())
        made = share(tool, names, number).split(b"\n")[0]
        assert isinstance(voting.boards.share(E1, TRUSTEES[number - 1], made), Recorded)
    state = voting.own.secretary.strike()
    own = board(state, E1)
    assert own is not None
    assert (own.shuffled, own.opened, own.voters) == ((1, 3), (2, 3), 5)
    assert phase(state.elections.elections[E1], state.now) == "counted"
    assert {each.partition(":")[2] for each in state.elections.elections[E1].ballots} == {"1,3,2"}
    accepted(tool, voting)
    assert voting.own.audited().findings == ()


def test_the_authority_of_the_tool_makes_credentials_for_the_roll(voting: Voting, tool: Tool) -> None:
    tool.write("voters.txt", "".join(f"someone@example.org,{person}\n" for person in ROLL).encode())
    uuid = voting.boards.uuid(E1)
    tool("setup", "generate-credentials", "--uuid", uuid, "--group", "Ed25519", "--file", "voters.txt")
    pubcreds, private = tool.read("*.pubcreds").strip(), json.loads(tool.read("*.privcreds"))
    trustees: Trustees = voting.trustees
    answer = voting.boards.set_up(
        E1, handle(SECRETARY), TRUSTEES, trustees.file, pubcreds, balloting.rehearsal(trustees)
    )
    assert isinstance(answer, Recorded), answer
    voting.open_voting()
    made = balloting.ballot(voting.archive(), private[handle(10)], [[1, 2, 3]])
    assert isinstance(voting.boards.cast(E1, handle(10), made), Receipt)
