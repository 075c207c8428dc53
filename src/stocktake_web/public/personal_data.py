"""What the public account keeps about a person: what the person prepared, approved or published.

Rows name accounts by number; erasing the account empties the name. Public pages show roles only.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from stocktake_web.accounts.models import User
from stocktake_web.public.corrections.models import Correction
from stocktake_web.public.editions.models import Incident, Publication
from stocktake_web.public.notices.actions import erase_from_notices
from stocktake_web.public.notices.queries import notices_naming


def subject_access_data(user: User) -> dict[str, list[dict[str, Any]]]:
    """The accounts in which the person had a part, recalls and corrections."""
    part = Q(prepared_by=user) | Q(approved_by=user) | Q(published_by=user)
    return {
        "public accounts": [
            {"place": row.area.name, "number": row.number, "digest": row.digest}
            for row in Publication.objects.filter(part).select_related("area").defer("content")
        ],
        "recalls": [
            {"place": row.area.name, "at": row.at.isoformat(), "reason": row.reason}
            for row in Incident.objects.filter(by=user).select_related("area")
        ],
        "corrections": [
            {"place": row.area.name, "at": row.at.isoformat(), "subject": row.subject}
            for row in Correction.objects.filter(by=user).select_related("area")
        ],
        "pages of the footer that name the person": [
            {"place": notice.area.name, "page": str(notice)} for notice in notices_naming(user)
        ],
    }


def erase_personal_data(user: User) -> int:
    """Empty pages of the footer that name the person; other rows hold the account's number."""
    return erase_from_notices(user)
