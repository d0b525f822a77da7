"""`rankandfile witness`: a witness that cosigns the checkpoints of other organisations' records.

It runs in a folder of its own, on a small computer of a sister organisation or of a member, apart from the records that
it watches. What it means, and what to do when it refuses: docs/witnesses.md.
"""

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rankandfile.record.malformed import Malformed
from rankandfile.shell.trouble import WrongUse

from .evidence import add_check
from .terminal import Subparsers, add_json, print_json, read_bytes

if TYPE_CHECKING:
    from rankandfile.record.note import Vkey
    from rankandfile.record.witnessing import Head
    from rankandfile.shell.witness.cosigner import Cosigner
    from rankandfile.shell.witness.ledger import Kept, Watched


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "witness", help="cosign the records of other organisations", description=__doc__.partition("\n\n")[2]
    )
    own = command.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_init(own)
    _add_add(own)
    _add_trust(own)
    _add_distrust(own)
    _add_serve(own)
    _add_status(own)
    _add_evidence(own)
    add_check(own)


def _begun(own: Subparsers, name: str, what: str, run: Any) -> argparse.ArgumentParser:
    """A command on the folder of a witness."""
    command = own.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
    command.add_argument("folder", type=Path, help="the folder of the witness")
    command.set_defaults(run=run)
    return command


def _add_init(own: Subparsers) -> None:
    command = _begun(own, "init", "begin a witness, with a new key, in a new folder", init)
    command.add_argument(
        "--name",
        required=True,
        metavar="ADDRESS",
        help="its name for ever: a web address of yours without https://, such as union.example/witness",
    )
    add_json(command)


def _add_add(own: Subparsers) -> None:
    command = _begun(own, "add", "watch a record from now on", add)
    _add_key(command)
    command.add_argument(
        "--checkpoint", type=Path, metavar="FILE", help="a checkpoint that you hold: whatever comes must begin with it"
    )
    add_json(command)


def _add_trust(own: Subparsers) -> None:
    command = _begun(own, "trust", "trust another key of a record that is watched, because it changes its key", trust)
    _add_key(command)
    add_json(command)


def _add_distrust(own: Subparsers) -> None:
    command = _begun(own, "distrust", "trust a key of a record no longer", distrust)
    _add_key(command)
    add_json(command)


def _add_key(command: argparse.ArgumentParser) -> None:
    command.add_argument("key", metavar="LOG.VKEY", help="a file with the record's public key, or the key itself")
    command.add_argument(
        "--origin", metavar="ADDRESS", help="the record's name, where it is not the name of its key (foreign logs)"
    )


def _add_serve(own: Subparsers) -> None:
    command = _begun(own, "serve", "take checkpoints and cosign them, until interrupted", serve)
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)")
    command.add_argument("--port", type=int, default=7380, help="port to listen on (7380)")
    command.add_argument("--threads", type=int, default=8, help="requests that are answered at the same time")


def _add_status(own: Subparsers) -> None:
    command = _begun(own, "status", "say what is watched, how far each record was cosigned, and what was found", status)
    add_json(command)


def _add_evidence(own: Subparsers) -> None:
    command = _begun(own, "evidence", "print what is kept against records", evidence)
    add_json(command)


def init(arguments: argparse.Namespace) -> int:
    """0 when the witness stands."""
    from rankandfile.shell.witness.folder import Folder, make

    vkey = make(Folder(arguments.folder), arguments.name).vkey
    if arguments.json:
        print_json({"folder": str(arguments.folder), "key": str(vkey), "fingerprint": vkey.fingerprint})
        return 0
    print(f"""\
The witness {vkey.name} stands in {arguments.folder}. This is its public key; give it to those who will rely on it,
and compare the fingerprint with them by telephone or on paper:

    {vkey}
    {vkey.fingerprint}

Next:
    rankandfile witness add {arguments.folder} LOG.VKEY     watch a record, under the public key that it gave you
    rankandfile witness serve {arguments.folder}            take its checkpoints, on http://127.0.0.1:7380/

Keep witness.key to yourself. Never restore witness.db from a copy: a witness that forgot what it cosigned must not
cosign again (docs/witnesses.md).""")
    return 0


def add(arguments: argparse.Namespace) -> int:
    """0 when the record is watched; without a checkpoint to begin with, the first that comes is believed."""
    origin, vkey = _log(arguments)
    _opened(arguments).ledger.watch(origin, vkey, int(time.time()), _beginning(arguments.checkpoint, origin, vkey))
    _say_key(arguments, origin, vkey, "is watched from now on. Compare the fingerprint of its key with its operator:")
    return 0


def trust(arguments: argparse.Namespace) -> int:
    """0 when the key is trusted too; the one before stays trusted until `distrust`."""
    origin, vkey = _log(arguments)
    _opened(arguments).ledger.trust(origin, vkey, int(time.time()))
    _say_key(arguments, origin, vkey, "may sign with this key too. Compare its fingerprint with its operator:")
    return 0


def distrust(arguments: argparse.Namespace) -> int:
    """0 when the key is trusted no longer. What was cosigned stays known."""
    origin, vkey = _log(arguments)
    left = _opened(arguments).ledger.distrust(origin, vkey, int(time.time()))
    more = f"Keys that are still trusted: {left}." if left else "No key is left: nothing of it is cosigned any more."
    _say_key(arguments, origin, vkey, f"may no longer sign with this key. {more}")
    return 0


