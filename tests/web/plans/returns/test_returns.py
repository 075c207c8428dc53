"""Local figures are asked for, come by form or file, and are missed where they do not come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stocktake_web import services
from stocktake_web.accounts.dashboard.tasks import tasks_of
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import Event
from stocktake_web.plans.models import LocalRequest, LocalReturn, PlanRevision
from stocktake_web.plans.returns.queries import local_requests, overdue_returns
from stocktake_web.plans.revisions import queries as revision_queries
from stocktake_web.plans.targets.queries import target
from stocktake_web.records.change import change

pytestmark = pytest.mark.django_db
RETURNS = "/example-borough/dashboard/plan/returns"
FORM = {
    "date_day": "20",
    "date_month": "11",
    "date_year": "2026",
    "value": "312",
    "source": "Case file",
}


@pytest.fixture(autouse=True)
def warehouse(tmp_path: Path, settings: Any) -> Path:
    settings.STOCKTAKE_WAREHOUSE = str(tmp_path / "warehouse")
    return tmp_path / "warehouse"


@pytest.fixture
def local_request(area: Area, users: dict[str, User], revision: PlanRevision) -> LocalRequest:
    return change(
        LocalRequest(area=area),
        actor=users["analyst"],
        verb="ask",
        values={
            "indicator_id": "visits-made",
            "period": "autumn term",
            "requested_from": "Head of attendance",
            "owner_user": users["provider"],
            "due": date(2026, 11, 13),
        },
    )


def test_what_was_not_returned_stays_visible(
    area: Area, local_request: LocalRequest, moment: datetime, client_for: Callable[[str], Client]
) -> None:
    (overdue,) = overdue_returns(area, moment)
    assert overdue.description == "not returned: 10 days overdue"
    assert "Not returned" in client_for("board_member").get(f"{RETURNS}/").content.decode()


def test_a_figure_given_by_form_becomes_a_release_for_the_board_only(
    area: Area, local_request: LocalRequest, moment: datetime, client_for: Callable[[str], Client]
) -> None:
    answer = client_for("provider").post(f"{RETURNS}/{local_request.pk}/", FORM)
    assert answer.status_code == 302, answer.content.decode()
    assert overdue_returns(area, moment) == ()
    local_return = LocalReturn.objects.get()
    assert local_return.release_id.startswith("local-example-borough/")
    assert local_return.by_role == "Head of attendance"
    (release,) = services.releases()
    assert release.source == "local-example-borough"
    view = target(area, "absence")
    assert view.leads
    page = client_for("adviser").get("/example-borough/dashboard/plan/targets/absence/")
    assert "312" in page.content.decode()


def test_the_template_comes_back_filled_in(
    local_request: LocalRequest, client_for: Callable[[str], Client]
) -> None:
    client = client_for("analyst")
    assert client.get(f"{RETURNS}/template.xlsx").content[:2] == b"PK"
    rows = (
        "indicator,date,place,value,source,returned_by,returned_on\n"
        "local:visits-made,2026-11-20,la-890,300,Case file,Head of attendance,2026-11-23\n"
    )
    file = SimpleUploadedFile("return.csv", rows.encode())
    assert client.post(f"{RETURNS}/file/", {"file": file}).status_code == 302
    assert LocalReturn.objects.get().indicator_ids == ["visits-made"]


def test_a_file_is_read_through_row_by_row_before_anything_is_kept(
    local_request: LocalRequest, client_for: Callable[[str], Client], warehouse: Path
) -> None:
    rows = (
        "indicator,date,place,value,source,returned_by,returned_on\n"
        "local:visits-made,2026-11-13,la-890,280,Case file,Head of attendance,2026-11-23\n"
        "local:visits-made,2026-11-20,la-890,300.5,Case file,Head of attendance,2026-11-23\n"
    )
    file = SimpleUploadedFile("return.csv", rows.encode())
    form = {"file": file, "only_read": "on"}
    page = client_for("analyst").post(f"{RETURNS}/file/", form).content.decode()
    assert "2 figures" in page
    for words in ("Visits made to absent pupils", "13 November 2026", "280", "300.5", "la-890"):
        assert words in page
    assert "Nothing of it was kept." in page
    assert not LocalReturn.objects.exists()
    assert not warehouse.exists()


def test_a_figure_in_the_future_is_refused(
    local_request: LocalRequest, client_for: Callable[[str], Client]
) -> None:
    page = client_for("provider").post(
        f"{RETURNS}/{local_request.pk}/", FORM | {"date_year": "2027"}
    )
    assert "The day must be today or in the past" in page.content.decode()


def test_a_reminder_names_the_place_and_the_figure(
    area: Area, local_request: LocalRequest, client_for: Callable[[str], Client]
) -> None:
    client_for("analyst").post(f"{RETURNS}/{local_request.pk}/remind/", {"version": "1"})
    (message,) = mail.outbox
    assert message.to == ["example.provider@example.org"]
    assert message.subject == "Stocktake: Example Borough asks for a figure"
    title = next(
        row.words for row in revision_queries.plan(area).local_indicator if row.id == "visits-made"
    )
    assert f"{title}, autumn term, Example Borough" in message.body
    assert "due 13 November 2026" in message.body
    assert f"{RETURNS}/{local_request.pk}/" in message.body


def test_a_reminder_that_cannot_be_mailed_is_recorded_and_shown_to_send_otherwise(
    local_request: LocalRequest, client_for: Callable[[str], Client], settings: Any
) -> None:
    settings.STOCKTAKE_SENDS_MAIL = False
    form = {"version": "1"}
    page = client_for("analyst").post(f"{RETURNS}/{local_request.pk}/remind/", form, follow=True)
    text = page.content.decode()
    assert "This installation sends no mail. Send this address yourself: http://testserver" in text
    assert f"{RETURNS}/{local_request.pk}/" in text
    local_request.refresh_from_db()
    assert local_request.reminded_at is not None


def test_only_whoever_was_asked_returns(
    local_request: LocalRequest, client_for: Callable[[str], Client]
) -> None:
    assert client_for("headteacher").post(f"{RETURNS}/{local_request.pk}/", FORM).status_code == 403


@pytest.mark.parametrize("path", ["", "ask/", "file/", "{pk}/", "{pk}/withdraw/"])
def test_every_page_opens(
    path: str, local_request: LocalRequest, client_for: Callable[[str], Client]
) -> None:
    answer = client_for("analyst").get(f"{RETURNS}/{path.format(pk=local_request.pk)}")
    assert answer.status_code == 200


def test_a_figure_is_asked_for_and_no_longer_through_its_pages(
    area: Area,
    users: dict[str, User],
    revision: PlanRevision,
    moment: datetime,
    client_for: Callable[[str], Client],
) -> None:
    client = client_for("analyst")
    form = {
        "indicator_id": "visits-made", "period": "autumn", "requested_from": "Heads",
        "owner_user": users["headteacher"].pk,
        "due_day": "1", "due_month": "12", "due_year": "2026",
    }  # fmt: skip
    assert client.post(f"{RETURNS}/ask/", form)["Location"] == f"{RETURNS}/"
    row = LocalRequest.objects.get()
    assert (row.area, row.requested_at, row.owner_user) == (area, moment, users["headteacher"])
    address = f"{RETURNS}/{row.pk}/withdraw/"
    assert client.post(address, {"reason": "Done.", "version": "1"}).status_code == 302
    assert local_requests(area, moment) == ()
    events = Event.objects.filter(object_type="plans.localrequest").order_by("pk")
    assert list(events.values_list("verb", flat=True)) == ["ask", "withdraw"]


def test_a_reminder_without_the_version_that_was_seen_is_not_sent(
    local_request: LocalRequest, client_for: Callable[[str], Client]
) -> None:
    page = client_for("analyst").post(f"{RETURNS}/{local_request.pk}/remind/", {}, follow=True)
    assert "Nobody was reminded." in page.content.decode()
    assert mail.outbox == []


def test_two_requests_for_one_period_are_told_apart_by_figure_and_place(
    area: Area,
    users: dict[str, User],
    local_request: LocalRequest,
    moment: datetime,
    client_for: Callable[[str], Client],
) -> None:
    titles = {row.id: row.words for row in revision_queries.plan(area).local_indicator}
    values = {
        "period": "autumn term",
        "requested_from": "Head of attendance",
        "owner_user": users["provider"],
        "due": date(2026, 11, 13),
    }
    for difference in (
        {"indicator_id": "visits-made", "school_urn": "999001"},
        {"indicator_id": "gone"},
    ):
        change(LocalRequest(area=area), actor=None, verb="ask", values=values | difference)
    words = {task.words for task in tasks_of(users["provider"], area, moment)}
    unnamed_figure = "A figure that the plan no longer names (gone), autumn term, Example Borough"
    figures = (
        f"{titles['visits-made']}, autumn term, Example Borough",
        f"{titles['visits-made']}, autumn term, school 999001",
        unnamed_figure,
    )
    assert {f"Return a figure: {figure}" for figure in figures} <= words
    page = client_for("analyst").get(f"{RETURNS}/").content.decode()
    for figure in figures:
        assert page.count(figure) >= 3, "as the row's head, and with each of its links and buttons"
    for role, address in (("provider", ""), ("analyst", "withdraw/")):
        page = client_for(role).get(f"{RETURNS}/{local_request.pk}/{address}").content.decode()
        title = page.partition("<title>")[2].partition("</title>")[0]
        assert figures[0] in title
