"""The published file's own rates come out of its own counts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import polars as pl

from stocktake.pupils.absence import absence_rates

KEYS = ["time_period", "term", "geographic_level", "new_la_code", "region_code", "school_type"]
SUMS = ["sess_possible", "sess_overall", "sess_authorised", "sess_unauthorised"]
PERCENTS = ["sess_overall_percent", "sess_authorised_percent", "sess_unauthorised_percent"]


def published(shared_data: Path) -> pl.DataFrame:
    with zipfile.ZipFile(shared_data / "ees" / "absence_by_term.zip") as archive:
        text = archive.read("absence_by_term.csv")
    read = pl.read_csv(io.BytesIO(text), infer_schema=False)
    return read.select(
        *KEYS, *(pl.col(name).cast(pl.Float64, strict=False) for name in (*SUMS, *PERCENTS))
    ).drop_nulls([*SUMS, *PERCENTS])


def as_rows(table: pl.DataFrame) -> pl.DataFrame:
    """Published totals taken for enrolments: rates are sums over sums whatever the row is."""
    return table.with_columns(
        pl.col(SUMS).cast(pl.Int64), age_group=pl.lit("5_to_15"), persistent=False, severe=False
    )


def test_rates_recomputed_from_the_counts_are_the_published_ones(shared_data: Path) -> None:
    table = published(shared_data)
    assert table.height > 5000
    rates = absence_rates(as_rows(table), by=KEYS)
    joined_table = table.join(rates, on=KEYS, suffix="_ours", nulls_equal=True)
    assert joined_table.height == table.height
    for name in PERCENTS:
        off = joined_table.filter((pl.col(name) - pl.col(f"{name}_ours")).abs() > 0.0501)
        assert off.is_empty(), off.select(*KEYS, name, f"{name}_ours")


def test_authorities_add_up_to_the_published_regions(shared_data: Path) -> None:
    table = published(shared_data)
    by = ["time_period", "term", "region_code", "school_type"]
    parts = as_rows(table.filter(pl.col("geographic_level") == "Local authority"))
    regions = table.filter(pl.col("geographic_level") == "Regional")
    joined_table = regions.join(absence_rates(parts, by=by), on=by, suffix="_ours")
    assert joined_table.height > 100
    off = joined_table.filter(
        (pl.col("sess_overall_percent") - pl.col("sess_overall_percent_ours")).abs() > 0.0501
    )
    assert off.is_empty(), off
