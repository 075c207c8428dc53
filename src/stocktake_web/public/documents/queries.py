"""Reads what may be downloaded of every edition that was published."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake_web.accounts.models import Area
from stocktake_web.formats import size_words
from stocktake_web.public.documents.files import DESCRIPTIONS
from stocktake_web.public.editions.models import Publication
from stocktake_web.public.editions.queries import documents, published


@dataclass(frozen=True)
class Document:
    """A file that may be downloaded."""

    name: str
    description: str
    kind: str
    size: str
    href: str


@dataclass(frozen=True)
class DownloadEntry:
    """A published edition in the list; one that was recalled without its documents."""

    publication: Publication
    documents: tuple[Document, ...] = ()


def downloads(area: Area) -> list[DownloadEntry]:
    """The documents of every edition that was published."""
    return [
        DownloadEntry(publication, () if publication.recalled_at else _documents(area, publication))
        for publication in published(area)
    ]


def _documents(area: Area, publication: Publication) -> tuple[Document, ...]:
    return tuple(
        Document(
            name=file.name,
            description=DESCRIPTIONS[file.name],
            kind=file.name.rpartition(".")[2].upper(),
            size=size_words(file.bytes_count),
            href=f"/{area.slug}/downloads/{publication.number}/{file.name}",
        )
        for file in documents(publication)
    )
