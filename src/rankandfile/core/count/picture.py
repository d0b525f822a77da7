"""An account as a picture: how votes flowed from stage to stage, as SVG that prints in grey and has its words in it.

Each stage is a column, each candidate a bar as high as their votes, each transfer a band from bar to bar. The picture
needs no script, no font and no colour: who was elected or excluded stands beside the bar in words. Coordinates are
whole numbers of a tenth of a pixel, so that the same account always draws the same bytes. Its words stand in `WORDS`
under their codes, so that a catalogue in another language can take their place.
"""

from dataclasses import dataclass
from html import escape

from rankandfile.core.count.account import NOBODY, Account, Stage
from rankandfile.core.count.sentences import Sentences
from rankandfile.core.refusal import gettext_noop as _

WORDS: Sentences = {
    "picture.title": _("Flow of votes, {method}. Candidates: {candidates}. Seats: {seats}."),
    "picture.told": _(
        "Stages: {stages}. Elected in order: {names}. Votes are cut to whole numbers here; the table has them in full."
    ),
    "picture.first-preferences": _("first preferences"),
    "picture.surplus": _("surplus of {names}"),
    "picture.exclusion": _("without {names}"),
    "picture.nobody": _("no further preference"),
    "picture.elected": _("{name} {votes}: elected"),
    "picture.standing": _("{name} {votes}"),
}
"""The words of the picture, in English."""
COLUMN, BAR, GAP, TOP, HEIGHT = 2200, 160, 180, 700, 4600


@dataclass(frozen=True)
class Bar:
    """A candidate at a stage: where the bar stands and how high it is, in tenths of a pixel."""

    x: int
    y: int
    height: int


Bars = dict[tuple[int, int], Bar]


def picture(account: Account, words: Sentences = WORDS) -> str:
    """The SVG of the account, in these words."""
    bars = _bars(account)
    width = COLUMN * len(account.stages) + 1400
    bottom = max((bar.y + bar.height for bar in bars.values()), default=TOP) + 400
    parts = [_opening(account, width, bottom, words)]
    for stage in account.stages:
        told = _cut(_heading(account, stage, words), 34)
        parts.append(_text(400 + COLUMN * (stage.number - 1), TOP - 300, told, "h"))
        parts += _flows(account, stage, bars)
    parts += [_bar(account, stage, c, bars, words) for stage in account.stages for c in _shown(account, stage)]
    return "\n".join([*parts, "</svg>", ""])


def _shown(account: Account, stage: Stage) -> list[int]:
    """Everybody with votes at the stage, and at the end NOBODY, where there are papers without a further preference."""
    standing = [c for c in range(len(account.candidates)) if stage.totals[c]]
    return [*standing, NOBODY] if stage.exhausted + stage.rounding else standing


def _amount(stage: Stage, candidate: int) -> int:
    return stage.exhausted + stage.rounding if candidate == NOBODY else stage.totals[candidate]


def _bars(account: Account) -> Bars:
    """Where every bar stands: the candidates in the same order in every column, one below the other."""
    whole = max(account.ballots - account.invalid, 1)
    bars: Bars = {}
    for stage in account.stages:
        y = TOP
        for candidate in _shown(account, stage):
            height = max(_amount(stage, candidate) * HEIGHT // whole, 10)
            bars[stage.number, candidate] = Bar(400 + COLUMN * (stage.number - 1), y, height)
            y += height + GAP
    return bars


def _heading(account: Account, stage: Stage, words: Sentences) -> str:
    """A stage in a few words: "3 surplus of Ash", "4 without Birch"."""
    names = ", ".join(account.candidates[candidate] for candidate in stage.candidates)
    return f"{stage.number} {words.get(f'picture.{stage.action}', stage.action).format(names=names)}"


def _opening(account: Account, width: int, height: int, words: Sentences) -> str:
    """The root with title, description and the few styles; grey scale first, colour only as an addition."""
    title = words["picture.title"].format(
        method=account.method, candidates=len(account.candidates), seats=account.seats
    )
    names = ", ".join(account.candidates[candidate] for candidate in account.elected)
    told = words["picture.told"].format(stages=len(account.stages), names=names)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_px(width)} {_px(height)}" '
        f'width="{_px(width * 5 // 4)}" height="{_px(height * 5 // 4)}" role="img" '
        f'aria-labelledby="flow-title flow-text"><title id="flow-title">{escape(title)}</title>'
        f'<desc id="flow-text">{escape(told)}</desc><style>text{{font:11px sans-serif;fill:#111}}.h{{font-weight:700}}'
        ".b{fill:#555;stroke:#111}.e{fill:#111}.n{fill:#fff;stroke:#111;stroke-dasharray:3 2}"
        ".f{fill:#000;fill-opacity:.12}.m{fill:#000;fill-opacity:.3}</style>"
    )


