"""Reads which copies were made."""

from __future__ import annotations

from django.db.models import QuerySet

from stocktake_web.public.editions.models import Publication
from stocktake_web.public.site.models import SiteExport


def exports(publication: Publication) -> QuerySet[SiteExport]:
    """The copies that were made as files while an edition was the newest."""
    return SiteExport.objects.filter(publication=publication)
