"""The profile ``lait-2026`` gives the numbers that LAIT shows."""

from __future__ import annotations

import dataclasses
from typing import Any

import polars as pl
import pytest
from figures_by_hand import row
from plain_bands import cut_band, cut_points

from stocktake.benchmarks.profile import CORRECTED, LAIT_2026
from stocktake.benchmarks.table import benchmark_table, by_listing
from stocktake.sources.reading import OBSERVATIONS, SERIES
from stocktake.standards.periods import Period
from stocktake.standards.places import PlaceRegister

# Blackpool in the latest period: figure, the one before, change, rank, n, band, mean of the
# neighbours of May 2025, region, England, and the five cut points.
GOLDEN = {
    "KS2RWM_Expected_STD": (55, 53, 2, 148, 151, "D", 61.1, 61, 63, (50, 60, 63, 66, 78)),
    "TotPermEx": (
        0.28645, 0.21631, 0.07014, 147, 153, "D", 0.2774, 0.18035, 0.12889,
        (0, 0.0691, 0.1287, 0.1875, 0.4037),
    ),
    "TotFixedEx": (
        14.25197, 18.89934, -4.64737, 113, 153, "C", 22.0333, 11.06749, 11.30744,
        (0, 7.18, 10.22, 14.52, 38.20),
    ),
    "TotPerAbNew": (
        22.02, 25.65, -3.63, 145, 153, "D", 20.302, 18.27, 18.14,
        (5.98, 16.94, 18.12, 19.54, 24.36),
    ),
    "KS1P_all": (78, 80, -2, 107, 151, "D", 77.6, 78, 80, (74, 78, 80, 82, 89)),
    "FSP_NEW_GOODDEV": (
        63.5, 63.2, 0.3, 144, 153, "D", 65.02, 65.0, 68.3, (60.3, 66.1, 68.3, 70.6, 92.3),
    ),
    "AVG_Attain8_Score": (
        37.0, 34.8, 2.2, 151, 152, "D", 42.67, 44.6, 46.0, (34.4, 43.475, 45.4, 48.0, 59.3),
    ),
    "AVG_Prog8_Score": (
        -0.96, -0.85, -0.11, 152, 152, "D", -0.384, -0.17, -0.03,
        (-0.96, -0.1925, -0.05, 0.1125, 1.07),
    ),
    "16-17_not known_NEET": (
        8.9, 8.3, 0.6, 145, 153, "D", 6.16, 5.7, 5.6, (0, 3.8, 4.8, 6.5, 21.5),
    ),
    "KS2R_AVG_Scaled_Score": (
        104, 104, 0, 139, 151, None, 105.1, 105, 106, (103, 105, 106, 106, 109),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def latest(lait: Any, register: PlaceRegister) -> pl.DataFrame:
    return benchmark_table(
        lait.observations,
        lait.series,
        register=register,
        neighbours=lait.neighbours,
        vintage=None,
        profile=LAIT_2026,
    )


def close(value: float, printed_figure: float) -> bool:
    """Equal at the quoted decimals."""
    decimals = (
        len(str(printed_figure).partition(".")[2]) if isinstance(printed_figure, float) else 0
    )
    return abs(value - printed_figure) <= 0.5000001 * 10**-decimals


@pytest.mark.parametrize("name", GOLDEN)
def test_the_golden_row(name: str, latest: pl.DataFrame) -> None:
    value, before, yearly_change, rank, n, band, near, region, england, cuts = GOLDEN[name]
    rows = latest.filter(pl.col("series") == f"lait:{name}")
    row = rows.row(by_predicate=pl.col("place") == "la-890", named=True)
    assert close(row["value"], value)
    assert close(row["change"], yearly_change)
    assert close(row["value"] - row["change"], before)
    assert (row["rank"], row["n"], row["quartile"]) == (rank, n, band)
    assert close(row["neighbours_mean"], near)
    assert (close(row["region"], region), close(row["england"], england)) == (True, True)
    assert (
        row["trend"]
        == {1: "rising", 0: "level", -1: "falling"}[(yearly_change > 0) - (yearly_change < 0)]
    )
    values = rows.filter(pl.col("place").str.starts_with("la-"))["value"].drop_nulls().to_list()
    assert all(close(*pair) for pair in zip(cut_points(values), cuts, strict=True))


def test_only_the_latest_period_of_each_series_is_placed(latest: pl.DataFrame, lait: Any) -> None:
    assert latest.group_by("series").agg(pl.col("time_period").n_unique())["time_period"].max() == 1
    assert latest["series"].n_unique() == 434
    assert latest.height == 434 * 170
    newest = lait.observations.group_by("series").agg(pl.col("time_period").max())
    assert latest.join(newest, on=["series", "time_period"], how="anti").is_empty()


def test_bands_are_those_of_the_plain_function(latest: pl.DataFrame, lait: Any) -> None:
    authorities = latest.filter(pl.col("place").str.starts_with("la-"))
    bands_count = 0
    for (name,), rows in authorities.group_by("series"):
        better = lait.better(str(name).removeprefix("lait:"))
        if better is None:
            assert rows["quartile"].null_count() == rows.height
            continue
        cuts = cut_points(rows["value"].drop_nulls().to_list())
        expected = [None if v is None else cut_band(v, cuts, better) for v in rows["value"]]  # type: ignore[arg-type]
        if rows["quartile"].null_count() < rows.height:
            assert rows["quartile"].to_list() == expected
            bands_count += sum(band is not None for band in expected)
    # The reference counts 44,102 authorities' figures with a band.
    assert bands_count == 44_102


def test_all_rows_with_a_figure_are_ranked_the_abolished_too(latest: pl.DataFrame) -> None:
    rows = latest.filter(pl.col("series") == "lait:Chlamydia_Diagnosis")
    authorities = rows.filter(pl.col("place").str.starts_with("la-"))
    assert authorities["n"].unique().to_list() == [158]


def test_rank_and_band_disagree_about_the_top_half_in_975_cells(
    latest: pl.DataFrame, lait: Any
) -> None:
    rows_with_band = latest.filter(pl.col("quartile").is_not_null() & pl.col("rank").is_not_null())
    apart = (pl.col("rank") <= pl.col("n") / 2) != pl.col("quartile").is_in(["A", "B"])
    wrong = rows_with_band.filter(apart).join(lait.series.select("series", "better"), on="series")
    assert wrong.height == 975
    assert (wrong["better"] == "higher").sum() == 934


def test_a_series_listed_twice_has_a_band_under_one_title_only(
    lait: Any, register: PlaceRegister
) -> None:
    listed_rows = by_listing(
        lait.observations,
        lait.series,
        register=register,
        neighbours=lait.neighbours,
        vintage=None,
    )
    twins = listed_rows.filter(
        (pl.col("series") == "lait:CINPermAbsent_3Term") & (pl.col("place") == "la-890")
    )
    assert sorted(twins["quartile"].is_null().to_list()) == [False, True]
    assert twins["title"].n_unique() == 2
    assert listed_rows.select("series", "title", "topic").unique().height == 448
    listings = lait.series.explode("listings").unnest("listings", separator="_")
    assert listings["listings_no_quartile"].sum() == 21


def table_input(rows: list[dict[str, Any]]) -> dict[str, Any]:
    blank = {"series": "made:up", "group": "all", "text": None}
    series = {name: [None] for name in SERIES} | {"series": ["made:up"], "better": ["higher"]}
    return {
        "observations": pl.DataFrame(
            [{name: (blank | one).get(name) for name in OBSERVATIONS} for one in rows],
            schema=OBSERVATIONS,
        ),
        "series": pl.DataFrame(series, schema=SERIES),
        "neighbours": None,
        "vintage": None,
    }


def academic(year: str) -> Period:
    return Period(year, "Academic year")


def test_the_change_is_from_the_row_before_though_years_lie_between(
    register: PlaceRegister,
) -> None:
    rows = [row("la-890", 1.0, academic("202021")), row("la-890", 4.0, academic("202223"))]
    arguments = table_input(rows) | {"register": register}
    assert benchmark_table(**arguments, profile=LAIT_2026)["change"].to_list() == [3.0]
    assert benchmark_table(**arguments, profile=CORRECTED)["change"].to_list() == [None, None]


def test_a_row_before_without_a_figure_leaves_no_change(register: PlaceRegister) -> None:
    years = {"202021": 1.0, "202122": None, "202223": 4.0}
    rows = [row("la-890", value, academic(year)) for year, value in years.items()]
    table = benchmark_table(**table_input(rows), register=register, profile=LAIT_2026)
    assert table.select("value", "change", "trend").rows() == [(4.0, None, None)]


def test_a_place_without_a_figure_in_the_latest_period_does_not_fall_back(
    register: PlaceRegister,
) -> None:
    rows = [
        row("la-890", 1.0, academic("202021")),
        row("la-890", None, academic("202122")),
        row("la-889", 2.0, academic("202122")),
    ]
    table = benchmark_table(**table_input(rows), register=register, profile=LAIT_2026)
    assert table.select("place", "rank", "n").rows() == [("la-890", None, 1), ("la-889", 1, 1)]


def test_london_whole_stands_for_the_whole_series_where_its_half_lacks_the_latest(
    register: PlaceRegister,
) -> None:
    rows = [
        row(place, value, academic(year))
        for year, inner in (("202021", 5.0), ("202122", None))
        for place, value in (
            ("la-309", 1.0),
            ("region-inner-london", inner),
            ("region-london", 6.0),
        )
    ]
    arguments = table_input(rows) | {"register": register}
    profile = dataclasses.replace(LAIT_2026, periods="every")
    borough = pl.col("place") == "la-309"
    lait = benchmark_table(**arguments, profile=profile).filter(borough)
    corrected = benchmark_table(**arguments, profile=CORRECTED).filter(borough)
    assert lait["region"].to_list() == [6.0, 6.0]
    assert corrected["region"].to_list() == [5.0, 6.0]


def test_crumbs_of_binary_arithmetic_part_figures_in_lait_only(register: PlaceRegister) -> None:
    arguments = table_input([row("la-890", 0.1 + 0.2), row("la-889", 0.3)]) | {"register": register}
    assert benchmark_table(**arguments, profile=LAIT_2026)["rank"].to_list() == [1, 2]
    assert benchmark_table(**arguments, profile=CORRECTED)["rank"].to_list() == [1, 1]
