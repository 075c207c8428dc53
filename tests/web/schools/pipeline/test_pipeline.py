"""A school through its numbers, and what is planned: who enters it, who sees it, what is late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from exchange_rows import planned_change
from school_rows import HARBOUR, OLD_MILL, PIER

from stocktake.schools.register import HandOver, SchoolHistory, SchoolNumber, StructuralChange
from stocktake_web import services
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.pipeline.models import PlannedChange
from stocktake_web.services.school_files import keep_file
from stocktake_web.services.school_histories import StoredHistory, StoredPipeline, stored_history

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"
OFFICERS = {"analyst", "head_of_service", "improvement_officer"}
OWN_ROLES = {"headteacher", "governor", "clerk", "trust_leader"}
HOSTILE = "<script>alert(1)</script> Trust"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def history(area: Area, folder: Path, schools: dict[str, School]) -> None:
    document = SchoolHistory(
        int(OLD_MILL),
        date(2026, 11, 23),
        (
            SchoolNumber(999801, "Old Mill County School", "Community school", "maintained",
                         None, date(2018, 1, 31)),
            SchoolNumber(int(OLD_MILL), "Old Mill School", "Foundation school", "maintained",
                         date(2018, 2, 1), None, ((HOSTILE, date(2018, 2, 1), None),)),
            SchoolNumber(999802, "Old Mill Academy", None, None, date(2027, 4, 1), None),
        ),
        (
            HandOver(999801, int(OLD_MILL), date(2018, 2, 1), False, False),
            HandOver(int(OLD_MILL), 999802, date(2027, 4, 1), True, None),
        ),
        (StructuralChange(999803, int(OLD_MILL), "merged", None),),
    )  # fmt: skip
    stored = StoredHistory(area=area.slug, state="", history=document)
    keep_file(area, f"{OLD_MILL}.history.json", stored)


def test_one_school_through_its_numbers(history: None, client_for: Callable[[str], Client]) -> None:
    page = text(client_for("governor").get(f"{BASE}{OLD_MILL}/history/"))
    assert "999801 became 999001 on 1 February 2018." in page
    assert "999001 will be 999802 on 1 April 2027. Until then the record stays where it is." in page
    assert "999803 and 999001: merged on a day that is not known." in page
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_a_history_comes_back_from_its_file_as_it_was(history: None, area: Area) -> None:
    stored = stored_history(area, int(OLD_MILL))
    assert stored is not None
    assert stored.history.number_on(date(2010, 1, 1)) == 999801
    assert stored.history.number_on(date(2027, 4, 1)) == 999802
    assert stored_history(area, int(HARBOUR)) is None


def test_without_a_register_the_page_says_what_makes_it(
    schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    page = text(client_for("analyst").get(f"{BASE}{OLD_MILL}/history/"))
    assert "No history of this school is ready." in page


def test_officers_enter_a_change_and_the_hand_over(
    schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    officer = client_for("improvement_officer")
    values = {
        "kind": "conversion", "state": "agreed", "other_party": "Mole Trust",
        "planned_on_day": "1", "planned_on_month": "4", "planned_on_year": "2027",
        "record_to": "Head of the trust’s schools", "record_due_day": "31",
        "record_due_month": "3", "record_due_year": "2027",
    }  # fmt: skip
    page = text(officer.post(f"{BASE}{OLD_MILL}/pipeline/add/", values, follow=True))
    assert "The change was entered." in page
    assert "Goes to Head of the trust’s schools by 31 March 2027; until then it stays" in page
    listing = text(officer.get(f"{BASE}pipeline/"))
    assert "Becomes an academy" in listing
    assert "Old Mill School" in listing


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"state": "completed"}, "completed_on"),
        ({"completed_on": date(2026, 11, 1)}, "completed_on"),
        ({"state": "completed", "completed_on": date(2026, 11, 24)}, "completed_on"),
        ({"record_to": "Trust", "record_handed_on": date(2026, 11, 24)}, "record_handed_on"),
        ({"record_due": date(2027, 1, 1)}, "record_to"),
        ({"new_urn": OLD_MILL}, "new_urn"),
        ({"new_urn": "12a"}, "new_urn"),
        ({"kind": "abolition"}, "kind"),
    ],
)
def test_what_cannot_be(schools: dict[str, School], changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as error:
        planned_change(schools[OLD_MILL], **changes)
    assert field in error.value.message_dict


def test_what_took_place_today_is_no_plan(schools: dict[str, School]) -> None:
    row = planned_change(schools[OLD_MILL], state="completed", completed_on=services.today())
    assert not row.is_late(date(2030, 1, 1))


def test_what_is_late_is_said(
    schools: dict[str, School], client_for: Callable[[str], Client], clock: Any
) -> None:
    row = planned_change(
        schools[OLD_MILL], planned_on=services.today(), record_to="Trust",
        record_due=services.today(),
    )  # fmt: skip
    officer = client_for("analyst")
    assert "Day has passed" not in text(officer.get(f"{BASE}pipeline/")), "today is not late"
    clock.forward(days=1)
    officer = client_for("analyst")
    page = text(officer.get(f"{BASE}pipeline/"))
    assert "Day has passed" in page
    assert "Record not handed over" in page
    change(row, actor=None, values={"state": "dropped"}, expected_version=1)
    page = text(officer.get(f"{BASE}pipeline/"))
    assert "Day has passed" not in page
    assert "Record not handed over" not in page


def test_who_sees_plans(
    history: None,
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:
    planned_change(schools[OLD_MILL], note="Seen by few.")
    planned_change(schools[PIER], note="Seen by officers.")
    for role in users:
        client = client_for(role)
        own_page = client.get(f"{BASE}{OLD_MILL}/history/")
        assert (b"Seen by few." in own_page.content) == (role in OFFICERS | OWN_ROLES), role
        other_page = client.get(f"{BASE}{PIER}/history/")
        assert (b"Seen by officers." in other_page.content) == (role in OFFICERS), role
        assert (client.get(f"{BASE}pipeline/").status_code == 200) == (role in OFFICERS), role
    assert "Seen by few." not in text(client_for("board_member").get(f"{BASE}{OLD_MILL}/"))


def test_the_registers_plans_stand_next_to_the_officers(
    area: Area, folder: Path, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    event = {"school_urn": 999001, "name": "Old Mill School", "event": "conversion",
             "linked_urn": 999802, "date": date(2027, 4, 1)}  # fmt: skip
    unnamed = event | {"school_urn": 999900, "event": "opening", "linked_urn": None, "date": None}
    stored = StoredPipeline.model_validate(
        {"area": area.slug, "state": "", "as_of": date(2026, 11, 23), "events": (event, unnamed)}
    )
    keep_file(area, "pipeline.json", stored)
    page = text(client_for("analyst").get(f"{BASE}pipeline/"))
    assert "Becomes an academy under 999802" in page
    assert "No day is named" in page
    assert "2 published changes" in page


def test_many_rows_take_few_queries(
    area: Area, client_for: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    for number in range(40):
        school = School(area=area, urn=f"9980{number:02}", name=f"School {number:02}")
        school.save()
        planned_change(school)
    client = client_for("analyst")
    with django_assert_max_num_queries(14):
        page = text(client.get(f"{BASE}pipeline/?state=open"))
    assert "40 changes" in page
    assert PlannedChange.objects.count() == 40
