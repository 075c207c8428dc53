"""Writes forms for local returns: empty ones to fill in, and rows to correct."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from stocktake.sources.form_workbook import FormText, write_form_workbook
from stocktake.sources.local_template import (
    COLUMNS,
    LOCAL_RETURN,
    RETURNS_SHEET,
    NamedLocalIndicator,
    full_id,
    template_notes,
    unit_of,
)
from stocktake.standards.errors import UsageError
from stocktake.standards.period_kinds import KINDS

LEVELS = ("School", "Local authority", "Local authority district", "Regional", "National", "MAT")


def write_local_template(path: Path, indicators: Sequence[NamedLocalIndicator]) -> str:
    """Write an empty form for local returns.

    Parameters
    ----------
    path : path
        A ``.csv`` (a header and nothing else) or an ``.xlsx`` (a sheet of notes, and a table with
        one header row and lists to choose from, to the guidance on accessible spreadsheets). An
        existing file is replaced.
    indicators : sequence
        What may be returned: each with ``id``, ``unit`` and ``words``.

    Returns
    -------
    str
        The notes: what each column means. A CSV file cannot carry them.

    Raises
    ------
    UsageError
        For another ending, or a place that cannot be written to.

    Notes
    -----
    Source: Government Analysis Function, Releasing statistics in spreadsheets (2024).

    Examples
    --------
    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "return.csv"
    >>> notes = write_local_template(target, [])
    >>> target.read_text().split(",")[:3]
    ['indicator', 'date', 'time_period']
    """
    ending = path.suffix.lower()
    if ending not in (".csv", ".xlsx"):
        raise UsageError(f"cannot write {path.name}: expected a name that ends in .csv or .xlsx")
    try:
        if ending == ".csv":
            with path.open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream, lineterminator="\r\n").writerow([c.name for c in COLUMNS])
        else:
            _write_workbook(str(path), indicators)
    except OSError as error:
        raise UsageError(f"cannot write {path.name}: {error.strerror or error}") from None
    return template_notes(indicators)


def write_local_corrections(
    indicators: Sequence[NamedLocalIndicator], rows: Sequence[tuple[Mapping[str, str], str]]
) -> bytes:
    """Write the workbook of rows that wait: each as it was sent, and what is wrong with it.

    Parameters
    ----------
    rows : sequence of (cells by column, what is wrong)
        Cells are written as text, whatever they hold: none becomes a formula.
    """
    stream = io.BytesIO()
    _write_workbook(stream, indicators, rows)
    return stream.getvalue()


def _write_workbook(
    target: str | io.BytesIO,
    indicators: Sequence[NamedLocalIndicator],
    corrections: Sequence[tuple[Mapping[str, str], str]] = (),
) -> None:
    text = FormText(
        title="Local return",
        instruction=f"Fill in the sheet {RETURNS_SHEET!r}: one row for each figure.",
        choices={
            "indicator": [full_id(item.id) for item in indicators],
            "time_identifier": list(KINDS),
            "geographic_level": list(LEVELS),
            "cumulative": ["yes", "no"],
        },
        tables=[
            (
                "indicators",
                ["Indicator", "What it is"],
                [[full_id(item.id), f"{item.words} ({unit_of(item)})"] for item in indicators],
            )
        ],
    )
    write_form_workbook(target, LOCAL_RETURN, text, corrections)
