"""Of the demonstration: what was recorded of schools under numbers that they no longer have.

Which school was renumbered or merged is what the invented register says; the nightly command then
follows the numbers, as it does with real ones.
"""

from __future__ import annotations

from datetime import date, timedelta

from stocktake_web.accounts.models import Area, Role, School, SchoolType, User
from stocktake_web.records.change import change
from stocktake_web.schools.categories.actions import set_category
from stocktake_web.schools.pipeline.models import PlannedChange
from stocktake_web.schools.visits.models import Visit, VisitState

TRUST_ROLE = "Head of schools of the trust"


def add_earlier_records(area: Area, users: dict[str, User]) -> None:
    """A category and an old note under each earlier number; of the renumbered the hand-over too."""
    for school in School.objects.filter(area=area).exclude(closed_on=None).order_by("urn"):
        if school.type_group != SchoolType.MAINTAINED or school.closed_on is None:
            continue
        _set_last_category(users, school, school.closed_on - timedelta(days=150))
        _add_old_note(users, school, school.closed_on - timedelta(days=90))
        successor = _namesake(area, school)
        if successor:
            _hand_over(users, school, successor, school.closed_on)


def _namesake(area: Area, school: School) -> School | None:
    """The open school of the same name: a conversion keeps the name, a merger does not."""
    rows = School.objects.filter(area=area, name=school.name, closed_on=None)
    return rows.exclude(trust_uid="").first()


def _set_last_category(users: dict[str, User], school: School, day: date) -> None:
    set_category(
        actor=users[Role.IMPROVEMENT_OFFICER],
        by_role=Role.IMPROVEMENT_OFFICER.label,
        school=school,
        category="B",
        reason="Writing was weak in two year groups; leaders had begun to act.",
        effective_date=day,
    )


def _add_old_note(users: dict[str, User], school: School, day: date) -> None:
    values = {
        "kind": "visit",
        "visited_on": day,
        "officers": "Link adviser",
        "purpose": "Writing in years 3 and 4.",
        "judgement": "The new scheme is taught as planned; books show it in both classes.",
        "state": VisitState.OLD_NOTE,
    }
    row = Visit(area=school.area, school=school)
    change(row, actor=users[Role.IMPROVEMENT_OFFICER], values=values, verb="load")


def _hand_over(users: dict[str, User], school: School, successor: School, last_day: date) -> None:
    first_day = last_day + timedelta(days=1)
    values = {
        "kind": "conversion",
        "state": "completed",
        "planned_on": first_day,
        "completed_on": first_day,
        "other_party": successor.trust_name,
        "new_urn": successor.urn,
        "record_to": TRUST_ROLE,
        "record_due": first_day + timedelta(days=30),
        "record_handed_on": first_day + timedelta(days=21),
    }
    row = PlannedChange(area=school.area, school=school)
    change(row, actor=users[Role.IMPROVEMENT_OFFICER], values=values)
