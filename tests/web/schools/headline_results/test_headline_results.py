"""Headline results: unvalidated, for the council; published figures replace and never erase."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from exchange_rows import sign_for
from school_rows import HARBOUR, OLD_MILL

from stocktake_web.accounts.models import School, User
from stocktake_web.schools.exchange.models import EarlyResult
from stocktake_web.schools.headline_results.models import HeadlineReturn

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"
PAGE = f"{BASE}headline-results/"
FORM = f"{BASE}{OLD_MILL}/exchange/headline/"
OFFICERS = {"analyst", "head_of_service", "improvement_officer"}
VALUES = {
    "time_period": "202526", "cohort-11": "120", "ks4-attainment-8": "41.7",
    "ks4-english-maths-9-4": "58.2",
}  # fmt: skip


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_head_enters_them_once_for_all_measures_and_the_council_sees_them(
    schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    head = client_for("headteacher")
    assert "key stage 2" not in words(head.get(FORM)).lower()
    page = words(head.post(FORM, VALUES, follow=True))
    assert "The headline results were kept, marked as unvalidated." in page
    assert "Unvalidated 41.7 of 120 pupils stated 23 November 2026 by Headteacher" in page
    council = words(client_for("improvement_officer").get(PAGE))
    assert "Unvalidated 41.7 of 120 pupils" in council
    assert "58.2%" in council
    assert "1 of 2 schools stated a result." in council
    assert "Harbour Academy Invited, nothing stated" in council
    assert EarlyResult.objects.filter(stage="unchecked").count() == 2


def test_other_schools_see_them_only_where_both_signed(
    schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    sign_for(schools[HARBOUR])
    client_for("improvement_officer").post(
        f"{BASE}{HARBOUR}/exchange/headline/", VALUES | {"stated_by": "Exams officer, by phone"}
    )
    head = client_for("headteacher")
    assert "41.7" not in words(head.get(f"{BASE}{OLD_MILL}/exchange/"))
    sign_for(schools[OLD_MILL])
    assert "41.7" in words(head.get(f"{BASE}{OLD_MILL}/exchange/"))
    page = words(client_for("analyst").get(PAGE))
    assert "by Exams officer, by phone, entered by Improvement officer" in page


@pytest.mark.parametrize(
    ("changes", "messages"),
    [
        ({"ks4-attainment-8": "", "ks4-english-maths-9-4": ""}, ["Enter one result or more"]),
        ({"cohort-11": ""}, ["Enter how many pupils are in the cohort"]),
        ({"cohort-11": "5"}, ["A result of fewer than 6 pupils is not exchanged"]),
        (
            {"ks4-attainment-8": "90.01", "ks4-english-maths-9-4": "-1"},
            ["less than or equal to 90", "greater than or equal to 0"],
        ),
        ({"time_period": "202627"}, ["Select a valid choice"]),
    ],
)
def test_nothing_is_kept_of_a_form_with_a_fault_and_all_faults_are_said(
    schools: dict[str, School],
    client_for: Callable[[str], Client],
    changes: dict[str, str],
    messages: list[str],
) -> None:
    page = words(client_for("headteacher").post(FORM, VALUES | changes))
    for message in messages:
        assert message in page
    assert not HeadlineReturn.objects.exists()
    assert not EarlyResult.objects.exists()


def test_before_results_day_there_is_nothing_to_enter(
    schools: dict[str, School], client_for: Callable[[str], Client], clock: Any
) -> None:
    head = client_for("headteacher")
    for day, is_open in ((19, False), (20, True)):
        clock.moment = datetime(2026, 8, day, 9, 30, tzinfo=UTC)
        assert ("Results of 2025/26" in words(head.get(FORM))) == is_open, day


def test_the_published_figure_replaces_and_what_was_stated_stays(
    schools: dict[str, School],
    client_for: Callable[[str], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client_for("headteacher").post(FORM, VALUES)
    table = pl.DataFrame(
        {
            "school_urn": [int(OLD_MILL), int(OLD_MILL)],
            "measure": ["ks4-attainment-8"] * 2,
            "group": ["disadvantaged", "all"],
            "time_period": ["202526", "202526"],
            "value": [30.0, 40.2],
        }
    )
    monkeypatch.setattr(
        "stocktake_web.schools.headline_results.queries.results_held", lambda *_: table
    )
    page = words(client_for("analyst").get(PAGE))
    assert "Replaced 41.7 of 120 pupils" in page
    assert "40.2 Stated 1.5 higher" in page
    assert "Unvalidated 58.2%" in page


def test_who_enters_and_who_sees(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    for role in users:
        client = client_for(role)
        can_enter = role in OFFICERS | {"headteacher", "trust_leader"}
        assert (client.get(FORM).status_code == 200) == can_enter, role
        assert (client.get(PAGE).status_code == 200) == (role in OFFICERS), role
        other_form = client.get(f"{BASE}{HARBOUR}/exchange/headline/")
        assert (other_form.status_code == 200) == (role in OFFICERS), role


def test_what_was_stated_is_never_changed_in_the_database(
    schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    client_for("headteacher").post(FORM, VALUES)
    for table in ("schools_headlinereturn", "schools_earlyresult"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET by_role = 'x'")
