"""Reads a plan: ``plan.toml`` and the figures that it carries."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from pydantic import ValidationError

from stocktake.plan.raw import repeated_ids, unknown_indicators
from stocktake.plan.schema import Plan
from stocktake.sources.reading import sha256_of
from stocktake.standards.definition_faults import model_faults
from stocktake.standards.errors import Fault, PlanError, UsageError
from stocktake.standards.periods import Period
from stocktake.standards.toml_limits import toml_problem
from stocktake.statistics.quoted import QUOTED_COLUMNS

PLAN_FILE = "plan.toml"


@dataclass(frozen=True)
class PlanFile:
    """A plan, where it was read and the figures that it carries.

    Parameters
    ----------
    plan : Plan
    path : Path
        The ``plan.toml``.
    quoted_figures : polars.DataFrame
        Columns of ``statistics.quoted.QUOTED_COLUMNS``; no rows where the plan carries no figures.
    """

    plan: Plan
    path: Path
    quoted_figures: pl.DataFrame


def read_plan(path: Path | str) -> PlanFile:
    """Read a plan.

    Parameters
    ----------
    path : Path or str
        A ``plan.toml``, or the folder that holds one.

    Returns
    -------
    PlanFile

    Raises
    ------
    PlanError
        No such file; a syntax error, with line and column; or every fault of the plan and of its
        figures at once, each with its key path or line and, for an unknown key, the nearest one.

    Examples
    --------
    >>> from stocktake.examples import example_plan
    >>> read_plan(example_plan("blackpool")).plan.place.id
    'la-890'
    """
    plan_path = Path(path)
    if plan_path.is_dir():
        plan_path = plan_path / PLAN_FILE
    plan = parse_plan(_text(plan_path), plan_path.name)
    quoted_figures = pl.DataFrame(schema=QUOTED_COLUMNS)
    if plan.figures:
        quoted_figures = read_quoted(plan_path.parent / plan.figures)
    return PlanFile(plan, plan_path, quoted_figures)


def parse_plan(text: str, location: str = PLAN_FILE) -> Plan:
    """Parse the text of a plan.

    Raises
    ------
    PlanError
        As ``read_plan``.

    Examples
    --------
    >>> parse_plan("id = ")
    Traceback (most recent call last):
    stocktake.standards.errors.PlanError: plan.toml is not valid TOML
      plan.toml: Invalid value (at line 1, column 6); expected TOML; correct the syntax there
    """
    if problem := toml_problem(text):
        raise PlanError(f"{location} cannot be read", [Fault(location, *problem)])
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error).replace("(at end of document)", _end_of(text))
        raise PlanError(
            f"{location} is not valid TOML",
            [Fault(location, message, "TOML", "correct the syntax there")],
        ) from None
    faults = list(repeated_ids(raw, location))
    try:
        plan = Plan.model_validate(raw)
    except ValidationError as error:
        faults += [*model_faults(error, location, Plan), *unknown_indicators(raw, location)]
    if faults:
        raise PlanError(f"{location} has {len(faults)} fault(s)", faults)
    return plan


def parse_plan_file(text: str) -> PlanFile:
    """A plan that is only a text yet, and carries no figures.

    Raises
    ------
    PlanError
        As ``read_plan``.
    """
    return PlanFile(parse_plan(text), Path(PLAN_FILE), pl.DataFrame(schema=QUOTED_COLUMNS))


def read_quoted(path: Path) -> pl.DataFrame:
    """Read the figures that a plan carries.

    Parameters
    ----------
    path : Path
        A CSV with the columns of ``QUOTED_COLUMNS`` save ``file``, ``sha256`` and ``row``.

    Raises
    ------
    PlanError
        Every fault at once, with its line.
    """
    columns = [name for name in QUOTED_COLUMNS if name not in ("file", "sha256", "row")]
    text = _text(path)
    try:
        raw = pl.read_csv(text.encode(), infer_schema=False)
    except pl.exceptions.PolarsError as error:
        raise PlanError(
            f"{path.name} cannot be read", [Fault(path.name, str(error).splitlines()[0], "a CSV")]
        ) from None
    absent = [name for name in columns if name not in raw.columns]
    if absent:
        column_list = ", ".join(columns)
        raise PlanError(
            f"{path.name} lacks columns", [Fault(path.name, f"no {', '.join(absent)}", column_list)]
        )
    rows = raw.select(_to_column_type(name) for name in columns)
    faults = [*_cast_faults(raw, rows, path.name), *_period_faults(raw, path.name)]
    keys = ["series", "time_period", "time_identifier", "place"]
    for index in rows.select(pl.struct(keys).is_duplicated()).to_series().arg_true():
        row = raw.row(index, named=True)
        problem = f"{row['series']} for {row['place']} in {row['time_period']} is written twice"
        faults.append(Fault(f"{path.name}: line {index + 2}", problem, "each figure once"))
    if faults:
        raise PlanError(f"{path.name} has {len(faults)} fault(s)", faults)
    return rows.with_columns(
        pl.lit(path.name).alias("file"),
        pl.lit(sha256_of(path)).alias("sha256"),
        pl.int_range(2, pl.len() + 2, dtype=pl.Int32).alias("row"),
    ).select(list(QUOTED_COLUMNS))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PlanError(
            f"cannot open {path.name}",
            [Fault(str(path), error.strerror or "cannot be opened", "a file", "check the path")],
        ) from None
    except UnicodeDecodeError as error:
        raise PlanError(
            f"{path.name} is not text",
            [Fault(path.name, f"byte {error.start} is not UTF-8", "UTF-8", "save it as UTF-8")],
        ) from None


def _end_of(text: str) -> str:
    lines = text.splitlines() or [""]
    return f"(at line {len(lines)}, column {len(lines[-1]) + 1})"


def _cast_faults(raw: pl.DataFrame, rows: pl.DataFrame, name: str) -> list[Fault]:
    faults = []
    for column in rows.columns:
        bad = rows[column].is_null() & raw[column].is_not_null()
        for index in bad.arg_true():
            location = f"{name}: line {index + 2}, {column}"
            kind = "a date such as 2026-04-08" if rows[column].dtype == pl.Date else "a number"
            faults.append(Fault(location, f"{raw[column][index]!r} cannot be read", kind))
    for column in ("series", "time_period", "time_identifier", "place", "known_on"):
        for index in raw[column].is_null().arg_true():
            faults.append(Fault(f"{name}: line {index + 2}, {column}", "is empty", "a value"))
    return faults


def _period_faults(raw: pl.DataFrame, name: str) -> list[Fault]:
    faults = []
    for index, (text, kind) in enumerate(
        raw.select("time_period", "time_identifier").iter_rows(), start=2
    ):
        if text is None or kind is None:
            continue
        try:
            Period(text, kind)
        except UsageError as error:
            faults.append(Fault(f"{name}: line {index}, time_period", error.summary))
    return faults


def _to_column_type(name: str) -> pl.Expr:
    if QUOTED_COLUMNS[name] == pl.Date:
        return pl.col(name).str.to_date(strict=False)
    return pl.col(name).cast(QUOTED_COLUMNS[name], strict=False)
