"""The sentences that tell an account: what happened at each stage, why somebody was not elected, what a ballot did.

Every sentence is whole and stands under its code, marked for translation, so that a catalogue in another language can
take its place.
"""

from collections.abc import Mapping

from rankandfile.core.refusal import gettext_noop as _

Sentences = Mapping[str, str]

ENGLISH: Sentences = {
    "first-preferences": _(
        "Stage {stage}: first preferences are counted (rule {rule}). {valid} valid votes for {seats} "
        "seats make a quota of {quota}."
    ),
    "surplus": _(
        "Stage {stage}: {names} has {surplus} votes more than the quota of {quota}. That surplus is passed on "
        "(rule {rule})."
    ),
    "exclusion": _(
        "Stage {stage}: {names} has the fewest votes, {votes}, and is excluded. Those papers go to their next "
        "preferences (rule {rule})."
    ),
    "sure-losers": _(
        "Stage {stage}: {names} cannot catch up even with every surplus, and are excluded together (rule {rule})."
    ),
    "together": _(
        "Stage {stage}: {names} together have fewer votes than the next candidate, and are excluded at once "
        "(rule {rule})."
    ),
    "few": _(
        "Stage {stage}: {names} have fewer votes than a nomination needs signatures, and are excluded together "
        "(rule {rule})."
    ),
    "next-parcel": _("Stage {stage}: the next papers of {names} go on, at a lower value (rule {rule})."),
    "doomed": _(
        "Stage {stage}: {names} cannot be elected any more without breaking a constraint, and is excluded. Those "
        "papers go to their next preferences."
    ),
    "guarded": _(
        "Stage {stage}: {names} has the fewest votes, {votes}, of those whom no constraint keeps, and is "
        "excluded. Those papers go to their next preferences (rule {rule})."
    ),
    "best-committee": _(
        "Stage {stage}: every possible committee is gone through, and the one to which the ballots give "
        "most is elected (rule {rule}). Beside each candidate stands what the best committee with them is given."
    ),
    "iteration": _(
        "Stage {stage}: those elected keep only what they need; the rest of each vote has moved on "
        "(rule {rule}). The quota is now {quota}."
    ),
    "marks": _("The votes are counted (rule {rule})."),
    "against": _("The votes against are counted (rule {rule})."),
    "run-off": _("Of the two with the highest sums, it is counted who is preferred on more ballots (rule {rule})."),
    "seats": _("The seats are shared out (rule {rule})."),
    "ranking": _("The order is worked out (rule {rule})."),
    "transfer": _("  {amount} to {target}, on {papers} papers."),
    "nobody": _("  {amount} to nobody: {papers} papers name no further candidate."),
    "rounding": _("  {amount} is lost in rounding."),
    "elected": _("  {names}: elected."),
    "elected-by": _("  {names}: elected (rule {rule})."),
    "remaining": _("  {names}: elected, because no more candidates are left than seats (rule {rule})."),
    "tie-earlier": _("  A tie between {names} is settled by stage {by_stage}, where they had {totals}: {chosen}."),
    "tie-lot": _("  A tie between {names} is settled by lot: {chosen}. Anyone can draw it again from {lot}."),
    "no-choice-between-persons": _(
        "This was a slate: voters could take or leave the whole list and could not choose between persons."
    ),
    "names-are-answers": _("Whoever a ballot names has a yes from it, everybody else a no."),
    "ranks-are-answers": _(
        "Rank 1 on a ballot is a yes, a later rank a no; whoever it leaves out has neither from it."
    ),
    "overvotes": _("{votes} ballots mark more candidates than they may, and are spoilt."),
    "order-of-rows": _("Papers were taken in the order in which they stand in the file, line by line."),
    "was-elected": _("{name} was elected at stage {stage}, with {votes} votes."),
    "was-elected-remaining": _(
        "{name} was elected at stage {stage} with {votes} votes, because no more candidates were left than seats."
    ),
    "was-excluded": _(
        "{name} was excluded at stage {stage}, with {votes} votes, the fewest of those still in the count. "
        "With more than {missing} votes more at that point, somebody else would have been excluded."
    ),
    "was-excluded-tie": _(
        "{name} was excluded at stage {stage} with {votes} votes, as many as somebody else; the tie "
        "was settled as the account shows."
    ),
    "was-excluded-together": _(
        "{name} was excluded at stage {stage} with {votes} votes, together with others: even all of them together "
        "had fewer than the next candidate."
    ),
    "was-excluded-few": _(
        "{name} was excluded at stage {stage} with {votes} votes: under this rule all with so few are excluded "
        "together."
    ),
    "was-excluded-guarded": _(
        "{name} was excluded at stage {stage} with {votes} votes, the fewest of those whom no constraint keeps in the "
        "count."
    ),
    "was-doomed": _("{name} was excluded at stage {stage}, because electing {name} would have broken a constraint."),
    "was-left": _("{name} was still in the count when the last seat was filled, with {votes} votes."),
    "was-withdrawn": _("{name} had withdrawn before the count."),
    "most-elected": _("{name} was elected, with {votes} votes."),
    "most-left": _("{name} had {votes} votes. Of those elected, the one with the fewest had {least}."),
    "most-nobody": _("{name} had {votes} votes. Nobody was elected."),
    "points-elected": _("{name} was elected, with {votes} points."),
    "points-left": _("{name} had {votes} points. Of those elected, the one with the fewest had {least}."),
    "run-off-left": _("{name} had {votes} points and won no run-off."),
    "pairs-elected": _(
        "{name} was elected at place {place}: stronger than {votes} of the other candidates, taken two by two."
    ),
    "pairs-left": _(
        "{name} came to place {place}, stronger than {votes} of the other candidates, taken two by two; {seats} were "
        "elected."
    ),
    "turn-elected": _("{name} was elected to seat {stage}: for that one the ballots spoke most for {name}."),
    "turn-left": _(
        "{name} was not elected: for each seat the ballots spoke more for somebody else, as the table shows."
    ),
    "committee-elected": _("{name} is in the committee to which the ballots give most: {least}."),
    "committee-left": _(
        "The best committee with {name} is given {votes} by the ballots; the one elected is given {least}."
    ),
    "answers-elected": _("{name} was elected, with {votes} yes and {least} no."),
    "answers-left": _(
        "{name} had {votes} yes and {least} no. Elected are those with more yes than no, the most yes first."
    ),
    "list": _("{name} has {votes} of the {seats} seats."),
    "ballot-starts": _("Your ballot counts for {name} at full value."),
    "ballot-moves": _("At stage {stage} {source} is excluded, and it goes on to {name} with {value} of a vote."),
    "ballot-passes": _(
        "At stage {stage} {source} has more than enough and keeps {kept} of it; the rest goes on to {name}: {value} of "
        "a vote."
    ),
    "ballot-ends": _("At stage {stage} {source} is excluded, and it names nobody further who is still in the count."),
    "ballot-rests": _(
        "At stage {stage} {source} has more than enough and keeps {kept} of it; the rest names nobody further who is "
        "still in the count."
    ),
    "ballot-last": _(
        "At stage {stage} {source} has more than enough; it is one of the papers that came last, and goes on to {name} "
        "with {value} of a vote."
    ),
    "ballot-waits": _(
        "At stage {stage} {source} has more than enough; only the papers that came last and name somebody further are "
        "passed on, and it stays with {source}."
    ),
    "ballot-stays": _("At the end it counts for {name}, with {value} of a vote."),
    "ballot-shared": _("{name} keeps {value} of it."),
    "ballot-shared-rest": _("{value} of it names nobody further who is still in the count."),
    "ballot-votes": _("Your ballot gives a vote to: {names}."),
    "ballot-points": _("Your ballot gives {name} points: {value}."),
    "ballot-prefers": _("Your ballot prefers {name} to: {others}."),
    "ballot-prefers-none": _("Your ballot compares no two candidates."),
    "ballot-answers": _("Your ballot says yes to: {names}; and no to everybody else."),
    "ballot-gives": _("What your ballot gives to the committee: {value}."),
    "ballot-elected": _("Of these were elected: {names}."),
    "ballot-elected-none": _("Of these nobody was elected."),
    "ballot-not-followed": _(
        "This method moves some papers of a batch and not others, or counts marks that a ranking does not hold; the "
        "account does not say what one ballot did."
    ),
    "ballot-empty": _("Your ballot names nobody who stood at the count."),
}
