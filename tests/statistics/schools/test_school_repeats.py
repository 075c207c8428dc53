"""A file whose "2025" repeats 2023 is refused, and no honest file is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from school_files import write_table

from stocktake.sources.reading import Reading
from stocktake.sources.schools import read_school_table
from stocktake.standards.errors import InputError
from stocktake.statistics import Warehouse
from stocktake.statistics.school_repeats import refuse_repeated_years

SCORES = ("urn", "period", "attainment8", "progress8", "eng_maths_5plus_pct")


def read(path: Path, *rows: list[object]) -> Reading:
    return read_school_table(write_table(path, SCORES, rows), retrieved=date(2026, 11, 29))


def year(period: int, count: int = 40, step: float = 0.3) -> list[list[object]]:
    return [
        [100_001 + n, period, round(30 + step * n, 1), None, round(90 * step)] for n in range(count)
    ]


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path / "warehouse")
    reading = read(tmp_path / "held.csv", *year(202223))
    warehouse.write(reading, loaded_at=datetime(2026, 11, 29, tzinfo=UTC))
    return warehouse


def test_the_figures_of_a_held_year_under_another_year(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as refusal:
        refuse_repeated_years(warehouse, read(tmp_path / "new.csv", *year(202425)))
    (release,) = warehouse.release_names()
    assert str(refusal.value) == (
        "new.csv repeats another year\n"
        "  new.csv: its ks4.attainment_8 for 2024/25 are the figures of 2022/23 in "
        f"{release} (the same in 39 of 39 schools); expected figures of its own for each year; "
        "do not load it; if the other file bears the wrong year, take that one out first"
    )


def test_a_year_repeated_within_one_file(tmp_path: Path) -> None:
    reading = read(tmp_path / "new.csv", *year(202223), *year(202425))
    with pytest.raises(InputError, match=r"for 2024/25 are the figures of 2022/23 in this file"):
        refuse_repeated_years(Warehouse(tmp_path / "empty"), reading)


def test_a_year_of_its_own_passes(warehouse: Warehouse, tmp_path: Path) -> None:
    refuse_repeated_years(warehouse, read(tmp_path / "new.csv", *year(202425, step=0.4)))


def test_the_same_year_again_passes(warehouse: Warehouse, tmp_path: Path) -> None:
    refuse_repeated_years(warehouse, read(tmp_path / "held.csv", *year(202223)))
    refuse_repeated_years(warehouse, read(tmp_path / "more.csv", *year(202223, count=50)))


def test_few_schools_or_one_figure_for_all_prove_nothing(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    refuse_repeated_years(warehouse, read(tmp_path / "few.csv", *year(202425, count=19)))
    zeros = [[100_001 + n, period, 0, 0, 0] for n in range(40) for period in (202223, 202425)]
    refuse_repeated_years(Warehouse(tmp_path / "empty"), read(tmp_path / "zeros.csv", *zeros))
