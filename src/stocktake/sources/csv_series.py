"""Names the series of a CSV file without metadata: a column, and the items that it is of."""

from __future__ import annotations

from collections import Counter

import polars as pl

from stocktake.sources.csv_entries import printable
from stocktake.sources.csv_file import CsvFile
from stocktake.sources.csv_mapping import CsvMapping
from stocktake.sources.ees_screened import BLANK_ITEM
from stocktake.sources.reading import SERIES, refuse
from stocktake.standards.errors import Fault

ITEMS, TITLES = "items", "titles"


def name_rows(
    file: CsvFile, rules: CsvMapping, rows: pl.DataFrame
) -> tuple[pl.DataFrame, dict[str, str]]:
    """Add to each row the end of its series' name, under ``ITEMS``.

    Returns
    -------
    rows : polars.DataFrame
    item_names : dict of str to str
        For each such end, that of the title.

    Raises
    ------
    InputError
        Two columns, or two sets of items, spell the name of one series.
    """
    breakdowns = rules.columns.breakdown
    keys = [file.keys[item.column] for item in breakdowns]
    combinations = rows.select(keys).unique().rows() if keys else [()]
    names = [_name_items(rules, combination) for combination in combinations]
    refuse(f"{file.name} cannot be read truthfully", _same_names(file, rules, names))
    if not keys:
        return rows.with_columns(pl.lit("").alias(ITEMS)), {"": ""}
    table = pl.DataFrame(
        [
            (*combination, ending)
            for combination, (ending, _) in zip(combinations, names, strict=True)
        ],
        schema={**dict.fromkeys(keys, pl.String()), ITEMS: pl.String()},
        orient="row",
    )
    return rows.join(table, on=keys, how="left", nulls_equal=True), dict(names)


def series_table(file: CsvFile, rules: CsvMapping, item_names: dict[str, str]) -> pl.DataFrame:
    """One row for each column of figures and set of items."""
    rows = []
    for item in rules.columns.figure:
        for ending, words in item_names.items():
            row: dict[str, object] = dict.fromkeys(SERIES)
            row["series"] = f"csv:{rules.id}/{item.column}{ending}"
            row["title"] = f"{item.title or item.column}{words}"
            row["unit"] = item.unit
            row["decimal_places"] = item.decimal_places
            row["publication"] = rules.title
            row["listings"] = []
            rows.append(row)
    return pl.DataFrame(rows, schema=SERIES).sort("series")


def _name_items(rules: CsvMapping, combination: tuple[str | None, ...]) -> tuple[str, str]:
    """The end of a series' name, and of its title, for one combination of items."""
    pairs = [
        (item, printable(text or BLANK_ITEM))
        for item, text in zip(rules.columns.breakdown, combination, strict=True)
        if text is None or text != item.total
    ]
    if not pairs:
        return "", ""
    ending = "&".join(f"{item.column}={text}" for item, text in pairs)
    words = "; ".join(f"{item.title or item.column}: {text}" for item, text in pairs)
    return f"?{ending}", f" ({words})"


def _same_names(file: CsvFile, rules: CsvMapping, names: list[tuple[str, str]]) -> list[Fault]:
    """Columns and items that hold ``?``, ``&`` and ``=`` can spell the name of another series."""
    counts = Counter(
        f"{item.column}{ending}" for item in rules.columns.figure for ending, _ in names
    )
    return [
        Fault(file.name, f"two columns or sets of items make one name: {name!r}",
              "names that are not spelt like two", "rename a column or an item")
        for name, count in counts.items()
        if count > 1
    ]  # fmt: skip
