"""An account as a table: a row for each candidate, a column for each stage."""

from rankandfile.core.count.account import Account, Stage
from rankandfile.core.count.figures import written

Row = tuple[str, ...]


def table(account: Account) -> tuple[Row, ...]:
    """The rows of the table, the heading first, and last what makes each column add up to the ballots."""
    rows = [("Stage", *(str(stage.number) for stage in account.stages))]
    for candidate, name in enumerate(account.candidates):
        cells = [_cell(account, stage, candidate) for stage in account.stages]
        rows.append((name, *cells))
    if account.stages and account.stages[0].action in ("first-preferences", "iteration"):
        rows.append(("No further preference", *(written(s.exhausted, account.scale) for s in account.stages)))
        rows.append(("Lost in rounding", *(written(s.rounding, account.scale) for s in account.stages)))
        rows.append(("Quota", *(written(stage.quota, account.scale) for stage in account.stages)))
    return tuple(rows)


def plain_text(rows: tuple[Row, ...]) -> str:
    """The table in columns of a fixed width, numbers to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _cell(account: Account, stage: Stage, candidate: int) -> str:
    mark = "*" if candidate in stage.elected else "x" if candidate in stage.excluded else ""
    return f"{written(stage.totals[candidate], account.scale)}{mark}"
