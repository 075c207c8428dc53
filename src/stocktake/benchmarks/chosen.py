"""Which observations a table places, and what each of them is set beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from stocktake.benchmarks.beside import regions_of
from stocktake.benchmarks.comparators import RANKED_KINDS, containments
from stocktake.benchmarks.grid import Grid
from stocktake.benchmarks.profile import Profile
from stocktake.standards.places import Place, PlaceRegister, is_reserved

SIGNS = {"higher": -1.0, "lower": 1.0}
"""What a figure is multiplied by so that the lowest is the best."""


@dataclass(frozen=True)
class Chosen:
    """The rows to be placed; every series has one entry per row.

    Parameters
    ----------
    rows : polars.DataFrame
        Who, when and the value, in the order of the observations.
    cell, place : polars.Series
        Position in the grid.
    value : polars.Series
    sign : polars.Series
        -1 where higher is better, 1 where lower is, null where neither.
    withheld : polars.Series
        Whether the first listing of the series withholds its band.
    kind : polars.Series
        Number of the kind of place that is ranked together; null for kinds that are not.
    counted : polars.Series
        Whether the row counts among the places ranked.
    region : polars.Series
        Number of the region whose figure is used; null for none.
    region_value : polars.Series
        That figure.
    """

    rows: pl.DataFrame
    cell: pl.Series
    place: pl.Series
    value: pl.Series
    sign: pl.Series
    withheld: pl.Series
    kind: pl.Series
    counted: pl.Series
    region: pl.Series
    region_value: pl.Series


def choose(
    grid: Grid,
    observations: pl.DataFrame,
    series: pl.DataFrame,
    *,
    register: PlaceRegister,
    profile: Profile,
) -> Chosen:
    """Choose rows, direction, ranked places and regions as a profile has it."""
    kept = pl.repeat(True, observations.height, dtype=pl.Boolean, eager=True)
    latest = grid.latest()
    if profile.periods == "latest":
        kept = latest.gather(grid.cell) == grid.cell
    names = ["series", "place", "time_period", "time_identifier", "span_years", "group"]
    rows = observations.select(*names, pl.col("value").fill_nan(None)).filter(kept)
    cell, place, value = grid.cell.filter(kept), grid.place.filter(kept), rows["value"]
    about = _about_series(grid, series)
    kinds = pl.Series([_kind(name) for name in grid.places], dtype=pl.Int64)
    kind = kinds.gather(place)
    counted = value.is_not_null() & kind.is_not_null()
    if profile.ranked == "counted-once":
        twice = _counted_twice(grid, register)
        counted &= ~(cell * len(grid.places) + place).is_in(twice.implode())
    asked = latest.gather(cell) if profile.london == "by-series" else cell
    region = _regions(grid, asked, place, {entry.id: entry for entry in register.all()})
    return Chosen(
        rows=rows,
        cell=cell,
        place=place,
        value=value,
        sign=about["sign"].gather(cell),
        withheld=about["withheld"].gather(cell),
        kind=kind,
        counted=counted,
        region=region,
        region_value=grid.look(cell, region),
    )


def _about_series(grid: Grid, series: pl.DataFrame) -> pl.DataFrame:
    """Direction and withheld bands of each cell's series."""
    first = pl.col("listings").list.get(0, null_on_oob=True)
    about = series.select(
        "series",
        sign=pl.col("better").replace_strict(SIGNS, default=None, return_dtype=pl.Float64),
        withheld=first.struct.field("no_quartile"),
    )
    cells = grid.cells.select("series").join(about, on="series", how="left", maintain_order="left")
    return cells.with_columns(pl.col("withheld").fill_null(False))


def _regions(
    grid: Grid, asked: pl.Series, place: pl.Series, known: Mapping[str, Place]
) -> pl.Series:
    """The region set beside each row: the nearest with a figure in the cell asked, else above."""
    above = [regions_of(name, known) for name in grid.places]
    near, far = (
        pl.Series(
            [grid.number.get(found[up]) if len(found) > up else None for found in above],
            dtype=pl.Int64,
        ).gather(place)
        for up in (0, 1)
    )
    has_near, has_far = (grid.look(asked, one).is_not_null() for one in (near, far))
    frame = pl.DataFrame({"near": near, "far": far, "use_far": ~has_near & has_far})
    return frame.select(
        pl.when(pl.col("use_far") | pl.col("near").is_null()).then("far").otherwise("near")
    ).to_series()


def _kind(place: str) -> int | None:
    """Places of one kind are ranked together; real and invented are two kinds."""
    prefix = place.partition("-")[0]
    if prefix not in RANKED_KINDS:
        return None
    return len(RANKED_KINDS) if is_reserved(place) else RANKED_KINDS.index(prefix)


def _counted_twice(grid: Grid, register: PlaceRegister) -> pl.Series:
    """Positions of the figures that ``comparators.counted_once`` leaves out."""
    cells = pl.int_range(grid.cells.height, dtype=pl.Int64, eager=True)
    twice: list[int] = []
    for old, new in containments(register):
        if old not in grid.number or new not in grid.number:
            continue
        first, second = grid.number[old], grid.number[new]
        both = grid.look(cells, first).is_not_null() & grid.look(cells, second).is_not_null()
        for cell in cells.filter(both):
            existed = register.get(old).exists_on(grid.period(cell).ends)
            twice.append(cell * len(grid.places) + (second if existed else first))
    return pl.Series(twice, dtype=pl.Int64)
