"""Writes the workbook, and the one of rows to correct."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from stocktake_web.formats import counted, day
from stocktake_web.plans.activities.work import Work
from stocktake_web.plans.sheets.funding_rows import funding_texts
from stocktake_web.plans.sheets.layout import (
    ACTIONS,
    COVER,
    FUNDING,
    HEADER_ROW,
    PLACE_CELL,
    PLAN,
    PROBLEM,
    RISKS,
    SHEETS,
    VERSION,
    Column,
    Sheet,
)
from stocktake_web.plans.sheets.reports import RowReport
from stocktake_web.plans.sheets.row_context import RowContext
from stocktake_web.plans.sheets.row_versions import (
    PLAN_FIELDS,
    RISK_FIELDS,
    cell_text,
    cell_texts,
    plan_version,
    row_version,
)
from stocktake_web.services.judgements import plan_of

SPARE_ROWS = 100
"""Rows below the last for which choices are offered."""
WHOLE_NUMBERS = ("number", "likelihood", "impact", "progress percent")
Rows = Mapping[str, Sequence[Sequence[Any]]]


def write_workbook(context: RowContext, works: Sequence[Work], as_of: date) -> bytes:
    """The workbook of a plan: to fill in and to send back.

    What the sheet of the plan shows is the draft, where somebody has begun one.
    """
    note = (
        "Each sheet says what may be filled in. Send the file back on the page Excel: you see "
        "what it would change before anything is changed."
    )
    rows = {
        ACTIONS.name: list(_actions(works, context)),
        PLAN.name: list(_plan(context)),
        RISKS.name: list(_risks(context)),
        FUNDING.name: list(_funding(context)),
    }
    return _write_book(context, as_of, note, SHEETS, rows)


def write_corrections(context: RowContext, reports: Sequence[RowReport], as_of: date) -> bytes:
    """The workbook of the rows that wait, as they were sent, each with what is wrong.

    A row that was changed on the page since has the version of today, so that whoever sends it back
    means it.
    """
    note = (
        f"{counted(len(reports), 'row')} to correct. The last column says what is wrong and is not "
        "read. Send the file back on the page Excel."
    )
    sheets = [
        Sheet(sheet.name, sheet.description, (*sheet.columns, Column(PROBLEM, 60)))
        for sheet in SHEETS
    ]
    rows: dict[str, list[tuple[Any, ...]]] = {sheet.name: [] for sheet in sheets}
    for report in reports:
        cells = report.cells | {PROBLEM: ".\n".join(report.faults)}
        cells[VERSION] = _present_version(report, context) or cells[VERSION]
        names = next(sheet.names for sheet in sheets if sheet.name == report.sheet)
        rows[report.sheet].append(tuple(_cell_value(name, cells[name]) for name in names))
    return _write_book(context, as_of, note, sheets, rows)


def _cell_value(column: str, text: str) -> int | str:
    return int(text) if column in WHOLE_NUMBERS and text.isdecimal() else text


def _present_version(report: RowReport, context: RowContext) -> str:
    if report.sheet == ACTIONS.name:
        return context.update_version(report.key)
    if report.sheet == PLAN.name and report.key in context.draft_activities:
        return plan_version(cell_texts(context.draft_activities[report.key], PLAN_FIELDS))
    if report.sheet == RISKS.name and report.key.isdecimal():
        risk = context.risks.get(int(report.key))
        return row_version(risk.version, cell_texts(risk, RISK_FIELDS)) if risk else ""
    if report.sheet == FUNDING.name and report.key.isdecimal():
        line = context.funding.get(int(report.key))
        return row_version(line.version, funding_texts(line)) if line else ""
    return ""


def _write_book(
    context: RowContext, as_of: date, note: str, sheets: Sequence[Sheet], rows: Rows
) -> bytes:
    import xlsxwriter

    plan = plan_of(context.revision)
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    bold = book.add_format({"bold": True, "text_wrap": True})
    title = book.add_format({"bold": True, "font_size": 14})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    cover = book.add_worksheet(COVER)
    cover.set_column(0, 0, 90)
    for row, text in enumerate(
        (
            f"{plan.title}: {context.area.name}",
            f"As of {day(as_of)}.",
            note,
            f"revision {context.revision.number}",
            f"{PLACE_CELL}{context.area.slug}",
        )
    ):
        cover.write_string(row, 0, text, title if row == 0 else wrap)
    for sheet in sheets:
        _write(book, sheet, rows[sheet.name], (title, wrap, bold))
    book.close()
    return stream.getvalue()


def _write(book: Any, sheet: Sheet, rows: Sequence[Sequence[Any]], formats: Sequence[Any]) -> None:
    title, wrap, bold = formats
    page = book.add_worksheet(sheet.name)
    page.write_string(0, 0, sheet.name, title)
    page.write_string(1, 0, sheet.description)
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
        page.write_string(HEADER_ROW - 1, number, column.name, bold)
        if column.choices:
            page.data_validation(
                HEADER_ROW,
                number,
                HEADER_ROW + len(rows) + SPARE_ROWS,
                number,
                {"validate": "list", "source": list(column.choices)},
            )
    for at, row in enumerate(rows, start=HEADER_ROW):
        for number, value in enumerate(row):
            if isinstance(value, int | Decimal):
                page.write_number(at, number, value, wrap)
            else:
                page.write_string(at, number, str(value), wrap)
    page.freeze_panes(HEADER_ROW, 1)


def _actions(works: Sequence[Work], context: RowContext) -> Iterator[tuple[Any, ...]]:
    for work in works:
        yield (
            work.id,
            work.title,
            work.owner,
            _iso(work.due),
            work.status.words,
            "",
            "",
            "",
            "",
            context.update_version(work.id),
        )


def _plan(context: RowContext) -> Iterator[tuple[Any, ...]]:
    for priority in plan_of(context.draft_text).priority:
        for activity in priority.activity:
            texts = cell_texts(activity, PLAN_FIELDS)
            yield (activity.id, priority.title, *texts, plan_version(texts))


def _risks(context: RowContext) -> Iterator[tuple[Any, ...]]:
    risks = sorted(context.risks.values(), key=lambda risk: (-risk.score, risk.pk))
    for risk in risks:
        yield (
            risk.pk,
            row_version(risk.version, cell_texts(risk, RISK_FIELDS)),
            *(_risk_cell(getattr(risk, name)) for name in RISK_FIELDS),
        )


def _risk_cell(value: Any) -> str | int:
    """A number stays a number, so that its cell offers the choices."""
    return value if isinstance(value, int) else cell_text(value)


def _funding(context: RowContext) -> Iterator[tuple[Any, ...]]:
    for line in context.funding.values():
        texts = funding_texts(line)
        amounts = (line.committed_pounds, line.spent_pounds, line.forecast_pounds)
        yield (line.pk, row_version(line.version, texts), *texts[:3], *amounts, line.note)


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""
