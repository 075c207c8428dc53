"""The copies of the public pages that were made as files."""

from __future__ import annotations

from django.db import models

from stocktake_web.public.editions.models import Publication
from stocktake_web.records.models import AreaScoped


class SiteExport(AreaScoped):
    """A copy of the public pages that was made as files, and of which edition."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, null=True, related_name="exports"
    )
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"export {self.pk}"
