"""The department's support: both definitions of stuck, milestones, and concerns with replies."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from regional_rows import engagement_concern_of, milestone_of
from school_rows import HARBOUR, OLD_MILL, PIER

from stocktake_web import services
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.personal_data import subject_access_data
from stocktake_web.schools.regional_support.models import EngagementReply, SupportMilestone
from stocktake_web.schools.regional_support.queries import support_lines
from stocktake_web.services.school_files import keep_file
from stocktake_web.services.school_inspections import (
    FILE,
    GradedInspection,
    StoredInspections,
    make_inspections,
    stored_inspections,
)

pytestmark = pytest.mark.django_db
DASHBOARD = "/example-borough/dashboard/"
BASE = f"{DASHBOARD}schools/"
PAGE = f"{BASE}regional-support/"
SCHOOL = f"{BASE}{OLD_MILL}/regional-support/"
OFFICERS = {"analyst", "head_of_service", "improvement_officer"}
VALUES = {
    "milestone": "first-meeting", "result": "A date was agreed.", "source": "Letter",
    "reached_on_day": "1", "reached_on_month": "10", "reached_on_year": "2026",
}  # fmt: skip


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def inspection(regime: Any, day: date, **grades: str) -> GradedInspection:
    return GradedInspection(regime=regime, inspection_date=day, grades=grades)


@pytest.fixture
def inspections(area: Area, schools: dict[str, School], settings: Any, tmp_path: Any) -> None:
    """One school is stuck by the earlier definition, one by the later; Pier's are not held."""
    settings.STOCKTAKE_SCHOOL_PROFILES = str(tmp_path / "profiles")
    below_good = inspection("graded", date(2019, 3, 1), overall="requires improvement")
    rows = {
        OLD_MILL: (
            inspection("graded", date(2023, 3, 1), overall="requires improvement"),
            below_good,
        ),
        HARBOUR: (
            inspection(
                "report_card", date(2026, 2, 1), leadership_and_governance="needs attention"
            ),
            below_good,
        ),
    }
    keep_file(area, FILE, StoredInspections(area=area.slug, state="", inspections=rows))


def test_all_schools_show_both_definitions_progress_and_concerns(
    inspections: None,
    area: Area,
    schools: dict[str, School],
    client_for: Callable[[str], Client],
    django_assert_max_num_queries: Any,
) -> None:
    milestone_of(schools[OLD_MILL])
    milestone_of(schools[OLD_MILL], milestone="diagnosis", reached_on=date(2026, 11, 13))
    engagement_concern_of(schools[HARBOUR])
    client = client_for("improvement_officer")
    with django_assert_max_num_queries(14):
        page = words(client.get(PAGE))
    answers = {line.school.urn: line.answers for line in support_lines(area)}
    by_urn = {urn: [row.answer for row in rows or ()] for urn, rows in answers.items()}
    assert by_urn[OLD_MILL] == ["stuck", "cannot_tell"]
    assert by_urn[HARBOUR] == ["cannot_tell", "stuck"]
    assert answers[PIER] is None
    assert "Cannot tell: its inspections are not held" in page
    assert "Initial diagnosis 10 days since the last; next: Matched" in page
    assert "1 milestone before it without a day" in page
    assert "The trust, 49 days" in page
    filtered_page = words(client.get(f"{PAGE}?show=stuck"))
    assert "Harbour Academy" in filtered_page
    assert "Pier Primary" not in filtered_page


