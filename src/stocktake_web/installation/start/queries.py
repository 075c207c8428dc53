"""Reads the state of places from their published accounts, and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import OuterRef, Subquery

from stocktake_web.accounts.models import Area
from stocktake_web.public.editions.stored import read_edition
from stocktake_web.public.models import Publication
from stocktake_web.services.cache import LRUCache
from stocktake_web.status_bar import StatusBar

Counts = dict[str, int]
# Of each edition some small numbers: its text is up to a megabyte, and never changes.
_counts = LRUCache[Counts](size=512)


@dataclass(frozen=True)
class PlaceState:
    """A place, and how its targets stand in the account that the public reads.

    Parameters
    ----------
    bar : StatusBar or None
        None where nothing is published, or what was published was recalled.
    as_of : date or None
        The day as known on which the published account judges.
    was_recalled : bool
    """

    area: Area
    bar: StatusBar | None = None
    as_of: date | None = None
    was_recalled: bool = False


def place_states(areas: Sequence[Area]) -> list[PlaceState]:
    """The state of each place; the text of an edition is read once in this process."""
    latest = Publication.objects.filter(area=OuterRef("area"), published_at__isnull=False)
    publications = {
        publication.area_id: publication
        for publication in Publication.objects.filter(
            area__in=[area.pk for area in areas],
            pk=Subquery(latest.order_by("-number").values("pk")[:1]),
        ).only("area_id", "digest", "as_of", "recalled_at")
    }
    public = [row for row in publications.values() if row.recalled_at is None]
    counts = _counts_of(public)
    states = []
    for area in areas:
        publication = publications.get(area.pk)
        if publication is None:
            states.append(PlaceState(area))
        elif publication.recalled_at:
            states.append(PlaceState(area, was_recalled=True))
        else:
            bar = StatusBar.of(counts[publication.pk])
            states.append(PlaceState(area, bar, publication.as_of))
    return states


def _counts_of(publications: Sequence[Publication]) -> dict[int, Counts]:
    """The counts of editions by their number in the database."""
    counts = {row.pk: _remembered(row) for row in publications}
    missing = {row.pk: row for row in publications if counts[row.pk] is None}
    if missing:
        texts = Publication.objects.filter(pk__in=missing).values_list("pk", "content")
        for pk, text in texts.iterator():
            counts[pk] = _counts.get(_key(missing[pk]), partial(_read_counts, text))
    return {pk: row_counts or {} for pk, row_counts in counts.items()}


def _remembered(publication: Publication) -> Counts | None:
    try:
        return _counts.get(_key(publication), _refuse_unknown)
    except LookupError:
        return None


def _refuse_unknown() -> Counts:
    raise LookupError


def _key(publication: Publication) -> tuple[int, str]:
    return publication.pk, publication.digest


def _read_counts(text: str) -> Counts:
    return {count.kind: count.count for count in read_edition(text).counts}
