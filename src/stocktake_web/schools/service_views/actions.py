"""Takes answers without keeping them, and publishes a round once."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.records.change import change
from stocktake_web.schools.service_views.models import (
    Group,
    Option,
    Question,
    ServiceViewCount,
    ServiceViewMark,
    ServiceViewRound,
)
from stocktake_web.schools.service_views.shares import published_results
from stocktake_web.services.keys import audit_key


def mark_digest(round_: ServiceViewRound, user: User) -> str:
    """In place of a person in one round: made by the installation's key, another each year."""
    text = f"service view {round_.pk} of account {user.pk}"
    return hmac.digest(audit_key(), text.encode(), "sha256").hex()


@transaction.atomic
def open_round(
    *, actor: User | None, round_: ServiceViewRound, values: Mapping[str, object]
) -> ServiceViewRound:
    """Ask heads and governors for a year; every count begins at zero.

    Raises
    ------
    ValidationError
        The year was asked already, or another round is open.
    """
    round_ = change(round_, actor=actor, values=values, verb="open")
    ServiceViewCount.objects.bulk_create(
        ServiceViewCount(
            area=round_.area, round=round_, group=group, question=question, option=option
        )
        for group in Group
        for question in Question
        for option in Option
    )
    return round_


@transaction.atomic
def answer(*, user: User, round_: ServiceViewRound, group: str, answers: Mapping[str, str]) -> None:
    """Count what a person chose, and that the person answered; no event tells of it.

    Raises
    ------
    ValidationError
        The round is closed, the person answered before, or a question is left out.
    """
    row = ServiceViewRound.objects.select_for_update().get(pk=round_.pk)
    if row.is_published or row.closes_on < services.today():
        raise ValidationError("The round is closed; no answer is taken any more")
    if set(answers) != set(Question.values):
        raise ValidationError("Answer every question")
    digest = mark_digest(row, user)
    if ServiceViewMark.objects.filter(digest=digest).exists():
        raise ValidationError("You gave your view this year already")
    ServiceViewMark(digest=digest, area=row.area, round=row).save(force_insert=True)
    for question, option in answers.items():
        changed_count = ServiceViewCount.objects.filter(
            round=row, group=group, question=question, option=option
        ).update(count=F("count") + 1)
        if not changed_count:
            raise ValidationError("Select one of the answers")


@transaction.atomic
def publish_round(
    *, actor: User | None, round_: ServiceViewRound, expected_version: int | None
) -> ServiceViewRound:
    """Publish shares, once and for good, and remove the counts and marks that led to them.

    Raises
    ------
    ValidationError
        It is still open, or published already.
    Conflict
        Somebody else changed it.
    """
    row = ServiceViewRound.objects.select_for_update().get(pk=round_.pk)
    if row.is_published:
        raise ValidationError("The results are published already")
    if row.closes_on >= services.today():
        raise ValidationError("Publish it after the last day, so that nobody is left out")
    counts: dict[str, dict[str, dict[str, int]]] = {}
    for count in row.counts.all():
        by_question = counts.setdefault(count.group, {}).setdefault(count.question, {})
        by_question[count.option] = count.count
    row = change(
        row,
        actor=actor,
        values={"is_published": True, "results": published_results(counts)},
        expected_version=expected_version,
        verb="publish",
    )
    row.counts.all().delete()
    row.marks.all().delete()
    return row
