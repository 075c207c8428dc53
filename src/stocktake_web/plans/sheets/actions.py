"""Takes a workbook in: first what it would change, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from stocktake.plan import change_item
from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.optimistic_locking import Conflict
from stocktake_web.plans.activities.actions import add_update
from stocktake_web.plans.drafts.actions import change_draft, start_draft
from stocktake_web.plans.risks.models import Risk
from stocktake_web.plans.sheets.models import SheetImport
from stocktake_web.plans.sheets.reports import RowReport
from stocktake_web.records.change import change
from stocktake_web.services.judgements import plan_of

DAYS = ("starts", "due")
LONGEST_NAME = 120


def keep_workbook(
    *, area: Area, actor: User, file_name: str, rows: Sequence[RowReport]
) -> SheetImport:
    """Keep what a workbook would change, until somebody applies it."""
    values = {
        "by": actor,
        "at": services.now(),
        "file_name": file_name[-LONGEST_NAME:],
        "rows": [row.to_json() for row in rows],
    }
    return change(SheetImport(area=area), actor=actor, values=values, verb="read workbook")


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
    row = SheetImport.objects.select_for_update().get(area=area, pk=sheet_import.pk)
    if row.applied_at or row.faults:
        raise Conflict(str(row), row.version, ())
    row = change(
        row,
        actor=actor,
        values={"applied_at": services.now()},
        expected_version=expected_version,
        verb="apply workbook",
    )
    for report in row.reports:
        _apply_row(area, actor, report)
    changes = {report.key: report.values for report in row.reports if report.effect == "plan"}
    if changes:
        _change_draft(area, actor, changes)
    return row


def _apply_row(area: Area, actor: User, report: RowReport) -> None:
    values = dict(report.values)
    if report.effect == "update":
        values["effective_date"] = date.fromisoformat(values["effective_date"])
        add_update(area=area, actor=actor, **values)
    elif report.effect == "new risk":
        change(Risk(area=area), actor=actor, values=values)
    elif report.effect == "risk":
        risk = Risk.objects.get(area=area, pk=int(report.key))
        version = values.pop("version")
        values["reviewed_on"] = services.today()
        change(risk, actor=actor, values=values, expected_version=version)


def _change_draft(area: Area, actor: User, changes: Mapping[str, Mapping[str, Any]]) -> None:
    draft = start_draft(area=area, actor=actor)
    for activity_id, values in changes.items():
        plain = {
            name: date.fromisoformat(value) if name in DAYS and value else value
            for name, value in values.items()
        }
        text = change_item(plan_of(draft), "activity", activity_id, plain)
        draft = change_draft(
            area=area,
            actor=actor,
            draft=draft,
            plan_toml=text,
            expected_version=draft.version,
            part=activity_id,
        )
