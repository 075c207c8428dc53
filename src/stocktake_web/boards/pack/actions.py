"""Keeps the area's document template."""

from __future__ import annotations

from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.boards.agenda.papers import CheckedFile
from stocktake_web.boards.pack.models import PackTemplate


@transaction.atomic
def save_template(*, area: Area, actor: User, file: CheckedFile) -> PackTemplate:
    """Keep the Word document whose styles the area's packs take; the one before is replaced."""
    template = PackTemplate.objects.select_for_update().filter(area=area).first()
    template = template or PackTemplate(area=area)
    template.file_name = file.name
    template.content = file.content
    template.added_by = actor
    template.added_at = services.now()
    template.save()
    # The document's bytes are not recorded, so their digest is.
    values = {"file": file.name, "sha256": file.sha256}
    record(area=area, actor=actor, verb="keep template", obj=template, values=values)
    return template
