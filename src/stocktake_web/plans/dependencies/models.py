"""What an activity depends on."""

from __future__ import annotations

from django.db import models

from stocktake_web.audit import ObjectRef
from stocktake_web.plans.activities.models import activity_ref
from stocktake_web.records.models import Versioned


class Dependency(Versioned):
    """Something that an activity cannot go on without, such as another body's decision."""

    activity_id = models.CharField(max_length=120)
    title = models.CharField(max_length=300)
    body_id = models.CharField(max_length=60, blank=True)
    since = models.DateField()
    needed_by = models.DateField(null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("since", "pk")

    def __str__(self) -> str:
        return self.title

    def history_object(self) -> ObjectRef:
        """The activity."""
        return activity_ref(self.activity_id)
