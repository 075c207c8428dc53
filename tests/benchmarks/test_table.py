from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from figures_by_hand import row
from pandas_twin import pandas_table
from plain_benchmark import PlainBenchmark, plain_benchmark
from plain_change import change, trend

from stocktake.benchmarks.comparators import list_of
from stocktake.benchmarks.profile import CORRECTED
from stocktake.benchmarks.rank import Rank
from stocktake.benchmarks.table import COLUMNS, benchmark_table
from stocktake.sources.reading import OBSERVATIONS, SERIES
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period
from stocktake.standards.places import PlaceRegister

TEXT = ("series", "place", "time_period", "time_identifier", "group", "quartile", "trend")

# A little of everything: ties and missing years, exclusions, a rolling span, a series reported by
# an earlier map, both maps at once, no direction, a gap in the periods, a kind of year corrected.
SAMPLE = [
    "lait:16-17 NEET",
    "lait:AVG_Prog8_Score",
    "lait:CINPermAbsent_3Term",
    "lait:CareLeaversNEET",
    "lait:Chlamydia_Diagnosis",
    "lait:FSP_Gooddev_Chinese",
    "lait:FirstYJS",
    "lait:HE_19_FSM",
    "lait:Hosp_Adm_Alc_<18yrs",
    "lait:KS2RWM_Expected_STD",
    "lait:KS2R_AVG_Scaled_Score",
    "lait:CIN",
    "lait:RTA",
    "lait:SEN_TOT_CEASED_EHC_PLAN",
    "lait:SecFixedEx",
    "lait:Stability_School",
    "lait:TotPermEx",
    "lait:Under18concep",
]


def sampled(lait: Any) -> pl.DataFrame:
    sample: pl.DataFrame = lait.observations.filter(pl.col("series").is_in(SAMPLE))
    assert sample["series"].n_unique() == len(SAMPLE)
    return sample


@pytest.fixture(scope="module")
def table(lait_like: Any, register: PlaceRegister) -> pl.DataFrame:
    return benchmark_table(
        sampled(lait_like),
        lait_like.series,
        register=register,
        neighbours=lait_like.neighbours,
        vintage=2021,
    )


def test_one_row_per_observation_with_the_columns_promised(
    lait_like: Any, table: pl.DataFrame
) -> None:
    assert table.schema == pl.Schema(COLUMNS)
    keys = ["series", "place", "time_period", "group"]
    assert table.select(keys).equals(sampled(lait_like).select(keys))


@pytest.mark.slow
def test_every_column_is_that_of_the_pandas_twin(
    lait_like: Any, table: pl.DataFrame, register: PlaceRegister
) -> None:
    keys = ["series", "group", "time_identifier", "span_years", "time_period", "place", "value"]
    twin = pl.from_pandas(
        pandas_table(
            sampled(lait_like).select(keys).to_pandas(),
            dict(lait_like.series.select("series", "better").iter_rows()),
            register.all(),
            list_of(lait_like.neighbours, 2021),
        )
    )
    for name in COLUMNS:
        column, twin_column = table[name], twin[name]
        if name in TEXT:
            assert column.equals(twin_column.cast(pl.String)), name
            continue
        column, twin_column = column.cast(pl.Float64), twin_column.cast(pl.Float64).fill_nan(None)
        assert column.is_null().equals(twin_column.is_null()), name
        assert column.is_not_null().any(), name
        off = ((column - twin_column).abs() / (1 + twin_column.abs())).max()
        assert isinstance(off, float)
        assert off < 1e-9, name


def whole(rank: Rank | None) -> tuple[int | None, int | None]:
    return (rank.rank, rank.n) if rank else (None, None)


@pytest.mark.slow
def test_rows_are_those_of_the_plain_function(
    lait_like: Any, table: pl.DataFrame, register: PlaceRegister
) -> None:
    rows = table.sample(250, seed=20, shuffle=True)
    for table_row in rows.iter_rows(named=True):
        figures = lait_like.observations.filter(pl.col("series") == table_row["series"])
        period = Period(
            table_row["time_period"], table_row["time_identifier"], table_row["span_years"]
        )
        plain: PlainBenchmark = plain_benchmark(
            figures,
            table_row["place"],
            period,
            better=lait_like.better(table_row["series"].removeprefix("lait:")),
            register=register,
            neighbours=lait_like.neighbours,
            vintage=2021,
        )
        assert table_row["value"] == plain.value
        assert table_row["rank"] == whole(plain.rank)[0]
        if plain.rank:
            assert (table_row["n"], table_row["tied"]) == (plain.rank.n, plain.rank.tied)
        assert (table_row["quartile"], table_row["sextile"]) == (plain.quartile, plain.sextile)
        assert table_row["percentile"] == pytest.approx(plain.percentile)
        assert (table_row["england"], table_row["region"]) == (plain.england, plain.region)
        assert (table_row["rank_in_region"], table_row["n_in_region"]) == whole(
            plain.rank_in_region
        )
        assert table_row["neighbours_mean"] == pytest.approx(plain.neighbours_mean)
        assert table_row["neighbours_median"] == pytest.approx(plain.neighbours_median)
        near = len(plain.neighbours) - len(plain.neighbours_missing)
        assert table_row["neighbours_n"] == (near if plain.neighbours else None)
        assert (table_row["rank_among_neighbours"], table_row["n_among_neighbours"]) == whole(
            plain.rank_among_neighbours
        )
        for name in ("england", "region", "neighbours_mean"):
            assert table_row[f"gap_to_{name}"] == pytest.approx(getattr(plain, f"gap_to_{name}"))
        one = change(figures, table_row["place"], period)
        three = change(figures, table_row["place"], period, years=3)
        way = trend(figures, table_row["place"], period)
        assert table_row["change"] == pytest.approx(one.change)
        assert table_row["change_3_years"] == pytest.approx(three.change)
        assert table_row["trend"] == (way.way if way else None)


