"""Counts of inclusion, who sees a small one, and samples that two people review apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from school_rows import HARBOUR, OLD_MILL
from support_rows import exclusion_sample_of, home_education_of, week_of

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.audit.models import AppendOnlyError, EventValues
from stocktake_web.schools.inclusion.actions import read_sample
from stocktake_web.schools.inclusion.models import SampleReading
from stocktake_web.schools.inclusion.queries import (
    home_education_sums,
    sample_views,
    school_sums,
    week_sums,
)

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"
PAGE = f"{BASE}inclusion/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_sums_are_of_this_year_by_school_and_of_weeks_by_area(
    area: Area, other_area: Area, schools: dict[str, School]
) -> None:
    stranger = School.objects.create(area=other_area, urn="888001", name="Far School")
    week_of(stranger, suspension_count=100)
    week_of(schools[OLD_MILL], date(2026, 8, 31), suspension_count=7)
    week_of(schools[OLD_MILL], date(2026, 11, 12), suspension_count=3, exclusion_count=1)
    week_of(schools[OLD_MILL], date(2026, 11, 20), suspension_count=2)
    week_of(schools[HARBOUR], date(2026, 11, 16), suspension_count=4)
    sums = {row["school"].urn: row["sums"] for row in school_sums(area)}
    assert (sums[OLD_MILL]["weeks"], sums[OLD_MILL]["suspension_count_sum"]) == (2, 5)
    assert sums[OLD_MILL]["exclusion_count_sum"] == 1
    assert sums["999004"] is None, "nothing entered is not zero"
    latest = week_sums(area)[0]
    assert (latest["week"], latest["schools"]) == (date(2026, 11, 16), 2)
    assert latest["suspension_count_sum"] == 6


def test_a_week_is_its_monday_and_its_parts_are_no_more_than_their_whole(
    area: Area, schools: dict[str, School]
) -> None:
    assert week_of(schools[OLD_MILL], date(2026, 11, 22)).week == date(2026, 11, 16)
    with pytest.raises(ValidationError, match="The week is entered already"):
        week_of(schools[OLD_MILL], date(2026, 11, 18))
    with pytest.raises(ValidationError, match="The week must have begun"):
        week_of(schools[OLD_MILL], date(2026, 11, 30))
    assert week_of(schools[OLD_MILL], date(2026, 11, 29)).week == date(2026, 11, 23)
    counts = {"suspension_count": 2, "tried_before_count": 3, "sixth_day_placed_count": 1}
    with pytest.raises(ValidationError) as caught:
        week_of(schools[HARBOUR], **counts)
    assert caught.value.message_dict == {
        "tried_before_count": ["Enter no more than 2, suspensions and exclusions"],
        "sixth_day_placed_count": ["Enter no more than 0, who needed one"],
    }


def test_a_head_sees_no_small_count_and_no_text_about_it(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    week_of(
        schools[OLD_MILL], suspension_count=12, exclusion_count=7, tried_before="A planted text"
    )  # fmt: skip
    home_education_of(schools[OLD_MILL], 6)
    page = text(client_for("headteacher").get(f"{BASE}{OLD_MILL}/support/"))
    assert ">12<" in page
    assert ">7<" not in page
    assert "Health, the mind’s too: fewer than 10" in page
    assert "A planted text" not in page
    assert ">7<" in text(client_for("analyst").get(f"{BASE}{OLD_MILL}/support/"))


def test_reasons_for_home_education_are_of_this_year(
    area: Area, schools: dict[str, School]
) -> None:
    home_education_of(schools[OLD_MILL], 4)
    home_education_of(schools[HARBOUR], 5)
    home_education_of(schools[HARBOUR], 2, reason="choice")
    home_education_of(schools[HARBOUR], 9, academic_year="202526")
    assert [total for _, total in home_education_sums(area)] == [9, 2]
    with pytest.raises(ValidationError, match="entered for this term already"):
        home_education_of(schools[OLD_MILL], 1)


def test_two_people_review_apart_and_a_third_does_not(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    sample = exclusion_sample_of(area)
    address = f"{PAGE}samples/{sample.pk}/review/"
    first, second = client_for("head_of_service"), client_for("improvement_officer")
    assert "Not reviewed" in text(first.get(PAGE))
    first.post(address, {"unnecessary_count": "2", "findings": "Planted finding."})
    for client in (first, second, client_for("analyst")):
        page = text(client.get(PAGE))
        assert "One review" in page
        assert "Planted finding." not in page
        assert "unnecessary." not in page
    again = text(first.post(address, {"unnecessary_count": "0", "findings": "b"}))
    assert "You reviewed this sample already; a second person must" in again
    second.post(address, {"unnecessary_count": "0", "findings": "All tried."})
    page = text(second.get(PAGE))
    assert "They differ" in page
    assert "Planted finding." in page
    with pytest.raises(ValidationError, match="Two people reviewed this sample already"):
        read_sample(actor=None, by_role="", sample=sample, unnecessary_count=0, findings="c")


def test_the_history_does_not_tell_what_the_first_found(area: Area, users: dict[str, User]) -> None:
    read_sample(
        actor=users["head_of_service"], by_role="", sample=exclusion_sample_of(area),
        unnecessary_count=2, findings="Planted finding.",
    )  # fmt: skip
    stored_values = " ".join(str(row.__dict__) for row in EventValues.objects.all())
    assert "Planted finding." not in stored_values
    assert "unnecessary_count" not in stored_values


@pytest.mark.parametrize(
    ("counts", "words"),
    [((0, 0), "in no case was exclusion unnecessary"), ((2, 2), "in 2 cases exclusion was")],
)
def test_what_both_found_is_said(
    counts: tuple[int, int],
    words: str,
    area: Area,
    users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:
    sample = exclusion_sample_of(area)
    for role, count in zip(("head_of_service", "improvement_officer"), counts, strict=True):
        read_sample(
            actor=users[role], by_role=role, sample=sample, unnecessary_count=count, findings="a"
        )
    assert words in text(client_for("analyst").get(PAGE))


def test_without_a_sample_nothing_is_inferred_from_zero(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    week_of(schools[OLD_MILL], exclusion_count=0)
    page = text(client_for("analyst").get(PAGE))
    assert "No sample was drawn, so nobody can say." in page
    assert "unnecessary." not in page


def test_a_sample_and_its_reading_hold_together(area: Area) -> None:
    with pytest.raises(ValidationError) as caught:
        exclusion_sample_of(area, case_count=31, drawn_on=date(2026, 10, 30))
    assert set(caught.value.message_dict) == {"case_count", "drawn_on"}
    sample = exclusion_sample_of(area)
    with pytest.raises(ValidationError, match="Enter no more than 10, the cases"):
        read_sample(actor=None, by_role="", sample=sample, unnecessary_count=11, findings="a")


def test_a_reading_is_never_changed_not_even_past_the_model(area: Area) -> None:
    row = read_sample(
        actor=None, by_role="", sample=exclusion_sample_of(area), unnecessary_count=1, findings="a"
    )
    row.unnecessary_count = 0
    with pytest.raises(AppendOnlyError):
        row.save()
    with (
        pytest.raises(DatabaseError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE schools_samplereading SET unnecessary_count = 0")
    assert SampleReading.objects.get().unnecessary_count == 1


def test_who_sees_inclusion(
    area: Area, other_area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    sample, stranger = exclusion_sample_of(area), exclusion_sample_of(other_area)
    for role in ("headteacher", "governor", "trust_leader", "board_member", "councillor"):
        assert client_for(role).get(PAGE).status_code == 403, role
    analyst = client_for("analyst")
    assert analyst.get(PAGE).status_code == 200
    assert analyst.get(f"{PAGE}samples/{sample.pk}/review/").status_code == 403
    officer = client_for("improvement_officer")
    assert officer.get(f"{PAGE}samples/{stranger.pk}/review/").status_code == 404


def test_the_page_asks_as_often_of_many_as_of_few(
    area: Area,
    users: dict[str, User],
    schools: dict[str, School],
    client_for: Callable[[str], Client],
) -> None:
    client = client_for("improvement_officer")

    def count_queries(page: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    pages = (PAGE, f"{BASE}{OLD_MILL}/support/")

    def add(month: int) -> None:
        for number, school in enumerate(schools.values()):
            week_of(school, date(2026, month, 5), suspension_count=number)
        sample = exclusion_sample_of(area)
        for role in ("head_of_service", "improvement_officer"):
            read_sample(
                actor=users[role], by_role="", sample=sample, unnecessary_count=0, findings="a"
            )

    add(5)
    few = [(count_queries(page), count_queries(page))[1] for page in pages]
    for month in (6, 7, 9, 10, 11):
        add(month)
    assert [count_queries(page) for page in pages] == few
    assert len(sample_views(area, users["analyst"])) == 6
