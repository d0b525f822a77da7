"""The printed schema of an account says what accounts are: real ones of every method keep it."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rankandfile.core.count.account import Account
from rankandfile.core.count.ballots import gather
from rankandfile.core.count.constrained import count_constrained
from rankandfile.core.count.constraints import Constraint
from rankandfile.core.count.methods import METHODS, ONE_SEAT, count

FILE = Path(__file__).parents[3] / "docs/account.schema.json"
SCHEMA = json.loads(FILE.read_text())
NAMES = ("Ash", "Birch", "Cedar", "Dogwood")
BALLOTS = gather(4, [(9, (0, 1, 2)), (4, (1, 2)), (4, (2, 1)), (3, (3,)), (2, (3, 2)), (1, ())])
KINDS: dict[str, type | tuple[type, ...]] = {"object": dict, "array": list, "string": str, "integer": int}


def broken(schema: dict[str, Any], value: Any, where: str = "account") -> list[str]:
    """Where the value does not keep the schema: as much of JSON Schema as ours uses."""
    if "$ref" in schema:
        return broken(SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], value, where)
    if not isinstance(value, KINDS[schema.get("type", "string")]) or isinstance(value, bool):
        return [f"{where} is no {schema.get('type')}"]
    found = [f"{where} is {value!r}"] if value not in schema.get("enum", [value]) else []
    if isinstance(value, list) and "items" in schema:
        found += [problem for n, part in enumerate(value) for problem in broken(schema["items"], part, f"{where}[{n}]")]
    if isinstance(value, dict):
        found += [f"{where} lacks {name}" for name in schema["required"] if name not in value]
        for name, part in value.items():
            found += (
                broken(schema["properties"][name], part, f"{where}.{name}") if name in schema["properties"] else [name]
            )
    return found


def as_json(account: Account) -> Any:
    return json.loads(msgspec.json.encode(account))


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
