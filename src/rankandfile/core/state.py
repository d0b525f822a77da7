"""The organisation as one value: a frozen slice for each chapter.

Each chapter owns its slice and only it answers with a new one; other chapters ask it questions. A state is published by
one assignment, so no page can see a half-done change.
"""

from msgspec import Struct

from .chapters.agenda import FloorState
from .chapters.amendments import AmendmentsState
from .chapters.boards import BoardsState
from .chapters.branches import BranchesState
from .chapters.bulletin import BulletinState
from .chapters.coauthors import CoauthorsState
from .chapters.composites import CompositesState
from .chapters.debating import SpeakingState
from .chapters.delegates import DelegatesState
from .chapters.discussing import DiscussionState
from .chapters.elections import ElectionsState
from .chapters.erasing import ErasingState
from .chapters.foundation import FoundationState
from .chapters.keys import KeysState
from .chapters.meetings import MeetingsState
from .chapters.minuting import MinutingState
from .chapters.motions import MotionsState
from .chapters.offices import OfficesState
from .chapters.on_paper import PaperState
from .chapters.opposing import OpposingState
from .chapters.parts import PartsState
from .chapters.procedural import ProcedureState
from .chapters.recalls import RecallsState
from .chapters.references import ReferencesState
from .chapters.rolls import RollsState
from .chapters.rulings import RulingsState
from .chapters.standing import MembersState
from .ids import Index, Moment


class State(Struct, frozen=True):
    """Everything the organisation is after its first `size` entries."""

    size: Index = Index(0)
    now: Moment = Moment(0)
    """The time of the last entry."""
    quiet_until: Moment = Moment(0)
    """No clock duty is due before this moment. Only a bound kept for speed: `engine.next_due` derives it."""
    foundation: FoundationState = FoundationState()
    members: MembersState = MembersState()
    branches: BranchesState = BranchesState()
    offices: OfficesState = OfficesState()
    meetings: MeetingsState = MeetingsState()
    delegates: DelegatesState = DelegatesState()
    bulletin: BulletinState = BulletinState()
    motions: MotionsState = MotionsState()
    amendments: AmendmentsState = AmendmentsState()
    floor: FloorState = FloorState()
    elections: ElectionsState = ElectionsState()
    recalls: RecallsState = RecallsState()
    erasing: ErasingState = ErasingState()
    keys: KeysState = KeysState()
    boards: BoardsState = BoardsState()
    speaking: SpeakingState = SpeakingState()
    rulings: RulingsState = RulingsState()
    opposing: OpposingState = OpposingState()
    procedure: ProcedureState = ProcedureState()
    parts: PartsState = PartsState()
    composites: CompositesState = CompositesState()
    discussion: DiscussionState = DiscussionState()
    coauthors: CoauthorsState = CoauthorsState()
    references: ReferencesState = ReferencesState()
    minuting: MinutingState = MinutingState()
    rolls: RollsState = RollsState()
    paper: PaperState = PaperState()
