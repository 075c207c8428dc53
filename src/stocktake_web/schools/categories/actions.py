"""Sets a school's category."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake.schools import CategorySuggestion
from stocktake_web import services
from stocktake_web.accounts.models import School, User
from stocktake_web.records.change import change
from stocktake_web.schools.agreements.footing import footing
from stocktake_web.schools.categories.models import CategorySetting
from stocktake_web.schools.categories.scheme import find_step, title_of


@transaction.atomic
def set_category(
    *,
    actor: User | None,
    by_role: str,
    school: School,
    category: str,
    reason: str,
    effective_date: date,
    suggestion: CategorySuggestion | None = None,
) -> CategorySetting:
    """Set a category; what was set before stays, and what was suggested is kept with it.

    Parameters
    ----------
    suggestion : CategorySuggestion, optional
        What the criteria suggest today.

    Raises
    ------
    ValidationError
        The council has no footing to set one, or the day has not come.
    """
    stance = footing(school)
    if not stance.sets_judgements:
        raise ValidationError(f"{stance.reason} No category is set.")
    if effective_date > services.today():
        raise ValidationError({"effective_date": "The day must be today or in the past"})
    step = find_step(school.area, category)
    if step is None:
        raise ValidationError({"category": "Select a category of the scheme in use"})
    values: dict[str, Any] = {
        "school": school,
        "category": category,
        "category_title": title_of(school.area, category),
        "step": step,
        "reason": reason,
        "effective_date": effective_date,
        "suggested_category": suggestion.category if suggestion else "",
        "suggested_title": title_of(school.area, suggestion.category) if suggestion else "",
        "suggestion": suggestion.model_dump(mode="json") if suggestion else {},
        "by": actor,
        "by_role": by_role,
        "at": services.now(),
    }
    return change(
        CategorySetting(area=school.area), actor=actor, values=values, verb="set category"
    )
