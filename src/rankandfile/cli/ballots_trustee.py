"""`rankandfile ballots trustee` and `ballots ceremony`: each trustee's work in a folder of its own, with belenios-tool.

The ceremony makes one key in many hands: whoever holds fewer parts than the threshold can open nothing. A trustee's
steps use its secret and stay on its machine; the steps between them use none and can be done by anybody.
"""

import argparse
import shutil
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from rankandfile.shell.trouble import WrongUse

from .terminal import Subparsers, read_bytes

if TYPE_CHECKING:
    from rankandfile.core.ballot.audit import Audit

SHUFFLED = "my-shuffle.sha256"
CERTS, POLYNOMIALS = "certs.jsons", "polynomials.jsons"


def add_to(subparsers: Subparsers) -> None:
    """Both commands stand among the others."""
    trustee = subparsers.add_parser(
        "trustee", help="a trustee's steps", description="A trustee's steps, with a secret."
    )
    own = trustee.add_subparsers(title="steps", metavar="STEP", required=True)
    first = _step(own, "begin", _begin, "1. make a key of your own")
    first.add_argument("--number", type=int, required=True, help="your number among the trustees, from 1")
    first.add_argument("--of", type=int, required=True, help="how many trustees there are")
    first.add_argument("--threshold", type=int, required=True, help="how many of them open together")
    first.add_argument("--group", default="Ed25519", help="the group, from the page of the election (Ed25519)")
    third = _step(own, "deal", _deal, "3. deal parts of a secret to the others")
    third.add_argument("certs", type=Path, help=f"{CERTS}, from `ceremony gather`")
    fifth = _step(own, "check", _check, "5. check the parts that the others dealt to you")
    fifth.add_argument("input", type=Path, help="the .vinput with your number, from `ceremony pass`")
    shuffle = _step(own, "shuffle", _shuffle, "after the close: shuffle the ballots")
    shuffle.add_argument("archive", type=Path, metavar="FILE.bel")
    opening = _step(own, "open", _open, "after the shuffles: give your part of the decryption")
    opening.add_argument("archive", type=Path, metavar="FILE.bel")
    opening.add_argument("--trustee", type=int, help="your number on the board, where it is not that of the ceremony")
    ceremony = subparsers.add_parser("ceremony", help="the steps between", description="The steps between; no secrets.")
    between = ceremony.add_subparsers(title="steps", metavar="STEP", required=True)
    for name, work, what in (
        ("gather", _gather, "2. gather the certificates, in the order of the numbers"),
        ("pass", _pass, "4. pass the parts on"),
        ("finish", _finish, "6. put the key together: trustees.json"),
    ):
        command = _step(between, name, work, what)
        command.add_argument(
            "files", type=Path, nargs="+", help="one file of each trustee, in the order of the numbers"
        )
        command.add_argument("--group", default="Ed25519")


def _step(subparsers: Subparsers, name: str, work: object, what: str) -> argparse.ArgumentParser:
    command = subparsers.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
    command.add_argument("--folder", type=Path, required=True, help="your folder, which nobody else can read")
    command.set_defaults(run=work)
    return command


def _one(folder: Path, ending: str) -> Path:
    found = sorted(folder.glob(f"*{ending}"))
    if len(found) != 1:
        raise WrongUse(f"{folder} has {len(found)} files ending in {ending}; your folder has one. See docs/voting.md.")
    return found[0]


def _context(folder: Path) -> tuple[str, list[str]]:
    """The group and the place in the ceremony, as the first step wrote them down."""
    group, place = read_bytes(folder / "place").decode().split()
    return group, ["--threshold-context", place]


