"""The ledger of predictions: entered, corrected by a new row, never written over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from ledger_rows import PERIOD, addition, ask, enter
from school_rows import HARBOUR, OLD_MILL, PIER

from stocktake.standards import InputError, StoreError
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.audit.models import AppendOnlyError, Event
from stocktake_web.schools.predictions.ledger import ledger_of
from stocktake_web.schools.predictions.models import PredictionEntry, PredictionRequest
from stocktake_web.schools.predictions.queries import accuracy_of

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def answers(**values: str) -> dict[str, str]:
    day = {"predicted_on_day": "20", "predicted_on_month": "11", "predicted_on_year": "2026"}
    return {"cohort_count": "150", "ks4-attainment-8": "41.2"} | day | values


@pytest.fixture
def request_row(area: Area, schools: dict[str, School]) -> PredictionRequest:
    return next(row for row in ask(area) if row.school_urn == OLD_MILL)


def test_every_school_with_pupils_of_the_year_is_asked_once(
    area: Area, schools: dict[str, School]
) -> None:
    rows = {row.school_urn: row for row in ask(area)}
    assert set(rows) == {OLD_MILL, HARBOUR}
    assert (rows[OLD_MILL].is_invited, rows[HARBOUR].is_invited) == (False, True)
    assert rows[OLD_MILL].due == date(2026, 12, 12)
    assert ask(area) == []
    assert {row.school_urn for row in ask(area, window="year-6")} == {PIER}


def test_a_head_returns_and_corrects(
    request_row: PredictionRequest, client_for: Callable[[str], Client]
) -> None:
    head = client_for("headteacher")
    address = f"{BASE}predictions/{request_row.pk}/"
    page = text(head.post(address, answers(), follow=True))
    assert "1 prediction was entered." in page
    assert "41.2" in page
    page = text(
        head.post(
            address,
            answers(**{"ks4-attainment-8": "44.0", "note": "A class was left out"}),
            follow=True,
        )
    )
    assert "corrects entry 1" in page
    assert "A class was left out" in page
    assert "41.2" in page
    assert [entry.corrects for entry in ledger_of(request_row.area).entries] == [None, 1]
    events = Event.objects.filter(verb__in=("predict", "correct"))
    assert list(events.values_list("verb", flat=True)) == ["predict", "correct"]


def test_nothing_filled_in_is_asked_again(
    request_row: PredictionRequest, client_for: Callable[[str], Client]
) -> None:
    answer = client_for("headteacher").post(
        f"{BASE}predictions/{request_row.pk}/", answers(**{"ks4-attainment-8": ""})
    )
    assert "Enter at least one prediction" in text(answer)


def test_all_faults_are_named_together_and_no_small_cohort_is_repeated(
    request_row: PredictionRequest, client_for: Callable[[str], Client]
) -> None:
    values = {"cohort_count": "3", "ks4-attainment-8": "99", "note": "ask Mrs Example"}
    page = text(
        client_for("headteacher").post(f"{BASE}predictions/{request_row.pk}/", answers(**values))
    )
    assert "the cohort is too small" in page
    assert "lies outside the measure" in page
    assert "looks like a person&#39;s name" in page or "looks like a person&#x27;s name" in page
    assert not PredictionEntry.objects.exists()


def test_a_prediction_after_the_results_are_out_is_refused(
    area: Area, schools: dict[str, School], clock: Any
) -> None:
    clock.moment = datetime(2027, 8, 27, 9, 0, tzinfo=UTC)
    with pytest.raises(InputError) as caught:
        enter(area, addition(schools[OLD_MILL]))
    assert "the results of 2026/27 were out on 2027-08-27" in str(caught.value)
    assert not PredictionEntry.objects.exists()


def test_a_second_prediction_in_one_round_must_correct(
    area: Area, schools: dict[str, School]
) -> None:
    enter(area, addition(schools[OLD_MILL]))
    with pytest.raises(InputError, match="was predicted already in this round"):
        enter(area, addition(schools[OLD_MILL], value=50.0))


def test_the_database_refuses_what_comes_past_the_models(
    area: Area, schools: dict[str, School]
) -> None:
    (row,) = enter(area, addition(schools[OLD_MILL]))
    row.description = "changed"
    with pytest.raises(AppendOnlyError):
        row.save()
    for statement in (
        "UPDATE schools_predictionentry SET text = 'x'",
        "DELETE FROM schools_predictionentry",
    ):
        with (
            pytest.raises(DatabaseError, match="never changed or removed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert PredictionEntry.objects.get().text == row.text


def test_the_database_refuses_to_empty_or_to_write_over_the_ledger(
    area: Area, schools: dict[str, School]
) -> None:
    (row,) = enter(area, addition(schools[OLD_MILL]))
    columns = "id, area_id, school_id, number, text, description, by_id, by_role, at"
    forged = columns.replace("text,", "'forged',")
    statement = (
        "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE schools_predictionentry"
        if connection.vendor == "postgresql"
        else f"INSERT OR REPLACE INTO schools_predictionentry ({columns}) "
        f"SELECT {forged} FROM schools_predictionentry"
    )
    with (
        pytest.raises(DatabaseError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert PredictionEntry.objects.get().text == row.text


def test_two_entries_never_have_one_number(area: Area, schools: dict[str, School]) -> None:
    (row,) = enter(area, addition(schools[OLD_MILL]))
    twin = PredictionEntry(area=area, school=row.school, number=1, text="x", at=row.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_an_entry_that_was_forged_is_noticed(area: Area, schools: dict[str, School]) -> None:
    (row,) = enter(area, addition(schools[OLD_MILL]))
    forged = row.text.replace("41.2", "31.2")
    PredictionEntry(
        area=area, school=row.school, number=2, text=forged, description="x", at=row.at
    ).save()
    with pytest.raises(StoreError, match="the ledger of predictions is damaged"):
        ledger_of(area)


def test_a_file_about_another_school_is_refused_whole(
    area: Area, request_row: PredictionRequest, client_for: Callable[[str], Client]
) -> None:
    head = "school_urn,measure,time_period,cohort_count,value,predicted_on,author_role\n"
    own_row = f"{OLD_MILL},ks4-attainment-8,{PERIOD},150,41.2,2026-11-20,Head\n"
    foreign = f"{HARBOUR},ks4-attainment-8,{PERIOD},150,41.2,2026-11-20,Head\n"
    client = client_for("headteacher")
    address = f"{BASE}{OLD_MILL}/predictions/file/"

    def send(content: str) -> str:
        file = SimpleUploadedFile("spring.csv", content.encode())
        return text(client.post(address, {"file": file}, follow=True))

    assert f"unknown school {HARBOUR}" in send(head + own_row + foreign)
    assert not PredictionEntry.objects.exists()
    assert "1 prediction was entered." in send(head + own_row)


@pytest.mark.slow
def test_who_sees_predictions(
    area: Area,
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:
    enter(area, addition(schools[OLD_MILL], note="Planted note"))
    enter(area, addition(schools[HARBOUR], note="Planted elsewhere"))
    readers = {"analyst", "head_of_service", "improvement_officer"}
    own_only = {"headteacher", "governor", "clerk", "trust_leader"}
    for role in users:
        client = client_for(role)
        own_page = client.get(f"{BASE}{OLD_MILL}/predictions/")
        assert own_page.status_code == (200 if role in readers | own_only else 403), role
        assert ("Planted note" in text(own_page)) == (role in readers | own_only)
        assert "Planted elsewhere" not in text(own_page)
        other_page = client.get(f"{BASE}{HARBOUR}/predictions/")
        assert other_page.status_code == (200 if role in readers else 403), role
        history = text(client.get("/example-borough/dashboard/history/"))
        assert ("The prediction of Old Mill School" in history) == (
            role in {"analyst", "head_of_service"}
        ), role


def test_the_report_of_a_school_holds_no_other_school(
    area: Area, schools: dict[str, School]
) -> None:
    enter(area, addition(schools[OLD_MILL]), addition(schools[HARBOUR]))
    report = accuracy_of(area)
    assert report.awaiting_count == 2
    assert report.for_schools([int(OLD_MILL)]).awaiting_count == 0
