"""The secretary records acts with what came of them, durable and in order; nobody rewrites or outruns the record."""

from pathlib import Path
from threading import Thread

import apsw
import pytest
from msgspec.structs import replace

from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.chapters.foundation import FoundingEnded, FoundOrganisation
from rankandfile.core.chapters.members import ResignMembership, TransferMember
from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.chapters.voting import PutToVote
from rankandfile.core.engine import ENGINES, sentences
from rankandfile.core.ids import CLOCK, BranchId, ConventionId, Handle, Moment, RulesHash
from rankandfile.core.refusal import Refusal
from rankandfile.record import checkpoint, leaf
from rankandfile.record.slots import opens
from rankandfile.shell import chance
from rankandfile.shell.draft import Ask, Recorded
from rankandfile.shell.founding import found
from rankandfile.shell.home import FILES, Database, Home
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import NOW, Asked, Outcomes, Secretary
from rankandfile.shell.trouble import ClockBehind, Damaged, NewerFile, NoSuchFile, WrongUse
from rankandfile.shell.turns import Turn

from .conftest import FOUNDED, NORTH, ORIGIN, HandClock, admission, admit_some, form_branch

in_files = pytest.mark.parametrize("database", [FILES], ids=["files"])
"""For what only a file can suffer."""


@pytest.fixture
def database(either: Database) -> Database:
    """Everything here holds in files and in a database alike."""
    return either


def test_an_organisation_is_founded_and_found_again(home: Home, clock: HandClock) -> None:
    state = Secretary(home, clock).state
    assert state.size == 5
    assert state.foundation.founded == FOUNDED
    assert [b.id for b in state.foundation.rulebook.bodies][:1] != []


def test_a_founding_that_is_refused_leaves_no_folder(tmp_path: Path, clock: HandClock) -> None:
    answer = found(tmp_path / "home", ORIGIN, "[organisation]\nname = 3", "Harbour Workers", "Ada Quay", clock)
    assert isinstance(answer, Refusal)
    assert answer.code == "rulebook.unreadable"
    assert "Line" in sentences(answer)[0]
    assert list(tmp_path.iterdir()) == []


NEXT_ENGINE = preset_text("member-democracy").replace("[change]\n", "[change]\nengine = 2\n")


def test_nobody_founds_or_proposes_what_this_software_could_not_judge(
    tmp_path: Path, home: Home, clock: HandClock
) -> None:
    answer = found(tmp_path / "other", ORIGIN, NEXT_ENGINE, "Harbour Workers", "Ada Quay", clock)
    assert isinstance(answer, Refusal)
    assert (answer.code, answer.article) == ("rulebook.engine", "14")
    secretary = Secretary(home, clock)
    founder = secretary.state.foundation.founder
    move = MoveMotion(founder, NOW, ConventionId("C1"), "rulebook-change", 1, "")
    answer = secretary.submit(move, {"title": "Tomorrow", "text": "The next engine.", "rulebook": NEXT_ENGINE})
    assert isinstance(answer, Refusal)
    assert answer.code == "rulebook.engine"


def test_a_record_that_went_on_under_a_newer_engine_is_left_alone(
    home: Home, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ENGINES, 2, replace(ENGINES[1], version=2))
    newer = Home(home.path.parent / "newer")
    assert isinstance(found(newer.path, ORIGIN, NEXT_ENGINE, "Harbour Workers", "Ada Quay", clock), Recorded)
    assert Secretary(newer, clock).state.foundation.engine == 2
    monkeypatch.delitem(ENGINES, 2)
    with pytest.raises(NewerFile, match="judged by version 2 of the engine"):
        Secretary(newer, clock)


@in_files
def test_a_folder_in_use_is_left_alone(home: Home, clock: HandClock) -> None:
    before = home.record.read_bytes()
    with pytest.raises(WrongUse, match="in use already"):
        found(home.path, ORIGIN, preset_text("member-democracy"), "Other", "Somebody", clock)
    assert home.record.read_bytes() == before


@pytest.mark.parametrize("origin", ["", "https://union.example", "Union.example", "union.example/", "a b", "ünion"])
def test_an_origin_is_a_web_address_without_its_scheme(tmp_path: Path, clock: HandClock, origin: str) -> None:
    with pytest.raises(WrongUse, match="cannot name a record"):
        found(tmp_path / "home", origin, preset_text("member-democracy"), "Other", "Somebody", clock)


def test_a_second_founding_is_refused(secretary: Secretary) -> None:
    act = FoundOrganisation(chance.handle(), NOW, RulesHash(""), "member")
    texts = {"rulebook": preset_text("member-democracy"), "organisation": "Other", "name": "Somebody"}
    answer = secretary.submit(act, texts)
    assert isinstance(answer, Refusal)
    assert answer.code == "foundation.exists"
    assert secretary.store.size() == 5


