"""Signs the exchange or withdraws from it, and keeps results before they are final."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake.schools import day_in
from stocktake_web import services
from stocktake_web.accounts.models import School, User
from stocktake_web.formats import day
from stocktake_web.records.change import change
from stocktake_web.schools.exchange.models import EarlyResult, ExchangeSignature
from stocktake_web.schools.headline_results.models import HeadlineReturn
from stocktake_web.services.predictions import final_results, measures_of


def sign(
    *, actor: User | None, by_role: str, school: School, is_signed: bool, effective_date: date
) -> ExchangeSignature:
    """Sign for a school, or withdraw, from a day on.

    Raises
    ------
    ValidationError
        The day has passed.
    """
    values = {
        "is_signed": is_signed,
        "effective_date": effective_date,
        "by": actor,
        "by_role": by_role,
        "at": services.now(),
    }
    row = ExchangeSignature(area=school.area, school=school)
    return change(row, actor=actor, values=values, verb="sign" if is_signed else "withdraw")


@transaction.atomic
def return_early_result(
    *,
    actor: User | None,
    by_role: str,
    school: School,
    measure: str,
    time_period: str,
    stage: str,
    value: Decimal,
    cohort_count: int,
    headline: HeadlineReturn | None = None,
) -> EarlyResult:
    """Keep a result of a school before it is final.

    Parameters
    ----------
    headline : HeadlineReturn, optional
        The form of results day that it is part of.

    Raises
    ------
    ValidationError
        The measure is unknown or the value is out of its bounds, its results are not out yet, they
        are final already, or the cohort is too small.
    """
    definition = measures_of(school.area).get(measure)
    if definition is None or definition.unit == "grades":
        raise ValidationError({"measure": "Select a measure"})
    if not definition.lowest <= float(value) <= definition.highest:
        bounds = f"from {definition.lowest:g} to {definition.highest:g}"
        raise ValidationError({"value": f"Enter a number {bounds}"})
    first_day = day_in(time_period, definition.results_from)
    if services.today() < first_day:
        raise ValidationError({"time_period": f"These results come on {day(first_day)} or later"})
    if (measure, time_period) in final_results(school.area, services.today()):
        raise ValidationError({"time_period": "These results are final: compare published ones"})
    values = {
        "measure": measure,
        "time_period": time_period,
        "stage": stage,
        "value": value,
        "cohort_count": cohort_count,
        "headline": headline,
        "by": actor,
        "by_role": by_role,
        "at": services.now(),
    }
    row = EarlyResult(area=school.area, school=school)
    return change(row, actor=actor, values=values, verb="return")
