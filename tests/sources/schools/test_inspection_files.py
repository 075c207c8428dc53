"""Files of inspections: each regime's words, what was not judged, what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stocktake.sources.reading import Reading
from stocktake.sources.schools.inspections import regime_on
from stocktake.sources.schools.record_files import read_record_file
from stocktake.standards.errors import InputError

HISTORY = "URN,Rating,Inspection Date"
LATEST = "URN,School name,Ofsted phase,Inspection date,Publication date,Overall effectiveness"
CARDS = (
    "urn,la,inspection_date,publication_date,inspection_type,safeguarding_standards,inclusion,"
    "curriculum_and_teaching,achievement,attendance_and_behaviour,"
    "personal_development_and_wellbeing,early_years,leadership_and_governance,post-16_provision"
)
CARD = (
    "900101,Seaport,11/11/2025,11/01/2026,S5 Inspection,Met,Strong standard,Expected standard,"
    "Exceptional,Expected standard,Strong standard,,Needs attention,"
)
TWO = (
    "urn,latest_date,latest_publication,latest_overall,latest_quality_of_education,"
    "latest_behaviour_and_attitudes,latest_personal_development,"
    "latest_leadership_and_management,latest_early_years,latest_sixth_form,"
    "latest_safeguarding_effective,derived_overall,previous_date,previous_publication,"
    "previous_overall,previous_quality_of_education"
)


def read(folder: Path, name: str, *lines: str) -> Reading:
    path = folder / name
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return read_record_file(path, published=None, retrieved=date(2026, 11, 30))


def faults(folder: Path, name: str, *lines: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(folder, name, *lines)
    return [str(fault) for fault in caught.value.faults]


def test_satisfactory_and_requires_improvement_are_two_grades(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "history.csv",
        HISTORY,
        "900101,Satisfactory,20110314",
        "900101,Requires Improvement,20130314",
        "900101,Good,20160314",
    )
    assert reading.tables["inspections"].select("inspection_date", "value").rows() == [
        (date(2011, 3, 14), "Satisfactory"),
        (date(2013, 3, 14), "Requires improvement"),
        (date(2016, 3, 14), "Good"),
    ]


def test_a_three_is_what_it_was_called_on_the_day(tmp_path: Path) -> None:
    rows = ("900101,A,Primary,2012-08-31,2012-10-01,3", "900102,B,Primary,2012-09-01,2012-10-01,3")
    inspections = read(tmp_path, "latest.csv", LATEST, *rows).tables["inspections"]
    assert inspections["value"].to_list() == ["Satisfactory", "Requires improvement"]


def test_exact_repeats_are_left_out_and_contradictions_kept(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "history.csv",
        HISTORY,
        "900101,Good,20160314",
        "900101,Good,20160314",
        "900102,Satisfactory,20131204",
        "900102,Requires Improvement,20131204",
    )
    assert reading.tables["inspections"].height == 3
    assert [str(note) for note in reading.notes] == [
        "history.csv: row 3: repeats an inspection of school 900101; left out",
        "history.csv: row 5: school 900102 has two grades for 2013-12-04, overall; "
        "expected one; both kept",
    ]


def test_an_unknown_grade_is_refused_with_row_and_value(tmp_path: Path) -> None:
    assert faults(
        tmp_path, "history.csv", HISTORY, "900101,Good,20160314", "900102,Godo,20160314"
    ) == [
        "history.csv: row 3, Rating: 'Godo' is no known grade of "
        "'Graded, with an overall grade'; expected one of Outstanding, Good, "
        "Requires improvement, Satisfactory, Inadequate; did you mean 'Good'?"
    ]


@pytest.mark.parametrize("day", ["20050831", "20240901", "20260101"])
def test_a_day_of_no_framework_with_grades_is_refused(tmp_path: Path, day: str) -> None:
    (fault,) = faults(tmp_path, "history.csv", HISTORY, f"900102,Good,{day}")
    day_text = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    assert f"an inspection of {day_text} belongs to no framework that has these grades" in fault
    assert fault.startswith("history.csv: row 2, Inspection Date: ")


def test_a_report_card_has_five_words_and_no_overall(tmp_path: Path) -> None:
    inspections = read(tmp_path, "cards.csv", CARDS, CARD).tables["inspections"]
    areas = dict(inspections.select("area", "value").rows())
    assert areas == {
        "inclusion": "Strong standard",
        "curriculum_and_teaching": "Expected standard",
        "achievement": "Exceptional",
        "attendance_and_behaviour": "Expected standard",
        "personal_development_and_wellbeing": "Strong standard",
        "leadership_and_governance": "Needs attention",
    }
    assert set(inspections["regime"]) == {"report_card"}
    assert set(inspections["safeguarding"]) == {"met"}
    assert set(inspections["event"]) == {"full"}
    assert inspections["published_date"][0] == date(2026, 1, 11), "the day stands before the month"


def test_nine_means_not_judged_and_a_card_of_nines_is_a_visit(tmp_path: Path) -> None:
    visit = "900101,Seaport,03/03/2026,27/04/2026,S8 No Formal Designation Visit" + ",9" * 9
    inspections = read(tmp_path, "cards.csv", CARDS, visit).tables["inspections"]
    assert inspections["value"].null_count() == inspections.height == 8
    assert set(inspections["event"]) == {"monitoring"}
    assert inspections["safeguarding"].null_count() == 8


def test_an_old_grade_on_a_report_card_is_refused(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "cards.csv", CARDS, CARD.replace("Exceptional", "Outstanding"))
    assert "row 2, achievement: 'Outstanding' is no known grade of 'Report card" in fault


def test_a_report_card_before_there_were_any_is_refused(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "cards.csv", CARDS, CARD.replace("11/11/2025", "09/11/2025"))
    assert "an inspection of 2025-11-09 belongs to no framework" in fault


def test_an_inspection_that_has_not_been_made_yet_is_refused(tmp_path: Path) -> None:
    assert faults(tmp_path, "cards.csv", CARDS, CARD.replace("11/11/2025", "11/12/2026")) == [
        "cards.csv: row 2: an inspection of 2026-12-11 had not been made on 2026-11-30; "
        "expected a day before the file was brought in; correct the date"
    ]


def test_two_inspections_in_a_row_each_of_its_own_regime(tmp_path: Path) -> None:
    row = (
        "900101,10/10/2024,12/12/2024,Not judged,Good,Good,Outstanding,Good,8,,Yes,Good,"
        "01/02/2018,01/03/2018,Inadequate,"
    )
    inspections = read(tmp_path, "two.csv", TWO, row).tables["inspections"]
    late = inspections.filter(pl.col("regime") == "no_overall")
    assert "overall" not in late["area"].to_list()
    assert dict(late.select("area", "value").rows()) == {
        "quality_of_education": "Good",
        "behaviour_and_attitudes": "Good",
        "personal_development": "Outstanding",
        "leadership_and_management": "Good",
        "early_years": None,
    }
    early = inspections.filter(pl.col("regime") == "graded")
    assert early.select("area", "value", "inspection_date").rows() == [
        ("overall", "Inadequate", date(2018, 2, 1))
    ]


def test_an_overall_grade_after_they_were_given_up_is_refused(tmp_path: Path) -> None:
    row = "900101,10/10/2024,12/12/2024,Good,Good,Good,Good,Good,,,Yes,Good,,,,"
    assert faults(tmp_path, "two.csv", TWO, row) == [
        "two.csv: row 2, latest_overall: 'Good' is an overall grade of an inspection of "
        "2024-10-10; expected none from 2024-09-01; correct the date or the grade"
    ]


def test_a_school_without_an_inspection_has_no_row(tmp_path: Path) -> None:
    rows = ("900101,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,,NULL,NULL,NULL,NULL",)
    assert read(tmp_path, "two.csv", TWO, *rows).tables["inspections"].height == 0


def test_special_measures_is_inadequate_with_its_category(tmp_path: Path) -> None:
    header = (
        "URN,LANAME,LA,ESTAB,SCHNAME,SCHSTATUS,OPENDATE,CLOSEDATE,MINORGROUP,SCHOOLTYPE,"
        "ISPRIMARY,ISSECONDARY,ISPOST16,OFSTEDRATING,OFSTEDLASTINSP"
    )
    row = (
        "900101,Seaport,999,4001,Bay High,Open,,,Academy,Academy sponsor led,1,1,0,"
        "Special Measures,08-11-2013"
    )
    reading = read(tmp_path, "schools.csv", header, row)
    assert reading.tables["inspections"].select("value", "category").rows() == [
        ("Inadequate", "special measures")
    ]
    assert reading.tables["schools"]["phase"].to_list() == ["All-through"]


def test_the_regimes_leave_no_day_between_them() -> None:
    days = pl.date_range(date(2005, 9, 1), date(2026, 12, 31), eager=True)
    assert all(regime_on(day) for day in days)
    assert regime_on(date(2005, 8, 31)) is None


@pytest.mark.slow
def test_the_published_files_of_inspections(shared_data: Path) -> None:
    folder = shared_data / "ofsted"
    readings = {
        path.name: read_record_file(path, published=None, retrieved=date(2026, 11, 30))
        for path in sorted(folder.iterdir())
    }
    heights = [reading.tables["inspections"].height for reading in readings.values()]
    assert heights == [119223, 14048, 21739, 60132, 64652]
    cards = readings["2026-06-30_report_cards.csv"].tables["inspections"]
    words = dict(cards["value"].value_counts().drop_nulls().rows())
    assert words == {
        "Exceptional": 176,
        "Strong standard": 3504,
        "Expected standard": 7856,
        "Needs attention": 1927,
        "Urgent improvement": 193,
    }
    visits = cards.filter(pl.col("event") == "monitoring")
    assert visits["school_urn"].n_unique() == 49
    history = readings["ofsted_inspection_history_2005-09_to_2020-02.csv.gz"]
    repeats = [note for note in history.notes if "repeats" in str(note)]
    assert len(repeats) == 2
    latest = readings["2025-08-31_latest_and_previous_inspection.parquet"].tables["inspections"]
    without = latest.filter(pl.col("regime") == "no_overall")
    assert without["school_urn"].n_unique() == 3269
