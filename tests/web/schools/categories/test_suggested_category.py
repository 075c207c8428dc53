"""What the criteria suggest stands with its evidence, and is kept with what a person sets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from school_rows import HARBOUR, OLD_MILL

from stocktake.schools import CategorySuggestion
from stocktake_web.accounts.models import Area, School
from stocktake_web.schools.categories.models import CategorySetting
from stocktake_web.services.school_suggestions import (
    Alert,
    StoredSuggestion,
    keep_suggestion,
    stored_suggestion,
)

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"
EVIDENCE = {
    "criterion": "ks4-decline",
    "title": "Attainment 8 falls",
    "outcome": "met",
    "level": "amber",
    "value": -4.1,
    "first_period": "202223",
    "last_period": "202425",
    "reason": None,
    "release": "2026-01-15-abcdef012345-r1",
    "row": 17,
    "source_title": "Published results",
    "text": "Attainment 8 fell by 4.1 points against England in two years.",
}


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def posted() -> dict[str, str]:
    day = {"effective_date_day": "20", "effective_date_month": "11", "effective_date_year": "2026"}
    return {"category": "B", "reason": "The fall is of one small year."} | day


def suggest(area: Area, urn: str) -> None:
    suggestion = CategorySuggestion.model_validate(
        {
            "school_urn": int(urn), "category": "C", "category_title": "Targeted",
            "entitlement": "A half-termly review", "highest_possible": "D", "red_count": 0,
            "amber_count": 2, "not_met_count": 3, "cannot_tell_count": 1,
            "evidence": (EVIDENCE,), "sentence": "The criteria suggest C.",
        }
    )  # fmt: skip
    stored = StoredSuggestion(
        area=area.slug,
        state="x",
        as_of=date(2026, 11, 23),
        suggestion=suggestion,
        alert=Alert(sentence="It was good and fell.", record="Of such schools, 40% fell below."),
    )
    keep_suggestion(area, int(urn), stored)


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.STOCKTAKE_SCHOOL_PROFILES = str(tmp_path / "schools")
    return tmp_path / "schools"


def test_the_suggestion_of_that_day_is_kept_with_what_a_person_set(
    area: Area, schools: dict[str, School], folder: Path, client_for: Callable[[str], Client]
) -> None:
    suggest(area, OLD_MILL)
    officer = client_for("improvement_officer")
    page = text(officer.get(f"{BASE}{OLD_MILL}/category/"))
    assert "The criteria suggest C." in page
    assert "Attainment 8 fell by 4.1 points against England in two years." in page
    assert "2026-01-15-abcdef012345-r1, row 17" in page
    page = text(officer.post(f"{BASE}{OLD_MILL}/category/", posted(), follow=True))
    assert "B Light" in page
    assert "suggested: C Targeted" in page
    setting = CategorySetting.objects.get()
    assert (setting.category, setting.suggested_category) == ("B", "C")
    assert setting.suggestion["evidence"][0]["row"] == 17
    assert setting.follows_suggestion is False


def test_of_an_academy_only_what_is_published_is_shown(
    area: Area, schools: dict[str, School], folder: Path, client_for: Callable[[str], Client]
) -> None:
    suggest(area, HARBOUR)
    page = text(client_for("head_of_service").get(f"{BASE}{HARBOUR}/"))
    assert "Attainment 8 fell by 4.1 points" in page
    assert "It was good and fell." in page
    assert "Of such schools, 40% fell below." in page
    assert "Targeted" not in page


def test_who_may_not_read_judgements_reads_no_suggestion(
    area: Area, schools: dict[str, School], folder: Path, client_for: Callable[[str], Client]
) -> None:
    suggest(area, OLD_MILL)
    for role in ("board_member", "councillor", "secretary"):
        page = text(client_for(role).get(f"{BASE}{OLD_MILL}/"))
        assert "Attainment 8 fell" not in page
        assert "It was good" not in page


def test_a_damaged_file_is_no_suggestion(
    area: Area, schools: dict[str, School], folder: Path, client_for: Callable[[str], Client]
) -> None:
    suggest(area, OLD_MILL)
    (path,) = folder.rglob("*.suggestion.json")
    path.write_text("{")
    assert stored_suggestion(area, int(OLD_MILL)) is None
    assert client_for("analyst").get(f"{BASE}{OLD_MILL}/").status_code == 200


def test_the_command_runs_where_no_table_is_held(
    area: Area, schools: dict[str, School], folder: Path, tmp_path: Path, settings: Any
) -> None:
    settings.STOCKTAKE_WAREHOUSE = str(tmp_path / "empty")
    call_command("prepare_schools", verbosity=0)
    assert stored_suggestion(area, int(OLD_MILL)) is None
