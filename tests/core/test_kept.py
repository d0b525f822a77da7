"""A state that is kept is the same state again, down to the places of keys that were removed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankandfile.core.digest import digest
from rankandfile.core.kept import again, kept
from rankandfile.core.state import State
from rankandfile.core.table import Table
from tests.record.organisation import with_a_motion

STEPS = st.lists(st.tuples(st.integers(0, 20), st.booleans()), max_size=200)


@given(STEPS, STEPS)
def test_a_table_that_is_restored_goes_on_as_the_first_would(before: list, after: list) -> None:
    table = changed(Table(), before)
    restored: Table[int, int] = Table.restored(list(table.items()), table.removed())
    assert (restored, len(restored), restored.removed()) == (table, len(table), table.removed())
    assert list(changed(restored, after).items()) == list(changed(table, after).items())


def changed(table: Table, steps: list) -> Table:
    for key, there in steps:
        table = table.set(key, key) if there else table.remove(key)
    return table


def test_a_state_that_is_kept_is_the_same_again() -> None:
    state = with_a_motion().state
    assert again(kept(state)) == state
    assert digest(again(kept(state))) == digest(state)
    assert kept(again(kept(state))) == kept(state)
    assert again(kept(State())) == State()


def test_bytes_that_are_no_state_are_refused() -> None:
    whole = kept(with_a_motion().state)
    for content in (b"", b"x", whole[:-1], whole + b"x", b"\x80" + whole):
        with pytest.raises(ValueError, match="not a state that was kept"):
            again(content)
