"""The columns of the table, each for all rows at once."""

from __future__ import annotations

from functools import reduce
from itertools import combinations
from operator import add

import polars as pl

from stocktake.benchmarks.bands import QUARTILES
from stocktake.benchmarks.change import TREND_NEEDS, TREND_YEARS
from stocktake.benchmarks.chosen import Chosen
from stocktake.benchmarks.comparators import RANKED_KINDS, list_of
from stocktake.benchmarks.grid import Grid, ranks, rounded
from stocktake.benchmarks.middle import median_across
from stocktake.benchmarks.profile import Profile
from stocktake.benchmarks.rank import COMPARED_DECIMAL_PLACES


def ranking(grid: Grid, chosen: Chosen, profile: Profile) -> list[pl.Series]:
    """Rank, n, ties, percentile, bands, and the rank within the region, of each row."""
    compared = rounded(chosen.value, profile.compared_decimal_places) * chosen.sign
    frame = pl.DataFrame({"compared": compared, "counted": chosen.counted})
    by = frame.select(pl.when("counted").then("compared")).to_series()
    everyone = chosen.cell * (len(RANKED_KINDS) + 1) + chosen.kind
    among = ranks(everyone, by)
    region = ranks(everyone * (len(grid.places) + 1) + chosen.region, by)
    counts = pl.DataFrame({"key": everyone, "counted": chosen.counted})
    n = counts.join(
        counts.filter("counted").group_by("key").agg(n=pl.len()),
        on="key",
        how="left",
        maintain_order="left",
    )["n"]
    rank, whole = pl.col("rank"), pl.col("n")
    bands = among.select(
        percentile=100 * rank / whole,
        quartile=(rank * 4 + whole - 1) // whole,
        sextile=(rank * 6 + whole - 1) // whole,
    )
    letter = (
        _cut_bands(chosen, by)
        if profile.bands == "cut-points"
        else bands["quartile"].replace_strict(
            dict(enumerate(QUARTILES, 1)), default=None, return_dtype=pl.String
        )
    )
    if profile.withholds_bands:
        hidden = pl.DataFrame({"letter": letter, "withheld": chosen.withheld})
        letter = hidden.select(pl.when(~pl.col("withheld")).then("letter")).to_series()
    return [
        among["rank"],
        n.fill_null(0).set(chosen.kind.is_null(), None).alias("n"),
        among["tied"],
        bands["percentile"],
        letter.alias("quartile"),
        bands["sextile"],
        region["rank"].alias("rank_in_region"),
        region["n"].alias("n_in_region"),
    ]


def _cut_bands(chosen: Chosen, by: pl.Series) -> pl.Series:
    """Bands by interpolated cut points, each upper cut inclusive: ``bands.cut_band`` in bulk."""
    frame = pl.DataFrame(
        {"cell": chosen.cell, "value": chosen.value, "ranked": by.is_not_null()}
    ).with_columns(higher=chosen.sign < 0)
    ordered = frame.filter("ranked").group_by("cell").agg(pl.col("value").sort())
    cuts = ordered.select("cell", *(_cut(quarter).alias(f"cut_{quarter}") for quarter in (1, 2, 3)))
    joined = frame.join(cuts, on="cell", how="left", maintain_order="left")
    step = sum((pl.col("value") > pl.col(f"cut_{q}")).cast(pl.Int8) for q in (1, 2, 3))
    band = pl.when("higher").then(3 - step).otherwise(step)
    letters = (
        pl.when("ranked")
        .then(band)
        .replace_strict(dict(enumerate(QUARTILES)), default=None, return_dtype=pl.String)
    )
    return joined.select(letters).to_series()