def test_an_act_stands_in_the_record_before_its_effects(secretary: Secretary) -> None:
    answer = form_branch(secretary)
    entries = [leaf.decode(d) for d in secretary.store.entries(answer.index)]
    assert [entry.body for entry in entries] == [answer.act, *answer.effects]
    assert [entry.of for entry in entries] == [None, answer.index]
    assert list(answer.entries) == [5, 6]
    assert secretary.state.branches.branches[NORTH].entry == answer.index


def test_an_act_gets_its_time_from_the_secretary_alone(secretary: Secretary, clock: HandClock) -> None:
    clock.now += 60
    founder = secretary.state.foundation.founder
    for claimed in (0, FOUNDED - 1000, FOUNDED + 10**6):
        act = FormBranch(founder, Moment(claimed), BranchId(f"branch-{claimed}"))
        answer = secretary.submit(act, {"name": "Branch"})
        assert isinstance(answer, Recorded)
        assert answer.act.at == clock.now


def test_the_checkpoint_is_signed_over_everything(secretary: Secretary) -> None:
    form_branch(secretary)
    head = secretary.store.head()
    said = checkpoint.opened(head.checkpoint, secretary.key.vkey).checkpoint
    assert (said.origin, said.size, said.root) == (ORIGIN, 7, secretary.store.tree().root())


def test_the_author_gets_the_openings_of_the_texts(secretary: Secretary) -> None:
    answer = form_branch(secretary)
    entry = leaf.decode(secretary.store.entry(answer.index) or b"")
    slot = entry.slots[0]
    assert opens(slot.commitment, answer.openings["name"], ORIGIN, entry.nonce, "name", "Branch north")


def test_texts_never_stand_in_the_record_file(secretary: Secretary, home: Home) -> None:
    form_branch(secretary)
    secretary.submit_many([admission(secretary, "Zebedee Unlikely")])
    files = b"".join(file.read_bytes() for file in home.path.iterdir())
    assert b"Zebedee" not in files
    assert secretary.value(7, "name") == "Zebedee Unlikely"


@in_files
def test_what_was_forged_in_the_vault_is_not_shown(secretary: Secretary, home: Home) -> None:
    form_branch(secretary)
    secretary.submit_many([admission(secretary, "Ann"), admission(secretary, "Ben")])
    captor = apsw.Connection(str(home.vault))
    rows = "SELECT opening, commitment FROM opening WHERE entry = "
    captor.execute(f"UPDATE opening SET (opening, commitment) = ({rows} 9) WHERE entry = 7")
    captor.close()
    assert secretary.vault.text(7, "name") == "Ben"
    assert secretary.value(7, "name") is None
    assert secretary.values("name", range(6, 1000)) == {9: "Ben"}


def test_names_of_many_are_read_at_once(secretary: Secretary) -> None:
    form_branch(secretary)
    handles = admit_some(secretary, 1200)
    entries = {secretary.state.members.members[h].entry: f"Member {n}" for n, h in enumerate(handles)}
    assert secretary.values("name", entries) == entries
    for number in (6, 1100):
        some = dict(list(entries.items())[::-1][:number:2])
        assert secretary.values("name", some) == some


def test_a_destroyed_text_is_gone_and_the_record_stands(secretary: Secretary, home: Home, clock: HandClock) -> None:
    form_branch(secretary)
    secretary.submit_many([admission(secretary, "Ann")])
    opening = secretary.vault.opening(7, "name")
    assert opening is not None
    secretary.vault.destroy([(7, "name")])
    assert secretary.value(7, "name") is None
    assert opening not in b"".join(file.read_bytes() for file in home.path.iterdir())
    assert Secretary(home, clock).state == secretary.state


def test_a_refusal_leaves_no_trace(secretary: Secretary) -> None:
    before = secretary.store.head()
    answer = secretary.submit(TransferMember(chance.handle(), NOW, chance.handle(), NORTH))
    assert isinstance(answer, Refusal)
    assert secretary.store.head() == before
    assert list(secretary.vault.opened(5, 100)) == []


def test_acts_after_a_refused_one_are_judged_as_if_it_had_not_been(secretary: Secretary) -> None:
    founder = secretary.state.foundation.founder
    asks = [Ask(FormBranch(founder, NOW, BranchId(name)), {"name": name}) for name in ("one", "one", "two")]
    outcomes = secretary.submit_many(asks)
    assert [type(each) for each in outcomes] == [Recorded, Refusal, Recorded]
    assert list(secretary.state.branches.branches) == ["one", "two"]


