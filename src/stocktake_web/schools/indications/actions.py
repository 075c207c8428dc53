"""Keeps a term's note."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import School, User
from stocktake_web.records.change import change
from stocktake_web.schools.indications.models import SupportNote
from stocktake_web.schools.indications.queries import shown_indications, this_term


@transaction.atomic
def add_support(
    *,
    actor: User | None,
    by_role: str,
    school: School,
    measure: str,
    officer_days: Decimal,
    pounds: int,
    taken_from: str,
    reason: str,
) -> SupportNote:
    """Add officer days or money for this term, because of an indication that is shown today.

    Raises
    ------
    ValidationError
        No indication of the measure is shown, or nothing is added.
    """
    indications = {row.measure: row.indication for row in shown_indications(school)}
    indication = indications.get(measure)
    if indication is None:
        raise ValidationError({"measure": "Select an indication that is shown today"})
    academic_year, term = this_term()
    values = {
        "academic_year": academic_year,
        "term": term,
        "measure": measure,
        "indication": indication.sentence(),
        "officer_days": officer_days,
        "pounds": pounds,
        "taken_from": taken_from,
        "reason": reason,
        "by": actor,
        "by_role": by_role,
        "at": services.now(),
    }
    row = SupportNote(area=school.area, school=school)
    return change(row, actor=actor, values=values, verb="add support")
