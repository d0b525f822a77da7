"""The persistent table behaves as a dict that never changes."""

from hypothesis import given
from hypothesis import strategies as st

from rankandfile.core.table import Table

STEPS = st.lists(st.tuples(st.booleans(), st.integers(0, 20), st.integers()), max_size=200)


def played(steps: list[tuple[bool, int, int]]) -> tuple[list[Table[int, int]], list[dict[int, int]]]:
    """Every version of a table and of the dict it is compared with."""
    tables, dicts = [Table[int, int]()], [dict[int, int]()]
    for sets, key, value in steps:
        known = dict(dicts[-1])
        if sets:
            known[key] = value
        else:
            known.pop(key, None)
        tables.append(tables[-1].set(key, value) if sets else tables[-1].remove(key))
        dicts.append(known)
    return tables, dicts


@given(STEPS)
def test_every_version_holds_what_a_dict_would(steps: list[tuple[bool, int, int]]) -> None:
    for table, known in zip(*played(steps), strict=True):
        assert dict(table.items()) == known
        assert len(table) == len(known)
        assert sorted(table.values()) == sorted(known.values())
        assert all(key in table and table[key] == known[key] for key in known)


@given(STEPS, STEPS)
def test_two_tables_that_grow_from_one_do_not_disturb_each_other(
    first: list[tuple[bool, int, int]], second: list[tuple[bool, int, int]]
) -> None:
    root = played(first)[0][-1]
    before = list(root.items())
    left = root
    for _, key, value in second:
        left = left.set(key, value)
    right = root.set(99, 1)
    assert list(root.items()) == before
    assert 99 in right
    assert 99 not in left


def test_order_is_that_of_the_first_setting_and_a_key_set_again_keeps_its_place() -> None:
    table = Table([(n, n) for n in (3, 1, 2)]).remove(1).set(4, 4).set(1, 5)
    assert list(table) == [3, 1, 2, 4]


def test_a_large_table_finds_every_key() -> None:
    table = Table((n, -n) for n in range(70_000))
    assert all(table[n] == -n for n in range(0, 70_000, 97))
    assert table.get(70_000) is None
    assert list(table) == list(range(70_000))


def test_a_missing_key_is_a_key_error_and_a_table_has_no_hash() -> None:
    table = Table([("a", 1)])
    for broken in (lambda: table["b"], lambda: hash(table)):
        try:
            broken()
        except (KeyError, TypeError):
            continue
        raise AssertionError("expected an error")
    assert table.remove("b") is table
    assert table == Table([("a", 1)])
    assert table != Table([("a", 2)])
    assert (table == 1) is False
    assert repr(table) == "Table([('a', 1)])"


@given(st.lists(st.tuples(st.integers(0, 300), st.integers()), max_size=400))
def test_a_table_made_at_once_is_the_one_that_grows_pair_by_pair(pairs: list[tuple[int, int]]) -> None:
    grown = Table[int, int]()
    for key, value in pairs:
        grown = grown.set(key, value)
    made = Table(pairs)
    assert list(made.items()) == list(grown.items())
    assert list(made.set(301, 0).remove(7).items()) == list(grown.set(301, 0).remove(7).items())
