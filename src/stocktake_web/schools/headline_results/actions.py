"""Keeps headline results, all of a form or none."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake_web.accounts.models import School, User
from stocktake_web.records.change import change
from stocktake_web.schools.authored import authorship
from stocktake_web.schools.exchange.actions import return_early_result
from stocktake_web.schools.exchange.models import ResultStage
from stocktake_web.schools.headline_results.models import HeadlineReturn


@transaction.atomic
def return_headline_results(
    *,
    actor: User | None,
    school: School,
    time_period: str,
    stated_by: str,
    results: Mapping[str, tuple[Decimal, int]],
) -> HeadlineReturn:
    """Keep a school's headline results, unvalidated.

    Parameters
    ----------
    results : mapping of str to (Decimal, int)
        By measure the result and the pupils in the cohort.

    Raises
    ------
    ValidationError
        All the faults together, each under its measure; nothing is kept then.
    """
    if not results:
        raise ValidationError("Enter one result or more")
    authored = authorship(actor, school.area)
    values = {"time_period": time_period, "stated_by": stated_by, **authored}
    row = change(
        HeadlineReturn(area=school.area, school=school), actor=actor, values=values, verb="return"
    )
    faults: dict[str, list[str]] = {}
    for measure, (value, cohort_count) in results.items():
        try:
            return_early_result(
                actor=actor,
                by_role=authored["by_role"],
                school=school,
                measure=measure,
                time_period=time_period,
                stage=ResultStage.UNCHECKED,
                value=value,
                cohort_count=cohort_count,
                headline=row,
            )
        except ValidationError as error:
            faults[measure] = error.messages
    if faults:
        raise ValidationError(faults)
    return row
