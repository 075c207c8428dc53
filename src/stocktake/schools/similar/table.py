"""The schools most similar to every school of a phase, at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.schools.similar.characteristics import CharacteristicTable, characteristic_table
from stocktake.schools.similar.definition import (
    Phase,
    SimilarDefinition,
    SimilarVersion,
    load_similar_definitions,
    similar_definition,
)
from stocktake.schools.similar.nearest import nearest_rows
from stocktake.standards.definitions import LoadedDefinition
from stocktake.standards.errors import UsageError

PAIRS = {
    "school_urn": pl.Int64,
    "similar_urn": pl.Int64,
    "rank": pl.Int64,
    "distance": pl.Float64,
    "shared_count": pl.Int64,
}


@dataclass(frozen=True)
class SimilarTable:
    """The most similar schools by one set of characteristics.

    Parameters
    ----------
    id : str
        Id of the set.
    definition, version
        The set, and its version in force.
    table : CharacteristicTable
        The values, as published.
    weights : array
        What each squared difference is multiplied by, scale included.
    pairs : polars.DataFrame
        Columns of ``PAIRS``, ordered by school and rank.
    missing : str
        Why there are no pairs at all; empty where there are.
    """

    id: str
    definition: SimilarDefinition
    version: SimilarVersion
    table: CharacteristicTable
    weights: NDArray[np.float64]
    pairs: pl.DataFrame
    missing: str = ""

    @cached_property
    def position(self) -> dict[int, int]:
        """Row of each school in the matrix of values."""
        return {int(urn): row for row, urn in enumerate(self.table.schools)}

    def of(self, school_urn: int) -> pl.DataFrame:
        """The rows of one school; empty where it cannot be compared."""
        start, stop = np.searchsorted(
            self.pairs["school_urn"].to_numpy(), [school_urn, school_urn + 1]
        )
        return self.pairs[int(start) : int(stop)]


def similar_table(
    name: str,
    figures: pl.DataFrame,
    details: pl.DataFrame,
    *,
    as_of: date,
    until: str | None = None,
    minimum_share: float | None = None,
    own_folder: Path | None = None,
) -> SimilarTable:
    """The most similar schools of every school by one set.

    Parameters
    ----------
    name : str
        Id of a set, such as ``own-secondary``.
    figures, details : polars.DataFrame
        As :func:`characteristic_table` takes them.
    as_of : date
        Chooses the version of the set.
    until : str, optional
        Last academic year of the characteristics.
    minimum_share : float, optional
        As :func:`characteristic_table` takes it.

    Raises
    ------
    UsageError
        No set has the name, or it had no version yet on the day.
    """
    definition = similar_definition(name, own_folder).value
    version = definition.version_on(as_of)
    if version is None:
        first = min(entry.starts for entry in definition.version)
        raise UsageError(f"{name} begins on {first:%-d %B %Y}; ask for a later day")
    table = characteristic_table(
        figures, details, version, definition.phase, minimum_share=minimum_share, until=until
    )
    missing = _missing(table, version)
    weights = _weights(table, version)
    if missing:
        pairs = pl.DataFrame(schema=PAIRS)
        return SimilarTable(name, definition, version, table, weights, pairs, missing)
    nearest = nearest_rows(
        table.values,
        weights,
        minimum_shared=version.minimum_shared,
        is_required=np.array([entry.is_required for entry in table.characteristics]),
        count=version.neighbour_count,
    )
    pairs = pl.DataFrame(
        {
            "school_urn": table.schools[nearest.row],
            "similar_urn": table.schools[nearest.partner],
            "rank": nearest.rank,
            "distance": nearest.distance,
            "shared_count": nearest.shared_count,
        },
        schema=PAIRS,
    )
    return SimilarTable(name, definition, version, table, weights, pairs)


def default_tables(
    figures: pl.DataFrame,
    details: pl.DataFrame,
    *,
    as_of: date,
    phases: tuple[Phase, ...] = ("primary", "secondary"),
    own_folder: Path | None = None,
) -> dict[Phase, tuple[SimilarTable, ...]]:
    """The sets that are used by default: the department's where it is held, then ours.

    Returns
    -------
    dict
        By phase; a school's set is the first that has pairs for it. Sets without a version on the
        day are left out.
    """
    definitions = load_similar_definitions(own_folder)
    figures = figures.filter(pl.col("measure").is_in(_measures_of(definitions)))
    tables: dict[Phase, tuple[SimilarTable, ...]] = {}
    for phase in phases:
        names = sorted(
            (
                name
                for name, entry in definitions.items()
                if entry.value.phase == phase and entry.value.version_on(as_of)
            ),
            key=lambda name: (definitions[name].value.kind != "department", name),
        )
        tables[phase] = tuple(
            similar_table(name, figures, details, as_of=as_of, own_folder=own_folder)
            for name in names
        )
    return tables


def _measures_of(definitions: Mapping[str, LoadedDefinition[SimilarDefinition]]) -> list[str]:
    return sorted(
        {
            entry.measure
            for definition in definitions.values()
            for version in definition.value.version
            for entry in version.characteristic
        }
    )


def default_pairs(tables: tuple[SimilarTable, ...]) -> pl.DataFrame:
    """The pairs of every school by the first set that has any for it, with ``set_id``."""
    parts: list[pl.DataFrame] = []
    for table in tables:
        pairs = table.pairs.with_columns(set_id=pl.lit(table.id))
        for earlier in parts:
            pairs = pairs.join(earlier.select("school_urn"), on="school_urn", how="anti")
        parts.append(pairs)
    return pl.concat(parts) if parts else pl.DataFrame(schema=PAIRS | {"set_id": pl.String})


def _weights(table: CharacteristicTable, version: SimilarVersion) -> NDArray[np.float64]:
    weights = np.array([entry.weight for entry in table.characteristics], dtype=np.float64)
    if version.scale == "stated":
        scale = np.array([version.deviation[entry.measure] for entry in table.characteristics])
        return np.asarray(weights / scale**2)
    if version.scale == "national" and len(table.schools):
        held_counts = (~np.isnan(table.values)).sum(axis=0)
        scale = np.array(
            [
                np.nanstd(column) if count > 1 else 1.0
                for column, count in zip(table.values.T, held_counts, strict=True)
            ]
        )
        # Where all schools are alike the characteristic tells none from another.
        return np.asarray(weights / np.where(scale > 0, scale, 1.0) ** 2)
    return weights


def _missing(table: CharacteristicTable, version: SimilarVersion) -> str:
    missing_titles = [entry.title for entry in table.not_held if entry.is_required]
    if not table.characteristics:
        return "none of its characteristics is held for enough schools"
    if missing_titles:
        return f"not held for enough schools: {', '.join(missing_titles)}"
    if len(table.characteristics) < version.minimum_shared:
        return (
            f"{len(table.characteristics)} of its characteristics are held, and it needs "
            f"{version.minimum_shared}"
        )
    return ""
