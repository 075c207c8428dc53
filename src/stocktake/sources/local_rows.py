"""Sorts the rows of a local return: those that can be taken, and those that wait, with why."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from stocktake.sources.local_figure import LocalFigure
from stocktake.sources.local_form import FormRow
from stocktake.sources.local_row import RowReader
from stocktake.sources.local_template import COLUMNS, LocalIndicator, full_id
from stocktake.standards.places import PlaceRegister, place_register

MOST_WAITING_ROWS = 1_000
"""After so many the rest waits unread: each fault takes time to explain, and nobody reads more."""
NOT_READ = "was not read: correct the rows above, then send it again"


@dataclass(frozen=True)
class CheckedRow:
    """A row of a form, with the figure that it returns or all that is wrong with it.

    Parameters
    ----------
    row : int
        Where it stands in the file.
    cells : dict of str to str
        What it holds, by column.
    figure : LocalFigure or None
        None where it waits.
    faults : tuple of str
        Each thing that is wrong with it, with its column.
    """

    row: int
    cells: dict[str, str]
    figure: LocalFigure | None
    faults: tuple[str, ...] = ()


def check_local_rows(
    form: Sequence[FormRow],
    *,
    indicators: Mapping[str, LocalIndicator],
    retrieved: date,
    register: PlaceRegister | None = None,
) -> list[CheckedRow]:
    """Read every row by itself, where ``read_local_return`` refuses the whole file for one fault.

    Two rows that return one figure twice both wait: nobody but the sender knows which is right.
    """
    plan = {full_id(name): item for name, item in indicators.items()}
    reader = RowReader("", plan, register or place_register(), retrieved)
    rows: list[CheckedRow] = []
    waiting_count = 0
    for row in form:
        if waiting_count >= MOST_WAITING_ROWS:
            rows.append(CheckedRow(row.row, row.cells, None, (NOT_READ,)))
            continue
        checked_row = _check_row(row, reader)
        waiting_count += checked_row.figure is None
        rows.append(checked_row)
    return _without_twins(rows)


def write_local_rows(form: Sequence[FormRow]) -> bytes:
    """Rows of a form as a CSV file of their own, in which each keeps the number that it had."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([column.name for column in COLUMNS])
    number = 1
    for row in sorted(form, key=lambda row: row.row):
        # A blank line stands for a row that was left out.
        stream.write("\r\n" * (row.row - number - 1))
        writer.writerow([" ".join(row.cells.get(column.name, "").split()) for column in COLUMNS])
        number = row.row
    return stream.getvalue().encode()


def _check_row(row: FormRow, reader: RowReader) -> CheckedRow:
    reader.faults.clear()
    figure = reader.read(row)
    location = f"{reader.name}: row {row.row}, "
    faults = []
    for fault in reader.faults:
        parts = [f"{fault.location.removeprefix(location)}: {fault.problem}"]
        parts += [f"expected {fault.expected}"] if fault.expected else []
        parts += [fault.fix] if fault.fix else []
        faults.append("; ".join(parts))
    return CheckedRow(row.row, row.cells, figure, tuple(faults))


def _without_twins(rows: Sequence[CheckedRow]) -> list[CheckedRow]:
    numbers: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for row in rows:
        if row.figure:
            numbers[row.figure.key].append(row.row)
    return [_check_twins(row, numbers[row.figure.key]) if row.figure else row for row in rows]


def _check_twins(row: CheckedRow, same_numbers: Sequence[int]) -> CheckedRow:
    twins = [str(number) for number in same_numbers if number != row.row]
    if not twins:
        return row
    fault = f"returns the same figure as row {', '.join(twins)}; delete all but one"
    return replace(row, figure=None, faults=(fault,))
