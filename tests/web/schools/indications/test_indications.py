"""Early indications: shown where their back-test allows, to whom it may concern; they only add."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from exchange_rows import hidden_indication, keep_indications, shown_indication
from school_rows import HARBOUR, OLD_MILL, PIER

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.schools.indications.actions import add_support
from stocktake_web.schools.indications.models import SupportNote
from stocktake_web.schools.indications.queries import indication_lines, note_views
from stocktake_web.schools.models import CategorySetting

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"
OFFICERS = {"analyst", "head_of_service", "improvement_officer"}
OWN_ROLES = {"headteacher", "governor", "clerk", "trust_leader"}


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def ready_schools(area: Area, folder: Path, schools: dict[str, School]) -> dict[str, School]:
    for urn in (OLD_MILL, HARBOUR):
        keep_indications(area, urn, shown_indication(int(urn)))
    reason = "in 2018/19 they covered 71% of cohorts from 0; 75% is needed"
    keep_indications(area, PIER, hidden_indication(int(PIER), reason))
    return schools


def support(school: School, **values: Any) -> SupportNote:
    fields: dict[str, Any] = {
        "measure": "ks2-rwm-expected", "officer_days": Decimal("4.5"), "pounds": 2000,
        "taken_from": "Reserve of the service", "reason": "The estimate fell by seven points.",
    } | values  # fmt: skip
    return add_support(actor=None, by_role="Head of service", school=school, **fields)


def test_the_page_shows_the_estimate_its_interval_record_and_uses(
    ready_schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    page = text(client_for("headteacher").get(f"{BASE}{OLD_MILL}/indications/"))
    assert "four times in five between 38% and 65%" in page
    assert "2025/26 was 58%" in page
    assert "13,203" in page
    assert "at least 10% smaller" in page
    assert "Do not use it to set or change a category" in page
    assert "an early indication only adds support" in page


def test_where_the_back_test_forbids_it_the_reason_is_shown_and_no_figure(
    ready_schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    page = text(client_for("analyst").get(f"{BASE}{PIER}/indications/"))
    assert "None is shown:" in page
    assert "covered 71% of cohorts" in page
    assert "51%" not in page
    assert "Add support" not in page


def test_seen_by_the_school_its_trust_and_officers_only(
    ready_schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    for role in users:
        client = client_for(role)
        answer = client.get(f"{BASE}{OLD_MILL}/indications/")
        assert (answer.status_code == 200) == (role in OFFICERS | OWN_ROLES), role
        assert (b"four times in five" in answer.content) == (role in OFFICERS | OWN_ROLES), role
        for page in (f"{HARBOUR}/indications/", "indications/"):
            other_page = client.get(f"{BASE}{page}")
            assert (other_page.status_code == 200) == (role in OFFICERS), (role, page)
            assert (b"four times in five" in other_page.content) == (role in OFFICERS), (role, page)
        add = client.get(f"{BASE}{OLD_MILL}/indications/note/")
        assert (add.status_code == 200) == (role in {"head_of_service", "improvement_officer"})


def test_a_note_keeps_the_indication_as_it_was_shown(
    area: Area, ready_schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    officer = client_for("head_of_service")
    values = {
        "measure": "ks2-rwm-expected", "officer_days": "4.5", "pounds": "2000",
        "taken_from": "Reserve of the service", "reason": "Seven points lower.",
    }  # fmt: skip
    page = text(officer.post(f"{BASE}{OLD_MILL}/indications/note/", values, follow=True))
    assert "The support was noted." in page
    assert "4.5 officer days and £2,000 from Reserve of the service" in page
    keep_indications(area, OLD_MILL, shown_indication(int(OLD_MILL), value=70.0, upper=80.0))
    (note,) = SupportNote.objects.all()
    assert "about 51%" in note.indication
    assert (note.academic_year, note.term) == ("202627", "autumn")
    school_page = text(client_for("governor").get(f"{BASE}{OLD_MILL}/indications/"))
    assert "when it said: Reading, writing and maths" in school_page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"officer_days": Decimal(0), "pounds": 0}, "Enter officer days, or pounds"),
        ({"officer_days": Decimal(-1)}, "greater than or equal to 0"),
        ({"pounds": -5}, "greater than or equal to 0"),
        ({"measure": "ks4-progress-8"}, "Select an indication that is shown today"),
    ],
)
def test_a_note_only_adds_and_rests_on_what_is_shown(
    ready_schools: dict[str, School], changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        support(ready_schools[OLD_MILL], **changes)
    assert not SupportNote.objects.exists()


def test_without_an_indication_no_support_rests_on_one(ready_schools: dict[str, School]) -> None:
    with pytest.raises(ValidationError, match="shown today"):
        support(ready_schools[PIER])


def test_the_latest_note_of_a_term_counts(
    area: Area, ready_schools: dict[str, School], clock: Any
) -> None:
    support(ready_schools[OLD_MILL])
    clock.forward(days=1)
    support(ready_schools[OLD_MILL], officer_days=Decimal(6), pounds=0)
    support(ready_schools[HARBOUR], officer_days=Decimal(0), pounds=500)
    lines, total = indication_lines(area)
    assert (total.officer_days, total.pounds, total.school_count) == (Decimal(6), 500, 2)
    assert [view.is_replaced for view in note_views(area, ready_schools[OLD_MILL])] == [False, True]
    clock.forward(days=60)
    _, spring = indication_lines(area)
    assert (spring.term, spring.school_count) == ("Spring", 0)


def test_the_list_is_by_name_never_by_figure(
    area: Area, ready_schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    keep_indications(area, OLD_MILL, shown_indication(int(OLD_MILL), value=20.0, lower=10.0))
    lines, _ = indication_lines(area)
    assert [line.school.urn for line in lines] == [HARBOUR, OLD_MILL]
    assert "sort" not in text(client_for("analyst").get(f"{BASE}indications/?sort=value"))


def test_no_category_follows_from_a_note(ready_schools: dict[str, School]) -> None:
    support(ready_schools[OLD_MILL])
    assert not CategorySetting.objects.exists()


def test_a_damaged_file_is_no_indication(
    area: Area, folder: Path, ready_schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    (path,) = folder.rglob(f"{OLD_MILL}.indications.json")
    path.write_text("{")
    page = text(client_for("analyst").get(f"{BASE}{OLD_MILL}/indications/"))
    assert "Nothing is ready." in page


def test_many_schools_take_few_queries(
    area: Area,
    folder: Path,
    client_for: Callable[[str], Client],
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(40):
        school = School(area=area, urn=f"9980{number:02}", name=f"School {number:02}")
        school.save()
        keep_indications(area, school.urn, shown_indication(int(school.urn)))
        support(school)
    client = client_for("analyst")
    with django_assert_max_num_queries(14):
        page = text(client.get(f"{BASE}indications/"))
    assert "180.0 officer days and £80,000 were added for 40 schools" in page
