"""Other people's counts, asked the same questions: each takes a contest and answers with the names elected.

They are installed apart (`make bench`), since some need older packages than ours. What is timed is the count and the
making of the program's own ballots from ours: no peer reads an array of rankings.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec

from rankandfile.core.count.ballots import rows
from rankandfile.core.count.contest import Contest

Peer = Callable[[Contest], set[str]]


def installed(peers: Mapping[str, tuple[str, Peer]]) -> dict[str, Peer | None]:
    """Each peer by its name; None where its module is missing."""
    return {name: peer if find_spec(module) else None for name, (module, peer) in peers.items()}


def _ranked(contest: Contest) -> list[tuple[int, tuple[int, ...]]]:
    return [(number, chosen) for number, chosen, _ in rows(contest.ballots) if chosen]


def _named(contest: Contest, elected: "set[int]") -> set[str]:
    return {contest.candidates[candidate] for candidate in elected}


def _pyrankvote(contest: Contest) -> set[str]:
    peer = import_module("pyrankvote")
    people = [peer.Candidate(name) for name in contest.candidates]
    ballots = []
    for number, chosen in _ranked(contest):
        ballots += [peer.Ballot([people[candidate] for candidate in chosen])] * number
    result = peer.single_transferable_vote(people, ballots, number_of_seats=contest.seats)
    return {person.name for person in result.get_winners()}


def _profile(contest: Contest) -> object:
    profiles = import_module("pref_voting.profiles_with_ties")
    ranked = _ranked(contest)
    rankings = [{candidate: rank for rank, candidate in enumerate(chosen, 1)} for _, chosen in ranked]
    counts = [number for number, _ in ranked]
    return profiles.ProfileWithTies(rankings, counts, candidates=list(range(len(contest.candidates))))


def _pref_voting(contest: Contest) -> set[str]:
    methods = import_module("pref_voting.proportional_methods")
    return _named(contest, set(methods.stv_scottish(_profile(contest), num_seats=contest.seats)))


def _pref_voting_schulze(contest: Contest) -> set[str]:
    methods = import_module("pref_voting.margin_based_methods")
    profile = _profile(contest)
    profile.use_extended_strict_preference()  # type: ignore[attr-defined]
    return _named(contest, set(methods.beat_path(profile)))


def _votes(contest: Contest) -> dict[tuple[int, ...], int]:
    votes: dict[tuple[int, ...], int] = {}
    for number, chosen in _ranked(contest):
        votes[chosen] = votes.get(chosen, 0) + number
    return votes


def _votelib(contest: Contest) -> set[str]:
    sequential = import_module("votelib.evaluate.sequential")
    selector = sequential.TransferableVoteSelector(transferer="Gregory")
    return _named(contest, set(selector.evaluate(_votes(contest), contest.seats)))


def _votelib_schulze(contest: Contest) -> set[str]:
    convert, condorcet = import_module("votelib.convert"), import_module("votelib.evaluate.condorcet")
    pairs = convert.RankedToCondorcetVotes().convert(_votes(contest))
    return _named(contest, set(condorcet.Schulze().evaluate(pairs, 1)))


def _vote_core(contest: Contest) -> set[str]:
    stv = import_module("py3votecore.stv")
    ballots = [{"count": number, "ballot": list(chosen)} for number, chosen in _ranked(contest)]
    return _named(contest, set(stv.STV(ballots, required_winners=contest.seats).as_dict()["winners"]))


def _vote_core_schulze(contest: Contest) -> set[str]:
    schulze, helper = import_module("py3votecore.schulze_method"), import_module("py3votecore.condorcet")
    ballots = [{"count": number, "ballot": [[c] for c in chosen]} for number, chosen in _ranked(contest)]
    notation = helper.CondorcetHelper.BALLOT_NOTATION_GROUPING
    return _named(contest, {schulze.SchulzeMethod(ballots, ballot_notation=notation).as_dict()["winner"]})


def _kit_profile(contest: Contest) -> object:
    kit = import_module("votekit")
    names = [str(number) for number in range(len(contest.candidates))]
    ballots = [
        kit.RankBallot(ranking=[{names[candidate]} for candidate in chosen], weight=number)
        for number, chosen in _ranked(contest)
    ]
    return kit.RankProfile(ballots=ballots, candidates=names)


def _votekit(contest: Contest) -> set[str]:
    elections = import_module("votekit.elections")
    elected = elections.FastSTV(_kit_profile(contest), n_seats=contest.seats, simultaneous=False).get_elected()
    return _named(contest, {int(name) for group in elected for name in group})


def _votekit_schulze(contest: Contest) -> set[str]:
    elections = import_module("votekit.elections")
    elected = elections.Schulze(_kit_profile(contest), n_seats=1).get_elected()
    return _named(contest, {int(name) for group in elected for name in group})


TRANSFERABLE: Mapping[str, tuple[str, Peer]] = {
    "pyrankvote": ("pyrankvote", _pyrankvote),
    "pref_voting": ("pref_voting", _pref_voting),
    "votelib": ("votelib", _votelib),
    "python3-vote-core": ("py3votecore", _vote_core),
    "votekit": ("votekit", _votekit),
}
SCHULZE: Mapping[str, tuple[str, Peer]] = {
    "pref_voting": ("pref_voting", _pref_voting_schulze),
    "votelib": ("votelib", _votelib_schulze),
    "python3-vote-core": ("py3votecore", _vote_core_schulze),
    "votekit": ("votekit", _votekit_schulze),
}
