"""A small invented plan whose days lie around the day of the tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stocktake_web.accounts.models import Area
from stocktake_web.plans.models import PlanRevision
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.services import PlanText

PLAN = """
id = "example-2026"
title = "Example plan"
vision = "Every child in Example Borough does well."
figures = "figures.csv"
place = {id = "la-890", name = "Example Borough"}
period = {first = "202425", last = "202627"}

[[priority]]
id = "attend"
title = "Every child there"
why = "Too many are absent."
lead = "Head of attendance"

[[priority.activity]]
id = "team"
words = "The attendance team is in post."
starts = 2026-09-01
due = 2026-10-30
owner = "Head of attendance"
waits_on = ["Money from the board"]

[[priority.activity.measure]]
words = "Three people are employed"

[[priority.activity]]
id = "visits"
words = "Every absent pupil is visited."
starts = 2026-11-16
due = 2027-03-26

[[priority]]
id = "learn"
title = "Every child learning"
why = "Results are low."

[[priority.activity]]
id = "reading"
words = "Reading coaches work in ten schools."
due = 2026-12-11
owner = "Head of school improvement"

[[body]]
id = "example-board"
name = "Example Board"

[[local_indicator]]
id = "visits-made"
words = "Visits made to absent pupils"
unit = "count"
better = "higher"
returned_by = "Head of attendance"
how_often = "termly"
overdue_after_days = 20

[[target]]
id = "absence"
title = "Persistent absence below England's"
words = "Persistent absence in secondary schools is below England's."
priority = "attend"
kind = "relation"
indicator = "secondary-persistent-absence"
comparison = "below"
comparator = "england"
baseline = "202223"
due = "202425"

[[target.leading]]
indicator = "local:visits-made"
words = "Visits made so far"

[[target]]
id = "reading-score"
title = "Reading in the top half"
priority = "learn"
kind = "position"
indicator = "ks2-rwm-expected"
among = "england"
within = "top_half"
due = "202627"
"""
HEADER = (
    "series,time_period,time_identifier,place,value,missing,quoted_rank,quoted_n,"
    "quoted_rank_in_region,quoted_n_in_region,quoted_neighbours_mean,quoted_median,"
    "neighbours_vintage,stated_in,known_on\n"
)


def figures(here_percent: float) -> str:
    """Persistent absence in 2022/23 and 2024/25, here and in England."""
    rows = ""
    for year, place, value in (
        ("202223", "la-890", 30.0),
        ("202223", "england", 26.5),
        ("202425", "la-890", here_percent),
        ("202425", "england", 23.0),
    ):
        rows += (
            f"lait:SFSecPerAbNew,{year},Academic year,{place},{value},,,,,,,,,Example,2026-03-26\n"
        )
    return HEADER + rows


def plan_text(here_percent: float = 28.0, plan: str = PLAN) -> PlanText:
    """The plan with its figures."""
    return PlanText(plan, figures(here_percent))


@pytest.fixture
def revision(area: Area) -> PlanRevision:
    """The plan, in force in the area."""
    return add_revision(area=area, actor=None, text=plan_text(), reason="first")


@pytest.fixture
def text_of() -> Callable[[float], PlanText]:
    """Makes the plan with another figure of persistent absence."""
    return plan_text
