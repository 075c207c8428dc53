"""Reads editions. Every function of the public side takes the area first.

What a page may show is asked of the database on every request; only the reading of the text that
belongs to a digest is remembered. A recall therefore holds from the next request on.
"""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet

from stocktake.publish import PublicAccount
from stocktake_web.accounts.models import Area
from stocktake_web.public.documents.writing import PHONE_ENDING
from stocktake_web.public.editions.models import Publication, PublishedFile
from stocktake_web.public.editions.stored import read_edition
from stocktake_web.services.cache import LRUCache

_accounts = LRUCache[PublicAccount](size=16)
_phone_drawings = LRUCache[frozenset[str]](size=16)
TEXTS = ("revision__plan_toml", "revision__figures_csv")


def latest(area: Area) -> Publication | None:
    """The newest edition that was ever published, recalled or not; None before the first.

    Where it was recalled, an older one does not come back by itself: it could be what was wrong.
    """
    return published(area).first()


def in_force(area: Area) -> Publication | None:
    """The edition that the public reads now; None where there is none or it was recalled.

    Whatever shows a verdict to the public (pages, API, copies) takes it from here.
    """
    publication = latest(area)
    return None if publication is None or publication.recalled_at else publication


def current(area: Area) -> PublicAccount | None:
    """What the edition in force says; None where there is none."""
    publication = in_force(area)
    return account(publication) if publication else None


def account(publication: Publication) -> PublicAccount:
    """What an edition says.

    Raises
    ------
    ObjectDoesNotExist
        It was recalled: nothing of it is left.
    """
    if publication.recalled_at is not None:
        raise ObjectDoesNotExist(f"{publication} was recalled")
    return _accounts.get(
        (publication.pk, publication.digest),
        lambda: read_edition(publication.content),
    )


def published(area: Area) -> QuerySet[Publication]:
    """Every edition that was ever published, the newest first, recalled ones too."""
    return publications(area).filter(published_at__isnull=False)


def publications(area: Area) -> QuerySet[Publication]:
    """Every edition, published or not, the newest first."""
    return (
        Publication.objects.filter(area=area)
        .select_related("revision", "incident")
        .defer("content", *TEXTS)
    )


def publication(area: Area, number: int) -> Publication:
    """One edition by its number, whatever its state."""
    return Publication.objects.select_related(
        "revision", "incident", "prepared_by", "approved_by", "published_by"
    ).get(area=area, number=number)


def documents(publication: Publication) -> QuerySet[PublishedFile]:
    """What may be downloaded of an edition, without the bodies."""
    return publication.files.filter(drawing=False).defer("body")


def phone_drawings(publication: Publication) -> frozenset[str]:
    """Names of an edition's drawings for a narrow screen; the files of an edition never change."""
    names = publication.files.filter(drawing=True, name__endswith=PHONE_ENDING)
    return _phone_drawings.get(
        (publication.pk, publication.digest),
        lambda: frozenset(names.values_list("name", flat=True)),
    )


def file(publication: Publication, name: str, *, drawing: bool) -> PublishedFile:
    """A document or a drawing of an edition by its name.

    Raises
    ------
    ObjectDoesNotExist
        It was recalled, or has no such file.
    """
    if publication.recalled_at is not None:
        raise ObjectDoesNotExist(f"{publication} was recalled")
    return publication.files.get(name=name, drawing=drawing)
