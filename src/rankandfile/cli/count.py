"""`rankandfile count FILE`: winners, account and picture from a file of ballots.

Nothing of an organisation is needed, neither rulebook nor record: a returning officer with a file of ballots gets the
result, and a critic with the same file gets the same numbers.
"""

import argparse
import re
import sys
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import get_args

import msgspec

from rankandfile.core.count.account import Account, winners
from rankandfile.core.count.answers import my_ballot, why_not
from rankandfile.core.count.ballots import Ballots, with_marks
from rankandfile.core.count.check import check
from rankandfile.core.count.close import closeness, summary
from rankandfile.core.count.compare import compared
from rankandfile.core.count.condorcet import count_debian
from rankandfile.core.count.constrained import count_constrained
from rankandfile.core.count.constraints import Constraint
from rankandfile.core.count.contest import Contest, Unreadable, decoded, with_plain_ends
from rankandfile.core.count.countback import countback
from rankandfile.core.count.equal import in_orders
from rankandfile.core.count.explain import story
from rankandfile.core.count.files import READERS, WRITERS, read
from rankandfile.core.count.formats.cells import cells_of
from rankandfile.core.count.margins import last_round_margin
from rankandfile.core.count.methods import METHODS, count
from rankandfile.core.count.picture import picture
from rankandfile.core.count.policy import Overvote, Policy
from rankandfile.core.count.table import plain_text, table
from rankandfile.shell.trouble import Trouble

