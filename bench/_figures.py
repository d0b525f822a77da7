"""How every benchmark speaks: what was measured, the limit, how near we are to it, the floor.

    heading("pages of a large organisation")
    kept = [told(figure) for figure in figures]

One line for each figure. The limit is what the machine can do when everything but the one thing is left out; the
nearness is the smaller of the two over the larger, so it is at most 100 % whether much or little is good.
"""

from msgspec import Struct

WIDTH = 46


class Figure(Struct, frozen=True):
    """Something measured. A floor is the least that it must be, a ceiling the most; 0 for none."""

    what: str
    measured: float
    unit: str
    limit: float = 0
    floor: float = 0
    ceiling: float = 0

    @property
    def holds(self) -> bool:
        """Whether it is on the right side of its floor and its ceiling."""
        return self.floor <= self.measured and (not self.ceiling or self.measured <= self.ceiling)


def heading(title: str) -> None:
    """Prints what the columns below it are."""
    print(f"{title:{WIDTH}} {'measured':>17} {'limit':>17} {'near':>5}  must be", flush=True)


def told(figure: Figure) -> bool:
    """Prints the figure; whether it holds."""
    print(line(figure), flush=True)
    return figure.holds


def line(figure: Figure) -> str:
    """The figure as one line of the table."""
    measured = f"{written(figure.measured)} {figure.unit}"
    limit = f"{written(figure.limit)} {figure.unit}" if figure.limit else ""
    return f"{figure.what:{WIDTH}} {measured:>17} {limit:>17} {_nearness(figure):>5}  {_bound(figure)}".rstrip()


def written(number: float) -> str:
    """The number with as many digits as it is known to."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def _nearness(figure: Figure) -> str:
    if not figure.limit or not figure.measured:
        return ""
    return f"{min(figure.measured, figure.limit) / max(figure.measured, figure.limit):.0%}"


def _bound(figure: Figure) -> str:
    verdict = "kept" if figure.holds else "MISSED"
    if figure.floor:
        return f"at least {figure.floor:,g}: {verdict}"
    return f"at most {figure.ceiling:,g}: {verdict}" if figure.ceiling else ""
