"""The series of a release, each with the curated indicator that uses it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import polars as pl

from stocktake.standards.errors import Fault, UsageError, nearest
from stocktake.statistics.indicators import load_indicators, search, unit_of
from stocktake.statistics.release import Release
from stocktake.statistics.schema import Break, Indicator, SpecialYear

MOST_DECIMAL_PLACES = 6


@dataclass(frozen=True)
class CatalogueEntry:
    """A series of a release, with what is known of it.

    Parameters
    ----------
    id : str
        As stored, such as ``lait:KS2RWM_Expected_STD``.
    title, topic, description, method, publication : str
        The producer's words; empty where it says nothing.
    unit : str
        Id of a unit.
    better : str
        ``higher``, ``lower`` or ``neither``.
    indicator_id, group : str
        The curated indicator that uses the series, and for which group; empty where none does.
    indicator : Indicator or None
    denominators, numerators : tuple of str
        Series with the size of the group behind it, and how many of them count.
    """

    id: str
    title: str
    topic: str
    unit: str
    better: str
    decimal_places: int
    description: str = ""
    method: str = ""
    publication: str = ""
    indicator_id: str = ""
    group: str = ""
    indicator: Indicator | None = None
    denominators: tuple[str, ...] = ()
    numerators: tuple[str, ...] = ()

    @property
    def breaks(self) -> dict[str, Break]:
        """Breaks in the series, by the first period after each."""
        return {row.period: row for row in self.indicator.break_} if self.indicator else {}

    @property
    def special(self) -> dict[str, SpecialYear]:
        """Years of special arrangements, by period."""
        return {row.period: row for row in self.indicator.special_year} if self.indicator else {}


@dataclass(frozen=True)
class Catalogue:
    """The series of a release."""

    release: Release
    series: Mapping[str, CatalogueEntry]
    own_folder: Path | None = field(default=None, repr=False)

    @cached_property
    def topics(self) -> dict[str, list[CatalogueEntry]]:
        """Series by topic, both in order of the alphabet."""
        by_topic: dict[str, list[CatalogueEntry]] = {}
        for entry in sorted(self.series.values(), key=lambda s: (s.topic.casefold(), s.title)):
            by_topic.setdefault(entry.topic, []).append(entry)
        return by_topic

    @cached_property
    def digest(self) -> str:
        """Directions and breaks, as a digest: what benchmarks rest on apart from the figures."""
        parts = sorted((row.id, row.better, *sorted(row.breaks)) for row in self.series.values())
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]

    @cached_property
    def by_indicator(self) -> dict[tuple[str, str], CatalogueEntry]:
        """Series by curated indicator and group, the preferred one first."""
        entries: dict[tuple[str, str], CatalogueEntry] = {}
        for entry in self.series.values():
            if entry.indicator_id:
                entries.setdefault((entry.indicator_id, entry.group), entry)
        return entries

    def get(self, name: str) -> CatalogueEntry:
        """The series of an id, or that which a curated indicator uses.

        Raises
        ------
        UsageError
            The release has no such series.
        """
        entry = self.series.get(name) or self.by_indicator.get((name, "all"))
        if entry is None:
            raise UsageError(
                f"the release {self.release.id} has no indicator {name!r}",
                [
                    Fault(
                        "indicator",
                        f"is {name!r}",
                        "an indicator of the release",
                        nearest(name, self.series) or "search for it, or choose another release",
                    )
                ],
            )
        return entry

    def search(self, words: str) -> list[CatalogueEntry]:
        """Series by the words that people use, those with a definition of ours first."""
        table = pl.DataFrame(
            {
                "series": list(self.series),
                "title": [entry.title for entry in self.series.values()],
                "topic": [entry.topic for entry in self.series.values()],
            },
            schema={"series": pl.String, "title": pl.String, "topic": pl.String},
        )
        entries: dict[str, CatalogueEntry] = {}
        for hit in search(words, table, own_folder=self.own_folder):
            entry = (
                self.by_indicator.get((hit.id, "all")) if hit.curated else self.series.get(hit.id)
            )
            if entry is not None:
                entries.setdefault(entry.id, entry)
        return list(entries.values())


@dataclass(frozen=True)
class _Use:
    """How a curated indicator uses a series."""

    indicator_id: str
    group: str
    indicator: Indicator
    denominators: tuple[str, ...]
    numerators: tuple[str, ...]


def load_catalogue(release: Release, own_folder: Path | None = None) -> Catalogue:
    """The series of a release, with the definitions that use them.

    Parameters
    ----------
    own_folder : Path, optional
        A place's own definitions.
    """
    uses: dict[str, _Use] = {}
    for indicator_id, definition in load_indicators(own_folder).items():
        indicator = definition.value
        behind = (indicator.denominator_series,) if indicator.denominator_series else ()
        groups = [("all", indicator.series), *((g.id, g.series) for g in indicator.group)]
        for group, series in groups:
            for use in series:
                sizes = (use.denominator, *behind) if use.denominator else behind
                counts = (use.numerator,) if use.numerator else ()
                uses.setdefault(use.series, _Use(indicator_id, group, indicator, sizes, counts))
    entries = {
        row["series"]: _entry(row, uses.get(row["series"]))
        for row in release.series().iter_rows(named=True)
    }
    return Catalogue(release, entries, own_folder)


def _entry(row: dict[str, object], use: _Use | None) -> CatalogueEntry:
    indicator = use.indicator if use else None
    places = row["decimal_places"]
    if places is None:
        places = indicator.decimal_places if indicator else 1
    # Where the producer names no direction, ours does: the department's open data have none.
    better = row["better"] or (indicator.better if indicator else None)
    return CatalogueEntry(
        id=str(row["series"]),
        title=str(row["title"] or row["series"]),
        topic=str(row["topic"] or "Not stated"),
        unit=indicator.unit if indicator else unit_of(str(row["unit"] or "")),
        better=str(better or "neither"),
        decimal_places=min(int(str(places)), MOST_DECIMAL_PLACES),
        description=str(row["description"] or ""),
        method=str(row["method"] or ""),
        publication=str(row["publication"] or ""),
        indicator_id=use.indicator_id if use else "",
        group=use.group if use else "",
        indicator=indicator,
        denominators=use.denominators if use else (),
        numerators=use.numerators if use else (),
    )
