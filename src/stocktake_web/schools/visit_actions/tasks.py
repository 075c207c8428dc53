"""Actions of visits that wait for who does them, and results that wait to be checked."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from stocktake_web import services
from stocktake_web.accounts.dashboard.tasks import Task
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.formats import shorten
from stocktake_web.schools.visit_actions.models import ActionResult, VisitAction
from stocktake_web.schools.visit_actions.queries import actions, running_actions
from stocktake_web.schools.visits.models import VisitState

LONGEST = 100


def action_tasks(user: User, area: Area, schools: list[School]) -> Iterator[Task]:
    """For who does an action, to report; for who led the visit, to check."""
    today = services.today()
    for row in actions_of(user, area, schools):
        if has_permission(user, area, "schools.report_action", row):
            yield Task(
                f"Report what became of: {shorten(row.text, LONGEST)}",
                _address("action-result", row),
                row.school.name,
                row.due,
                row.is_late(today),
            )
    if has_permission(user, area, "schools.check_action"):
        for row in _unchecked(user, area):
            yield Task(
                f"Check what became of: {shorten(row.text, LONGEST)}",
                _address("check-action", row),
                row.school.name,
            )


def actions_of(user: User, area: Area, schools: list[School]) -> list[VisitAction]:
    """The open actions that a person does, or that are the head's for want of an account."""
    heads = [row for row in schools if has_permission(user, area, "schools.reply_to_visit", row)]
    condition = Q(assignee=user)
    if heads:
        condition |= Q(assignee=None) & rows_about(heads)
    return list(running_actions(area).filter(condition))


def led_actions(user: User, area: Area) -> list[VisitAction]:
    """The open actions of visits that a person led."""
    return list(running_actions(area).filter(visit__owner_user=user).exclude(assignee=user))


def _unchecked(user: User, area: Area) -> list[VisitAction]:
    rows = actions(area).filter(
        result__in=(ActionResult.COMPLETE, ActionResult.NOT_DONE),
        checked_at=None,
        visit__owner_user=user,
        visit__state=VisitState.APPROVED,
    )
    return list(rows.exclude(reported_by=user))


def _address(name: str, row: VisitAction) -> str:
    return reverse(f"schools:{name}", kwargs={"area": row.area.slug, "pk": row.pk})
