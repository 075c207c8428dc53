"""Keeps what each of two people found in a sample."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.records.change import change
from stocktake_web.schools.inclusion.models import ExclusionSample, SampleReading

READERS = 2


@transaction.atomic
def read_sample(
    *,
    actor: User | None,
    by_role: str,
    sample: ExclusionSample,
    unnecessary_count: int,
    findings: str,
) -> SampleReading:
    """Keep a reading.

    Raises
    ------
    ValidationError
        The person read it before, two people did, or more is found than was drawn.
    """
    Area.objects.select_for_update().get(pk=sample.area_id)
    readers = list(sample.readings.values_list("by_id", flat=True))
    if actor is not None and actor.pk in readers:
        raise ValidationError("You reviewed this sample already; a second person must")
    if len(readers) >= READERS:
        raise ValidationError("Two people reviewed this sample already")
    return change(
        SampleReading(area=sample.area, sample=sample),
        actor=actor,
        values={
            "unnecessary_count": unnecessary_count,
            "findings": findings,
            "by": actor,
            "by_role": by_role,
            "at": services.now(),
        },
        verb="review",
    )
