"""Finds indicators: the curated definitions, and every series that a release lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import polars as pl

from stocktake.standards.definitions import Loaded, load_folder
from stocktake.standards.errors import UsageError, nearest
from stocktake.statistics.schema import Indicator

PACKAGE = "stocktake.statistics"
FOLDER = "indicators"


def load_indicators(
    own: Path | None = None, *, only: Sequence[str] | None = None
) -> dict[str, Loaded[Indicator]]:
    """The curated indicators by id.

    Parameters
    ----------
    own : Path, optional
        A place's folder of definitions; its files replace the shipped ones by id.
    only : sequence of str, optional
        Just these; ids that do not exist are left out.

    Examples
    --------
    >>> load_indicators(only=["progress-8"])["progress-8"].value.better
    'higher'
    """
    if own is None:
        wanted = None if only is None else tuple(sorted(only))
        return dict(_shipped(wanted))
    return load_folder(PACKAGE, FOLDER, Indicator, own=own, only=only)


@lru_cache(maxsize=256)
def _shipped(only: tuple[str, ...] | None) -> dict[str, Loaded[Indicator]]:
    return load_folder(PACKAGE, FOLDER, Indicator, only=only)


def from_series(row: dict[str, object]) -> Indicator:
    """An indicator for a series that has no curated definition, from the producer's own words.

    Parameters
    ----------
    row : dict
        One row of a release's series table.
    """
    series = str(row["series"])
    better = row.get("better") or "neither"
    return Indicator.model_validate(
        {
            "title": row["title"] or series,
            "population": "as the producer defines it",
            "numerator": "as the producer defines it",
            "denominator": "as the producer defines it",
            "unit": unit_of(str(row.get("unit") or "")),
            "better": better,
            "topic": row.get("topic") or "not stated",
            "decimal_places": min(int(str(row.get("decimal_places") or 1)), 6),
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
    lowered = words.lower()
    per = re.search(r"per ([\d,]+)", lowered)
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
        if sign in lowered:
            return unit
    return "index"


@dataclass(frozen=True)
class Found:
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
    words: str, series: pl.DataFrame | None = None, *, own: Path | None = None
) -> list[Found]:
    """Find indicators by the words that people use.

    Parameters
    ----------
    words : str
        All of them must occur, in any order, in the title, topic, words or id.
    series : polars.DataFrame, optional
        Series tables of loaded releases; their series follow the curated indicators.
    own : Path, optional
        A place's own definitions.

    Examples
    --------
    >>> [found.id for found in search("progress 8")][:1]
    ['progress-8']
    """
    wanted = _tokens(words)
    results = [
        (found, haystack)
        for found, haystack in [*_curated(own), *_listed(series)]
        if all(any(word.startswith(token) for word in haystack) for token in wanted)
    ]
    results.sort(key=lambda pair: (not pair[0].curated, _distance(wanted, pair[0])))
    return [found for found, _ in results]


def unknown_indicator(name: str, own: Path | None = None) -> UsageError:
    """The error for a name that no definition and no release knows."""
    hint = nearest(name, load_indicators(own))
    search_for = " ".join(_tokens(name)[:1])
    return UsageError(
        f"no indicator {name!r}{'; ' + hint if hint else ''}"
        f"; search with: stocktake indicators {search_for}"
    )


def _tokens(text: str) -> list[str]:
    return [token for token in re.split(r"[^a-z0-9]+", text.lower()) if token]


def _curated(own: Path | None) -> list[tuple[Found, list[str]]]:
    return [
        (
            Found(identity, loaded.value.title, loaded.value.topic, curated=True),
            _tokens(
                " ".join([identity, loaded.value.title, loaded.value.topic, *loaded.value.words])
            ),
        )
        for identity, loaded in load_indicators(own).items()
    ]


def _listed(series: pl.DataFrame | None) -> list[tuple[Found, list[str]]]:
    if series is None:
        return []
    return [
        (
            Found(row["series"], row["title"] or "", row["topic"] or "", curated=False),
            _tokens(f"{row['series']} {row['title']} {row['topic']}"),
        )
        for row in series.iter_rows(named=True)
    ]


def _distance(wanted: list[str], found: Found) -> tuple[int, int, str]:
    title = _tokens(f"{found.id} {found.title}")
    whole = sum(token in title for token in wanted)
    return (-whole, len(found.title), found.id)
