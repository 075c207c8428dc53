"""Counts wrong passwords in the rows of django-axes, and forgets them."""

from __future__ import annotations

from datetime import datetime

from axes.models import AccessAttempt
from django.db import IntegrityError, transaction
from django.db.models import F

from stocktake_web import services


@transaction.atomic
def count_wrong_password(email: str, address: str, agent: str) -> None:
    """Add one to the row of an account, an address and a browser, in one statement."""
    moment = services.now()
    row = AccessAttempt.objects.filter(username=email, ip_address=address, user_agent=agent)
    more = {"failures_since_start": F("failures_since_start") + 1, "attempt_time": moment}
    if row.update(**more):
        return
    try:
        with transaction.atomic():
            AccessAttempt.objects.create(
                username=email, ip_address=address, user_agent=agent, failures_since_start=1
            )
    except IntegrityError:
        row.update(**more)
    else:
        # The package sets this by the machine's clock when a row is made.
        row.update(attempt_time=moment)


def forget_attempts(before: datetime) -> int:
    """Forget wrong passwords that are older; how many rows went."""
    count, _ = AccessAttempt.objects.filter(attempt_time__lt=before).delete()
    return int(count)
