"""G6. The captor offers one slate."""

from rankandfile.core.chapters.nominations import ProposeSlate
from rankandfile.core.rulebook.guarantees import guarantees
from rankandfile.core.rulebook.parse import parse
from rankandfile.core.rulebook.schema import Rulebook
from rankandfile.shell.presets import preset_text
from tests.living import Living
from tests.world import CHAIR, handle


def test_no_slate_can_be_proposed_where_persons_are_elected_one_by_one(own: Living) -> None:
    own.wait(own.at("candidates-open"))
    executive = next(e.id for e in own.state.elections.elections.values() if e.post == "executive-member")
    slate = tuple(handle(n) for n in range(20, 25))
    assert own.refused(ProposeSlate(handle(CHAIR), own.now, executive, slate)).code == "election.no_slate"


def test_a_rulebook_with_a_slate_is_possible_and_marked_as_what_it_is() -> None:
    rulebook = parse(preset_text("slate-convention"))
    assert isinstance(rulebook, Rulebook)
    assert any(p.filled == "slate" for p in rulebook.posts)
    assert next(g.status for g in guarantees(rulebook) if g.code == "G6") == "given-up"


def test_the_default_rulebook_gives_up_no_guarantee() -> None:
    rulebook = parse(preset_text("member-democracy"))
    assert isinstance(rulebook, Rulebook)
    assert [g.code for g in guarantees(rulebook) if g.status == "given-up"] == []
