"""What invented people are called. Given names are common ones; the family names were made up, so nobody is meant."""

from importlib.resources import files
from random import Random

HERE = files("rankandfile.shell.invented")


def names(number: int, chance: Random) -> list[str]:
    """So many different names. ValueError beyond the 15,000 that given and family names make together."""
    given, family = ((HERE / file).read_text(encoding="utf-8").split() for file in ("given.txt", "family.txt"))
    pairs = chance.sample(range(len(given) * len(family)), number)
    return [f"{given[pair % len(given)]} {family[pair // len(given)]}" for pair in pairs]