def _begin(arguments: argparse.Namespace) -> int:
    from rankandfile.shell.belenios import Tool

    if not 1 <= arguments.threshold <= arguments.of or not 1 <= arguments.number <= arguments.of:
        raise WrongUse("The threshold and your number lie between 1 and the number of trustees.")
    try:
        arguments.folder.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        raise WrongUse(f"{arguments.folder} is there already: a key is never made over another.") from None
    tool = Tool(arguments.folder)
    tool.version()
    place = f"{arguments.number}/{arguments.threshold}/{arguments.of}"
    step = ("setup", "generate-trustee-key-threshold", "--group", arguments.group, "--threshold-context", place)
    tool(*step, "--step", "1")
    (arguments.folder / "place").write_text(f"{arguments.group} {place}\n")
    for secret in arguments.folder.iterdir():
        secret.chmod(0o600)
    cert = _one(arguments.folder, ".cert")
    print(f"Hand {cert} to whoever gathers the certificates.")
    print("Read this to the others by telephone; each must have the same for you:")
    print(f"  {cert.stem}")
    print(f"Keep {_one(arguments.folder, '.key')} secret, with a copy on paper. Without it your part is lost.")
    return 0


def _gather(arguments: argparse.Namespace) -> int:
    from rankandfile.shell.belenios import Tool

    arguments.folder.mkdir(parents=True, exist_ok=True)
    (arguments.folder / CERTS).write_bytes(b"".join(read_bytes(file) for file in arguments.files))
    Tool(arguments.folder)(*_between(arguments), "--certs", CERTS, "--step", "2")
    print(f"Hand {arguments.folder / CERTS} to each trustee. It holds the certificates")
    for number, file in enumerate(arguments.files, 1):
        print(f"  {number}  {file.stem}")
    return 0


def _between(arguments: argparse.Namespace) -> tuple[str, ...]:
    return ("setup", "generate-trustee-key-threshold", "--group", arguments.group)


def _deal(arguments: argparse.Namespace) -> int:
    from rankandfile.shell.belenios import Tool

    folder = arguments.folder
    group, context = _context(folder)
    cert, key = _one(folder, ".cert"), _one(folder, ".key")
    certs = read_bytes(arguments.certs)
    if read_bytes(cert).strip() not in certs.splitlines():
        raise WrongUse(f"{arguments.certs} does not hold your certificate {cert.stem}: do not go on, tell the others.")
    (folder / CERTS).write_bytes(certs)
    step = ("setup", "generate-trustee-key-threshold", "--group", group, *context)
    dealt = Tool(folder)(*step, "--certs", CERTS, "--key", key.name, "--step", "3")
    out = folder / f"{cert.stem}.polynomial"
    out.write_bytes(dealt)
    print("The certificates that you go on with, to be compared by telephone before you hand anything over:")
    for number, line in enumerate(certs.splitlines(), 1):
        print(f"  {number}  {_id_of(line)}")
    print(f"Hand {out} to whoever passes the parts on. The parts in it are encrypted to their owners.")
    return 0


def _id_of(certificate: bytes) -> str:
    """What the files of a trustee are named by: the hash of what its certificate says."""
    from rankandfile.core.ballot.canonical import read
    from rankandfile.core.ballot.refused import Refused
    from rankandfile.core.ballot.shapes import Signed

    try:
        message: str = read(certificate, Signed, "A certificate").message
    except Refused as error:
        raise WrongUse(str(error)) from error
    return sha256(message.encode()).hexdigest()


def _pass(arguments: argparse.Namespace) -> int:
    from rankandfile.shell.belenios import Tool

    folder = arguments.folder
    (folder / POLYNOMIALS).write_bytes(b"".join(read_bytes(file) for file in arguments.files))
    Tool(folder)(*_between(arguments), "--certs", CERTS, "--step", "4", "--polynomials", POLYNOMIALS)
    print("Hand each trustee the file with its own name:")
    for file in sorted(folder.glob("*.vinput")):
        print(f"  {file}")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from rankandfile.shell.belenios import Tool

    folder = arguments.folder
    group, _ = _context(folder)
    key = _one(folder, ".key")
    step = ("setup", "generate-trustee-key-threshold", "--group", group, "--certs", CERTS, "--key", key.name)
    checked = Tool(folder)(*step, "--step", "5", given=read_bytes(arguments.input))
    out = folder / f"{key.stem}.voutput"
    out.write_bytes(checked)
    from msgspec import json

    private = json.decode(checked)["private_key"]
    decryption = folder / f"{key.stem}.dkey"
    decryption.write_text(private)
    decryption.chmod(0o600)
    print(f"Every part that was dealt to you fits. Hand {out} to whoever puts the key together.")
    print(f"Keep {decryption} beside your key: you open results with both.")
    return 0