def _px(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"


def _text(x: int, y: int, words: str, kind: str = "t") -> str:
    return f'<text x="{_px(x)}" y="{_px(y)}" class="{kind}">{escape(words)}</text>'


def _cut(words: str, length: int) -> str:
    """As much of the words as fits; the whole is in the table."""
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def _bar(account: Account, stage: Stage, candidate: int, bars: Bars, words: Sentences) -> str:
    """A candidate's bar with name, votes and what became of them at this stage."""
    bar = bars[stage.number, candidate]
    name = words["picture.nobody"] if candidate == NOBODY else account.candidates[candidate]
    is_elected = candidate in stage.elected
    kind = "n" if candidate == NOBODY else "e" if is_elected else "b"
    told = words["picture.elected" if is_elected else "picture.standing"].format(
        name=_cut(name, 24), votes=_amount(stage, candidate) // account.scale
    )
    return (
        f'<rect x="{_px(bar.x)}" y="{_px(bar.y)}" width="{_px(BAR)}" height="{_px(bar.height)}" class="{kind}"/>'
        + _text(bar.x + BAR + 60, bar.y + 100, told)
    )


def _flows(account: Account, stage: Stage, bars: Bars) -> list[str]:
    """The bands into this stage: first what stayed with each, then what moved."""
    whole = max(account.ballots - account.invalid, 1)
    left: dict[int, int] = {}
    reached: dict[int, int] = {}
    moved = [(part.source, part.target, part.amount, "m") for part in stage.transfers]
    gone = {source: sum(amount for s, _, amount, _ in moved if s == source) for source, _, _, _ in moved}
    before = account.stages[stage.number - 2]
    stayed = [(c, c, _amount(before, c) - gone.get(c, 0), "f") for c in _shown(account, before)]
    bands = []
    for source, target, amount, kind in [*stayed, *moved] if stage.number > 1 else []:
        start, end = bars.get((stage.number - 1, source)), bars.get((stage.number, target))
        if start is None or end is None or amount <= 0:
            continue
        height = amount * HEIGHT // whole
        bands.append(_band(start, left.get(source, 0), end, reached.get(target, 0), height, kind))
        left[source] = left.get(source, 0) + height
        reached[target] = reached.get(target, 0) + height
    return bands


def _band(start: Bar, below_start: int, end: Bar, below_end: int, height: int, kind: str) -> str:
    """One band as a curve from bar to bar."""
    x, y, to_x, to_y = start.x + BAR, start.y + below_start, end.x, end.y + below_end
    middle = (x + to_x) // 2
    curve = f"C{_px(middle)} {_px(y)} {_px(middle)} {_px(to_y)} {_px(to_x)} {_px(to_y)}"
    back = f"C{_px(middle)} {_px(to_y + height)} {_px(middle)} {_px(y + height)} {_px(x)} {_px(y + height)}"
    return f'<path class="{kind}" d="M{_px(x)} {_px(y)}{curve}V{_px(to_y + height)}{back}Z"/>'
