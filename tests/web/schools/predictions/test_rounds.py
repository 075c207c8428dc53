"""Rounds of collection: who returned, who did not, and the reminder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from ledger_rows import addition, ask, enter
from school_rows import HARBOUR, OLD_MILL

from stocktake_web.accounts.models import Area, School
from stocktake_web.schools.predictions.actions import ask_predictions
from stocktake_web.schools.predictions.models import PredictionRequest
from stocktake_web.schools.predictions.queries import round_views

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/predictions/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_non_return_is_visible_and_not_held_against_an_academy(
    area: Area, schools: dict[str, School], clock: Any
) -> None:
    ask(area)
    lines = {line.request.school_urn: line for line in round_views(area)[0].lines}
    assert {line.state for line in lines.values()} == {"awaited"}
    clock.moment = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)
    lines = {line.request.school_urn: line for line in round_views(area)[0].lines}
    assert {line.state for line in lines.values()} == {"not returned"}
    assert (lines[OLD_MILL].is_held_against, lines[HARBOUR].is_held_against) == (True, False)


def test_a_part_of_what_is_asked_is_a_part(area: Area, schools: dict[str, School]) -> None:
    ask(area)
    enter(area, addition(schools[OLD_MILL]))
    lines = {line.request.school_urn: line for line in round_views(area)[0].lines}
    assert lines[OLD_MILL].state == "partly returned"


def test_a_round_whose_day_has_passed_is_not_asked_for(
    area: Area, schools: dict[str, School]
) -> None:
    with pytest.raises(ValidationError, match="has passed"):
        ask_predictions(
            area=area, actor=None, window="year-11", round_id="autumn", time_period="202526"
        )
    with pytest.raises(ValidationError, match="Select a round"):
        ask_predictions(
            area=area, actor=None, window="year-11", round_id="summer", time_period="202627"
        )


def test_an_officer_asks_and_reminds_the_head(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client], mailoutbox: Any
) -> None:
    client_for("headteacher")
    officer = client_for("improvement_officer")
    answer = officer.post(
        f"{BASE}ask/", {"round": "year-11/autumn", "time_period": "202627"}, follow=True
    )
    assert "2 schools were asked." in text(answer)
    row = PredictionRequest.objects.get(school__urn=OLD_MILL)
    page = text(officer.post(f"{BASE}{row.pk}/remind/", {"version": row.version}, follow=True))
    assert "A reminder was sent to Old Mill School." in page
    (mail,) = mailoutbox
    assert f"{BASE}{row.pk}/" in mail.body
    assert "Year 11 predictions, Old Mill School" in mail.body
    academy = PredictionRequest.objects.get(school__urn=HARBOUR)
    page = text(
        officer.post(f"{BASE}{academy.pk}/remind/", {"version": academy.version}, follow=True)
    )
    assert "No mail was sent to Harbour Academy" in page


def test_the_template_holds_a_row_for_each_thing_that_is_asked(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    ask(area)
    answer = client_for("headteacher").get(
        f"/example-borough/dashboard/schools/{OLD_MILL}/predictions/template.xlsx"
    )
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert answer.content[:2] == b"PK"


def test_the_school_explains_and_its_reply_is_kept(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    question = {
        "question": "Why were they five points too high?",
        "due_day": "1", "due_month": "12", "due_year": "2026",
    }  # fmt: skip
    school = f"/example-borough/dashboard/schools/{OLD_MILL}/predictions/"
    page = text(client_for("head_of_service").post(f"{school}question/", question, follow=True))
    assert "The school was asked." in page
    head = client_for("headteacher")
    page = text(head.get(school))
    address = next(part for part in page.split('"') if part.endswith("/reply/"))
    page = text(head.post(address, {"text": "Mocks were marked kindly."}, follow=True))
    assert "Mocks were marked kindly." in page
    assert client_for("board_member").get(address).status_code == 403
