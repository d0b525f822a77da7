"""Times: a convention of this rulebook is called and played through, and every deadline must come in its turn.

The sample convention opens after exactly the notice that the rulebook asks for, in four different weeks of a year, so
that a rule in working days is tried with different days of rest.
"""

from collections.abc import Iterator, Mapping

from ...calendar import Span, shifted
from ...ids import Moment
from ...refusal import gettext_noop
from ...timetable import Line, lines, wanted
from ..lines import Path
from ..problem import Found
from ..schema import Rulebook
from ..sentences import sentence

DAY = 86_400
SAMPLES = tuple(Moment(20_000 * DAY + 91 * DAY * quarter + 9 * 3600) for quarter in range(4))

KEYS: Mapping[str, Path] = {
    "roll-date": ("delegates", "roll_date"),
    "delegate-nominations-open": ("delegates", "nominations_open"),
    "delegate-nominations-close": ("delegates", "nominations_close"),
    "delegate-voting-opens": ("delegates", "voting_opens"),
    "delegate-voting-closes": ("delegates", "voting_closes"),
    "amendments-close": ("amendments", "closes"),
    "discussion-closes": ("discussion", "closes"),
    "composites-close": ("composites", "closes"),
    "candidates-open": ("convention", "candidates_open"),
    "candidates-close": ("convention", "candidates_close"),
    "agenda": ("convention", "agenda"),
}
OF_BUSINESS = {"motions-close": "closes", "seconding-close": "seconding_closes", "answer-due": "answer_due"}


def path_of(rulebook: Rulebook, kind: str, about: str) -> Path:
    """Where in the rulebook the deadline of this kind stands."""
    if kind == "issue":
        return ("bulletin", "issues", int(about) - 1)
    if kind in OF_BUSINESS:
        number = next(number for number, business in enumerate(rulebook.business) if business.id == about)
        return ("business", number, OF_BUSINESS[kind])
    return KEYS[kind]


def anchors(rulebook: Rulebook) -> Iterator[Found]:
    """Every deadline is counted from something that has a moment."""
    timed = {line.name for line in _sample(rulebook, SAMPLES[0])}
    for deadline in wanted(rulebook):
        name = f"{deadline.kind}-{deadline.about}" if deadline.about else deadline.kind
        if name not in timed:
            path = path_of(rulebook, deadline.kind, deadline.about)
            what = sentence(
                gettext_noop("It is counted from “{anchor}”, which has no moment."), anchor=deadline.deadline.anchor
            )
            remedy = sentence(
                gettext_noop("Count from call, opening, closing, or one of: {names}."), names=", ".join(sorted(timed))
            )
            yield Found(path, what, remedy)


def _sample(rulebook: Rulebook, call: Moment) -> tuple[Line, ...]:
    return lines(rulebook, call, *_open(rulebook, call))


def _open(rulebook: Rulebook, call: Moment) -> tuple[Moment, Moment]:
    """Opening and close of the sample convention, three days long where the rulebook does not say."""
    clause, week = rulebook.convention, rulebook.organisation.week
    opening = shifted(call, clause.notice, 1, week)
    return opening, shifted(opening, clause.lasts or Span(3, "days"), 1, week)


ORDER: tuple[tuple[str, str, str], ...] = (
    ("roll-date", "delegate-voting-opens", gettext_noop("The roll is frozen after voting for delegates opens.")),
    (
        "delegate-nominations-open",
        "delegate-nominations-close",
        gettext_noop("Nominations for delegates close before they open."),
    ),
    (
        "delegate-nominations-close",
        "delegate-voting-opens",
        gettext_noop("Voting for delegates opens while they are still nominated."),
    ),
    ("delegate-voting-opens", "delegate-voting-closes", gettext_noop("Voting for delegates closes before it opens.")),
    (
        "delegate-voting-closes",
        "opening",
        gettext_noop("Delegates are still being elected when the {convention} opens."),
    ),
    ("candidates-open", "candidates-close", gettext_noop("Nominations for posts close before they open.")),
    ("agenda", "opening", gettext_noop("The agenda is composed after the {convention} has opened.")),
    ("composites-close", "closing", gettext_noop("Composites close after the {convention} has closed.")),
    ("amendments-close", "closing", gettext_noop("Amendments close after the {convention} has closed.")),
)
"""What must not come after what, and the sentence where it does."""
STRICT = frozenset({"delegate-nominations-open", "delegate-voting-opens", "candidates-open"})
"""What opens is open for a while: these must come before, not at the same moment."""


def order(rulebook: Rulebook) -> Iterator[Found]:
    """Things close after they open, and everything comes before what needs it."""
    yield from _once(_order(rulebook, call) for call in SAMPLES)


def _once(samples: Iterator[Iterator[Found]]) -> Iterator[Found]:
    """What was found in any sample, each once."""
    return iter(dict.fromkeys(found for sample in samples for found in sample))


def moments(rulebook: Rulebook, call: Moment) -> dict[str, Moment]:
    """The moments of the sample convention by name."""
    opening, closing = _open(rulebook, call)
    named = {line.name: line.at for line in _sample(rulebook, call)}
    return {"call": call, "opening": opening, "closing": closing, **named}


