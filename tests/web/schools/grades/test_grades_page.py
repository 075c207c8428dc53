"""The page of pupils by the grade of their school: two measures, never joined."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from school_desk import write_school_desk

from stocktake.schools import PlaceGrades
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.services.school_files import keep_file
from stocktake_web.services.school_grades import StoredGrades, stored_grades
from stocktake_web.services.school_histories import stored_history, stored_pipeline
from stocktake_web.services.school_indications import stored_indications
from stocktake_web.services.school_profiles import profile_state

pytestmark = pytest.mark.django_db
ADDRESS = "/example-borough/dashboard/schools/grades/"
READERS = {
    "analyst", "delivery_lead", "secretary", "board_member", "adviser", "head_of_service",
    "improvement_officer", "councillor",
}  # fmt: skip


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def line(split: str, name: str, phase: str, good: float, unrated: float) -> dict[str, Any]:
    grade = {"grade": "Good", "school_count": 2, "pupil_count": 300, "pupils_percent": good,
             "percent_of_rated": 100.0}  # fmt: skip
    return {"split": split, "name": name, "phase": phase, "school_count": 3, "pupil_count": 400,
            "good_percent": good, "unrated_percent": unrated, "grades": (grade,)}  # fmt: skip


def section(measure: str, on: date, good: float) -> dict[str, Any]:
    phases = (line("phase", "", "primary", good, 25.0), line("phase", "", "secondary", 50.0, 0.0))
    return {
        "measure": measure, "on": on, "counted_by": "January census of 2023/24",
        "sentences": ("Example Borough: 300 of 400 primary pupils.",),
        "lines": (*phases, line("group", "all", "primary", good, 25.0),
                  line("group", "disadvantaged", "primary", 61.5, 0.0),
                  line("group", "other", "primary", 83.3, 0.0),
                  line("trust", "", "primary", 70.0, 0.0),
                  line("trust", "<b>Pier</b> Trust", "primary", 71.5, 0.0),
                  line("trust", "Mole Trust", "primary", 72.5, 0.0),
                  line("ward", "Dunes", "primary", 73.5, 0.0)),
        "change": {"primary_percent": good, "secondary_percent": 50.0,
                   "change_points": 50.0 - good, "lowest_change_points": 25.0 - good,
                   "highest_change_points": 50.0 - good},
        "past": ({"on": date(2023, 8, 31), "counted_by": "census", "lines": phases[:1]},),
        "carried_pupil_count": 30, "unplaced_school_count": 1, "unplaced_pupil_count": 1,
    }  # fmt: skip


@pytest.fixture
def grades(area: Area, folder: Path) -> None:
    document = {
        "place": "la-001", "place_name": "Example Borough", "as_of": date(2026, 11, 23),
        "sections": (section("overall_grade", date(2024, 8, 31), 75.4),
                     section("report_card", date(2026, 11, 23), 12.6)),
        "gap_reason": "overall grades ended on 31 August 2024",
    }  # fmt: skip
    stored = StoredGrades(
        area=area.slug, state=profile_state(area), grades=PlaceGrades.model_validate(document)
    )
    keep_file(area, "grades.json", stored)


def test_both_measures_stand_apart(grades: None, client_for: Callable[[str], Client]) -> None:
    page = text(client_for("board_member").get(ADDRESS))
    cards, overall = page.index('id="report_card"'), page.index('id="overall_grade"')
    assert cards < overall, "the latest first"
    assert "12.6%" in page[cards:overall]
    assert "75.4%" in page[overall:]
    assert "75.4%" not in page[cards:overall]
    assert "they are never joined: overall grades ended on 31 August 2024" in page
    assert "25.4 points lower in secondary schools" in page
    assert "anything between -50.4 and -25.4 points open" in page


def test_parts_are_shown_where_there_are_several(
    grades: None, client_for: Callable[[str], Client]
) -> None:
    page = text(client_for("analyst").get(ADDRESS))
    assert "By disadvantage" in page
    assert "61.5%" in page
    assert "By trust" in page
    assert "&lt;b&gt;Pier&lt;/b&gt; Trust" in page
    assert "By ward" not in page, "one ward alone says nothing new"
    assert "1 school with 1 pupil cannot be placed" in page


def test_without_a_file_the_page_says_what_makes_one(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    assert "No share is ready." in text(client_for("analyst").get(ADDRESS))


def test_a_file_of_another_area_is_none(
    grades: None, area: Area, folder: Path, client_for: Callable[[str], Client]
) -> None:
    (path,) = folder.rglob("grades.json")
    path.write_text(path.read_text().replace('"example-borough"', '"another"'))
    assert stored_grades(area) is None


def test_who_reads_it(
    grades: None, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    for role in users:
        status = client_for(role).get(ADDRESS).status_code
        assert (status == 200) == (role in READERS), role


@pytest.mark.slow
def test_the_command_prepares_all_that_pages_read(
    area: Area,
    folder: Path,
    settings: Any,
    tmp_path: Path,
    client_for: Callable[[str], Client],
    clock: Any,
) -> None:
    clock.forward(days=14)  # The criteria that ship are in use from 30 November 2026.
    store = settings.STOCKTAKE_INVENTED_WAREHOUSE = str(tmp_path / "warehouse")
    settings.STOCKTAKE_WAREHOUSE = store
    for load in write_school_desk(tmp_path):
        command = [sys.executable, "-m", "stocktake", "load", "schools", *load]
        subprocess.run([*command, "--warehouse", store], cwd=tmp_path, check=True)
    Area.objects.filter(pk=area.pk).update(place_id="la-890")
    School(area=area, urn="142469", name="Invented School 7", phase="Secondary").save()
    call_command("prepare_schools", verbosity=0)
    stored = stored_grades(Area.objects.get(pk=area.pk))
    assert stored is not None
    assert [row.measure for row in stored.grades.sections][0] == "overall_grade"
    assert "Blackpool, 31 August 2024" in text(client_for("analyst").get(ADDRESS))
    history = stored_history(area, 142469)
    assert history is not None
    assert 119732 in [number.urn for number in history.history.numbers]
    assert stored_pipeline(area) is not None
    assert stored_indications(area, 142469) is not None
