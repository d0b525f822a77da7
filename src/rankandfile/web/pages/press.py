"""What goes on paper: an issue of the bulletin, the agenda, the minutes, the rulebook, made from one state.

The same words and numbers as on the pages, in the reader's language, with hours in the organisation's time zone, so
that two readers of one language hold the same paper. Numbered lines are those of the motion's page.
"""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi, ngettext
from django.utils.translation import gettext as _

from rankandfile.core.chapters import amendments as amending
from rankandfile.core.chapters.amendments import Amendment
from rankandfile.core.chapters.bulletin import Document, is_drawn
from rankandfile.core.chapters.elections import Candidate, Election
from rankandfile.core.chapters.foundation import rulebook as rules_of
from rankandfile.core.chapters.meetings import Convention, deadline
from rankandfile.core.chapters.motions import Motion
from rankandfile.core.chapters.motions import of_convention as motions_to
from rankandfile.core.ids import DocumentId, Handle, Moment
from rankandfile.core.rulebook.compare import Change as Clause
from rankandfile.core.state import State
from rankandfile.shell.press import marked as press
from rankandfile.shell.press.booklet import Booklet, Direction, Node, Part, Text, Words

from .. import organisation
from ..templatetags.pieces import number, written_moment
from ..who import Reader
from . import agenda as agenda_pages
from . import amendments, capacities, elections, issues, motions, related, rule_amendments
from . import minutes as draft
from . import press_talk as talk
from . import rulebook as rulebook_pages
from .bodies import in_a_sentence, named
from .bulletin import issue
from .erased import shown
from .issues import Held
from .meetings import place_of
from .naming import person
from .pieces import Person
from .stages import FATES, ended
from .standing import candidates, counted
from .texts import Shown, around_changes, by_words, compared, with_changes


def bulletin(state: State, meeting: Convention, which: int) -> Booklet | None:
    """The issue of that number, once it is out: motions, then documents, then who stands; None where there is none."""
    held = issue(state, meeting, which) if which else None
    if held is None:
        return None
    with timezone.override(None):
        return _bulletin(state, meeting, held)


def _bulletin(state: State, meeting: Convention, held: Held) -> Booklet:
    total = len(held.items)
    length = ngettext("{n} text", "{n} texts", total).format(n=number(total)) + " · " + _reading(held.minutes)
    facts = (
        _("Published {when}.").format(when=written_moment(held.at)),
        length if total else "",
        counted(state, meeting.id, held.number),
        _BY_LOT[rules_of(state).bulletin.order]() if is_drawn(state) else "",
    )
    standing = tuple(_election(state, own, people) for own, people in candidates(state, meeting.id, held.number))
    parts = (
        *(_part(state, held, share) for share in held.parts),
        Part(_("Against motions of earlier issues"), "", tuple(_against(state, held))),
        Part(_("Who stands for election"), "", standing),
    )
    return _booklet(
        state,
        _("Bulletin, issue {number}").format(number=held.number),
        _("Before convention {number}, {place}").format(number=meeting.id, place=place_of(meeting)),
        held.at,
        facts,
        tuple(part for part in parts if part.texts),
    )


_BY_LOT = {
    "lot": lambda: _("Order by a public lot, which anybody can draw again from the record."),
    "subject": lambda: _("By subject, and within each by a public lot, which anybody can draw again from the record."),
}


def _part(state: State, held: Held, share: issues.Share) -> Part:
    texts = (_motion_or_document(state, each, held.at) for each in share.items)
    return Part(_(issues.TITLES[share.kind]), _reading(share.minutes), tuple(texts))


def _motion_or_document(state: State, item: str, at: int) -> Text:
    motion = motions.find(state, item)
    return _motion(state, motion, at) if motion else _document(state, state.bulletin.documents[DocumentId(item)])


def _against(state: State, held: Held) -> Iterator[Text]:
    for each in talk.of_earlier_motions(state, held.convention, held.number):
        own, written = state.motions.motions[each.motion], shown(state, each.entry, "text")
        who, body = person(state, each.by, each.at), press.within(written)
        named = _("Against motion {motion}: {title}").format(motion=own.id, title=motions.title(own))
        yield _text(each.id, named, (_named(who),), tuple(body), who, written, is_own_page=False)


