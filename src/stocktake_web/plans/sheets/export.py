"""Writes the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from stocktake.plan import Plan
from stocktake_web.formats import day
from stocktake_web.plans.activities.work import Work
from stocktake_web.plans.risks.models import Risk
from stocktake_web.plans.sheets.layout import ACTIONS, COVER, HEADER_ROW, PLAN, RISKS, Sheet

ROOM = 100
"""Rows below the last for which choices are offered."""


def write_workbook(
    *,
    place: str,
    revision: int,
    as_of: date,
    plan: Plan,
    works: Sequence[Work],
    risks: Sequence[Risk],
) -> bytes:
    """The workbook of a plan: to fill in and to send back.

    Parameters
    ----------
    revision : int
        Of the plan in force; a workbook of another is refused when it comes back.
    """
    import xlsxwriter

    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    bold = book.add_format({"bold": True, "text_wrap": True})
    title = book.add_format({"bold": True, "font_size": 14})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    cover = book.add_worksheet(COVER)
    cover.set_column(0, 0, 90)
    for row, text in enumerate(
        (
            f"{plan.title}: {place}",
            f"As of {day(as_of)}.",
            "Each sheet says what may be filled in. Send the file back on the page Excel: you see "
            "what it would change before anything is changed.",
        )
    ):
        cover.write_string(row, 0, text, title if row == 0 else wrap)
    cover.write_string(3, 0, f"revision {revision}")
    rows: dict[str, list[tuple[Any, ...]]] = {
        ACTIONS.name: list(_actions(works)),
        PLAN.name: list(_plan(plan)),
        RISKS.name: list(_risks(risks)),
    }
    for sheet in (ACTIONS, PLAN, RISKS):
        _write(book, sheet, rows[sheet.name], (title, wrap, bold))
    book.close()
    return stream.getvalue()


def _write(book: Any, sheet: Sheet, rows: list[tuple[Any, ...]], formats: Sequence[Any]) -> None:
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
                HEADER_ROW + len(rows) + ROOM,
                number,
                {"validate": "list", "source": list(column.choices)},
            )
    for at, row in enumerate(rows, start=HEADER_ROW):
        for number, value in enumerate(row):
            if isinstance(value, int):
                page.write_number(at, number, value, wrap)
            else:
                page.write_string(at, number, str(value), wrap)
    page.freeze_panes(HEADER_ROW, 1)


def _actions(works: Sequence[Work]) -> Iterator[tuple[Any, ...]]:
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
        )


def _plan(plan: Plan) -> Iterator[tuple[Any, ...]]:
    for priority in plan.priority:
        for activity in priority.activity:
            yield (
                activity.id,
                priority.title,
                activity.words,
                _iso(activity.starts),
                _iso(activity.due),
                activity.owner,
            )


def _risks(risks: Sequence[Risk]) -> Iterator[tuple[Any, ...]]:
    for risk in risks:
        yield (
            risk.pk,
            risk.version,
            risk.title,
            risk.likelihood,
            risk.impact,
            risk.response,
            risk.owner_role,
        )


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""
