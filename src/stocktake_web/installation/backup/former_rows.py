"""Reads rows that an earlier version wrote: the renames of its later migrations, applied to JSON.

A copy of SQLite or PostgreSQL holds its own tables and is migrated where it lies. JSON names rows
by models and fields, which may have other names by now. A migration that runs code says
``changes_rows = False`` where that code leaves rows as they are; else such JSON is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader

from stocktake_web.installation.backup.manifest import BackupError

Row = dict[str, Any]
# What these do to a table leaves the names and values of its rows as they are.
WITHOUT_EFFECT = (
    operations.CreateModel,
    operations.AlterField,
    operations.AddField,
    operations.AddConstraint,
    operations.RemoveConstraint,
    operations.AddIndex,
    operations.RemoveIndex,
    operations.RenameIndex,
    operations.AlterModelOptions,
    operations.AlterModelManagers,
)


def rename_rows(rows: list[Row], migrations: Iterable[str]) -> list[Row]:
    """Rows under the names that models and fields have now.

    Parameters
    ----------
    rows : list of dict
        As Django's serializer writes them: ``model``, ``pk``, ``fields``.
    migrations : iterable of str
        Those that the database had when the rows were written, as ``app.name``.

    Raises
    ------
    BackupError
        A later migration does more than rename, add or remove.
    """
    for app, operation in _later_operations(set(migrations)):
        rows = _apply(rows, app, operation)
    return rows


def _later_operations(applied: set[str]) -> Iterator[tuple[str, Any]]:
    loader = MigrationLoader(None)
    known_apps = {name.partition(".")[0] for name in applied}
    nodes = dict.fromkeys(
        node for leaf in loader.graph.leaf_nodes() for node in loader.graph.forwards_plan(leaf)
    )
    for app, name in nodes:
        if app in known_apps and f"{app}.{name}" not in applied:
            migration = loader.graph.nodes[app, name]
            if getattr(migration, "changes_rows", True):
                yield from ((app, operation) for operation in migration.operations)


def _apply(rows: list[Row], app: str, operation: Any) -> list[Row]:
    if isinstance(operation, operations.RenameModel):
        former, present = (f"{app}.{name.lower()}" for name in _names(operation))
        return [row | {"model": present} if row["model"] == former else row for row in rows]
    if isinstance(operation, operations.RenameField):
        label = f"{app}.{operation.model_name.lower()}"
        return [
            row | {"fields": _rename_field(row["fields"], *_names(operation))}
            if row["model"] == label
            else row
            for row in rows
        ]
    if isinstance(operation, operations.RemoveField):
        label = f"{app}.{operation.model_name.lower()}"
        return [
            row | {"fields": {k: v for k, v in row["fields"].items() if k != operation.name}}
            if row["model"] == label
            else row
            for row in rows
        ]
    if isinstance(operation, operations.DeleteModel):
        return [row for row in rows if row["model"] != f"{app}.{operation.name.lower()}"]
    if isinstance(operation, WITHOUT_EFFECT):
        return rows
    raise BackupError(
        f"this back-up is of a version before {operation.describe().lower()!r} in {app}; restore "
        "it with the version that made it, then upgrade"
    )


def _names(operation: Any) -> tuple[str, str]:
    return operation.old_name, operation.new_name


def _rename_field(fields: Row, former: str, present: str) -> Row:
    return {present if name == former else name: value for name, value in fields.items()}
