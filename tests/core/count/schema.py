"""The printed schema of an account, and whether an account keeps it."""

import json
from pathlib import Path
from typing import Any

import msgspec

from rankandfile.core.count.account import Account

FILE = Path(__file__).parents[3] / "docs/account.schema.json"
SCHEMA = json.loads(FILE.read_text())
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
