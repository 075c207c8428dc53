"""Withdraws a correction; one is added by ``records.change``."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.audit import record
from stocktake_web.optimistic_locking import lock_for_update
from stocktake_web.public.corrections.models import Correction


@transaction.atomic
def withdraw_correction(
    *, actor: User, correction: Correction, reason: str, expected_version: int
) -> Correction:
    """Withdraw a correction that should not have been made; its texts are gone.

    Raises
    ------
    ValidationError
        It is withdrawn already.
    Conflict
        Somebody else changed it since.
    """
    row = lock_for_update(Correction, correction.pk, expected_version=expected_version, changes={})
    if row.withdrawn_at is not None:
        raise ValidationError("This correction is withdrawn already.")
    row.withdrawn_at, row.withdrawn_because = services.now(), reason
    row.subject = row.wrong_text = row.corrected_text = ""
    row.save()
    record(area=row.area, actor=actor, verb="withdraw", obj=row, values={}, reason=reason)
    return row
