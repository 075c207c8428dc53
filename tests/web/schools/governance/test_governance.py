"""Governing bodies: vacancies, training by phase, and councillors who are governors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from school_rows import HARBOUR, OLD_MILL, PIER
from support_rows import councillor_at, governor_training_of, seats_of

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.schools.governance.queries import (
    governance_lines,
    phase_sums,
    serving_councillors,
)
from stocktake_web.schools.personal_data import subject_access_data

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_no_chair_comes_first_then_the_most_vacancies(
    area: Area, schools: dict[str, School]
) -> None:
    seats_of(schools[OLD_MILL], as_of=date(2026, 9, 1), vacancy_count=9)
    seats_of(schools[OLD_MILL], vacancy_count=0)
    seats_of(schools[HARBOUR], vacancy_count=1, is_chair_vacant=True)
    seats_of(schools[PIER], vacancy_count=3)
    lines = governance_lines(area)
    assert [line.school.urn for line in lines] == [HARBOUR, PIER, OLD_MILL, "999004"]
    assert lines[-1].seats is None, "nothing entered is not zero"


def test_seats_hold_together(area: Area, schools: dict[str, School]) -> None:
    with pytest.raises(ValidationError) as caught:
        seats_of(schools[OLD_MILL], as_of=date(2026, 11, 24), vacancy_count=13)
    assert caught.value.message_dict == {
        "as_of": ["The day must be today or in the past"],
        "vacancy_count": ["Enter no more than 12, the seats"],
    }
    seats_of(schools[OLD_MILL], as_of=date(2026, 11, 23), vacancy_count=12)


def test_training_counts_by_phase_once_it_was_held(area: Area) -> None:
    rows = [
        governor_training_of(area, attended_count=11),
        governor_training_of(area, attended_count=4),
        governor_training_of(area, phase="secondary", event_date=date(2026, 11, 24)),
    ]
    sums = {row.title: (row.held_count, row.attended_count) for row in phase_sums(rows)}
    assert sums["Primary"] == (2, 15)
    assert sums["Secondary"] == (0, 0)
    with pytest.raises(ValidationError, match="Leave it empty until it is held"):
        governor_training_of(area, event_date=date(2026, 11, 24), attended_count=0)


@pytest.mark.parametrize(
    ("briefed_on", "is_needed"),
    [(None, True), (date(2025, 11, 22), True), (date(2025, 11, 23), False)],
)
def test_a_councillor_is_briefed_each_year(
    briefed_on: date | None, is_needed: bool, schools: dict[str, School], users: dict[str, User]
) -> None:
    row = councillor_at(schools[OLD_MILL], users["councillor"], briefed_on=briefed_on)
    assert row.needs_briefing is is_needed


def test_only_officers_read_of_conflicts_and_the_councillor_gets_them(
    area: Area,
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:
    councillor = users["councillor"]
    councillor_at(schools[OLD_MILL], councillor, conflict="Planted conflict.")
    councillor_at(schools[HARBOUR], councillor, ends_on=date(2026, 11, 22))
    assert [row.school_urn for row in serving_councillors(area)] == [OLD_MILL]
    assert "Planted conflict." in text(client_for("analyst").get(f"{BASE}governance/"))
    for role in ("headteacher", "governor", "councillor", "board_member"):
        assert client_for(role).get(f"{BASE}governance/").status_code == 403
        page = text(client_for(role).get(f"{BASE}{OLD_MILL}/support/"))
        assert "Planted conflict." not in page
    rows = subject_access_data(councillor)["governor as a councillor"]
    assert [row["conflict"] for row in rows] == ["", "Planted conflict."]


def test_only_a_councillor_can_be_chosen(
    area: Area,
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:
    officer = client_for("improvement_officer")
    address = f"{BASE}{OLD_MILL}/governance/councillors/add/"
    values = {"starts_on_day": "1", "starts_on_month": "9", "starts_on_year": "2026"}
    page = text(officer.post(address, values | {"councillor": users["governor"].pk}))
    assert "Select a valid choice" in page
    page = text(officer.post(address, values | {"councillor": users["councillor"].pk}, follow=True))
    assert "The councillor was recorded." in page


def test_seats_of_an_academy_are_kept_under_an_agreement(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    values = {
        "as_of_day": "1", "as_of_month": "11", "as_of_year": "2026", "seat_count": "9",
        "vacancy_count": "1",
    }  # fmt: skip
    officer = client_for("improvement_officer")
    page = text(officer.post(f"{BASE}{HARBOUR}/governance/add/", values))
    assert "Record the agreement first." in page
    page = text(officer.post(f"{BASE}{OLD_MILL}/governance/add/", values, follow=True))
    assert "1 of 9 seats vacant" in page
