"""Erases a person from what boards keep; what was decided stays."""

from __future__ import annotations

from django.db import transaction

from stocktake_web.accounts.models import User
from stocktake_web.audit import record
from stocktake_web.boards.models import Interest, Withdrawal

ERASED = "erased"


@transaction.atomic
def erase_interests(user: User) -> int:
    """Erase what a person declared and why they withdrew; that they did stays known.

    Returns
    -------
    int
        How many entries were emptied.
    """
    count = 0
    for line in Interest.objects.select_for_update(of=("self",)).filter(seat__user=user, nil=False):
        if line.organisation != ERASED:
            line.organisation, line.nature = ERASED, ERASED
            line.version += 1
            line.save()
            record(area=line.area, actor=None, verb="erase", obj=line, values={})
            count += 1
    for each in Withdrawal.objects.select_for_update(of=("self",)).filter(seat__user=user):
        if each.reason != ERASED:
            each.reason = ERASED
            each.save()
            record(area=each.area, actor=None, verb="erase", obj=each, values={})
            count += 1
    return count
