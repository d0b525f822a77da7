"""The page that checks receipts: in a real browser, without the server, with the same words as the command line."""

import json
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Request, expect

from rankandfile.record import cosignature, policy, receipt
from rankandfile.record.malformed import Malformed
from rankandfile.record.note import LogKey, Vkey
from rankandfile.record.spelling import base64
from tests.record.organisation import KEY, ORIGIN, Made, with_a_motion

STATIC = Path(receipt.__file__).parents[1] / "web/static/rankandfile"
FILES = (
    "receipt.html",
    "receipt.js",
    "receipt-page.js",
    "receipt-policy.js",
    "receipt-words.js",
    "paper.css",
    "mark.svg",
)
WITNESSES = tuple(cosignature.CosigningKey(f"sister-{n}.example/witness", bytes([n]) * 32) for n in (32, 33))
VKEY = str(KEY.vkey)


@pytest.fixture(scope="module")
def made() -> Made:
    return with_a_motion()


@pytest.fixture(scope="module")
def motion(made: Made) -> bytes:
    """The receipt of whoever moved the motion, cosigned by both witnesses."""
    note = made.checkpoint()
    for number, witness in enumerate(WITNESSES):
        note += cosignature.cosign(witness, made.checkpoint().rpartition("\n\n")[0] + "\n", 1_772_999_999 + number)
    entry = next(value.entry for value in made.values if value.slot == "text")
    texts = [value for value in made.values if value.entry == entry]
    return receipt.make(made.leaves[entry], entry, made.tree, note, texts)


@pytest.fixture
def asked() -> list[str]:
    """The addresses that the page asked for."""
    return []


@pytest.fixture
def page(opened: Callable[..., BrowserContext], tmp_path: Path, asked: list[str]) -> Page:
    """The page as somebody saved it: a few files in a folder, on a machine without a network."""
    for name in FILES:
        shutil.copy(STATIC / name, tmp_path)
    own = opened(offline=True).new_page()
    own.on("console", complain)
    own.on("pageerror", complain)

    def note(request: Request) -> None:
        asked.append(request.url)

    own.on("request", note)
    own.goto((tmp_path / "receipt.html").as_uri(), wait_until="networkidle")
    return own


def complain(message: Any) -> None:
    raise AssertionError(getattr(message, "text", message))


def fill(page: Page, file: bytes, key: str = VKEY, witnesses: tuple[Vkey, ...] = ()) -> None:
    page.locator("#file").set_input_files({"name": "entry.receipt.json", "mimeType": "", "buffer": file})
    page.locator("#key").fill(key)
    page.locator("#witnesses").fill("\n".join(map(str, witnesses)))
    page.get_by_role("button", name="Check this receipt").click()
    expect(page.locator("#outcome h2")).to_be_visible()


CHECK = """async ([files, vkey, witnesses, policy]) => {
  const told = []
  for (const file of files) {
    const found = await checkReceipt(file, vkey, witnesses, policy)
    told.push({
      stage: found.stage,
      staged: found.staged.map(receiptSentence),
      proved: found.proved.map(receiptSentence),
      findings: found.findings.map(receiptSentence),
      not_proved: found.notProved.map(receiptSentence),
    })
  }
  return told
}"""


def told(
    page: Page, files: list[bytes], key: str = VKEY, witnesses: tuple[Vkey, ...] = (), kept: str = ""
) -> list[dict[str, Any]]:
    """What the page's own check says of each file, in its sentences."""
    given = [[f.decode() for f in files], key, list(map(str, witnesses)), kept]
    found: list[dict[str, Any]] = page.evaluate(CHECK, given)
    return found


def by_python(
    file: bytes, key: Vkey | None = KEY.vkey, witnesses: tuple[Vkey, ...] = (), kept: str = ""
) -> dict[str, Any]:
    found = receipt.check(file, key, witnesses, policy.read(kept) if kept else None)
    parts: dict[str, Any] = {
        part: list(getattr(found, part)) for part in ("staged", "proved", "findings", "not_proved")
    }
    return {"stage": found.stage, **parts}


def test_a_receipt_is_checked_without_any_request(page: Page, asked: list[str], motion: bytes) -> None:
    loaded = len(asked)
    assert {Path(each).name for each in asked} <= set(FILES)
    fill(page, motion, witnesses=tuple(witness.vkey for witness in WITNESSES))
    expect(page.locator("#outcome h2")).to_have_text("The receipt holds")
    for sentence in by_python(motion, witnesses=tuple(w.vkey for w in WITNESSES))["proved"]:
        expect(page.locator("#outcome")).to_contain_text(sentence)
    page.get_by_text("The text given as “text”").click()
    expect(page.get_by_text("The treasurer answers questions on them.")).to_be_visible()
    assert asked[loaded:] == []
    assert all(each.startswith("file:") for each in asked)


