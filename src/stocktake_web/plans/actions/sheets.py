"""Takes a workbook in: first what it would change, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.conflicts import Conflict, locked
from stocktake_web.gateway import plan_sections
from stocktake_web.plans.actions.resources import add_risk, change_risk
from stocktake_web.plans.actions.revisions import change_draft, start_draft
from stocktake_web.plans.actions.work import add_update
from stocktake_web.plans.models import Risk, SheetImport
from stocktake_web.plans.sheets.back import RowReport

DAYS = ("starts", "due")


@transaction.atomic
def keep_workbook(
    *, area: Area, actor: User, file_name: str, rows: Sequence[RowReport]
) -> SheetImport:
    """Keep what a workbook would change, until somebody applies it."""
    row = SheetImport(
        area=area,
        by=actor,
        at=gateway.now(),
        file_name=file_name[-120:],
        rows=[each.to_json() for each in rows],
    )
    row.full_clean(exclude=["rows"])
    row.save()
    values = {"file": row.file_name, "rows": len(row.rows)}
    record(area=area, actor=actor, verb="read workbook", obj=row, values=values)
    return row


@transaction.atomic
def apply_workbook(
    *, area: Area, actor: User, sheet_import: SheetImport, expected_version: int
) -> SheetImport:
    """Apply a workbook: every row of it, or none.

    Raises
    ------
    Conflict
        It was applied already, or something that it changes was changed since.
    """
    row = locked(SheetImport, sheet_import.pk, expected_version=expected_version, changes={})
    if row.applied_at or any(each["what"] == "fault" for each in row.rows):
        raise Conflict(str(row), row.version - 1, ())
    for each in row.rows:
        values = dict(each["values"])
        if each["what"] == "update":
            values["told_of"] = date.fromisoformat(values["told_of"])
            add_update(area=area, actor=actor, **values)
        elif each["what"] == "new risk":
            add_risk(area=area, actor=actor, **values)
        elif each["what"] == "risk":
            risk = Risk.objects.get(area=area, pk=int(each["key"]))
            version = values.pop("version")
            change_risk(area=area, actor=actor, risk=risk, expected_version=version, **values)
    changes = {each["key"]: each["values"] for each in row.rows if each["what"] == "plan"}
    if changes:
        _draft(area, actor, changes)
    row.applied_at = gateway.now()
    row.save()
    record(area=area, actor=actor, verb="apply workbook", obj=row, values={"rows": len(row.rows)})
    return row


def _draft(area: Area, actor: User, changes: dict[str, dict[str, Any]]) -> None:
    draft = start_draft(area=area, actor=actor)
    for identity, values in changes.items():
        plain = {
            name: date.fromisoformat(value) if name in DAYS and value else value
            for name, value in values.items()
        }
        text = plan_sections.changed_text(draft, "activity", identity, plain)
        draft = change_draft(
            area=area,
            actor=actor,
            draft=draft,
            plan_toml=text,
            expected_version=draft.version,
            what=identity,
        )
