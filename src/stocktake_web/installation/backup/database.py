"""Copies a database into one file and back, while the application runs."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Model

from stocktake_web.installation.backup.former_rows import rename_rows
from stocktake_web.installation.backup.manifest import BackupError

SQLITE_FILE = "database.sqlite3"
DUMP_FILE = "database.dump"
JSON_FILE = "database.json"
# What migrating makes again, and sessions: everybody signs in again after a restoration.
LEFT_OUT = {"contenttypes.contenttype", "auth.permission", "sessions.session"}


def copy_out(folder: Path) -> str:
    """Copy the database into a folder.

    SQLite copies itself page by page. PostgreSQL's own program is used where it is installed and
    not older than the server, else every row is written as JSON from one snapshot.

    Returns
    -------
    str
        Name of the file made.
    """
    if connection.vendor == "sqlite":
        return _sqlite_out(folder)
    if _has_dump():
        return _postgresql_out(folder)
    return _json_out(folder)


def copy_in(path: Path, migrations: Sequence[str]) -> None:
    """Put a copy back in place of what the database holds.

    Parameters
    ----------
    path : Path
    migrations : sequence of str
        Those that the database had when it was copied, as ``app.name``.

    Raises
    ------
    BackupError
        The copy is of the other kind of database, or PostgreSQL's program fails.
    """
    made_for = {SQLITE_FILE: "sqlite", DUMP_FILE: "postgresql"}.get(path.name, connection.vendor)
    if made_for != connection.vendor:
        raise BackupError(
            f"{path.name} is a copy of {made_for}; this database is {connection.vendor}"
        )
    if path.name == SQLITE_FILE:
        _sqlite_in(path)
    elif path.name == DUMP_FILE:
        _postgresql_in(path)
    else:
        _json_in(path, migrations)


def is_empty() -> bool:
    """Whether the database holds nothing that could be lost."""
    tables = set(connection.introspection.table_names())
    return not any(
        model._meta.db_table in tables and model._default_manager.exists()
        for model in _stored_models()
    )


def _stored_models() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT
    ]


def _sqlite_out(folder: Path) -> str:
    connection.ensure_connection()
    target = sqlite3.connect(folder / SQLITE_FILE)
    try:
        connection.connection.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    finally:
        target.close()
    return SQLITE_FILE


def _sqlite_in(path: Path) -> None:
    connection.ensure_connection()
    source = sqlite3.connect(path)
    try:
        source.backup(connection.connection)
    finally:
        source.close()


def _has_dump() -> bool:
    """Whether PostgreSQL's program is here, and knows this server's version."""
    program_path = shutil.which("pg_dump")
    if not program_path:
        return False
    output = subprocess.run(  # noqa: S603 - a fixed program with a fixed argument
        [program_path, "--version"], capture_output=True, text=True, check=False
    ).stdout
    version = re.search(r"\) (\d+)", output)
    connection.ensure_connection()
    server = connection.connection.info.server_version // 10_000
    return version is not None and int(version[1]) >= server


def _postgresql_out(folder: Path) -> str:
    _run("pg_dump", "--format=custom", "--no-owner", "--file", str(folder / DUMP_FILE))
    return DUMP_FILE


def _postgresql_in(path: Path) -> None:
    if not shutil.which("pg_restore"):
        raise BackupError("pg_restore is not installed here; it comes with PostgreSQL's clients")
    name = str(connection.settings_dict["NAME"])
    connection.close()
    _run(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        "--exit-on-error",
        str(path),
        database=["--dbname", name],
    )


def _run(program: str, *arguments: str, database: list[str] | None = None) -> None:
    settings = connection.settings_dict
    environment = os.environ | {
        name: str(settings[key])
        for name, key in (
            ("PGHOST", "HOST"),
            ("PGPORT", "PORT"),
            ("PGUSER", "USER"),
            ("PGPASSWORD", "PASSWORD"),
            ("PGDATABASE", "NAME"),
        )
        if settings.get(key)
    }
    if "sslmode" in settings.get("OPTIONS", {}):
        environment["PGSSLMODE"] = str(settings["OPTIONS"]["sslmode"])
    program_path = shutil.which(program)
    process = subprocess.run(  # noqa: S603 - a fixed program; a list, so that no shell reads it
        [program_path or program, *(database or []), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if process.returncode:
        output = process.stderr.strip().splitlines()
        raise BackupError(f"{program} failed: {output[-1] if output else 'it did not say why'}")


def _json_out(folder: Path) -> str:
    with transaction.atomic(), (folder / JSON_FILE).open("w", encoding="utf-8") as file:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        tables = set(connection.introspection.table_names())
        rows = (
            row
            for model in serializers.sort_dependencies(
                [(app, None) for app in apps.get_app_configs()]
            )
            if model in _stored_models() and model._meta.db_table in tables
            for row in model._base_manager.order_by(model._meta.pk.name).iterator(chunk_size=500)
        )
        serializers.serialize("json", rows, stream=file, cls=_ToTheMicrosecond)
    return JSON_FILE


class _ToTheMicrosecond(DjangoJSONEncoder):
    """Times as they are held: the chain of events is proved on their microseconds."""

    def default(self, o: Any) -> Any:
        """Write a time whole; leave the rest to Django."""
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def _json_in(path: Path, migrations: Sequence[str]) -> None:
    call_command("migrate", interactive=False, verbosity=0)
    former_rows = json.loads(path.read_text(encoding="utf-8"))
    rows = rename_rows(former_rows, migrations)
    if rows is not former_rows:
        with tempfile.TemporaryDirectory() as folder:
            readable_path = Path(folder) / path.name
            readable_path.write_text(json.dumps(rows), encoding="utf-8")
            _load_rows(readable_path)
    else:
        _load_rows(path)


def _load_rows(path: Path) -> None:
    with transaction.atomic():
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=False)
        call_command("loaddata", str(path), verbosity=0)
