"""The accounts of one home in another: same people, passwords, passkeys and sessions, whichever database each is in.

From a file, its pages are copied at once, which keeps nobody from signing in for longer than that takes. To or from
PostgreSQL they go row by row through Django's models, because the two spell moments and truth differently, as of one
moment. Nothing that a model does on saving happens here: what is copied stays as it was.
"""

import os
from pathlib import Path
from typing import Any

from rankandfile.shell.database import copy_pages

from .home import ACCOUNTS, IN_A_FILE, accounts_in, settings_of

FROM, TO = "copied-from", "copied-to"


def move_accounts(source: Path, target: Path, *, letters_end: bool = False) -> None:
    """The target's accounts, which nobody has used yet, are those of the source; letters that wait may end in it."""
    _set_up(source)
    from django.core.management import call_command

    old, new = settings_of(source).database, settings_of(target).database
    kept = target / ACCOUNTS if not new.url else target / f".{ACCOUNTS}.copied"
    try:
        if not old.url:
            _copy_file(source / ACCOUNTS, kept)
        elif not new.url:
            os.close(os.open(kept, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _name(TO, accounts_in(target, new))
        call_command("migrate", database=TO, verbosity=0, interactive=False)
        if old.url:
            _name(FROM, as_of_one_moment(accounts_in(source, old)))
            _copy()
        elif new.url:
            _name(FROM, {**IN_A_FILE, "NAME": kept})
            call_command("migrate", database=FROM, verbosity=0, interactive=False)
            _copy()
        if letters_end:
            _end_letters()
    finally:
        _let_go(sorted(target.glob(f"{kept.name}*")) if new.url else [])


def _let_go(files: list[Path]) -> None:
    """Django knows neither database any more, and these files are gone."""
    from django.db import connections

    for alias in {FROM, TO} & set(connections.databases):
        connections[alias].close()
        del connections[alias], connections.databases[alias]
    for file in files:
        file.unlink()


def keep_accounts(source: Path, target: Path) -> None:
    """A backup of the accounts. Letters that wait in it are never sent from it: by the time somebody restores it, they
    were. They stand on the pages of those whom they are for.
    """
    move_accounts(source, target, letters_end=True)


def _end_letters() -> None:
    from rankandfile.shell.people.models import BallotLetter, Delivery, MeetingLetter

    for rows in (Delivery, BallotLetter, MeetingLetter):
        rows.objects.using(TO).filter(state__in=("waiting", "sending")).update(state="unsure")


def _copy_file(source: Path, target: Path) -> None:
    """The accounts in the file are in another one, as of one moment; an empty one where nobody has ever served them."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    if source.is_file():
        copy_pages(source, target)


def as_of_one_moment(database: dict[str, Any]) -> dict[str, Any]:
    """The PostgreSQL database, read in transactions that see one moment."""
    from psycopg import IsolationLevel

    return {**database, "OPTIONS": {**database["OPTIONS"], "isolation_level": IsolationLevel.REPEATABLE_READ}}


def _set_up(home: Path) -> None:
    import django

    os.environ.setdefault("RANKANDFILE_HOME", str(home.absolute()))
    os.environ["DJANGO_SETTINGS_MODULE"] = "rankandfile.web.settings"
    django.setup()


def _name(alias: str, database: dict[str, Any]) -> None:
    """Django knows the database by this name."""
    from django.db import connections

    both = connections.configure_settings({"default": {}, alias: database})
    connections.databases[alias] = both[alias]


def _copy() -> None:
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connections, transaction

    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    with transaction.atomic(using=TO), transaction.atomic(using=FROM):
        if not connections[FROM].introspection.table_names():
            return  # nobody has ever served it
        for model in models:
            with connections[TO].cursor() as cursor:
                cursor.execute(f"DELETE FROM {connections[TO].ops.quote_name(model._meta.db_table)}")
        for model in models:
            for row in model._base_manager.using(FROM).iterator():
                row.save_base(raw=True, using=TO, force_insert=True)
        with connections[TO].cursor() as cursor:
            for command in connections[TO].ops.sequence_reset_sql(no_style(), models):
                cursor.execute(command)
