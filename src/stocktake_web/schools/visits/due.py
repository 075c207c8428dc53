"""Which school is due a visit: the interval is in ``rules.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from django.db.models import Max, QuerySet
from pydantic import BaseModel, ConfigDict, PositiveInt

from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.schools.numbers import record_urn
from stocktake_web.schools.specialist_provision.queries import months_later
from stocktake_web.schools.visits.models import DRAFT_STATES, Visit


class VisitInterval(BaseModel):
    """How long after a visit the next is due.

    Parameters
    ----------
    months_above_first_stage : int
        For a school above the first stage of its path.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    months: PositiveInt
    months_above_first_stage: PositiveInt
    verified: bool
    source: str


@dataclass(frozen=True)
class VisitDue:
    """When a school was last visited, and when it is due a visit.

    Parameters
    ----------
    last : date or None
        None where no visit is recorded: one is due now.
    """

    last: date | None
    due_on: date

    @property
    def is_due(self) -> bool:
        """Whether the day has come."""
        return self.due_on <= services.today()


@cache
def visit_interval() -> VisitInterval:
    """The rule, read once."""
    text = (files(__package__) / "rules.toml").read_text(encoding="utf-8")
    return VisitInterval.model_validate(tomllib.loads(text)["visit_interval"])


def visit_due(last: date | None, *, is_above_first_stage: bool) -> VisitDue:
    """When the next visit is due after the last."""
    interval = visit_interval()
    months = interval.months_above_first_stage if is_above_first_stage else interval.months
    return VisitDue(last, months_later(last, months) if last else services.today())


def recorded_visits(area: Area) -> QuerySet[Visit]:
    """The visits that count: no draft, and none that was discarded."""
    return Visit.objects.filter(area=area).exclude(state__in=DRAFT_STATES)


def last_visit_days(area: Area) -> dict[str, date]:
    """The day of the last visit to each school, by the school's number of today; one query."""
    rows = recorded_visits(area).order_by().values(urn=record_urn())
    return dict(rows.annotate(last=Max("visited_on")).values_list("urn", "last"))