def _order(rulebook: Rulebook, call: Moment) -> Iterator[Found]:
    when = moments(rulebook, call)
    for first, then, what in ORDER:
        if first in when and then in when and _is_late(when[first], when[then], first in STRICT):
            yield Found(KEYS[then] if then in KEYS else KEYS[first], sentence(what), _EARLIER)
    for line in _sample(rulebook, call):
        if line.at < call:
            what_early = sentence(gettext_noop("It lies before the call: the notice is too short for it."))
            remedy = sentence(gettext_noop("Lengthen the notice of the {convention}, or set the deadline later."))
            yield Found(path_of(rulebook, line.kind, line.about), what_early, remedy)


_EARLIER = sentence(gettext_noop("Set the first of the two earlier, or the second later."))


def _is_late(first: Moment, then: Moment, strict: bool) -> bool:
    return first >= then if strict else first > then


def business_order(rulebook: Rulebook) -> Iterator[Found]:
    """Motions close before seconding does, and both before the agenda and the last issue of the bulletin."""
    yield from _once(_business_order(rulebook, call) for call in SAMPLES)


def _business_order(rulebook: Rulebook, call: Moment) -> Iterator[Found]:
    when = moments(rulebook, call)
    issues = [at for name, at in when.items() if name.startswith("issue-")]
    last = max(issues, default=when["opening"])
    for number, business in enumerate(rulebook.business):
        closes, seconding, answer = (when.get(f"{kind}-{business.id}") for kind in OF_BUSINESS)
        path: Path = ("business", number)
        if closes is None or seconding is None:
            continue
        if closes > seconding:
            yield Found((*path, "seconding_closes"), sentence(_SECONDED), _EARLIER)
        if not business.emergency and "agenda" in when and seconding > when["agenda"]:
            yield Found((*path, "seconding_closes"), sentence(_AFTER_AGENDA), _EARLIER)
        if not business.emergency and closes > last:
            yield Found((*path, "closes"), sentence(_UNREAD), _EARLIER)
        if answer is not None and not closes <= answer <= last:
            yield Found((*path, "answer_due"), sentence(_UNANSWERED), _EARLIER)
        yield from _amended(business.id, (*path, "closes"), business.amendable and not business.emergency, when, issues)


_SECONDED = gettext_noop("Seconding closes before motions do.")
_AFTER_AGENDA = gettext_noop("Motions can still reach their threshold after the agenda is composed.")
_UNREAD = gettext_noop(
    "Motions close after the last issue of the bulletin: they are debated before members could read them."
)
_UNANSWERED = gettext_noop("The answer is due before motions close, or too late for the last issue of the bulletin.")


def _amended(
    name: str, path: Path, amendable: bool, when: Mapping[str, Moment], issues: list[Moment]
) -> Iterator[Found]:
    """An issue of the bulletin brings the motions before amendments to them close."""
    until = when.get("amendments-close")
    if not amendable or until is None or not issues:
        return
    if not any(when[f"motions-close-{name}"] <= issue < until for issue in issues):
        what = sentence(gettext_noop("Amendments close before an issue of the bulletin brings the {motions}."))
        yield Found(
            ("amendments", "closes"), what, sentence(gettext_noop("Set an issue between the two deadlines.")), "warning"
        )


def issues_in_order(rulebook: Rulebook) -> Iterator[Found]:
    """Issues come one after the other, the last before the convention opens; there is at least one."""
    if not rulebook.bulletin.issues:
        what = sentence(
            gettext_noop("There is no issue of the {bulletin}: members read nothing before the {convention}.")
        )
        yield Found(("bulletin", "issues"), what, sentence(gettext_noop("Give it at least one issue.")), "warning")
    when = moments(rulebook, SAMPLES[0])
    before: Moment | None = None
    for number in range(len(rulebook.bulletin.issues)):
        at = when.get(f"issue-{number + 1}")
        if at is not None and (at > when["opening"] or (before is not None and at <= before)):
            what = sentence(
                gettext_noop("Issue {number} comes before the one before it, or after the opening."), number=number + 1
            )
            yield Found(("bulletin", "issues", number), what, _EARLIER)
        before = at if at is not None else before


def notice(rulebook: Rulebook) -> Iterator[Found]:
    """The notice fits between two conventions and into the founding, and no motion needs more of it than is given."""
    week = rulebook.organisation.week
    given = shifted(Moment(0), rulebook.convention.notice, 1, week)
    spans = (
        (shifted(Moment(0), rulebook.convention.every, 1, week), ("convention", "notice"), _TOO_LONG),
        (
            shifted(Moment(0), rulebook.organisation.founding_ends_after, 1, week),
            ("organisation", "founding_ends_after"),
            _FOUNDING,
        ),
    )
    for room, path, what in spans:
        if given >= room:
            yield Found(path, sentence(what), sentence(gettext_noop("Shorten the notice, or lengthen the other.")))
    if rulebook.dissolution and shifted(Moment(0), rulebook.dissolution.notice, 1, week) > given:
        remedy = sentence(gettext_noop("Make the two agree."))
        yield Found(("dissolution", "notice"), sentence(_DISSOLUTION), remedy, "warning")


_TOO_LONG = gettext_noop("The notice of the {convention} is as long as the time between two of them.")
_FOUNDING = gettext_noop("The founding ends before the notice of a first {convention} could run out.")
_DISSOLUTION = gettext_noop("A dissolution needs longer notice than the {convention} that would decide it.")

QUESTIONS = (anchors, order, business_order, issues_in_order, notice)