def test_a_rehearsal_answers_the_same_and_records_nothing(secretary: Secretary) -> None:
    founder = secretary.state.foundation.founder
    asks = [Ask(FormBranch(founder, NOW, BranchId(name)), {"name": name}) for name in ("one", "one", "two")]
    before = secretary.store.head()
    rehearsed = secretary.rehearse(asks)
    assert secretary.store.head() == before
    assert [type(each) for each in rehearsed] == [type(each) for each in secretary.submit_many(asks)]


def test_what_is_read_back_is_what_was_live(secretary: Secretary, home: Home, clock: HandClock) -> None:
    form_branch(secretary)
    admit_some(secretary, 20)
    clock.now += 100
    secretary.submit(ResignMembership(list(secretary.state.members.members)[3], NOW))
    assert Secretary(home, clock).state == secretary.state


def test_another_process_follows(secretary: Secretary, home: Home, clock: HandClock) -> None:
    other = Secretary(home, clock)
    form_branch(secretary)
    assert other.state.size == 5
    assert other.follow() == secretary.state
    admit_some(other, 3)
    assert form_branch(secretary, BranchId("south")).index == other.state.size
    assert other.follow() == secretary.state


def test_many_threads_share_the_record(secretary: Secretary, home: Home, clock: HandClock) -> None:
    form_branch(secretary)
    answers: list[object] = []

    def admit() -> None:
        for _ in range(5):
            answers.extend(secretary.submit_many([admission(secretary)]))
        secretary.close()

    threads = [Thread(target=admit) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    indices = sorted(answer.index for answer in answers if isinstance(answer, Recorded))
    assert indices == list(range(7, 207, 2))
    assert Secretary(home, clock).state == secretary.state


class Torn(dict[str, str]):
    """Texts that cannot be read: a mistake of ours, made by hand."""

    def __getitem__(self, name: str) -> str:
        raise TypeError(name)


def test_a_mistake_in_one_callers_act_does_not_touch_the_others(secretary: Secretary) -> None:
    form_branch(secretary)
    broken = Ask(admission(secretary).act, Torn(name="Nobody"))
    good, bad = Turn[Asked, Outcomes]([admission(secretary)]), Turn[Asked, Outcomes]([broken])
    secretary._record([good, bad])
    assert good.answer is not None
    assert isinstance(good.answer[0], Recorded)
    assert isinstance(bad.trouble, TypeError)
    assert secretary.store.size() == 9


def test_a_clock_a_little_behind_gets_the_time_of_the_last_entry(secretary: Secretary, clock: HandClock) -> None:
    clock.now = FOUNDED - 3
    assert form_branch(secretary).act.at == FOUNDED


def test_a_clock_that_goes_backwards_records_nothing(secretary: Secretary, clock: HandClock) -> None:
    clock.now = FOUNDED - 60
    with pytest.raises(ClockBehind, match="60 seconds behind"):
        form_branch(secretary)
    assert secretary.store.size() == 5
    clock.now = FOUNDED
    form_branch(secretary)


def test_what_the_clock_owes_is_done_before_anybody_acts(secretary: Secretary, clock: HandClock) -> None:
    clock.now = secretary.state.quiet_until + 10
    answer = secretary.submit(FormBranch(secretary.state.foundation.founder, NOW, NORTH), {"name": "North"})
    entries = [leaf.decode(d).body for d in secretary.store.entries(5)]
    assert [type(body).__name__ for body in entries] == ["KeepTime", "FoundingEnded"]
    assert entries[0].by == CLOCK
    assert entries[0].at == clock.now
    assert isinstance(entries[1], FoundingEnded)
    assert isinstance(answer, Refusal)


def test_the_clock_strikes_once_whoever_asks(secretary: Secretary, home: Home, clock: HandClock) -> None:
    other = Secretary(home, clock)
    assert secretary.strike().size == 5
    clock.now = secretary.state.quiet_until
    assert secretary.strike().size == 7
    assert other.strike().size == 7
    assert secretary.strike().size == 7


def test_nobody_acts_as_the_clock(secretary: Secretary) -> None:
    with pytest.raises(WrongUse, match="but the clock"):
        secretary.submit(ResignMembership(CLOCK, NOW))


def test_a_text_that_the_act_does_not_have_is_the_callers_mistake(secretary: Secretary) -> None:
    with pytest.raises(WrongUse, match="no text “reason”"):
        secretary.submit(ResignMembership(Handle("x"), NOW), {"reason": "tired"})


def test_a_missing_text_is_named(secretary: Secretary) -> None:
    founder = secretary.state.foundation.founder
    answer = secretary.submit(FormBranch(founder, NOW, NORTH), {"name": "  "})
    assert isinstance(answer, Refusal)
    assert sentences(answer)[0] == "The text “name” is missing."


@pytest.mark.parametrize("branch", ["x" * 10_000_000, "\ud800", "straße", "a\0b"])
def test_hostile_fields_are_refused(secretary: Secretary, branch: str) -> None:
    founder = secretary.state.foundation.founder
    answer = secretary.submit(FormBranch(founder, NOW, BranchId(branch)), {"name": "Branch"})
    assert isinstance(answer, Refusal)
    assert len(str(answer)) < 1000
    assert all(sentences(answer))
    assert secretary.store.size() == 5


def test_a_key_that_is_not_the_records_is_found_out(home: Home, clock: HandClock) -> None:
    home.key.write_text("11" * 32)
    with pytest.raises(Damaged, match="not signed by the key"):
        Secretary(home, clock)


@in_files
def test_an_entry_changed_in_the_file_is_found_at_the_start(secretary: Secretary, home: Home, clock: HandClock) -> None:
    form_branch(secretary)
    captor = apsw.Connection(str(home.record))
    captor.execute("UPDATE entry SET d = replace(CAST(d AS TEXT), 'north', 'south') WHERE 0")
    captor.execute("UPDATE entry SET d = CAST(replace(CAST(d AS TEXT), 'north', 'south') AS BLOB) WHERE i = 5")
    captor.close()
    with pytest.raises(Damaged):
        Secretary(home, clock)


@in_files
def test_an_older_copy_of_the_record_is_not_gone_on_with(home: Home, clock: HandClock, tmp_path: Path) -> None:
    older = home.record.read_bytes()
    secretary = Secretary(home, clock)
    form_branch(secretary)
    admit_some(secretary, 3)
    secretary.close()
    home.record.write_bytes(older)
    with pytest.raises(Damaged, match="older copy"):
        Secretary(home, clock)


@pytest.mark.parametrize("text", ["x" * 10_000_000, "\0", "\u202e", "\ud800", "<script>alert(1)</script>\x08"])
def test_hostile_texts_are_refused_with_a_sentence(secretary: Secretary, text: str) -> None:
    answer = secretary.submit(FormBranch(secretary.state.foundation.founder, NOW, NORTH), {"name": text})
    assert isinstance(answer, Refusal)
    assert answer.code in ("text.long", "text.hidden")
    assert len("".join(sentences(answer))) < 300
    assert secretary.store.size() == 5


@in_files
@pytest.mark.parametrize("file", ["record.db", "vault.db", "box.db", "log.key", "settings.toml"])
def test_a_missing_file_is_named(home: Home, clock: HandClock, file: str) -> None:
    (home.path / file).unlink()
    with pytest.raises(NoSuchFile) as missing:
        Secretary(home, clock)
    assert file in str(missing.value)
    assert not (home.path / file).exists()


@pytest.mark.parametrize("settings", ["[record", "[record]\norigin = 3", "[record]\norigin = 'a'\nother = 1"])
def test_settings_that_cannot_be_read_are_named(home: Home, clock: HandClock, settings: str) -> None:
    home.settings.write_text(settings)
    with pytest.raises(Damaged, match=r"settings\.toml"):
        Secretary(home, clock)


def test_news_wakes_who_waits(secretary: Secretary) -> None:
    seen: list[int] = []
    waiting = Thread(target=lambda: seen.append(secretary.wait_for_news(5, 10).size))
    waiting.start()
    form_branch(secretary)
    waiting.join()
    assert seen == [7]


def test_all_acts_of_a_batch_have_one_time_even_when_the_clock_jumps_back(secretary: Secretary) -> None:
    form_branch(secretary)
    hours = iter([FOUNDED + 9, FOUNDED + 8, FOUNDED + 7, FOUNDED + 6])
    secretary._clock = lambda: next(hours, FOUNDED + 5)
    turns = [Turn[Asked, Outcomes]([admission(secretary)]) for _ in range(3)]
    secretary._record(turns)
    answers = [turn.answer[0] for turn in turns if turn.answer]
    assert [a.act.at for a in answers if isinstance(a, Recorded)] == [FOUNDED + 9] * 3


def test_an_act_that_could_not_be_read_again_is_refused_and_the_record_stays_whole(secretary: Secretary) -> None:
    founder, size = secretary.state.foundation.founder, secretary.state.size
    act = PutToVote(founder, NOW, ConventionId("C1"), "M1", "acclamation")  # type: ignore[arg-type]
    answer = secretary.submit(act)
    assert isinstance(answer, Refusal)
    assert answer.code == "act.unwritable"
    assert secretary.store.size() == size
