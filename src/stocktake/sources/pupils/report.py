"""What was found in pupil data: rows and rules, never a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from stocktake.sources.pupils.layouts import load_limits
from stocktake.sources.pupils.raw import FILE, ROW
from stocktake.sources.pupils.rules import RULES
from stocktake.sources.pupils.schema import Limits
from stocktake.standards.errors import Fault

FINDINGS: dict[str, pl.DataType] = {
    "rule": pl.String(),
    "table": pl.String(),
    FILE: pl.Categorical(),
    ROW: pl.UInt32(),
    "column": pl.String(),
}
"""Columns of findings: one row per rule, row and column that fails. No cell is among them."""

ROWS_NAMED = 5


@dataclass(frozen=True)
class Usability:
    """Whether the rows that passed may be used.

    Parameters
    ----------
    usable : bool
    reasons : tuple of str
        Why not; empty where they may.
    """

    usable: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class ValidationReport:
    """Which rows failed which rules, and whether the rest may be used.

    Parameters
    ----------
    rows_count : mapping of str to int
        Rows judged, by table.
    findings : polars.DataFrame
        Columns of ``FINDINGS``: rule, table, file, row and column. Never a cell.
    not_checked : tuple of str
        Rules that could not be applied, each with the reason.
    notes : tuple of Fault
        What the files hold that was not read.
    limits : Limits
        How much may fail.
    """

    rows_count: Mapping[str, int]
    findings: pl.DataFrame
    not_checked: tuple[str, ...] = ()
    notes: tuple[Fault, ...] = ()
    limits: Limits = field(default_factory=load_limits)

    def __repr__(self) -> str:
        return (
            f"ValidationReport(tables={len(self.rows_count)}, rows={sum(self.rows_count.values())},"
            f" set_aside={self.set_aside_count()}, findings={self.findings.height})"
        )

    def __add__(self, other_report: ValidationReport) -> ValidationReport:
        tables = {**self.rows_count, **other_report.rows_count}
        counts = {
            table: self.rows_count.get(table, 0) + other_report.rows_count.get(table, 0)
            for table in tables
        }
        return replace(
            self,
            rows_count=counts,
            findings=pl.concat([self.findings, other_report.findings]),
            not_checked=tuple(dict.fromkeys(self.not_checked + other_report.not_checked)),
            notes=self.notes + other_report.notes,
        )

    def errors(self) -> pl.DataFrame:
        """The findings for which a row is set aside."""
        queries = [rule.id for rule in RULES.values() if rule.severity == "query"]
        return self.findings.filter(~pl.col("rule").is_in(queries))

    def set_aside_count(self, table: str = "") -> int:
        """How many rows are set aside, of one table or of all."""
        rows = self.errors().filter(pl.col("table") == table) if table else self.errors()
        return rows.select("table", FILE, ROW).n_unique() if rows.height else 0

    def summary(self) -> pl.DataFrame:
        """One row per table and rule that found anything.

        Returns
        -------
        polars.DataFrame
            ``table``, ``rule``, ``severity``, ``says``, ``columns``, ``rows_count``, ``percent``
            (of the table's rows, 0 to 100) and ``where`` (the first rows, by file).
        """
        schema = {
            "table": pl.String,
            "rule": pl.String,
            "severity": pl.String,
            "says": pl.String,
            "columns": pl.String,
            "rows_count": pl.Int64,
            "percent": pl.Float64,
            "where": pl.String,
        }
        groups = self.findings.partition_by("table", "rule", as_dict=True, maintain_order=True)
        rows = []
        for (table, identity), group in groups.items():
            failing = group.select(FILE, ROW).unique()
            rows.append(
                {
                    "table": table,
                    "rule": identity,
                    "severity": RULES[identity].severity,
                    "says": RULES[identity].statement,
                    "columns": ", ".join(group["column"].unique(maintain_order=True)),
                    "rows_count": failing.height,
                    "percent": 100 * failing.height / max(self.rows_count[table], 1),
                    "where": _named_rows(failing),
                }
            )
        order = ["severity", "table", "rule"]
        return pl.DataFrame(rows, schema=schema, orient="row").sort(order)

    @property
    def usable(self) -> Usability:
        """Whether the rows that passed may be used, with every reason why not."""
        reasons = []
        for row in self.summary().filter(severity="error").iter_rows(named=True):
            limit, reason = self._limit(row["rule"])
            if row["percent"] > limit:
                reasons.append(
                    f"{row['table']}: {row['rows_count']:,} of {self.rows_count[row['table']]:,} "
                    f"rows ({row['percent']:.1f}%) fail {row['rule']} ({row['says']}); at most "
                    f"{limit:g}% may{f', since {reason}' if reason else ''}"
                )
        for table, count in self.rows_count.items():
            aside = self.set_aside_count(table)
            percent = 100 * aside / max(count, 1)
            if percent > self.limits.table_percent:
                reasons.append(
                    f"{table}: {aside:,} of {count:,} rows ({percent:.1f}%) are set aside; at "
                    f"most {self.limits.table_percent:g}% may be"
                )
        return Usability(not reasons, tuple(reasons))

    def _limit(self, identity: str) -> tuple[float, str]:
        for limit in self.limits.limit:
            if limit.rule == identity:
                return limit.percent, limit.reason
        return self.limits.percent, ""

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON can hold it."""
        usable = self.usable
        return {
            "usable": usable.usable,
            "reasons": list(usable.reasons),
            "tables": [
                {
                    "table": table,
                    "rows_count": count,
                    "set_aside_count": self.set_aside_count(table),
                }
                for table, count in self.rows_count.items()
            ],
            "findings": self.summary().to_dicts(),
            "not_checked": list(self.not_checked),
            "notes": [str(note) for note in self.notes],
        }


def rows_in_words(count: int) -> str:
    """A number of rows as a person says it.

    Examples
    --------
    >>> rows_in_words(1), rows_in_words(1200)
    ('1 row', '1,200 rows')
    """
    return f"{count:,} row" if count == 1 else f"{count:,} rows"


def _named_rows(rows: pl.DataFrame) -> str:
    """The first rows, file by file."""
    parts = []
    name_count = 0
    texts = rows.with_columns(pl.col(FILE).cast(pl.String)).sort(FILE, ROW)
    for (name,), group in (
        texts.head(ROWS_NAMED).partition_by(FILE, as_dict=True, maintain_order=True).items()
    ):
        numbers = [str(number) for number in group[ROW]]
        name_count += len(numbers)
        parts.append(f"{name}: {'row' if len(numbers) == 1 else 'rows'} {', '.join(numbers)}")
    rest = rows.height - name_count
    return "; ".join(parts) + (f" and {rest:,} more" if rest else "")
