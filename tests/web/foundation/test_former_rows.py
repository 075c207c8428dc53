"""Rows of an earlier version's back-up, under the names of today."""

from __future__ import annotations

import pytest
from django.db.migrations import operations

from stocktake_web.installation.backup import former_rows
from stocktake_web.installation.backup.former_rows import Row, rename_rows
from stocktake_web.installation.backup.manifest import BackupError

BEFORE_NAMES = [
    "plans.0001_initial",
    "plans.0002_evidence_in_database",
    "plans.0003_comments",
    "plans.0004_standing_engine_version",
]


def row(model: str, **fields: object) -> Row:
    return {"model": model, "pk": 1, "fields": fields}


def test_a_renamed_field_is_read_under_its_name_of_today() -> None:
    rows = [row("plans.risk", words="Rain", impact=2), row("plans.comment", words="Why?")]
    risk, _ = rename_rows(rows, BEFORE_NAMES)
    assert risk["fields"]["title"] == "Rain"
    assert risk["fields"]["impact"] == 2
    assert "words" not in risk["fields"]


def test_rows_of_this_version_stay_as_they_are() -> None:
    from django.db.migrations.loader import MigrationLoader

    applied = [f"{app}.{name}" for app, name in MigrationLoader(None).graph.nodes]
    rows = [row("plans.risk", title="Rain")]
    assert rename_rows(rows, applied) is rows


def test_models_are_renamed_and_removed_and_code_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later = [
        ("plans", operations.RenameModel("WaitsOn", "Dependency")),
        ("plans", operations.RemoveField("Dependency", "note")),
        ("plans", operations.DeleteModel("Gone")),
    ]
    monkeypatch.setattr(former_rows, "_later_operations", lambda applied: iter(later))
    rows = [row("plans.waitson", note="x", since="2026-01-01"), row("plans.gone")]
    assert rename_rows(rows, []) == [row("plans.dependency", since="2026-01-01")]
    later.append(("plans", operations.RunPython(operations.RunPython.noop)))
    with pytest.raises(BackupError, match="in plans; restore it with the version that made it"):
        rename_rows(rows, [])
