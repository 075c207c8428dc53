"""Reads what public pages show besides an edition: the list of revisions, and recall notices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from stocktake.publish import PublicAccount
from stocktake_web.accounts.models import Area
from stocktake_web.public.editions.models import Publication
from stocktake_web.public.editions.queries import account, published


@dataclass(frozen=True)
class RevisionEntry:
    """A published edition in the list; one that was recalled without its account."""

    publication: Publication
    account: PublicAccount | None = None


def revisions(area: Area) -> list[RevisionEntry]:
    """Every edition that was published, and how the plan was changed before each."""
    return [
        RevisionEntry(publication, None if publication.recalled_at else account(publication))
        for publication in published(area)
    ]


def recall_of(publication: Publication) -> dict[str, Any]:
    """What the notice says of a recalled edition."""
    return {
        "published_on": publication.published_at,
        "recalled_on": publication.recalled_at,
        "reason": publication.incident.reason,
    }
