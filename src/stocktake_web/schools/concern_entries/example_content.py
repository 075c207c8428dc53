"""Entries of the demonstration in every state, all invented."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from stocktake_web import services
from stocktake_web.accounts.models import Area, Role, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.authored import authorship
from stocktake_web.schools.concern_entries.actions import (
    answer_entry,
    record_referral,
    share_entry,
    withdraw_entry,
)
from stocktake_web.schools.concern_entries.models import ConcernEntry, Stance

EVENTS = (
    ("attendance", "Absence above a fifth in year 10", "Weekly returns, eight weeks running."),
    ("governance", "No quorum at two governors’ meetings", "Minutes of both meetings."),
    ("finance", "The budget plan shows a deficit", "The budget plan handed in for the year."),
)


def add_concerns(area: Area, users: dict[str, User], schools: list[School]) -> None:
    """Three live events of the first school; of the second what lapsed, was withdrawn, referred."""
    if not schools:
        return
    officer, head = users[Role.IMPROVEMENT_OFFICER], users[Role.HEADTEACHER]
    first_entries = [
        _enter(officer, schools[0], 40 - 10 * number, source=source, event=event, evidence=evidence)
        for number, (source, event, evidence) in enumerate(EVENTS)
    ]
    first_entries.append(
        _enter(
            officer,
            schools[0],
            12,
            source="complaints",
            same_event=first_entries[1],
            event="A parent governor complains of meetings not held",
            evidence="The complaint.",
        )  # fmt: skip
    )
    for entry in first_entries[:3]:
        share_entry(actor=officer, entry=entry, expected_version=1)
    answer_entry(actor=head, entry=first_entries[0], stance=Stance.ACCEPTED, text="We act on it.")
    answer_entry(
        actor=head,
        entry=first_entries[1],
        stance=Stance.DISPUTED,
        text="The second meeting was held a week later, with a quorum.",
    )
    for school in schools[1:2]:
        _enter(officer, school, 1, source="sen", event="Two plans reviewed late", evidence="Dates.")
        _enter(officer, school, 400, source="results", event="Results fell", evidence="The tables.")
        wrong = _enter(
            officer, school, 30, source="inclusion", event="Suspensions rose", evidence="Returns."
        )
        withdraw_entry(
            actor=officer, entry=wrong, expected_version=1, reason="It was another school’s return."
        )
        record_referral(actor=officer, school=school, referred_on=services.today())


def _enter(officer: User, school: School, days_ago: int, **values: Any) -> ConcernEntry:
    """An entry made some days ago."""
    span = timedelta(days=days_ago)
    author = authorship(officer, school.area) | {"at": services.now() - span}
    entered_on = services.today() - span
    days: dict[str, Any] = {"entered_on": entered_on, "event_date": entered_on - timedelta(days=3)}
    return change(
        ConcernEntry(area=school.area, school=school),
        actor=officer,
        values={**values, **days, **author},
        verb="enter",
    )
