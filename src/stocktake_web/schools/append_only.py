"""Triggers by which the database itself refuses to change or remove rows of append-only tables.

The models refuse already; a trigger also refuses what comes past them, such as a shell.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import migrations

MESSAGE = "what was entered is never changed or removed; enter what is so now"
FUNCTION = "stocktake_refuse_change"


def refuse_changes(*tables: str) -> migrations.RunPython:
    """The operation of a migration that protects tables, on SQLite and PostgreSQL."""
    return migrations.RunPython(partial(_protect, tables), partial(_unprotect, tables))


def _protect(tables: tuple[str, ...], apps: Any, schema_editor: Any) -> None:
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
        )
    for table in tables:
        for event in ("UPDATE", "DELETE"):
            name = _name(table, event)
            body = (
                f"FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()"
                if vendor == "postgresql"
                else f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
            schema_editor.execute(f'CREATE TRIGGER {name} BEFORE {event} ON "{table}" {body}')
        if vendor == "postgresql":
            # Emptying a table at once fires no trigger of its rows; an empty one may be.
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION {_name(table, 'TRUNCATE')}() RETURNS trigger "
                f'LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (TABLE "{table}") THEN '
                f"RAISE EXCEPTION '{MESSAGE}'; END IF; RETURN NULL; END $$"
            )
            schema_editor.execute(
                f'CREATE TRIGGER {_name(table, "TRUNCATE")} BEFORE TRUNCATE ON "{table}" '
                f"FOR EACH STATEMENT EXECUTE FUNCTION {_name(table, 'TRUNCATE')}()"
            )


def _unprotect(tables: tuple[str, ...], apps: Any, schema_editor: Any) -> None:
    on_table = schema_editor.connection.vendor == "postgresql"
    events = ("UPDATE", "DELETE", "TRUNCATE") if on_table else ("UPDATE", "DELETE")
    for table in tables:
        for event in events:
            suffix = f' ON "{table}"' if on_table else ""
            schema_editor.execute(f"DROP TRIGGER {_name(table, event)}{suffix}")


def _name(table: str, event: str) -> str:
    return f"{table}_no_{event.lower()}"
