"""Records that the public pages were copied."""

from __future__ import annotations

from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.audit import record
from stocktake_web.public.editions.models import Publication
from stocktake_web.public.site.models import SiteExport


@transaction.atomic
def record_export(*, area: Area, publication: Publication | None, digest: str) -> SiteExport:
    """Remember that the public pages were copied as files, so that a recall can name the copy."""
    export = SiteExport(area=area, publication=publication, at=services.now(), digest=digest)
    export.save()
    values = {"publication": publication.number if publication else 0, "digest": digest}
    record(area=area, actor=None, verb="export", obj=export, values=values)
    return export
