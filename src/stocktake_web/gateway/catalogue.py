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
from stocktake.statistics.schema import Break, Indicator, SpecialYear
from stocktake.statistics.store import Release


@dataclass(frozen=True)
class Listed:
    """A series of a release as the explorer shows it.

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
        Series that give the size of the group behind it, and how many of them count.
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
        return {each.period: each for each in self.indicator.break_} if self.indicator else {}

    @property
    def special(self) -> dict[str, SpecialYear]:
        """Years of special arrangements, by period."""
        return {y.period: y for y in self.indicator.special_year} if self.indicator else {}


@dataclass(frozen=True)
class Catalogue:
    """The series of a release."""

    release: Release
    series: Mapping[str, Listed]
    own: Path | None = field(default=None, repr=False)

    @cached_property
    def topics(self) -> dict[str, list[Listed]]:
        """Series by topic, both in order of the alphabet."""
        found: dict[str, list[Listed]] = {}
        for each in sorted(self.series.values(), key=lambda s: (s.topic.casefold(), s.title)):
            found.setdefault(each.topic, []).append(each)
        return found

    @cached_property
    def digest(self) -> str:
        """Directions and breaks, as a digest: what placing figures rests on beside the figures."""
        said = sorted((each.id, each.better, *sorted(each.breaks)) for each in self.series.values())
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]

    @cached_property
    def by_indicator(self) -> dict[tuple[str, str], Listed]:
        """Series by curated indicator and group, the preferred one first."""
        found: dict[tuple[str, str], Listed] = {}
        for each in self.series.values():
            if each.indicator_id:
                found.setdefault((each.indicator_id, each.group), each)
        return found

    def get(self, name: str) -> Listed:
        """The series of an id, or that which a curated indicator uses.

        Raises
        ------
        UsageError
            The release has no such series.
        """
        found = self.series.get(name) or self.by_indicator.get((name, "all"))
        if found is None:
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
        return found

    def search(self, words: str) -> list[Listed]:
        """Series by the words that people use, those with a definition of ours first."""
        table = pl.DataFrame(
            {
                "series": list(self.series),
                "title": [each.title for each in self.series.values()],
                "topic": [each.topic for each in self.series.values()],
            },
            schema={"series": pl.String, "title": pl.String, "topic": pl.String},
        )
        found: dict[str, Listed] = {}
        for hit in search(words, table, own=self.own):
            each = (
                self.by_indicator.get((hit.id, "all")) if hit.curated else self.series.get(hit.id)
            )
            if each is not None:
                found.setdefault(each.id, each)
        return list(found.values())


@dataclass(frozen=True)
class _Use:
    """How a curated indicator uses a series."""

    identity: str
    group: str
    indicator: Indicator
    denominators: tuple[str, ...]
    numerators: tuple[str, ...]


def catalogue_of(release: Release, own: Path | None) -> Catalogue:
    """The series of a release, with the definitions that use them."""
    uses: dict[str, _Use] = {}
    for identity, loaded in load_indicators(own).items():
        indicator = loaded.value
        behind = (indicator.denominator_series,) if indicator.denominator_series else ()
        groups = [("all", indicator.series), *((g.id, g.series) for g in indicator.group)]
        for group, series in groups:
            for use in series:
                sizes = (use.denominator, *behind) if use.denominator else behind
                counts = (use.numerator,) if use.numerator else ()
                uses.setdefault(use.series, _Use(identity, group, indicator, sizes, counts))
    listed = {
        row["series"]: _listed(row, uses.get(row["series"]))
        for row in release.series().iter_rows(named=True)
    }
    return Catalogue(release, listed, own)


def _listed(row: dict[str, object], use: _Use | None) -> Listed:
    indicator = use.indicator if use else None
    places = row["decimal_places"]
    if places is None:
        places = indicator.decimal_places if indicator else 1
    # Where the producer names no direction, ours does: the department's open data have none.
    better = row["better"] or (indicator.better if indicator else None)
    return Listed(
        id=str(row["series"]),
        title=str(row["title"] or row["series"]),
        topic=str(row["topic"] or "Not stated"),
        unit=indicator.unit if indicator else unit_of(str(row["unit"] or "")),
        better=str(better or "neither"),
        decimal_places=min(int(str(places)), 6),
        description=str(row["description"] or ""),
        method=str(row["method"] or ""),
        publication=str(row["publication"] or ""),
        indicator_id=use.identity if use else "",
        group=use.group if use else "",
        indicator=indicator,
        denominators=use.denominators if use else (),
        numerators=use.numerators if use else (),
    )
