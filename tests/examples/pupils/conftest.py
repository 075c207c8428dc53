"""What the tests share of the borough; its marks are made for a few schools only."""

from __future__ import annotations

import polars as pl
import pytest

from stocktake.examples.pupils import Borough


@pytest.fixture(scope="session")
def phases(borough: Borough) -> pl.DataFrame:
    """The phase of each school."""
    return borough.tables["schools"].select("school_urn", "phase")


@pytest.fixture(scope="session")
def marks(borough: Borough) -> dict[str, pl.DataFrame]:
    """The marks of a primary school, a secondary school and the unit, by year."""
    unit = borough.tables["schools"].filter(pl.col("phase") == "pru")["school_urn"].item()
    return {
        time_period: pl.concat(list(borough.marks(time_period, [900001, 900037, unit])))
        for time_period in borough.marked_years
    }
