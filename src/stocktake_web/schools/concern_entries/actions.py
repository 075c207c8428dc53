"""Enters a concern, shows it to the head, takes the answer, withdraws what was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import School, User
from stocktake_web.records.change import change
from stocktake_web.schools.agreements.footing import footing
from stocktake_web.schools.authored import authorship
from stocktake_web.schools.concern_entries.models import (
    ConcernAnswer,
    ConcernEntry,
    SafeguardingReferral,
)


@transaction.atomic
def enter_concern(*, actor: User | None, school: School, values: Mapping[str, Any]) -> ConcernEntry:
    """Enter a concern; the time for showing it to the head runs from today.

    Raises
    ------
    ValidationError
        The council has no footing to keep one, the event has not happened yet, or it is said to be
        the same as that of another school.
    """
    stance = footing(school)
    if not stance.sets_judgements:
        raise ValidationError(
            f"{stance.reason} No entry is made. Raise the concern with who runs the school."
        )
    return change(
        ConcernEntry(area=school.area, school=school),
        actor=actor,
        values={**values, "entered_on": services.today(), **authorship(actor, school.area)},
        verb="enter",
    )


def share_entry(*, actor: User | None, entry: ConcernEntry, expected_version: int) -> ConcernEntry:
    """Show an entry to the school's people.

    Raises
    ------
    ValidationError
        They were shown it already, or it was withdrawn.
    """
    if entry.shared_at:
        raise ValidationError("The head was shown it already.")
    _require_standing(entry)
    values = {"shared_at": services.now(), "shared_by": actor}
    return change(
        entry, actor=actor, values=values, expected_version=expected_version, verb="share"
    )


def answer_entry(*, actor: User, entry: ConcernEntry, stance: str, text: str) -> ConcernAnswer:
    """Keep what the head answered.

    Raises
    ------
    ValidationError
        It is disputed without reasons.
    """
    return change(
        ConcernAnswer(area=entry.area, school=entry.school, entry=entry),
        actor=actor,
        values={"stance": stance, "text": text, **authorship(actor, entry.area)},
        verb="answer",
    )


def withdraw_entry(
    *, actor: User | None, entry: ConcernEntry, expected_version: int, reason: str
) -> ConcernEntry:
    """Withdraw an entry that was made in error: it stays, with the reason, and does not count.

    Raises
    ------
    ValidationError
        It was withdrawn already.
    """
    _require_standing(entry)
    values = {"withdrawn_at": services.now(), "withdrawal_reason": reason}
    return change(
        entry,
        actor=actor,
        values=values,
        expected_version=expected_version,
        verb="withdraw",
        reason=reason,
    )


def record_referral(
    *, actor: User | None, school: School, referred_on: date
) -> SafeguardingReferral:
    """Keep that an allegation was referred, and when; never what it was.

    Raises
    ------
    ValidationError
        The day has not come.
    """
    return change(
        SafeguardingReferral(area=school.area, school=school),
        actor=actor,
        values={"referred_on": referred_on, **authorship(actor, school.area)},
        verb="refer",
    )


def _require_standing(entry: ConcernEntry) -> None:
    if entry.withdrawn_at:
        raise ValidationError("It was withdrawn.")