def test_signature_lines_are_shown_with_those_that_nobody_checked(page: Page, motion: bytes) -> None:
    fill(page, motion, witnesses=(WITNESSES[0].vkey,))
    expect(page.locator("#outcome")).to_contain_text(f"{WITNESSES[0].vkey.name}: checked")
    expect(page.locator("#outcome")).to_contain_text(f"{WITNESSES[1].vkey.name}: not checked, its key was not given")


def test_it_says_what_the_command_line_says_of_every_entry(page: Page, made: Made) -> None:
    files = [receipt.make(leaf, index, made.tree, made.checkpoint()) for index, leaf in enumerate(made.leaves)]
    assert told(page, files) == [by_python(file) for file in files]
    old = [receipt.make(made.leaves[0], 0, made.tree, made.checkpoint(size)) for size in range(1, 107)]
    assert told(page, old) == [by_python(file) for file in old]


def tampered(motion: bytes) -> dict[str, dict[str, Any]]:
    """Receipts with something wrong, by what is wrong."""
    own = json.loads(motion)
    lines = own["proof"].split("\n")

    def proof(*changed: str) -> dict[str, Any]:
        return {**own, "proof": "\n".join(changed)}

    texts = own["texts"]
    at = lines.index(ORIGIN)
    return {
        "another leaf": {**own, "leaf": base64(b'{"body":{}}')},
        "no base64": {**own, "leaf": own["leaf"][:-1] + "!"},
        "stray bits": {**own, "leaf": "AB=="},
        "another format": {**own, "format": "x" * 50},
        "no proof": {**own, "proof": "nothing"},
        "no index": proof(lines[0], *lines[2:]),
        "a leading zero": proof(lines[0], "index 01", *lines[2:]),
        "a large index": proof(lines[0], "index 9223372036854775808", *lines[2:]),
        "another index": proof(lines[0], "index 3", *lines[2:]),
        "beyond the end": proof(lines[0], "index 107", *lines[2:]),
        "a hash too few": proof(*lines[:2], *lines[3:]),
        "a short hash": proof(*lines[:2], "AAAA", *lines[3:]),
        "a hash too many": proof(*lines[:3], *lines[2:]),
        "64 hashes": proof(*lines[:2], *[lines[2]] * 64, *lines[at - 1 :]),
        "another origin": proof(*lines[:at], "other.example/record", *lines[at + 1 :]),
        "another size": proof(*lines[:at], ORIGIN, "108", *lines[at + 2 :]),
        "no signature": proof(*lines[: at + 4], ""),
        "signed by nobody we know": proof(*lines[: at + 4], *lines[at + 5 :]),
        "signed twice": proof(*lines[: at + 5], *lines[at + 4 :]),
        "a broken line": proof(*lines[: at + 4], "- x y", *lines[at + 4 :]),
        "a short signature": proof(*lines[: at + 4], "— x AAAA", *lines[at + 4 :]),
        "a control character": proof(*lines[: at + 4], "— x\t AAAA", *lines[at + 4 :]),
        "no end": {**own, "proof": own["proof"].rstrip("\n")},
        "another text": {**own, "texts": [{**texts[0], "value": "Something else"}, *texts[1:]]},
        "another opening": {**own, "texts": [{**texts[0], "opening": "00" * 32}, *texts[1:]]},
        "a short opening": {**own, "texts": [{**texts[0], "opening": "00"}, *texts[1:]]},
        "a text without a place": {**own, "texts": [{**texts[0], "slot": "diary"}, *texts[1:]]},
    }


def test_what_was_changed_is_refused_in_the_same_words(page: Page, motion: bytes) -> None:
    keys = tuple(witness.vkey for witness in WITNESSES)
    cases = {name: json.dumps(case).encode() for name, case in tampered(motion).items()}
    found = dict(zip(cases, told(page, list(cases.values()), witnesses=keys), strict=True))
    for name, case in cases.items():
        assert found[name] == by_python(case, witnesses=keys), name
        assert found[name]["findings"], name


def test_one_bit_anywhere_is_refused_by_both_or_by_neither(page: Page, motion: bytes) -> None:
    chance, keys = random.Random(7), tuple(witness.vkey for witness in WITNESSES)
    whole = len(by_python(motion, witnesses=keys)["proved"])
    cases = []
    while len(cases) < 300:
        place, bit = chance.randrange(len(motion)), 1 << chance.randrange(7)
        changed = motion[:place] + bytes([motion[place] ^ bit]) + motion[place + 1 :]
        if changed[place] < 128 and motion[place] < 128:
            cases.append(changed)
    for case, found in zip(cases, told(page, cases, witnesses=keys), strict=True):
        assert bool(found["findings"]) == bool(by_python(case, witnesses=keys)["findings"]), case
        if not found["findings"] and len(found["proved"]) == whole:  # a line that nobody knows is skipped
            assert what_it_says(case) == what_it_says(motion)


