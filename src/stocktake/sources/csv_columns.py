"""What can be seen in each column of a CSV file: numbers, symbols, words, and their forms."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

import polars as pl

from stocktake.sources.csv_cells import POUNDS, read_number
from stocktake.sources.csv_file import CsvFile
from stocktake.sources.ees_file import LINE

MOST_UNKNOWN_SYMBOLS = 5
"""A column of numbers with more kinds of words than this is a column of words."""

MOST_PLACES = 9

_DAY = re.compile(r"(?:19|20)\d{6}", re.ASCII)
_DECIMALS = re.compile(r"\.(\d+)%?$", re.ASCII)


@dataclass(frozen=True)
class Symbol:
    """A text in place of a figure: how many cells, and where it stands first."""

    text: str
    meaning: str | None
    cell_count: int
    line: int
    column: str


@dataclass(frozen=True)
class ColumnProfile:
    """What stands in a column.

    Parameters
    ----------
    name, key : str
        In the file, and in ``CsvFile.data``.
    texts : polars.DataFrame
        ``text``, ``line`` of the first and ``count``, blank cells left out.
    number_count, percent_count, pound_count, negative_count, day_count : int
        Cells that are numbers, and of those: with a percent sign, with a pound sign, below zero,
        eight digits of a day.
    least, most : float or None
    decimal_places : int
        The most that a number has, leaving out one in a hundred.
    symbols : tuple of Symbol
        Texts that are no numbers; ``meaning`` is None where nobody knows it.
    word_count : int
        How many different texts are neither.
    """

    name: str
    key: str
    texts: pl.DataFrame
    number_count: int
    percent_count: int
    pound_count: int
    negative_count: int
    day_count: int
    least: float | None
    most: float | None
    decimal_places: int
    symbols: tuple[Symbol, ...]
    word_count: int

    @property
    def filled_count(self) -> int:
        """Cells that are not blank."""
        return int(self.texts["count"].sum())

    @property
    def has_figures(self) -> bool:
        """Whether the column could hold figures: numbers, and few other texts."""
        unknown = [symbol for symbol in self.symbols if symbol.meaning is None]
        unknown_cells = sum(symbol.cell_count for symbol in unknown)
        return (
            self.number_count > 0
            and self.word_count == len(unknown) <= MOST_UNKNOWN_SYMBOLS
            and 2 * unknown_cells <= self.number_count
        )

    @property
    def words(self) -> str:
        """The name in lower case, without anything but letters and digits."""
        return re.sub(r"[^a-z0-9]+", "", self.name.lower())

    def share(self, pattern: str) -> float:
        """The share of filled cells that have a form."""
        if not self.filled_count:
            return 0.0
        matches = self.texts.filter(pl.col("text").str.contains(f"^(?:{pattern})$"))
        return float(matches["count"].sum() / self.filled_count)


def profile_columns(file: CsvFile) -> list[ColumnProfile]:
    """Look at every column, in the order of the file."""
    return [_profile(file, name, key) for name, key in file.keys.items()]


def _profile(file: CsvFile, name: str, key: str) -> ColumnProfile:
    texts = (
        file.data.group_by(pl.col(key).alias("text"))
        .agg(pl.col(LINE).min().alias("line"), pl.len().alias("count"))
        .drop_nulls("text")
        .sort("line")
    )
    counts = dict.fromkeys(("number", "percent", "pound", "negative", "day"), 0)
    numbers: list[float] = []
    places: Counter[int] = Counter()
    word_count = 0
    symbols: list[Symbol] = []
    for text, line, count in texts.iter_rows():
        try:
            value, meaning = read_number(text)
        except ValueError:
            word_count += 1
            if word_count <= MOST_UNKNOWN_SYMBOLS:
                symbols.append(Symbol(text, None, count, line, name))
            continue
        if value is None:
            symbols.append(Symbol(text, meaning, count, line, name))
            continue
        numbers.append(value)
        counts["number"] += count
        counts["percent"] += count * text.endswith("%")
        counts["pound"] += count * (POUNDS in text)
        counts["negative"] += count * (value < 0)
        counts["day"] += count * _is_day(text)
        match = _DECIMALS.search(text)
        places[len(match[1]) if match else 0] += count
    return ColumnProfile(
        name,
        key,
        texts,
        counts["number"],
        counts["percent"],
        counts["pound"],
        counts["negative"],
        counts["day"],
        min(numbers, default=None),
        max(numbers, default=None),
        _most_places(places),
        tuple(symbols),
        word_count,
    )


def _most_places(places: Counter[int]) -> int:
    """The fewest decimal places that nearly all numbers have; a few come out of divisions."""
    beyond = 0.0
    for count in sorted(places, reverse=True):
        beyond += places[count]
        if beyond > places.total() / 100:
            return min(count, MOST_PLACES)
    return 0


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True
