"""The printed schema of an account says what accounts are: real ones of every method keep it."""

import json

import msgspec
import pytest

from rankandfile.core.count.account import Account
from rankandfile.core.count.ballots import gather
from rankandfile.core.count.constrained import count_constrained
from rankandfile.core.count.constraints import Constraint
from rankandfile.core.count.methods import METHODS, ONE_SEAT, count
from tests.core.count.schema import SCHEMA, as_json, broken

NAMES = ("Ash", "Birch", "Cedar", "Dogwood")
BALLOTS = gather(4, [(9, (0, 1, 2)), (4, (1, 2)), (4, (2, 1)), (3, (3,)), (2, (3, 2)), (1, ())])


def test_the_schema_is_that_of_the_code() -> None:
    (made,), definitions = msgspec.json.schema_components([Account], ref_template="#/$defs/{name}")
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "$defs": definitions}
    assert json.loads(json.dumps(whole)) == SCHEMA, "print the schema anew, and say in the release notes what changed"


@pytest.mark.parametrize("method", METHODS)
def test_a_real_account_of_every_method_keeps_it(method: str) -> None:
    account = count(method, NAMES, BALLOTS, 1 if method in ONE_SEAT else 2, "ab" * 32)
    assert broken(SCHEMA, as_json(account)) == []


def test_an_account_under_constraints_keeps_it() -> None:
    kinds = [{"branch": letter} for letter in "NNSS"]
    limit = (Constraint("branch", at_most=1),)
    found = count_constrained("scottish-stv-2011", NAMES, BALLOTS, 2, "ab" * 32, limit, kinds)
    assert broken(SCHEMA, as_json(found.account)) == []


def test_what_is_no_account_breaks_it() -> None:
    account = as_json(count("scottish-stv-2011", NAMES, BALLOTS, 2, "ab" * 32))
    assert broken(SCHEMA, {**account, "seats": "two"}) == ["account.seats is no integer"]
    assert broken(SCHEMA, {**account, "winner": 1}) == ["winner"]
    assert broken(SCHEMA, {name: value for name, value in account.items() if name != "lot"}) == ["account lacks lot"]
    stage = {**account["stages"][0], "action": "guess"}
    assert broken(SCHEMA, {**account, "stages": [stage]}) == ["account.stages[0].action is 'guess'"]
