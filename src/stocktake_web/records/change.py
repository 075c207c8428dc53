"""The one way in which a row is added or changed: locked, validated, saved and recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models, transaction

from stocktake_web.accounts.models import User
from stocktake_web.audit import record
from stocktake_web.optimistic_locking import lock_for_update
from stocktake_web.records.models import AreaScoped, Versioned

R = TypeVar("R", bound=AreaScoped)

UNAUDITED = {"id", "area", "version"}


@transaction.atomic
def change(
    row: R,
    *,
    actor: User | None,
    values: Mapping[str, Any],
    expected_version: int | None = None,
    verb: str = "",
    reason: str = "",
) -> R:
    """Add a row, or change one, with its event, in one transaction.

    Parameters
    ----------
    row : model
        A new one with its area, or one that is kept.
    actor : User or None
        None for a command, or for a link without an account.
    values : mapping
        What to set, by field.
    expected_version : int, optional
        The version that the person saw. Needed for a row that is kept and has a version.
    verb : str
        What the history says was done; by default ``"add"`` or ``"change"``.
    reason : str
        Why, in the person's words.

    Returns
    -------
    model
        The row as it is kept now.

    Raises
    ------
    Conflict
        Somebody else changed the row since.
    ValidationError
        A value, or a constraint that includes the area, does not hold; by field.
    """
    is_new = row._state.adding
    if not is_new and isinstance(row, Versioned):
        if expected_version is None:
            raise TypeError(f"a change of {type(row).__name__} needs the version that was seen")
        row = lock_for_update(
            type(row), row.pk, expected_version=expected_version, changes=dict(values)
        )
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    record(
        area=row.area,
        actor=actor,
        verb=verb or ("add" if is_new else "change"),
        obj=row.history_object(),
        values=audited_values(row),
        reason=reason,
    )
    return row


def audited_values(row: AreaScoped) -> dict[str, Any]:
    """Every field of a row as the history keeps it: another row by its number, no file's bytes."""
    unaudited = UNAUDITED | row.unaudited
    return {
        field.name: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in unaudited and not isinstance(field, models.BinaryField)
    } | row.described_values()
