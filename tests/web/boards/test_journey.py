"""A secretary prepares, holds and closes a meeting, and publishes redacted minutes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stocktake_web.accounts.models import Area
from stocktake_web.boards.minutes import queries as minutes_queries
from stocktake_web.boards.models import Action, AgendaItem, Body, Decision, Meeting, Seat
from stocktake_web.boards.publications import queries as publication_queries

pytestmark = pytest.mark.django_db

BOARDS = "/example-borough/dashboard/boards/"


def text_of(response: object) -> str:
    """A page's words, without its marks."""
    html = response.content.decode()  # type: ignore[attr-defined]
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def post(client: Client, path: str, **values: object) -> str:
    """Send a form, expect to be led on, and read where that leads."""
    page = client.post(BOARDS + path, values, follow=True)
    assert page.redirect_chain, text_of(page)
    return text_of(page)


def day(name: str, value: date) -> dict[str, int]:
    """The three boxes of a date."""
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


@pytest.mark.slow
def test_from_an_empty_agenda_to_published_minutes(
    area: Area,
    body: Body,
    seats: dict[str, Seat],
    client_for: Callable[[str], Client],
) -> None:
    secretary = client_for("secretary")
    post(
        secretary,
        f"bodies/{body.key}/meetings/plan/",
        **day("meeting_date", date(2026, 11, 23)),
        starts_at="14:00",
        place="Example Hall",
    )
    meeting = Meeting.objects.get()
    meeting_path = f"meetings/{meeting.pk}/"

    post(
        secretary,
        f"{meeting_path}items/add/",
        title="Reading in year 6",
        kind="decision",
        description="Shall the hubs go on?",
        openness="open",
    )
    answer_page = post(
        secretary,
        f"{meeting_path}items/add/",
        title="A school's attendance",
        kind="report",
        openness="restricted",
    )
    assert "Reading in year 6 Open" in answer_page
    assert "attendance Restricted" in answer_page
    reading = AgendaItem.objects.get(title="Reading in year 6")
    attendance = AgendaItem.objects.get(title="A school's attendance")
    post(
        secretary,
        f"items/{reading.pk}/papers/add/",
        title="Hubs so far",
        openness="open",
        file=SimpleUploadedFile("hubs.pdf", b"%PDF-1.7 hubs"),
    )

    post(secretary, f"{meeting_path}open/", version=meeting.version)
    meeting.refresh_from_db()
    marks = {f"presence-{seat.pk}": "present" for seat in seats.values()}
    marks[f"presence-{seats['councillor'].pk}"] = "apologies"
    marks[f"consent-{seats['councillor'].pk}"] = "yes"
    answer_page = post(secretary, f"{meeting_path}attendance/", version=meeting.version, **marks)
    assert "2 of 3 voting members present, 2 needed: quorate." in answer_page

    reading.refresh_from_db()
    post(
        secretary,
        f"items/{reading.pk}/note/",
        version=reading.version,
        note="Example Board member presented. Ms Member agreed with Dr Unknown.",
    )
    post(
        secretary,
        f"items/{reading.pk}/decisions/add/",
        text="The hubs go on.",
        reason="Reading rose.",
        openness="open",
    )
    visit = {"text": "Visit the school.", "reason": "Absence is high."}
    conflict = secretary.post(
        f"{BOARDS}items/{attendance.pk}/decisions/add/", visit | {"openness": "open"}
    )
    assert (
        "The item is restricted, so an open decision would not be published. "
        "Choose Restricted, or make the item open first"
    ) in text_of(conflict)
    post(secretary, f"items/{attendance.pk}/decisions/add/", **visit, openness="restricted")
    post(
        secretary,
        f"items/{reading.pk}/actions/add/",
        text="Write to every school.",
        owner_role="Delivery lead",
        openness="open",
        **day("due", date(2026, 12, 7)),
    )
    answer_page = post(secretary, f"{meeting_path}close/", version=Meeting.objects.get().version)
    assert "Draft minutes of 23 November 2026" in answer_page
    assert "Example Councillor (Cabinet member), consent given" in answer_page

    page = secretary.get(f"{BOARDS}{meeting_path}publish/")
    preview = text_of(page)
    assert "Dr Unknown" in preview, "what looks like a name is pointed out"
    for line in (
        "Paper: Hubs so far",
        "4. Item: A school&#39;s attendance Restricted because the item is restricted",
        "4. Decision: Visit the school. Restricted because the item is restricted",
    ):
        assert line in preview
    digest = re.search(r'name="sha256" value="(\w+)"', page.content.decode())
    assert digest
    post(secretary, f"{meeting_path}publish/", sha256=digest[1])

    published = text_of(secretary.get(f"{BOARDS}{meeting_path}published/"))
    assert "Decision: The hubs go on. Because: Reading rose." in published
    assert "Delivery lead, by 7 December 2026" in published
    assert "Member for primary schools presented. Member for primary schools agreed" in published
    for secret in (
        "Visit the school",
        "attendance Restricted",
        "Example Councillor",
        "Example Board Member",
    ):
        assert secret not in published
    assert [decision.text for decision in publication_queries.published_decisions(area)] == [
        "The hubs go on."
    ]
    assert Decision.objects.count() == 2

    # The action stands on the next agenda by itself, and the minutes wait there.
    answer_page = post(
        secretary, f"bodies/{body.key}/meetings/plan/", **day("meeting_date", date(2026, 12, 14))
    )
    assert "1 action carried forward" in answer_page
    assert "Write to every school." in answer_page
    assert "1 set of minutes waits for approval" in answer_page
    action = Action.objects.get()
    post(
        client_for("delivery_lead"),
        f"actions/{action.pk}/update/",
        version=action.version,
        text="All were written to.",
        state="done",
    )
    later = Meeting.objects.get(meeting_date=date(2026, 12, 14))
    assert "0 actions carried forward" in text_of(secretary.get(f"{BOARDS}meetings/{later.pk}/"))

    # Approved in the next meeting, the minutes are locked; an addition stands below them.
    post(
        secretary,
        f"meetings/{later.pk}/open/",
        version=later.version,
        reason="Half the board is away in December.",
    )
    minutes = minutes_queries.find_minutes(area, Meeting.objects.get(pk=meeting.pk))
    assert minutes
    answer_page = post(secretary, f"{meeting_path}minutes/approve/", version=minutes.version)
    assert "Approved in the meeting of 14 December 2026, and locked." in answer_page
    answer = secretary.post(
        f"{BOARDS}{meeting_path}minutes/edit/",
        {"opening": "Other words", "version": minutes.version + 1},
    )
    assert answer.status_code == 400
    assert "the meeting must be closed, minutes in draft" in text_of(answer)
    answer_page = post(
        secretary, f"{meeting_path}minutes/add/", text="The date was wrong.", openness="open"
    )
    assert "The date was wrong." in answer_page
