"""The groups: known answers, and the fast ones against plain integers. What is no element is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rankandfile.core.ballot import credentials, groups
from rankandfile.core.ballot.edwards import P, Q
from rankandfile.core.ballot.group import Group
from rankandfile.core.ballot.refused import Refused
from rankandfile.core.ballot.residues import Residues, jacobi

from .vectors import KNOWN

NAMES = ("Ed25519", "BELENIOS-2048", "RFC-3526-2048")
PLAIN = {name: groups.plain(name) for name in NAMES}
FAST = {name: groups.named(name) for name in NAMES}
BOTH = [*PLAIN.values(), *FAST.values()]


def both(name: str) -> tuple[Group, Group]:
    return PLAIN[name], FAST[name]


def test_the_fast_groups_are_others() -> None:
    assert type(FAST["Ed25519"]) is not type(PLAIN["Ed25519"])


@pytest.mark.parametrize("group", BOTH)
def test_generators_of_which_nobody_knows_the_logarithm(group: Group) -> None:
    for number, text in KNOWN["generators"].get(group.name, {}).items():
        assert group.text(group.independent(int(number))) == text


@pytest.mark.parametrize("group", BOTH)
def test_ranks_are_encoded_as_others_do(group: Group) -> None:
    for known in KNOWN["ranked_encoding"].get(group.name, ()):
        element = group.encoded(known["ranks"])
        assert group.text(element) == known["element"]
        assert list(group.decoded(group.parse(known["element"]), len(known["ranks"]))) == known["ranks"]


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=8, deadline=None)
@given(a=st.integers(0, Q - 1) | st.sampled_from([0, 1, Q]), b=st.integers(0, Q - 1) | st.sampled_from([0, 1]))
def test_the_fast_groups_give_the_same_answers(name: str, a: int, b: int) -> None:
    plain, fast = both(name)
    texts = []
    for group in (plain, fast):
        x, y = group.of_generator(a), group.power(group.independent(1), b)
        found = (x, y, group.times(x, y), group.over(x, y), group.power(group.times(x, y), b), group.one)
        texts.append([group.text(each) for each in found])
        assert [group.parse(group.text(each)) for each in found] == list(found)
    assert texts[0] == texts[1]


def small_order() -> str:
    """A point of order 8 (found as q times a point that is not in the subgroup)."""
    for y in range(2, 50):
        content = y.to_bytes(32, "little")
        text = content[::-1].hex()
        if all(refused(group, text) for group in both("Ed25519")) and _on_curve(content):
            return text
    raise AssertionError


def _on_curve(content: bytes) -> bool:
    from rankandfile.core.ballot import edwards

    return edwards.from_bytes(content) is not None


def refused(group: Group, text: str) -> bool:
    try:
        group.parse(text)
    except Refused:
        return True
    return False


@pytest.mark.parametrize(
    "text",
    [
        "",
        "00" * 31,
        "00" * 33,
        "66" * 31 + "5G",
        ("66" * 31 + "58").upper()[:63] + "A",
        f"{P:064x}",
        f"{P + 1:064x}",
        f"{P - 1:064x}",
        f"{1 << 255 | 1:064x}",
        "00" * 32,
        f"{2:064x}",
        f"{(1 << 255) - 1:064x}",
        " " + "66" * 31 + "58",
    ],
)
def test_what_is_no_point_of_the_subgroup_is_refused(text: str) -> None:
    for group in both("Ed25519"):
        with pytest.raises(Refused):
            group.parse(text)


def test_points_of_the_curve_outside_the_subgroup_are_refused() -> None:
    assert small_order()


def test_the_neutral_element_is_one() -> None:
    for group in BOTH:
        assert group.parse(group.text(group.one)) == group.one
        assert group.power(group.one, 5) == group.power(group.generator, 0) == group.product(()) == group.one


@pytest.mark.parametrize("name", ["BELENIOS-2048", "RFC-3526-2048"])
def test_numbers_outside_the_subgroup_are_refused(name: str) -> None:
    for group in both(name):
        assert isinstance(group, Residues)
        p = group.modulus
        for text in (
            "0",
            "01",
            "-1",
            "+1",
            "1.0",
            "1e1",
            "",
            " 1",
            str(p - 1),
            str(p),
            str(p + 1),
            str(3 * p),
            "9" * 5000,
        ):
            with pytest.raises(Refused):
                group.parse(text)
        for text in ("٣", "²"):
            with pytest.raises(Refused):
                group.parse(text)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_the_jacobi_symbol_is_eulers_criterion(number: int) -> None:
    for prime in (3, 7, 65537, Q):
        euler = pow(number, (prime - 1) // 2, prime)
        assert jacobi(number, prime) == (euler if euler < 2 else -1)


@pytest.mark.parametrize("group", BOTH)
@pytest.mark.parametrize("text", ["", "01", "-1", "+1", "1_0", " 1", "1 ", "0x1", "٣", "1" * 800])
def test_exponents_have_one_spelling(group: Group, text: str) -> None:
    with pytest.raises(Refused):
        group.exponent(text)
    for too_large in (group.order, group.order + 1):
        with pytest.raises(Refused, match="order"):
            group.exponent(str(too_large))
    assert group.exponent(str(group.order - 1)) == group.order - 1
    assert group.exponent("0") == 0


def test_ranks_without_room_are_refused() -> None:
    for group in BOTH:
        with pytest.raises(Refused, match="at most"):
            group.encoded([1] * (group.most_ranks + 1))
    with pytest.raises(Refused, match="at most"):
        PLAIN["Ed25519"].encoded([256])


@pytest.mark.parametrize("known", KNOWN["credentials"])
def test_credentials_give_their_secret_and_their_public_part(known: dict[str, str]) -> None:
    for group in both(known["group"]):
        assert credentials.secret(group, known["uuid"], known["credential"]) == int(known["secret"])
        assert group.text(credentials.public(group, known["uuid"], known["credential"])) == known["public"]


@pytest.mark.parametrize(
    "text", ["", "abc", "VpDmuW9nSB3t2PT5ANgpYa", "VpDmu-W9nSB3-t2PT5-ANgpY0", "VpDmu-W9nSB3-t2PT5-ANgpYa "]
)
def test_other_credentials_are_refused(text: str) -> None:
    with pytest.raises(Refused, match="22 letters"):
        credentials.secret(PLAIN["Ed25519"], "x", text)


def test_a_mistyped_credential_of_version_2_is_told() -> None:
    with pytest.raises(Refused, match="mistyped"):
        credentials.secret(PLAIN["BELENIOS-2048"], "xsY8HZNsph6cVP", "wq1-ixL-pDA-tkj-Zt3")


def test_a_group_that_is_not_of_the_protocol_is_refused() -> None:
    with pytest.raises(Refused, match="no group of ours"):
        groups.named("RFC-3526-1024")
