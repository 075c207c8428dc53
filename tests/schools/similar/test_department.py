"""The department's own distances, met where they can be and not claimed where they cannot."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from stocktake.schools.similar import distance_between, similar_definition
from stocktake.schools.warehouse_data import needed_measures
from stocktake.sources.schools import load_school_tables, read_school_table
from stocktake.sources.schools.figures import FigureReader

FOLDER = "school_profile_service"


def characteristics(path: Path, name: str) -> tuple[dict[int, int], np.ndarray, np.ndarray]:
    """Row of each school, values and weights, read as every published table is."""
    version = similar_definition(name).value.version[0]
    reading = read_school_table(path, year="2024-25", retrieved=date(2026, 11, 1))
    kind = reading.provenance.source.removeprefix("school-").rpartition("-")[0]
    figures = FigureReader(reading.tables["school_table"], load_school_tables()[kind]).figures()
    schools = figures["school_urn"].unique().sort()
    values = np.full((len(schools), len(version.characteristic)), np.nan)
    position = {urn: row for row, urn in enumerate(schools.to_list())}
    for column, entry in enumerate(version.characteristic):
        rows = figures.filter(pl.col("measure") == entry.measure)
        for urn, value in rows.select("school_urn", "value").iter_rows():
            values[position[urn], column] = np.nan if value is None else value
    weights = np.array([entry.weight for entry in version.characteristic])
    if version.scale == "stated":
        scale = [version.deviation[entry.measure] for entry in version.characteristic]
        weights = weights / np.array(scale) ** 2
    return position, values, weights


def distances(folder: Path, values_file: str, groups_file: str, name: str) -> pl.DataFrame:
    """Published and recomputed distances of every pair of which both schools have values."""
    position, values, weights = characteristics(folder / values_file, name)
    groups = pl.read_csv(folder / groups_file).filter(
        pl.col("URN").is_in(list(position)), pl.col("NeighbourURN").is_in(list(position))
    )
    own_values = values[[position[urn] for urn in groups["URN"]]]
    partners = values[[position[urn] for urn in groups["NeighbourURN"]]]
    return groups.with_columns(
        recomputed=pl.Series(distance_between(own_values, partners, weights))
    )


def test_all_1445_primary_distances_are_met_to_the_twelfth_digit(shared_data: Path) -> None:
    pairs = distances(
        shared_data / FOLDER,
        "similar_primary_values.csv",
        "similar_primary_groups.csv.gz",
        "department-primary",
    )
    assert pairs.height == 1_445
    assert (pairs["recomputed"] - pairs["Dist"]).abs().max() < 1e-12
    assert similar_definition("department-primary").value.reproduces


def test_secondary_distances_are_not_met_and_the_definition_says_so(shared_data: Path) -> None:
    pairs = distances(
        shared_data / FOLDER,
        "similar_secondary_values.csv",
        "similar_secondary_groups_2026-03.csv.gz",
        "department-secondary",
    )
    assert pairs.height > 1_000
    correlation = float(np.corrcoef(pairs["recomputed"], pairs["Dist"])[0, 1])
    assert correlation**2 < 0.9
    definition = similar_definition("department-secondary").value
    assert not definition.reproduces
    assert "cannot be reproduced" in definition.version[0].note


def test_the_department_counts_nine_characteristics_and_each_is_a_measure() -> None:
    for phase in ("primary", "secondary"):
        version = similar_definition(f"department-{phase}").value.version[0]
        assert len(version.characteristic) == 9
        assert {entry.measure for entry in version.characteristic} <= set(needed_measures())


def test_an_unknown_set_is_answered_with_those_that_there_are() -> None:
    from stocktake.standards import UsageError

    with pytest.raises(UsageError, match="did you mean 'own-primary'"):
        similar_definition("own-primery")
