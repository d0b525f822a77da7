"""Members come from any spreadsheet; every row's fault is named; nobody is admitted twice."""

from datetime import date
from pathlib import Path
from time import process_time

import pytest

from rankandfile.core.chapters.standing import find
from rankandfile.core.ids import Handle
from rankandfile.shell.exchange.fault import Unreadable
from rankandfile.shell.exchange.members_csv import (
    Given,
    Members,
    day_of,
    read_members,
    record_members,
    why_refused,
)
from rankandfile.shell.secretary import Secretary

HEAD = "Name,E-mail,Branch,Class,Dues paid until"
ROWS = ("Ann Almond,ann@example.org,north-harbour,member,2026-12-31", "Ben Birch,,Old Mill,,")


def sheet(tmp_path: Path, *lines: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
    file = tmp_path / "members.csv"
    file.write_bytes("\r\n".join((head, *lines, "")).encode(encoding))
    return file


def said(found: Members) -> str:
    return "\n".join(map(str, found.faults))


def admitted(secretary: Secretary, founder: Handle, found: Members) -> int:
    return sum(record_members(secretary, founder, found))


def test_a_plain_list_is_admitted_with_names_contacts_and_dues(
    secretary: Secretary, founder: Handle, tmp_path: Path
) -> None:
    found = read_members(sheet(tmp_path, *ROWS), secretary, Given())
    assert found.faults == ()
    assert admitted(secretary, founder, found) == 2
    ann, ben = [find(secretary.state, handle) for handle in list(secretary.state.members.members)[-2:]]
    assert ann is not None
    assert ben is not None
    assert secretary.value(ann.entry, "name") == "Ann Almond"
    assert secretary.value(ann.entry, "contact") == "ann@example.org"
    assert (ann.branch, ben.branch, ben.member_class) == ("north-harbour", "old-mill", "member")
    assert ann.paid_until == 1_798_761_599
    assert ben.paid_until == secretary.now()


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_any_delimiter_will_do(secretary: Secretary, tmp_path: Path, mark: str) -> None:
    file = sheet(tmp_path, *(row.replace(",", mark) for row in ROWS), head=HEAD.replace(",", mark))
    assert len(read_members(file, secretary, Given()).new) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_spreadsheets_write_is_read_without_asking(secretary: Secretary, tmp_path: Path, encoding: str) -> None:
    found = read_members(sheet(tmp_path, "Zoë Ünal,,old-mill,,", encoding=encoding), secretary, Given())
    assert found.new[0].name == "Zoë Ünal"


def test_another_encoding_is_named_in_the_fault_and_read_when_told(secretary: Secretary, tmp_path: Path) -> None:
    file = sheet(tmp_path, "Ann Almond,,old-mill,,", "Zoë Ünal,,old-mill,,", encoding="latin-1")
    with pytest.raises(Unreadable, match=r"line 3: .*not UTF-8.*--encoding latin-1"):
        read_members(file, secretary, Given())
    assert read_members(file, secretary, Given(encoding="latin-1")).new[1].name == "Zoë Ünal"
    with pytest.raises(Unreadable, match="No encoding is called"):
        read_members(file, secretary, Given(encoding="klingon"))


@pytest.mark.parametrize("head", ["FULL NAME;Local Branch", "Member;chapter", "name ;BRANCH ID"])
def test_columns_are_known_by_many_names(secretary: Secretary, tmp_path: Path, head: str) -> None:
    assert len(read_members(sheet(tmp_path, "Ann Almond;old-mill", head=head), secretary, Given()).new) == 1


def test_given_and_family_names_are_put_together(secretary: Secretary, tmp_path: Path) -> None:
    file = sheet(tmp_path, "Almond,Ann,old-mill,she likes tea", head="Surname,First name,Branch,Notes")
    found = read_members(file, secretary, Given())
    assert (found.new[0].name, found.ignored) == ("Ann Almond", ("Notes",))


def test_what_the_file_does_not_say_the_command_can(secretary: Secretary, tmp_path: Path) -> None:
    given = Given(branch="old-mill", member_class="supporter", paid_until="2026-06-30")
    (one,) = read_members(sheet(tmp_path, "Ann Almond", head="Name"), secretary, given).new
    assert (one.branch, one.member_class, one.paid_until) == ("old-mill", "supporter", 1_782_863_999)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",x@example.org,old-mill,,", "line 2: The name is missing"),
        ("Ann,,,,", "line 2: The branch is missing"),
        ("Ann,,Old Mil,,", "Did you mean “old-mill”?"),
        ("Ann,,Atlantis,,", "There is no branch “Atlantis”. Write one of: north-harbour, old-mill"),
        ("Ann,,old-mill,emperor,", "There is no class “emperor”"),
        ("Ann,,old-mill,,soon", "“soon” is not a date"),
        ("Ann,,old-mill,,2026-02-30", "a day that does not exist"),
        ("Ann,,old-mill,,03/04/2026", "could be two dates"),
        ("Ann,,old-mill", "The row has 3 cells, and the table 5 columns"),
        ("Ann\u202e,,old-mill,,", "U+202E"),
        ("A" * 2000 + ",,old-mill,,", "characters"),
        ('"Ann,,old-mill,,', "the quotes do not fit together"),
        ("Ann\x00,,old-mill,,", "U+0000"),
    ],
)
def test_each_fault_is_named_with_its_line(secretary: Secretary, tmp_path: Path, row: str, fault: str) -> None:
    found = read_members(sheet(tmp_path, row), secretary, Given())
    assert fault in said(found)
    assert found.new == ()


