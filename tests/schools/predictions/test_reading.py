"""A return of predictions is read whole, or refused with everything that is wrong with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from prediction_rows import GRADES_ROW, RETRIEVED, ROW, write_form

from stocktake.schools.predictions import (
    prediction_template,
    read_predictions,
    read_results,
    write_prediction_template,
)
from stocktake.standards.errors import InputError, UsageError

SCHOOLS = {100001: "Northgate", 100002: "Southgate"}


def faults_of(path: Path, *rows: dict[str, str], **options: object) -> list[str]:
    """The faults of a return with some rows, without the file's name."""
    with pytest.raises(InputError) as error:
        read_predictions(
            write_form(path / "p.csv", rows), retrieved=RETRIEVED, schools=SCHOOLS, **options
        )
    return [str(fault).removeprefix("p.csv: ") for fault in error.value.faults]


def test_values_and_grades_are_read(tmp_path: Path) -> None:
    path = write_form(tmp_path / "p.csv", [ROW, GRADES_ROW | {"predicted_on": "30/01/2026"}])
    value, grades = (item.prediction for item in read_predictions(path, retrieved=RETRIEVED))
    assert (value.value, value.group, value.predicted_on) == (41.2, "all", date(2026, 1, 30))
    assert grades.subject == "Mathematics"
    assert {g: n for g, n in grades.grade_counts.items() if n} == {"5": 20, "4": 10}
    assert grades.mean_points == pytest.approx(14 / 3)


def test_a_workbook_made_from_the_template_is_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    path.write_bytes(prediction_template(".xlsx", rows=[ROW, GRADES_ROW]))
    as_csv = write_form(tmp_path / "p.csv", [ROW, GRADES_ROW])
    workbook, text = (
        [item.prediction for item in read_predictions(file, retrieved=RETRIEVED)]
        for file in (path, as_csv)
    )
    assert workbook == text


def test_the_empty_form_says_that_it_is_empty(tmp_path: Path) -> None:
    for name in ("p.csv", "p.xlsx"):
        write_prediction_template(tmp_path / name)
        with pytest.raises(InputError, match="has no figures, only a header"):
            read_predictions(tmp_path / name, retrieved=RETRIEVED)
    with pytest.raises(UsageError, match="expected a name that ends in .csv or .xlsx"):
        write_prediction_template(tmp_path / "p.ods")


def test_all_faults_of_all_rows_are_named_together(tmp_path: Path) -> None:
    assert faults_of(
        tmp_path,
        ROW | {"school_urn": "100003"},
        ROW | {"measure": "ks4-english-maths-9-4", "value": "140"},
        GRADES_ROW | {"grade_4": "9"},
        ROW | {"cohort_count": "3"},
        ROW | {"author_role": "head@example.org", "note": "see Mrs Example"},
        GRADES_ROW | {"value": "5", "subject": "Alchemy"},
        ROW | {"time_period": "2025", "value": "", "predicted_on": "31/02/2026"},
    ) == [
        "row 2, school_urn: unknown school 100003; expected a school of this place",
        "row 3, value: 140 lies outside the measure; expected 0 to 100 percent",
        "row 4, grade_9 to grade_u: add up to 29; expected the cohort, 30; count each pupil of "
        "the cohort once",
        "row 5, cohort_count: the cohort is too small; expected at least 6 pupils; leave the row "
        "out: the results of so few are never published",
        "row 6, author_role: looks like an e-mail address; expected a role",
        "row 6, note: looks like a person's name; expected no personal data",
        "row 7, subject: unknown subject 'Alchemy'; expected a subject of the list",
        "row 7, value: is written; expected pupils by grade instead; leave it blank",
        "row 8, time_period: '2025' is no academic year; expected such as 202526",
        "row 8, value: is blank; expected 0 to 90",
        "row 8, predicted_on: '31/02/2026' is no day; expected such as 2026-01-30 or 30/01/2026",
    ]


