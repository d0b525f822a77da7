"""Accounts move with the organisation: the same passwords, times and sessions in a file and in a database."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rankandfile.shell.home import FILES, Database, Home, Settings, settings_of, written
from rankandfile.web.home import accounts_in
from tests.postgres import Server

from .house import House, build

MADE = datetime(2026, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)


def rows(home: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of the accounts of this home, without Django's own lists of tables and steps."""
    from django.apps import apps
    from django.db import connections

    from rankandfile.web.moving_accounts import FROM, _name

    _name(FROM, accounts_in(home, settings_of(Home(home)).database))
    try:
        models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
        return {model._meta.label: list(model._base_manager.using(FROM).order_by("pk").values()) for model in models}
    finally:
        connections[FROM].close()
        del connections[FROM], connections.databases[FROM]


@pytest.fixture
def with_accounts(tmp_path: Path, django: None) -> House:
    """An organisation in files, with accounts, an invitation, a passkey and a session."""
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator
    from django.contrib.sessions.models import Session
    from django.db import connections

    from rankandfile.shell.people.models import Account, Invitation
    from rankandfile.web.moving_accounts import TO, _name, move_accounts

    built = build(tmp_path / "a")
    (tmp_path / "empty").mkdir()
    move_accounts(tmp_path / "empty", built.home)
    _name(TO, accounts_in(built.home, FILES))
    for number, handle in enumerate(built.people.values()):
        account = Account(email=f"p{number}@people.example", handle=handle, made=MADE, is_active=number != 2)
        account.set_password("correct horse battery")
        account.save_base(raw=True, using=TO)
        EmailAddress.objects.using(TO).create(user=account, email=account.email, verified=True, primary=True)
    Invitation(handle="h", email="x@people.example", invited_by="i", made=MADE).save_base(raw=True, using=TO)
    Authenticator.objects.using(TO).create(user_id=account.pk, type="webauthn", data={"name": "Phone", "n": [1, 2]})
    Session.objects.using(TO).create(session_key="s" * 32, session_data="x", expire_date=MADE)
    connections[TO].close()
    del connections[TO], connections.databases[TO]
    return built


def home_in(folder: Path, database: Database) -> Path:
    folder.mkdir()
    home = Home(folder)
    from rankandfile.shell.home import Record, make_rooms

    home.settings.write_text(written(Settings(record=Record(origin="a.example/r"), database=database)))
    make_rooms(home)
    return folder


def test_accounts_are_the_same_in_a_database_and_back_in_a_file(
    with_accounts: House, tmp_path: Path, postgres: Server
) -> None:
    from rankandfile.web.moving_accounts import move_accounts

    before = rows(with_accounts.home)
    assert [row["made"] for row in before["people.Invitation"]] == [MADE]
    with postgres.database() as url:
        there, back = home_in(tmp_path / "there", Database(url=url)), home_in(tmp_path / "back", FILES)
        move_accounts(with_accounts.home, there)
        assert rows(there) == before
        move_accounts(there, back)
        assert rows(back) == before
        assert (back / "accounts.sqlite").stat().st_mode & 0o077 == 0


def test_an_account_made_after_the_move_gets_a_number_of_its_own(
    with_accounts: House, tmp_path: Path, postgres: Server
) -> None:
    from django.db import connections

    from rankandfile.shell.people.models import Account
    from rankandfile.web.moving_accounts import TO, _name, move_accounts

    with postgres.database() as url:
        there = home_in(tmp_path / "there", Database(url=url))
        move_accounts(with_accounts.home, there)
        _name(TO, accounts_in(there, Database(url=url)))
        new = Account(email="new@people.example", handle="new")
        new.save(using=TO)
        assert new.pk > max(row["id"] for row in rows(there)["people.Account"] if row["handle"] != "new")
        connections[TO].close()
        del connections[TO], connections.databases[TO]


def test_what_is_forgotten_in_a_database_is_in_no_page_of_its_tables(
    with_accounts: House, tmp_path: Path, postgres: Server
) -> None:
    from django.db import connections

    from rankandfile.shell.people.forgetting import leave_nothing
    from rankandfile.shell.people.models import Account
    from rankandfile.web.moving_accounts import TO, _name, move_accounts

    with postgres.database() as url:
        there = home_in(tmp_path / "there", Database(url=url))
        move_accounts(with_accounts.home, there)
        _name(TO, accounts_in(there, Database(url=url)))
        Account.objects.using(TO).filter(email="p1@people.example").delete()
        leave_nothing(TO)
        with connections[TO].cursor() as cursor:
            cursor.execute("CHECKPOINT")
            cursor.execute("SELECT pg_relation_filepath('people_account'), current_setting('data_directory')")
            path, folder = cursor.fetchone()
        page = (Path(folder) / path).read_bytes()
        assert b"p2@people.example" in page
        assert b"p1@people.example" not in page
        connections[TO].close()
        del connections[TO], connections.databases[TO]


def test_the_whole_organisation_is_moved_by_the_command_line(
    with_accounts: House, tmp_path: Path, postgres: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    from rankandfile.cli.main import main

    there, back = tmp_path / "there", tmp_path / "back"
    before = rows(with_accounts.home)
    with postgres.database() as url:
        assert main(["record", "copy", str(with_accounts.home), str(there), "--database", url]) == 0
        said = capsys.readouterr().out
        assert "every one hashed again: root" in said
        assert rows(there) == before
        assert main(["verify", str(there)]) == 0
        assert said.partition("root ")[2][:64] in capsys.readouterr().out
        assert main(["status", "--home", str(with_accounts.home)]) == 3
        assert f"is kept in {there} since entry" in capsys.readouterr().err
        assert main(["record", "copy", str(there), str(back)]) == 0
        assert capsys.readouterr().out.partition("root ")[2][:64] == said.partition("root ")[2][:64]
        assert rows(back) == before
        assert main(["status", "--home", str(back)]) in (0, 1)
