"""Searches what a person may open in an area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from stocktake.standards import load_abbreviations
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.registration import registered
from stocktake_web.search.index import Phrases, SearchIndex, make_index, phrases_of
from stocktake_web.search.matching import (
    Match,
    Term,
    fewest_missing,
    match_entries,
    read_terms,
)
from stocktake_web.search.sources import (
    INDICATORS,
    PLACES,
    FindEntries,
    SearchEntries,
    SearchEntry,
    SearchKind,
)
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.judgements import own_definitions, state_of

_indexes = LRUCache[SearchIndex](size=32)
_phrases = LRUCache[Phrases](size=16)
SHARED_KINDS = (INDICATORS, PLACES)
"""Kinds whose things are the same in every area."""


@dataclass(frozen=True)
class KindResults:
    """What was found of one kind, the best first."""

    kind: SearchKind
    matches: tuple[Match, ...]

    @property
    def entries(self) -> tuple[SearchEntry, ...]:
        """The things themselves."""
        return tuple(match.indexed.entry for match in self.matches)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.matches)


@dataclass(frozen=True)
class SearchResults:
    """What a query found.

    Parameters
    ----------
    terms : tuple of Term
        The words that were searched by; empty where the query has none.
    kinds : tuple of KindResults
        Those with results: the kind of the best of all first.
    missing : int
        How many of the words each result lacks.
    """

    terms: tuple[Term, ...]
    kinds: tuple[KindResults, ...]
    missing: int = 0

    @property
    def count(self) -> int:
        """How many things were found."""
        return sum(kind.count for kind in self.kinds)

    @cached_property
    def corrected(self) -> str:
        """The query as it was understood, where a word was corrected; else empty."""
        if not any(term.is_corrected for term in self.terms):
            return ""
        return " ".join(term.meanings[0] for term in self.terms)

    def of_kind(self, kind: str) -> KindResults | None:
        """The results of one kind; None where there are none."""
        return next((results for results in self.kinds if results.kind.id == kind), None)


def search_area(user: Person, area: Area, query: str) -> SearchResults:
    """What a person may open in an area and a query means."""
    finders: list[FindEntries] = registered("search")
    return search_entries(
        area, query, [entries for find in finders for entries in find(user, area)] if query else []
    )


def search_areas(user: Person, areas: Sequence[Area], query: str) -> SearchResults:
    """What a person may open in any of some areas and a query means.

    An indicator or a place is the same in all of them, and leads to the first of the areas that
    has it. Each result says to which area it leads.
    """
    finders: list[FindEntries] = registered("search")
    entry_lists = [
        _of_area(entries, area)
        for area in (areas if query else ())
        for find in finders
        for entries in find(user, area)
    ]
    return search_entries(areas[0], query, entry_lists)


def _of_area(entries: SearchEntries, area: Area) -> SearchEntries:
    prefix = "" if entries.kind in SHARED_KINDS else f"{area.slug}/"
    return replace(
        entries,
        entries=tuple(
            replace(
                entry,
                id=f"{prefix}{entry.id}",
                detail=f"{area.name}: {entry.detail}" if entry.detail else area.name,
            )
            for entry in entries.entries
        ),
        first=frozenset(f"{prefix}{entry_id}" for entry_id in entries.first),
        state=("everywhere", area.slug, *entries.state) if entries.state else (),
    )


def search_entries(area: Area, query: str, entry_lists: Iterable[SearchEntries]) -> SearchResults:
    """What a query means among some entries."""
    own_folder = own_definitions(area)
    definitions = (str(own_folder), state_of(own_folder))
    phrases = _phrases.get(
        definitions,
        lambda: phrases_of((row.short, row.long) for row in load_abbreviations(own_folder)),
    )
    indexed = [(entries, _index(entries, phrases, definitions)) for entries in entry_lists]
    indexes = [index for _, index in indexed]
    terms = read_terms(query, indexes, phrases)
    if not terms:
        return SearchResults((), ())
    missing = 0
    kinds = _match_all(indexed, terms)
    if not kinds:
        missing = fewest_missing(indexes, terms) or 0
        has_half = 0 < missing <= len(terms) / 2
        kinds = _match_all(indexed, terms, missing=missing) if has_half else ()
    return SearchResults(terms, kinds, missing if kinds else 0)


def _match_all(
    indexed: Iterable[tuple[SearchEntries, SearchIndex]],
    terms: tuple[Term, ...],
    *,
    missing: int = 0,
) -> tuple[KindResults, ...]:
    """Matches by kind; of two with one id the app that comes first in the settings counts."""
    by_kind: dict[SearchKind, dict[str, Match]] = {}
    for entries, index in indexed:
        by_id = by_kind.setdefault(entries.kind, {})
        for match in match_entries(index, terms, entries.first, missing=missing):
            by_id.setdefault(match.indexed.entry.id, match)
    results = [
        KindResults(kind, tuple(sorted(by_id.values(), key=lambda match: match.key)))
        for kind, by_id in by_kind.items()
        if by_id
    ]
    return tuple(sorted(results, key=lambda row: (row.matches[0].tier, row.kind.order)))


def _index(entries: SearchEntries, phrases: Phrases, definitions: tuple[str, str]) -> SearchIndex:
    if not entries.state:
        return make_index(entries.entries, phrases)
    key = (entries.kind, entries.state, definitions)
    return _indexes.get(key, lambda: make_index(entries.entries, phrases))