def test_n_is_given_where_there_is_no_rank(table: pl.DataFrame) -> None:
    missing = table.filter(pl.col("value").is_null() & pl.col("place").str.starts_with("la-"))
    assert missing.height > 1000
    assert missing["n"].null_count() == 0
    assert missing["rank"].null_count() == missing.height
    england = table.filter(pl.col("place") == "england")
    assert england["n"].null_count() == england.height


def test_higher_education_by_19_in_2020_21_places_blackpool_72_of_151(table: pl.DataFrame) -> None:
    rows = table.filter(
        (pl.col("series") == "lait:HE_19_FSM")
        & (pl.col("place") == "la-890")
        & (pl.col("time_period") == "202021")
    )
    assert rows.select("rank", "n").rows() == [(72, 151)]


def by_hand(rows: list[dict[str, Any]], better: str | None = "higher") -> dict[str, Any]:
    blank = {"series": "made:up", "group": "all", "text": None}
    observations = pl.DataFrame(
        [{name: (blank | one).get(name) for name in OBSERVATIONS} for one in rows],
        schema=OBSERVATIONS,
    )
    series = pl.DataFrame([{"series": "made:up", "better": better}], schema_overrides=SERIES)
    empty = {name: pl.lit(None, kind) for name, kind in SERIES.items() if name not in series}
    return {"observations": observations, "series": series.with_columns(**empty)}


def test_invented_places_are_never_ranked_with_real_ones(register: PlaceRegister) -> None:
    rows = [
        row(place, value) for place, value in (("la-001", 1.0), ("la-002", 2.0), ("la-890", 3.0))
    ]
    table = benchmark_table(**by_hand(rows), register=register, neighbours=None, vintage=None)
    assert table.select("place", "rank", "n").rows() == [
        ("la-001", 2, 2),
        ("la-002", 1, 2),
        ("la-890", 1, 1),
    ]
    assert table["neighbours_n"].to_list() == [None, None, None]


def test_two_groups_and_two_kinds_of_year_are_kept_apart(register: PlaceRegister) -> None:
    calendar = Period("2020", "Calendar year")
    rows = [
        row("la-890", 1.0),
        row("la-889", 2.0),
        row("la-890", 5.0) | {"group": "fsm"},
        row("la-890", 7.0, calendar),
    ]
    table = benchmark_table(**by_hand(rows), register=register, neighbours=None, vintage=None)
    assert table["n"].to_list() == [2, 2, 1, 1]
    assert table["change"].null_count() == 4


def test_without_a_direction_there_are_no_ranks_or_bands(register: PlaceRegister) -> None:
    rows = [row("la-890", 1.0), row("la-889", 2.0)]
    table = benchmark_table(**by_hand(rows, None), register=register, neighbours=None, vintage=None)
    assert table["n"].to_list() == [2, 2]
    for name in ("rank", "quartile", "sextile", "percentile", "rank_in_region"):
        assert table[name].null_count() == 2


def test_no_observations_make_an_empty_table(register: PlaceRegister) -> None:
    table = benchmark_table(**by_hand([]), register=register, neighbours=None, vintage=None)
    assert table.schema == pl.Schema(COLUMNS)
    assert table.is_empty()


def test_an_observation_twice_is_refused(register: PlaceRegister) -> None:
    rows = [row("la-890", 1.0), row("la-890", 2.0)]
    with pytest.raises(UsageError, match="some series has two for one place, period and group"):
        benchmark_table(**by_hand(rows), register=register, neighbours=None, vintage=None)


@pytest.mark.slow
def test_the_same_figures_give_the_same_table_to_the_last_digit(
    lait_like: Any, register: PlaceRegister
) -> None:
    few = lait_like.figures("TotPermEx")
    arguments = {"register": register, "neighbours": lait_like.neighbours, "vintage": None}
    first = benchmark_table(few, lait_like.series, **arguments)
    assert first.height == few.height
    assert first["neighbours_mean"].is_not_null().any()
    for _ in range(20):
        assert first.equals(benchmark_table(few, lait_like.series, **arguments))


def test_the_default_profile_is_the_corrected_one(lait_like: Any, register: PlaceRegister) -> None:
    few = lait_like.figures("TotPermEx")
    arguments = {"register": register, "neighbours": lait_like.neighbours, "vintage": None}
    default = benchmark_table(few, lait_like.series, **arguments)
    assert default.equals(benchmark_table(few, lait_like.series, **arguments, profile=CORRECTED))
    assert default.height == few.height
