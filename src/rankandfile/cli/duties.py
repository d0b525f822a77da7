"""Duties in words for the command line: who owes what, with the names of people, branches and posts in it.

The site says the same in the reader's language (`web/pages`); here it is English, for whoever runs the server.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rankandfile.core.duty import Duty
    from rankandfile.shell.secretary import Secretary

SENTENCES = {
    "answer-application": "answer the application of {about}",
    "answer-motion": "answer motion {about} for the leadership",
    "call-convention": "call the next convention",
    "call-meeting": "call a meeting of {about}",
    "close-convention": "close convention {about}",
    "count-election": "open the box of election {about} and count",
    "decide-appeal": "decide on the appeal about request {about}",
    "decide-on-document": "decide whether document {about} is published",
    "destroy-text": "destroy what request {about} had erased",
    "fill-post": "fill the post {about}",
    "judge-ruling": "decide the appeal against ruling {about}",
    "look-at-comment": "look at comment {about}, which members complained of",
    "minutes": "publish the minutes of convention {about}",
    "open-board": "open the ballot board of election {about}",
    "open-convention": "open convention {about}",
    "put-procedural": "put {about} to the vote",
    "review-motion": "review motion {about}",
    "rule-on-point": "rule on {about}",
    "set-up-board": "set up the ballot board of election {about}",
    "sign-destruction": "sign that nothing is left of what request {about} had erased",
}
"""What is owed, for each kind of duty."""


def in_words(secretary: "Secretary", duty: "Duty") -> tuple[str, str]:
    """What is owed, and who owes it."""
    told = SENTENCES.get(duty.kind, f"{duty.kind.replace('-', ' ')} {{about}}")
    return told.format(about=_named(secretary, duty.about)), _named(secretary, duty.owed_by)


def _named(secretary: "Secretary", about: str) -> str:
    """The person, branch or post behind an id; "post in branch" for both; the id itself where it names nothing else."""
    from rankandfile.core.chapters.foundation import rulebook
    from rankandfile.core.ids import BranchId, Handle

    where, _, branch = about.partition("/")
    if branch:
        return f"{_named(secretary, where)} in {_named(secretary, branch)}"
    state = secretary.state
    known = state.members.members.get(Handle(about)) or state.members.applications.get(Handle(about))
    if known is not None:
        return secretary.value(known.entry, "name") or "somebody whose name was erased"
    own = state.branches.branches.get(BranchId(about))
    if own is not None:
        return f"the branch {secretary.value(own.entry, 'name') or about}"
    rules = rulebook(state)
    titles = {body.id: body.title for body in rules.bodies} | {post.id: post.title for post in rules.posts}
    return titles.get(about) or about