def what_it_says(file: bytes) -> Any:
    """The receipt without what proves nothing: the capitals of an opening, and the number beside a text."""
    read = json.loads(file)
    texts = [(text["slot"], text["opening"].lower(), text["value"]) for text in read.pop("texts")]
    return read, texts


@pytest.mark.parametrize(
    "file", [b"", b"{}", b"[]", b"null", b'"x"', b'{"format": 1}', b'{"more": 1}', b"\xef\xbb\xbf{}"]
)
def test_what_is_no_receipt_is_refused(file: bytes, page: Page) -> None:
    assert told(page, [file])[0]["findings"][0].startswith("This is not a receipt: ")
    assert by_python(file)["findings"][0].startswith("This is not a receipt: ")


def test_a_witness_that_signed_something_else_refuses_the_whole(page: Page, made: Made) -> None:
    note = made.checkpoint()
    other = made.checkpoint(106).rpartition("\n\n")[0] + "\n"
    file = receipt.make(made.leaves[5], 5, made.tree, note + cosignature.cosign(WITNESSES[0], other, 1_772_999_999))
    keys = (WITNESSES[0].vkey,)
    assert told(page, [file], witnesses=keys) == [by_python(file, witnesses=keys)]
    assert told(page, [file]) == [by_python(file)]
    assert by_python(file, witnesses=keys)["findings"]


def test_weak_and_foreign_keys_are_refused(page: Page, motion: bytes) -> None:
    other = LogKey(ORIGIN, b"\x12" * 32).vkey
    assert told(page, [motion], key=str(other)) == [by_python(motion, other)]
    for name, raw in {"weak": b"\x01" + bytes(31), "not canonical": b"\xff" * 31 + b"\x7f"}.items():
        weak = Vkey(ORIGIN, 1, raw)
        said = told(page, [motion], key=str(weak))[0]["findings"]
        assert said == [f"The key of {ORIGIN} is weak: anybody could sign with it."], name
    assert "does not belong" in told(page, [motion], key=VKEY.replace("+00a4", "+00a5"))[0]["findings"][0]


def test_without_file_key_or_ed25519_it_says_what_to_do(page: Page, motion: bytes) -> None:
    page.get_by_role("button", name="Check this receipt").click()
    expect(page.locator("#outcome")).to_contain_text("Choose the file of the receipt first.")
    page.locator("#file").set_input_files({"name": "r.json", "mimeType": "", "buffer": motion})
    page.get_by_role("button", name="Check this receipt").click()
    expect(page.locator("#outcome")).to_contain_text("Give the public key of the record.")
    expect(page.locator("#key")).to_be_focused()
    page.evaluate(
        "() => { crypto.subtle.importKey = async () => { throw new DOMException('no', 'NotSupportedError') } }"
    )
    page.locator("#key").fill(VKEY)
    page.get_by_role("button", name="Check this receipt").click()
    expect(page.locator("#outcome")).to_contain_text("This browser cannot check signatures of this kind (Ed25519)")


def test_every_sentence_is_there_in_arabic_and_the_page_turns_round(page: Page, motion: bytes) -> None:
    missing = page.evaluate(
        "() => [...Object.keys(receiptWords.en), ...[...document.querySelectorAll('[data-word]')]"
        ".map((node) => node.dataset.word)].filter((word) => !receiptWords.ar[word])"
    )
    assert missing == []
    lost = page.evaluate(
        "() => Object.entries(receiptWords.en).filter(([name, text]) => (text.match(/\\{\\w+\\}/g) || [])"
        ".some((field) => !receiptWords.ar[name].includes(field))).map(([name]) => name)"
    )
    assert lost == []
    fill(page, motion)
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#outcome h2")).to_have_text("الإيصال صحيح")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_fits_a_phone_and_has_no_barrier(language: str, page: Page, motion: bytes) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    fill(page, motion, witnesses=(WITNESSES[0].vkey,))
    page.evaluate(f"location.hash = '{language}'")
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_axe_finds_no_barrier(opened: Callable[..., BrowserContext], site: Any, motion: bytes) -> None:
    page = opened(base_url=site.address).new_page()
    page.on("console", complain)
    page.goto("/static/rankandfile/receipt.html")
    fill(page, motion, witnesses=(WITNESSES[0].vkey,))
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_served_by_the_site_it_asks_for_nothing_but_its_own_files(
    site: Any, reader: Callable[..., Page], motion: bytes
) -> None:
    page, asked = reader("Bo Tanaka"), []
    page.goto("/record/mine/")
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("link", name="Check a receipt").click()
    page.wait_for_url("**/receipt.html*")  # its scripts too, or the form would be sent as it is
    fill(page, motion)
    assert {Path(urlsplit(each).path).name for each in asked} <= set(FILES)
    assert all(each.startswith(f"{site.address}/static/rankandfile/") for each in asked)


