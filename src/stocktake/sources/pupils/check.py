"""Applies every rule to tables of pupil data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from stocktake.sources.pupils.cells import dtype_of
from stocktake.sources.pupils.layouts import load_limits, pupil_layout
from stocktake.sources.pupils.raw import FILE, ROW
from stocktake.sources.pupils.report import FINDINGS, ValidationReport
from stocktake.sources.pupils.rules import Rule, RuleContext, rules_for
from stocktake.sources.pupils.schema import Limits
from stocktake.standards.errors import Fault, InputError


def check_tables(
    tables: Mapping[str, pl.DataFrame],
    *,
    only: Iterable[str] | None = None,
    as_of: date | None = None,
    limits: Limits | None = None,
) -> ValidationReport:
    """Judge tables of pupil data by every rule that can be applied to them.

    Parameters
    ----------
    tables : mapping of str to polars.DataFrame
        By name of the layout, typed as ``read_pupil_table`` types them. Columns ``file`` and
        ``row`` say where a row stood; without them rows count from 1.
    only : iterable of str, optional
        The tables to judge; the others are there to be looked up. By default all.
    as_of : date, optional
        The day after which nothing can have happened.
    limits : Limits, optional
        How much may fail; by default the shipped definition.

    Returns
    -------
    ValidationReport
        Rows and rules. A rule whose tables are missing is listed as not checked.

    Raises
    ------
    UsageError
        A table that no layout describes.
    InputError
        Columns of another type than their layout's.

    Examples
    --------
    >>> spells = pl.DataFrame({
    ...     "upn": ["U890400017001", "A890400017001"],
    ...     "start_date": [date(2024, 1, 8), date(2024, 1, 8)],
    ...     "end_date": [None, date(2023, 1, 8)]}, schema_overrides={"end_date": pl.Date})
    >>> report = check_tables({"young_carers": spells})
    >>> report.summary().select("rule", "rows_count", "where").rows()
    [('1510', 1, 'young_carers: row 2'), ('R-022', 1, 'young_carers: row 2')]
    >>> report.usable.usable
    False
    """
    numbered_tables = {table: _number_rows(table, rows) for table, rows in tables.items()}
    tables_to_check = (
        list(tables) if only is None else [table for table in only if table in numbered_tables]
    )
    findings: list[pl.DataFrame] = [pl.DataFrame(schema=FINDINGS)]
    skipped_rules: dict[str, None] = {}
    for table in tables_to_check:
        layout = pupil_layout(table)
        context = RuleContext(table, layout, numbered_tables[table], numbered_tables, as_of)
        for rule in rules_for(table):
            reason = _why_not(rule, context)
            if reason:
                skipped_rules[f"{rule.id} ({rule.statement}): {reason}"] = None
        findings += _failing(
            context, [rule for rule in rules_for(table) if not _why_not(rule, context)]
        )
    return ValidationReport(
        rows_count={table: numbered_tables[table].height for table in tables_to_check},
        findings=pl.concat(findings),
        not_checked=tuple(skipped_rules),
        limits=limits or load_limits(),
    )


def _failing(context: RuleContext, rules: Iterable[Rule]) -> list[pl.DataFrame]:
    """Findings of all the rules, their conditions computed in one pass over the rows."""
    masks: dict[str, pl.Expr | pl.Series] = {}
    names: dict[str, tuple[str, str]] = {}
    for rule in rules:
        for column, mask in rule.find(context):
            key = str(len(masks))
            masks[key] = mask
            names[key] = (rule.id, column)
    rows = context.rows.select(
        FILE,
        ROW,
        *(
            (mask if isinstance(mask, pl.Expr) else pl.lit(mask)).fill_null(value=False).alias(key)
            for key, mask in masks.items()
        ),
    )
    failing = []
    for key, (identity, column) in names.items():
        bad = rows.filter(pl.col(key))
        if bad.height:
            failing.append(
                bad.select(
                    pl.lit(identity).alias("rule"),
                    pl.lit(context.table).alias("table"),
                    FILE,
                    ROW,
                    pl.lit(column).alias("column"),
                )
            )
    return failing


def _why_not(rule: Rule, context: RuleContext) -> str:
    """Why a rule cannot be applied; empty where it can."""
    missing = [table for table in rule.needs if table not in context.tables]
    if missing and (context.table not in ("schools", *missing)):
        return f"there is no table {' or '.join(missing)}"
    if rule.needs_day and context.as_of is None:
        return "the day of the check was not given"
    return ""


def _number_rows(table: str, rows: pl.DataFrame) -> pl.DataFrame:
    layout = pupil_layout(table)
    wrong = [
        Fault(table, f"column {column.name!r} is {rows.schema[column.name]}", str(dtype_of(column)))
        for column in layout.column
        if column.name in rows.columns and rows.schema[column.name] != dtype_of(column)
    ]
    if wrong:
        raise InputError(f"the table {table} is not typed as its layout", wrong)
    if FILE not in rows.columns:
        rows = rows.with_columns(pl.lit(table).alias(FILE))
    if ROW not in rows.columns:
        rows = rows.with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).alias(ROW))
    return rows.with_columns(pl.col(FILE).cast(pl.Categorical), pl.col(ROW).cast(pl.UInt32))
