"""One destination for everyone: stayed, did not stay, or nothing was seen."""

from __future__ import annotations

import polars as pl
import pytest

from stocktake.pupils.destinations import destination_rates, sustained_destinations

MONTHS = [
    "2023-08",
    "2023-09",
    "2023-10",
    "2023-11",
    "2023-12",
    "2024-01",
    "2024-02",
    "2024-03",
    "2024-04",
    "2024-05",
    "2024-06",
    "2024-07",
]
CODES = {
    "s": "SCHOOL",
    "f": "FE",
    "t": "TRAINING",
    "a": "APPRENTICESHIP",
    "e": "EMPLOYMENT",
    "w": "EMPLOYMENT_TRAINING",
    "n": "NEET",
    "?": "NOT_KNOWN",
    "c": "CUSTODY",
}


def make_returns(*lives: str) -> pl.DataFrame:
    """One letter per month from August to July; a dot where nothing was returned."""
    rows = [
        (str(number), month, CODES[letter])
        for number, life in enumerate(lives)
        for month, letter in zip(MONTHS, life, strict=True)
        if letter != "."
    ]
    schema = {"pupil": pl.String, "month": pl.String, "activity": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


@pytest.mark.parametrize(
    ("life", "destination"),
    [
        # August to July: the two terms are October to March, the third to the eighth letter.
        ("..ssssss....", "education"),
        ("..sssfff....", "education"),
        ("..sssss.ssss", "not_sustained"),
        ("ss.sssss....", "not_sustained"),
        ("..eeeee.....", "employment"),
        ("..e.eeee....", "employment"),
        ("..eeee......", "not_sustained"),
        ("..wwwwee....", "employment"),
        ("..sssseee...", "mixed"),
        ("..eeesss....", "mixed"),
        ("..sssee.....", "not_sustained"),
        ("......aaaaaa", "apprenticeship"),
        ("aaaaaa......", "apprenticeship"),
        ("..ssss.aaaaa", "not_sustained"),
        ("..aaaaa.....", "employment"),
        ("aaa.aaa.aaa.", "not_sustained"),
        ("..nnnnnn....", "not_sustained"),
        ("..cccccc....", "not_sustained"),
        ("..??????....", "not_captured"),
        ("............", "not_captured"),
    ],
)
def test_what_counts_as_staying(life: str, destination: str) -> None:
    leavers = pl.DataFrame({"pupil": ["0"]})
    result = sustained_destinations(leavers, make_returns(life), year="202223")
    assert result["destination"].to_list() == [destination]


def test_an_apprenticeship_of_six_months_goes_before_six_months_of_school() -> None:
    all_returns = pl.concat([make_returns("..ssssss...."), make_returns("aaaaaa......")])
    leavers = pl.DataFrame({"pupil": ["0"]})
    result = sustained_destinations(leavers, all_returns, year="202223")
    assert result["destination"].to_list() == ["apprenticeship"]


def test_two_employers_in_one_month_are_one_month() -> None:
    twice = pl.concat([make_returns("..eee......."), make_returns("..eee.......")])
    result = sustained_destinations(pl.DataFrame({"pupil": ["0"]}), twice, year="202223")
    assert result["destination"].to_list() == ["not_sustained"]


def test_every_leaver_has_one_destination_and_the_percentages_add_up() -> None:
    lives = ("..ssssss....", "..eeeeee....", "..nnnn......", "............", "..sssssss...")
    leavers = pl.DataFrame({"pupil": [*"01234"], "school_urn": [1, 1, 1, 2, 2]})
    rows = sustained_destinations(leavers, make_returns(*lives), year="202223")
    rates = destination_rates(rows, by=["school_urn"]).sort("school_urn")
    assert rates["cohort"].to_list() == [3, 2]
    assert rates["sustained"].to_list() == [2, 1]
    assert rates["not_sustained"].to_list() == [1, 0]
    assert rates["not_captured"].to_list() == [0, 1]
    parts = ["sustained_percent", "not_sustained_percent", "not_captured_percent"]
    assert rates.select(pl.sum_horizontal(parts)).to_series().to_list() == pytest.approx([100, 100])


def test_months_outside_the_year_after_say_nothing() -> None:
    later = make_returns("..ssssss....").with_columns(
        month=pl.col("month").str.replace("2024", "2025").str.replace("2023", "2024")
    )
    result = sustained_destinations(pl.DataFrame({"pupil": ["0"]}), later, year="202223")
    assert result["destination"].to_list() == ["not_captured"]


def test_an_empty_cohort_has_no_percentage() -> None:
    rows = pl.DataFrame({"destination": []}, schema={"destination": pl.String})
    rates = destination_rates(rows).row(0, named=True)
    assert (rates["cohort"], rates["sustained_percent"]) == (0, None)
