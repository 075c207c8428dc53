"""What prior attainment would have had expected, nationally and at the school in the past."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stocktake.schools.predictions import correct_for_past, expected_from_prior
from stocktake.schools.predictions.frames import RESULTS
from stocktake.schools.predictions.prior_attainment import PRIOR_COUNTS
from stocktake.sources.transition import read_transition
from stocktake.standards.errors import UsageError


def matrix_of(*rows: tuple[str, float, str, str, int]) -> pl.DataFrame:
    """A transition matrix: year, lower bound, subject, outcome, pupils."""
    columns = ["time_period", "prior_lower", "subject", "outcome", "pupils_count"]
    return pl.DataFrame(rows, schema=columns, orient="row").with_columns(breakdown=pl.lit("all"))


def counts_of(*rows: tuple[int, str, float, int], **fields: str) -> pl.DataFrame:
    """Pupils of schools by key stage 2 score: school, year, score, pupils."""
    usual = {"measure": "ks4-grades", "subject": "Mathematics", "group": "all"} | fields
    return pl.DataFrame(
        [
            usual | {"school_urn": u, "time_period": y, "prior_score": score, "pupil_count": n}
            for u, y, score, n in rows
        ],
        schema=PRIOR_COUNTS,
    )


MATRIX = matrix_of(
    ("202324", 90.0, "Mathematics", "3", 60),
    ("202324", 90.0, "Mathematics", "U", 40),
    ("202324", 90.0, "Mathematics", "X", 500),
    ("202324", 100.0, "Mathematics", "5", 50),
    ("202324", 100.0, "Mathematics", "6", 50),
    ("202324", 100.0, "Basics 9-4", "yes", 80),
    ("202324", 100.0, "Basics 9-4", "no", 20),
)


def test_the_mean_grade_of_pupils_alike_nationally() -> None:
    # 20 pupils whose like got 1.8 on average (absent ones left out), and 10 whose like got 5.5.
    counts = counts_of((100001, "202324", 95.5, 20), (100001, "202324", 104.0, 10))
    row = expected_from_prior(counts, MATRIX).to_dicts()[0]
    assert row["expected"] == pytest.approx((20 * 1.8 + 10 * 5.5) / 30)
    assert row["prior_pupil_count"] == 30


def test_a_threshold_is_a_percentage() -> None:
    counts = counts_of((100001, "202324", 101.0, 50), measure="ks4-english-maths-9-4", subject="")
    assert expected_from_prior(counts, MATRIX)["expected"].item() == 80


def test_another_years_matrix_is_used_only_where_named() -> None:
    counts = counts_of((100001, "202425", 101.0, 50))
    assert expected_from_prior(counts, MATRIX).is_empty()
    with_year = expected_from_prior(counts, MATRIX, years={"202425": "202324"})
    assert with_year["expected"].item() == 5.5
    with pytest.raises(UsageError, match="no breakdown 'girls'; it has all"):
        expected_from_prior(counts, MATRIX, breakdown="girls")


def test_a_school_is_corrected_by_its_earlier_years_alone_and_shrunken() -> None:
    years = ("202122", "202223", "202324")
    expected = pl.DataFrame(
        [
            {
                "school_urn": urn,
                "measure": "ks4-grades",
                "subject": "Mathematics",
                "group": "all",
                "time_period": year,
                "expected": 5.0,
                "prior_pupil_count": 150,
            }
            for urn in (100001, 100002, 100003)
            for year in years
        ]
    )
    results = pl.DataFrame(
        [
            {**row, "value": 5.0 + {100001: 1.0, 100002: -1.0}.get(row["school_urn"], 0.0)}
            for row in expected.drop("expected", "prior_pupil_count").to_dicts()
        ],
        schema=RESULTS,
    )
    corrected = correct_for_past(expected, results, pupil_variance=1.0, yearly_variance=0.01)
    last = dict(
        corrected.filter(pl.col("time_period") == "202324")
        .select("school_urn", "expected_from_past")
        .rows()
    )
    assert last[100003] == pytest.approx(5.0)
    assert 5.9 < last[100001] < 6.0
    assert last[100001] + last[100002] == pytest.approx(10.0)
    first = corrected.filter(pl.col("time_period") == "202122")["expected_from_past"]
    assert set(first) == {5.0}


def plain_mean(path: Path, band: str) -> float:
    """The mean grade in mathematics of all pupils of a band, straight from the file's counts."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            subject = row.get("subjects") or row.get("subject")
            breakdown = row.get("characteristic_value") or row.get("breakdown")
            prior = row.get("KS2_Prior") or row.get("ks2_scaled_score_group")
            if (subject, prior) == ("Mathematics", band) and breakdown in ("All Pupils", "Total"):
                counts = {grade: int(row[f"num_{grade}"]) for grade in "123456789"}
                total = sum(counts.values()) + int(row["num_U"])
                return sum(int(grade) * count for grade, count in counts.items()) / total
    raise AssertionError(f"no row of {band}")


def test_the_published_matrices_of_both_years(shared_data: Path) -> None:
    paths = sorted((shared_data / "transition").glob("*91*.csv"))
    tables = [
        read_transition(path, published=None, retrieved=date(2026, 11, 29)).tables["transition"]
        for path in paths
    ]
    counts = counts_of((100001, "202223", 104.5, 100), (100001, "202324", 103.0, 100))
    expected = expected_from_prior(counts, pl.concat(tables)).sort("time_period")
    assert expected["time_period"].to_list() == ["202223", "202324"]
    plain = [plain_mean(path, "102.5 - 104.5") for path in paths]
    assert expected["expected"].to_list() == pytest.approx(plain)
