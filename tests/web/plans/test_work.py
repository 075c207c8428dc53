"""Activities are worked on: updates are added, owners named, late ones seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import AppendOnlyError, Event
from stocktake_web.conflicts import Conflict
from stocktake_web.plans import actions, queries
from stocktake_web.plans.models import PlanRevision, Update

pytestmark = pytest.mark.django_db
PLAN = "/example-borough/desk/plan"


def test_an_activity_whose_day_has_passed_is_late_until_it_is_done(
    area: Area, users: dict[str, User], revision: PlanRevision, now: datetime
) -> None:
    assert [(each.id, each.status.days_late) for each in queries.late_activities(area, now)] == [
        ("team", 24)
    ]
    actions.add_update(
        area=area,
        actor=users["delivery_lead"],
        activity_id="team",
        words="All three have begun.",
        kind="action",
        progress_percent=100,
    )
    assert queries.late_activities(area, now) == ()
    event = Event.objects.get(verb="update")
    assert (event.object_type, event.object_id) == ("plans.activity", "team")


def test_an_update_is_never_changed_or_removed(
    area: Area, users: dict[str, User], revision: PlanRevision
) -> None:
    update = actions.add_update(
        area=area, actor=users["secretary"], activity_id="team", words="One.", kind="action"
    )
    update.words = "Two."
    with pytest.raises(AppendOnlyError):
        update.save()
    with pytest.raises(AppendOnlyError):
        update.delete()
    with pytest.raises(AppendOnlyError):
        Update.objects.filter(pk=update.pk).update(words="Two.")
    assert Update.objects.get(pk=update.pk).words == "One."


def test_two_people_name_an_owner_at_once_and_the_second_is_told(
    area: Area, users: dict[str, User], revision: PlanRevision
) -> None:
    lead = users["delivery_lead"]
    given = {"area": area, "actor": lead, "activity_id": "visits", "owner_user": None}
    actions.assign_owner(**given, owner_role="Attendance lead", expected_version=0)
    with pytest.raises(Conflict) as told:
        actions.assign_owner(**given, owner_role="Somebody else", expected_version=0)
    assert told.value.differences[-1].theirs == "Attendance lead"
    assert queries.activity(area, "visits").owner == "Attendance lead"


def test_action_and_impact_are_kept_apart(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    client = client_for("delivery_lead")
    for kind, words in (("action", "Coaches trained."), ("impact", "Reading ages rose.")):
        answer = client.post(f"{PLAN}/activities/reading/update/", {"words": words, "kind": kind})
        assert answer.status_code == 302
    page = client.get(f"{PLAN}/activities/reading/").content.decode()
    action, impact = page.index("Evidence of action"), page.index("Evidence of impact")
    assert action < page.index("Coaches trained.") < impact < page.index("Reading ages rose.")


def test_a_form_says_what_is_wrong_and_keeps_what_was_written(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    sent = {
        "words": "Half of them.",
        "progress_percent": "150",
        "told_of_day": "1",
        "told_of_month": "1",
        "told_of_year": "2030",
    }
    page = client_for("delivery_lead").post(f"{PLAN}/activities/team/update/", sent)
    text = page.content.decode()
    assert "There is a problem" in text
    assert "Select what is this evidence of?" in text
    assert "The day must be today or in the past" in text
    assert "Half of them." in text
    assert Update.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
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
    told: str,
) -> None:
    sent = {"words": "See.", "kind": "action", "file": SimpleUploadedFile(name, content)}
    page = client_for("delivery_lead").post(f"{PLAN}/activities/team/update/", sent)
    assert told in page.content.decode()
    assert Update.objects.count() == 0


def test_what_an_activity_waits_on_shows_its_delay(
    area: Area, users: dict[str, User], revision: PlanRevision, now: datetime
) -> None:
    wait = actions.add_wait(
        area=area,
        actor=users["secretary"],
        activity_id="team",
        words="Money from the board",
        body_id="example-board",
        since=date(2026, 9, 1),
        needed_by=date(2026, 11, 3),
    )
    (waiting,) = queries.waiting(area, now)
    assert (waiting.body_id, waiting.delay_days) == ("example-board", 20)
    actions.settle_wait(
        area=area,
        actor=users["secretary"],
        wait=wait,
        settled_on=now.date(),
        expected_version=1,
    )
    assert queries.waiting(area, now) == ()


def test_an_owner_who_is_no_part_of_the_board_sees_the_own_activity_alone(
    area: Area,
    users: dict[str, User],
    revision: PlanRevision,
    client_for: Callable[[str], Client],
) -> None:
    actions.assign_owner(
        area=area,
        actor=users["delivery_lead"],
        activity_id="reading",
        owner_user=users["provider"],
        owner_role="",
        expected_version=0,
    )
    client = client_for("provider")
    assert client.get(f"{PLAN}/activities/reading/update/").status_code == 200
    assert client.get(f"{PLAN}/activities/team/").status_code == 403
    assert client.get(f"{PLAN}/").status_code == 403


def test_another_place_has_its_own_plan(
    area: Area, other_area: Area, revision: PlanRevision, now: datetime
) -> None:
    with pytest.raises(queries.NoPlan):
        queries.activities(other_area, now)
