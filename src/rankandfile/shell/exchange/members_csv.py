"""Members from a spreadsheet: name, contact, branch, class, and until when dues are paid.

`read_members` says of each row what is wrong with it and what would be right, who is a member already, and who stands
in the file twice. `record_members` then admits the rest, a thousand in each transaction; if it is interrupted, the same
command goes on, because whoever is in is known to be in.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from msgspec import Struct

from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.engine import sentences
from rankandfile.core.ids import BranchId, Handle, Moment
from rankandfile.core.legible import legible
from rankandfile.core.refusal import Refusal

from .. import chance
from ..draft import Ask, Recorded
from ..secretary import NOW, Secretary
from .fault import Fault, Unreadable
from .sheet import Record, Sheet, plain, read_sheet

BATCH = 1000
COLUMNS = {
    "name": frozenset({"name", "fullname", "membername", "member", "nameofmember"}),
    "given name": frozenset({"givenname", "firstname", "forename", "forenames", "givennames", "firstnames"}),
    "family name": frozenset({"familyname", "lastname", "surname"}),
    "contact": frozenset({"contact", "email", "mail", "emailaddress", "mailaddress", "contactdetails"}),
    "branch": frozenset({"branch", "branchid", "branchname", "local", "localbranch", "chapter"}),
    "class": frozenset({"class", "memberclass", "classofmember", "membership", "membershiptype", "type", "category"}),
    "dues paid until": frozenset(
        {
            "duespaiduntil",
            "paiduntil",
            "duesuntil",
            "paidto",
            "duespaidto",
            "expires",
            "expiry",
            "expirydate",
            "validuntil",
        }
    ),
}
DATES = ("dmy", "mdy")


class Given(Struct, frozen=True):
    """What the command says for all rows: a branch, a class, a date; how dates with slashes are meant."""

    branch: str = ""
    member_class: str = ""
    paid_until: str = ""
    dates: str = ""
    encoding: str = ""
    shared_contacts: bool = False


class NewMember(Struct, frozen=True, gc=False):
    """One row that can be recorded."""

    line: int
    name: str
    contact: str
    branch: BranchId
    member_class: str
    paid_until: Moment


class Members(Struct, frozen=True):
    """What the file holds: who can be admitted, who is in already (by line), and every fault."""

    new: tuple[NewMember, ...]
    already: tuple[int, ...]
    faults: tuple[Fault, ...]
    ignored: tuple[str, ...]


class Against(Struct, frozen=True):
    """What rows are read against: the file, what the command says, branches and classes by every way to write them."""

    file: str
    sheet: Sheet
    given: Given
    branches: dict[str, BranchId]
    classes: dict[str, str]
    first_class: str
    now: Moment


def read_members(path: Path, secretary: Secretary, given: Given) -> Members:
    """The members in the file. Raises Unreadable where it is no table of members at all."""
    sheet = read_sheet(path, COLUMNS, given.encoding)
    _must_have_columns(path.name, sheet, given)
    against, faults, found = _against(path.name, sheet, secretary, given), list(sheet.faults), list[NewMember]()
    for row in sheet.rows:
        try:
            found.append(_member(against, row))
        except Unreadable as unreadable:
            faults.append(unreadable.fault)
    new, already, twice = _sorted_out(against, found, _known(secretary, given.shared_contacts))
    return Members(new, already, tuple(sorted((*faults, *twice), key=lambda fault: fault.line)), sheet.ignored)


def _must_have_columns(file: str, sheet: Sheet, given: Given) -> None:
    if not {"name", "family name"} & set(sheet.columns):
        raise Unreadable(file, 1, "No column holds the name.", "Call it “name”, or “given name” and “family name”.")
    if "branch" not in sheet.columns and not given.branch:
        raise Unreadable(file, 1, "No column holds the branch.", "Call it “branch”, or name one: --branch ID.")


def _against(file: str, sheet: Sheet, secretary: Secretary, given: Given) -> Against:
    state = secretary.state
    branches = list(state.branches.branches.values())
    named = secretary.values("name", (b.entry for b in branches))
    ways = {plain(named.get(b.entry, b.id)): b.id for b in branches} | {plain(b.id): b.id for b in branches}
    classes = rulebook(state).membership.classes
    titles = {plain(way): c.id for c in classes for way in (c.title, c.title.removesuffix("s"), c.id) if way}
    return Against(file, sheet, given, ways, titles, classes[0].id, secretary.now())


def _member(against: Against, row: Record) -> NewMember:
    """The row as a new member. Raises Unreadable with the first fault in it."""
    sheet, given = against.sheet, against.given
    parts = [sheet.cell(row, column) for column in ("given name", "family name")]
    name = sheet.cell(row, "name") or " ".join(part for part in parts if part)
    if not name:
        raise Unreadable(against.file, row.line, "The name is missing.", "Write it, or take the row out.")
    branch = sheet.cell(row, "branch") or given.branch
    member_class = sheet.cell(row, "class") or given.member_class or against.first_class
    return NewMember(
        row.line,
        _legible(against, row, "name", name),
        _legible(against, row, "contact", sheet.cell(row, "contact")),
        BranchId(_one_of(against, row, "branch", branch, against.branches)),
        _one_of(against, row, "class", member_class, against.classes),
        _until(against, row, sheet.cell(row, "dues paid until") or given.paid_until),
    )


def _legible(against: Against, row: Record, column: str, text: str) -> str:
    answer = legible(column, text, "personal")
    if isinstance(answer, Refusal):
        raise Unreadable(against.file, row.line, *sentences(answer))
    return answer


def _one_of(against: Against, row: Record, column: str, written: str, ways: Mapping[str, str]) -> str:
    """The id behind what is written: an id or a name, in whatever letters."""
    found = ways.get(plain(written))
    if found is not None:
        return found
    if not written:
        raise Unreadable(against.file, row.line, f"The {column} is missing.", f"Write it, or name one: --{column}.")
    near = get_close_matches(plain(written), ways, 1, 0.7)
    known = ", ".join(dict.fromkeys(ways.values()))
    remedy = f"Did you mean “{ways[near[0]]}”?" if near else f"Write one of: {known[:300]}."
    raise Unreadable(against.file, row.line, f"There is no {column} “{written[:40]}”.", remedy)


def _until(against: Against, row: Record, written: str) -> Moment:
    """The last second of the day that is written; now where none is, which is: nothing paid ahead."""
    if not written:
        return against.now
    try:
        day = day_of(written, against.given.dates)
    except ValueError as error:
        raise Unreadable(against.file, row.line, f"“{written[:40]}” {error.args[0]}", error.args[1]) from error
    return Moment(int(datetime.combine(day, time(23, 59, 59), UTC).timestamp()))


def day_of(written: str, order: str = "") -> date:
    """The day, from 2026-04-03, 3.4.2026 or 03/04/2026; raises ValueError(what, remedy) where it is none or unclear."""
    numbers = re.fullmatch(r"(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})", written)
    if numbers is None:
        raise ValueError("is not a date.", "Write it as 2026-04-30.")
    first, mark, second, third = int(numbers[1]), numbers[2], int(numbers[3]), int(numbers[4])
    if len(numbers[1]) == 4:
        return _day(first, second, third)
    if mark == "/" and not order and first != second and max(first, second) <= 12:
        raise ValueError("could be two dates.", "Write it as 2026-04-30, or say --dates dmy or --dates mdy.")
    if order == "mdy" or (mark == "/" and not order and second > 12):
        return _day(third, first, second)
    return _day(third, second, first)


def _day(year: int, month: int, day: int) -> date:
    if not 1970 <= year <= 2200:
        raise ValueError(f"has the year {year}.", "Write the year in four figures: 2026-04-30.")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError("is a day that does not exist.", "Look at the day and the month.") from None


def _known(secretary: Secretary, shared: bool) -> set[tuple[str, ...]]:
    """The marks of everybody who belongs already."""
    members = [m for m in secretary.state.members.members.values() if not m.left]
    names, contacts = (secretary.values(slot, [m.entry for m in members]) for slot in ("name", "contact"))
    return {_mark(names.get(m.entry, ""), contacts.get(m.entry, ""), m.branch, shared) for m in members}


def _mark(name: str, contact: str, branch: str, shared: bool) -> tuple[str, ...]:
    """By what somebody is known again: the contact, with the name where those may be shared; else name, branch."""
    if not contact:
        return (name.casefold(), branch)
    return (contact.casefold(), name.casefold()) if shared else (contact.casefold(),)


def _sorted_out(
    against: Against, found: Iterable[NewMember], known: set[tuple[str, ...]]
) -> tuple[tuple[NewMember, ...], tuple[int, ...], list[Fault]]:
    """Who is new, the lines of those who are in, and the rows that say somebody twice."""
    new, already, twice = dict[tuple[str, ...], NewMember](), list[int](), list[Fault]()
    for one in found:
        mark = _mark(one.name, one.contact, one.branch, against.given.shared_contacts)
        if mark in known:
            already.append(one.line)
        elif mark in new:
            twice.append(_twice(against.file, one, new[mark]))
        else:
            new[mark] = one
    return tuple(new.values()), tuple(already), twice


def _twice(file: str, one: NewMember, first: NewMember) -> Fault:
    if one.name.casefold() == first.name.casefold():
        return Fault(file, one.line, f"This is the person of line {first.line} again.", "Take one of the rows out.")
    what = f"The contact is that of line {first.line}, under another name."
    return Fault(file, one.line, what, "Take one out, or say --shared-contacts if two people share it.")


def admission(by: Handle, member: NewMember) -> Ask:
    """What the secretary is asked to record for this row."""
    act = AdmitMember(by, NOW, chance.handle(), member.member_class, member.branch, member.paid_until)
    return Ask(act, {"name": member.name, "contact": member.contact})


def why_refused(secretary: Secretary, by: Handle, members: Members) -> dict[BranchId, Refusal]:
    """For each branch whose members this person may not admit, the refusal. Costs one rehearsal for each branch."""
    firsts = {member.branch: member for member in reversed(members.new)}
    answers = secretary.rehearse(admission(by, member) for member in firsts.values())
    return {branch: answer for branch, answer in zip(firsts, answers, strict=True) if isinstance(answer, Refusal)}


def record_members(secretary: Secretary, by: Handle, members: Members) -> Iterator[int]:
    """Admits everybody who is new, a batch in each transaction; yields how many of each batch are in."""
    waiting = iter(members.new)
    while batch := list(islice(waiting, BATCH)):
        answers = secretary.submit_many(admission(by, member) for member in batch)
        yield sum(isinstance(answer, Recorded) for answer in answers)