def _reading(minutes: int) -> str:
    return ngettext("{n} minute to read", "{n} minutes to read", minutes).format(n=number(minutes))


def agenda(state: State, meeting: Convention) -> Booklet:
    """The agenda of the convention as it stands, section by section."""
    with timezone.override(None):
        reader = Reader(Handle(""), Moment(state.now), is_member=False)
        sections = agenda_pages.sections(state, reader, meeting)
        composed = agenda_pages.composed_at(state, meeting)
        told = _("The clock composes it {when}.").format(when=written_moment(composed)) if composed else ""
        texts = tuple(_section(section) for section in sections)
        title = _("Agenda of {meeting}").format(meeting=in_a_sentence(state, meeting))
        opens = _("It opens {when}.").format(when=written_moment(meeting.opens))
        parts = (Part(_("Agenda"), "" if texts else told, texts),)
        return _booklet(state, title, place_of(meeting), composed or meeting.called, (opens,), parts)


def papers(state: State, meeting: Convention) -> Booklet:
    """What goes along with the notice of a meeting: its agenda, the motions to it, and the documents handed in."""
    with timezone.override(None):
        moved = (own for own in motions_to(state, meeting.id) if own.fate != "withdrawn")
        handed_in = (each for each in state.bulletin.documents.values() if each.convention == meeting.id)
        open_now = tuple(each for each in handed_in if not each.withdrawn and each.approved)
        parts = (
            *agenda(state, meeting).parts,
            Part(_("Motions"), "", tuple(_motion(state, own, state.now) for own in moved)),
            Part(_("Documents"), "", tuple(_document(state, own) for own in open_now)),
        )
        opens = _("It opens {when}.").format(when=written_moment(meeting.opens))
        kept = tuple(part for part in parts if part.texts or part.note)
        return _booklet(state, named(state, meeting), place_of(meeting), meeting.called, (opens,), kept)


_ORDERS = {
    "lot": lambda: _("In the order of a public lot."),
    "seconders": lambda: _("In the order of their number of seconders."),
}


def _section(section: agenda_pages.Section) -> Text:
    minutes = section.minutes
    aside = ngettext("{n} minute is set aside.", "{n} minutes are set aside.", minutes).format(n=number(minutes))
    facts = (
        _ORDERS[section.order]() if section.order in _ORDERS else _("In the order of their numbers."),
        aside if minutes else "",
        _("Article {number}").format(number=section.article) if section.article else "",
    )
    head = _row(_("Number"), _("Item"), _("Where it stands"))
    rows = (
        _row(line.number, line.title, " · ".join(filter(None, (line.state, line.outcome)))) for line in section.lines
    )
    table = Node("table", parts=(head, *rows), number=3)
    return _text("", section.title, (" ".join(filter(None, facts)),), (table,), is_own_page=False)


def _row(*cells: str) -> Node:
    return Node("row", parts=tuple(Node("cell", parts=(Node("text", press.breakable(cell)),)) for cell in cells))


def minutes(state: State, meeting: Convention) -> Booklet | None:
    """The minutes as published; before that, the draft that the record gives. None while the convention is not over."""
    if not meeting.closed:
        return None
    with timezone.override(None):
        published = meeting.minutes >= 0
        text = draft.text(state, meeting)
        told = (
            _("Published in entry {entry} of the record.").format(entry=number(meeting.minutes))
            if published
            else _("A draft: what the record knows. The minutes are not published yet.")
        )
        title = _("Minutes of {meeting}").format(meeting=in_a_sentence(state, meeting))
        body = _text("", place_of(meeting), (), press.marked(text, 2), written=text)
        return _booklet(state, title, place_of(meeting), meeting.closed, (told,), (Part(title, "", (body,)),))


