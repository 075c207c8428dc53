"""Deliveries: each school and term once, never more completed than started, vacancies."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from programme_rows import HIGH, LOW, PIER, add_delivery

from stocktake_web.accounts.models import Area, School
from stocktake_web.programmes.area_map.queries import delivery_values, map_of
from stocktake_web.programmes.models import Delivery, ProgrammeRecord
from stocktake_web.records.change import change

BASE = "/example-borough/dashboard/programmes/"
ADD = f"{BASE}of/sums/deliveries/add/"
ClientFor = Callable[[str], Client]


@pytest.fixture
def lead(client_for: ClientFor, rows: dict[str, ProgrammeRecord]) -> Client:
    return client_for("delivery_lead")


def form_data(area: Area, urn: str = PIER, **changes: str) -> dict[str, str]:
    school = School.objects.get(area=area, urn=urn)
    return {"school": str(school.pk), "term": "202627-autumn", "state": "agreed"} | changes


def test_a_school_that_takes_part_without_a_contact_is_vacant(lead: Client, area: Area) -> None:
    assert lead.post(ADD, form_data(area)).status_code == 302
    page = lead.get(f"{BASE}of/sums/").content.decode()
    assert "No contact is named in 1 delivery." in page
    row = Delivery.objects.get(area=area, programme__programme_id="sums")
    changes = form_data(area, contact_role="Head of maths", version=str(row.version))
    assert lead.post(f"{BASE}deliveries/{row.pk}/", changes).status_code == 302
    assert "Vacant" not in lead.get(f"{BASE}of/sums/").content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"offered_count": "10", "started_count": "11"}, "No more than the 10 to whom it was"),
        ({"started_count": "9", "completed_count": "10"}, "No more than the 9 who started"),
        ({"minutes": "-1"}, "Ensure this value is greater than or equal to 0"),
        ({"term": "202628-autumn"}, "Select a valid choice"),
        ({"school": "0"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused(
    lead: Client, area: Area, changes: dict[str, str], message: str
) -> None:
    assert message in lead.post(ADD, form_data(area, **changes)).content.decode()


def test_a_school_and_term_are_recorded_once(lead: Client, area: Area) -> None:
    page = lead.post(f"{BASE}of/reading-mentors/deliveries/add/", form_data(area, HIGH))
    assert "This school and term are recorded already" in page.content.decode()


def test_a_school_under_two_numbers_is_one_school(
    area: Area, rows: dict[str, ProgrammeRecord]
) -> None:
    high, low = (School.objects.get(area=area, urn=urn) for urn in (HIGH, LOW))
    count = len(delivery_values(area))
    high.continued_urn = low.urn
    high.save()
    assert len(delivery_values(area)) == count - 1
    assert [school.school_name for school in map_of(area).programme_map.schools] == [
        "Low Road Primary School",
        "Pier Academy",
    ]


def test_a_delivery_in_a_school_that_closed_stays_on_the_map(
    area: Area, rows: dict[str, ProgrammeRecord]
) -> None:
    high = School.objects.get(area=area, urn=HIGH)
    high.closed_on = "2026-08-31"
    high.save()
    assert any(row.school_urn == int(HIGH) for row in map_of(area).programme_map.schools)
    assert map_of(area).burden.table.height > 0


def test_the_map_sees_every_change(area: Area, rows: dict[str, ProgrammeRecord]) -> None:
    school = School.objects.get(area=area, urn=PIER)
    before = map_of(area)
    assert map_of(area) is before
    row = add_delivery(rows["sums"], school)
    assert len(map_of(area).programme_map.deliveries) == 3
    values = {"state": "declined"}
    change(row, actor=None, values=values, expected_version=row.version)
    assert map_of(area).programme_map.deliveries[-1].state == "declined"
