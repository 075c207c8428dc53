"""Why the returns hold no figure: nothing came, or what came cannot be read as one."""

from __future__ import annotations

from typing import Any

import polars as pl

from stocktake.standards.missing import Missing, describe
from stocktake.standards.periods import Period
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.observation import SUPPRESSED, name_list

SCHOOL = "^(school|laestab)-"
NOTHING_RETURNED = "nothing has been returned"
NAMED_AT_MOST = 5


def why_no_return(data: IndicatorData, period: Period | None = None) -> str:
    """Why no figure can be read from what local people returned, in a clause.

    Parameters
    ----------
    data : IndicatorData
        Of a local indicator.
    period : Period, optional
        The period whose figure is wanted; any by default.
    """
    period_clause = f" for {period.label}" if period else ""
    rows = rows_of_home(data)
    if period is not None:
        of_year = [_period(row).academic_year == period.academic_year for row in _row_dicts(rows)]
        rows = rows.filter(pl.Series(of_year, dtype=pl.Boolean))
    if rows.is_empty():
        return f"{NOTHING_RETURNED}{period_clause}"
    if rows["value"].is_null().all():
        return _without_figures(data, rows, period_clause)
    if rows["place"].str.contains(SCHOOL).all():
        name = data.context.home.name
        return f"only schools have returned figures{period_clause}, and {name} none as a whole"
    return f"no figure{period_clause} can be read from what has been returned"


def is_suppressed(data: IndicatorData, period: Period) -> bool:
    """Whether what was returned for a period is there, and all of it suppressed."""
    rows = [row for row in _row_dicts(rows_of_home(data)) if _period(row) == period]
    return bool(rows) and all(row["missing"] in SUPPRESSED for row in rows)


def rows_of_home(data: IndicatorData) -> pl.DataFrame:
    """The rows that the plan's place, its members or schools returned, with a figure or without.

    Another authority's return for an indicator of the same name is not ours.
    """
    home = data.context.home
    is_own = pl.col("place").is_in([home.id, *home.members])
    return data.figures.table.filter(is_own | pl.col("place").str.contains(SCHOOL))


def _without_figures(data: IndicatorData, rows: pl.DataFrame, period_clause: str) -> str:
    """What was returned holds symbols only: whose, and which."""
    words = {row["place"]: _symbol_words(row["missing"]) for row in _row_dicts(rows)}
    order = [data.context.place, *data.context.home.members]
    words = dict(sorted(words.items(), key=lambda item: (order + [item[0]]).index(item[0])))
    if list(words) == [data.context.place]:
        return f"the figure returned{period_clause} is {words[data.context.place]}"
    if len(words) > NAMED_AT_MOST:
        return f"none of the {len(words)} returns{period_clause} holds a figure"
    register = data.context.register
    names = [f"{register.get(place).name} ({reason})" for place, reason in words.items()]
    hold = "holds" if len(names) == 1 else "hold"
    returns = "return" if len(names) == 1 else "returns"
    return f"the {returns} of {name_list(names)}{period_clause} {hold} no figure"


def _symbol_words(symbol: str | None) -> str:
    if symbol in SUPPRESSED:
        return "suppressed"
    return describe(symbol or Missing.NO_REASON.value)


def _row_dicts(rows: pl.DataFrame) -> list[dict[str, Any]]:
    return list(rows.iter_rows(named=True))


def _period(row: dict[str, Any]) -> Period:
    return Period(row["time_period"], row["time_identifier"], row["span_years"])
