"""The log of corrections: what was wrong, since when, and by which role."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area
from stocktake_web.audit.labels import present_name
from stocktake_web.audit.models import Event
from stocktake_web.public.corrections.queries import corrections

pytestmark = pytest.mark.django_db
DESK = "/example-borough/dashboard/public/"


def words(response: object) -> str:
    """A page's words, without its marks."""
    html = response.content.decode()  # type: ignore[attr-defined]
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_correction_says_what_was_wrong_since_when_and_by_which_role(
    area: Area, client_for: Callable[[str], Client], client: Client
) -> None:
    analyst = client_for("analyst")
    form = {
        "subject": "Persistent absence in 2023/24",
        "wrong_text": "It said 18%.",
        "since_day": "2",
        "since_month": "11",
        "since_year": "2026",
        "corrected_text": "It says 19%.",
    }
    page = analyst.post(f"{DESK}corrections/", form, follow=True)
    assert "The correction is in the public log." in words(page)
    text = words(client.get("/example-borough/corrections/"))
    assert "What it said It said 18%. Wrong since 2 November 2026" in text
    assert "by the analyst" in text
    assert "Example Analyst" not in text

    correction = corrections(area).get()
    form = {"version": 1, "reason": "It was right before."}
    page = analyst.post(f"{DESK}corrections/{correction.pk}/withdraw/", form, follow=True)
    assert "The correction is withdrawn." in words(page)
    text = words(client.get("/example-borough/corrections/"))
    assert "was withdrawn on 23 November 2026. Why: It was right before." in text
    assert "19%" not in text


def test_a_correction_cannot_begin_tomorrow(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    tomorrow = date(2026, 11, 23) + timedelta(days=1)
    form = {"subject": "A", "wrong_text": "B", "corrected_text": "C"} | {
        f"since_{part}": getattr(tomorrow, part) for part in ("day", "month", "year")
    }
    page = client_for("analyst").post(f"{DESK}corrections/", form)
    assert "Since when must be today or in the past" in words(page)
    assert not corrections(area).exists()


def test_a_correction_is_recorded_under_names_that_old_events_are_shown_by(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    form = {"subject": "A", "wrong_text": "B", "corrected_text": "C"} | {
        "since_day": "2",
        "since_month": "11",
        "since_year": "2026",
    }
    client_for("secretary").post(f"{DESK}corrections/", form)
    event = Event.objects.get(object_type="public.correction")
    names = set(event.stored_values.content)
    assert event.verb == "correct"
    assert names == {"subject", "wrong_text", "since", "corrected_text"}
    former = ("what", "was_wrong", "since", "is_now")
    assert {present_name("public.correction", name) for name in former} == names


def test_a_correction_is_withdrawn_once(area: Area, client_for: Callable[[str], Client]) -> None:
    analyst = client_for("analyst")
    form = {"subject": "A", "wrong_text": "B", "corrected_text": "C"} | {
        "since_day": "2",
        "since_month": "11",
        "since_year": "2026",
    }
    analyst.post(f"{DESK}corrections/", form)
    correction = corrections(area).get()
    address = f"{DESK}corrections/{correction.pk}/withdraw/"
    assert analyst.post(address, {"version": 1, "reason": "It was right."}).status_code == 302
    assert analyst.post(address, {"version": 1, "reason": "Again."}).status_code == 409
    page = analyst.post(address, {"version": 2, "reason": "Again."})
    assert "This correction is withdrawn already." in words(page)
    assert corrections(area).get().withdrawn_because == "It was right."
