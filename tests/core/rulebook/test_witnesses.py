"""What a rulebook says of witnesses is read, checked, told, compared and merged; without the clause there are none."""

from hashlib import sha256

import msgspec
import pytest
from msgspec.structs import replace

from rankandfile.core.rulebook.check import check, examine
from rankandfile.core.rulebook.checks.witnesses import absent, dishonest, least
from rankandfile.core.rulebook.compare import changes, merge
from rankandfile.core.rulebook.parse import parse
from rankandfile.core.rulebook.reading import article
from rankandfile.core.rulebook.schema import Enough, Rulebook, Witness
from rankandfile.core.rulebook.sentences import Sentence
from rankandfile.core.rulebook.vkey import WrittenKey, read_vkey
from tests.core.rulebook.texts import DEFAULT, changed, read

SISTER = "sister-org-0.example/witness+09ecfad8+BE7TL2O/NfDu78sl8oouH73Ic64oNWcbDJRg9fEuRVao"
LOG = "union.example/record+00a4e88c+AdBKsjJ0K7SrOhNovUYV5ObQIkq3GgFrr4UgozLJd4c3"


def vkey(name: str, public: bytes, kind: int = 4) -> str:
    """A vkey with any 32 bytes for a key."""
    key = bytes([kind]) + public
    key_id = sha256(name.encode() + b"\n" + key).hexdigest()[:8]
    return f"{name}+{key_id}+{msgspec.to_builtins(key)}"


def named(number: int, **changes: str) -> str:
    """One witness in TOML, with some of its keys written otherwise, or left out where empty."""
    own = {
        "article": f"17.{number}",
        "id": f"witness-{number}",
        "title": f"The {number}. sister union",
        "who": f"Asked by the convention of year {number}.",
        "vkey": vkey(f"w{number}.example/witness", bytes([number]) * 32),
        "url": f"https://w{number}.example/witness",
    } | changes
    return "\n[[witnesses.named]]\n" + "".join(f'{key} = "{value}"\n' for key, value in own.items() if value)


def text(quorum: str = "3 of 4", *witnesses: str) -> str:
    return changed(DEFAULT, ('quorum = "3 of 4"', f'quorum = "{quorum}"')) + "".join(witnesses)


FOUR = tuple(named(number) for number in range(1, 5))


def found(rules: str, log: str = "") -> list[tuple[str, str, str]]:
    return [(p.severity, p.path, str(p.what)) for p in examine(rules, log)[1]]


def test_four_named_witnesses_of_whom_three_must_sign_have_nothing_wrong_with_them() -> None:
    assert found(text("3 of 4", *FOUR)) == []


def test_a_rulebook_without_the_clause_is_valid_has_no_witnesses_and_is_told_what_that_means() -> None:
    without = changed(DEFAULT[: DEFAULT.index("# --- Witnesses")], ('["14", "15", "17"]', '["14", "15"]'))
    assert read(without).witnesses is None
    ((severity, path, what),) = found(without)
    assert (severity, path) == ("notice", "witnesses")
    assert what.startswith("Nobody outside signs the record")


def test_a_quorum_stands_before_any_witness_does_and_the_check_counts_the_missing() -> None:
    rulebook = read(text("3 of 4", FOUR[0]))
    assert rulebook.witnesses is not None
    assert rulebook.witnesses.quorum == Enough(3, 4)
    assert found(text("3 of 4", FOUR[0])) == [
        ("notice", "witnesses.named", "3 witnesses are still to be named; until enough are, no receipt is witnessed.")
    ]


TOO_FEW = {
    "1 of 2": "Two groups of 1 out of 2 need not share a witness: even honest ones can sign two histories.",
    "2 of 3": "2 of 3 survives no dishonest witness: one is enough to sign two histories.",
    "4 of 6": "4 of 6 survives only 1 dishonest witness: with one more, two histories can be signed.",
    "6 of 9": "6 of 9 survives only 2 dishonest witnesses: with one more, two histories can be signed.",
}


@pytest.mark.parametrize("quorum", TOO_FEW)
def test_a_quorum_that_survives_fewer_dishonest_than_absent_witnesses_is_warned_of(quorum: str) -> None:
    (problem,) = [p for p in examine(text(quorum))[1] if p.path == "witnesses.quorum"]
    assert (problem.severity, str(problem.what)) == ("warning", TOO_FEW[quorum])
    of = int(quorum.split(" of ")[1])
    assert f"Ask for {-(-(2 * of + 1) // 3)} of {of}" in str(problem.remedy)