def test_a_milestone_has_a_day_and_a_result_and_is_recorded_once(
    schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    officer = client_for("improvement_officer")
    page = words(officer.post(f"{SCHOOL}add/", VALUES, follow=True))
    assert "First meeting with the regional team 1 October 2026 A date was agreed." in page
    assert "Responsible body formally informed No day recorded" in page
    assert "It is recorded already" in words(officer.post(f"{SCHOOL}add/", VALUES))
    for _ in range(2):
        officer.post(f"{SCHOOL}add/", VALUES | {"milestone": "review"})
    assert SupportMilestone.objects.filter(milestone="review").count() == 2
    future = VALUES | {"milestone": "plans", "reached_on_year": "2027"}
    assert "must be today or in the past" in words(officer.post(f"{SCHOOL}add/", future))
    assert "Select a valid choice" in words(
        officer.post(f"{SCHOOL}add/", VALUES | {"milestone": "conversion"})
    )


def test_a_concern_stays_as_it_was_said_and_the_school_replies(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    row = engagement_concern_of(schools[OLD_MILL])
    head = client_for("headteacher")
    assert "Reply to the department’s concern" in words(head.get(DASHBOARD))
    assert "No reply. Silence is no agreement." in words(head.get(SCHOOL))
    reply = {"text": "We came to the third meeting."}
    page = words(head.post(f"{PAGE}concerns/{row.pk}/reply/", reply, follow=True))
    assert "(Headteacher): We came to the third meeting." in page
    assert "Reply to the department’s concern" not in words(head.get(DASHBOARD))
    with pytest.raises(ValidationError, match="What the concern says stays"):
        change(row, actor=None, values={"concern": "Another."}, expected_version=row.version)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE schools_engagementreply SET text = 'x'")
    data = subject_access_data(users["headteacher"])
    assert "third meeting" in str(data)


@pytest.mark.parametrize(
    ("day", "text", "message"),
    [
        (date(2026, 10, 4), "They met.", "must be from the day it was raised to today"),
        (date(2026, 11, 24), "They met.", "must be from the day it was raised to today"),
        (date(2026, 11, 1), " ", "Say how it was resolved"),
        (None, "They met.", "Enter the day on which it was resolved"),
    ],
)
def test_a_resolution_has_a_day_and_says_how(
    schools: dict[str, School], day: date | None, text: str, message: str
) -> None:
    row = engagement_concern_of(schools[OLD_MILL])
    values = {"resolved_on": day, "resolution": text}
    with pytest.raises(ValidationError, match=message):
        change(row, actor=None, values=values, expected_version=row.version)


def test_a_resolved_concern_is_open_no_longer(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    row = engagement_concern_of(schools[OLD_MILL], raised_on=services.today())
    assert row.days_open == 0
    values = {
        "version": str(row.version), "resolution": "All came.", "resolved_on_day": "23",
        "resolved_on_month": "11", "resolved_on_year": "2026",
    }  # fmt: skip
    page = words(
        client_for("head_of_service").post(f"{PAGE}concerns/{row.pk}/resolve/", values, follow=True)
    )
    assert "Resolved on 23 November 2026: All came." in page
    assert not any(line.open_concerns for line in support_lines(area))


def test_who_reads_and_who_writes(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    row = engagement_concern_of(schools[OLD_MILL])
    other_row = engagement_concern_of(schools[HARBOUR])
    own_readers = {"headteacher", "governor", "clerk", "trust_leader"}
    for role in users:
        client = client_for(role)
        assert (client.get(PAGE).status_code == 200) == (role in OFFICERS), role
        assert (client.get(SCHOOL).status_code == 200) == (role in OFFICERS | own_readers), role
        can_reply = role in {"headteacher", "governor", "trust_leader"}
        answer = client.get(f"{PAGE}concerns/{row.pk}/reply/")
        assert (answer.status_code == 200) == can_reply, role
        assert client.get(f"{PAGE}concerns/{other_row.pk}/reply/").status_code != 200, role
        can_record = role in {"head_of_service", "improvement_officer"}
        assert (client.get(f"{SCHOOL}add/").status_code == 200) == can_record, role
    assert not EngagementReply.objects.exists()


def test_inspections_are_taken_from_the_profiles(
    area: Area, schools: dict[str, School], store_profile: Callable[..., None]
) -> None:
    store_profile(schools[OLD_MILL])
    make_inspections(area, [int(OLD_MILL), int(HARBOUR)])
    stored = stored_inspections(area)
    assert stored is not None
    assert set(stored.inspections) == {OLD_MILL}
