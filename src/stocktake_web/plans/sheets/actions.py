"""Takes a workbook in: first what it would change, then the good rows or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import transaction

from stocktake.plan import change_item
from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.optimistic_locking import Conflict
from stocktake_web.plans.activities.actions import add_update
from stocktake_web.plans.drafts.actions import change_draft, start_draft
from stocktake_web.plans.funding.models import FundingLine
from stocktake_web.plans.risks.models import Risk
from stocktake_web.plans.sheets.import_ import read_again
from stocktake_web.plans.sheets.models import SheetImport
from stocktake_web.plans.sheets.reports import RowReport
from stocktake_web.plans.sheets.row_context import load_context
from stocktake_web.records.change import change
from stocktake_web.services.judgements import plan_of

DAYS = ("starts", "due")
LONGEST_NAME = 120


class StaleReading(Exception):  # noqa: N818 - it says what is so
    """What a workbook would change is no longer what the person saw."""


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
def take_rows(
    *,
    area: Area,
    actor: User,
    sheet_import: SheetImport,
    expected_version: int,
    expected_digest: str,
) -> SheetImport:
    """Take the good rows of a workbook, all of them or none; those that wait stay as they are.

    Parameters
    ----------
    expected_digest : str
        Of what the person saw (``digest_reports``).

    Raises
    ------
    StaleReading
        Something that the workbook changes was changed since the person saw it.
    Conflict
        Its rows were taken already, or there is none to take.
    """
    row = SheetImport.objects.select_for_update().get(area=area, pk=sheet_import.pk)
    reports = read_again(row.reports, load_context(area, actor, lock=True))
    good_reports = [report for report in reports if report.can_be_taken]
    if row.applied_at or not good_reports:
        raise Conflict(str(row), row.version, ())
    if digest_reports(reports) != expected_digest:
        raise StaleReading
    row = change(
        row,
        actor=actor,
        values={
            "applied_at": services.now(),
            "rows": [
                replace(report, is_applied=report.can_be_taken).to_json() for report in reports
            ],
        },
        expected_version=expected_version,
        verb="apply workbook",
    )
    for report in good_reports:
        _apply_row(area, actor, report)
    changes = {report.key: report.values for report in good_reports if report.effect == "plan"}
    if changes:
        _change_draft(area, actor, changes)
    return row


def digest_reports(reports: Sequence[RowReport]) -> str:
    """What a page showed of rows, in short: two that differ did not show the same."""
    texts = [f"{row.sheet} {row.row} {row.effect} {row.description}" for row in reports]
    return sha256("\n".join(texts).encode()).hexdigest()[:16]


def _apply_row(area: Area, actor: User, report: RowReport) -> None:
    values = dict(report.values)
    if report.effect == "update":
        values["effective_date"] = date.fromisoformat(values["effective_date"])
        add_update(area=area, actor=actor, **values)
    elif report.effect == "new risk":
        change(Risk(area=area), actor=actor, values=values)
    elif report.effect in ("funding", "new funding"):
        _apply_funding(area, actor, report)
    elif report.effect == "risk":
        risk = Risk.objects.get(area=area, pk=int(report.key))
        version = values.pop("version")
        values["reviewed_on"] = services.today()
        change(risk, actor=actor, values=values, expected_version=version)


def _apply_funding(area: Area, actor: User, report: RowReport) -> None:
    values = dict(report.values)
    version = values.pop("version", None)
    values |= {name: Decimal(values[name]) for name in values if name.endswith("_pounds")}
    if version is None:
        change(FundingLine(area=area), actor=actor, values=values)
    else:
        line = FundingLine.objects.get(area=area, pk=int(report.key))
        change(line, actor=actor, values=values, expected_version=version)


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
