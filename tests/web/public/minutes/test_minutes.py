"""Decisions in public: what boards published, and nothing of what they recalled."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.bodies.models import Body
from stocktake_web.boards.meetings import actions as meetings
from stocktake_web.boards.models import Meeting
from stocktake_web.boards.models import Publication as PublishedMinutes
from stocktake_web.boards.publications.redaction import (
    PublicAction,
    PublicDecision,
    PublicItem,
    RedactedMinutes,
)
from stocktake_web.public.site.copy import copy_of
from stocktake_web.records.change import change

pytestmark = pytest.mark.django_db


def words(client: Client, path: str, status: int = 200) -> str:
    page = client.get(path)
    assert page.status_code == status
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


@pytest.fixture
def minutes(area: Area, users: dict[str, User]) -> PublishedMinutes:
    """Redacted minutes with one decision and one action, as the secretary published them."""
    body = change(
        Body(area=area),
        actor=users["secretary"],
        values={"key": "board", "name": "Example Board", "quorum_count": 1},
    )
    meeting: Meeting = meetings.plan_meeting(
        actor=users["secretary"],
        body=body,
        values={"meeting_date": date(2026, 11, 9), "place": "Hall"},
        is_past_meant=True,
    )
    item = PublicItem(
        number=2,
        title="Reading in year 6",
        words="The hubs were discussed.",
        decisions=(PublicDecision(7, "The hubs go on.", "Reading rose."),),
        actions=(PublicAction("Write to every school.", "Delivery lead", "2026-12-07"),),
    )
    redacted = RedactedMinutes(
        "Example Board", "2026-11-09", "Hall", True, "Present: five.", (item,), 1
    )
    published = PublishedMinutes(
        area=area,
        meeting=meeting,
        content=redacted.to_json(),
        sha256=redacted.sha256,
        by=users["secretary"],
        at=datetime(2026, 11, 16, 9, tzinfo=UTC),
    )
    published.save()
    return published


def test_decisions_lead_to_the_minutes_that_hold_them(
    minutes: PublishedMinutes, client: Client
) -> None:
    text = words(client, "/example-borough/decisions/")
    assert "Example Board, 9 November 2026 Reading in year 6 The hubs go on." in text
    text = words(client, f"/example-borough/decisions/{minutes.meeting_id}/")
    assert "Published on 16 November 2026" in text
    assert "Delivery lead, by 7 December 2026" in text
    assert "1 item is not published" in text


def test_recalled_minutes_are_a_notice_on_the_server_and_in_a_copy(
    area: Area, minutes: PublishedMinutes, client: Client
) -> None:
    page = f"decisions/{minutes.meeting_id}/"
    assert b"The hubs go on." in copy_of(area).files["decisions/index.html"]
    minutes.recalled_at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    minutes.recall_reason = "An item was not for the public."
    minutes.save()
    text = words(client, f"/example-borough/{page}", status=410)
    assert "withdrawn on 20 November 2026. Why: An item was not for the public." in text
    assert "hubs" not in words(client, "/example-borough/decisions/")
    files = copy_of(area).files
    assert b"An item was not for the public." in files[f"{page}index.html"]
    assert not any(b"hubs" in body for path, body in files.items() if path.endswith(".html"))


def test_minutes_of_another_place_are_not_found(
    other_area: Area, minutes: PublishedMinutes, client: Client
) -> None:
    assert client.get(f"/other-town/decisions/{minutes.meeting_id}/").status_code == 404
    assert "No minutes are published yet" in words(client, "/other-town/decisions/")
