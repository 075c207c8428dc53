"""Reports of activities: an update with its evidence, in one transaction."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.plans.activities.models import EvidenceContent, Update, UpdateKind
from stocktake_web.records.change import change


@transaction.atomic
def add_update(
    *,
    area: Area,
    actor: User | None,
    activity_id: str,
    text: str,
    kind: UpdateKind | str,
    effective_date: date | None = None,
    progress_percent: int | None = None,
    file: File[Any] | None = None,
    author_role: str = "",
) -> Update:
    """Report something of an activity; earlier reports stay.

    Parameters
    ----------
    effective_date : date, optional
        The day of which it is true; today by default.
    file : File, optional
        Evidence, already checked.
    author_role : str
        Who reported it, where that is no account.
    """
    values = {
        "activity_id": activity_id,
        "author": actor,
        "author_role": author_role,
        "created_at": services.now(),
        "effective_date": effective_date or services.today(),
        "text": text,
        "progress_percent": progress_percent,
        "kind": kind,
        "file_name": file.name[-120:] if file and file.name else "",
    }
    update = change(Update(area=area), actor=actor, values=values, verb="update")
    if file is not None:
        EvidenceContent(area=area, update=update, content=file.read()).save()
    return update
