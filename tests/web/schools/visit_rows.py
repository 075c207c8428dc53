"""Records of visits for tests, as far as a test needs them to have come."""

from __future__ import annotations

from datetime import date
from typing import Any

from stocktake_web.accounts.models import School, User
from stocktake_web.schools.accuracy.actions import reply_to_record
from stocktake_web.schools.visit_actions.actions import agree_action
from stocktake_web.schools.visit_actions.models import VisitAction
from stocktake_web.schools.visits.actions import approve_visit, record_visit, send_to_head
from stocktake_web.schools.visits.models import Visit

TEXTS = {
    "purpose": "Reading in year 7.",
    "evidence": "Six lessons and the books of twelve pupils.",
    "judgement": "Planted judgement.",
    "higher_attaining": "They are not stretched.",
    "disadvantaged": "They read less than others.",
}
DUE = date(2026, 12, 7)


def drafted(school: School, actor: User | None, **values: Any) -> Visit:
    """A draft of a visit on 16 November 2026."""
    row = Visit(area=school.area, school=school, owner_user=actor)
    values = TEXTS | {"kind": "visit", "visited_on": date(2026, 11, 16), "officers": "A"} | values
    return record_visit(actor=actor, visit=row, values=values)


def add_action(visit: Visit, **values: Any) -> VisitAction:
    """An action of a draft."""
    values = {
        "text": "Read aloud each day.",
        "owner_role": "Head of English",
        "due": date(2026, 12, 18),
        "success_measure": "Nine of ten forms read each day.",
    } | values
    return agree_action(actor=visit.owner_user, visit=visit, values=values)


def send_draft(school: School, actor: User, due: date = DUE, **values: Any) -> Visit:
    """A record that is with the head."""
    row = drafted(school, actor, **values)
    add_action(row)
    return send_to_head(actor=actor, visit=row, due=due, expected_version=row.version)


def replied(visit: Visit, head: User, **reasons: str) -> Visit:
    """The same with the head's reply; without reasons that it is accurate."""
    reply_to_record(
        actor=head, by_role="Headteacher", visit=visit, reasons=reasons,
        expected_version=visit.version,
    )  # fmt: skip
    return Visit.objects.select_related("area", "school").get(pk=visit.pk)


def approved(school: School, actor: User, head: User, approver: User, **values: Any) -> Visit:
    """A record that is locked."""
    row = replied(send_draft(school, actor, **values), head)
    return approve_visit(
        actor=approver, by_role="Head of service", visit=row, expected_version=row.version
    )
