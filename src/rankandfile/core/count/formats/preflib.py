"""PrefLib's .soc, .soi, .toc and .toi: "# KEY: value" lines, then "count: 1,2,{3,4}" lines, candidates from 1.

Candidates in braces are put equal. The older header without "#" is read too: the number of candidates, a line for each,
a line of three totals, then "count,1,2,{3,4}".
"""

import re

from rankandfile.core.count.ballots import Ballots, gather, groups, rows
from rankandfile.core.count.contest import Contest, Unreadable, decoded, different
from rankandfile.core.count.digits import read_lines

_LINE = re.compile(
    r"\s*([0-9]{1,15})\s*[:,]\s*((?:[0-9]{1,9}|\{[0-9,\s]*\})(?:\s*,\s*(?:[0-9]{1,9}|\{[0-9,\s]*\}))*)?\s*"
)
_PLACE = re.compile(r"\{([^}]*)\}|(\d+)")
_NAME = re.compile(r"# ALTERNATIVE NAME (\d{1,6}):\s*(.*)")


def read_preflib(raw: bytes) -> Contest:
    """The contest of a PrefLib file. Cost: a few passes over the bytes when nobody is put equal."""
    text, notes = decoded(raw[: _end_of_heading(raw)])
    heading = text.removesuffix("\n").split("\n")
    if heading and heading[0].startswith("#"):
        names = {int(found[1]): found[2] for line in heading if (found := _NAME.match(line))}
        title = next((line[8:].strip() for line in heading if line.startswith("# TITLE:")), "")
        first = len(heading)
    else:
        names, first = _old_heading(raw)
        title = ""
    size = len(names)
    if not size or sorted(names) != list(range(1, size + 1)):
        raise Unreadable(1, "a PrefLib file names its alternatives, from 1")
    body = raw.split(b"\n", first)[-1] if raw.count(b"\n") >= first else b""
    ballots = _quickly(body, size) or _slowly(body, size, first)
    return Contest(title, different(names[number] for number in sorted(names)), 0, ballots, notes=notes)


def write_preflib(contest: Contest) -> bytes:
    """The contest as a PrefLib file of today's form."""
    listed = rows(contest.ballots)
    lines = [f"# TITLE: {contest.title}", f"# NUMBER ALTERNATIVES: {len(contest.candidates)}"]
    lines += [f"# NUMBER VOTERS: {contest.ballots.total}", f"# NUMBER UNIQUE ORDERS: {len(listed)}"]
    lines += [f"# ALTERNATIVE NAME {number}: {name}" for number, name in enumerate(contest.candidates, 1)]
    for count, chosen, marks in listed:
        lines.append(f"{count}: {','.join(_place(group) for group in groups(chosen, marks))}")
    return "\n".join([*lines, ""]).encode()


def _place(group: tuple[int, ...]) -> str:
    numbers = ",".join(str(candidate + 1) for candidate in group)
    return f"{{{numbers}}}" if len(group) > 1 else numbers


def _end_of_heading(raw: bytes) -> int:
    """Where the lines that begin with # end."""
    last = raw.rfind(b"\n#")
    return raw.find(b"\n", last + 1) + 1 if last >= 0 else len(raw.split(b"\n", 1)[0])


def _old_heading(raw: bytes) -> tuple[dict[int, str], int]:
    """The names of a file of the older form, and how many lines its heading has."""
    text, _ = decoded(raw)
    lines = text.split("\n")
    if not lines or not lines[0].strip().isdecimal():
        raise Unreadable(1, "a PrefLib file begins with # lines, or with the number of alternatives")
    size = int(lines[0].strip()[:6])
    names: dict[int, str] = {}
    for number, line in enumerate(lines[1 : size + 1], 1):
        names[number] = line.partition(",")[2].strip()
    return names, size + 2


def _quickly(body: bytes, size: int) -> Ballots | None:
    """The ballots where all lines are plain: as lines of numbers with a closing 0."""
    if b"{" in body:
        return None
    lines = body.translate(bytes.maketrans(b":,\r", b"   ")).strip()
    return read_lines(lines.replace(b"\n", b" 0\n") + b" 0\n", size) if lines else gather(size, [])


def _slowly(body: bytes, size: int, first: int) -> Ballots:
    """The ballots line by line."""
    text, _ = decoded(body)
    found = []
    for number, line in enumerate(text.split("\n"), first + 1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise Unreadable(number, f"expected how many: alternatives, not {line[:40]!r}")
        places = [tuple(int(n[:9]) - 1 for n in re.findall(r"\d+", a or b)) for a, b in _PLACE.findall(match[2] or "")]
        found.append((int(match[1]), places))
        try:
            gather(size, found[-1:])
        except ValueError as problem:
            raise Unreadable(number, str(problem)) from problem
    return gather(size, found)
