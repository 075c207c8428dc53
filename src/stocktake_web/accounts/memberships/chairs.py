"""The mark that a governor chairs the governing body, and so speaks for it."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from stocktake_web.accounts.memberships.models import CHAIR_ROLES


def chair_field(*, is_chair: bool) -> forms.Field:
    """The field for the mark.

    Parameters
    ----------
    is_chair : bool
        Whether the role has the mark now.
    """
    return forms.BooleanField(
        label="Chairs the governing body",
        required=False,
        initial=is_chair,
        help_text="Only the chair agrees to a level for the governors, or refuses it. Two who "
        "share the chair both have the mark.",
    )


def check_chair(*, role: str, is_chair: bool) -> None:
    """Refuse the mark for another role.

    Raises
    ------
    ValidationError
    """
    if is_chair and role not in CHAIR_ROLES:
        raise ValidationError({"is_chair": "Only a governor chairs the governing body"})
