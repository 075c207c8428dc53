"""The borough's optimistic school is found, and no accurate one accused too often."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from stocktake.examples.pupils import invented_pupils
from stocktake.examples.school_predictions import borough_predictions
from stocktake.schools.predictions import accuracy_report, compare_results, judge_schools

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
def test_the_optimistic_school_is_the_only_one_accused() -> None:
    borough = invented_pupils(1)
    returns = borough_predictions(borough)
    rows = judge_schools(compare_results(returns.ledger.frame(), returns.results))
    planted_urn = borough.truth["optimistic_school"]["school_urn"]
    assert [row.school_urn for row in rows if row.is_explanation_due] == [planted_urn]
    accused = next(row for row in rows if row.school_urn == planted_urn)
    assert accused.verdict == "optimistic"
    assert accused.bias == pytest.approx(0.9, abs=0.15)


@pytest.mark.slow
def test_pupils_own_predictions_say_the_same_as_distributions() -> None:
    returns = borough_predictions(invented_pupils(2, years=("202223", "202324")))
    report = accuracy_report(returns.ledger.frame(), returns.results, pairs=returns.pairs)
    by_pupil = {row.school_urn: row.bias for row in report.grades if row.school_urn}
    by_school = {
        row.school_urn: row.bias for row in report.rows if row.school_urn and not row.subject
    }
    for urn, bias in by_school.items():
        # A few pupils were predicted and did not sit, or moved.
        assert bias == pytest.approx(by_pupil[urn], abs=0.12)
    whole = next(
        row for row in report.grades if not (row.school_urn or row.subject or row.time_period)
    )
    shares = whole.exact_percent + whole.optimistic_percent + whole.pessimistic_percent
    assert shares == pytest.approx(100)
    assert {study.qualification for study in report.studies} == {"GCSE", "A level"}


@pytest.mark.slow
def test_twenty_seeds_and_accurate_areas() -> None:
    command = [sys.executable, "benchmarks/prediction_verdicts.py", "100"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)  # noqa: S603
    assert result.returncode == 0, result.stdout + result.stderr
    assert "every cohort: planted school found on 20 of 20 seeds" in result.stdout


@pytest.mark.slow
def test_the_fitted_estimates_are_what_the_published_files_say(shared_data: Path) -> None:
    command = [sys.executable, "benchmarks/early_indication.py", str(shared_data)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)  # noqa: S603
    assert result.returncode == 0, result.stdout + result.stderr
    assert "definitions that differ: none" in result.stdout
