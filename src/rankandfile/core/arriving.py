"""What is said of a ballot, a shuffle or a share that does not hold when it arrives.

The engine sees only the head of a board, so these refusals come from the server that keeps it (`shell.boards`). Whoever
has the board's archive can check all of it again (`core.ballot.audit`).
"""

from .refusal import Words, gettext_noop

REFUSALS = {
    "ballot.unsound": Words(
        gettext_noop("This ballot does not hold: {why}"),
        gettext_noop("Make it again in the booth, with the credential from your own letter."),
    ),
    "ballot.other_credential": Words(
        gettext_noop("This ballot was made with another credential than yours."),
        gettext_noop("Use the credential of your own letter: each of them votes for one member."),
    ),
    "ballot.again": Words(
        gettext_noop("This very ballot is on the board already."),
        gettext_noop("To vote again make a new one; the last one under your credential counts."),
    ),
    "ballot.no_vote": Words(
        gettext_noop("You are not on the roll of this election."),
        gettext_noop("The roll was frozen on {since}, with how each came to be on it; your branch can tell you why."),
    ),
    "board.unsound": Words(
        gettext_noop("What was handed in for the board does not hold: {why}"),
        gettext_noop("Compare it with what the page of the election gives, and hand it in again."),
    ),
    "board.contribution": Words(
        gettext_noop("This shuffle or share does not hold: {why}"),
        gettext_noop("Download the board as it stands now and make it again."),
    ),
}