NOTES = {
    "damaged-utf-8": "some letters are damaged; they are shown as \ufffd",
    "windows-1252": "its letters were read as Windows-1252; if names look wrong, save the file as UTF-8",
}
"""What a reader put up with."""


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "count",
        help="count a file of ballots",
        description="Count a file of ballots, and say how it was done, or check somebody's account of it.",
    )
    command.add_argument("ballots", type=Path, help="file of ballots")
    command.add_argument(
        "--method", choices=[*METHODS, "debian"], metavar="METHOD", help=f"one of {', '.join(METHODS)}, debian"
    )
    command.add_argument("--seats", type=int, help="seats to fill, where the file says none or a wrong number")
    command.add_argument("--withdrawn", action="append", default=[], metavar="NAME", help="a candidate who withdrew")
    command.add_argument("--lot", help="64 hexadecimal digits for ties; without it, the SHA-256 of the file")
    command.add_argument("--format", choices=READERS, default="", help="format of the file; without it, it is guessed")
    command.add_argument("--contest", default="", metavar="NAME", help="which contest, in a file with several")
    command.add_argument(
        "--overvote", choices=get_args(Overvote), metavar="POLICY", help=f"one of {', '.join(get_args(Overvote))}"
    )
    command.add_argument("--max-skipped", type=int, metavar="N", help="ranks in a row that a ballot may leave out")
    command.add_argument(
        "--exhaust-on-duplicate", action="store_true", help="a candidate ranked a second time ends the ballot"
    )
    command.add_argument("--default", metavar="OPTION", help="debian: the option for none; else the last")
    command.add_argument(
        "--quorum", type=int, default=0, metavar="N", help="debian: voters who must prefer an option to it"
    )
    command.add_argument(
        "--majority", action="append", default=[], metavar="OPTION=N", help='debian: such as "Amend the foundation=3"'
    )
    command.add_argument("--json", type=Path, metavar="FILE", help="write the account as JSON")
    command.add_argument("--svg", type=Path, metavar="FILE", help="write the flow of votes as a picture")
    command.add_argument(
        "--attributes", type=Path, metavar="FILE", help="CSV: name, and columns such as branch, gender"
    )
    command.add_argument("--at-least", action="append", default=[], metavar="LIMIT", help='such as "gender=woman:2"')
    command.add_argument("--at-most", action="append", default=[], metavar="LIMIT", help='such as "branch:1"')
    command.add_argument("--brief", action="store_true", help="print the winners only")
    command.add_argument(
        "--check", type=Path, metavar="ACCOUNT", help="check this account, in JSON, against the ballots"
    )
    command.add_argument("--compare", action="store_true", help="say whom other methods would have elected")
    command.add_argument("--margin", action="store_true", help="say how many ballots would have turned each stage")
    command.add_argument(
        "--countback", action="append", default=[], metavar="NAME", help="fill this person's seat anew"
    )
    command.add_argument("--why", metavar="NAME", help="say why this candidate was not elected")
    command.add_argument("--ballot", metavar="RANKING", help='say what one ballot did: "Ash, Birch, Cedar"')
    command.add_argument("--write", metavar="FORMAT", choices=WRITERS, help="write the ballots in another format")
    command.add_argument("--out", type=Path, metavar="FILE", help="where --write writes to")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when the count is done; 1 when the file cannot be counted or the account does not stand, with the reason."""
    try:
        raw = arguments.ballots.read_bytes()
        contest = read(raw, arguments.ballots.name, arguments.format, _policy(arguments), arguments.contest)
        for note in contest.notes:
            print(f"{arguments.ballots}: {NOTES[note]}", file=sys.stderr)
        if arguments.check:
            return _check(arguments.check, contest)
        account = _counted(arguments, contest, raw)
        if arguments.countback:
            account = _recount(arguments.countback, account, contest)
        _print(arguments, account, contest)
        _write(arguments, account, contest)
    except Unreadable as problem:
        print(f"{arguments.ballots}: {problem}", file=sys.stderr)
        return 1
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 1
    except BrokenPipeError:
        raise  # whoever read the output has had enough of it
    except OSError as problem:
        raise Trouble(f"{problem.filename}: {problem.strerror}") from problem
    return 0


def _policy(arguments: argparse.Namespace) -> Policy | None:
    """What was asked about marks that are no plain ranking; None where nothing was."""
    if arguments.overvote is None and arguments.max_skipped is None and not arguments.exhaust_on_duplicate:
        return None
    return Policy(arguments.overvote or "exhaustImmediately", arguments.max_skipped, arguments.exhaust_on_duplicate)


def _asked(method: str, contest: Contest) -> Ballots:
    """The ballots as the method is to read them: of a file, yes and no stand as ranks 1 and 2."""
    return with_marks(contest.ballots) if method == "yes-no" else contest.ballots


def _check(file: Path, contest: Contest) -> int:
    """0 when the account stands, 1 when it does not, with every finding."""
    try:
        account = msgspec.json.decode(file.read_bytes(), type=Account)
    except msgspec.MsgspecError as problem:
        raise ValueError(f"{file} is no account: {problem}") from problem
    findings = check(account, contest.candidates, _asked(account.method, contest))
    for finding in findings:
        where = f"stage {finding.stage}" if finding.stage else "account"
        print(f"{where}: {finding.what}: the account has {finding.account}; from the ballots it is {finding.again}")
    if not findings:
        print(f"The account stands: {len(account.stages)} stages, every number found again from the ballots.")
        without = ", ".join(account.candidates[c] for c in account.withdrawn) or "nobody"
        print(f"It is of {account.method} for {account.seats} seats; withdrawn: {without}; lot: {account.lot}.")
        for limit in account.constraints:
            print(f"Limit: {limit.words}: {', '.join(account.candidates[c] for c in limit.group)}.")
    return 1 if findings else 0


def _counted(arguments: argparse.Namespace, contest: Contest, raw: bytes) -> Account:
    """The account, by the method asked for or the usual one for so many seats."""
    if arguments.method == "debian":
        return _by_debian(arguments, contest, arguments.lot or sha256(raw).hexdigest())
    seats = arguments.seats or contest.seats or 1
    method = arguments.method or ("scottish-stv-2011" if seats > 1 else "irv")
    withdrawn = (*contest.withdrawn, *(_candidate(contest.candidates, name) for name in arguments.withdrawn))
    lot = arguments.lot or sha256(raw).hexdigest()
    limits = [*_constraints(arguments.at_least, "at_least"), *_constraints(arguments.at_most, "at_most")]
    if not limits:
        return count(method, contest.candidates, _asked(method, contest), seats, lot, withdrawn)
    attributes = _attributes(arguments.attributes, contest.candidates)
    found = count_constrained(
        method, contest.candidates, contest.ballots, seats, lot, limits, attributes, tuple(set(withdrawn))
    )
    changed = [f"{contest.candidates[c]} would not have been elected" for c in found.brought_in]
    changed += [f"{contest.candidates[c]} would have been elected" for c in found.kept_out]
    print(f"Without the constraints: {'; '.join(changed) or 'the same people'}.", end="\n\n")
    return found.account


def _by_debian(arguments: argparse.Namespace, contest: Contest, lot: str) -> Account:
    """The account by Debian's procedure; the options that it drops beforehand are told."""
    options = contest.candidates
    default = _candidate(options, arguments.default) if arguments.default else len(options) - 1
    ratios = [Fraction(1)] * len(options)
    for needed in arguments.majority:
        name, _, ratio = needed.rpartition("=")
        if not name or not re.fullmatch(r"\d{1,4}(/[1-9]\d{0,3})?", ratio):
            raise ValueError(f"{needed!r} is no majority; write OPTION=3, or OPTION=3/2")
        ratios[_candidate(options, name)] = Fraction(ratio)
    account, dropped = count_debian(options, contest.ballots, default, arguments.quorum, tuple(ratios), lot)
    for option in dropped:
        told = "misses the quorum" if option.reason == "quorum" else "misses its majority"
        print(f"{options[option.option]} {told}: {option.votes} for it, {option.against} for {options[default]}.")
    return account


