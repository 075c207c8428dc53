"""The national transition matrices: the real files, bad files, and pupils set beside them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from attainment_results import YEAR, entries, entry

from stocktake.pupils.attainment.definitions import subject_list
from stocktake.pupils.attainment.transition import transition_to_grades
from stocktake.sources.transition import read_transition
from stocktake.standards.errors import InputError, UsageError

DAY = date(2026, 4, 8)
GRADES_2023 = "2023_Tidy_Data_Output_91_Scaled_Scores_Final.csv"
GRADES_2024 = "2024_Tidy_Data_Output_91_Scaled_Scores_Final_v2.csv"
THRESHOLDS_2023 = "2023_Tidy_Data_Output_Attainment_Scaled_Scores_Final.csv"


def matrix(path: Path) -> pl.DataFrame:
    return read_transition(path, published=None, retrieved=DAY).tables["transition"]


@pytest.mark.parametrize("name", [GRADES_2023, GRADES_2024])
def test_published_percentages_follow_from_the_counts(name: str, shared_data: Path) -> None:
    path = shared_data / "transition" / name
    table = matrix(path)
    shares = table.with_columns(
        percent=100 * pl.col("pupils_count") / pl.col("pupils_count").sum().over("row")
    )
    published_table = pl.read_csv(path, infer_schema_length=None).with_row_index("row", offset=2)
    for grade in ("1", "4", "9", "U", "X"):
        pair = published_table.select(pl.col("row").cast(pl.Int32), f"perc_{grade}").join(
            shares.filter(pl.col("outcome") == grade).select("row", "percent"), on="row"
        )
        apart = (pair[f"perc_{grade}"] - pair["percent"]).abs().max()
        assert pair.height == published_table.height
        assert apart is not None
        assert apart <= 0.0501


def test_two_years_come_out_in_the_same_words(shared_data: Path) -> None:
    folder = shared_data / "transition"
    before, after = matrix(folder / GRADES_2023), matrix(folder / GRADES_2024)
    for column in ("subject", "outcome", "breakdown"):
        assert set(before[column]) == set(after[column])
    bands = before.select("prior_band", "prior_lower", "prior_upper").unique()
    assert set(bands.rows()) < set(
        after.select("prior_band", "prior_lower", "prior_upper").unique().rows()
    )
    assert bands.sort("prior_lower").row(0) == ("Less than 80", 0.0, 79.5)
    names = {subject.matrix for subject in subject_list().subject if subject.matrix}
    assert names <= set(after["subject"])


def test_thresholds_are_read_too(shared_data: Path) -> None:
    table = matrix(shared_data / "transition" / THRESHOLDS_2023)
    first = table.filter(pl.col("row") == 2, pl.col("subject") == "Basics 9-4")
    assert dict(first.select("outcome", "pupils_count").iter_rows()) == {"yes": 341, "no": 12217}


def test_a_band_beside_the_nation(shared_data: Path) -> None:
    table = matrix(shared_data / "transition" / GRADES_2024)
    pupils = [f"p{n}" for n in range(4)]
    rows = [entry("MATHS", g, pupil=p) for p, g in zip(pupils, "5544", strict=True)]
    prior = pl.DataFrame({"pupil": pupils, "prior_score": [100.0, 101.0, 102.0, 79.0]})
    transitions = transition_to_grades(entries(rows), prior, table, year=YEAR, subject="MATHS")
    grades = transitions.sort("prior_band", "grade").select(
        "prior_band", "grade", "pupils_count", "of_count"
    )
    assert grades.rows() == [
        ("100 - 102", "4", 1, 3),
        ("100 - 102", "5", 2, 3),
        ("Less than 80", "4", 1, 1),
    ]
    national = table.filter(
        pl.col("breakdown") == "all",
        pl.col("subject") == "Mathematics",
        pl.col("prior_band") == "100 - 102",
        ~pl.col("outcome").is_in(["X", "covid_impacted"]),
    )
    five = national.filter(pl.col("outcome") == "5")["pupils_count"].item()
    expected = 100 * five / national["pupils_count"].sum()
    five_here = transitions.filter(pl.col("grade") == "5").row(0, named=True)
    assert five_here["national_percent"] == pytest.approx(expected)
    assert five_here["difference_points"] == pytest.approx(200 / 3 - expected)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"subject": "MATH"}, "the transition matrices have no subject 'MATH'; did you mean"),
        ({"year": "202526"}, "the transition matrix has no time_period '202526'; it has 202324"),
        ({"breakdown": "twins"}, "the transition matrix has no breakdown 'twins'; it has all"),
    ],
)
def test_what_the_matrix_does_not_have(options: dict[str, str], message: str) -> None:
    table = pl.DataFrame(
        {
            "time_period": [YEAR],
            "breakdown": ["all"],
            "prior_band": ["100 - 102"],
            "prior_lower": [100.0],
            "prior_upper": [102.0],
            "subject": ["Mathematics"],
            "outcome": ["4"],
            "pupils_count": [10],
        }
    )
    prior = pl.DataFrame({"pupil": ["a"], "prior_score": [100.0]})
    arguments = {"year": YEAR, "subject": "MATHS", "breakdown": "all"} | options
    with pytest.raises(UsageError) as caught:
        transition_to_grades(entries([entry("MATHS", "4")]), prior, table, **arguments)
    assert str(caught.value).startswith(message)


HEADER = (
    "time_period,breakdown,ks2_scaled_score_group,subject,"
    + ",".join(f"num_{g}" for g in [*"123456789", "U", "X", "covid_impacted"])
    + ",all_grades"
)
GOOD = "202324,Total,100 - 102,History,1,1,1,1,1,1,1,1,1,1,0,0,10"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (
            f"{HEADER.replace('num_9', 'num_nine')}\n{GOOD}\n",
            "  matrix.csv: line 1: no column 'num_9'; did you mean 'num_nine'?",
        ),
        (
            f"{HEADER}\n{GOOD}\n{GOOD.replace('History,1', 'History,c')}\n",
            "  matrix.csv: line 3, num_1: 'c' is no count; expected a whole number",
        ),
        (
            f"{HEADER}\n{GOOD.replace('0,0,10', '0,0,11')}\n",
            "  matrix.csv: line 2: the grades add up to 10; expected all_grades, 11",
        ),
        (
            f"{HEADER}\n{GOOD.replace('100 - 102', 'middling')}\n",
            "  matrix.csv: line 2, ks2_scaled_score_group: 'middling' is unknown",
        ),
        (
            f"{HEADER}\n{GOOD.replace('Total', 'Totals')}\n",
            "  matrix.csv: line 2, breakdown: 'Totals' is unknown; did you mean 'Total'?",
        ),
    ],
)
def test_a_bad_file_is_refused(text: str, faults: str, tmp_path: Path) -> None:
    path = tmp_path / "matrix.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_transition(path, published=None, retrieved=DAY)
    assert str(caught.value) == f"cannot read matrix.csv as transition matrices\n{faults}"
