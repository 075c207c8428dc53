"""Reads one table of pupil records, sets bad rows aside and says what was wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.sources.pupils.check import check_tables
from stocktake.sources.pupils.raw import FILE, ROW
from stocktake.sources.pupils.report import ValidationReport
from stocktake.sources.pupils.schema import ExportMapping
from stocktake.sources.pupils.typed import TypedTable, type_table

RULES_FAILED = "rules"


@dataclass(frozen=True, repr=False)
class PupilReading:
    """A table of pupil records, read and checked.

    Parameters
    ----------
    table : str
        Name of the layout.
    rows : polars.DataFrame
        The rows that may be used: the layout's columns in its order, then ``file`` and ``row``.
        A column that the file leaves out is null throughout.
    quarantined : polars.DataFrame
        The rows set aside, with ``rules``: the numbers of the rules that each fails.
    report : ValidationReport
    """

    table: str
    rows: pl.DataFrame
    quarantined: pl.DataFrame
    report: ValidationReport

    def __repr__(self) -> str:
        return (
            f"PupilReading({self.table!r}, rows={self.rows.height}, "
            f"quarantined={self.quarantined.height})"
        )


def read_pupil_table(
    path: Path,
    table: str,
    *,
    mapping: ExportMapping | None = None,
    year: str | None = None,
    as_of: date | None = None,
) -> PupilReading:
    r"""Read a table of pupil records from a CSV, Parquet or Excel file.

    Parameters
    ----------
    path : path
        The file. Of a workbook the sheet that has the table's name, or the only one.
    table : str
        The layout that it follows: ``pupils``, ``marks``, ``exclusions``, ...
    mapping : ExportMapping, optional
        How a system's own export fits the layout, from ``read_mapping``.
    year : str, optional
        The academic year, in six digits, that every row must belong to.
    as_of : date, optional
        The day after which nothing can have happened.

    Returns
    -------
    PupilReading
        Rules that need other tables are not checked here: see ``check_tables``.

    Raises
    ------
    InputError
        The file cannot be opened, is laid out otherwise, or mixes years. No message holds a
        cell or a heading of the file.
    UsageError
        No layout has the name, or the mapping fills another table.

    Examples
    --------
    >>> import tempfile
    >>> text = "UPN,Start date,End date\nU890400017001,2024-01-08,\nX,2024-01-08,\n"
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "young_carers.csv"
    ...     _ = path.write_text(text, encoding="utf-8")
    ...     reading = read_pupil_table(path, "young_carers")
    >>> reading
    PupilReading('young_carers', rows=1, quarantined=1)
    >>> reading.quarantined["row"].to_list(), reading.quarantined["rules"].to_list()
    ([3], ['R-010'])
    """
    typed_table = type_table(path, table, mapping=mapping, year=year)
    return check_reading([typed_table], {table: typed_table.rows}, as_of=as_of)


def check_reading(
    parts: Sequence[TypedTable],
    tables: Mapping[str, pl.DataFrame],
    *,
    as_of: date | None = None,
) -> PupilReading:
    """Check the parts of one table with the other tables, and set bad rows aside.

    Parameters
    ----------
    parts : sequence of TypedTable
        All of one table.
    tables : mapping of str to polars.DataFrame
        The other tables, to look up.
    as_of : date, optional
    """
    table = parts[0].table
    rows = pl.concat([part.rows for part in parts]) if len(parts) > 1 else parts[0].rows
    findings_report = check_tables({**tables, table: rows}, only=[table], as_of=as_of)
    unreadable = pl.concat([part.unreadable for part in parts])
    # A cell that cannot be read is null in the rows, but it is not missing as well.
    other_findings = findings_report.findings.join(
        unreadable, on=["table", FILE, ROW, "column"], how="anti"
    )
    report = ValidationReport(
        rows_count=findings_report.rows_count,
        findings=pl.concat([unreadable, other_findings]),
        not_checked=findings_report.not_checked,
        notes=tuple(note for part in parts for note in part.notes),
        limits=findings_report.limits,
    )
    failed_rows = (
        report.errors()
        .group_by(FILE, ROW)
        .agg(pl.col("rule").unique().sort().str.join(" ").alias(RULES_FAILED))
    )
    return PupilReading(
        table=table,
        rows=rows.join(failed_rows, on=[FILE, ROW], how="anti") if failed_rows.height else rows,
        quarantined=rows.join(failed_rows, on=[FILE, ROW], how="inner").sort(FILE, ROW),
        report=report,
    )
