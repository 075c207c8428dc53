"""A file that repeats another year's: noted when it is compared with what is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from stocktake.sources.plausibility import DOUBTS
from stocktake.sources.reading import Reading, refuse_doubts
from stocktake.standards.errors import Fault
from stocktake.statistics.release import Release
from stocktake.statistics.store import is_local

FEWEST_PLACES = 5
"""How many places must have another year's figures before their file repeats it."""

FEWEST_DIFFERENT = 3
"""How many different figures there must be: ten schools with 0 repeat nothing."""

TIME = ["time_identifier", "time_period"]


def note_repeats(reading: Reading, releases: Sequence[Release], *, strict: bool = False) -> Reading:
    """A reading with a note where every place has the figure of another year's release.

    Parameters
    ----------
    reading : Reading
        A local return, or one year's file of the department's.
    releases : sequence of Release
        Those held. A file is compared with those of its producer; LAIT's, which holds all years,
        with none.
    strict : bool
        Refuse such a file instead.

    Raises
    ------
    InputError
        The file repeats another year's, and ``strict``.
    """
    alike_releases = [release for release in releases if _is_alike(reading, release)]
    if not alike_releases:
        return reading
    own_digests = _digests(_without_file_name(reading.observations.lazy()))
    held_digests = [
        _digests(_without_file_name(release.scan())).with_columns(of=pl.lit(release.id))
        for release in alike_releases
    ]
    repeat_rows = (
        own_digests.lazy()
        .join(pl.concat(held_digests), on=["name", "digest", "places"], suffix="_held")
        .filter(pl.col("time_period") != pl.col("time_period_held"))
        .unique(["name", *TIME], keep="first", maintain_order=True)
        .collect()
    )
    if repeat_rows.is_empty():
        return reading
    pairs = repeat_rows.select("name", *TIME, note=_clause())
    rows = (
        _without_file_name(reading.observations.lazy())
        .join(pairs.lazy(), on=["name", *TIME])
        .with_columns(text=pl.coalesce("text", pl.col("value").cast(pl.String)))
        .select(list(DOUBTS))
        .collect()
    )
    held_doubts = reading.tables.get("doubts", pl.DataFrame(schema=DOUBTS))
    file = reading.provenance.files[0]
    notes = [
        Fault(file, f"{name} of {period} {note}", "", "is it the file of the right year?")
        for name, period, note in pairs.select("name", "time_period", "note").iter_rows()
    ]
    if strict:
        refuse_doubts(f"{file} repeats another year's figures", notes)
    return replace(
        reading,
        notes=(*reading.notes, *notes),
        tables={**reading.tables, "doubts": pl.concat([held_doubts, rows])},
    )


def _is_alike(reading: Reading, release: Release) -> bool:
    source = reading.provenance.source
    if reading.provenance.has_same_bytes_as(release.provenance):
        return False
    if source.startswith("local"):
        return is_local(release)
    return source.startswith("ees-") and release.source.startswith("ees-")


def _without_file_name(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Rows with the name of their series without that of the file, which has the year in it."""
    return rows.filter(pl.col("value").is_not_null()).with_columns(
        name=pl.col("series").str.replace("^ees:[^/]*/", "")
    )


def _digests(rows: pl.LazyFrame) -> pl.LazyFrame:
    return (
        rows.sort("place")
        .group_by("name", *TIME)
        .agg(
            digest=pl.struct("place", "value").hash(7).sum(),
            places=pl.col("place").n_unique(),
            different=pl.col("value").n_unique(),
        )
        .filter(pl.col("places") >= FEWEST_PLACES, pl.col("different") >= FEWEST_DIFFERENT)
        .drop("different")
    )


def _clause() -> pl.Expr:
    return (
        "repeats the figures of "
        + pl.col("time_period_held")
        + " for every place ("
        + (pl.col("of") + ")")
    )