def serve(arguments: argparse.Namespace) -> int:
    """0 when it was ended in good order."""
    from rankandfile.shell.witness.server import checked
    from rankandfile.shell.witness.server import serve as served

    name = checked(arguments.folder, arguments.host, arguments.port)
    host = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
    print(f"The witness {name} listens on http://{host}:{arguments.port}/  (Ctrl-C ends it)", flush=True)
    served(arguments.folder, arguments.host, arguments.port, arguments.threads)
    return 0


def status(arguments: argparse.Namespace) -> int:
    """0, or 1 when a record has shown two histories, or this witness is retired."""
    cosigner = _opened(arguments)
    watched, retired = cosigner.ledger.watched(), cosigner.ledger.retired()
    if arguments.json:
        vkey = cosigner.key.vkey
        own = {"name": vkey.name, "key": str(vkey), "fingerprint": vkey.fingerprint, "retired": retired}
        print_json({**own, "logs": _logs(watched)})
    else:
        print(f"{cosigner.key.vkey}\nfingerprint {cosigner.key.vkey.fingerprint}")
        _print_retired(retired)
        for log in watched:
            _print_log(log)
    return 1 if retired is not None or any(log.forks for log in watched) else 0


def evidence(arguments: argparse.Namespace) -> int:
    """0 when there is nothing; 1 when a record has shown two histories, or left something unproved."""
    kept = _opened(arguments).ledger.evidence()
    if arguments.json:
        print_json(kept)
    else:
        for each in kept:
            _print_evidence(each)
        if not kept:
            print("Nothing is kept against any record.")
    return 1 if kept else 0


def _opened(arguments: argparse.Namespace) -> "Cosigner":
    from rankandfile.shell.witness.cosigner import Cosigner
    from rankandfile.shell.witness.folder import Folder

    return Cosigner(Folder(arguments.folder))


def _log(arguments: argparse.Namespace) -> tuple[str, "Vkey"]:
    """The origin and the key that were given; a key that is not a log's is refused."""
    from rankandfile.record.note import ED25519, parse_vkey

    file = Path(arguments.key)
    text = arguments.key if "+" in arguments.key and not file.exists() else read_bytes(file).decode(errors="replace")
    try:
        vkey = parse_vkey(text.strip("\n"))
    except Malformed as error:
        raise WrongUse(f"“{arguments.key}” is no public key of a record: {error}") from error
    if vkey.kind != ED25519:
        raise WrongUse(f"“{arguments.key}” is the key of a witness, not of a record.")
    origin = vkey.name if arguments.origin is None else arguments.origin
    if not origin or not origin.isprintable():
        raise WrongUse("The name of a record is one line of characters that can be printed, and not empty.")
    return origin, vkey


def _beginning(file: Path | None, origin: str, vkey: "Vkey") -> "Head | None":
    from rankandfile.record.witnessing import beginning

    if file is None:
        return None
    try:
        return beginning(read_bytes(file).decode(errors="surrogateescape"), origin, [vkey])
    except Malformed as error:
        raise WrongUse(f"{file} is no checkpoint to begin with: {error}") from error


def _say_key(arguments: argparse.Namespace, origin: str, vkey: "Vkey", what: str) -> None:
    if arguments.json:
        print_json({"origin": origin, "key": str(vkey), "fingerprint": vkey.fingerprint})
        return
    print(f"{origin} {what}\n\n    {vkey}\n    {vkey.fingerprint}")


def _logs(watched: "tuple[Watched, ...]") -> list[dict[str, Any]]:
    return [
        {
            "origin": log.origin,
            "since": log.since,
            "keys": log.keys,
            "size": log.last.size if log.last else None,
            "root": log.last.root.hex() if log.last else None,
            "at": (log.last.at or None) if log.last else None,
            "forks": log.forks,
            "doubts": log.doubts,
        }
        for log in watched
    ]


def _print_retired(since: int | None) -> None:
    from rankandfile.shell.witness.page import moment

    if since is not None:
        print(f"RETIRED since {moment(since)}: it was shown a cosignature of its own that it does not remember.")
        print("It cosigns nothing more. Begin a new witness in another folder (docs/witnesses.md).")


def _print_log(log: "Watched") -> None:
    from rankandfile.shell.witness.page import moment

    print(f"\n{log.origin}")
    if log.last is None or not log.last.at:
        print(f"  nothing cosigned yet; watched since {moment(log.since)}")
    if log.last:
        how = f"cosigned at {moment(log.last.at)}" if log.last.at else "to begin with"
        print(f"  {log.last.size:,} entries, {how}\n  root {log.last.root.hex()}")
    for key in log.keys:
        print(f"  key {key.vkey}" + (f"  (trusted until {moment(key.until)})" if key.until is not None else ""))
    if log.forks:
        print(f"  TWO HISTORIES: {log.forks} proved. See: rankandfile witness evidence")
    if log.doubts:
        print(f"  {log.doubts} checkpoints came without a proof that they follow")


def _print_evidence(kept: "Kept") -> None:
    from rankandfile.shell.witness.page import moment

    if kept.evidence.proved:
        what = "two checkpoints of one size with two roots, both signed by the log: it has two histories"
    else:
        what = "a checkpoint without a proof that it follows from the one before; proves nothing by itself"
    print(f"{kept.origin}, {kept.size:,} entries, kept {moment(kept.at)}: {what}")
    print(f"\n{kept.evidence.kept}\n{kept.evidence.shown}")
