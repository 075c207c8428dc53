"""Reads what was published. Every function takes the area first.

What a page may show is asked of the database on every request; only the reading of the text that
belongs to a digest is remembered. A recall therefore holds from the next request on.
"""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet

from stocktake.publish import PublicAccount
from stocktake_web.accounts.models import Area
from stocktake_web.boards.publications.models import Publication as PublishedMinutes
from stocktake_web.public.editions import read_edition
from stocktake_web.public.models import Correction, Publication, PublishedFile, SiteExport
from stocktake_web.services.cache import LRUCache

_accounts = LRUCache[PublicAccount](size=16)


def latest(area: Area) -> Publication | None:
    """The newest account that was ever published, recalled or not; None before the first.

    Where it was recalled, an older one does not come back by itself: it could be what was wrong.
    """
    return _published(area).first()


def current(area: Area) -> PublicAccount | None:
    """The account that the public reads now; None where there is none or it was recalled.

    Whatever shows a verdict to the public (pages, API, export) takes it from here.
    """
    publication = latest(area)
    return account(publication) if publication and not publication.recalled_at else None


def account(publication: Publication) -> PublicAccount:
    """What a publication says.

    Raises
    ------
    ObjectDoesNotExist
        It was recalled: nothing is kept of it.
    """
    if publication.recalled_at is not None:
        raise ObjectDoesNotExist(f"{publication} was recalled")
    return _accounts.get(
        (publication.pk, publication.digest),
        lambda: read_edition(publication.content),
    )


def published(area: Area) -> QuerySet[Publication]:
    """Every account that was ever published, the newest first, recalled ones too."""
    return _published(area)


def publications(area: Area) -> QuerySet[Publication]:
    """Every account, published or not, the newest first."""
    return (
        Publication.objects.filter(area=area)
        .select_related("revision", "incident")
        .defer("content", *TEXTS)
    )


def publication(area: Area, number: int) -> Publication:
    """One account by its number, whatever its state."""
    return Publication.objects.select_related(
        "revision", "incident", "prepared_by", "approved_by", "published_by"
    ).get(area=area, number=number)


def documents(publication: Publication) -> QuerySet[PublishedFile]:
    """What may be downloaded of a publication, without the bodies."""
    return publication.files.filter(drawing=False).defer("body")


def file(publication: Publication, name: str, *, drawing: bool) -> PublishedFile:
    """A document or a drawing of a publication by its name."""
    return publication.files.get(name=name, drawing=drawing)


def exports(publication: Publication) -> QuerySet[SiteExport]:
    """The copies that were made as files while a publication was the newest."""
    return SiteExport.objects.filter(publication=publication)


def recalled_minutes(area: Area) -> dict[int, PublishedMinutes]:
    """Minutes that were published and recalled, by the meeting's number.

    A meeting whose minutes were published again is not among them.
    """
    newest: dict[int, PublishedMinutes] = {}
    for each in PublishedMinutes.objects.filter(area=area).defer("content"):
        newest.setdefault(each.meeting_id, each)
    return {number: each for number, each in newest.items() if each.recalled_at}


def corrections(area: Area) -> QuerySet[Correction]:
    """The log of corrections, the newest first; withdrawn ones are in it without their words."""
    return Correction.objects.filter(area=area)


def correction(area: Area, correction: int) -> Correction:
    """One correction."""
    return Correction.objects.get(area=area, pk=correction)


TEXTS = ("revision__plan_toml", "revision__figures_csv")


def _published(area: Area) -> QuerySet[Publication]:
    return (
        Publication.objects.filter(area=area, published_at__isnull=False)
        .select_related("revision", "incident")
        .defer("content", *TEXTS)
    )
