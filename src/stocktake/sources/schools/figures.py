"""Turns the printed cells of a school table into figures, as the table's definition says.

The table keeps what was printed. Which column is which measure is decided here, each time that
figures are asked for, so that a changed definition never changes a release.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from stocktake.sources.schools.cells import SYMBOL, VALUE, read_figures
from stocktake.sources.schools.periods import earlier
from stocktake.sources.schools.rows import GROUP, LAESTAB, PLACE, URN
from stocktake.sources.schools.table_schema import FigureRule, NotCollected, SchoolTable
from stocktake.standards.missing import Missing

COLUMN = "column "
"""How a table's own columns begin, so that no name of a file is one of ours."""
PERIOD, ROW = "time_period", "row"
ALL = "all"

FIGURES: dict[str, pl.DataType] = {
    URN: pl.Int64(),
    LAESTAB: pl.Int64(),
    PLACE: pl.String(),
    PERIOD: pl.String(),
    "measure": pl.String(),
    "group": pl.String(),
    VALUE: pl.Float64(),
    "lower": pl.Float64(),
    "upper": pl.Float64(),
    "pupil_count": pl.Int64(),
    SYMBOL: pl.String(),
    ROW: pl.Int64(),
}
"""One row per school or place, period, measure and group of one table."""


@dataclass(frozen=True)
class UnknownCell:
    """A text in a column of figures that is neither a number nor a symbol."""

    column: str
    text: str
    row: int
    count: int


def table_columns(
    names: Collection[str], definition: SchoolTable, rules: Collection[FigureRule]
) -> list[str]:
    """Which columns of a stored table some figures are read from.

    Parameters
    ----------
    names : collection of str
        Columns that the table has.
    """
    names_read = {
        name.casefold()
        for rule in rules
        for part in (rule.column, rule.sum_of, rule.share_of, rule.pupils, rule.lower, rule.upper)
        for name in part
    }
    names_read |= {name.casefold() for rule in definition.not_collected for name in rule.zeros}
    return [
        name
        for name in names
        if not name.startswith(COLUMN) or name.removeprefix(COLUMN).casefold() in names_read
    ]


