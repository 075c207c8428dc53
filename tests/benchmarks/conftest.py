"""The real long file and the two lists of neighbours, read once for this folder."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stocktake.sources.lait import read_lait
from stocktake.sources.neighbours import read_neighbours
from stocktake.standards.places import PlaceRegister, place_register

# The oracles are modules beside the tests, not part of the package.
sys.path.insert(0, str(Path(__file__).parent / "oracles"))


@dataclass(frozen=True)
class Lait:
    observations: pl.DataFrame
    series: pl.DataFrame
    neighbours: pl.DataFrame

    def figures(self, short_name: str) -> pl.DataFrame:
        return self.observations.filter(pl.col("series") == f"lait:{short_name}")

    def better(self, short_name: str) -> str | None:
        matching_series = self.series.filter(pl.col("series") == f"lait:{short_name}")
        return matching_series["better"][0]


@pytest.fixture(scope="session")
def register() -> PlaceRegister:
    return place_register()


@pytest.fixture(scope="session")
def lait(shared_data: Path) -> Lait:
    """The real release of April 2026 and both lists."""
    return read_all(shared_data / "lait")


@pytest.fixture(scope="session")
def lait_like(published_files: Path) -> Lait:
    """The invented release and, where it is here, the real one."""
    return read_all(published_files / "lait")


def read_all(folder: Path) -> Lait:
    day = date(2026, 4, 8)
    read = read_lait(
        folder / "bds_long_2026-04-08.parquet",
        folder / "lait_data_dictionary.csv",
        published=day,
        retrieved=day,
    )
    lists = [
        read_neighbours(folder / name, vintage=vintage, published=None, retrieved=day).tables[
            "neighbours"
        ]
        for vintage, name in ((2021, "sn_april_2021.xlsx"), (2025, "sn_may_2025.xlsx"))
    ]
    return Lait(read.observations, read.series, pl.concat(lists))
