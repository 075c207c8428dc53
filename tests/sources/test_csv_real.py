"""Every real CSV file without metadata: NEET scorecards and performance tables, 2010 to 2024."""

from __future__ import annotations

import csv
import gzip
import io
import random
from pathlib import Path

import polars as pl
import pytest
from csv_files import PRODUCER, TODAY, answer, confirm, read
from which_files import REAL_FILES

from stocktake.sources.csv_mapping import parse_mapping
from stocktake.sources.csv_proposal import propose_csv_mapping
from stocktake.sources.csv_reader import read_csv
from stocktake.sources.reading import Reading
from stocktake.standards.errors import InputError

pytestmark = pytest.mark.slow

FOLDERS = ("neet", "performance_tables")
NAMES = sorted(
    f"{folder}/{path.name}"
    for folder in FOLDERS
    for path in (REAL_FILES / folder).glob("*.csv*")
    if "_meta_" not in path.name
)
ANSWERS = {
    "5": '"leave out"',  # all schools; 7 is state-funded schools, the England of later years
    "one_year": '"ends"',
    "time_period": '"201819"',
}
LA_TABLES = ("2018-19_meta_la_and_region_codes_meta.csv", "2018-19_meta_ks4_meta_methodology.csv")


def load(shared_data: Path, name: str, folder: Path) -> Reading:
    """Read a file by the mapping proposed for it, its questions answered as the README of the
    files does.
    """
    path = shared_data / name
    mapping = folder / f"{path.name}.toml"
    text = answer(propose_csv_mapping(path, producer=PRODUCER).text, ANSWERS)
    mapping.write_bytes(text.encode())
    return read_csv(path, mapping, published=None, retrieved=TODAY)


def cells_by_line(path: Path, encoding: str) -> tuple[list[str], dict[int, list[str]]]:
    """The file by the standard library alone."""
    content = path.read_bytes()
    content = gzip.decompress(content) if path.suffix == ".gz" else content
    reader = csv.reader(io.StringIO(content.decode(encoding), newline=""))
    rows, line = {}, 1
    for row in reader:
        rows[line] = row
        line = reader.line_num + 1
    return [" ".join(cell.split()) for cell in rows[1]], rows


@pytest.mark.parametrize("name", NAMES or ["any"])
def test_a_file_is_read_by_its_proposal_and_every_figure_is_its_cell(
    shared_data: Path, tmp_path: Path, name: str
) -> None:
    reading = load(shared_data, name, tmp_path)
    path = shared_data / name
    mapping = parse_mapping((tmp_path / f"{path.name}.toml").read_text(), "mapping")
    encoding = "utf-8-sig" if mapping.file.encoding == "utf-8" else "cp1252"
    header, rows = cells_by_line(path, encoding)
    observations = reading.observations
    assert observations.height == len(mapping.columns.figure) * observations["row"].n_unique()
    assert observations["place"].null_count() == 0
    doubtful = {(row["series"], row["place"]) for row in reading.tables["doubts"].to_dicts()} \
        if "doubts" in reading.tables else set()  # fmt: skip
    sample = random.Random(1).sample(range(observations.height), min(2_000, observations.height))
    for row in observations[sample].iter_rows(named=True):
        column = row["series"].split("/", 1)[1].split("?")[0]
        place = header.index(column)
        cells = rows[row["row"]]
        cell = cells[place].strip() if place < len(cells) else ""
        assert (row["text"] or "") == cell, row
        if row["value"] is not None:
            assert row["value"] == float(cell.replace(",", "").strip("%£")), row
        elif (row["series"], row["place"]) not in doubtful:
            assert not cell.replace(".", "").replace("-", "").isdigit() or cell in "-.", row
            assert row["missing"] is not None


def test_the_scorecards_need_nothing_but_their_producer(shared_data: Path) -> None:
    for year in ("2022_final", "2023_final"):
        path = shared_data / f"neet/UD_NEETNK_LA_dashboard_{year}.csv"
        proposal = propose_csv_mapping(path, producer=PRODUCER)
        assert proposal.questions == []
    assert proposal.guesses == ["Age1617_ONS_population: symbols and no figure"]


def test_a_row_for_demonstration_is_no_place(shared_data: Path, tmp_path: Path) -> None:
    name = "neet/UD_NEETNK_LA_dashboard_2021_vg_removed.csv"
    reading = load(shared_data, name, tmp_path)
    assert [str(note).split("; ")[0].partition(": ")[2] for note in reading.notes[1:]] == [
        "line 161, column 'region_code': 'Region demo' is no region of England (1 row)",
        "line 162, column 'old_la_code': is blank at level 'Local authority' (1 row)",
    ]
    assert reading.observations.filter(place="la-890").height == 39


def test_two_carriers_of_progress_8_agree_in_every_school(
    shared_data: Path, tmp_path: Path
) -> None:
    folder = "performance_tables"
    one = load(shared_data, f"{folder}/2015-16_prog8.csv", tmp_path).observations
    other_table = load(shared_data, f"{folder}/2015-16_ks4_perf_cut.csv.gz", tmp_path).observations
    pairs = one.filter(pl.col("series").str.ends_with("/P8MEA")).join(
        other_table.filter(pl.col("series").str.ends_with("/Progress 8")),
        on=["place", "time_period", "time_identifier"],
    )
    assert pairs.height == 3_200
    assert (pairs["value"] == pairs["value_right"]).all()


@pytest.mark.parametrize(
    ("year", "mean"), [("2015-16", 49.6), ("2016-17", 45.8), ("2017-18", 45.7)]
)
def test_attainment_8_weighted_by_pupils_is_that_of_the_readme(
    shared_data: Path, tmp_path: Path, year: str, mean: float
) -> None:
    name = f"performance_tables/{year}_ks4_perf_cut.csv.gz"
    figures = load(shared_data, name, tmp_path).observations.with_columns(
        pl.col("series").str.split("/").list.last().alias("column")
    )
    columns = figures.pivot("column", index="place", values="value").drop_nulls("Attainment 8")
    weighted = (columns["Attainment 8"] * columns["KS4 Pupils"]).sum()
    assert round(weighted / columns["KS4 Pupils"].sum(), 1) == mean


def test_what_holds_no_figure_is_refused(shared_data: Path) -> None:
    for name in LA_TABLES:
        with pytest.raises(InputError, match="has no column of figures"):
            propose_csv_mapping(shared_data / "performance_tables" / name)


def test_a_file_of_the_department_with_its_metadata_apart_is_read_too(
    shared_data: Path, tmp_path: Path
) -> None:
    path = tmp_path / "attendance.csv"
    path.write_bytes((shared_data / "ees/attendance_year_to_date_2024-25.csv").read_bytes())
    assert read(path).observations.height > 0
    assert confirm(path).exists()
