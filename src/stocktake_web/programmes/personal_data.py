"""What the app keeps about a person: what they look after, and where they are the contact."""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.models import User
from stocktake_web.programmes.deliveries.models import Delivery
from stocktake_web.programmes.descriptions.models import ProgrammeRecord


def subject_access_data(user: User) -> dict[str, list[dict[str, Any]]]:
    """What a person proposed or looks after, and the schools at which they are the contact."""
    contacts = Delivery.objects.filter(contact_user=user).select_related("programme", "school")
    return {
        "programmes": [
            {"title": row.title, "stage": row.stage}
            for row in ProgrammeRecord.objects.filter(owner_user=user)
        ],
        "contact of programmes": [
            {"programme": row.programme.title, "school_urn": row.school_urn, "term": row.term}
            for row in contacts
        ],
    }


def erase_personal_data(user: User) -> int:
    """Erase nothing by itself: what was proposed stays, as a board's record does.

    The account is emptied of name and address by the accounts app, so that nothing leads to the
    person any more.
    """
    return 0
