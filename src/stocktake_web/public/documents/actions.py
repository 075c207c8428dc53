"""Counts downloads."""

from __future__ import annotations

from django.db.models import F

from stocktake_web.public.editions.models import PublishedFile


def count_download(file: PublishedFile) -> None:
    """Count that a document was downloaded. By whom is neither read nor stored."""
    PublishedFile.objects.filter(pk=file.pk).update(downloads_count=F("downloads_count") + 1)
