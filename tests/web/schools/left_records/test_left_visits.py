"""Records of visits that whoever left did not finish: drafts, and those on which a head replied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from school_rows import OLD_MILL
from visit_rows import approved, drafted, replied, send_draft

from stocktake_web.accounts.models import Membership, Role, School, User
from stocktake_web.audit.models import Event
from stocktake_web.schools.left_records.actions import take_over
from stocktake_web.schools.visits.models import Visit

pytestmark = pytest.mark.django_db
DESK = "/example-borough/dashboard/"
VISITS = f"{DESK}schools/visits/"
TASK = "Take over the record of a visit of 16 November 2026 to Old Mill School"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def leave(user: User) -> None:
    Membership.objects.filter(user=user).update(ends=date(2026, 11, 22))


def test_a_draft_is_taken_over_and_goes_on(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    row = drafted(schools[OLD_MILL], users["improvement_officer"])
    address = f"{VISITS}{row.pk}/"
    client = client_for("head_of_service")
    assert client.get(address).status_code == 403
    # The permission is the role's; the record refuses.
    client.post(f"{address}take-over/", {"version": row.version})
    assert Visit.objects.get().owner_user == users["improvement_officer"]
    assert TASK not in text(client.get(DESK))
    leave(users["improvement_officer"])
    client = client_for("head_of_service")
    assert TASK in text(client.get(DESK))
    page = text(client.get(address))
    assert ">Take over</a>" in page.replace(" <", "<").replace("> ", ">")
    assert "Only you see it." not in page
    page = text(client.post(f"{address}take-over/", {"version": row.version}, follow=True))
    assert "It is yours to finish." in page
    assert "Only you see it." in page
    assert Event.objects.get(verb="take over").actor_id == users["head_of_service"].pk
    assert TASK not in text(client.get(DESK))


def test_a_record_with_points_of_the_head_is_not_stuck(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    writer = users["improvement_officer"]
    row = replied(send_draft(schools[OLD_MILL], writer), users["headteacher"], purpose="No.")
    leave(writer)
    client = client_for("head_of_service")
    assert TASK in text(client.get(DESK))
    client.post(f"{VISITS}{row.pk}/take-over/", {"version": row.version})
    row.refresh_from_db()
    assert row.owner_user == users["head_of_service"]
    assert "Answer the head’s 1 point" in text(client.get(DESK))


def test_nobody_else_takes_it_and_what_is_locked_stays(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    head_of_service = users["head_of_service"]
    approved_visit = approved(
        schools[OLD_MILL], users["improvement_officer"], users["headteacher"], head_of_service
    )
    row = drafted(schools[OLD_MILL], users["improvement_officer"])
    leave(users["improvement_officer"])
    for role in ("analyst", "headteacher", "governor", "trust_leader"):
        client = client_for(role)
        assert client.get(f"{VISITS}{row.pk}/").status_code == 403, role
        assert client.post(f"{VISITS}{row.pk}/take-over/", {"version": 1}).status_code == 403, role
    with pytest.raises(ValidationError, match="nothing is left to take over"):
        take_over(
            actor=head_of_service, record=approved_visit, expected_version=approved_visit.version
        )


def test_who_became_an_analyst_can_not_finish_it_either(
    schools: dict[str, School], users: dict[str, User]
) -> None:
    row = drafted(schools[OLD_MILL], users["improvement_officer"])
    roles = Membership.objects.filter(user=users["improvement_officer"])
    roles.update(role=Role.ANALYST)
    result = take_over(actor=users["head_of_service"], record=row, expected_version=row.version)
    assert result.owner_user == users["head_of_service"]
