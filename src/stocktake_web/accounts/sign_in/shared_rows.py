"""Tables of counts that all workers share and nobody keeps.

They belong to no place, to no person and in no back-up, so they stand apart from what the
application keeps: in a registry of their own, as Django's own table of migrations does.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.apps.registry import Apps
from django.db import models

_APART = Apps()


class SharedLimit(models.Model):
    """A limit or a used one-time code. The key is unique: of two who add it at once one fails."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        apps = _APART
        app_label = "accounts"
        db_table = "accounts_sharedlimit"

    def __str__(self) -> str:
        return f"limit until {self.expires:%Y-%m-%d %H:%M}"


class RequestCount(models.Model):
    """How often one address asked the API within one period."""

    address = models.GenericIPAddressField()
    begins = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        apps = _APART
        app_label = "accounts"
        db_table = "accounts_requestcount"
        constraints = (
            models.UniqueConstraint(fields=("address", "begins"), name="one_count_a_period"),
        )

    def __str__(self) -> str:
        return f"{self.count} from {self.begins:%H:%M}"
