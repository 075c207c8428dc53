"""Counts how often an address asked."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from stocktake_web.accounts.sign_in.shared_rows import RequestCount

RETENTION = timedelta(hours=1)


@transaction.atomic
def count_request(address: str, period_start: datetime) -> int:
    """Add a request to a period's count, in one statement; how many there are now."""
    row = RequestCount.objects.filter(address=address, begins=period_start)
    if not row.update(count=F("count") + 1):
        RequestCount.objects.filter(begins__lt=period_start - RETENTION).delete()
        try:
            with transaction.atomic():
                RequestCount.objects.create(address=address, begins=period_start, count=1)
        except IntegrityError:
            row.update(count=F("count") + 1)
    count: int = row.values_list("count", flat=True).get()
    return count
