"""The manual lists every table, key, default and choice of a rulebook, and nothing that is not there."""

import re
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from msgspec import NODEFAULT
from msgspec.structs import FieldInfo

from rankandfile.core.calendar import Span, Week
from rankandfile.core.count.apportion import Apportionment
from rankandfile.core.count.majority import Majority
from rankandfile.core.count.quorum import Quorum
from rankandfile.core.rulebook import schema
from rankandfile.core.rulebook.parse import LONGEST
from rankandfile.core.rulebook.sentences import VOCABULARY
from rankandfile.core.rulebook.shape import LARGEST, fields_of

MANUAL = (Path(__file__).resolve().parents[3] / "docs/rulebook.md").read_text(encoding="utf-8")
TABLES: dict[str, type] = {
    "The file": schema.Rulebook,
    "`[organisation]`": schema.Organisation,
    "`week`": Week,
    "`[membership]`": schema.Membership,
    "`[[membership.classes]]`": schema.MemberClass,
    "`[branches]`": schema.Branches,
    "`[[bodies]]`": schema.Body,
    "`seats`": schema.Seat,
    "`quorum`": Quorum,
    "`[[posts]]`": schema.Post,
    "`recall`": schema.Recall,
    "`seconders`, `petition`, `floor`, `demanded_by`": schema.Threshold,
    "`[delegates]`": schema.Delegates,
    "`apportionment`": Apportionment,
    "`[convention]`": schema.Convention,
    "`[bulletin]`": schema.Bulletin,
    "`subjects`": schema.Subject,
    "`limits`, `limit`": schema.Limit,
    "`[[business]]`": schema.Business,
    "`movers`": schema.Mover,
    "`[amendments]`": schema.Amendments,
    "`[parts]`": schema.Parts,
    "`[composites]`": schema.Composites,
    "`[agenda]`": schema.Agenda,
    "`[[agenda.sections]]`": schema.Section,
    "`[[majorities]]`": schema.NamedMajority,
    "`rule`": Majority,
    "`[voting]`": schema.Voting,
    "`[change]`": schema.Change,
    "`[[change.tiers]]`": schema.Tier,
    "`[dissolution]`": schema.Dissolution,
    "`[erasure]`": schema.Erasure,
    "`[ballots]`": schema.Ballots,
    "`[[ballots.sides]]`": schema.Side,
    "`[letters]`": schema.Letters,
    "`[speaking]`": schema.Speaking,
    "`[presence]`": schema.Presence,
    "`[proxies]`": schema.Proxies,
    "`[card_votes]`": schema.CardVotes,
    "`[[speaking.groups]]`": schema.SpeakersGroup,
    "`[procedure]`": schema.Procedure,
    "`[[procedure.motions]]`": schema.ProceduralMotion,
    "`[[rulings]]`": schema.Ruling,
    "`[admissibility]`": schema.Admissibility,
    "`[[admissibility.grounds]]`": schema.Ground,
    "`appeal`": schema.Appeal,
    "`[statements]`": schema.Statements,
    "`[discussion]`": schema.Discussion,
    "`[witnesses]`": schema.Witnesses,
    "`[[witnesses.named]]`": schema.Witness,
}


def rows(heading: str) -> dict[str, list[str]]:
    """The rows of the table under the heading, by their key."""
    section = MANUAL.split(f"# {heading}\n", 1)[1].split("\n#", 1)[0]
    lines = (line.strip("|") for line in section.splitlines() if line.startswith("| `"))
    cells = [[cell.strip() for cell in line.split(" | ")] for line in lines]
    return {row[0].strip("` |"): row for row in cells}


def shown(field: FieldInfo) -> str:
    """The default of a field as the manual writes it."""
    if field.default is NODEFAULT and field.default_factory is NODEFAULT:
        return "needed"
    value: Any = field.default if field.default is not NODEFAULT else field.default_factory()
    if value in (None, "", (), {}):
        return "none"
    if isinstance(value, Span):
        return f"{value.amount} {value.unit}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ", ".join(f"`{one}`" if isinstance(one, str) else str(one) for one in value)
    return f"`{value}`" if isinstance(value, str) else str(value) if isinstance(value, int) else "as there"


@pytest.mark.parametrize("heading", TABLES)
def test_the_manual_lists_the_keys_of_each_table_with_default_and_choices(heading: str) -> None:
    fields = {key: field for key, field in fields_of(TABLES[heading]).items() if key not in ("article", "title")}
    listed = {key: row for key, row in rows(heading).items() if key != "title"}
    assert list(listed) == list(fields)
    for key, field in fields.items():
        _, value, default, meaning = listed[key]
        assert default == shown(field), key
        assert meaning
        if get_origin(field.type) is Literal:
            assert re.findall(r"`([^`]+)`", value) == [str(choice) for choice in get_args(field.type)], key


def test_the_manual_knows_every_table_of_the_schema() -> None:
    tables = {kind for kind in vars(schema).values() if isinstance(kind, type) and kind.__module__ == schema.__name__}
    assert tables - {schema.Clause, schema.Deadline, schema.Enough} <= set(TABLES.values())


def test_the_manual_lists_every_power_and_every_word_and_the_limits() -> None:
    assert list(rows("Powers")) == list(schema.POWERS)
    assert re.findall(r"`([^`\[]+)`", MANUAL.split("separate keys:")[1]) == list(VOCABULARY)
    assert f"{LONGEST:,} characters" in MANUAL
    assert f"to {LARGEST:,}" in MANUAL
