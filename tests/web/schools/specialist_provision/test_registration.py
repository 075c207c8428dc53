"""The rules of alternative provision on its pages: registration, and the sixth school day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from school_rows import OLD_MILL
from support_rows import month_of, provision_of

from stocktake_web.accounts.models import Area, School
from stocktake_web.schools.specialist_provision.registration import (
    place_due,
    registration_question,
)

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(("on_roll", "answer"), [(4, "probably_not"), (5, "probably")])
def test_five_pupils_ask_for_a_registration(area: Area, on_roll: int, answer: str) -> None:
    provider = provision_of(area, None, kind="alternative")
    question = registration_question(provider, month_of(provider, date(2026, 10, 1), on_roll))
    assert question
    assert question.answer == answer


def test_no_question_is_put_to_a_base(area: Area, schools: dict[str, School]) -> None:
    base = provision_of(area, schools[OLD_MILL])
    assert registration_question(base, month_of(base, date(2026, 10, 1), 9)) is None
    assert registration_question(provision_of(area, None, kind="alternative", title="B"), None) is (
        None
    )


def test_officers_read_the_question_and_that_the_rule_was_not_checked(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    provider = provision_of(area, schools[OLD_MILL], kind="alternative")
    month_of(provider, date(2026, 10, 1), 5)
    address = f"{BASE}specialist-provision/{provider.pk}/"
    page = text(client_for("improvement_officer").get(address))
    assert "October 2026: 5 pupils on roll." in page
    assert "is probably to be registered as a school" in page
    assert "from general knowledge (not checked)" in page
    assert "5 pupils on roll." not in text(client_for("headteacher").get(address))


def test_the_sixth_day_leaves_out_bank_holidays_and_says_that_no_terms_are_known(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    """From Monday 21 December 2026: 22nd, 23rd, 24th, not 25th nor 28th (moved), 29th, 30th."""
    due = place_due(area, date(2026, 12, 21))
    assert (due.due_on, due.is_by_terms) == (date(2026, 12, 30), False)
    page = text(client_for("analyst").get(f"{BASE}inclusion/"))
    assert "For an exclusion that begins on 23 November 2026, a place is due from 30 November" in (
        page
    )
    assert "school holidays are not" in page
    assert place_due(area, date(2199, 1, 1)).due_on is None


def test_term_dates_that_are_held_count(area: Area, tmp_path: Path) -> None:
    terms = tmp_path / "school_terms"
    terms.mkdir()
    (terms / "example.toml").write_text(
        'place = "la-890"\nschool_year = "202627"\n[source]\ntitle = "Invented term dates"\n'
        '[[term]]\nname = "Autumn"\nstarts = 2026-09-02\nends = 2026-12-18\n'
        '[[term]]\nname = "Spring"\nstarts = 2027-01-05\nends = 2027-03-25\n',
        encoding="utf-8",
    )
    area.own_definitions = str(tmp_path)
    area.save()
    due = place_due(area, date(2026, 12, 17))
    assert (due.due_on, due.is_by_terms) == (date(2027, 1, 8), True)


def test_the_page_of_attendance_meetings_says_what_a_term_is(
    schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    page = text(client_for("analyst").get(f"{BASE}attendance-meetings/"))
    assert "Terms follow calendar months here: autumn from September" in page
