"""What the next agenda should have, from what the plan already knows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from stocktake_web.accounts.models import Area
from stocktake_web.boards.agenda.queries import items
from stocktake_web.boards.decisions.questions import source_of
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.formats import counted, day
from stocktake_web.plans.activities import queries as activity_queries
from stocktake_web.plans.activities.work import Work
from stocktake_web.plans.decisions.questions import Question, open_questions
from stocktake_web.plans.dependencies.queries import DependencyView
from stocktake_web.plans.returns import queries as return_queries
from stocktake_web.plans.returns.queries import RequestStatus
from stocktake_web.plans.revisions.queries import find_plan
from stocktake_web.plans.risks.models import Risk
from stocktake_web.plans.risks.queries import risks_above_line

TITLE_LENGTH = 160


@dataclass(frozen=True)
class Suggestion:
    """An item that suggests itself.

    Parameters
    ----------
    source : str
        What it came from, such as ``"activity:reading-hubs"``; unique on an agenda.
    kind : str
        Of the item.
    reason : str
        Why it is suggested, for the secretary.
    """

    source: str
    kind: str
    title: str
    description: str
    reason: str
    priority_key: str = ""
    target_key: str = ""
    activity_key: str = ""

    def values(self) -> dict[str, str]:
        """The fields of the item."""
        return {name: value for name, value in asdict(self).items() if name != "reason"}


@dataclass(frozen=True)
class PlanMatters:
    """What of the plan belongs on a body's agenda on a day; all empty without a plan.

    Parameters
    ----------
    questions : tuple of Question
        Decisions that the plan waits for.
    dependencies : tuple of DependencyView
        What activities need from the body.
    """

    questions: tuple[Question, ...] = ()
    dependencies: tuple[DependencyView, ...] = ()
    late_activities: tuple[Work, ...] = ()
    overdue_returns: tuple[RequestStatus, ...] = ()
    risks: tuple[Risk, ...] = ()


def suggest_items(area: Area, meeting: Meeting, moment: datetime) -> tuple[Suggestion, ...]:
    """What should be on the agenda of a meeting and is not yet."""
    sources = {item.source for item in items(area, meeting)}
    return list_suggestions(plan_matters(area, meeting.body.key, moment), without=sources)


def plan_matters(area: Area, body_key: str, moment: datetime) -> PlanMatters:
    """What of the plan belongs on a body's agenda now."""
    if find_plan(area) is None:
        return PlanMatters()
    return PlanMatters(
        questions=open_questions(area),
        dependencies=tuple(
            row
            for row in activity_queries.open_dependencies(area, moment)
            if row.body_id == body_key and row.pk is not None
        ),
        late_activities=activity_queries.late_activities(area, moment),
        overdue_returns=return_queries.overdue_returns(area, moment),
        risks=risks_above_line(area),
    )


def list_suggestions(matters: PlanMatters, *, without: Collection[str]) -> tuple[Suggestion, ...]:
    """Decisions first, then what waits on the body, late activities, returns, risks.

    Parameters
    ----------
    without : collection of str
        Sources that the agenda already has.
    """
    suggestions = _suggest(matters)
    return tuple(row for row in suggestions if row.source not in without)


def _suggest(matters: PlanMatters) -> Iterator[Suggestion]:
    for question in matters.questions:
        yield Suggestion(
            source_of(question),
            "decision",
            _shorten(question.title),
            question.evidence,
            f"waiting for a decision since {day(question.opened_date)}",
            priority_key=question.priority_id,
            target_key=question.target_id,
        )
    for dependency in matters.dependencies:
        yield Suggestion(
            f"wait:{dependency.pk}",
            "decision",
            _shorten(f"Needed from this board: {dependency.title}"),
            f"{dependency.activity} cannot go on without it.",
            _describe_delay(dependency.delay_days),
            activity_key=dependency.activity_id,
        )
    for activity in matters.late_activities:
        days_late = activity.status.days_late
        yield Suggestion(
            f"activity:{activity.id}",
            "report",
            _shorten(f"Late: {activity.title}"),
            f"Owner: {activity.owner}. What is needed for it to be done?",
            f"was due {day(activity.due)}, {counted(days_late, 'day')} ago",
            priority_key=activity.priority_id,
            activity_key=activity.id,
        )
    for overdue in matters.overdue_returns:
        request = overdue.request
        yield Suggestion(
            f"return:{request.pk}",
            "report",
            _shorten(f"Return not received: {overdue.figure}"),
            f"Asked of {request.requested_from}.",
            f"was due {day(request.due)}",
        )
    for risk in matters.risks:
        yield Suggestion(
            f"risk:{risk.pk}",
            "risk",
            _shorten(f"Risk: {risk.title}"),
            risk.response or "No response is recorded.",
            f"above the line: likelihood times impact is {risk.score}",
        )


def _describe_delay(days: int) -> str:
    return f"it delays the activity by {counted(days, 'day')}" if days else "not yet overdue"


def _shorten(text: str) -> str:
    if len(text) <= TITLE_LENGTH:
        return text
    return text[: TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"
