"""Values: there where needed, within bounds, and codes that could be returned in that year."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from stocktake.sources.pupils.cells import day_of
from stocktake.sources.pupils.layouts import allowed_results
from stocktake.sources.pupils.rules.model import Failing, RuleContext, rule
from stocktake.sources.pupils.schema import AllowedResult, Column
from stocktake.standards.code_lists import codes_in_force

CENSUS = "Children in need census, validation rules"


@rule("R-001", "every cell can be read as what its column holds")
def readable(context: RuleContext) -> Iterator[Failing]:
    """Found while the file is read: what cannot be read is not in the rows."""
    yield from ()


@rule("R-002", "a column that every row needs is filled")
def has_value(context: RuleContext) -> Iterator[Failing]:
    """Columns that the layout says are always filled."""
    for column in context.layout.column:
        if column.filled and context.has_columns(column.name):
            yield column.name, pl.col(column.name).is_null()


@rule("R-003", "a number lies within the bounds of its column")
def within_bounds(context: RuleContext) -> Iterator[Failing]:
    """Bounds are part of the layout."""
    for column in context.layout.column:
        if context.has_columns(column.name):
            cell = pl.col(column.name)
            if column.minimum is not None:
                yield column.name, cell < column.minimum
            if column.maximum is not None:
                yield column.name, cell > column.maximum


@rule("R-004", "a code is one of those that the layout lists")
def is_listed_code(context: RuleContext) -> Iterator[Failing]:
    """Lists that are the project's own."""
    for column in context.layout.column:
        if column.codes and context.has_columns(column.name):
            yield column.name, ~pl.col(column.name).is_in(column.codes)


@rule("R-005", "a code could be returned on the day or in the year of its row")
def in_force(context: RuleContext) -> Iterator[Failing]:
    """Official lists, by date: attendance, exclusion reasons, provision and the like."""
    for column in context.layout.column:
        if column.code_list and column.code_list != "ethnicity":
            yield from _not_in_force(context, column)


@rule(
    "4220",
    "ethnicity is given as one of the main codes",
    tables=("pupils",),
    source=CENSUS,
)
def ethnicity(context: RuleContext) -> Iterator[Failing]:
    """Missing counts as failing: not obtained and refused have codes of their own."""
    column = context.layout.get("ethnicity")
    if column is not None and context.has_columns("ethnicity"):
        yield "ethnicity", pl.col("ethnicity").is_null()
        yield from _not_in_force(context, column)


def _not_in_force(context: RuleContext, column: Column) -> Iterator[Failing]:
    at = context.layout.get(column.at)
    if at is None or not context.has_columns(column.name, at.name):
        return
    day, code = day_of(at), pl.col(column.name)
    spans = codes_in_force(column.code_list)
    is_known = pl.lit(value=False)
    for span in spans:
        is_known = is_known | (
            day.is_between(span.starts, span.ends) & code.is_in(sorted(span.codes))
        )
    yield column.name, day.is_not_null() & ~is_known & code.is_not_null()


@rule("R-070", "absence is no more than the possible sessions", tables=("attendance_terms",))
def absence_possible(context: RuleContext) -> Iterator[Failing]:
    """Authorised and unauthorised absence together."""
    if context.has_columns("sess_possible", "sess_authorised", "sess_unauthorised"):
        absent = pl.col("sess_authorised") + pl.col("sess_unauthorised")
        yield "sess_possible", absent > pl.col("sess_possible")


@rule("R-071", "a result is one that the assessment or qualification can give")
def possible_result(context: RuleContext) -> Iterator[Failing]:
    """Ranges and codes are a definition; what it does not list is not judged."""
    results = allowed_results().get(context.table)
    if results is None or not context.has_columns(results.column):
        return
    result = pl.col(results.column)
    number = result.str.extract(r"^([0-9]{1,6})$", 1).cast(pl.Int64)
    for allowed in results.allowed:
        if context.has_columns(*allowed.where):
            yield results.column, _matches(allowed) & ~_allowed(result, number, allowed)


def _matches(allowed: AllowedResult) -> pl.Expr:
    return pl.all_horizontal(pl.col(name).is_in(codes) for name, codes in allowed.where.items())


def _allowed(result: pl.Expr, number: pl.Expr, allowed: AllowedResult) -> pl.Expr:
    fits = result.is_in(allowed.codes) if allowed.codes else pl.lit(value=False)
    if allowed.minimum is not None and allowed.maximum is not None:
        fits = fits | number.is_between(allowed.minimum, allowed.maximum).fill_null(value=False)
    return fits


@rule(
    "R-072",
    "a suspension has sessions, and a permanent exclusion has none",
    severity="query",
    tables=("exclusions",),
)
def sessions_fit_category(context: RuleContext) -> Iterator[Failing]:
    """A query: the exclusion happened, whatever was written of its length."""
    if context.has_columns("category", "sessions"):
        permanent = pl.col("category") == "PERM"
        yield "sessions", permanent == pl.col("sessions").is_not_null()


@rule(
    "R-073",
    "a pupil without special educational needs has no primary need",
    severity="query",
    tables=("pupils",),
)
def need_fits_provision(context: RuleContext) -> Iterator[Failing]:
    """A query: one of the two is wrong."""
    if context.has_columns("sen_provision", "sen_primary_need"):
        yield (
            "sen_primary_need",
            (pl.col("sen_provision") == "N") & pl.col("sen_primary_need").is_not_null(),
        )
