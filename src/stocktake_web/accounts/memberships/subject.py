"""What a role is about: a school or a body of the area, and some roles never without."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.memberships.models import BODY_ROLES, SCHOOL_ROLES, Role
from stocktake_web.accounts.schools.queries import bodies, open_schools


def check_subject(
    area: Area,
    *,
    role: str,
    school_urn: str,
    body_id: str,
    stored_urn: str = "",
    stored_body_id: str = "",
) -> None:
    """Refuse a role without the school or body that it needs, or with one that is not there.

    Parameters
    ----------
    stored_urn, stored_body_id : str
        What the role was about before, which may stay.

    Raises
    ------
    ValidationError
        By field, both together.
    """
    faults: dict[str, str] = {}
    if role in SCHOOL_ROLES and not school_urn:
        faults["school_urn"] = f"Select the school that the {_words(role)} is about"
    elif school_urn and school_urn != stored_urn and not _is_open_here(area, school_urn):
        faults["school_urn"] = "Select a school of this place that is open"
    if role in BODY_ROLES and not body_id:
        faults["body_id"] = f"Select the board or body that the {_words(role)} is about"
    elif body_id and body_id != stored_body_id and body_id not in dict(bodies(area)):
        faults["body_id"] = "Select a board or body of this place"
    if faults:
        raise ValidationError(faults)


def _words(role: str) -> str:
    return f"role of {Role(role).label.lower()}"


def _is_open_here(area: Area, urn: str) -> bool:
    return open_schools(area).filter(urn=urn).exists()
