"""The rows of a returned file: which can be taken, and what is wrong with those that wait."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from stocktake.plan import Plan
from stocktake.sources import CheckedRow, FormRow
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.formats import day
from stocktake_web.plans.returns.models import ReturnFile
from stocktake_web.plans.revisions.queries import plan
from stocktake_web.services import local_returns

ADDRESS = re.compile(r"\S@\S")


@dataclass(frozen=True)
class RowView:
    """A row as the page shows it.

    Parameters
    ----------
    row : int
        Where it stands in the file.
    cells : dict of str to str
    title, place, true_of, figure : str
        As read, or as sent where the row waits.
    faults : tuple of str
        What is wrong with it; none where it can be taken.
    """

    row: int
    cells: dict[str, str]
    title: str
    place: str
    true_of: str
    figure: str
    faults: tuple[str, ...]

    @property
    def waits(self) -> bool:
        """Whether it cannot be taken as it is."""
        return bool(self.faults)


def keepable_rows(rows: Sequence[FormRow]) -> list[dict[str, Any]]:
    """Rows as they are kept: their filled-in cells, without any that hold an e-mail address.

    Such a cell is a fault, and nobody asked the person whether it may be kept: it waits blank.
    """
    return [
        {
            "row": row.row,
            "cells": {
                name: text for name, text in row.cells.items() if text and not ADDRESS.search(text)
            },
        }
        for row in rows
    ]


def check_file(area: Area, rows: Sequence[FormRow]) -> list[RowView]:
    """Each row by the plan of today."""
    present = plan(area)
    checked_rows = local_returns.check_rows(area, present, rows, on=services.today())
    titles = _titles(present)
    return [_view(row, titles) for row in checked_rows]


def file_rows(file: ReturnFile) -> list[RowView]:
    """What can be taken of a file now; once taken, what waited then."""
    rows = [FormRow(row["row"], _BlankCells(row["cells"])) for row in file.rows]
    if not file.applied_at:
        return check_file(file.area, rows)
    faults = {row["row"]: tuple(row["faults"]) for row in file.rows}
    titles = _titles(plan(file.area))
    return [_view(CheckedRow(row.row, row.cells, None, faults[row.row]), titles) for row in rows]


def corrections_of(file: ReturnFile) -> bytes:
    """The rows that wait, as a form to correct and send back."""
    rows = [
        CheckedRow(row.row, row.cells, None, row.faults) for row in file_rows(file) if row.waits
    ]
    return local_returns.corrections_workbook(plan(file.area), rows)


def digest_rows(rows: Sequence[RowView]) -> str:
    """What a page showed of rows, in short: two that differ did not show the same."""
    texts = [f"{row.row} {row.title} {row.place} {row.figure} {row.faults}" for row in rows]
    return sha256("\n".join(texts).encode()).hexdigest()[:16]


class _BlankCells(dict[str, str]):
    """Cells of a row, of which only those that are filled in are kept."""

    def __missing__(self, name: str) -> str:
        return ""


def _titles(plan: Plan) -> dict[str, str]:
    return {f"local:{row.id}": row.words for row in plan.local_indicator}


def _view(row: CheckedRow, titles: Mapping[str, str]) -> RowView:
    cells, figure = row.cells, row.figure
    if figure is None:
        place = cells["place"] or cells["school_urn"]
        true_of = cells["date"] or cells["time_period"]
        value = cells["value"] or cells["numerator"]
    else:
        place = figure.place
        true_of = day(figure.as_at) if figure.as_at else figure.period.label
        value = "not given" if figure.value is None else f"{figure.value:g}"
    title = titles.get(cells["indicator"], cells["indicator"])
    return RowView(row.row, dict(cells), title, place, true_of, value, row.faults)
