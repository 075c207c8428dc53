"""What changed between two releases: figures added, withdrawn and revised."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from stocktake.statistics.release import Release, collect

KEY = ["series", "place", "time_period", "time_identifier", "span_years", "group"]
SAME_TO_PLACES = 6


@dataclass(frozen=True)
class Changes:
    """The difference between two releases of a source.

    Parameters
    ----------
    earlier, later : str
        Release ids.
    table : polars.DataFrame
        One row per figure that changed: the key columns, ``change`` (``added``, ``withdrawn``
        or ``revised``), ``value_before``, ``value_after``, ``stage_before``, ``stage_after``;
        those that touch the places and series asked for come first, in column ``concerns``.
    """

    earlier: str
    later: str
    table: pl.DataFrame

    def count(self, change: str) -> int:
        """How many figures were ``added``, ``withdrawn`` or ``revised``."""
        return self.table.filter(pl.col("change") == change).height


def compare_releases(
    earlier: Release,
    later: Release,
    *,
    places: Collection[str] = (),
    series: Collection[str] = (),
) -> Changes:
    """Say which figures a later release added, withdrew and revised.

    Figures are the same when they agree to six decimal places, so that the artefacts of a
    spreadsheet's floating point are no revision; a change of stage alone is none either. A cell
    that turns from a figure to a missing-value symbol is withdrawn.

    Parameters
    ----------
    earlier, later : Release
        Two releases, of one source as a rule.
    places, series : collection of str
        Changes at these places, or in these series, are listed first (``concerns`` is true).

    Returns
    -------
    Changes
    """
    before, after = (_figures(release).lazy() for release in (earlier, later))
    joined_rows = before.join(after, on=KEY, how="full", coalesce=True, suffix="_after").rename(
        {"value": "value_before", "stage": "stage_before"}
    )
    table = (
        joined_rows.with_columns(
            pl.when(pl.col("value_before").is_null())
            .then(pl.lit("added"))
            .when(pl.col("value_after").is_null())
            .then(pl.lit("withdrawn"))
            .when(
                pl.col("value_before").round(SAME_TO_PLACES)
                != pl.col("value_after").round(SAME_TO_PLACES)
            )
            .then(pl.lit("revised"))
            .alias("change")
        )
        .filter(pl.col("change").is_not_null())
        .with_columns(_concerns(places, series).alias("concerns"))
        .sort(["concerns", *KEY], descending=[True, *[False] * len(KEY)])
        .collect()
    )
    return Changes(earlier.id, later.id, table)


def _figures(release: Release) -> pl.DataFrame:
    figures = release.scan().filter(pl.col("value").is_not_null())
    return collect(figures.select([*KEY, "value", "stage"]), release.id)


def _concerns(places: Collection[str], series: Collection[str]) -> pl.Expr:
    has_concern = pl.lit(True)
    if places:
        has_concern = has_concern & pl.col("place").is_in(list(places))
    if series:
        has_concern = has_concern & pl.col("series").is_in(list(series))
    return has_concern if places or series else pl.lit(False)
