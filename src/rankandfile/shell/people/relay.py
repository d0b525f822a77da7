"""The relay: a letter is laid into the outbox for each receiver, and nobody is shown an address.

Who may write how much is the rulebook's (`core/chapters/relay.py`); who does not want to be written to is asked here,
and the writer is not told. A letter stands on the receivers' pages for KEPT, whatever became of the mail.
"""

from collections.abc import Iterable, Sequence

from django.core.signing import BadSignature, dumps, loads
from django.db import transaction
from django.db.models import Count, Q, QuerySet

from rankandfile.core.chapters.relay import Sent
from rankandfile.core.ids import Handle, Moment

from .models import Account, Delivery, Letter, Muted, Wish

DAY = 86_400
KEPT = 92 * DAY
"""How long a letter is kept; longer only while it still counts for the limit."""
DIGEST_HOUR = 6 * 3600
"""When the letters of a day go out together, in seconds after midnight UTC."""
HOW = ("each", "daily", "page")
SALT = "rankandfile.letters"


@transaction.atomic
def post(
    sender: Handle, circle: str, about: str, words: tuple[str, str], receivers: Sequence[Handle], at: Moment,
    answers: Letter | None = None,
) -> Letter:  # fmt: skip
    """The letter, on the page of each receiver with an account who has not muted the sender, and in the outbox.

    `words` are subject and text. The first answer to a letter does not count for the limit.
    """
    letter = Letter.objects.create(
        sender=sender, circle=circle, about=about, subject=words[0], text=words[1], made=at, people=len(receivers),
        answers=answers, counts=answers is None or has_answered(sender, answers),
    )  # fmt: skip
    Delivery.objects.bulk_create(_deliveries(letter, receivers), batch_size=500)
    return letter


def _deliveries(letter: Letter, receivers: Sequence[Handle]) -> Iterable[Delivery]:
    deaf = set(Muted.objects.filter(sender=letter.sender).values_list("handle", flat=True))
    wishes = dict(Wish.objects.values_list("handle", "mail"))
    reached = set(Account.objects.filter(is_active=True).values_list("handle", flat=True))
    for person in receivers:
        if person in reached:
            wish = "muted" if person in deaf else wishes.get(person, "each")
            yield _delivery(letter, person, wish)


def _delivery(letter: Letter, person: Handle, mail: str) -> Delivery:
    due = next_digest(letter.made) if mail == "daily" else letter.made
    state = mail if mail in ("page", "muted") else "waiting"
    return Delivery(letter=letter, receiver=person, state=state, due=due, in_digest=mail == "daily")


def next_digest(at: int) -> int:
    """When the next letter with all letters of a day goes out."""
    today = at // DAY * DAY + DIGEST_HOUR
    return today if at < today else today + DAY


def has_answered(sender: str, letter: Letter) -> bool:
    """Whether this person has answered the letter already."""
    return Letter.objects.filter(sender=sender, answers=letter).exists()


def counting(sender: str) -> list[Sent]:
    """The letters of this person that count for the limit."""
    own = Letter.objects.filter(sender=sender, counts=True)
    return [Sent(Moment(made), people) for made, people in own.values_list("made", "people")]


def received(handle: str) -> "QuerySet[Delivery]":
    """The letters that reached this person, the newest first."""
    own = Delivery.objects.filter(receiver=handle).exclude(state="muted")
    return own.select_related("letter").order_by("-letter__made", "-pk")


def written(handle: str) -> "QuerySet[Letter]":
    """The letters that this person wrote, the newest first, with what became of them in numbers and no names."""
    return Letter.objects.filter(sender=handle).annotate(**_numbers()).order_by("-made", "-pk")


def _numbers() -> dict[str, Count]:
    kinds = {"reached": Q(), "waits": Q(delivery__state__in=("waiting", "sending"))}
    kinds["lost"] = Q(delivery__state__in=("unsure", "failed"))
    return {name: Count("delivery", filter=kind) for name, kind in kinds.items()}


def letter_to(handle: str, number: int) -> Letter | None:
    """The letter of this number, where it reached this person."""
    found = received(handle).filter(letter=number).first()
    return found.letter if found is not None else None


def wish_of(handle: str) -> str:
    """How this person wants to be written to."""
    return next(iter(Wish.objects.filter(handle=handle).values_list("mail", flat=True)), "each")


@transaction.atomic
def wish(handle: str, mail: str) -> None:
    """From now on letters of members come so; those that wait follow. Raises ValueError for no way there is."""
    if mail not in HOW:
        raise ValueError(f"One of {', '.join(HOW)}, not {mail[:20]}.")
    Wish.objects.update_or_create(handle=handle, defaults={"mail": mail})
    for own in Delivery.objects.filter(receiver=handle, state="waiting").select_related("letter"):
        new = _delivery(own.letter, Handle(handle), mail)
        fields = {"state": new.state, "due": new.due, "in_digest": new.in_digest}
        Delivery.objects.filter(pk=own.pk, state="waiting").update(**fields)


@transaction.atomic
def mute(handle: str, sender: str) -> None:
    """Letters of this sender reach this person no more; what waits is not sent."""
    Muted.objects.get_or_create(handle=handle, sender=sender)
    Delivery.objects.filter(receiver=handle, letter__sender=sender, state="waiting").update(state="page")


def unmute(handle: str, sender: str) -> None:
    """Letters of this sender reach this person again; those in between do not come."""
    Muted.objects.filter(handle=handle, sender=sender).delete()


def muted(handle: str) -> tuple[str, ...]:
    """Whom this person has muted."""
    return tuple(Muted.objects.filter(handle=handle).order_by("pk").values_list("sender", flat=True))


def stop_token(handle: str, sender: str) -> str:
    """What the link in a letter carries: it stops this sender's letters, or all, without signing in."""
    return dumps((handle, sender), salt=SALT)


def stopped_by(token: str) -> tuple[str, str] | None:
    """Whose letters the link is about, and of which sender (empty for a digest); None where it is forged."""
    try:
        handle, sender = loads(token, salt=SALT)
    except (BadSignature, ValueError):
        return None
    return handle, sender


@transaction.atomic
def forget_letters(handle: str) -> None:
    """Nothing about letters leads to this person: what it wrote, what reached it, whom it muted."""
    Letter.objects.filter(sender=handle).delete()
    Delivery.objects.filter(receiver=handle).delete()
    Wish.objects.filter(handle=handle).delete()
    Muted.objects.filter(Q(handle=handle) | Q(sender=handle)).delete()


def forget_old(before: int) -> None:
    """Letters made before this moment are gone, with what became of them."""
    Letter.objects.filter(made__lt=before).delete()
