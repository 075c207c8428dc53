"""When a person was last on the dashboard of an area."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.people.models import User


class Visit(models.Model):
    """The last visits of a person to the dashboard of an area, so that it says what is new.

    Parameters
    ----------
    began_at : datetime
        When the visit of today, or the last one, began. Written at most once an hour.
    previous_at : datetime or None
        When the visit before it began; None at the first.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    previous_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "area"), name="visit_once_a_person_and_area"),
        )

    def __str__(self) -> str:
        return f"visit {self.pk}"
