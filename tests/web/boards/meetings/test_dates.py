"""Days of boards: what is done before its day needs a reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from stocktake.standards import UsageError
from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.agenda import actions as agenda
from stocktake_web.boards.agreed_actions import actions as agreed_actions
from stocktake_web.boards.decisions import actions as decisions
from stocktake_web.boards.decisions.actions import public_text
from stocktake_web.boards.meetings import actions as meetings
from stocktake_web.boards.minutes.queries import find_minutes, record_of
from stocktake_web.boards.models import Action, Body, Meeting, Publication, Seat
from stocktake_web.boards.publications import actions as publications
from stocktake_web.records.change import change

pytestmark = pytest.mark.django_db

BOARDS = "/example-borough/dashboard/boards/"
LATER = date(2026, 12, 14)
REASON = "Half of the members are away in December."


@pytest.fixture
def later(body: Body, seats: dict[str, Seat], users: dict[str, User]) -> Meeting:
    """A meeting whose day is still to come."""
    return meetings.plan_meeting(
        actor=users["secretary"], body=body, values={"meeting_date": LATER}
    )


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def boxes(name: str, value: date) -> dict[str, int]:
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def test_a_meeting_is_opened_and_closed_before_its_day_only_with_a_reason(
    area: Area,
    users: dict[str, User],
    seats: dict[str, Seat],
    later: Meeting,
    client_for: Callable[[str], Client],
    begin: Callable[..., Meeting],
) -> None:
    actor, secretary = users["secretary"], client_for("secretary")
    for reason in ("", "  "):
        with pytest.raises(UsageError, match="To open it before its day, 14 December 2026, say"):
            meetings.open_meeting(actor=actor, meeting=later, expected_version=1, reason=reason)
    address = f"{BOARDS}meetings/{later.pk}/"
    assert f'href="{address}open/"' in secretary.get(address).content.decode()
    assert "today is 23 November 2026" in text_of(secretary.get(f"{address}open/"))
    page = secretary.post(f"{address}open/", {"version": 1})
    assert "Error: Enter why it is done before the day of the meeting" in text_of(page)
    later.refresh_from_db()
    assert later.state == "planned"

    secretary.post(f"{address}open/", {"version": 1, "reason": REASON})
    later.refresh_from_db()
    assert (later.state, later.early_opening_reason) == ("open", REASON)
    marks = {seat.pk: meetings.AttendanceMark("present") for seat in seats.values()}
    sitting = meetings.record_attendance(
        actor=actor, meeting=later, marks=marks, expected_version=2
    )
    with pytest.raises(UsageError, match="To close it before its day"):
        meetings.close_meeting(actor=actor, meeting=sitting, expected_version=3)
    page = secretary.post(
        f"{address}close/", {"version": 3, "reason": "All was said."}, follow=True
    )
    note, closing = (
        f"The meeting was {verb} on 23 November 2026, before its day, 14 December 2026. "
        f"Reason: {reason}"
        for verb, reason in (("opened", REASON), ("closed", "All was said."))
    )
    assert note in text_of(page)
    assert closing in text_of(page)
    assert note in text_of(secretary.get(address))
    history = text_of(
        secretary.get(f"/example-borough/dashboard/history/boards.meeting/{later.pk}/")
    )
    assert f"because “{REASON.rstrip('.')}”" in history
    assert "because “All was said”" in history

    # Nobody edits the note out of the minutes, and the published ones have it too.
    minutes = find_minutes(area, Meeting.objects.get(pk=later.pk))
    assert minutes
    assert "before its day" not in minutes.opening
    redacted = publications.redact_minutes(area, Meeting.objects.get(pk=later.pk))
    assert redacted.opening.startswith(note)


def test_minutes_are_published_before_the_day_only_with_a_reason(
    area: Area,
    users: dict[str, User],
    later: Meeting,
    client_for: Callable[[str], Client],
    begin: Callable[..., Meeting],
) -> None:
    actor, secretary = users["secretary"], client_for("secretary")
    sitting = begin(later, "chair", "board_member", reason=REASON)
    meetings.close_meeting(
        actor=actor, meeting=sitting, expected_version=sitting.version, reason=REASON
    )
    read = publications.redact_minutes(area, Meeting.objects.get(pk=sitting.pk)).sha256
    with pytest.raises(UsageError, match="To publish its minutes before its day"):
        publications.publish_minutes(actor=actor, meeting=sitting, read_sha256=read)
    address = f"{BOARDS}meetings/{later.pk}/"
    page = secretary.get(f"{address}publish/")
    digest = re.search(r'name="sha256" value="(\w+)"', page.content.decode())
    assert digest
    page = secretary.post(f"{address}publish/", {"sha256": digest[1]})
    assert "Enter why they are published before the day of the meeting" in text_of(page)
    assert not Publication.objects.exists()
    page = secretary.post(
        f"{address}publish/", {"sha256": digest[1], "reason": "Parents wait."}, follow=True
    )
    assert "before the day of the meeting. Reason: Parents wait." in text_of(page)
    publication = Publication.objects.get()
    history = secretary.get(
        f"/example-borough/dashboard/history/boards.publication/{publication.pk}/"
    )
    assert "because “Parents wait”" in text_of(history)


def test_on_its_day_no_reason_is_asked_for_and_none_is_recorded(
    area: Area,
    users: dict[str, User],
    seats: dict[str, Seat],
    later: Meeting,
    client_for: Callable[[str], Client],
    clock: Any,
) -> None:
    # A quarter past midnight in England, in winter.
    clock.moment = datetime(2026, 12, 14, 0, 15, tzinfo=UTC)
    sitting = meetings.open_meeting(
        actor=users["secretary"], meeting=later, expected_version=1, reason="Said all the same."
    )
    assert sitting.early_opening_reason == ""
    assert record_of(area, sitting).early_notes == ()
    page = client_for("secretary").get(f"{BOARDS}meetings/{later.pk}/close/")
    assert "before the day" not in text_of(page)


def test_a_day_that_has_passed_is_questioned_when_a_meeting_is_planned_or_moved(
    body: Body, users: dict[str, User], later: Meeting, client_for: Callable[[str], Client]
) -> None:
    secretary = client_for("secretary")
    version = {"version": 1, "quorum_count": 2, "quorum_percent": 0}
    for address, past_day in (
        (f"bodies/{body.key}/meetings/plan/", date(2026, 11, 3)),
        (f"meetings/{later.pk}/change/", date(2026, 11, 2)),
    ):
        values = boxes("meeting_date", past_day) | version
        assert "has passed" not in text_of(secretary.get(BOARDS + address))
        page = text_of(secretary.post(BOARDS + address, values))
        assert f"This day has passed: {past_day.day} November 2026." in page
        assert not Meeting.objects.filter(meeting_date=past_day).exists()
        secretary.post(BOARDS + address, values | {"is_past_meant": "on"})
        assert Meeting.objects.filter(meeting_date=past_day).count() == 1
    # What is there already is not asked about again.
    values |= {"version": 2, "place": "Town Hall"}
    assert secretary.post(f"{BOARDS}meetings/{later.pk}/change/", values).status_code == 302
    again = {"meeting_date": date(2026, 11, 1)}
    with pytest.raises(UsageError, match="This day has passed: 1 November 2026"):
        meetings.plan_meeting(actor=None, body=body, values=again)
    with pytest.raises(UsageError, match="This day has passed: 1 November 2026"):
        meetings.change_meeting(actor=None, meeting=later, values=again, expected_version=3)


def test_two_meetings_of_a_body_at_one_time_are_refused(
    body: Body, later: Meeting, client_for: Callable[[str], Client]
) -> None:
    values = {"meeting_date": LATER}
    with pytest.raises(ValidationError, match="has another meeting at this time"):
        meetings.plan_meeting(actor=None, body=body, values=values)
    page = client_for("secretary").post(
        f"{BOARDS}bodies/{body.key}/meetings/plan/", boxes("meeting_date", LATER)
    )
    assert "Example Board has another meeting at this time" in text_of(page)
    second = meetings.plan_meeting(actor=None, body=body, values=values | {"starts_at": time(14)})
    assert str(second) == "Example Board, 14 December 2026, 14:00"


def test_an_action_is_due_no_sooner_than_it_was_agreed(
    area: Area,
    users: dict[str, User],
    meeting: Meeting,
    begin: Callable[..., Meeting],
    client_for: Callable[[str], Client],
) -> None:
    item = agenda.add_item(actor=None, meeting=meeting, values={"title": "Coaches"})
    begin(meeting, "chair", "board_member")
    values = {"text": "Write.", "owner_role": "Head", "openness": "restricted"}
    refusal = "Due must be on or after 23 November 2026, when the action was agreed"
    with pytest.raises(ValidationError, match=refusal):
        agreed_actions.agree_action(
            actor=None, item=item, values=values | {"due": date(2026, 11, 22)}
        )
    secretary = client_for("secretary")
    address = f"{BOARDS}items/{item.pk}/actions/add/"
    page = secretary.post(address, values | boxes("due", date(2026, 11, 22)))
    assert refusal in text_of(page)
    page = secretary.post(address, values | boxes("due", date(2026, 11, 23)))
    assert page.status_code == 302
    action = Action.objects.get()
    with pytest.raises(ValidationError, match=refusal):
        change(action, actor=None, values={"due": date(2026, 1, 1)}, expected_version=1)
    # One that was recorded before there was this rule may still be changed in all else.
    Action.objects.update(due=date(2026, 1, 1))
    action.refresh_from_db()
    change(action, actor=None, values={"text": "Write soon."}, expected_version=1)


def test_what_is_agreed_and_decided_before_the_day_has_the_day_on_which_it_was(
    users: dict[str, User], later: Meeting, begin: Callable[..., Meeting]
) -> None:
    item = agenda.add_item(actor=None, meeting=later, values={"title": "Coaches"})
    begin(later, "chair", "board_member", reason=REASON)
    action = agreed_actions.agree_action(
        actor=None,
        item=item,
        values={"text": "Write.", "owner_role": "Head", "due": date(2026, 11, 24)},
    )
    assert action.due < LATER
    decision = decisions.decide(actor=None, item=item, values={"text": "Yes.", "reason": "So."})
    assert decision.decision_date == date(2026, 11, 23)
    assert "decided on it on 23 November 2026" in public_text(decision, "restricted")


def test_a_year_of_two_digits_is_no_year_of_the_first_century(
    body: Body, seats: dict[str, Seat], client_for: Callable[[str], Client]
) -> None:
    page = client_for("secretary").post(
        f"{BOARDS}bodies/{body.key}/meetings/plan/",
        {"meeting_date_day": 3, "meeting_date_month": 12, "meeting_date_year": 26},
    )
    assert "Date must include a year of 4 digits, such as 2026" in text_of(page)
    assert not Meeting.objects.exists()
