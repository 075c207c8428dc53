"""Finds indicators: the curated definitions, and every series that a release lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import polars as pl

from stocktake.standards.definitions import LoadedDefinition, load_folder
from stocktake.standards.errors import UsageError, nearest
from stocktake.statistics.schema import Indicator

PACKAGE = "stocktake.statistics"
FOLDER = "indicators"


def load_indicators(
    own_folder: Path | None = None, *, only: Sequence[str] | None = None
) -> dict[str, LoadedDefinition[Indicator]]:
    """The curated indicators by id.

    Parameters
    ----------
    own_folder : Path, optional
        A place's folder of definitions; its files replace the shipped ones by id.
    only : sequence of str, optional
        Just these; ids that do not exist are left out.

    Examples
    --------
    >>> load_indicators(only=["progress-8"])["progress-8"].value.better
    'higher'
    """
    if own_folder is None:
        ids = None if only is None else tuple(sorted(only))
        return dict(_shipped(ids))
    return load_folder(PACKAGE, FOLDER, Indicator, own_folder=own_folder, only=only)


@lru_cache(maxsize=256)
def _shipped(only: tuple[str, ...] | None) -> dict[str, LoadedDefinition[Indicator]]:
    return load_folder(PACKAGE, FOLDER, Indicator, only=only)


def from_series(row: dict[str, object], kind_of_year: str = "Academic year") -> Indicator:
    """An indicator for a series that has no curated definition, from the producer's own words.

    Parameters
    ----------
    row : dict
        One row of a release's series table.
    kind_of_year : str
        The ``time_identifier`` of its periods.
    """
    series = str(row["series"])
    better = row.get("better") or "neither"
    places = row.get("decimal_places")  # 0 is an answer: counts and sums of money have none
    return Indicator.model_validate(
        {
            "title": row["title"] or series,
            "population": "as the producer defines it",
            "numerator": "as the producer defines it",
            "denominator": "as the producer defines it",
            "unit": unit_of(str(row.get("unit") or "")),
            "better": better,
            "topic": row.get("topic") or "not stated",
            "kind_of_year": kind_of_year,
            "decimal_places": 1 if places is None else min(int(str(places)), 6),
            "series": [{"series": series}],
            "caveats": ["Taken from the producer's own list; no one here has checked it."],
            "source": [{"title": series.split(":")[0], "link": row.get("publication") or ""}],
        }
    )


def unit_of(words: str) -> str:
    """The unit that a producer's free words mean; ``index`` where they name none.

    Examples
    --------
    >>> unit_of("Rate per 10,000"), unit_of("% of births"), unit_of("Score per pupil")
    ('per_10000', 'percent', 'score')
    """
    lower_words = words.lower()
    per = re.search(r"per ([\d,]+)", lower_words)
    if per:
        unit = f"per_{per.group(1).replace(',', '')}"
        if unit in ("per_100", "per_1000", "per_10000", "per_100000"):
            return unit
    for sign, unit in (
        ("%", "percent"),
        ("percent", "percent"),
        ("scaled score", "scaled_score"),
        ("score", "score"),
        ("number", "count"),
        ("£", "pounds"),
        ("days", "days"),
        ("rate", "index"),
    ):
        if sign in lower_words:
            return unit
    return "index"


@dataclass(frozen=True)
class SearchResult:
    """A search result.

    Parameters
    ----------
    id : str
        What to write in a plan or on the command line.
    title : str
    topic : str
    curated : bool
        True for a definition of ours, False for a series straight from a release.
    """

    id: str
    title: str
    topic: str
    curated: bool


def search(
    words: str, series: pl.DataFrame | None = None, *, own_folder: Path | None = None
) -> list[SearchResult]:
    """Find indicators by the words that people use.

    Parameters
    ----------
    words : str
        All of them must occur, in any order, in the title, topic, words or id.
    series : polars.DataFrame, optional
        Series tables of loaded releases; their series follow the curated indicators.
    own_folder : Path, optional
        A place's own definitions.

    Examples
    --------
    >>> [found.id for found in search("progress 8")][:1]
    ['progress-8']
    """
    tokens = _tokens(words)
    results = [
        (result, haystack)
        for result, haystack in [*_curated(own_folder), *_series_results(series)]
        if all(any(word.startswith(token) for word in haystack) for token in tokens)
    ]
    results.sort(key=lambda pair: (not pair[0].curated, _distance(tokens, pair[0])))
    return [result for result, _ in results]


def unknown_indicator(name: str, own_folder: Path | None = None) -> UsageError:
    """The error for a name that no definition and no release knows."""
    hint = nearest(name, load_indicators(own_folder))
    search_for = " ".join(_tokens(name)[:1])
    return UsageError(
        f"no indicator {name!r}{'; ' + hint if hint else ''}"
        f"; search with: stocktake indicators {search_for}"
    )


def _tokens(text: str) -> list[str]:
    return [token for token in re.split(r"[^a-z0-9]+", text.lower()) if token]


def _curated(own_folder: Path | None) -> list[tuple[SearchResult, list[str]]]:
    return [
        (
            SearchResult(identity, definition.value.title, definition.value.topic, curated=True),
            _tokens(
                " ".join(
                    [
                        identity,
                        definition.value.title,
                        definition.value.topic,
                        *definition.value.words,
                    ]
                )
            ),
        )
        for identity, definition in load_indicators(own_folder).items()
    ]


def _series_results(series: pl.DataFrame | None) -> list[tuple[SearchResult, list[str]]]:
    if series is None:
        return []
    return [
        (
            SearchResult(row["series"], row["title"] or "", row["topic"] or "", curated=False),
            _tokens(f"{row['series']} {row['title']} {row['topic']}"),
        )
        for row in series.iter_rows(named=True)
    ]


def _distance(tokens: list[str], result: SearchResult) -> tuple[int, int, str]:
    title = _tokens(f"{result.id} {result.title}")
    whole = sum(token in title for token in tokens)
    return (-whole, len(result.title), result.id)
