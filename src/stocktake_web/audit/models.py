"""Events, which are only ever added, and their values, which can be erased."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class Chain(models.Model):
    """The events of one area, or of the installation, in their order; and where the chain ends."""

    key = models.CharField(max_length=40, unique=True)
    area = models.ForeignKey("accounts.Area", on_delete=models.PROTECT, null=True, related_name="+")
    count = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.key


class AppendOnlyError(Exception):
    """Somebody tried to change or remove an event."""


class AppendOnly(models.QuerySet["Event"]):
    """Events may be read and added; nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("events are never changed")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("events are never removed")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("events are never changed")


class Event(models.Model):
    """Something that was done: who, when, what, to which object.

    There are no keys to other tables, so that an event outlives what it tells of. ``digests``
    holds a keyed digest of each value; the values themselves are in ``EventValues``.
    """

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_role = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=40)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=80)
    digests = models.JSONField()
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ("chain", "number")
        constraints = (
            models.UniqueConstraint(fields=("chain", "number"), name="event_number_once_a_chain"),
        )
        indexes = (models.Index(fields=("object_type", "object_id")),)

    def __str__(self) -> str:
        return f"{self.chain_id}/{self.number} {self.verb} {self.object_type}/{self.object_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the event; refuse to change one.

        Raises
        ------
        AppendOnlyError
            The event is in the table already.
        """
        if not self._state.adding:
            raise AppendOnlyError("events are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("events are never removed")


class EventValues(models.Model):
    """The values of an event: for each name, a salt and the value as JSON text.

    Erasing takes a name and its salt away; the digest that stays in the chain then says nothing
    about what it was.
    """

    event = models.OneToOneField(
        Event, on_delete=models.PROTECT, primary_key=True, related_name="stored_values"
    )
    content = models.JSONField()

    def __str__(self) -> str:
        return f"values of event {self.pk}"