def rulebook(state: State, known: str) -> Booklet | None:
    """The rulebook of this hash in plain language; None where its text is not at hand."""
    articles = rulebook_pages.read(state, known)
    if articles is None:
        return None
    with timezone.override(None):
        version = next((each for each in rulebook_pages.versions(state) if each.rules == known), None)
        since = version.since if version else 0
        facts = (
            _("In force since {when}.").format(when=written_moment(since))
            if version and version.is_in_force
            else _("Not in force."),
            _("Fingerprint of its text (SHA-256): {hash}").format(hash=press.breakable(known)),
        )
        texts = tuple(
            _text(one.article, one.title, (), press.plainly(one.sentence), is_own_page=False) for one in articles
        )
        title = version.title if version else _("Proposed rulebook")
        first = state.foundation.history[0].since
        return _booklet(state, _("Rulebook"), title, since or first, facts, (Part(_("Articles"), "", texts),))


def _booklet(
    state: State, title: str, subtitle: str, at: int, facts: tuple[str, ...], parts: tuple[Part, ...]
) -> Booklet:
    direction: Direction = "rtl" if get_language_bidi() else "ltr"
    kept = tuple(fact for fact in facts if fact)
    own, language = organisation.organisation_name(state), get_language() or "en"
    return Booklet(title, subtitle, own, language, direction, at, kept, parts, _words())


def _words() -> Words:
    return Words(
        contents=_("Contents"),
        people=_("Movers and authors"),
        branches=_("Branches"),
        page=_("page {page} of {pages}"),
        volume=_("Volume {number} of {volumes}"),
        holds=_("Texts {first} to {last}"),
        added=_("added"),
        removed=_("removed"),
        left_out=_("lines left out"),
        paper=_("Pages of this paper: {pages}"),
        others=_("In the other volumes"),
        other=_("volume {number}, page {page}"),
        lacking=_(
            "The machine that made this paper has no font for these letters; a sign stands in their place: {letters}."
            " The page, the EPUB and the Markdown have them."
        ),
    )


def _text(
    id_: str,
    title: str,
    facts: tuple[str, ...],
    body: tuple[Node, ...],
    who: Person | None = None,
    written: str = "",
    is_own_page: bool = True,
) -> Text:
    """A text by its author; `written` is what it is read from: its letters say in which direction."""
    language, sample = get_language() or "en", written or title
    return Text(
        id=id_,
        title=title,
        direction=press.direction(sample),
        language=press.language(sample, language),
        facts=tuple(fact for fact in facts if fact),
        body=body,
        by=who.name if who else "",
        branch=who.branch_name if who else "",
        is_own_page=is_own_page,
    )


def _named(who: Person, capacity: str = "") -> str:
    paid = _("paid by {payer}").format(payer=who.paid_by) if who.paid_by else ""
    return " · ".join(filter(None, (who.name, who.branch_name, *who.posts, paid, capacity)))


def _received(at: int, entry: int) -> str:
    return _("Received {when}, entry {entry} of the record.").format(when=written_moment(at), entry=number(entry))


def _document(state: State, own: Document) -> Text:
    text, who = shown(state, own.entry, "text"), person(state, own.author, own.received)
    withdrawn = _("Withdrawn {when}.").format(when=written_moment(own.withdrawn)) if own.withdrawn else ""
    facts = (
        _named(who, capacities.written(state, own.capacity, own.branch)),
        _received(own.received, own.entry),
        issues.subject(state, own.id),
        withdrawn,
    )
    return _text(own.id, issues.title(own), facts, press.marked(text), who, text)


def _motion(state: State, own: Motion, at: int) -> Text:
    text, who = shown(state, own.entry, "text"), person(state, own.mover, own.received)
    n = len(own.seconders)
    fate = ended(state, own) if own.fate else _("has its support") if own.placed else _("short of seconders")
    about = issues.subject(state, own.id)
    facts = (
        " · ".join(filter(None, (motions.business_title(state, own.business), about))),
        _named(who, capacities.written(state, own.capacity, own.branch)),
        related.names(state, own),
        _received(own.received, own.entry),
        ngettext("{n} seconder", "{n} seconders", n).format(n=number(n)) + " · " + fate,
    )
    after = (
        *talk.ruling(state, own),
        *_proposed(state, own),
        *_answers(state, own),
        *talk.statements(state, own),
        *_amendments(state, own),
    )
    body = (*_synopsis(state, own), *press.lines(text), *after)
    return _text(own.id, motions.title(own), facts, body, who, text)


