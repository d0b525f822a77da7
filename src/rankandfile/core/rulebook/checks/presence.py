"""Presence: the times of the clause are of use."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..problem import Found
from ..schema import Rulebook
from ..sentences import sentence


def no_time(rulebook: Rulebook) -> Iterator[Found]:
    """A code can be used for some time, and a meeting is given some time to find its quorum again."""
    clause = rulebook.presence
    if clause is None:
        return
    if not clause.code_lasts.amount:
        what = sentence(gettext_noop("In no time at all nobody can enter a code."))
        yield Found(("presence", "code_lasts"), what, sentence(gettext_noop("Write a length, such as “30 minutes”.")))
    if clause.ends_after is not None and not clause.ends_after.amount:
        what = sentence(gettext_noop("The first person to leave the hall for a moment could end the meeting."))
        yield Found(("presence", "ends_after"), what, sentence(gettext_noop("Write a length, such as “30 minutes”.")))


def never_adjourned(rulebook: Rulebook) -> Iterator[Found]:
    """A time after which the meeting ends is of use only where it adjourns without a quorum."""
    clause = rulebook.presence
    body = next((b for b in rulebook.bodies if b.id == rulebook.convention.body), None)
    if clause is None or clause.ends_after is None or body is None or body.quorum.without == "adjourn":
        return
    what = sentence(gettext_noop("This body does not adjourn without a quorum, so the time is never used."))
    remedy = sentence(gettext_noop("Write “adjourn” into its quorum, or leave the time out."))
    yield Found(("presence", "ends_after"), what, remedy, "warning")


QUESTIONS = (no_time, never_adjourned)
