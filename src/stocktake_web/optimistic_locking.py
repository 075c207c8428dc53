"""Two people editing one thing: the second learns of the first, and nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Difference:
    """A field of which two versions exist."""

    name: str
    stored: Any
    submitted: Any


class Conflict(Exception):  # noqa: N818 - the word of the interface
    """Somebody else changed the thing since the page was opened.

    Parameters
    ----------
    title : str
        The thing, as a person calls it.
    version : int
        The version that is kept now.
    differences : tuple of Difference
        What is stored now, and what was sent.
    """

    def __init__(self, title: str, version: int, differences: tuple[Difference, ...]) -> None:
        super().__init__(f"{title} was changed by somebody else")
        self.title = title
        self.version = version
        self.differences = differences


def lock_for_update(
    model: type[M], pk: Any, *, expected_version: int, changes: Mapping[str, Any]
) -> M:
    """Lock a row for a change, if it still is as the person saw it.

    Parameters
    ----------
    model : model class
        With a field ``version``.
    pk : Any
    expected_version : int
        The version that the person's form was made from.
    changes : mapping
        What the person wants to set, by field; shown with what is stored where they clash.

    Returns
    -------
    model
        Locked until the transaction ends, its version already raised by one.

    Raises
    ------
    Conflict
        Another version is kept.
    """
    row = model._default_manager.select_for_update().get(pk=pk)
    version = int(row.version)  # type: ignore[attr-defined]
    if version != expected_version:
        fields = {field.name: field for field in model._meta.get_fields() if field.concrete}
        differences = tuple(
            Difference(str(getattr(fields.get(name), "verbose_name", name)), stored, submitted)
            for name, submitted in changes.items()
            if (stored := getattr(row, name)) != submitted
        )
        raise Conflict(str(row), version, differences)
    row.version = version + 1  # type: ignore[attr-defined]
    return row
