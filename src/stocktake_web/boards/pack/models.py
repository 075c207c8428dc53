"""The area's own document template."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import Area, User
from stocktake_web.records.models import AreaScoped


class PackTemplate(AreaScoped):
    """The Word document whose styles and heading the area's packs take."""

    area = models.OneToOneField(Area, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120)
    content = models.BinaryField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.file_name
