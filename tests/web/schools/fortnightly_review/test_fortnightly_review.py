"""Officers' fortnightly review: one screen, a decision for each school, kept with its date."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from concern_rows import fortnightly, service_entry
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from school_rows import HARBOUR, OLD_MILL, PIER, agree

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.schools.fortnightly_review import actions
from stocktake_web.schools.fortnightly_review.models import FortnightlyDecision, FortnightlyReview
from stocktake_web.schools.fortnightly_review.queries import review_screen

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_review_from_its_beginning_to_the_next(
    area: Area,
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
    clock: Any,
) -> None:
    officer = client_for("improvement_officer")
    entry = {"is_allegation": "no", "service": "inclusion", "text": "Planted: four suspensions."}
    officer.post(f"{BASE}{OLD_MILL}/service-entries/add/", entry)
    day = {"review_date_day": "23", "review_date_month": "11", "review_date_year": "2026"}
    officer.post(f"{BASE}fortnightly/begin/", day)
    assert "A review is open already" in text(officer.post(f"{BASE}fortnightly/begin/", day))
    review = FortnightlyReview.objects.get()
    screen = f"{BASE}fortnightly/{review.pk}/"
    assert "Planted: four suspensions." in text(officer.get(screen))
    decide = f"{screen}schools/{OLD_MILL}/"
    assert "Enter why" in text(officer.post(decide, {"choice": "meeting", "reason": ""}))
    officer.post(decide, {"choice": "meeting", "reason": "Planted reason."})
    answer = officer.post(f"{screen}close/", {"version": "1"})
    assert "3 schools have no decision yet." in text(answer)
    officer.post(f"{screen}rest/", {"version": "1"})
    head_page = f"{BASE}{OLD_MILL}/"
    assert "Planted reason." not in text(client_for("headteacher").get(head_page))
    clock.forward(minutes=5)
    assert "The review is closed" in text(
        officer.post(f"{screen}close/", {"version": "1"}, follow=True)
    )
    for role in ("headteacher", "governor", "clerk", "trust_leader"):
        page = text(client_for(role).get(head_page))
        assert "Planted reason." in page, role
        assert "Planted: four suspensions." not in page, role
    with pytest.raises(ValidationError, match="closed"):
        actions.decide(
            actor=None, review=FortnightlyReview.objects.get(), school=schools[OLD_MILL],
            choice="watch", reason="Late.",
        )  # fmt: skip
    clock.forward(days=14)
    service_entry(schools[OLD_MILL], None, "finance", "Planted: a deficit.")
    next_review = actions.begin_review(actor=None, area=area, review_date=clock.moment.date())
    officer = client_for("improvement_officer")
    page = text(officer.get(f"{BASE}fortnightly/{next_review.pk}/"))
    assert "Planted: a deficit." in page
    assert "Planted: four suspensions." not in page
    assert "Planted reason." in page  # what the last review decided
    assert "Planted: a deficit." not in text(officer.get(screen))


def test_a_school_that_is_watched_is_not_decided_with_the_rest(
    area: Area, schools: dict[str, School], clock: Any
) -> None:
    first = fortnightly(schools[OLD_MILL], None)
    actions.decide(
        actor=None, review=first, school=schools[OLD_MILL], choice="watch", reason="Attendance."
    )
    rest = [line.school for line in review_screen(first).rest]
    assert actions.decide_rest(actor=None, review=first, schools=rest) == 3
    clock.forward(minutes=1)
    actions.close_review(actor=None, review=first, expected_version=1, undecided=0)
    second = fortnightly(schools[OLD_MILL], None)
    assert schools[OLD_MILL] not in [line.school for line in review_screen(second).rest]


def test_nothing_is_imposed_on_an_academy_without_agreement(
    schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    review = fortnightly(schools[OLD_MILL], None)
    with pytest.raises(ValidationError, match="Select one of the decisions shown"):
        actions.decide(
            actor=None, review=review, school=schools[PIER], choice="meeting", reason="Now."
        )
    page = text(client_for("head_of_service").get(f"{BASE}fortnightly/{review.pk}/schools/{PIER}/"))
    assert "Raise it with who runs the school" in page
    assert "Call a review meeting" not in page
    agree(schools[HARBOUR])
    assert actions.decide(
        actor=None, review=review, school=schools[HARBOUR], choice="meeting", reason="Agreed."
    ).pk


def test_a_decision_is_never_written_over(schools: dict[str, School]) -> None:
    review = fortnightly(schools[OLD_MILL], None)
    for choice in ("watch", "visit"):
        actions.decide(
            actor=None, review=review, school=schools[OLD_MILL], choice=choice, reason="Seen."
        )
    assert FortnightlyDecision.objects.count() == 2
    line = next(row for row in review_screen(review).lines if row.school == schools[OLD_MILL])
    assert line.decision is not None
    assert line.decision.choice == "visit"


def test_who_sees_the_review(
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
    other_area: Area,
) -> None:
    service_entry(schools[OLD_MILL], None, text="Planted entry.")
    review = fortnightly(schools[OLD_MILL], None)
    pages = ["", f"{review.pk}/", f"{review.pk}/schools/{OLD_MILL}/", f"{review.pk}/close/"]
    for role in users:
        statuses = [client_for(role).get(f"{BASE}fortnightly/{page}").status_code for page in pages]
        if role in {"head_of_service", "improvement_officer"}:
            assert statuses == [200, 200, 200, 200], role
        elif role == "analyst":
            assert statuses == [200, 200, 403, 403], role
        else:
            assert statuses == [403, 403, 403, 403], role
            assert "Planted entry." not in text(client_for(role).get(f"{BASE}{OLD_MILL}/")), role
    foreign = f"/{other_area.slug}/dashboard/schools/fortnightly/{review.pk}/"
    assert client_for("head_of_service").get(foreign).status_code == 404


def test_the_screen_asks_as_often_for_many_schools_as_for_few(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    review = fortnightly(schools[OLD_MILL], None)
    client = client_for("head_of_service")

    def count_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{BASE}fortnightly/{review.pk}/").status_code == 200
        return len(queries)

    service_entry(schools[OLD_MILL], None)
    count_queries()
    few = count_queries()
    for number in range(30):
        school = School(area=area, urn=str(999100 + number), name=f"Mole {number}")
        school.save()
        service_entry(school, None)
        actions.decide(actor=None, review=review, school=school, choice="watch", reason="Seen.")
    assert count_queries() == few
