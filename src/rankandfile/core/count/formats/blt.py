"""BLT, the oldest file of ballots, in all the dialects that we have met.

There is no standard. The core is agreed: a line with the numbers of candidates and seats, a line for each ranking (how
many ballots, candidates from 1, a closing 0), a line with 0 alone, the candidates' names, a title. Around it:

  # comments, /* comments */, commas and blanks at line ends, ballots without the closing 0, "1 0" for an empty ballot
  all on one line, where every ballot has its closing 0
  -3                    candidate 3 has withdrawn; also [withdrawn 3 5]
  [nick a b c]          short names that ballots may use instead of numbers
  [tie 3 1 2]           an order drawn beforehand
  2=3, a=b or (2 3)     equal ranks;  "-" a skipped rank
  3/2 or 0.5            a weight that is not whole
  (17) 1 2 3 0          a ballot's own number in front
  "Name", ""Name"" or bare names; a title without a newline
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import lcm

from rankandfile.core.count.ballots import Ballots, from_marks, groups, rows
from rankandfile.core.count.contest import Contest, Unreadable, decoded, different
from rankandfile.core.count.digits import read_lines

BEGINNING = 10_000
"""Bytes in which a file that has remarks is taken to have the first."""
_END = re.compile(rb"\n[ \t]*0[ \t,\r]*(?:#[^\n]*)?(?=\n|$)")
_REMARK = re.compile(rb"/\*.*?\*/", re.DOTALL)
_IN_ONE_LINE = re.compile(rb"(?:\xef\xbb\xbf)?\s*\d{1,6}[ \t]+\d{1,6}[ \t]+[-\d(]")
_TOKEN = re.compile(rb"\([^()]*\)|[^\s()]+")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')


@dataclass
class Prelude:
    """What stands before the first ballot."""

    candidates: int = 0
    seats: int = 0
    lines: int = 0
    length: int = 0  # in bytes
    withdrawn: list[int] = field(default_factory=list)
    nicks: dict[str, int] = field(default_factory=dict)
    tie: list[int] = field(default_factory=list)


def read_blt(raw: bytes) -> Contest:
    """The contest of a BLT file. Cost: a few passes over the bytes when its ballot lines are plain."""
    if b"/*" in raw[:BEGINNING]:
        raw = _without_remarks(raw)
    if not _IN_ONE_LINE.match(raw):
        return _read_in_lines(raw)
    try:
        return _read_in_lines(_in_lines(raw))
    except Unreadable as problem:
        raise Unreadable(1, f"in its {problem.line}. part: {problem.reason}") from problem


def _read_in_lines(raw: bytes) -> Contest:
    """The contest of a file with a line for each ballot."""
    prelude = _read_prelude(raw)
    begin, end = _end_of_ballots(raw, prelude.length)
    ballots = read_lines(raw, prelude.candidates, prelude.length, begin)
    if ballots is None:
        ballots = _read_slowly(raw[prelude.length : begin], prelude)
    text, notes = decoded(raw[end:])
    names, title = _read_names(text, prelude.candidates)
    if len(names) < prelude.candidates:
        last = raw.rstrip().count(b"\n") + 1
        raise Unreadable(last, f"expected {prelude.candidates} names, found {len(names)}")
    return Contest(
        title,
        different(names),
        prelude.seats,
        ballots,
        tuple(sorted(set(prelude.withdrawn))),
        tuple(prelude.tie),
        notes,
    )


def _without_remarks(raw: bytes) -> bytes:
    """The file without what stands between /* and */, if that begins before the names; its lines keep their numbers."""
    if b'"' in raw[: raw.find(b"/*")]:
        return raw
    return _REMARK.sub(lambda remark: b"\n" * remark[0].count(b"\n"), raw)


def _in_lines(raw: bytes) -> bytes:
    """A file all on one line, with a line for the header, for each ballot and for the 0 behind them."""
    head, quote, names = raw.removeprefix(b"\xef\xbb\xbf").partition(b'"')
    candidates, seats, *tokens = _TOKEN.findall(head.replace(b",", b" "))
    lines, ballot = [[candidates, seats]], list[bytes]()
    while tokens and tokens[0].startswith(b"-"):
        lines.append([tokens.pop(0)])
    for place, token in enumerate(tokens):
        ballot.append(token)
        if token == b"0":
            lines.append(ballot)
            if len(ballot) == 1:
                names = b" ".join(tokens[place + 1 :]) + quote + names
                break
            ballot = []
    return b"\n".join(b" ".join(line) for line in lines) + b"\n" + names


def write_blt(contest: Contest) -> bytes:
    """The contest as a BLT file that every program reads: plain numbers, equal ranks as 2=3."""
    lines = [f"{len(contest.candidates)} {contest.seats}"]
    lines += [f"-{candidate + 1}" for candidate in contest.withdrawn]
    for count, chosen, marks in rows(contest.ballots):
        ranked = ["=".join(str(candidate + 1) for candidate in group) for group in groups(chosen, marks)]
        lines.append(" ".join([str(Fraction(count, contest.ballots.unit)), *ranked, "0"]))
    names = [f'"{name.replace(chr(34), chr(39))}"' for name in (*contest.candidates, contest.title)]
    return "\n".join([*lines, "0", *names, ""]).encode()


def _end_of_ballots(raw: bytes, start: int) -> tuple[int, int]:
    """Where the line with 0 alone begins and ends; its newline counts to the names."""
    quoted = raw.find(b'"', start)
    plain = raw.rfind(b"\n0\n", start - 1, quoted) if quoted > 0 else -1
    if plain >= 0 and plain + 3 == quoted:  # right before the first name, the usual case, which needs no search
        return plain + 1, plain + 2
    plain = raw.find(b"\n0\n", start - 1)
    if plain >= 0:
        return plain + 1, plain + 2
    found = _END.search(raw, start)
    if found is None:
        raise Unreadable(raw.rstrip().count(b"\n") + 1, "there is no line with 0 alone after the ballots")
    return found.start() + 1, found.end()


def _read_prelude(raw: bytes) -> Prelude:
    """The header and the lines in front of the ballots."""
    prelude = Prelude(length=3 if raw.startswith(b"\xef\xbb\xbf") else 0)
    while prelude.length < len(raw):
        end = raw.find(b"\n", prelude.length)
        end = len(raw) if end < 0 else end + 1
        text = _bare(raw[prelude.length : end].decode("utf-8", "replace"))
        if prelude.candidates and text and text[0] not in "-[":
            return prelude
        prelude.lines += 1
        prelude.length = end
        if text:
            _read_prelude_line(prelude, text)
    if not prelude.candidates:
        raise Unreadable(max(prelude.lines, 1), "a BLT file begins with the numbers of candidates and seats")
    return prelude


def _read_prelude_line(prelude: Prelude, text: str) -> None:
    if not prelude.candidates:
        header = re.fullmatch(r"(\d{1,6})\s+(\d{1,6})", text)
        if header is None or header[1].strip("0") == "":
            raise Unreadable(prelude.lines, f"expected the numbers of candidates and seats, not {text[:40]!r}")
        prelude.candidates, prelude.seats = int(header[1]), int(header[2])
    elif text.startswith("["):
        _read_bracket(prelude, text)
    else:
        prelude.withdrawn += [_candidate(prelude, token.lstrip("-"), prelude.lines) for token in text.split()]


def _read_bracket(prelude: Prelude, text: str) -> None:
    kind, *tokens = text.strip("[] ").split() or [""]
    if kind == "nick":
        if len(tokens) != prelude.candidates:
            raise Unreadable(prelude.lines, f"expected {prelude.candidates} short names, found {len(tokens)}")
        prelude.nicks |= {nick: number for number, nick in enumerate(tokens)}
    elif kind == "withdrawn":
        prelude.withdrawn += [_candidate(prelude, token, prelude.lines) for token in tokens]
    elif kind == "tie":
        prelude.tie += [_candidate(prelude, token, prelude.lines) for token in tokens]
    else:
        raise Unreadable(prelude.lines, f"[{kind}] is not known; there are [nick], [withdrawn] and [tie]")


def _bare(line: str) -> str:
    """The line without comment, commas and blanks at its ends."""
    return line.partition("#")[0].replace(",", " ").strip()


def _candidate(prelude: Prelude, token: str, line: int) -> int:
    """The candidate that a number or a short name means."""
    if token in prelude.nicks:
        return prelude.nicks[token]
    plain = token.isascii() and token.isdigit() and len(token) < 10
    if not plain or not 1 <= int(token) <= prelude.candidates:
        raise Unreadable(line, f"there is no candidate {token[:40]!r} among {prelude.candidates}")
    return int(token) - 1


@dataclass(frozen=True)
class Line:
    """One line of ballots."""

    weight: Fraction
    chosen: tuple[int, ...]
    marks: tuple[int, ...]


def _read_slowly(body: bytes, prelude: Prelude) -> Ballots:
    """The ballots line by line, with all that a line may hold."""
    text, _ = decoded(body)
    lines = [
        _read_line(prelude, bare, number)
        for number, line in enumerate(text.split("\n"), prelude.lines + 1)
        if (bare := _bare(line))
    ]
    unit = lcm(*(line.weight.denominator for line in lines))
    plain = [(int(line.weight * unit), line.chosen, line.marks) for line in lines]
    return from_marks(prelude.candidates, plain, unit)


def _read_line(prelude: Prelude, bare: str, number: int) -> Line:
    numbered = re.sub(r"^\(?[^\s()]*\)\s+", "", bare)
    weight, *ranks = re.sub(r"\(([^()]*)\)", lambda equal: "=".join(equal[1].split()) or "-", numbered).split() or [""]
    if ranks and ranks[-1] == "0":
        ranks.pop()
    chosen: list[int] = []
    marks: list[int] = []
    for rank, token in enumerate(ranks, 1):
        equal = [] if token == "-" else [_candidate(prelude, part, number) for part in token.split("=")]
        chosen += equal
        marks += [rank] * len(equal)
    if len(set(chosen)) != len(chosen):
        raise Unreadable(number, "a candidate is named twice on one ballot")
    return Line(_weight(weight, number), tuple(chosen), tuple(marks))


def _weight(token: str, number: int) -> Fraction:
    if not re.fullmatch(r"\d{1,15}(?:/[1-9]\d{0,8}|\.\d{1,9})?", token):
        raise Unreadable(number, f"expected how many ballots are alike, not {token[:40]!r}")
    return Fraction(token)


def _read_names(text: str, candidates: int) -> tuple[Sequence[str], str]:
    """The candidates' names and the title, if there is one."""
    names: list[str] = []
    for entry in text.split("\n"):
        names += _names_of(entry.strip())
    return names[:candidates], " ".join(names[candidates:]).strip()


def _names_of(entry: str) -> list[str]:
    """The names on a line: quoted, doubly quoted, bare, or in a comment that some writers put there."""
    remark = re.fullmatch(r"# ALTERNATIVE NAME \d+: *(.*)", entry)
    if remark:
        return [remark[1]]
    if not entry or entry.startswith("#"):
        return []
    if entry.startswith('"'):
        return [quoted.replace('""', '"').strip() for quoted in _QUOTED.findall(entry)]
    return [re.split(r"\s#", entry)[0].strip()]


def with_seats(contest: Contest, seats: int) -> Contest:
    """The same contest for so many seats, where the file says none or a wrong number."""
    return replace(contest, seats=seats)
