"""Actions are precise, are followed to a result, and come up again at the next visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from school_rows import OLD_MILL
from visit_rows import add_action, approved, drafted, send_draft

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.schools.news import news
from stocktake_web.schools.tasks import tasks
from stocktake_web.schools.visit_actions.actions import (
    check_result,
    report_result,
    withdraw_action,
)
from stocktake_web.schools.visit_actions.models import VisitAction

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def action(schools: dict[str, School], users: dict[str, User]) -> VisitAction:
    """An action of an approved record, due on 18 December."""
    approved(
        schools[OLD_MILL],
        users["improvement_officer"],
        users["headteacher"],
        users["head_of_service"],
    )
    return VisitAction.objects.get()


@pytest.mark.parametrize("name", ["text", "owner_role", "due", "success_measure"])
def test_an_action_without_one_of_its_parts_is_refused(
    schools: dict[str, School], users: dict[str, User], name: str
) -> None:
    row = drafted(schools[OLD_MILL], users["improvement_officer"])
    with pytest.raises(ValidationError) as caught:
        add_action(row, **{name: None if name == "due" else ""})
    assert name in caught.value.message_dict
    with pytest.raises(ValidationError, match="on or after the day of the visit"):
        add_action(row, due=date(2026, 11, 15))
    assert add_action(row, due=date(2026, 11, 16)).pk


def test_the_head_reports_and_the_officer_checks(
    action: VisitAction, client_for: Callable[[str], Client]
) -> None:
    head, officer = client_for("headteacher"), client_for("improvement_officer")
    address = f"{BASE}visits/actions/{action.pk}/"
    empty = {"version": "1", "result": "not_done", "result_text": " "}
    assert "why was it not done" in text(head.post(f"{address}result/", empty))
    report_values = {"version": "1", "result": "done", "result_text": "All ten forms read."}
    assert "was kept" in text(head.post(f"{address}result/", report_values, follow=True))
    assert head.get(f"{address}check/").status_code == 403
    check_values = {"version": "2", "check_text": "Seen in two forms."}
    page = text(officer.post(f"{address}check/", check_values, follow=True))
    assert "Done and checked" in page
    assert "Checked on 23 November 2026: Seen in two forms." in page
    again = report_values | {"version": "3", "result_text": "Other."}
    assert "An officer has checked it" in text(head.post(f"{address}result/", again))


def test_nobody_checks_what_they_reported(action: VisitAction, users: dict[str, User]) -> None:
    officer = users["improvement_officer"]
    with pytest.raises(ValidationError, match="Nothing was reported"):
        check_result(actor=officer, action=action, text="x", expected_version=1)
    row = report_result(
        actor=officer, action=action, result="not_done", text="No time.", expected_version=1
    )
    assert row.status == "Not done"
    with pytest.raises(ValidationError, match="Somebody else checks it"):
        check_result(actor=officer, action=row, text="x", expected_version=2)


def test_the_next_visit_opens_with_what_is_open(
    action: VisitAction, schools: dict[str, School], users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:  # fmt: skip
    officer = client_for("improvement_officer")
    page = text(officer.get(f"{BASE}{OLD_MILL}/visits/add/"))
    assert "Open since earlier visits" in page
    assert "Read aloud each day." in page
    later = drafted(schools[OLD_MILL], users["improvement_officer"], visited_on=date(2026, 11, 20))
    assert "Read aloud each day." in text(officer.get(f"{BASE}visits/{later.pk}/"))
    report_result(
        actor=users["headteacher"], action=action, result="done", text="Yes.", expected_version=1
    )
    assert "Read aloud each day." not in text(officer.get(f"{BASE}{OLD_MILL}/visits/add/"))
    # It was open on the day of that visit, so its record still shows it, with what came of it.
    assert "What changed: Yes." in text(officer.get(f"{BASE}visits/{later.pk}/"))


def test_late_is_the_day_after(action: VisitAction) -> None:
    assert not action.is_late(date(2026, 12, 18))
    assert action.is_late(date(2026, 12, 19))
    action.result = "done"
    assert not action.is_late(date(2027, 1, 1))


def test_tasks_of_head_owner_and_officer(
    area: Area, action: VisitAction, users: dict[str, User], clock: Any
) -> None:
    def words(role: str) -> list[str]:
        user = User.objects.get(pk=users[role].pk)
        return [task.words for task in tasks(user, area, clock.moment)]

    report = "Report what became of: Read aloud each day."
    assert report in words("headteacher")
    assert report not in words("governor")
    VisitAction.objects.update(assignee=users["governor"])
    assert report in words("governor")
    assert report not in words("headteacher")
    clock.forward(days=26)
    late = [task for task in tasks(users["governor"], area, clock.moment) if task.words == report]
    assert [task.late for task in late] == [True]
    report_result(
        actor=users["governor"], action=action, result="done", text="Yes.",
        expected_version=action.version,
    )  # fmt: skip
    assert "Check what became of: Read aloud each day." in words("improvement_officer")
    assert report not in words("governor")


def test_what_became_late_is_in_the_weekly_digest(
    area: Area, action: VisitAction, users: dict[str, User], moment: Any
) -> None:
    week = timedelta(days=7)
    on_the_day, after = moment + timedelta(days=25), moment + timedelta(days=26)
    for role in ("headteacher", "improvement_officer"):
        assert news(users[role], area, on_the_day - week, on_the_day) == []
        lines = news(users[role], area, after - week, after)
        assert "Read aloud each day., was due 18 December 2026" in " ".join(lines), role
    assert news(users["governor"], area, after - week, after) == []
    assert news(users["headteacher"], area, after + week, after + week) == []


def test_an_action_is_taken_out_of_a_draft_and_of_nothing_else(
    schools: dict[str, School], users: dict[str, User]
) -> None:
    officer = users["improvement_officer"]
    row = add_action(drafted(schools[OLD_MILL], officer))
    withdraw_action(actor=officer, action=row, reason="Twice.", expected_version=1)
    action = send_draft(schools[OLD_MILL], officer).actions.get()  # type: ignore[attr-defined]
    with pytest.raises(ValidationError, match="Others have read it"):
        withdraw_action(actor=officer, action=action, reason="Twice.", expected_version=1)