@pytest.mark.parametrize("quorum", ["1 of 1", "2 of 2", "3 of 3", "3 of 4", "4 of 5", "5 of 6", "5 of 7", "7 of 9"])
def test_a_quorum_in_balance_or_above_it_is_not(quorum: str) -> None:
    assert [p for p in examine(text(quorum))[1] if p.path == "witnesses.quorum"] == []


def test_more_than_there_are_can_never_sign() -> None:
    assert ("error", "witnesses.quorum", "5 of 4 can never sign.") in found(text("5 of 4"))


@pytest.mark.parametrize("quorum", ["", "3", "3/4", "three of four", "0 of 4", "3 of 0", "3 of 4 of 5", "100 of 200"])
def test_what_is_no_quorum_cannot_be_read(quorum: str) -> None:
    problems = parse(text(quorum))
    assert isinstance(problems, tuple)
    (problem,) = problems
    assert problem.path == "witnesses.quorum"
    assert str(problem.remedy) == "Write how many of how many, such as “3 of 4”."


WRONG: dict[str, tuple[dict[str, str], str, str, str]] = {
    "no key yet": ({"vkey": ""}, "notice", "witnesses.named[1]", "The key of “witness-2” is still missing"),
    "no key at all": ({"vkey": "hello"}, "error", "witnesses.named[1].vkey", "It is no public key"),
    "a key of another length": ({"vkey": vkey("a", b"")}, "error", "witnesses.named[1].vkey", "It is no public key"),
    "a name with a space": ({"vkey": vkey("a b", bytes(32))}, "error", "witnesses.named[1].vkey", "no public key"),
    "stray bits": ({"vkey": SISTER + "="}, "error", "witnesses.named[1].vkey", "It is no public key"),
    "a slip of the pen": ({"vkey": SISTER.replace("09e", "08e")}, "error",
                          "witnesses.named[1].vkey", "Its eight digits do not belong to the key"),
    "the key of a log": ({"vkey": LOG}, "error", "witnesses.named[1].vkey", "This is a key of type 1"),
    "the same key twice": ({"vkey": vkey("other.example", bytes([1]) * 32)}, "error", "witnesses.named[1].vkey",
                           "It has the same key as “witness-1”"),
    "the same name twice": ({"id": "witness-1"}, "error", "witnesses.named[1].id", "two of the id “witness-1”"),
    "the same place twice": ({"url": "https://w1.example/witness/"}, "warning", "witnesses.named[1].url",
                             "Another witness is asked at the same place"),
    "no place": ({"url": ""}, "notice", "witnesses.named[1]", "Nothing says where “witness-2” is asked"),
    "a place that is none": ({"url": "file:///etc"}, "error", "witnesses.named[1].url", "is no web address"),
    "a place with a space": ({"url": "https://a b"}, "error", "witnesses.named[1].url", "is no web address"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_with_a_witness_is_found_where_it_is(case: str) -> None:
    changes, severity, path, what = WRONG[case]
    ((told_severity, told_path, told),) = found(text("3 of 4", FOUR[0], named(2, **changes), *FOUR[2:]))
    assert (told_severity, told_path) == (severity, path)
    assert what in told


def test_more_witnesses_than_the_quorum_speaks_of_are_an_error() -> None:
    assert ("error", "witnesses.named", "5 witnesses are named, and the quorum speaks of 4.") in found(
        text("3 of 4", *FOUR, named(5))
    )


@pytest.mark.parametrize(
    "log", [vkey("union.example/record", bytes([2]) * 32, kind=1), vkey("w2.example/witness", bytes(32), kind=1)]
)
def test_a_record_cannot_be_its_own_witness(log: str) -> None:
    assert found(text("3 of 4", *FOUR), log) == [
        ("error", "witnesses.named[1].vkey", "“witness-2” is the record itself: it cannot be its own witness.")
    ]
    assert found(text("3 of 4", *FOUR), LOG) == []
    assert check(read(DEFAULT), log=log) == check(read(DEFAULT))


def test_whoever_keeps_the_key_must_be_named_where_there_are_witnesses() -> None:
    rules = changed(text("3 of 4", *FOUR), (', "keys"]', "]"))
    assert found(rules) == [("warning", "posts", "Nobody may change the key that signs the record after the founding.")]


def test_the_clause_is_told_in_plain_language() -> None:
    rules = read(text("3 of 4", *FOUR[:2], named(3, vkey="", url="", who="", title="")))
    assert article(rules, "17") == (
        "Witnesses outside sign how long the record is and what it holds, at least once a day."
        " A receipt is witnessed when 3 of 4 witnesses have signed the record with it."
        " This holds with up to 1 dishonest and up to 1 absent witnesses. 1 witness is still to be named."
    )
    assert article(rules, "17.1") == (
        "The 1. sister union signs the record as a witness. Asked by the convention of year 1."
        f" It is asked at https://w1.example/witness. Its public key is {vkey('w1.example/witness', bytes([1]) * 32)}."
    )
    assert article(rules, "17.3") == (
        "witness-3 signs the record as a witness. Its key is not known yet, so it cannot sign."
    )
    assert "up to" not in article(read(text("1 of 2")), "17")
    assert "still to be named" not in article(read(text("3 of 4", *FOUR)), "17")


def test_naming_and_changing_witnesses_are_changes_of_their_own_articles() -> None:
    none, four = read(DEFAULT), read(text("3 of 4", *FOUR))
    assert [(c.article, c.kind) for c in changes(none, four)] == [(f"17.{n}", "added") for n in range(1, 5)]
    other = read(text("3 of 4", *FOUR[:3], named(4, url="https://elsewhere.example")))
    assert [(c.article, c.kind) for c in changes(four, other)] == [("17.4", "changed")]


def test_two_changes_that_name_witnesses_and_change_the_quorum_go_together() -> None:
    base, names, quorum = read(DEFAULT), read(text("3 of 4", *FOUR)), read(text("4 of 5"))
    both = read(text("4 of 5", *FOUR))
    assert merge(base, names, quorum) == both == merge(base, quorum, names)


def test_two_changes_that_name_other_witnesses_go_together_and_of_one_clash() -> None:
    base, one, other = read(DEFAULT), read(text("3 of 4", FOUR[0])), read(text("3 of 4", FOUR[1]))
    together = merge(base, one, other)
    assert isinstance(together, Rulebook)
    assert together.witnesses is not None
    assert {witness.id for witness in together.witnesses.named} == {"witness-1", "witness-2"}
    clashing = merge(one, read(text("3 of 4", named(1, who="A"))), read(text("3 of 4", named(1, who="B"))))
    assert isinstance(clashing, tuple)
    assert [conflict.article for conflict in clashing] == ["17.1"]


def test_a_vkey_is_read_as_the_specification_writes_it() -> None:
    assert read_vkey(SISTER) == WrittenKey(
        "sister-org-0.example/witness", 4, msgspec.convert(SISTER.split("+", 2)[2], bytes)[1:]
    )
    key = read_vkey(LOG)
    assert isinstance(key, WrittenKey)
    assert key.kind == 1
    for broken in ("", "+", "++", "a+b+c", SISTER[:-1], "é" + SISTER, SISTER.replace("+0", "+1")):
        assert isinstance(read_vkey(broken), Sentence), broken


def test_a_witness_without_a_key_is_still_one_of_those_named() -> None:
    rulebook = read(text("3 of 4", named(1, vkey="")))
    assert rulebook.witnesses is not None
    assert replace(rulebook.witnesses.named[0], article="", title="", who="", url="") == Witness(
        article="", id="witness-1"
    )


@pytest.mark.parametrize("of", range(1, 8))
def test_what_a_quorum_survives_is_what_trying_every_case_shows(of: int) -> None:
    """Brute force: dishonest witnesses sign both histories, each honest one signs one of them."""
    for number in range(1, of + 1):
        survives = [bad for bad in range(of + 1) if not splits(of, number, bad)]
        assert dishonest(Enough(number, of)) == max(survives, default=-1)
        assert absent(Enough(number, of)) == of - number
    balanced = [n for n in range(1, of + 1) if dishonest(Enough(n, of)) >= absent(Enough(n, of))]
    assert least(of) == min(balanced)


def splits(of: int, number: int, bad: int) -> bool:
    """Whether so many dishonest witnesses can bring two histories to the quorum, sharing out the honest ones."""
    return any(bad + mine >= number and bad + (of - bad - mine) >= number for mine in range(of - bad + 1))


def test_where_the_rulebook_does_not_say_how_many_it_is_three_of_four() -> None:
    rulebook = read(changed(DEFAULT, ('quorum = "3 of 4"\n', "")))
    assert rulebook.witnesses is not None
    assert rulebook.witnesses.quorum == Enough(3, 4)
    assert "3 of 4" in article(rulebook, rulebook.witnesses.article)
