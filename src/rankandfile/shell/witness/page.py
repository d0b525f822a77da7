"""The page of a witness, for people: who it is, what it watches, what it has found. Plain HTML, no script."""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from html import escape

from rankandfile.record.note import Vkey, parse_vkey
from rankandfile.record.witnessing import Head

from .ledger import Kept, Watched

STYLE = """\
:root { color-scheme: light dark; }
body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 0 auto; padding: 1rem; }
body { overflow-wrap: anywhere; color: #1a1a1a; background: #fff; }
a { color: #00449e; }
h1, h2, h3 { line-height: 1.2; }
code, pre { font: 0.9rem/1.5 ui-monospace, monospace; white-space: pre-wrap; }
section { border-top: 2px solid; margin-top: 2rem; }
.alarm { border: 4px double; padding: 0 1rem; }
dt { font-weight: bold; margin-top: 0.5rem; }
dd { margin: 0; }
@media (prefers-color-scheme: dark) {
  body { color: #e8e8e8; background: #161616; }
  a { color: #9ec1ff; }
}
"""
_FRAME = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Witness {name}</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
<main>
<h1>Witness {name}</h1>
<p>This server cosigns the checkpoints of the records below. A cosignature says: at that time, the largest record of
this name that I had seen was this one, and it began with everything that I had cosigned before. It sees sizes and
hashes. It never sees an entry, a text or a name, and does not know whether the rules were followed.</p>
<dl>
<dt>Public key</dt><dd><code>{vkey}</code></dd>
<dt>Fingerprint</dt><dd><code>{fingerprint}</code></dd>
</dl>
{alarm}{logs}{doubts}
</main>
</body>
</html>
"""
_RETIRED = """\
<div class="alarm">
<h2>Retired</h2>
<p>Since {since} this witness cosigns nothing more: it was shown a cosignature of its own that it does not remember. Its
file was set back to an older copy, or somebody else has its key. Do not count on what it cosigned after that copy.</p>
</div>
"""
_LOG = """\
<section>
<h2>{origin}</h2>
<dl>
<dt>Watched since</dt><dd>{since}</dd>
{keys}
<dt>Last cosigned</dt><dd>{last}</dd>
</dl>
</section>
"""
_FORK = """\
<section>
<h3>{origin}, {size} entries</h3>
<p>Two checkpoints of one size with two roots, both signed by the record. This one was cosigned here:</p>
<pre>{kept}</pre>
<p>This one was shown here at {at}, and was not cosigned:</p>
<pre>{shown}</pre>
</section>
"""


def page(own: Vkey, watched: Sequence[Watched], evidence: Sequence[Kept], retired: int | None = None) -> str:
    """The whole page; `retired` says since when this witness cosigns nothing more."""
    return _FRAME.format(
        name=escape(own.name),
        vkey=escape(str(own)),
        fingerprint=own.fingerprint,
        alarm=_retired(retired) + _alarm([each for each in evidence if each.evidence.proved]),
        logs="".join(map(_log, watched)) or "<p>It watches no record yet.</p>\n",
        doubts=_doubts([each for each in evidence if not each.evidence.proved]),
    )


def moment(at: int) -> str:
    """The time in words, UTC."""
    try:
        return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (OverflowError, OSError, ValueError):
        return f"second {at} since 1970"


def _retired(since: int | None) -> str:
    return "" if since is None else _RETIRED.format(since=moment(since))


def _alarm(forks: Sequence[Kept]) -> str:
    if not forks:
        return "<p>No record has shown this witness two histories.</p>\n"
    told = "".join(_fork(each) for each in forks)
    return (
        '<div class="alarm">\n<h2>Two histories</h2>\n<p>Below, a record has signed two different histories. No reader'
        " can cause this: somebody who has its key, or its server, made the second. Tell its members, its"
        f' other witnesses and its auditors. <a href="evidence">The evidence for a program</a>.</p>\n{told}</div>\n'
    )


def _fork(kept: Kept) -> str:
    return _FORK.format(
        origin=escape(kept.origin),
        size=f"{kept.size:,}",
        at=moment(kept.at),
        kept=escape(kept.evidence.kept),
        shown=escape(kept.evidence.shown),
    )


def _log(watched: Watched) -> str:
    return _LOG.format(
        origin=escape(watched.origin),
        since=moment(watched.since),
        keys="\n".join(_key(each.vkey, each.until) for each in watched.keys),
        last=_last(watched),
    )


def _key(vkey: str, until: int | None) -> str:
    ended = "" if until is None else f" (trusted until {moment(until)})"
    return (
        f"<dt>Key{ended}</dt><dd><code>{escape(vkey)}</code></dd>\n"
        f"<dd>Fingerprint <code>{parse_vkey(vkey).fingerprint}</code></dd>"
    )


def _last(watched: Watched) -> str:
    if watched.last is None:
        return "nothing yet"
    if not watched.last.at:
        return f"nothing yet; it must begin with {_size(watched.last)}"
    address = f"{sha256(watched.origin.encode()).hexdigest()}/checkpoint"
    return f'{moment(watched.last.at)}: {_size(watched.last)} <dd><a href="{address}">The checkpoint</a>'


def _size(head: Head) -> str:
    return f"{head.size:,} entries.</dd>\n<dd>Root <code>{head.root.hex()}</code></dd>\n"


def _doubts(doubts: Sequence[Kept]) -> str:
    if not doubts:
        return ""
    lines = "".join(f"<li>{escape(each.origin)}, {each.size:,} entries, {moment(each.at)}</li>\n" for each in doubts)
    return (
        "<section>\n<h2>Not proved</h2>\n<p>These checkpoints were signed by their record and came without a proof that"
        " they follow from what was cosigned before. Anybody can cause that; ask the record's operator for the proof."
        f" A checkpoint that is proved later disappears from here.</p>\n<ul>\n{lines}</ul>\n</section>\n"
    )