THIRD = cosignature.CosigningKey("sister-34.example/witness", bytes([34]) * 32).vkey
POLICY = f"""\
# Kept apart from the site.
log {VKEY} https://union.example/record
witness one {WITNESSES[0].vkey} https://one.example/
witness two\t{WITNESSES[1].vkey}
witness three {THIRD}
group abroad any one two
group enough 2 abroad three
"""


def with_quorum(quorum: str) -> str:
    return f"{POLICY}quorum {quorum}\n"


@pytest.mark.parametrize("quorum", ["one", "three", "abroad", "enough", "none"])
@pytest.mark.parametrize("key", ["", VKEY])
def test_the_stage_by_a_policy_is_told_as_the_command_line_tells_it(
    quorum: str, key: str, page: Page, motion: bytes, made: Made
) -> None:
    note = made.checkpoint()
    text = note.rpartition("\n\n")[0] + "\n"
    bare = receipt.make(made.leaves[5], 5, made.tree, note)
    one = receipt.make(made.leaves[5], 5, made.tree, note + cosignature.cosign(WITNESSES[1], text, 1_772_999_999))
    files, known = [motion, bare, one], KEY.vkey if key else None
    said = told(page, files, key=key, kept=with_quorum(quorum))
    assert said == [by_python(file, known, kept=with_quorum(quorum)) for file in files]
    assert {each["stage"] for each in said} <= {"registered", "witnessed"}


def test_a_receipt_of_another_log_than_the_policys_is_refused(page: Page, motion: bytes) -> None:
    kept = with_quorum("one").replace(VKEY, str(LogKey("other.example/record", b"\x12" * 32).vkey))
    assert told(page, [motion], key="", kept=kept) == [by_python(motion, None, kept=kept)]
    assert told(page, [motion], key="")[0]["findings"] == by_python(motion, None)["findings"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("quorum nobody", "No line above defines"),
        ("quorum one\nquorum one", "A policy has one quorum"),
        ("quorum one two", "The quorum is stated as"),
        ("group one any enough\nquorum one", "has defined “one” already"),
        ("group more any one\nquorum more", "“one” is a member of “abroad” already"),
        ("group more 2 all\nquorum more", "has 1 members and cannot need 2"),
        ("group more 02 enough\nquorum more", "This is not a whole number"),
        ("group more\nquorum one", "A group is stated as"),
        (f"witness four {WITNESSES[0].vkey}\nquorum one", "stands on a line above already"),
        (f"witness four {VKEY}\nquorum one", "is of"),
        ("witness four\nquorum one", "A witness is stated as"),
        ("log\nquorum one", "A log is stated as"),
        ("judge one\nquorum one", "is none of log, witness, group and quorum"),
        ("witness none x\nquorum one", "“none” is no name"),
        ("quorum \x01one", "no control characters"),
        ("# nothing more", "A policy has a line “quorum”"),
    ],
)
def test_a_policy_that_is_none_is_refused_by_both(line: str, said: str, page: Page, motion: bytes) -> None:
    kept = f"{POLICY}{line}\n"
    with pytest.raises(Malformed, match=re.escape(said)):
        policy.read(kept)
    (sentence,) = told(page, [motion], kept=kept)[0]["findings"]
    assert said in sentence
    assert sentence.startswith("The policy, line ")
    assert "does not end in a line feed" in told(page, [motion], kept=kept[:-1])[0]["findings"][0]


def test_the_policy_is_a_file_and_names_the_key(page: Page, motion: bytes) -> None:
    page.locator("#file").set_input_files({"name": "r.json", "mimeType": "", "buffer": motion})
    page.locator("#policy").set_input_files(
        {"name": "policy.txt", "mimeType": "", "buffer": with_quorum("abroad").encode()}
    )
    page.get_by_role("button", name="Check this receipt").click()
    expect(page.locator("#outcome h2")).to_have_text("The receipt holds")
    expect(page.locator("#outcome")).to_contain_text("WITNESSED: by 2026-03-08 19:59:59 UTC")
