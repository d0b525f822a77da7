"""The table that holds in an organisation: its school's rows, as its rulebook changes them."""

from typing import Any

from msgspec.structs import replace

from ..calendar import Week, shifted
from ..ids import Moment
from ..rulebook.schema import ProceduralMotion, Rulebook
from .british import BRITISH
from .rows import Row, School
from .us import US

SCHOOLS: dict[str, School] = {each.id: each for each in (BRITISH, US)}
KEPT = ("seconds", "majority", "debatable", "amendable", "interrupts", "rank", "speeches", "not_spoken")
"""Keys of a rulebook's row that take the place of the school's."""


def table_of(rulebook: Rulebook) -> School | None:
    """The table; None where the rulebook has no clause on procedure."""
    clause = rulebook.procedure
    if clause is None:
        return None
    own = {each.id: each for each in clause.motions}
    school = SCHOOLS[clause.school]
    rows = (_changed(row, own.get(row.id), rulebook) for row in school.rows.values())
    return replace(school, rows={row.id: row for row in rows if row is not None})


def _changed(row: Row, own: ProceduralMotion | None, rulebook: Rulebook) -> Row | None:
    """The row with what the rulebook says of it; None where the rulebook leaves it out, which no right can be."""
    if row.effect == "roll-call":
        demanded = rulebook.voting.roll_call_on_demand
        return replace(row, seconds=demanded, article=rulebook.voting.article) if demanded else None
    if row.effect == "parts":
        return _parts(row, rulebook)
    if own is None:
        return row
    if not own.allowed and not row.is_right:
        return None
    said = {key: value for key in KEPT if (value := getattr(own, key)) not in (None, "", "school")}
    return replace(row, article=own.article, **said, **_wait(own, rulebook.organisation.week))


def _wait(own: ProceduralMotion, week: Week) -> dict[str, Any]:
    if own.again_after is None:
        return {}
    return {"again_after": int(shifted(Moment(0), own.again_after, 1, week))}


def _parts(row: Row, rulebook: Rulebook) -> Row | None:
    """Voting in parts is asked for by lines, under a clause of its own; without that clause there is none."""
    clause = rulebook.parts
    if clause is None:
        return None
    return replace(
        row, decided="demand", seconds=max(1, clause.asked_by), chair_may_refuse=False, article=clause.article
    )
