"""`rankandfile record rotate-key`: the record is signed with a new key, by an entry that both keys have signed."""

import argparse
from typing import TYPE_CHECKING

from rankandfile.shell.trouble import WrongUse

from .terminal import Subparsers, add_home, add_json, home_of, print_json, print_refusal

if TYPE_CHECKING:
    from rankandfile.core.state import State
    from rankandfile.shell.secretary import Secretary


def add_rotate(own: Subparsers) -> None:
    """The command stands among those on the record as a whole."""
    command = own.add_parser(
        "rotate-key",
        help="sign the record with a new key from now on",
        description="Make a new key and let it sign from now on. The change is an entry, signed by both keys; whoever"
        " knows the old key can follow it. The witnesses have to take the new key in: send it to them.",
    )
    add_home(command)
    command.add_argument(
        "--by",
        metavar="HANDLE",
        default="",
        help="who changes it: the handle of a member with the power “keys”; where one alone has it, that one",
    )
    command.add_argument(
        "--prepare",
        action="store_true",
        help="only make the key that the next call will bring in, for machines and witnesses to have it before",
    )
    add_json(command)
    command.set_defaults(run=rotate_key)


def rotate_key(arguments: argparse.Namespace) -> int:
    """0 when the new key is in force; 1 when the change is refused."""
    from rankandfile.core.refusal import Refusal
    from rankandfile.shell.rotating import rotate
    from rankandfile.shell.secretary import Secretary

    secretary = Secretary(home_of(arguments))
    if arguments.prepare:
        return _prepared(arguments, secretary)
    old = secretary.key.vkey
    answer = rotate(secretary, _who(secretary.state, arguments.by))  # type: ignore[arg-type]
    if isinstance(answer, Refusal):
        print_refusal(answer)
        return 1
    new, file = secretary.key.vkey, f"log-{secretary.key.vkey.key_id.hex()}.key"
    if arguments.json:
        print_json({"entry": answer.index, "old": str(old), "new": str(new), "fingerprint": new.fingerprint})
        return 0
    print(f"""\
Entry {answer.index} brings in the new key. From now on the record is signed with it:

    {new}
    fingerprint {new.fingerprint}

1. Copy {file} to a safe place: without it nothing can be recorded.
2. Send the key to each witness, and compare the fingerprint by telephone: rankandfile witness trust.
   Until they have taken it in, the old key signs too; the page of the record says who signs.
3. Make the new key known, on paper too. Then destroy the old key's file and its copies. If the old key was stolen,
   do this last step first: witnesses that know only the old key refuse until they have taken in the new one.""")
    return 0


def _prepared(arguments: argparse.Namespace, secretary: "Secretary") -> int:
    """The key is in the folder and signs nothing yet."""
    from rankandfile.shell.rotating import prepare

    new = prepare(secretary).vkey
    if arguments.json:
        print_json({"new": str(new), "fingerprint": new.fingerprint})
        return 0
    print(f"""\
The next change brings in this key. It signs nothing yet:

    {new}
    fingerprint {new.fingerprint}

Copy log-{new.key_id.hex()}.key to a safe place, and to every machine that serves this record. Send the key to each
witness. Then: rankandfile record rotate-key --home {arguments.home}""")
    return 0


def _who(state: "State", given: str) -> str:
    """Who acts: the one named, else the only person who may."""
    from rankandfile.core.chapters.foundation import has_founding_powers
    from rankandfile.core.chapters.offices import holders, posts_with

    if given:
        return given
    able = {held.person for post in posts_with(state, "keys") for held in holders(state, post, state.now)}
    if not able and has_founding_powers(state, state.foundation.founder, state.now):
        able = {state.foundation.founder}
    if len(able) != 1:
        raise WrongUse("Say who changes the key: --by HANDLE, of a member with the power “keys”.")
    return str(able.pop())