def test_a_row_over_several_lines_keeps_the_line_in_which_it_begins(secretary: Secretary, tmp_path: Path) -> None:
    file = sheet(tmp_path, '"Ann\nAlmond",,old-mill,,', "Ben,,nowhere,,")
    assert "line 4" in said(read_members(file, secretary, Given()))


@pytest.mark.parametrize(
    "text", ["", "\r\n", "Name\r\nAnn", "E-mail,Branch\r\nx,old-mill", "Name,Full name,Branch\r\n"]
)
def test_a_file_that_is_no_list_of_members_is_refused_whole(secretary: Secretary, tmp_path: Path, text: str) -> None:
    file = tmp_path / "members.csv"
    file.write_text(text)
    with pytest.raises(Unreadable):
        read_members(file, secretary, Given())


@pytest.mark.parametrize(
    ("written", "order", "day"),
    [
        ("2026-04-03", "", date(2026, 4, 3)),
        ("3.4.2026", "", date(2026, 4, 3)),
        ("03/04/2026", "dmy", date(2026, 4, 3)),
        ("03/04/2026", "mdy", date(2026, 3, 4)),
        ("25/04/2026", "", date(2026, 4, 25)),
        ("04/25/2026", "", date(2026, 4, 25)),
        ("04/04/2026", "", date(2026, 4, 4)),
    ],
)
def test_dates_are_read_where_they_can_mean_one_day_only(written: str, order: str, day: date) -> None:
    assert day_of(written, order) == day


def test_somebody_twice_in_the_file_is_told(secretary: Secretary, tmp_path: Path) -> None:
    rows = (
        "Ann,a@example.org,old-mill,,",
        "ANN,A@example.org,old-mill,,",
        "Bea,a@example.org,old-mill,,",
        "Cy,,old-mill,,",
    )
    found = read_members(sheet(tmp_path, *rows), secretary, Given())
    assert "line 3: This is the person of line 2 again." in said(found)
    assert "line 4: The contact is that of line 2, under another name." in said(found)
    assert [one.name for one in found.new] == ["Ann", "Cy"]
    shared = read_members(sheet(tmp_path, *rows), secretary, Given(shared_contacts=True))
    assert [one.name for one in shared.new] == ["Ann", "Bea", "Cy"]


def test_the_same_file_again_admits_nobody_twice(secretary: Secretary, founder: Handle, tmp_path: Path) -> None:
    file = sheet(tmp_path, *ROWS)
    admitted(secretary, founder, read_members(file, secretary, Given()))
    again = read_members(file, secretary, Given())
    assert (again.new, again.already, again.faults) == ((), (2, 3), ())


def test_who_may_not_admit_is_refused_before_anything_is_recorded(secretary: Secretary, tmp_path: Path) -> None:
    found = read_members(sheet(tmp_path, *ROWS), secretary, Given())
    size = secretary.state.size
    refused = why_refused(secretary, Handle("f" * 32), found)
    assert {branch: refusal.code for branch, refusal in refused.items()} == {
        "old-mill": "member.power",
        "north-harbour": "member.power",
    }
    assert secretary.state.size == size


def test_a_hundred_thousand_rows_are_read_in_seconds(secretary: Secretary, tmp_path: Path) -> None:
    file = sheet(tmp_path, *(f"Member {n},m{n}@example.org,old-mill,member,2026-12-31" for n in range(100_000)))
    began = process_time()
    found = read_members(file, secretary, Given())
    assert (len(found.new), found.faults) == (100_000, ())
    assert process_time() - began < 15
