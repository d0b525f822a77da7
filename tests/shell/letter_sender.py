"""A process of its own on a home: it lays a letter into the outbox, or looks into it until it is killed."""

import os
import sys
import time
from pathlib import Path


def home_of(home: Path) -> None:
    """Django is set up on this home."""
    os.environ["RANKANDFILE_HOME"] = str(home)
    from rankandfile.web.serve import make_accounts

    make_accounts(home)


def prepare(home: Path, sender: str, people: list[str]) -> None:
    """Everybody has an account, and a letter of the sender waits for each."""
    home_of(home)
    from rankandfile.core.ids import Handle, Moment
    from rankandfile.shell.people import relay
    from rankandfile.shell.people.models import Account

    for each in people:
        Account.objects.create_user(f"{each}@people.example", None, handle=each)
    to = [Handle(each) for each in people]
    relay.post(Handle(sender), "branch", "old-mill", ("Ferries", "Second it."), to, Moment(int(time.time())))


def send(home: Path, port: int) -> None:
    """Letters of this home go to the mail server on this port."""
    home_of(home)
    from django.conf import settings

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
    from rankandfile.web.relaying import outbox

    own = outbox()
    own.start()
    own.join()


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(Path(sys.argv[2]), sys.argv[3], sys.argv[4:])
    else:
        send(Path(sys.argv[2]), int(sys.argv[3]))