def _constraints(limits: list[str], end: str) -> list[Constraint]:
    """Constraints written as "attribute=value:number" or "attribute:number"."""
    found = []
    for limit in limits:
        group, _, number = limit.rpartition(":")
        attribute, _, value = group.partition("=")
        if not attribute or not number.isdecimal():
            raise ValueError(f"{limit!r} is no limit; write attribute=value:number or attribute:number")
        found.append(msgspec.convert({"attribute": attribute, "value": value, end: int(number)}, Constraint))
    return found


def _attributes(file: Path | None, candidates: tuple[str, ...]) -> list[dict[str, str]]:
    """The attributes of each candidate, from a CSV whose first column is the name."""
    if file is None:
        raise ValueError("--at-least and --at-most need --attributes FILE")
    found: list[dict[str, str]] = [{} for _ in candidates]
    (_, heading), *people = [*cells_of(decoded(with_plain_ends(file.read_bytes()))[0])] or [(1, [])]
    keys = [key.strip() for key in heading]
    for _line, cells in people:
        if any(cell.strip() for cell in cells):
            values = zip(keys, (cell.strip() for cell in cells), strict=False)
            found[_candidate(candidates, cells[0])] = {key: value for key, value in values if value}
    return found


def _candidate(candidates: tuple[str, ...], name: str) -> int:
    """The candidate of this name, or of the only name that contains it."""
    exact = [number for number, known in enumerate(candidates) if known == name.strip()]
    near = [number for number, known in enumerate(candidates) if name.strip().casefold() in known.casefold()]
    found = exact or near
    if len(found) != 1:
        raise ValueError(f"{name.strip()!r} is {'nobody' if not found else 'several'} of: {', '.join(candidates)}")
    return found[0]


def _print(arguments: argparse.Namespace, account: Account, contest: Contest) -> None:
    """The winners, and around them what was asked for."""
    if arguments.why:
        print("\n".join(why_not(account, _candidate(account.candidates, arguments.why))))
        return
    if arguments.ballot:
        ranking = [_candidate(account.candidates, name) for name in arguments.ballot.split(",")]
        print("\n".join(my_ballot(account, ranking)))
        return
    if not arguments.brief:
        print("\n".join(story(account)), plain_text(table(account)), sep="\n\n", end="\n\n")
    for place, name in enumerate(winners(account), 1):
        print(f"{place}. {name}")
    if arguments.compare:
        _print_others(account, contest)
        _print_margins(account)
    if arguments.margin:
        print("", *closeness(account, in_orders(contest.ballots)), sep="\n")


def _print_others(account: Account, contest: Contest) -> None:
    """What the same ballots elect under other methods."""
    print("\nOther methods on the same ballots:")
    for other in compared(account, contest.ballots):
        gained, lost = (", ".join(account.candidates[c] for c in group) for group in (other.gained, other.lost))
        change = " instead of ".join(names for names in (gained or "nobody", lost) if names)
        told = change if other.gained or other.lost else "the same"
        print(f"{other.method:18} {told}{' (with a lot)' if other.by_lot else ''}")


def _print_margins(account: Account) -> None:
    """How near the count was, from the account alone."""
    margin = last_round_margin(account)
    if margin is not None:
        print(f"The last round would have tied or turned with {margin} ballots changed, or earlier rounds with fewer.")
    print(summary(account))


def _recount(names: list[str], account: Account, contest: Contest) -> Account:
    """The account of the recount for the seats of these people."""
    left = tuple(_candidate(account.candidates, name) for name in names)
    return countback(account, contest.ballots, left)


def _write(arguments: argparse.Namespace, account: Account, contest: Contest) -> None:
    """The files that were asked for."""
    if arguments.json:
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(account), indent=1) + b"\n")
    if arguments.svg:
        arguments.svg.write_text(picture(account), encoding="utf-8")
    if arguments.write:
        if not arguments.out:
            raise ValueError("--write needs --out FILE")
        arguments.out.write_bytes(WRITERS[arguments.write](contest))
