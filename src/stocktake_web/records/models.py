"""The bases of rows: they belong to an area; people change them, or they are only added."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models

from stocktake_web.accounts.models import Area
from stocktake_web.audit.models import AppendOnlyError


class AreaScoped(models.Model):
    """Belongs to one area.

    Attributes
    ----------
    unaudited : frozenset of str
        Fields that its events leave out, such as scores that others may not see yet.
    """

    unaudited: ClassVar[frozenset[str]] = frozenset()

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def differs(self, *names: str) -> bool:
        """Whether the row is new, or one of some fields is not as it is kept."""
        if self._state.adding:
            return True
        attnames = [self._meta.get_field(name).attname for name in names]  # type: ignore[union-attr]
        stored_values = (
            type(self)._default_manager.filter(pk=self.pk).values_list(*attnames).first()
        )
        return stored_values != tuple(getattr(self, attname) for attname in attnames)

    def described_values(self) -> dict[str, Any]:
        """What events keep beyond the fields, such as the parts of a document in words."""
        return {}

    def history_object(self) -> Any:
        """In whose history a change is recorded: the row's, or an ``ObjectRef`` of its owner."""
        return self


class Versioned(AreaScoped):
    """May be changed by a person who saw the version that is kept."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class AppendOnlyQuerySet(models.QuerySet[Any]):
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


class AppendOnly(AreaScoped):
    """Is added once and stays as it was."""

    objects = AppendOnlyQuerySet.as_manager()

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