class FigureReader:
    """Reads figures from one table of printed cells.

    Parameters
    ----------
    table : polars.DataFrame
        Columns of whose each row is (``rows``), ``time_period``, ``row``, and the printed cells
        under ``COLUMN`` and their names.
    definition : SchoolTable
    """

    def __init__(self, table: pl.DataFrame, definition: SchoolTable) -> None:
        self.table = table
        self.definition = definition
        self.unknown: list[UnknownCell] = []
        self._names = {
            name.removeprefix(COLUMN).casefold(): name
            for name in table.columns
            if name.startswith(COLUMN)
        }
        self._read: dict[str, pl.DataFrame] = {}
        self._owners = table.select(URN, LAESTAB, PLACE, GROUP, PERIOD, ROW)

    def figures(self, rules: Sequence[FigureRule] | None = None) -> pl.DataFrame:
        """Figures of some of the definition's measures, or of all.

        Returns
        -------
        polars.DataFrame
            Columns of ``FIGURES``. A row whose column the file does not have is not there.
        """
        parts = [
            part
            for rule in (self.definition.figure if rules is None else rules)
            if (part := self._figure(rule)) is not None
        ]
        return pl.concat(parts) if parts else pl.DataFrame(schema=FIGURES)

    def _figure(self, rule: FigureRule) -> pl.DataFrame | None:
        values = self._values(rule)
        if values is None:
            return None
        # One query: most rules have few rows, and hundreds of them are read.
        value, symbol = pl.lit(values.get_column(VALUE)), pl.lit(values.get_column(SYMBOL))
        empty = self._not_collected(rule.measure)
        if empty is not None:
            value = pl.when(empty.is_null()).then(value)
            symbol = pl.when(empty.is_null()).then(symbol).otherwise(empty)
        columns = {
            PERIOD: _pupils_year(self._owners.get_column(PERIOD), rule),
            "measure": pl.lit(rule.measure),
            "group": _group(rule.group),
            VALUE: value * rule.scale,
            "lower": self._number(rule.lower) * rule.scale,
            "upper": self._number(rule.upper) * rule.scale,
            "pupil_count": self._number(rule.pupils).round(),
            SYMBOL: symbol,
        }
        is_owned = pl.any_horizontal(pl.col(URN, LAESTAB, PLACE).is_not_null())
        return (
            self._owners.lazy()
            .select(
                *(
                    columns.get(name, pl.col(name)).cast(kind).alias(name)
                    for name, kind in FIGURES.items()
                ),
                is_told=is_owned & _in_force(rule),
            )
            .filter("is_told")
            .drop("is_told")
            .collect()
        )

    def _values(self, rule: FigureRule) -> pl.DataFrame | None:
        if rule.column:
            return self._column(rule.column)
        parts = [self._column((name,)) for name in rule.sum_of + rule.share_of]
        if any(part is None for part in parts):
            return None
        frames = [part for part in parts if part is not None]
        symbols = pl.select(
            pl.coalesce(*(frame.get_column(SYMBOL) for frame in frames))
        ).to_series()
        first, *values = (frame.get_column(VALUE) for frame in frames)
        if rule.sum_of:
            for value in values:
                first = first + value
            return pl.DataFrame({VALUE: first, SYMBOL: symbols})
        share = pl.select(pl.when(values[0] > 0).then(100 * first / values[0])).to_series()
        empty = pl.select(
            pl.when(symbols.is_null() & share.is_null())
            .then(pl.lit(Missing.NOT_APPLICABLE.value))
            .otherwise(symbols)
        ).to_series()
        return pl.DataFrame({VALUE: share, SYMBOL: empty})

    def _column(self, names: Sequence[str]) -> pl.DataFrame | None:
        """A column of figures, by the first of its names that the table has."""
        names_held = [
            self._names[name.casefold()] for name in names if name.casefold() in self._names
        ]
        if not names_held:
            return None
        column = names_held[0]
        if column not in self._read:
            figures, unknown = read_figures(self.table, column, self.definition.missing)
            self._read[column] = figures
            rows = self.table.get_column(ROW)
            self.unknown += [
                UnknownCell(column.removeprefix(COLUMN), text, rows[place], count)
                for text, place, count in unknown.iter_rows()
            ]
        return self._read[column]

    def _number(self, names: Sequence[str]) -> pl.Expr:
        figures = self._column(names) if names else None
        return pl.lit(None, pl.Float64) if figures is None else pl.lit(figures.get_column(VALUE))

    def _not_collected(self, measure: str) -> pl.Series | None:
        """The symbol of each row whose printed figure nobody collected; None where all were."""
        symbol = None
        for rule in self.definition.not_collected:
            if measure in rule.measures:
                if symbol is None:
                    symbol = pl.repeat(None, self.table.height, dtype=pl.String, eager=True)
                symbol = symbol.set(self._is_not_collected(rule), rule.symbol.value)
        return symbol

    def _is_not_collected(self, rule: NotCollected) -> pl.Series:
        is_empty = pl.repeat(True, self.table.height, eager=True)
        for name in rule.zeros:
            figures = self._column((name,))
            if figures is None:
                return pl.repeat(False, self.table.height, eager=True)
            is_empty &= (figures.get_column(VALUE) == 0).fill_null(False)
        if rule.last_period:
            is_empty &= (self._owners.get_column(PERIOD) <= rule.last_period).fill_null(False)
        return is_empty


def _group(group: str) -> pl.Expr:
    """The group of a rule, within that of the row of a place."""
    of_place = pl.col(GROUP)
    if group == ALL:
        return of_place.fill_null(ALL)
    is_whole = of_place.is_null() | (of_place == ALL)
    return pl.when(is_whole).then(pl.lit(group)).otherwise(of_place + pl.lit("_" + group))


def _in_force(rule: FigureRule) -> pl.Expr:
    """Whether the column means what the rule says in the year that a row prints."""
    period, is_in = pl.col(PERIOD), pl.lit(True)
    if rule.first_period:
        is_in &= period >= rule.first_period
    if rule.last_period:
        is_in &= period <= rule.last_period
    return is_in.fill_null(False)


def _pupils_year(periods: pl.Series, rule: FigureRule) -> pl.Expr:
    """The year of the pupils, where a column is about another cohort than the table."""
    if rule.time_period:
        return pl.lit(rule.time_period)
    if not rule.lag_years:
        return pl.col(PERIOD)
    moves: Mapping[str, str] = {
        period: earlier(period, rule.lag_years) for period in periods.unique().drop_nulls()
    }
    return pl.col(PERIOD).replace_strict(moves, default=None, return_dtype=pl.String)
