"""Witnesses: enough of them, each one once, each with a key of its own and a place where it can be asked.

Two quorums of k of n share an honest witness as long as no more than 2k - n - 1 are dishonest; with fewer, the same
witnesses can sign two histories for two groups of members. In balance between dishonest and absent ones k is
ceil((2n + 1) / 3): 3 of 4, 5 of 7. (2 of 3 survives no dishonest witness.)
"""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..lines import Path
from ..problem import Found
from ..schema import Enough, Rulebook, Witness
from ..sentences import Sentence, ngettext, sentence
from ..vkey import COSIGNATURE, WrittenKey, read_vkey


def dishonest(quorum: Enough) -> int:
    """How many dishonest witnesses the quorum survives; -1 where even honest ones can be led to sign two histories."""
    return max(2 * quorum.number - quorum.of - 1, -1)


def absent(quorum: Enough) -> int:
    """How many witnesses may be absent while receipts are still witnessed."""
    return quorum.of - quorum.number


def least(of: int) -> int:
    """The smallest quorum of so many that survives as many dishonest as absent ones, ceil((2n + 1) / 3)."""
    return -(-(2 * of + 1) // 3)


def silent(rulebook: Rulebook) -> Iterator[Found]:
    """Somebody outside is asked to sign the record."""
    if rulebook.witnesses is None:
        template = gettext_noop("Nobody outside signs the record: only who kept a receipt finds that it was rewritten.")
        remedy = sentence(gettext_noop("Add a [witnesses] clause, with a quorum of “3 of 4”."))
        yield Found(("witnesses",), sentence(template), remedy, "notice")


def quorum(rulebook: Rulebook) -> Iterator[Found]:
    """The quorum can be reached, and two of them share an honest witness."""
    if rulebook.witnesses is None:
        return
    own, path = rulebook.witnesses.quorum, ("witnesses", "quorum")
    if own.number > own.of:
        what = sentence(gettext_noop("{number} of {of} can never sign."), number=own.number, of=own.of)
        yield Found(path, what, sentence(gettext_noop("Ask for no more witnesses than there are.")))
    elif own.number < least(own.of):
        template = gettext_noop("Ask for {least} of {of}, or name more witnesses.")
        yield Found(path, _too_few(own), sentence(template, least=least(own.of), of=own.of), "warning")


def _too_few(own: Enough) -> Sentence:
    facts = {"quorum": own.number, "of": own.of}
    survives = dishonest(own)
    if survives < 0:
        template = gettext_noop(
            "Two groups of {quorum} out of {of} need not share a witness: even honest ones can sign two histories."
        )
        return sentence(template, **facts)
    if not survives:
        template = gettext_noop("{quorum} of {of} survives no dishonest witness: one is enough to sign two histories.")
        return sentence(template, **facts)
    return ngettext(
        "{quorum} of {of} survives only {number} dishonest witness: with one more, two histories can be signed.",
        "{quorum} of {of} survives only {number} dishonest witnesses: with one more, two histories can be signed.",
        survives,
        **facts,
    )


def number(rulebook: Rulebook) -> Iterator[Found]:
    """As many witnesses are named as the quorum speaks of."""
    if rulebook.witnesses is None:
        return
    named, of, path = len(rulebook.witnesses.named), rulebook.witnesses.quorum.of, ("witnesses", "named")
    if named > of:
        what = sentence(gettext_noop("{named} witnesses are named, and the quorum speaks of {of}."), named=named, of=of)
        yield Found(path, what, sentence(gettext_noop("Write the quorum anew, or name fewer witnesses.")))
    if named < of:
        what = ngettext(
            "{number} witness is still to be named; until enough are, no receipt is witnessed.",
            "{number} witnesses are still to be named; until enough are, no receipt is witnessed.",
            of - named,
        )
        remedy = gettext_noop("Ask sister organisations, far {branches} or elected auditors, and name them here.")
        yield Found(path, what, sentence(remedy), "notice")


def keys(rulebook: Rulebook) -> Iterator[Found]:
    """Each witness has a key that is one, and no two have the same."""
    seen: dict[bytes, str] = {}
    for path, witness in _named(rulebook):
        key = read_vkey(witness.vkey)
        if not witness.vkey:
            template = gettext_noop("The key of “{name}” is still missing, so it cannot sign.")
            remedy = sentence(gettext_noop("Ask for its vkey: rankandfile witness prints it."))
            yield Found(path, sentence(template, name=witness.id), remedy, "notice")
        elif isinstance(key, Sentence):
            yield Found((*path, "vkey"), key, sentence(gettext_noop("Copy the whole line that the witness gave.")))
        elif key.kind != COSIGNATURE:
            template = gettext_noop("This is a key of type {kind}; a witness signs with type 4.")
            remedy = sentence(gettext_noop("Ask for the key of the witness, not of its record."))
            yield Found((*path, "vkey"), sentence(template, kind=key.kind), remedy)
        elif key.public in seen:
            template = gettext_noop("It has the same key as “{name}”: that is one witness, counted twice.")
            remedy = sentence(gettext_noop("Name another witness."))
            yield Found((*path, "vkey"), sentence(template, name=seen[key.public]), remedy)
        else:
            seen[key.public] = witness.id


def places(rulebook: Rulebook) -> Iterator[Found]:
    """Each witness can be asked, at a place of its own."""
    seen: set[str] = set()
    for path, witness in _named(rulebook):
        url = witness.url.rstrip("/")
        if url in seen:
            what = sentence(gettext_noop("Another witness is asked at the same place, {url}."), url=url)
            remedy = sentence(gettext_noop("Two witnesses on one machine fall together: name another."))
            yield Found((*path, "url"), what, remedy, "warning")
        if not url:
            what = sentence(gettext_noop("Nothing says where “{name}” is asked."), name=witness.id)
            yield Found(path, what, _ADDRESS, "notice")
        elif not url.startswith(("https://", "http://")) or any(c.isspace() for c in url):
            yield Found((*path, "url"), sentence(gettext_noop("“{url}” is no web address."), url=url), _ADDRESS)
        seen |= {url} - {""}


_ADDRESS = sentence(gettext_noop("Write the address that the witness gave, such as “https://sister.example/witness”."))


def own_key(rulebook: Rulebook, log: WrittenKey) -> Iterator[Found]:
    """No witness signs with the key of the record itself, or under its name."""
    for path, witness in _named(rulebook):
        key = read_vkey(witness.vkey)
        if isinstance(key, WrittenKey) and (key.public == log.public or key.name == log.name):
            what = sentence(
                gettext_noop("“{name}” is the record itself: it cannot be its own witness."), name=witness.id
            )
            yield Found((*path, "vkey"), what, sentence(gettext_noop("Name somebody outside.")))


def _named(rulebook: Rulebook) -> Iterator[tuple[Path, Witness]]:
    if rulebook.witnesses is not None:
        yield from ((("witnesses", "named", place), one) for place, one in enumerate(rulebook.witnesses.named))


QUESTIONS = (silent, quorum, number, keys, places)
