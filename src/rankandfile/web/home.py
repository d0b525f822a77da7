"""The home folder: everything that one organisation's site keeps, and the settings by which it differs from another.

settings.toml       what the operator decides: address, languages, mail
secret.key          signs sessions and links; made when first needed, readable by its owner only
accounts.sqlite     accounts, personal settings, sessions: erasable, apart from the record. Where the home names a
                    database, they are in its schema `accounts` instead, for all machines
letters/            mail of a demonstration, one file for each letter
"""

import os
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import msgspec
from msgspec import Struct

from rankandfile.shell.home import FILES, Database, Home, password_of


class Site(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where the site is found, and what it takes for granted about its readers."""

    address: str = ""
    """As people type it, `https://votes.example.org`; empty where only this machine is served."""
    language: str = "en"
    time_zone: str = "UTC"
    stream: str = ""
    """Where browsers find the live stream; empty for the next port on the same host."""
    behind_proxy: bool = False
    """Whether a web server of ours stands in front and sets X-Forwarded-Proto itself."""


class Mail(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The mail server that carries our letters; with an empty host they are written into the folder `letters`."""

    host: str = ""
    port: int = 587
    user: str = ""
    password_file: str = ""
    starttls: bool = True
    sender: str = "rankandfile@localhost"


class Settings(Struct, frozen=True, kw_only=True):
    """The tables of settings.toml that concern the site. Other tables belong to other rooms of the house."""

    site: Site = Site()
    mail: Mail = Mail()
    database: Database = FILES


def settings_of(home: Path) -> Settings:
    """What the operator decided; the defaults where there is no file. Raises ValueError that names the mistake."""
    file = home / "settings.toml"
    if not file.is_file():
        return Settings()
    try:
        return msgspec.toml.decode(file.read_bytes(), type=Settings)
    except msgspec.DecodeError as error:
        raise ValueError(f"{file.name}: {error}") from error


ACCOUNTS = "accounts.sqlite"
IN_A_FILE = {
    "ENGINE": "django.db.backends.sqlite3",
    "CONN_MAX_AGE": None,  # each thread keeps its connection: opening one takes as long as an empty page
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    },
}


def accounts_in(home: Path, database: Database) -> dict[str, Any]:
    """Where Django finds the accounts of this home: a file in it, or a schema of the database that machines share."""
    if not database.url:
        return {**IN_A_FILE, "NAME": home / ACCOUNTS}
    from psycopg.conninfo import conninfo_to_dict

    from rankandfile.shell.postgres_session import CONNECTING, address_of

    given = {**CONNECTING, **conninfo_to_dict(address_of(database.url))}
    named = {ours: given.pop(theirs, "") for ours, theirs in (("NAME", "dbname"), ("USER", "user"), ("HOST", "host"))}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **named,
        "PORT": given.pop("port", ""),
        "PASSWORD": password_of(Home(home), database),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**given, "options": "-csearch_path=accounts -csynchronous_commit=on"},
    }


def secret_key(home: Path) -> str:
    """The secret of this home, the same at each start; drawn when first asked for."""
    file = home / "secret.key"
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(token_urlsafe(48))
    except FileExistsError:
        pass
    return file.read_text()


def secret_in(file: str, home: Path) -> str:
    """The first line of a file that holds a password, named from the home folder; empty for no file."""
    return (home / file).read_text().splitlines()[0] if file else ""
