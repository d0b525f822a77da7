"""Letters about ballots, by a real mail server: the tracker at casting, the ballot that counts at the close."""

import pytest

from rankandfile.core.chapters.boards import board
from tests.core.chapters.boarding import E1
from tests.postman import Postman, body
from tests.web.test_letters_by_mail import lead_to
from tests.world import handle

from .test_booth import made, polls, told  # noqa: F401 - fixtures

NAMES = ("Member 11", "Member 12", "Member 13")
"""Who stands: how somebody voted would be told by these."""


@pytest.fixture
def postman(monkeypatch):
    server = Postman().start()
    lead_to(server.port, monkeypatch)
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def _nothing_is_left(django):
    _empty()  # other tests cast ballots too
    yield
    _empty()


def _empty():
    from rankandfile.shell.people.models import BallotLetter, ToldAtClose

    for model in (BallotLetter, ToldAtClose):
        model.objects.all().delete()


def outbox():
    """As another process of the site, or this one after a restart, has it."""
    from rankandfile.web.telling_voters import ballot_outbox

    return ballot_outbox()


def waiting():
    from rankandfile.shell.people.models import BallotLetter

    return sorted(BallotLetter.objects.values_list("kind", "receiver", "state"))


def cast(polls, reader, number, *ranks, seed="ballot"):  # noqa: F811
    voter = reader(number)
    answer = told(voter, polls.ballot(number, *ranks, seed=seed))
    assert answer.status_code == 200
    return answer.json()["tracker"]


def test_the_receipt_of_casting_comes_by_mail_and_says_nothing_of_the_vote(polls, reader, postman):  # noqa: F811
    tracker = cast(polls, reader, 15, 2, 1, 3)
    assert waiting() == [("tracker", handle(15), "waiting")]
    assert postman.letters == []
    assert outbox().look() == 1
    (letter,) = postman.letters
    text = body(letter)
    assert tracker in text
    assert "/elections/E1/ballots/" in text
    assert not any(name in f"{letter['Subject']}\n{text}" for name in NAMES)
    assert letter["Auto-Submitted"] == "auto-generated"
    assert outbox().look() == 0
    assert waiting() == []


def test_a_mail_server_that_is_away_keeps_nobody_from_voting_and_the_letter_goes_after_a_restart(
    polls,  # noqa: F811
    reader,
    postman,
):
    postman.stop()
    first = cast(polls, reader, 15, 1, 2, 3)
    assert outbox().look() == 0
    assert waiting() == [("tracker", handle(15), "waiting")]
    postman.start()
    assert outbox().look() == 1
    assert first in body(postman.letters[0])


def test_each_ballot_has_its_own_letter_though_they_are_sent_later(polls, reader, postman):  # noqa: F811
    trackers = [cast(polls, reader, 15, 1, 2, 3), cast(polls, reader, 15, 3, 2, 1, seed="again")]
    assert outbox().look() == 2
    assert [tracker in body(letter) for tracker, letter in zip(trackers, postman.letters, strict=True)] == [True, True]


def test_at_the_close_whoever_has_a_ballot_that_counts_is_told_which_and_once(polls, reader, postman):  # noqa: F811
    from rankandfile.web import organisation
    from rankandfile.web.telling_voters import tell_all

    old = cast(polls, reader, 15, 1, 2, 3)
    last, other = cast(polls, reader, 15, 3, 2, 1, seed="again"), cast(polls, reader, 16, 1, 0, 0)
    outbox().look()
    postman.letters.clear()
    reader(17)
    own = board(polls.live.state, E1)
    boards = organisation.secretary().boards
    assert tell_all(own, boards)
    assert not tell_all(own, boards)
    assert [(kind, person) for kind, person, _state in waiting() if kind == "counted"] == [
        ("counted", handle(15)),
        ("counted", handle(16)),
    ]
    assert outbox().look() == 2
    texts = [body(letter) for letter in postman.letters]
    assert sum(last in text for text in texts) == sum(other in text for text in texts) == 1
    assert not any(old in text for text in texts)
    assert not any(name in text for name in NAMES for text in texts)


def test_who_deletes_the_account_gets_no_letter_about_a_ballot(polls, reader, postman):  # noqa: F811
    from rankandfile.shell.people.forgetting import forget
    from rankandfile.shell.people.models import Account

    cast(polls, reader, 15, 1, 2, 3)
    forget(Account.objects.get(handle=handle(15)))
    assert waiting() == []
    assert outbox().look() == 0
    assert postman.letters == []
