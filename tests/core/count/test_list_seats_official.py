"""List seats of real parliaments from their votes: the Slovak national council of 2020, the Bundestag of 2017."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from rankandfile.core.count.apportion import Apportionment, apportion
from rankandfile.core.count.ballots import gather
from rankandfile.core.count.methods import count

LAENDER = {
    "Schleswig-Holstein": 22, "Mecklenburg-Vorpommern": 13, "Hamburg": 12, "Niedersachsen": 59, "Bremen": 5,
    "Brandenburg": 20, "Sachsen-Anhalt": 17, "Berlin": 24, "Nordrhein-Westfalen": 128, "Sachsen": 32, "Hessen": 43,
    "Thüringen": 17, "Rheinland-Pfalz": 30, "Bayern": 93, "Baden-Württemberg": 76, "Saarland": 7,
}  # fmt: skip
"""Seats of the first distribution among the states, by German population; the shared table has no population."""

BUNDESTAG = {"CDU": 200, "SPD": 153, "AfD": 94, "FDP": 80, "DIE LINKE": 69, "GRÜNE": 67, "CSU": 46}
"""As the Federal Returning Officer announced them: 709 seats."""


def table(shared: Path, name: str) -> list[list[str]]:
    file = shared / f"data/elections/list-pr/{name}"
    if not file.is_file():
        pytest.skip("needs the lists of the shared folder")
    return [*csv.reader(file.read_text(encoding="utf-8").splitlines(), delimiter=";")]


def sainte_lague(house: int, votes: dict[str, int]) -> dict[str, int]:
    rule = Apportionment(method="highest-averages", series="sainte-lague", house_size=house)
    return {name: found.seats for name, found in apportion(rule, votes).items()}


def test_the_slovak_council_of_2020_has_its_150_seats(shared: Path) -> None:
    """The law divides by a quota of votes ÷ 151, rounded; whole quotas and then the largest remainders. `list-hamilton`
    divides by votes ÷ 150; both come to the official seats."""
    rows = [
        (name, int(coalition), int(votes), int(seats))
        for name, coalition, votes, seats in table(shared, "sk_nr_2020.csv")
    ]
    cast = sum(votes for _, _, votes, _ in rows)
    above = [
        (name, votes, seats) for name, coalition, votes, seats in rows if votes * 100 >= (7 if coalition else 5) * cast
    ]
    official = {name: seats for name, _, seats in above}
    assert sum(official.values()) == 150
    assert {name for name, _, _, seats in rows if seats} == official.keys()

    names = tuple(official)
    ballots = gather(len(names), [(votes, (place,)) for place, (_, votes, _) in enumerate(above)])
    account = count("list-hamilton", names, ballots, 150, "0" * 64)
    assert dict(zip(names, account.stages[-1].totals, strict=True)) == official

    quota = round(Fraction(sum(votes for _, votes, _ in above), 151))
    whole = {name: votes // quota for name, votes, _ in above}
    remainders = sorted(above, key=lambda party: -(party[1] % quota))
    for name, _, _ in remainders[: 150 - sum(whole.values())]:
        whole[name] += 1
    assert whole == official


def test_the_bundestag_of_2017_grows_to_its_709_seats(shared: Path) -> None:
    """Federal Elections Act, § 6 as of 2017: each party keeps what it won state by state, by lists or in its
    constituencies, and the house grows until Sainte-Laguë over the whole country gives every party so many."""
    heading, _, *rows = table(shared, "de_bdt_2017.csv")
    column = {name: place for place, name in enumerate(heading) if name}
    parties = [name for name in column if name in BUNDESTAG]
    won = {(state, party): 0 for state in LAENDER for party in parties}
    lists = {(state, party): 0 for state in LAENDER for party in parties}
    for _, state, *_ in rows:
        assert state in LAENDER
    for row in rows:
        first = {party: int(row[column[party]] or 0) for party in parties}
        won[row[1], max(first, key=lambda party: first[party])] += 1
        for party in parties:
            lists[row[1], party] += int(row[column[party] + 1] or 0)

    keeps = dict.fromkeys(parties, 0)
    for state, seats in LAENDER.items():
        shared_out = sainte_lague(seats, {party: lists[state, party] for party in parties})
        for party in parties:
            keeps[party] += max(shared_out[party], won[state, party])

    votes = {party: sum(lists[state, party] for state in LAENDER) for party in parties}
    house = next(size for size in range(598, 1000) if all(s >= keeps[p] for p, s in sainte_lague(size, votes).items()))
    assert house == 709
    assert sainte_lague(house, votes) == BUNDESTAG
    assert sum(won.values()) == len(rows) == 299
