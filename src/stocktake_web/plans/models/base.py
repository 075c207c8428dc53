"""What every model of this app is made of."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from stocktake_web.accounts.models import Area
from stocktake_web.audit.models import AppendOnlyError


class Kept(models.Model):
    """Belongs to one area."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Editable(Kept):
    """May be changed by a person who saw the version that is kept."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class AddedTo(models.QuerySet[Any]):
    """Rows may be read and added; nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("what was said is never changed; say what is so now")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("what was said is never removed; say what is so now")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("what was said is never changed; say what is so now")


class AppendOnly(Kept):
    """Is added once and stays as it was."""

    objects = AddedTo.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; refuse to change one.

        Raises
        ------
        AppendOnlyError
            It is kept already.
        """
        if not self._state.adding and not self._may_change(kwargs.get("update_fields")):
            raise AppendOnlyError("what was said is never changed; say what is so now")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("what was said is never removed; say what is so now")

    def _may_change(self, fields: Any) -> bool:
        return False
