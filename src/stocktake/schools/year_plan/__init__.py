"""The year as data: results days, reviews, visits, termly meetings, and the days for replies."""

from stocktake.schools.year_plan.definition import ReplyDeadline, YearPlan, load_year_plan
from stocktake.schools.year_plan.events import (
    YearEvent,
    events_due,
    plan_year_of,
    year_events,
)
from stocktake.schools.year_plan.replies import (
    ReplyState,
    TermMeeting,
    deadline_day,
    reply_state,
    term_meetings,
)

__all__ = [
    "ReplyDeadline",
    "ReplyState",
    "TermMeeting",
    "YearEvent",
    "YearPlan",
    "deadline_day",
    "events_due",
    "load_year_plan",
    "plan_year_of",
    "reply_state",
    "term_meetings",
    "year_events",
]
