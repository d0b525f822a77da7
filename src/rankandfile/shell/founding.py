"""Beginning: a home folder with an organisation in it, founded by its first entry."""

import time
from pathlib import Path

from rankandfile.core.chapters.foundation import FoundOrganisation
from rankandfile.core.ids import RulesHash
from rankandfile.core.refusal import Refusal
from rankandfile.core.rulebook.parse import parse
from rankandfile.core.rulebook.schema import Rulebook

from . import chance
from .draft import Outcome
from .home import FILES, Database, Home, make, remove_unused
from .secretary import NOW, Clock, Secretary


def machine_clock() -> int:
    """UTC seconds by this machine's clock."""
    return int(time.time())


def found(
    path: Path,
    origin: str,
    rulebook: str,
    organisation: str,
    name: str,
    clock: Clock = machine_clock,
    database: Database = FILES,
) -> Outcome:
    """The founding act in its record, in a new home folder. When it is refused, no folder is left behind."""
    home = Home(path)
    make(home, origin, database)
    secretary = Secretary(home, clock)
    key = str(secretary.key.vkey)
    member_class, engine = _first_class_and_engine(rulebook)
    act = FoundOrganisation(chance.handle(), NOW, RulesHash(""), member_class, engine, key)
    answer = secretary.submit(act, {"rulebook": rulebook, "organisation": organisation, "name": name})
    secretary.close()
    if isinstance(answer, Refusal):
        remove_unused(home)
    return answer


def _first_class_and_engine(rulebook: str) -> tuple[str, int]:
    """The member class that the rulebook names first, the founder's, and its engine. Nothing where it is unreadable."""
    read = parse(rulebook)
    return (read.membership.classes[0].id, read.change.engine) if isinstance(read, Rulebook) else ("", 1)