def test_a_prediction_after_the_results_are_out_is_refused(tmp_path: Path) -> None:
    late = ROW | {"time_period": "202425", "predicted_on": "2025-08-21"}
    assert faults_of(tmp_path, late) == [
        "row 2, predicted_on: the results of 2024/25 were out on 2025-08-21; expected a day "
        "before 2025-08-21; a prediction made then is no prediction"
    ]
    in_time = late | {"predicted_on": "2025-08-20"}
    assert faults_of(tmp_path, in_time, results_out=[(100001, "ks4-attainment-8", "202425")]) == [
        "row 2, time_period: the results of 2024/25 are held already; expected a cohort whose "
        "results are still to come; a prediction is entered before its results, so that nobody "
        "can doubt it"
    ]


def test_the_day_before_the_results_is_in_time(tmp_path: Path) -> None:
    in_time = ROW | {"time_period": "202425", "predicted_on": "2025-08-20"}
    assert read_predictions(write_form(tmp_path / "p.csv", [in_time]), retrieved=RETRIEVED)


def test_days_far_off_are_refused(tmp_path: Path) -> None:
    assert faults_of(
        tmp_path,
        ROW | {"predicted_on": "2026-02-03"},
        ROW | {"time_period": "203031"},
    ) == [
        "row 2, predicted_on: 2026-02-03 is in the future; expected a day up to 2026-02-02",
        "row 3, predicted_on: 2026-01-30 is long before 2030/31; expected from 2028-09-01",
    ]


def test_a_repeated_row_is_refused_but_not_another_round(tmp_path: Path) -> None:
    assert faults_of(tmp_path, ROW, ROW | {"value": "40"}) == [
        "row 3: predicts the same as row 2; expected each once; delete one of the two"
    ]
    rounds = [ROW, ROW | {"predicted_on": "2025-11-20"}]
    assert len(read_predictions(write_form(tmp_path / "r.csv", rounds), retrieved=RETRIEVED)) == 2


def test_a_school_that_changed_its_number_is_pointed_to_the_new_one(tmp_path: Path) -> None:
    row = ROW | {"school_urn": "100009"}
    assert faults_of(tmp_path, row, successors={100009: 100001}) == [
        "row 2, school_urn: school 100009 has a new number; write 100001"
    ]


@pytest.mark.parametrize(
    "text",
    ["nan", "inf", "1e3", "٤١", "41,2", "=1+1", "-1", "90.1", "41.2%"],
)
def test_a_value_that_is_none_is_refused(text: str, tmp_path: Path) -> None:
    assert len(faults_of(tmp_path, ROW | {"value": text})) == 1


@pytest.mark.parametrize(
    "note",
    ["A123456789012 is out", "ring 01253 123 456", "born in May", "Mr. X", "a@b", "x" * 301],
)
def test_personal_data_stays_out_and_is_not_repeated(note: str, tmp_path: Path) -> None:
    faults = faults_of(tmp_path, ROW | {"note": note})
    assert faults
    assert all(note[:5] not in fault for fault in faults)


def test_no_count_of_a_few_pupils_is_in_a_message(tmp_path: Path) -> None:
    row = GRADES_ROW | {"grade_5": "3", "grade_4": "2"}
    assert faults_of(tmp_path, row)[0].startswith(
        "row 2, grade_9 to grade_u: add up to too few; expected the cohort, 30"
    )


def test_a_file_of_another_layout_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("urn,measure\n100001,x\n", encoding="utf-8")
    with pytest.raises(InputError, match="unknown column 'urn'"):
        read_predictions(path, retrieved=RETRIEVED)
    with pytest.raises(InputError, match="is no return of predictions"):
        read_predictions(tmp_path / "p.txt", retrieved=RETRIEVED)


def test_results_are_read_after_they_were_out(tmp_path: Path) -> None:
    row = ROW | {"time_period": "202425", "predicted_on": "2025-08-31"}
    path = write_form(tmp_path / "r.csv", [row])
    assert read_results(path, retrieved=RETRIEVED)[0].prediction.value == 41.2
    early = write_form(tmp_path / "e.csv", [row | {"predicted_on": "2025-08-20"}, row])
    with pytest.raises(InputError, match="results of 2024/25 were not out on 2025-08-20"):
        read_results(early, retrieved=RETRIEVED)
    twice = write_form(tmp_path / "t.csv", [row, row])
    with pytest.raises(InputError, match="row 3: is the same result as"):
        read_results(twice, retrieved=RETRIEVED)