def _synopsis(state: State, own: Motion) -> Iterator[Node]:
    yield from _said(shown(state, own.entry, "synopsis"))


def _said(words: str) -> Iterator[Node]:
    """The words in a paragraph of their own, apart from the text; nothing where there are none."""
    if words:
        yield Node("paragraph", parts=(Node("emph", parts=(Node("text", press.breakable(words)),)),))


def _proposed(state: State, own: Motion) -> Iterator[Node]:
    """What it would change in the rulebook, article by article, in words."""
    for place, clause in enumerate(motions.proposed(state, own)):
        if not place:
            yield Node("label", _("What it would change in the rulebook"))
        yield from _clause(clause)


def _clause(clause: Clause) -> Iterator[Node]:
    """What becomes of an article, in words."""
    yield Node("paragraph", parts=(Node("strong", parts=(Node("text", f"{clause.article} {clause.title}"),)),))
    words = (Node(bit.change or "text", press.breakable(bit.text)) for bit in compared(clause.before, clause.after))
    yield Node("paragraph", parts=tuple(words))


def _answers(state: State, own: Motion) -> Iterator[Node]:
    """The leadership's answer, late where it came late and overdue where it did not come, and the mover's reply."""
    due = deadline(state, own.convention, f"answer-due-{own.business}") or 0
    if own.answer >= 0:
        yield Node("label", _("Answer of the leadership"))
        if 0 < due < own.answered:
            late = _("Late: given {when}, due by {due}.")
            yield from _said(late.format(when=written_moment(own.answered), due=written_moment(due)))
        yield from press.within(shown(state, own.answer, "answer"))
    elif own.placed and 0 < due <= state.now:
        yield Node("label", _("Answer of the leadership"))
        yield from _said(_("Overdue: it was due by {due}.").format(due=written_moment(due)))
    if own.reply >= 0:
        yield Node("label", _("The mover replies"))
        yield from press.within(shown(state, own.reply, "reply"))


def _amendments(state: State, own: Motion) -> Iterator[Node]:
    for each in amending.every(state, own.id):
        who = person(state, each.mover, each.received)
        yield Node("label", f"{each.id} · {amendments.in_words(each)} · {who.name}")
        yield from _said(_outcome(state, each))
        if each.action == "instruct":
            yield from press.within(amendments.text_of(state, each))
            rules = rule_amendments.of_amendment(state, each)
            yield from (node for clause in (rules.clauses if rules else ()) for node in _clause(clause))
        else:
            changed = by_words(with_changes(amendments.text_changed(state, each), (amendments.change(state, each),)))
            yield Node("lines", parts=tuple(_line(line) for line in around_changes(changed)))
        yield from press.within(shown(state, each.entry, "reason"))


def _outcome(state: State, own: Amendment) -> str:
    fate = amending.outcome(state, own)
    return amendments.taken_in(own) if own.accepted else _(FATES[fate]) if fate else ""


def _line(line: Shown) -> Node:
    if line.change == "edited":
        bits = tuple(Node(bit.change or "text", press.breakable(bit.text)) for bit in line.bits)
        return Node("line", parts=bits, number=line.number)
    return Node("line", press.breakable(line.text), number=line.number, mark=line.change)


def _election(state: State, own: Election, standing: tuple[Candidate, ...]) -> Text:
    seats = ngettext("{n} seat", "{n} seats", own.seats).format(n=number(own.seats))
    body = tuple(node for each in standing for node in _candidate(state, own, each))
    return _text(own.id, elections.title(state, own), (seats,), body, is_own_page=False)


def _candidate(state: State, own: Election, candidate: Candidate) -> Iterator[Node]:
    yield Node("label", _named(person(state, candidate.person, own.opened)))
    yield from press.within(shown(state, candidate.entry, "statement"))


made_booklet, made_text = _booklet, _text
"""For papers that are gathered elsewhere: `sheets.py`."""
