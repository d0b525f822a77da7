"""A small organisation of invented people, for tests of pages."""

from pathlib import Path

from msgspec import Struct

from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.chapters.offices import AppointProvisionally
from rankandfile.core.ids import BranchId, Handle, Moment
from rankandfile.shell import chance
from rankandfile.shell.draft import Ask, Recorded
from rankandfile.shell.founding import found, machine_clock
from rankandfile.shell.home import FILES, Database, Home
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import NOW, Secretary

BRANCHES = {"north-harbour": "North Harbour", "old-mill": "Old Mill"}
PEOPLE = ("Amina Lund", "Bo Tanaka", "Chidi Moreau", "Dunja Rossi", "Emil Haddad", "Farah O’Dell")


class House(Struct):
    """The organisation: its home, who founded it, its people by name."""

    home: Path
    founder: str
    people: dict[str, str]

    def person(self, name: str) -> str:
        """The handle of the person whose name begins so."""
        return next(handle for known, handle in self.people.items() if known.startswith(name))


def build(home: Path, database: Database = FILES, rules: str = "") -> House:
    """Founded by Ilse under member-democracy, two branches, six members, Bo the secretary of North Harbour."""
    rules, names = rules or preset_text("member-democracy"), ("The Harbour Union", "Ilse Okafor")
    founded = found(home, "test.example/record", rules, *names, machine_clock, database)
    assert isinstance(founded, Recorded)
    own, by = Secretary(Home(home)), Handle(founded.act.by)
    later = Moment(own.now() + 300 * 86_400)
    asks = [Ask(FormBranch(by, NOW, BranchId(branch)), {"name": name}) for branch, name in BRANCHES.items()]
    people = {name: chance.handle() for name in PEOPLE}
    for place, (name, handle) in enumerate(people.items()):
        branch = BranchId(tuple(BRANCHES)[place % 2])
        asks.append(Ask(AdmitMember(by, NOW, handle, "member", branch, later), {"name": name}))
    asks.append(Ask(AppointProvisionally(by, NOW, people["Bo Tanaka"], "branch-secretary", BranchId("north-harbour"))))
    assert [answer for answer in own.submit_many(asks) if not isinstance(answer, Recorded)] == []
    own.close()
    return House(home, str(by), {"Ilse Okafor": str(by), **{name: str(handle) for name, handle in people.items()}})