def _finish(arguments: argparse.Namespace) -> int:
    from rankandfile.shell.belenios import Tool

    folder = arguments.folder
    outputs = b"".join(read_bytes(file) for file in arguments.files)
    step = (*_between(arguments), "--certs", CERTS, "--step", "6", "--polynomials", POLYNOMIALS)
    tool = Tool(folder)
    (folder / "threshold.json").write_bytes(tool(*step, given=outputs))
    (folder / "public_keys.jsons").write_bytes(b"")
    tool("setup", "make-trustees")
    for leftover in folder.glob("*.dkey"):
        leftover.unlink()
    print(f"Hand {folder / 'trustees.json'} to the returning officer; every trustee can check it there.")
    return 0


def _archive(arguments: argparse.Namespace) -> tuple[bytes, "Audit"]:
    """The archive, audited: nobody lends a secret to a board on which something is wrong."""
    from rankandfile.core.ballot.audit import Known, audit

    content = read_bytes(arguments.archive)
    found = audit(content, Known(arguments.archive.stem))
    if not found.sound:
        first = found.findings[0]
        raise WrongUse(
            f"Something is wrong with this archive ({first.rule}): {first.what} Go no further; tell the auditors."
        )
    print(f"{found.name}: {len(found.counted)} ballots count, nothing was found. Head of the board:\n  {found.head}")
    return content, found


def _hand_in(folder: Path, name: str, content: bytes) -> Path:
    out = folder / name
    out.write_bytes(content)
    print(f"Hand in {out} on the page of the election. Its SHA-256:\n  {sha256(content).hexdigest()}")
    return out


def _shuffle(arguments: argparse.Namespace) -> int:
    from rankandfile.shell.belenios import on_archive

    content, found = _archive(arguments)
    number = str(_number(arguments.folder))
    made = on_archive(content, arguments.archive.name, (), "election", "shuffle", "--trustee-id", number)
    _hand_in(arguments.folder, f"{found.uuid}.shuffle.json", made)
    (arguments.folder / SHUFFLED).write_text(sha256(made).hexdigest() + "\n")
    return 0


def _number(folder: Path) -> int:
    return int(_context(folder)[1][1].partition("/")[0])


def _open(arguments: argparse.Namespace) -> int:
    from rankandfile.shell.belenios import on_archive

    content, found = _archive(arguments)
    kept = arguments.folder / SHUFFLED
    if found.shuffles and kept.exists() and read_bytes(kept).strip() not in content:
        raise WrongUse("Your own shuffle is not on this board: it is another board. Go no further; tell the auditors.")
    key, decryption = _one(arguments.folder, ".key"), _one(arguments.folder, ".dkey")
    number = str(arguments.trustee or _number(arguments.folder))
    made = on_archive(
        content,
        arguments.archive.name,
        (key, decryption),
        "election",
        "decrypt-threshold",
        "--key",
        key.name,
        "--decryption-key",
        decryption.name,
        "--trustee-id",
        number,
    )
    _hand_in(arguments.folder, f"{found.uuid}.share.json", made)
    shutil.copy(arguments.archive, arguments.folder / arguments.archive.name)
    print(f"The archive was kept as {arguments.folder / arguments.archive.name}: the published one must begin with it.")
    return 0
