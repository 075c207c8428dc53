"""What a meta file says of the columns next to it: which are indicators, which are filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from stocktake.sources.column_keys import column_key

TOTAL = "Total"
"""The item that stands for all of a filter's, unless its ``filter_default`` names another."""

NEEDED_META = ("col_name", "col_type", "label")
"""Without these nothing can be read."""

REQUIRED_META = (
    *NEEDED_META,
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
)
"""What the standard requires today; older files lack ``indicator_dp``."""

OPTIONAL_META = ("filter_default", "parent_filter")

UNITS = ("", "%", "pp", "£", "£m", "numberstring")

ATTRIBUTES = frozenset(
    {
        "estab",
        "laestab",
        "urn",
        "school_laestab",
        "school_urn",
        "school_name",
        "school_postcode",
        "academy_type",
        "academy_open_date",
        "phase",
    }
)
"""Columns that describe the school of a row. They are never filters: a school that converts in
the year is the same school, and its figures one series."""


@dataclass(frozen=True)
class EesIndicator:
    """A column of figures.

    Parameters
    ----------
    column, label : str
        Its name in the data file and in words.
    grouping : str or None
        Heading under which the table tool lists it.
    unit : str or None
        ``%``, ``pp``, ``£``, ``£m``; None for a plain number.
    decimal_places : int or None
        As stated; None where the file states none.
    """

    column: str
    label: str
    grouping: str | None
    unit: str | None
    decimal_places: int | None

    @property
    def key(self) -> str:
        """What the column is called inside a table."""
        return column_key(self.column)

    @property
    def is_count(self) -> bool:
        """Whether figures of parts add up to the figure of the whole, as far as the unit tells."""
        return self.unit in (None, "£", "£m")


@dataclass(frozen=True)
class EesFilter:
    """A column of categories.

    Parameters
    ----------
    column, label : str
        Its name in the data file and in words.
    total : str
        The item that stands for all: ``filter_default``, else ``"Total"``.
    grouping_column : str or None
        The column that groups its items.
    is_listed : bool
        False for a column of categories that the meta file does not list.
    """

    column: str
    label: str
    total: str = TOTAL
    grouping_column: str | None = None
    is_listed: bool = True

    @property
    def key(self) -> str:
        """What the column is called inside a table."""
        return column_key(self.column)

    @property
    def grouping_key(self) -> str | None:
        """What the column that groups its items is called inside a table."""
        return column_key(self.grouping_column) if self.grouping_column else None


def meta_indicators(meta: pl.DataFrame) -> tuple[EesIndicator, ...]:
    """The indicators that a meta file lists, in its order.

    Parameters
    ----------
    meta : polars.DataFrame
        Text columns; at least ``NEEDED_META``.

    Returns
    -------
    tuple of EesIndicator
        Decimal places that are no whole number count as not stated.

    Examples
    --------
    >>> row = {"col_name": "sess_possible", "col_type": "Indicator", "label": "Sessions"}
    >>> meta_indicators(pl.DataFrame([row]))[0].label
    'Sessions'
    """
    columns = []
    for row in meta.iter_rows(named=True):
        if _cell(row, "col_type") == "Indicator":
            places = _cell(row, "indicator_dp")
            columns.append(
                EesIndicator(
                    column=_cell(row, "col_name"),
                    label=_cell(row, "label") or _cell(row, "col_name"),
                    grouping=_cell(row, "indicator_grouping") or None,
                    unit=_cell(row, "indicator_unit") or None,
                    decimal_places=int(places) if places.isdecimal() else None,
                )
            )
    return tuple(columns)


def meta_filters(meta: pl.DataFrame) -> tuple[EesFilter, ...]:
    """The filters that a meta file lists, in its order.

    Parameters
    ----------
    meta : polars.DataFrame
        Text columns; at least ``NEEDED_META``.

    Examples
    --------
    >>> row = {"col_name": "sex", "col_type": "Filter", "label": "Sex", "filter_default": "All"}
    >>> meta_filters(pl.DataFrame([row]))[0].total
    'All'
    """
    return tuple(
        EesFilter(
            column=_cell(row, "col_name"),
            label=_cell(row, "label") or _cell(row, "col_name"),
            total=_cell(row, "filter_default") or TOTAL,
            grouping_column=_cell(row, "filter_grouping_column") or None,
        )
        for row in meta.iter_rows(named=True)
        if _cell(row, "col_type") == "Filter"
    )


def unlisted_columns(
    data_columns: Sequence[str], meta: pl.DataFrame, standard: frozenset[str]
) -> tuple[str, ...]:
    """Columns of the data file that neither the meta file nor the standard explains.

    Parameters
    ----------
    data_columns : sequence of str
    meta : polars.DataFrame
    standard : frozenset of str
        Time and geography columns of the standard.
    """
    known_columns = set(standard) | ATTRIBUTES
    for row in meta.iter_rows(named=True):
        known_columns |= {_cell(row, "col_name"), _cell(row, "filter_grouping_column")}
    return tuple(column for column in data_columns if column not in known_columns)


def _cell(row: dict[str, object], column: str) -> str:
    value = row.get(column)
    return value.strip() if isinstance(value, str) else ""