def _cut(quarter: int) -> pl.Expr:
    values = pl.col("value")
    steps = (values.list.len().cast(pl.Int64) - 1) * quarter
    part = (steps % 4) / 4
    low, high = values.list.get(steps // 4), values.list.get((steps + 3) // 4)
    return pl.when(low == high).then(low).otherwise((1 - part) * low + part * high)


def neighbours_beside(
    grid: Grid,
    chosen: Chosen,
    neighbours: pl.DataFrame | None,
    vintage: int | None,
    profile: Profile,
) -> list[pl.Series]:
    """Mean and median of the statistical neighbours, how many have a figure, and the rank."""
    listed = _numbers_of_neighbours(grid, neighbours, vintage or profile.neighbours_vintage)
    each = [
        grid.look(chosen.cell, number.gather(chosen.place)).alias(f"neighbour_{order}")
        for order, number in enumerate(listed)
    ]
    if not each:
        each = [pl.repeat(None, chosen.rows.height, dtype=pl.Float64, eager=True).alias("none")]
    figures = pl.DataFrame(each)
    n = figures.select(pl.sum_horizontal(pl.all().is_not_null().cast(pl.Int32))).to_series()
    some = n > 0
    own = rounded(chosen.value, profile.compared_decimal_places) * chosen.sign
    ahead = pl.sum_horizontal(
        (rounded(one, profile.compared_decimal_places) * chosen.sign < own).cast(pl.Int32)
        for one in each
    )
    ranked = pl.DataFrame({"n": n, "own": own}).select(
        ahead=pl.when(pl.lit(some) & pl.col("own").is_not_null()).then(ahead + 1),
        among=pl.when(pl.lit(some) & pl.col("own").is_not_null()).then(pl.col("n") + 1),
    )
    # Added in order, one by one: a sum that is split over threads differs in its last digit.
    total = reduce(add, (one.fill_null(0.0) for one in each))
    mean = pl.select(pl.when(some).then(total / n)).to_series()
    has_list = pl.Series(
        [any(number[at] is not None for number in listed) for at in range(len(grid.places))],
        dtype=pl.Boolean,
    ).gather(chosen.place)
    return [
        mean.alias("neighbours_mean"),
        median_across(each).alias("neighbours_median"),
        pl.select(pl.when(has_list).then(n)).to_series().alias("neighbours_n"),
        ranked["ahead"].alias("rank_among_neighbours"),
        ranked["among"].alias("n_among_neighbours"),
    ]


def movement(grid: Grid, chosen: Chosen, profile: Profile) -> list[pl.Series]:
    """Change over one year and over three, and the direction."""
    before = {years: grid.earlier(years) for years in range(1, TREND_YEARS + 1)}
    history = {
        -years: grid.look(cell.gather(chosen.cell), chosen.place) for years, cell in before.items()
    } | {0: chosen.value}
    one = chosen.value - history[-1]
    if profile.change == "second-newest-row":
        one = chosen.value - grid.look(grid.row_before().gather(chosen.cell), chosen.place)
    slope = one if profile.trend == "sign-of-change" else _slope(history)
    moved = pl.lit(slope)
    way = (
        pl.when(moved > 0)
        .then(pl.lit("rising"))
        .when(moved < 0)
        .then(pl.lit("falling"))
        .when(moved.is_not_null())
        .then(pl.lit("level"))
    )
    return [
        one.alias("change"),
        (chosen.value - history[-3]).alias("change_3_years"),
        pl.select(way.alias("trend")).to_series(),
    ]


def _slope(history: dict[int, pl.Series]) -> pl.Series:
    """The median of the yearly changes between every two figures; see ``change.trend``."""
    frame = pl.DataFrame({str(year): figures for year, figures in history.items()})
    pairs = [
        (pl.col(str(later)) - pl.col(str(sooner))) / (later - sooner)
        for later, sooner in combinations(sorted(history, reverse=True), 2)
    ]
    known = pl.sum_horizontal(pl.all().is_not_null().cast(pl.Int8))
    enough = (known >= TREND_NEEDS) & pl.col("0").is_not_null()
    middle = median_across(
        frame.select(slope.alias(str(k)) for k, slope in enumerate(pairs)).get_columns()
    )
    return frame.select(
        pl.when(enough).then(pl.lit(middle.round(COMPARED_DECIMAL_PLACES)))
    ).to_series()


def _numbers_of_neighbours(
    grid: Grid, neighbours: pl.DataFrame | None, vintage: int | None
) -> list[pl.Series]:
    """For each order (closest first) the number of every place's neighbour, null for none."""
    if neighbours is None or neighbours.is_empty():
        return []
    lists = list_of(neighbours, vintage)
    longest = max(len(listed) for listed in lists.values())
    return [
        pl.Series(
            [
                grid.number.get(listed[order]) if len(listed) > order else None
                for listed in (lists.get(place, ()) for place in grid.places)
            ],
            dtype=pl.Int64,
        )
        for order in range(longest)
    ]
