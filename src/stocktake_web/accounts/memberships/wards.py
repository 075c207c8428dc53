"""The ward that a councillor stands for: chosen from the place's list, typed where it has none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stocktake.standards import load_wards
from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.memberships.models import Membership, Role
from stocktake_web.services.judgements import own_definitions

WARD_ROLES = frozenset({Role.COUNCILLOR})
"""Roles that may be for a ward."""


def wards_of(area: Area) -> tuple[str, ...]:
    """The names of a place's wards; none where no list is held."""
    return load_wards(area.place_id, own_definitions(area))


def ward_field(area: Area, stored_ward: str) -> forms.Field:
    """The field for a councillor's ward: a choice where the place has a list, else a text.

    Parameters
    ----------
    stored_ward : str
        The ward now, which may be chosen though the list no longer has it.
    """
    names = wards_of(area)
    texts: dict[str, Any] = {"label": "Ward", "required": False, "initial": stored_ward}
    if not names:
        hint = "As the council writes it. No list of this place’s wards is held."
        return forms.CharField(max_length=100, help_text=hint, **texts)
    offered_names = dict.fromkeys((*([stored_ward] if stored_ward else []), *names))
    choices = [("", "No ward"), *((name, name) for name in offered_names)]
    messages = {"invalid_choice": "Select a ward of this place"}
    return forms.ChoiceField(choices=choices, error_messages=messages, **texts)


def check_ward(area: Area, *, role: str, ward: str, stored_ward: str = "") -> None:
    """Refuse a ward for another role, or one that the place's list does not have.

    Raises
    ------
    ValidationError
    """
    if not ward:
        return
    if role not in WARD_ROLES:
        raise ValidationError({"ward": "Only a councillor has a ward"})
    names = wards_of(area)
    if names and ward != stored_ward and ward not in names:
        raise ValidationError({"ward": "Select a ward of this place"})


def ward_names(memberships: Iterable[Membership]) -> list[str]:
    """The wards of roles, each once."""
    return list(dict.fromkeys(row.ward for row in memberships if row.ward))
