"""docs/floor.md, written from the tables of procedure. `python -m tests.docs.floor` writes it anew."""

from collections.abc import Iterator
from pathlib import Path

from rankandfile.core.procedure.rows import POSITIONS, Row, School
from rankandfile.core.procedure.table import SCHOOLS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "floor.md"
HEAD = """# The floor

Which motion is in order when, and what it needs. A rulebook chooses one of the two usages in its clause `[procedure]`
and may change single rows ([rulebook](rulebook.md)); a rulebook without the clause knows none of this. The pages of a
meeting, the refusals and the minutes read the same tables; `tests/core/procedure` cites for each row the texts that
it comes from. This page is written from the tables and compared with them by a test.

## How to read it

- **Rank**: a motion is in order while one of a lower rank is pending, never over one of the same or a higher rank.
  One without a rank is *incidental*: it arises out of what is pending, and is settled before anything else.
- **Seconds**: how many others must support it before it is put; of a demand, how many must join in all.
- **Amendable**: while it waits for its vote another body, item or number of minutes is moved for it, with as much
  support as the motion itself needs, and put before it; more votes for than against are enough. Nobody amends that
  again, and the chair may rule an abuse out, which can be appealed against.
- **Decided**: by a vote with the majority named; by the *chair*, whose ruling can be appealed against; by *demand* of
  so many.
- **Right**: it protects the few; no rulebook takes it away and no suspension of rules touches it.

What the chair cannot do, whatever the usage: rule out an appeal, put anything else to the vote while a point waits for
its ruling or a procedural motion for its vote, or type a result. An appeal has a minute (`support_within`) to find its
support before the chair goes on; one that the chair does not put within two minutes (`put_within`) its supporters put
themselves, by name. Where the rulebook says `recount_within`, the result of a show of cards waits so long, and a
recount can be demanded until then, whoever would like to go on; elsewhere until the close.

What can be suspended is the order of business, the order and room of the speakers' list (shares of groups stay), and
what the rows of the clause `[procedure]` ask for; every other article holds until a motion changes it.

## States of the floor

| state | meaning |
|---|---|
"""
EFFECTS = {
    "answer": "the chair rules or answers",
    "overturn": "the ruling does not stand",
    "chair-leaves": "the meeting puts another in the chair at once",
    "close-debate": "the question is put; the mover replies before",
    "drop": "the motion falls without a vote on it",
    "refer": "the motion goes to a body, not adopted",
    "lay-aside": "the item waits until the meeting takes it up again",
    "postpone": "the item comes after another",
    "take-up": "what was laid aside comes next",
    "reorder": "another item comes next",
    "adjourn": "the chair may close the meeting before its hour",
    "recess": "the meeting pauses for so many minutes",
    "suspend": "the rule named is set aside until the item ends",
    "limit-debate": "speeches are at most so long",
    "parts": "the question is put in parts",
    "withdraw": "the motion is withdrawn",
    "reconsider": "what was decided is put again",
    "recount": "the tellers count anew",
    "roll-call": "the vote is taken by name",
}
COLUMNS = (
    "motion", "id", "rank", "in order while", "interrupts", "seconds", "debate", "amendable", "decided",
    "what it brings", "text",
)  # fmt: skip
DEBATES = {"no": "no", "once": "mover and chair", "yes": "yes"}
SHORT = {"no-business": "between items", "announced": "result declared", "procedural": "procedural pending",
         "counted": "result waits"}  # fmt: skip


def written() -> str:
    """The page."""
    states = [f"| {SHORT.get(name, name)} | {meaning} |" for name, meaning in POSITIONS.items()]
    return "\n".join([HEAD + "\n".join(states), "", *(line for each in SCHOOLS.values() for line in _school(each))])


def _school(school: School) -> Iterator[str]:
    yield f"## {school.title}\n"
    yield from _diagram(school)
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"|{'---|' * len(COLUMNS)}"
    yield from (_row(row) for row in school.rows.values())
    after = ", ".join(row.name for row in school.rows.values() if row.id in school.after_closure)
    yield f"\nAfter closure has carried there is still: {after}.\n"


def _diagram(school: School) -> Iterator[str]:
    """The ladder of ranks: each is in order over everything below it; on its right what arises beside the ladder."""
    ladder = sorted((row for row in school.rows.values() if row.rank), key=lambda row: -row.rank)
    beside = [row for row in school.rows.values() if not row.rank]
    width = max(len(row.name) for row in ladder) + 5
    yield "```text"
    yield f"{'in order over what is below'.center(width + 4)}   arises out of whatever is pending"
    for place in range(max(len(ladder) + 2, len(beside))):
        own = _step(ladder, place, width)
        other = f"   {'!' if beside[place].interrupts else '·'} {beside[place].name}" if place < len(beside) else ""
        yield f"{own}{other}".rstrip()
    yield ""
    yield "! may interrupt a speech"
    yield "```\n"


def _step(ladder: list[Row], place: int, width: int) -> str:
    if place < len(ladder):
        row = ladder[place]
        mark = "!" if row.interrupts else " "
        return f"│{row.rank:>3} {mark}{row.name.ljust(width - 3)}│"
    base = ("an amendment", "the motion")
    return f"│     {base[place - len(ladder)].ljust(width - 3)}│" if place < len(ladder) + 2 else " " * (width + 4)


def _row(row: Row) -> str:
    during = ", ".join(SHORT.get(state, state) for state in row.during)
    decided = f"{row.decided}: {row.majority}" if row.decided == "vote" else row.decided
    cells = (
        row.name, f"`{row.id}`", str(row.rank or "incidental"), during, _yes(row.interrupts), str(row.seconds),
        DEBATES[row.debatable], _yes(row.amendable), decided, _brings(row), row.cites,
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _yes(said: bool) -> str:
    return "yes" if said else "no"


def _brings(row: Row) -> str:
    """What it brings about, and the conditions that have no column of their own."""
    more = [
        EFFECTS[row.effect],
        "moved by who has not spoken" if row.not_spoken else "",
        "moved by the mover of the motion alone" if row.mover_only else "",
        "before any debate" if row.before_debate else "",
        "the chair may rule it out" if row.chair_may_refuse else "",
        f"once lost, not again for {row.again_after // 60} minutes" if row.again_after else "",
        "right" if row.is_right else "",
    ]
    return "; ".join(each for each in more if each)


if __name__ == "__main__":
    PAGE.write_text(written())
