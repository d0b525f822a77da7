"""Witnesses on the pages: who signs, who refuses since when, the stage of each receipt, the keys, the policy."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rankandfile.core.ids import Handle
from rankandfile.record import policy
from rankandfile.record.export import parse_witnessed
from rankandfile.record.receipt import check
from rankandfile.shell.cosigning import Cosigning
from rankandfile.shell.rotating import rotate
from rankandfile.shell.secretary import Secretary
from tests.witnessing import Running, as_named, rulebook, witnesses

from .house import House, build


@pytest.fixture
def running(tmp_path: Path) -> Iterator[list[Running]]:
    with witnesses(tmp_path) as four:
        yield four


@pytest.fixture
def house(
    tmp_path: Path, django: None, settings_home: Callable[[Path], None], running: list[Running]
) -> Iterator[House]:
    """The organisation of one test, whose rulebook names four witnesses."""
    from rankandfile.web import organisation

    built = build(tmp_path / "home", rules=rulebook(as_named(running)))
    settings_home(built.home)
    for one in running:
        one.watch(organisation.secretary().key.vkey)
    yield built
    organisation.secretary().close()


def own() -> Secretary:
    from rankandfile.web import organisation

    return organisation.secretary()


def page(browser: Any, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_the_page_of_the_checkpoint_says_who_signs_and_since_when_somebody_refuses(
    house: House, visitor: Any, running: list[Running]
) -> None:
    before = page(visitor, "/record/checkpoint/")
    assert "An entry is witnessed when 3 of 4 witnesses have signed" in before
    assert "No entry is witnessed yet." in before
    assert before.count("not asked yet") == 4
    running[3].stop()
    Cosigning(own()).round()
    after = page(visitor, "/record/checkpoint/")
    assert f"The first {own().store.size()} entries are witnessed" in after
    assert after.count("Signed last") == 3
    assert after.count(">silent<") == 1
    assert "What came instead of an answer" in after
    assert "The sister" in after
    assert str(running[0].vkey) in after
    assert after.count("— ") >= 4  # the note itself, with its cosignatures


def test_the_list_of_entries_tells_who_does_not_sign(
    house: House, sign_in: Callable[[str], Any], running: list[Running]
) -> None:
    browser = sign_in("Amina")
    assert "Witness " not in page(browser, "/record/")
    running[0].stop()
    Cosigning(own()).round()
    assert "Witness The sister is silent since" in page(browser, "/record/")


def test_my_receipts_show_their_stage_and_the_stronger_one_when_it_is_there(
    house: House, sign_in: Callable[[str], Any], running: list[Running]
) -> None:
    browser = sign_in("Ilse")
    before = page(browser, "/record/mine/")
    assert before.count(">registered<") > 3
    assert ">witnessed<" not in before
    weak = check(browser.get("/record/0/proof/").content, own().key.vkey)
    assert weak.stage == "registered"
    Cosigning(own()).round()
    after = page(browser, "/record/mine/")
    assert after.count("Download the witnessed receipt") == after.count(">witnessed<") > 3
    assert ">registered<" not in after
    known = policy.read(browser.get("/record/policy").content)
    strong = check(browser.get("/record/0/proof/").content, None, policy=known)
    assert (strong.stage, strong.holds) == ("witnessed", True)
    assert "4 of 4 witnesses of the policy have signed: sister, far-branch, auditors, minority." in strong.staged


def test_somebody_elses_proof_carries_the_cosignatures_too(house: House, sign_in: Callable[[str], Any]) -> None:
    Cosigning(own()).round()
    browser = sign_in("Amina")
    proof = browser.get("/record/3/proof/?bare").content.decode()
    assert proof.startswith("c2sp.org/tlog-proof@v1")
    assert proof.count("\n— ") == 5
    receipt = browser.get("/record/3/proof/").content
    assert msgspec.json.decode(receipt)["proof"] == proof
    assert check(receipt, own().key.vkey).holds


def test_programs_get_the_cosigned_checkpoint_and_the_policy(
    house: House, visitor: Any, running: list[Running]
) -> None:
    Cosigning(own()).round()
    known = policy.read(visitor.get("/record/policy").content)
    assert {each.vkey for each in known.witnesses} == {one.vkey for one in running}
    met = known.met(visitor.get("/record/checkpoint").content)
    assert met.reached
    assert met.checkpoint.size == own().store.size()


def test_programs_get_what_was_signed_before(house: House, visitor: Any, running: list[Running]) -> None:
    assert visitor.get("/record/witnessed").status_code == 404
    Cosigning(own()).round()
    size = own().store.size()
    rotate(own(), Handle(house.founder))
    (note,) = parse_witnessed(visitor.get("/record/witnessed").content)
    assert note.count("\n— ") == 5
    assert note.split("\n")[1] == str(size)


def test_the_history_of_keys_is_shown(house: House, visitor: Any) -> None:
    first = own().key.vkey
    assert str(first) in page(visitor, "/record/checkpoint/")
    answer = rotate(own(), Handle(house.founder))
    shown = page(visitor, "/record/checkpoint/")
    assert shown.index(str(own().key.vkey)) < shown.index(str(first))
    assert f"/record/{answer.index}/" in shown  # type: ignore[union-attr]


def test_who_acts_while_nothing_may_be_signed_is_told_why_and_all_can_be_read(
    house: House, sign_in: Callable[[str], Any], running: list[Running]
) -> None:
    browser, size = sign_in("Amina"), own().store.size()
    own().guard.refusal = "Nothing is recorded: a witness has seen more."
    answer = browser.post("/members/leave/", {"checked": "yes"})
    assert answer.status_code == 503
    assert "must not record anything at the moment" in answer.content.decode()
    assert own().store.size() == size
    assert "Nothing is recorded" in page(browser, "/record/")
    assert "Nothing is recorded" in page(browser, "/record/checkpoint/")
    assert page(browser, "/members/")
    own().guard.refusal = ""
    assert browser.post("/members/leave/", {"checked": "yes"}).status_code == 302


def test_without_witnesses_the_pages_say_what_that_means(
    tmp_path: Path, django: None, settings_home: Callable[[Path], None]
) -> None:
    from django.test import Client

    settings_home(build(tmp_path / "alone", rules=rulebook([]).partition("[witnesses]")[0].replace(', "17"', "")).home)
    visitor = Client(SERVER_NAME="localhost")
    assert "The rulebook names no witnesses." in page(visitor, "/record/checkpoint/")
    assert visitor.get("/record/policy").status_code == 404
    own().close()


def test_a_quorum_whose_witnesses_are_still_to_be_named_is_shown_as_that(
    tmp_path: Path, django: None, settings_home: Callable[[Path], None]
) -> None:
    from django.test import Client

    settings_home(build(tmp_path / "young").home)
    visitor = Client(SERVER_NAME="localhost")
    assert "4 witnesses are still to be named." in page(visitor, "/record/checkpoint/")
    assert visitor.get("/record/policy").status_code == 404
    own().close()
