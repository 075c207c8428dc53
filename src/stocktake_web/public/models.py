"""Everything that the app keeps."""

from __future__ import annotations

from stocktake_web.public.corrections.models import Correction
from stocktake_web.public.editions.models import Incident, Publication, PublishedFile
from stocktake_web.public.notices.models import Notice
from stocktake_web.public.site.models import SiteExport

__all__ = ["Correction", "Incident", "Notice", "Publication", "PublishedFile", "SiteExport"]
