"""`rankandfile status`: where the organisation stands, what is overdue and who owes it, what comes next."""

import argparse
import time
from datetime import UTC, datetime
from typing import Any

from .duties import in_words
from .terminal import Subparsers, add_home, add_json, home_of, print_json


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "status",
        help="say where the organisation stands and what is overdue",
        description="Say how long the record is, what is overdue and who owes it, and what comes next.",
    )
    add_home(command)
    add_json(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0, or 1 when something stands overdue."""
    from rankandfile.shell.secretary import Secretary

    told = _told(Secretary(home_of(arguments)))
    if arguments.json:
        print_json(told)
    else:
        _print(told)
    return 1 if told["overdue"] else 0


def _told(secretary: Any) -> dict[str, Any]:
    from rankandfile.core.engine import duties, next_due

    state = secretary.state
    now = max(int(time.time()), state.now)
    ahead = duties(state)
    clock = next_due(state)
    return {
        "organisation": secretary.value(state.foundation.name_entry, "organisation"),
        "record": secretary.origin,
        "entries": state.size,
        "root": secretary.store.head().root.hex(),
        "key": str(secretary.key.vkey),
        "fingerprint": secretary.key.vkey.fingerprint,
        "last_entry": state.now,
        "rulebook": state.foundation.history[-1].rules,
        "members": sum(not member.left for member in state.members.members.values()),
        "branches": len(state.branches.branches),
        "witnesses": _witnesses(secretary),
        "overdue": [_duty(secretary, duty) for duty in ahead if duty.due <= now],
        "next": [_duty(secretary, duty) for duty in ahead if duty.due > now][:5],
        "clock": None if clock is None else {"due": clock[0], "kind": clock[1], "about": clock[2]},
    }


def _witnesses(secretary: Any) -> dict[str, Any] | None:
    """Who outside signs the record; None where the rulebook asks for nobody."""
    from rankandfile.shell import stages

    rulebook = secretary.state.foundation.rulebook
    if rulebook.witnesses is None:
        return None
    standings, found = secretary.witnessed.standings(), stages.witnessed(secretary)
    return {
        "enough": rulebook.witnesses.quorum.number,
        "of": rulebook.witnesses.quorum.of,
        "witnessed": found.size if found is not None else 0,
        "named": [
            {"id": one.id, **_standing(standings.get(one.vkey)), "signed": secretary.witnessed.last(one.vkey)[0]}
            for one in rulebook.witnesses.named
        ],
    }


def _standing(found: Any) -> dict[str, Any]:
    if found is None:
        return {"kind": "unasked", "since": 0, "detail": ""}
    return {"kind": found.kind, "since": found.since, "detail": found.detail}


def _duty(secretary: Any, duty: Any) -> dict[str, Any]:
    plain = {"kind": duty.kind, "about": duty.about, "owed_by": duty.owed_by, "due": duty.due, "article": duty.article}
    return {**plain, "words": in_words(secretary, duty)}


def _print(told: dict[str, Any]) -> None:
    print(f"{told['organisation']}: members {told['members']:,}, branches {told['branches']:,}")
    print(f"{told['record']}: {told['entries']:,} entries, the last at {_time(told['last_entry'])}")
    print(f"root {told['root']}")
    print(f"key {told['key']}\nfingerprint {told['fingerprint']}")
    if told["witnesses"]:
        _print_witnesses(told["witnesses"])
    _print_duties("Overdue", told["overdue"])
    _print_duties("Next", told["next"])
    if told["clock"]:
        print(f"\nThe clock acts at {_time(told['clock']['due'])}: {told['clock']['kind']} {told['clock']['about']}")


def _print_witnesses(told: dict[str, Any]) -> None:
    missing = told["of"] - len(told["named"])
    still = f"; {missing} still to be named" if missing > 0 else ""
    print(f"\nWitnessed: {told['witnessed']:,} entries, by {told['enough']} of {told['of']} witnesses{still}")
    for one in told["named"]:
        since = f" since {_time(one['since'])}" if one["since"] else ""
        detail = f": {one['detail']}" if one["detail"] else ""
        print(f"  {one['id']} {one['kind']}{since}, signed {one['signed']:,} entries{detail}")


def _print_duties(heading: str, duties: list[dict[str, Any]]) -> None:
    if duties:
        print(f"\n{heading}")
    for duty in duties:
        article = f", article {duty['article']}" if duty["article"] else ""
        what, who = duty["words"]
        print(f"  {_time(duty['due'])}  {what}; owed by {who}{article}")


def _time(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d %H:%M UTC")
