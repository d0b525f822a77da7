"""The demonstration's organisation: a tenants' union in a port town that is on no map.

Its rulebook is the preset `member-democracy` with the numbers that suit 250 members instead of thousands.
"""

from rankandfile.core.ids import BranchId

from ..invented.season import Place
from ..presets import preset_text

NAME = "Harbour and Hill Tenants' Union"
ORIGIN = "harbour-and-hill.example/record"
FOUNDER = "Hester Broadquay"
BRANCHES = (
    Place(BranchId("quayside"), "Quayside", "harbour", 34),
    Place(BranchId("old-town"), "Old Town", "hill", 30),
    Place(BranchId("castle-hill"), "Castle Hill", "hill", 27),
    Place(BranchId("gasworks"), "Gasworks Lane", "harbour", 25),
    Place(BranchId("northgate"), "Northgate", "valley", 24),
    Place(BranchId("millfields"), "Millfields Estate", "valley", 22),
    Place(BranchId("ferry-street"), "Ferry Street", "harbour", 21),
    Place(BranchId("terraces"), "The Terraces", "hill", 19),
    Place(BranchId("lower-docks"), "Lower Docks", "harbour", 17),
    Place(BranchId("weavers-court"), "Weavers' Court", "valley", 13),
    Place(BranchId("lighthouse"), "Lighthouse Point", "harbour", 10),
    Place(BranchId("allotment-road"), "Allotment Road", "valley", 7),
)
"""249 people, and the founder."""
VERIFIABLE = '["delegate", "chair", "secretary", "treasurer", "executive-member"]'
"""Whom the union elects on boards, where more than twenty vote."""
FITTED = (
    ('name = "Our organisation"', f'name = "{NAME}"'),
    ('purpose = "What its members decide together"', 'purpose = "Decent, affordable homes, run by who lives in them"'),
    ('title = "Rulebook of a member democracy"', f'title = "Rulebook of the {NAME}"'),
    ("divisor = 20", "divisor = 10"),
    ("nominators = 5", "nominators = 2"),
    ("{ members = 10, branches = 3 }", "{ members = 5, branches = 3 }"),
    ("{ members = 20, branches = 4 }", "{ members = 8, branches = 4 }"),
    ("{ members = 5 } }", "{ members = 3 } }"),
    ("floor = { delegates = 20 }", "floor = { delegates = 5 }"),
    ("roll_call_on_demand = 20", "roll_call_on_demand = 5"),
    ("members = 100, branches = 5", "members = 25, branches = 4"),
    ("members = 50, branches = 3", "members = 15, branches = 3"),
    ("plain_up_to = 50", f"plain_up_to = 20\nelections = {VERIFIABLE}"),
)
"""What the preset says, and what this rulebook says in its place."""
SHORTER_PAPERS = (("limits = [{ words = 1500 }]", "limits = [{ words = 1000 }]"),)
"""What the first convention changes."""
TWO_TERMS = (("terms_at_most = 3", "terms_at_most = 2"),)
"""What is moved for the second one."""


def fitted(text: str, changes: tuple[tuple[str, str], ...]) -> str:
    """The text with each change made wherever it fits. ValueError where one fits nowhere."""
    for old, new in changes:
        if old not in text:
            raise ValueError(f"The rulebook does not say “{old}”.")
        text = text.replace(old, new)
    return text


def founding_rulebook() -> str:
    """The rulebook that the union was founded on."""
    return fitted(preset_text("member-democracy"), FITTED)


def present_rulebook() -> str:
    """The rulebook since the first convention."""
    return fitted(founding_rulebook(), SHORTER_PAPERS)


def proposed_rulebook() -> str:
    """The rulebook as it would be if the second convention changed it."""
    return fitted(present_rulebook(), TWO_TERMS)
