"""The page on benchmarks tabulates every difference between the profiles, with true counts."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from stocktake.benchmarks.profile import CORRECTED, LAIT_2026, Profile
from stocktake.benchmarks.table import benchmark_table
from stocktake.standards.places import PlaceRegister

PAGE = Path(__file__).parents[2] / "docs" / "methods" / "benchmarks.md"
KEYS = ["series", "place", "time_period", "group"]


def documented() -> dict[str, list[str]]:
    """Cells of the table of differences, by field."""
    rows = [line.split("|")[1:-1] for line in PAGE.read_text(encoding="utf-8").splitlines()]
    fields = {field.name for field in dataclasses.fields(Profile)}
    return {
        name: [cell.strip() for cell in row[1:]]
        for row in rows
        if row and (name := row[0].strip().strip("`")) in fields
    }


def test_every_choice_that_differs_is_documented_and_no_other() -> None:
    differing = {
        field.name
        for field in dataclasses.fields(Profile)
        if getattr(LAIT_2026, field.name) != getattr(CORRECTED, field.name)
    } - {"name"}
    assert set(documented()) == differing


@pytest.mark.slow
def test_the_documented_counts_are_those_of_the_real_file(
    lait: Any, register: PlaceRegister
) -> None:
    newest = lait.observations.group_by("series").agg(pl.col("time_period").max())

    def make_table(profile: Profile, vintage: int | None = None) -> pl.DataFrame:
        return benchmark_table(
            lait.observations,
            lait.series,
            register=register,
            neighbours=lait.neighbours,
            vintage=vintage,
            profile=profile,
        )

    corrected = make_table(CORRECTED)

    def compare(column: str, *, latest: bool, vintage: int | None = None, **field: Any) -> Any:
        variant = make_table(dataclasses.replace(CORRECTED, **field), vintage)
        pairs = corrected.select(*KEYS, column).join(
            variant.select(*KEYS, column), on=KEYS, suffix="_lait"
        )
        floats = pl.col(pl.Float64).round(6)  # means in another order differ in the last digit
        apart = pairs.with_columns(floats).filter(
            pl.col(column).ne_missing(pl.col(f"{column}_lait"))
        )
        return apart.join(newest, on=["series", "time_period"], how="semi") if latest else apart

    change_rows = compare("change", latest=False, change="second-newest-row")
    london = compare("region", latest=False, london="by-series")
    n_rows = compare("n", latest=False, ranked="every-row")
    counts = {
        "periods": f"{make_table(LAIT_2026).height:,} figures placed against {corrected.height:,}",
        "ranked": (
            f"n in {n_rows.select('series', 'time_period').unique().height} series-periods, "
            f"{n_rows.join(newest, on=['series', 'time_period'], how='semi')['series'].n_unique()}"
            f" of them latest; {compare('rank', latest=True, ranked='every-row').height} latest"
            " ranks"
        ),
        "bands": (
            f"{compare('quartile', latest=True, bands='cut-points').height:,} latest quartiles"
        ),
        "withholds_bands": (
            f"{(bands := compare('quartile', latest=True, withholds_bands=True)).height} latest "
            f"quartiles in {bands['series'].n_unique()} series"
        ),
        "change": f"{change_rows.height} figures, in one series",
        "trend": f"{compare('trend', latest=True, trend='sign-of-change').height:,} latest trends",
        "london": f"{london.height:,} figures in {london['series'].n_unique()} series, none latest",
        "neighbours_vintage": (
            f"{compare('neighbours_mean', latest=True, vintage=2021).height:,} latest means, "
            "against the list of April 2021"
        ),
        "compared_decimal_places": (
            f"{(crumbs := compare('rank', latest=True, compared_decimal_places=None)).height} "
            f"latest ranks in {crumbs['series'].n_unique()} series"
        ),
    }
    assert {field: cells[2] for field, cells in documented().items()} == counts
    assert compare("region", latest=True, london="by-series").is_empty()
