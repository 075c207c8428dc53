"""Reads the few environment variables that an installation may set."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """The variable's text, without blanks around it."""
    return os.environ.get(name, default).strip()


def flag(name: str) -> bool:
    """Whether the variable says yes."""
    return text(name).lower() in TRUE


def proxy_count(name: str) -> int:
    """How many proxies of ours stand before the application; "yes" means one.

    Raises
    ------
    ImproperlyConfigured
        The variable is neither a small number nor yes or no.
    """
    value = text(name).lower()
    if value in TRUE - {"1"}:
        return 1
    if value in FALSE:
        return 0
    if value.isdecimal() and int(value) <= 9:
        return int(value)
    raise ImproperlyConfigured(f"{name} must be the number of your proxies, such as 1")


def words(name: str) -> list[str]:
    """A list written with commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def host_names(name: str) -> list[str]:
    """The names under which an installation is reached, each written out.

    Raises
    ------
    ImproperlyConfigured
        One stands for all: links in mails would then lead wherever a request says.
    """
    names = words(name)
    if "*" in names:
        raise ImproperlyConfigured(f"{name} must list the names; * would believe any")
    return names


def required_value(name: str, purpose: str) -> str:
    """The variable's text, which must be set.

    Raises
    ------
    ImproperlyConfigured
        It is not set.
    """
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"set {name}: {purpose}")
    return value


def database(address: str) -> dict[str, Any]:
    """Django's description of a database from its address.

    Parameters
    ----------
    address : str
        ``sqlite:///stocktake.sqlite3`` (relative), ``sqlite:////var/lib/stocktake.sqlite3``
        (absolute) or ``postgresql://user:password@host:5432/name?sslmode=require``.

    Raises
    ------
    ImproperlyConfigured
        The address is of neither kind.

    Examples
    --------
    >>> database("sqlite:///stocktake.sqlite3")["ENGINE"]
    'django.db.backends.sqlite3'
    >>> database("postgresql://clerk:a%40b@db.example:5433/plan")["PASSWORD"]
    'a@b'
    """
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path[1:])))
    if parts.scheme in ("postgresql", "postgres"):
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", unquote(parts.hostname or "")),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    raise ImproperlyConfigured("STOCKTAKE_DATABASE_URL must begin with sqlite:/// or postgresql://")


def sqlite(path: Path) -> dict[str, Any]:
    """A SQLite database that readers and one writer can share.

    Write-ahead logging lets pages be read while somebody saves; IMMEDIATE transactions take the
    writer's turn at the start, so that a save waits for another instead of failing in its middle.
    ``synchronous=FULL`` keeps a confirmed save across a loss of power; ``secure_delete`` writes
    over what is erased, so that it is nowhere in the file. ``recursive_triggers`` lets a row that
    takes another's place ask the triggers that refuse to remove it.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
                "PRAGMA recursive_triggers=ON;"
            ),
        },
    }
