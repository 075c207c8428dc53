"""From which day until which day the verdicts of a judgement stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from stocktake.plan.judge import Judgement
from stocktake.plan.names import walk_targets
from stocktake.standards.errors import UsageError
from stocktake.targets import JudgementContext
from stocktake.targets.due_dates import due_year
from stocktake.targets.kinds.base import BaseTarget
from stocktake.targets.phrases import say_day

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Validity:
    """Days on which judging again, with the same plan and releases, returns the same verdicts.

    Parameters
    ----------
    first : date
        The first of them.
    until : date
        The day after the last of them.
    """

    first: date
    until: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day < self.until


def find_validity(judgement: Judgement) -> Validity:
    """The interval about a judgement's day in which nothing happens that a verdict rests on.

    No due date passes in it, no release or quoted figure becomes known, no date that the plan
    states is reached, and no month begins: years end, and figures are awaited, by the month. A
    verdict that says the day itself holds on that day alone.
    """
    as_of = judgement.context.as_of
    words = say_day(as_of)
    if any(words in verdict.model_dump_json() for verdict in judgement.verdicts):
        return Validity(as_of, as_of + A_DAY)
    month = as_of.replace(day=1)
    next_month = (month + 31 * A_DAY).replace(day=1)
    days = [month, next_month, *_days_of_change(judgement)]
    return Validity(
        max(day for day in days if day <= as_of), min(day for day in days if day > as_of)
    )


def _days_of_change(judgement: Judgement) -> Iterator[date]:
    statistics = judgement.context.statistics
    yield from (release.known_on for release in statistics.every_release)
    yield from judgement.plan_file.quoted_figures["known_on"].drop_nulls().to_list()
    due = [
        day
        for _, target in walk_targets(judgement.plan)
        for day in _due_dates(target, judgement.context)
    ]
    for day in [*due, *_dates_in(judgement.plan.model_dump())]:
        # Some things are so on their day, others once it has passed.
        yield from (day, day + A_DAY)


def _due_dates(target: BaseTarget, context: JudgementContext) -> Iterator[date]:
    """The last days of the periods, of whatever kind of year, in which a target falls due."""
    variants = [target, *(target.read_as(reading) for reading in target.reading)]
    names = {(variant.indicator, variant.group) for variant in variants}
    names |= {(proxy.indicator, proxy.group) for proxy in target.proxy}
    years = {due_year(variant) for variant in variants}
    for name, group in names:
        for year in years:
            if name and year:
                try:
                    yield context.data(name, group).period_in(year).ends
                except UsageError:
                    continue


def _dates_in(value: Any) -> Iterator[date]:
    if isinstance(value, date):
        yield date(value.year, value.month, value.day)
    elif isinstance(value, dict):
        for entry in value.values():
            yield from _dates_in(entry)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from _dates_in(entry)
