"""Policies: what the specification's examples mean, and every line that is none, by its number."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankandfile.record.checkpoint import Checkpoint
from rankandfile.record.cosignature import CosigningKey, cosign
from rankandfile.record.malformed import Malformed
from rankandfile.record.note import LogKey
from rankandfile.record.policy import Group, Log, Policy, Witness, read, written

ORIGIN = "union.example/record"
LOG = LogKey(ORIGIN, b"\x11" * 32)
NEW_KEY = LogKey(ORIGIN, b"\x12" * 32)
KEYS = {name: CosigningKey(f"{name.lower()}.example/witness", bytes([number]) * 32) for number, name in enumerate(
    ("X1", "X2", "X3", "Y1", "Y2", "Y3"), 32
)}  # fmt: skip
TEXT = Checkpoint(ORIGIN, 8, bytes(range(32))).text()
AT = 1_700_000_000
TWO_LEVELS = "".join(
    (
        f"# the log\nlog {LOG.vkey}\n\n",
        *(f"witness {name} {KEYS[name].vkey}\n" for name in ("X1", "X2", "X3")),
        "group X-witnesses 2 X1 X2 X3\n \t \n",
        *(f"  witness\t{name}  {KEYS[name].vkey} https://{name}.example/ \n" for name in ("Y1", "Y2", "Y3")),
        "group Y-witnesses any Y1 Y2 Y3\n  # both\ngroup X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n",
    )
)
"""The example of the specification."""


def note(*names: str, log: LogKey = LOG, text: str = TEXT) -> str:
    """The checkpoint, cosigned by the witnesses of these names a second after one another."""
    return log.sign(text) + "".join(cosign(KEYS[name], text, AT + at) for at, name in enumerate(names))


def one_of(quorum: str, *lines: str) -> str:
    return "\n".join((f"log {LOG.vkey}", f"witness X1 {KEYS['X1'].vkey}", *lines, f"quorum {quorum}")) + "\n"


def test_the_example_of_the_specification_is_read() -> None:
    policy = read(TWO_LEVELS)
    assert policy.logs == (Log(LOG.vkey),)
    assert policy.witnesses[3] == Witness("Y1", KEYS["Y1"].vkey, "https://Y1.example/")
    assert policy.groups[0] == Group("X-witnesses", 2, ("X1", "X2", "X3"))
    assert [group.needed for group in policy.groups] == [2, 1, 2]
    assert policy.quorum == "X-and-Y"


@pytest.mark.parametrize(
    ("names", "at"),
    [
        ((), None),
        (("X1", "X2", "X3"), None),
        (("X1", "Y1", "Y2"), None),
        (("X1", "X2", "Y3"), AT + 2),
        (("Y1", "X3", "X1"), AT + 2),
        (("Y1", "X3", "X1", "X2", "Y2"), AT + 2),
        (("X3", "X1", "X2", "Y2"), AT + 3),
    ],
)
def test_groups_in_groups_make_the_quorum(names: tuple[str, ...], at: int | None) -> None:
    met = read(TWO_LEVELS).met(note(*names))
    assert (met.reached, met.at) == (at is not None, at)
    assert met.checkpoint.size == 8


def test_it_says_who_cosigned_when_and_who_did_not() -> None:
    met = read(TWO_LEVELS).met(note("Y2", "X1"))
    assert [(each.witness.name, each.at) for each in met.cosigned] == [("X1", AT + 1), ("Y2", AT)]
    assert [each.name for each in met.missing] == ["X2", "X3", "Y1", "Y3"]
    assert met.log == LOG.vkey


def test_one_witness_can_be_the_quorum() -> None:
    policy = read(one_of("X1"))
    assert not policy.met(note("X2")).reached
    assert policy.met(note("X1")).at == AT


def test_a_policy_may_ask_for_nobody() -> None:
    met = read(f"log {LOG.vkey}\nquorum none\n").met(note())
    assert (met.reached, met.at, met.missing) == (True, None, ())


def test_the_log_may_be_known_from_elsewhere() -> None:
    policy = read("quorum none\n")
    assert policy.met(note(), LOG.vkey).log == LOG.vkey
    with pytest.raises(Malformed, match="None of the keys"):
        policy.met(note())


def test_a_log_that_changed_its_key_is_stated_twice() -> None:
    policy = read(f"log {LOG.vkey}\nlog {NEW_KEY.vkey}\nquorum none\n")
    assert policy.met(note(log=NEW_KEY)).log == NEW_KEY.vkey
    both = note() + NEW_KEY.sign(TEXT).splitlines()[-1] + "\n"
    assert policy.met(both).log == LOG.vkey


def test_bytes_are_read_as_the_text_is() -> None:
    assert read(TWO_LEVELS.encode()) == read(TWO_LEVELS)
    assert read(TWO_LEVELS).met(note("X1").encode()) == read(TWO_LEVELS).met(note("X1"))


def test_names_are_opaque_octets() -> None:
    kelvin, latin = "\u212a", b"\xe4"
    lines = f"witness K {KEYS['X1'].vkey}\nwitness {kelvin} {KEYS['X2'].vkey}\n".encode()
    policy = read(lines + b"witness " + latin + f" {KEYS['X3'].vkey}\nquorum K\n".encode())
    assert [each.name for each in policy.witnesses][:2] == ["K", kelvin]
    assert read(written(policy)) == policy


def test_a_no_break_space_divides_nothing() -> None:
    assert read(f"witness a\u00a0b {KEYS['X1'].vkey}\nquorum a\u00a0b\n").witnesses[0].name == "a\u00a0b"


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (note("X1").replace("\n8\n", "\n9\n"), "does not hold"),
        (note("X1")[:-20] + "AAAAAAAAAAAAAAAAAA=\n", "not base64|does not hold"),
        (note() + cosign(KEYS["X1"], TEXT + "more\n", AT), "does not hold"),
        ("\n".join(note("X1").splitlines()[:4] + note("X1").splitlines()[5:]) + "\n", "None of the logs"),
        (b"\xff" + note().encode(), "UTF-8"),
        (LOG.sign("no checkpoint\n"), "three lines"),
    ],
)
def test_a_note_that_is_not_what_it_says_is_refused(bad: str | bytes, why: str) -> None:
    with pytest.raises(Malformed, match=why):
        read(TWO_LEVELS).met(bad)


def test_a_log_speaks_for_its_own_origin_only() -> None:
    with pytest.raises(Malformed, match=r"checkpoint of other\.example"):
        read(TWO_LEVELS).met(note(text=TEXT.replace(ORIGIN, "other.example")))


X1 = f"witness X1 {KEYS['X1'].vkey}"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "has a line “quorum”"),
        (f"{X1}\n", "has a line “quorum”"),
        ("quorum none", "Line 1 does not end"),
        ("quorum none\nquorum none\n", "Line 2: A policy has one quorum"),
        ("quorum\n", "Line 1: The quorum is stated as"),
        ("quorum a b\n", "Line 1: The quorum is stated as"),
        ("quorum X1\n", "Line 1: No line above defines “X1”"),
        (f"quorum X1\n{X1}\n", "Line 1: No line above"),
        ("# c\n\nquorom none\n", "Line 3: “quorom” is none of"),
        ("log\nquorum none\n", "Line 1: A log is stated as"),
        (f"log {LOG.vkey} u more\n", "Line 1: A log is stated as"),
        ("log x\n", "Line 1: The key of x is of a type"),
        (f"log {KEYS['X1'].vkey}\n", "Line 1: The key of x1.example/witness is of type 04"),
        (f"log {LOG.vkey}\nlog {LOG.vkey}\n", "Line 2: The key of union.example/record stands"),
        (f"log {str(LOG.vkey)[:-4]}AAAA\n", "Line 1: The key ID"),
        ("witness X1\n", "Line 1: A witness is stated as"),
        (f"{X1} u more\n", "Line 1: A witness is stated as"),
        (f"witness X1 {LOG.vkey}\n", "Line 1: .* of type 01"),
        (f"{X1}\n{X1.replace('X1', 'X2', 1)}\n", "Line 2: The key of x1.example/witness stands"),
        (f"{X1}\nwitness X1 {KEYS['X2'].vkey}\n", "Line 2: A line above has defined “X1”"),
        (f"witness none {KEYS['X1'].vkey}\n", "Line 1: “none” is no name"),
        (f"{X1}\ngroup none 1 X1\n", "Line 2: “none” is no name"),
        (f"{X1}\ngroup X1 1 X1\n", "Line 2: A line above has defined “X1”"),
        (f"{X1}\ngroup g 1\n", "Line 2: A group is stated as"),
        (f"{X1}\ngroup g 0 X1\n", "Line 2: The group g has 1 members and cannot need 0"),
        (f"{X1}\ngroup g 2 X1\n", "Line 2: The group g has 1 members and cannot need 2"),
        (f"{X1}\ngroup g 01 X1\n", "Line 2: This is not a whole number"),
        (f"{X1}\ngroup g most X1\n", "Line 2: This is not a whole number"),
        (f"{X1}\ngroup g 1 X2\n", "Line 2: No line above defines “X2”"),
        (f"{X1}\ngroup g 1 none\n", "Line 2: No line above defines “none”"),
        (f"{X1}\ngroup g 1 g\n", "Line 2: No line above defines “g”"),
        (f"{X1}\ngroup g 1 X1 X1\n", "Line 2: “X1” is a member of “g” already"),
        (f"{X1}\ngroup g 1 X1\ngroup h 1 X1\n", "Line 3: “X1” is a member of “g” already"),
        ("# \x07\nquorum none\n", "Line 1: A policy holds no control characters"),
        ("quorum none\r\n", "Line 1: A policy holds no control characters"),
    ],
)
def test_a_policy_that_is_none_is_refused_by_its_line(text: str, why: str) -> None:
    with pytest.raises(Malformed, match=why):
        read(text)


def test_a_key_under_another_name_is_still_the_same_key() -> None:
    twin = CosigningKey("other.example/witness", b"\x20" * 32)
    with pytest.raises(Malformed, match=r"Line 2: The key of other\.example/witness stands"):
        read(f"{X1}\nwitness twin {twin.vkey}\n")


NAMES = st.text(string.ascii_letters + "é\u212a-/.", min_size=1, max_size=5).filter(lambda name: name != "none")


@given(st.lists(NAMES, unique=True, min_size=1, max_size=6), st.data())
def test_what_is_written_is_read_again(names: list[str], data: st.DataObject) -> None:
    keys = [CosigningKey("w.example", bytes([200 + number]) * 32).vkey for number in range(len(names))]
    witnesses = tuple(Witness(name, key, data.draw(st.sampled_from(["", "https://w.example/a"]))) for name, key in
                      zip(names, keys, strict=True))  # fmt: skip
    group = Group(names[0] + "_", data.draw(st.integers(1, len(names))), tuple(names))
    policy = Policy((Log(LOG.vkey),), witnesses, (group,), data.draw(st.sampled_from([*names, group.name, "none"])))
    assert read(written(policy)) == policy


def test_thirty_two_of_each_are_read() -> None:
    logs = "".join(f"log {LogKey(f'l{n}', bytes([n]) * 32).vkey}\n" for n in range(1, 33))
    witnesses = "".join(f"witness w{n} {CosigningKey('w', bytes([n + 64]) * 32).vkey}\n" for n in range(32))
    groups = "".join(f"group g{n} 1 w{n}\n" for n in range(32))
    policy = read(logs + witnesses + groups + "quorum g31\n")
    assert (len(policy.logs), len(policy.witnesses), len(policy.groups)) == (32, 32, 32)
