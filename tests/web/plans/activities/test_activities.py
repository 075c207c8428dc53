"""Activities are worked on: updates are added, owners named, late ones seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import AppendOnlyError, Event
from stocktake_web.plans.activities.actions import add_update
from stocktake_web.plans.activities.queries import activities, activity, late_activities
from stocktake_web.plans.models import ActivityState, PlanRevision, Update
from stocktake_web.plans.revisions.queries import NoPlan
from stocktake_web.records.change import change

pytestmark = pytest.mark.django_db
PLAN = "/example-borough/dashboard/plan"


def test_an_activity_whose_day_has_passed_is_late_until_it_is_done(
    area: Area, users: dict[str, User], revision: PlanRevision, moment: datetime
) -> None:
    assert [(work.id, work.status.days_late) for work in late_activities(area, moment)] == [
        ("team", 24)
    ]
    add_update(
        area=area,
        actor=users["delivery_lead"],
        activity_id="team",
        text="All three have begun.",
        kind="action",
        progress_percent=100,
    )
    assert late_activities(area, moment) == ()
    event = Event.objects.get(verb="update")
    assert (event.object_type, event.object_id) == ("plans.activity", "team")


def test_an_update_is_never_changed_or_removed(
    area: Area, users: dict[str, User], revision: PlanRevision
) -> None:
    update = add_update(
        area=area, actor=users["secretary"], activity_id="team", text="One.", kind="action"
    )
    update.text = "Two."
    with pytest.raises(AppendOnlyError):
        update.save()
    with pytest.raises(AppendOnlyError):
        update.delete()
    with pytest.raises(AppendOnlyError):
        Update.objects.filter(pk=update.pk).update(text="Two.")
    assert Update.objects.get(pk=update.pk).text == "One."


def test_of_two_people_who_name_an_owner_at_once_the_second_is_warned(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    client = client_for("delivery_lead")
    address = f"{PLAN}/activities/visits/owner/"
    form = {"owner_role": "Attendance lead", "version": "0"}
    assert client.post(address, form).status_code == 302
    late = client.post(address, form | {"owner_role": "Somebody else"})
    assert late.status_code == 409
    assert "Attendance lead" in late.content.decode()
    assert activity(area, "visits").owner == "Attendance lead"
    event = Event.objects.get(verb="assign")
    assert (event.object_type, event.object_id) == ("plans.activity", "visits")


def test_action_and_impact_are_kept_apart(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    client = client_for("delivery_lead")
    for kind, text in (("action", "Coaches trained."), ("impact", "Reading ages rose.")):
        answer = client.post(f"{PLAN}/activities/reading/update/", {"text": text, "kind": kind})
        assert answer.status_code == 302
    page = client.get(f"{PLAN}/activities/reading/").content.decode()
    action, impact = page.index("Evidence of action"), page.index("Evidence of impact")
    assert action < page.index("Coaches trained.") < impact < page.index("Reading ages rose.")


def test_a_form_says_what_is_wrong_and_keeps_what_was_written(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    form = {
        "text": "Half of them.",
        "progress_percent": "150",
        "effective_date_day": "1",
        "effective_date_month": "1",
        "effective_date_year": "2030",
    }
    page = client_for("delivery_lead").post(f"{PLAN}/activities/team/update/", form)
    text = page.content.decode()
    assert "There is a problem" in text
    assert "Select what is this evidence of?" in text
    assert "The day must be today or in the past" in text
    assert "Half of them." in text
    assert Update.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("tool.exe", b"MZ", "The file must be one of these kinds"),
        ("minutes.pdf", b"MZ\0\0", "The file is named .pdf but holds something else"),
        ("figures.csv", b"a\0b", "The file is named .csv but holds something else"),
        ("minutes.pdf", b"%PDF-" + b"0" * 2_000_001, "The file must be smaller than 2 MB"),
    ],
)
def test_a_file_of_the_wrong_kind_or_size_is_refused(
    client_for: Callable[[str], Client],
    revision: PlanRevision,
    name: str,
    content: bytes,
    message: str,
) -> None:
    form = {"text": "See.", "kind": "action", "file": SimpleUploadedFile(name, content)}
    page = client_for("delivery_lead").post(f"{PLAN}/activities/team/update/", form)
    assert message in page.content.decode()
    assert Update.objects.count() == 0


def test_an_owner_who_is_no_part_of_the_board_sees_the_own_activity_alone(
    area: Area,
    users: dict[str, User],
    revision: PlanRevision,
    client_for: Callable[[str], Client],
) -> None:
    state = ActivityState(area=area, activity_id="reading")
    change(state, actor=users["delivery_lead"], values={"owner_user": users["provider"]})
    client = client_for("provider")
    assert client.get(f"{PLAN}/activities/reading/update/").status_code == 200
    assert client.get(f"{PLAN}/activities/team/").status_code == 403
    assert client.get(f"{PLAN}/").status_code == 403


def test_another_place_has_its_own_plan(
    area: Area, other_area: Area, revision: PlanRevision, moment: datetime
) -> None:
    with pytest.raises(NoPlan):
        activities(other_area, moment)
