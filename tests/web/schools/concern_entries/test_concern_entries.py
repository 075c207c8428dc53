"""The register of concern: shown to the head in time, counted once, never an allegation."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from concern_rows import concern, share
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from school_rows import HARBOUR, OLD_MILL, PIER, agree

from stocktake_web import services
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.audit.models import Event
from stocktake_web.records.change import change
from stocktake_web.schools.concern_entries.actions import withdraw_entry
from stocktake_web.schools.concern_entries.models import (
    ConcernAnswer,
    ConcernEntry,
    SafeguardingReferral,
)
from stocktake_web.schools.concern_entries.queries import (
    entries_that_may_count,
    live_event_counts,
    view_of,
)
from stocktake_web.schools.concern_entries.rules import prompt_of

pytestmark = pytest.mark.django_db
DASHBOARD = "/example-borough/dashboard/"
BASE = f"{DASHBOARD}schools/"
FORM = {
    "is_allegation": "no", "source": "finance", "event": "Planted event", "same_event": "",
    "evidence": "Planted evidence",
    "event_date_day": "16", "event_date_month": "11", "event_date_year": "2026",
}  # fmt: skip


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_from_an_entry_to_the_heads_answer(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    officer, head = client_for("improvement_officer"), client_for("headteacher")
    page = text(officer.post(f"{BASE}{OLD_MILL}/concerns/add/", FORM, follow=True))
    assert "Planted evidence" in page
    assert "by 30 November 2026" in page  # five working days after Monday 23 November
    entry = ConcernEntry.objects.get()
    address = f"{BASE}concerns/{entry.pk}/"
    assert "Show the head of Old Mill School" in text(officer.get(DASHBOARD))
    assert head.get(address).status_code == 403
    assert "Planted event" not in text(head.get(DASHBOARD))
    officer.post(f"{address}share/", {"version": "1"})
    assert "Read “Planted event” in the register of concern" in text(head.get(DASHBOARD))
    answer = head.post(f"{address}answer/", {"stance": "disputed", "text": ""})
    assert "Enter why you dispute it" in text(answer)
    head.post(f"{address}answer/", {"stance": "disputed", "text": "It was a coding error."})
    assert "It was a coding error." in text(officer.get(address))
    assert "Read “Planted event”" not in text(head.get(DASHBOARD))
    assert list(
        Event.objects.filter(object_type__startswith="schools.concern").values_list(
            "verb", flat=True
        )
    ) == ["enter", "share", "answer"]


def test_it_is_late_after_five_working_days_over_a_bank_holiday(
    schools: dict[str, School], users: dict[str, User], clock: Any
) -> None:
    clock.moment = clock.moment.replace(month=12, day=22)  # Tuesday
    entry = concern(schools[OLD_MILL], users["improvement_officer"])
    # 23, 24, 29, 30 and 31: Friday 25 and Monday 28 (for Boxing Day) are bank holidays.
    assert view_of(entry).share_by == date(2026, 12, 31)
    clock.moment = clock.moment.replace(day=31)
    assert view_of(entry).is_late is False
    clock.moment = clock.moment.replace(year=2027, month=1, day=1)
    assert view_of(entry).is_late is True


def test_one_event_counts_once_and_lapses_after_twelve_months(
    area: Area, schools: dict[str, School], users: dict[str, User], clock: Any
) -> None:
    officer, school = users["improvement_officer"], schools[OLD_MILL]
    first = concern(school, officer)
    again = concern(school, officer, source="complaints", same_event=first)
    third = concern(school, officer, same_event=again)
    assert third.same_event == first
    assert live_event_counts(area)[school.urn] == 1
    concern(school, officer, event="Budget in deficit", source="finance")
    assert not is_prompted(area, school)
    wrong = concern(school, officer, event="Two governors left", source="governance")
    assert is_prompted(area, school)
    withdraw_entry(actor=officer, entry=wrong, expected_version=1, reason="Another school.")
    assert not is_prompted(area, school)
    clock.moment = clock.moment.replace(year=2027, month=6)
    concern(school, officer, same_event=first)
    clock.moment = clock.moment.replace(month=11, day=22)
    assert live_event_counts(area)[school.urn] == 2
    clock.moment = clock.moment.replace(day=23)
    assert live_event_counts(area).get(school.pk, 0) == 0


def is_prompted(area: Area, school: School) -> bool:
    rows = entries_that_may_count(area)[school.urn]
    return prompt_of(area, rows, services.today(), None).is_prompted


def test_an_allegation_leaves_nothing_but_the_day(
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    officer = client_for("improvement_officer")
    for page in ("concerns/add/", "service-entries/add/"):
        form = FORM | {
            "is_allegation": "yes",
            "evidence": "PLANTED-CHILD",
            "text": "PLANTED-CHILD",
        }
        answer = officer.post(f"{BASE}{OLD_MILL}/{page}", form)
        assert answer.status_code == 302
        assert answer["Location"] == f"{BASE}{OLD_MILL}/referrals/add/"
        route = text(officer.get(answer["Location"]))
        assert "PLANTED-CHILD" not in route
        assert "designated officer for allegations" in route
    day = {"referred_on_day": "23", "referred_on_month": "11", "referred_on_year": "2026"}
    officer.post(f"{BASE}{OLD_MILL}/referrals/add/", day | {"text": "PLANTED-CHILD"})
    row = SafeguardingReferral.objects.get()
    assert row.referred_on == date(2026, 11, 23)
    assert not ConcernEntry.objects.exists()
    assert "PLANTED-CHILD" not in caplog.text
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "PLANTED-CHILD" not in str(cursor.fetchall()), table
    assert "Referred by the safeguarding route" in text(officer.get(f"{BASE}{OLD_MILL}/"))
    for role in ("headteacher", "governor", "clerk", "trust_leader", "analyst"):
        page = text(client_for(role).get(f"{BASE}{OLD_MILL}/"))
        assert "Referred by the safeguarding route" not in page, role
    later = {"referred_on_day": "24", "referred_on_month": "11", "referred_on_year": "2026"}
    answer = officer.post(f"{BASE}{OLD_MILL}/referrals/add/", later)
    assert "The day must be today or in the past" in text(answer)


def test_without_an_agreement_none_is_kept_of_an_academy(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    with pytest.raises(ValidationError, match="No entry is made"):
        concern(schools[PIER], users["improvement_officer"])
    answer = client_for("improvement_officer").post(f"{BASE}{PIER}/concerns/add/", FORM)
    assert "Raise the concern with who runs the school" in text(answer)
    agree(schools[HARBOUR])
    assert concern(schools[HARBOUR], users["improvement_officer"]).pk


def test_what_was_entered_stays_as_it_is(
    schools: dict[str, School], users: dict[str, User]
) -> None:
    officer = users["improvement_officer"]
    entry = concern(schools[OLD_MILL], officer)
    with pytest.raises(ValidationError, match="stays as it is"):
        change(entry, actor=officer, values={"evidence": "Other."}, expected_version=1)
    entry = ConcernEntry.objects.get()
    with pytest.raises(ValidationError, match="in the past"):
        concern(schools[OLD_MILL], officer, event_date=date(2026, 11, 24))
    shared_entry = share(entry, officer)
    with pytest.raises(ValidationError, match="already"):
        share(shared_entry, officer)
    ConcernAnswer(
        area=entry.area, school=entry.school, entry=entry, stance="accepted", at=entry.at
    ).save()
    with (
        pytest.raises(DatabaseError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE schools_concernanswer SET text = 'x'")


OFFICERS = ("head_of_service", "improvement_officer", "analyst")
SCHOOL_PEOPLE = ("headteacher", "governor", "clerk", "trust_leader")


def test_who_reads_an_entry_before_and_after_it_is_shown(
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
    other_area: Area,
) -> None:
    entry = concern(schools[OLD_MILL], users["improvement_officer"], event="Planted event")
    address = f"{BASE}concerns/{entry.pk}/"

    def readers() -> set[str]:
        return {role for role in users if client_for(role).get(address).status_code == 200}

    def pages_of(role: str) -> str:
        pages = (
            f"{BASE}{OLD_MILL}/", BASE, f"{BASE}concerns/", DASHBOARD, f"{DASHBOARD}history/",
            f"{DASHBOARD}history/schools.concernentry/{entry.pk}/",
            "/example-borough/search/?q=planted+event",
        )  # fmt: skip
        return "".join(text(client_for(role).get(page)) for page in pages)

    assert readers() == set(OFFICERS)
    assert {role for role in users if "Planted event" in pages_of(role)} == set(OFFICERS)
    share(entry, users["improvement_officer"])
    assert readers() == {*OFFICERS, *SCHOOL_PEOPLE}
    agree(schools[HARBOUR])
    other_entry = share(concern(schools[HARBOUR], None, event="Of another"), None)
    for role in SCHOOL_PEOPLE:
        assert client_for(role).get(f"{BASE}concerns/{other_entry.pk}/").status_code == 403, role
    assert client_for("public").get(address).status_code == 302
    foreign = address.replace("example-borough", other_area.slug)
    assert client_for("improvement_officer").get(foreign).status_code == 404
