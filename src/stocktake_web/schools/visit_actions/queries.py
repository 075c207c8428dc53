"""Reads actions that visits agreed."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from stocktake_web import services
from stocktake_web.accounts.memberships.queries import members, on_day
from stocktake_web.accounts.models import Area, Membership, Role, School, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.accounts.schools.numbers import record_urn, rows_about
from stocktake_web.accounts.schools.queries import trust_key
from stocktake_web.schools.visit_actions.models import ActionResult, VisitAction
from stocktake_web.schools.visits.models import FINAL_STATES, Visit, VisitState
from stocktake_web.schools.visits.queries import SEE, not_hidden

WITH = ("area", "school", "visit", "assignee")
REPORTERS = (Role.HEAD_OF_SERVICE, Role.IMPROVEMENT_OFFICER)
SCHOOL_PEOPLE = (Role.HEADTEACHER, Role.GOVERNOR, Role.CLERK, Role.TRUST_LEADER)


def actions(area: Area) -> QuerySet[VisitAction]:
    """Every action that was not withdrawn, the first that is due first."""
    rows = VisitAction.objects.filter(area=area).exclude(result=ActionResult.WITHDRAWN)
    return rows.exclude(visit__state="discarded").select_related(*WITH)


def action(area: Area, pk: int) -> VisitAction:
    """One action."""
    return VisitAction.objects.select_related(*WITH, "visit__school").get(area=area, pk=pk)


def open_actions(user: Person, school: School) -> list[VisitAction]:
    """The open actions of a school that a person may see."""
    rows = actions(school.area).filter(rows_about([school]), result=ActionResult.OPEN)
    rows = not_hidden(user, rows, "visit__")
    return [row for row in rows if has_permission(user, school.area, SEE, row)]


def earlier_actions(visit: Visit) -> list[VisitAction]:
    """The actions of earlier visits that were open on the day of a visit."""
    rows = actions(visit.area).filter(
        Q(result=ActionResult.OPEN) | Q(reported_at__date__gte=visit.visited_on),
        school=visit.school,
        visit__state__in=FINAL_STATES,
        visit__visited_on__lte=visit.visited_on,
    )
    return list(rows.exclude(visit=visit))


def running_actions(area: Area) -> QuerySet[VisitAction]:
    """The open actions of records that are approved or loaded: those that count as tasks."""
    return actions(area).filter(result=ActionResult.OPEN, visit__state__in=FINAL_STATES)


def late_action_counts(area: Area) -> dict[str, int]:
    """How many actions are open past their day, by the school's number of today; one query."""
    rows = running_actions(area).filter(due__lt=services.today()).order_by()
    counts = rows.values(urn=record_urn()).annotate(count=Count("pk"))
    return dict(counts.values_list("urn", "count"))


def agreed_actions(school: School) -> QuerySet[VisitAction]:
    """The open actions of a school's approved records, the first that is due first.

    Those of old notes are left out: no head has read them.
    """
    return running_actions(school.area).filter(
        rows_about([school]), visit__state=VisitState.APPROVED
    )


def possible_assignees(school: School) -> QuerySet[User]:
    """Who may report what became of an action: the people of its school, and officers."""
    about = Q(school_urn=school.urn)
    if school.trust_uid:
        about |= Q(body_id=trust_key(school.trust_uid))
    roles = Membership.objects.filter(
        Q(role__in=REPORTERS) | (Q(role__in=SCHOOL_PEOPLE) & about),
        on_day(services.today()),
        area=school.area_id,
    )
    return members(school.area).filter(pk__in=roles.values("user"))
