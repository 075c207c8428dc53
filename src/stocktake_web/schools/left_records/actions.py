"""Takes over what was left."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import ValidationError

from stocktake_web.accounts.models import User
from stocktake_web.records.change import change
from stocktake_web.records.models import Versioned
from stocktake_web.schools.left_records.writers import is_left

RecordT = TypeVar("RecordT", bound=Versioned)


def take_over(*, actor: User, record: RecordT, expected_version: int) -> RecordT:
    """Take over what somebody who left did not finish; the history keeps who had it.

    Raises
    ------
    ValidationError
        It is finished, or who began it may go on with it.
    """
    if not record.is_unfinished:  # type: ignore[attr-defined]
        raise ValidationError("It is finished: nothing is left to take over.")
    if not is_left(record):  # type: ignore[arg-type]
        raise ValidationError("Whoever began it is an officer here and may finish it. Ask them.")
    return change(
        record,
        actor=actor,
        values={"owner_user": actor},
        expected_version=expected_version,
        verb="take over",
    )
