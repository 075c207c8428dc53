"""LAIT's releases, real and invented: published figures, known counts, and a plain twin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stocktake.sources.lait import read_lait
from stocktake.sources.neighbours import read_neighbours
from stocktake.sources.reading import OBSERVATIONS, SERIES, Reading
from stocktake.standards.missing import read_cell
from stocktake.standards.periods import read_lait_period
from stocktake.standards.places import place_register

RETRIEVED = date(2026, 4, 9)
IDENTITY = ["series", "place", "time_period", "time_identifier", "span_years", "group"]


def read(files: Path, day: str) -> Reading:
    folder = files / "lait"
    return read_lait(
        folder / f"bds_long_{day}.parquet",
        folder / "lait_data_dictionary.csv",
        published=date.fromisoformat(day),
        retrieved=RETRIEVED,
    )


@pytest.fixture(scope="module")
def release(published_files: Path) -> Reading:
    return read(published_files, "2026-04-08")


@pytest.fixture(scope="module")
def release_before(published_files: Path) -> Reading:
    return read(published_files, "2025-12-02")


@pytest.fixture(scope="module")
def april(shared_data: Path) -> Reading:
    return read(shared_data, "2026-04-08")


@pytest.fixture(scope="module")
def december(shared_data: Path) -> Reading:
    return read(shared_data, "2025-12-02")


@pytest.fixture(scope="module")
def figures(shared_data: Path) -> str:
    path = shared_data.parent / "reference" / "blackpool-figures.md"
    if not path.exists():
        pytest.skip("the reference folder does not lie beside the data")
    return path.read_text(encoding="utf-8")


def values(reading: Reading, series: str, place: str) -> dict[str, float | None]:
    rows = reading.observations.filter(series=series, place=place)
    return dict(rows.select("time_period", "value").iter_rows())


def test_april_is_a_dense_grid_of_434_series_without_the_junk_period(april: Reading) -> None:
    observations = april.observations
    assert observations.schema == OBSERVATIONS
    assert observations["series"].n_unique() == 434
    assert observations.height == (3_771 - 1) * 170
    assert observations.group_by("place").len()["len"].unique().to_list() == [3_770]
    assert observations["place"].str.starts_with("la-").sum() == 3_770 * 158


@pytest.mark.slow
def test_observations_are_unique_and_sorted(release: Reading, release_before: Reading) -> None:
    for observations in (release.observations, release_before.observations):
        assert not observations.select(IDENTITY).is_duplicated().any()
        assert observations.equals(observations.sort(IDENTITY))
        assert observations["group"].unique().to_list() == ["all"]


def test_a_figure_is_a_value_or_a_symbol_and_never_both(
    release: Reading, release_before: Reading
) -> None:
    for observations in (release.observations, release_before.observations):
        assert (observations["value"].is_null() == observations["missing"].is_not_null()).all()


def test_missing_figures_are_as_many_as_were_counted(april: Reading, december: Reading) -> None:
    assert april.observations["missing"].count() == 93_883 - 170
    assert december.observations["missing"].count() == 92_072


def test_negative_values_occur_in_44_series(april: Reading) -> None:
    assert april.observations.filter(pl.col("value") < 0)["series"].n_unique() == 44


def test_short_names_are_kept_byte_for_byte(release: Reading) -> None:
    series = release.series["series"].to_list()
    for name in ("LAC_Fixed_ Ex", "KS1W_Expected _STD", "Total_ Pup_FixedEx"):
        assert f"lait:{name}" in series


def test_the_series_table_has_one_row_for_each_series_that_occurs(release: Reading) -> None:
    assert release.series.schema == SERIES
    assert release.series["series"].to_list() == sorted(release.observations["series"].unique())


def test_whole_series_of_blackpool(april: Reading) -> None:
    expected = [0.12231, 0.22398, 0.22375, 0.29115, 0.07195, 0.07743, 0.12714, 0.21631, 0.28645]
    by_period = values(april, "lait:TotPermEx", "la-890")
    assert list(by_period) == [f"20{year}{year + 1}" for year in range(15, 24)]
    assert list(by_period.values()) == pytest.approx(expected, abs=5e-6)
    assert values(april, "lait:KS2RWM_Expected_STD", "england") == {
        "201516": 54, "201617": 62, "201718": 65, "201819": 65, "201920": None,
        "202021": None, "202122": 59, "202223": 60, "202324": 61, "202425": 63,
    }  # fmt: skip


def test_a_spreadsheet_artefact_is_the_shortest_number_and_its_text_is_kept(
    april: Reading,
) -> None:
    row = april.observations.filter(
        series="lait:TotPermEx", place="la-890", time_period="201617"
    ).row(0, named=True)
    assert (row["value"], row["text"]) == (0.22398, "0.22398000000000001")


def test_stages_are_read_off_the_labels(release: Reading) -> None:
    rows = release.observations.filter(series="lait:KS1P_all", place="la-890")
    stages = dict(rows.select("time_period", "stage").iter_rows())
    assert stages["202425"] == "provisional"
    assert stages["202324"] is None


def test_rolling_spans_of_years_keep_their_width(release: Reading) -> None:
    rows = release.observations.filter(series="lait:RTA", place="la-890")
    assert rows.select("time_period", "span_years").row(0) == ("2016", 3)


@pytest.mark.parametrize("name", ["16-17 NEET", "16-17_not known_NEET"])
def test_neet_is_a_reporting_year_although_called_a_financial_one(
    release: Reading, name: str
) -> None:
    rows = release.observations.filter(series=f"lait:{name}")
    assert rows["time_identifier"].unique().to_list() == ["Reporting year"]


def test_notes_say_what_was_left_out_and_merged(april: Reading, december: Reading) -> None:
    notes = [note for note in april.notes if "(implausible)" not in str(note)]
    assert [str(note).split(":", 1)[1] for note in notes] == [
        " 14 short names are listed more than once: CINAuthAb_3Term, CINFixedExclusion, "
        "CINPermAbsent_3Term, CINPermExclusion, CINTotalAb_3Term, CINUnauthAb_3Term, "
        "CPPPerAbs_3Term, CPPTotalAb_3Term, LAC_Fixed_ Ex, LAC_Over_Abs and 4 more; each is one "
        "series with several listings",
        " row 175611: 170 row(s) of 'CINPermExclusion' under '0', which is no period; they are "
        "left out",
    ]
    assert "lait_data_dictionary.csv: 1 series without rows: Vacancies_cover" in map(
        str, december.notes
    )


def test_provenance_names_both_files(release: Reading) -> None:
    provenance = release.provenance
    assert provenance.files == ("bds_long_2026-04-08.parquet", "lait_data_dictionary.csv")
    assert provenance.release.startswith("lait/2026-04-08-")
    assert provenance.licence == "Open Government Licence v3.0"


@pytest.mark.slow
def test_progress_runs_from_nothing_to_all(published_files: Path) -> None:
    steps: list[tuple[int, int]] = []
    folder = published_files / "lait"
    read_lait(
        folder / "bds_long_2026-04-08.parquet",
        folder / "lait_data_dictionary.csv",
        published=None,
        retrieved=RETRIEVED,
        progress=lambda words, count, total: steps.append((count, total)),
    )
    assert steps == [(step, 4) for step in range(5)]


def test_the_fast_reading_agrees_with_reading_row_by_row(
    published_files: Path, release: Reading
) -> None:
    """The plain twin reads every 797th row alone, from the text of its own cells."""
    folder = published_files / "lait"
    dictionary_rows = pl.read_csv(folder / "lait_data_dictionary.csv", infer_schema=False)
    kinds = dict(dictionary_rows.select("Measure_short", "Year_Type").iter_rows())
    register = place_register()
    long = pl.read_parquet(folder / "bds_long_2026-04-08.parquet").with_row_index("row", 1)
    sample = release.observations.filter((pl.col("row") - 1) % 797 == 0)
    fast = {row["row"]: row for row in sample.iter_rows(named=True)}
    for cells in long.gather_every(797).iter_rows(named=True):
        name, label = cells["Short Desc"], cells["Years"]
        lait = read_lait_period(label, kinds[name], name)
        if lait is None:
            assert cells["row"] not in fast
            continue
        value, symbol = read_cell(cells["Values"])
        row = fast[cells["row"]]
        assert row["series"] == f"lait:{name}"
        assert row["place"] == register.by_dfe_code(int(cells["LA Number"])).id
        assert row["time_period"] == lait.period.time_period
        assert row["time_identifier"] == lait.period.time_identifier
        assert row["span_years"] == lait.period.span_years
        assert row["stage"] == lait.stage
        assert (row["value"], row["missing"]) == (value, symbol)
        assert row["text"] == cells["Values"]


@pytest.mark.slow
def test_what_changed_between_the_two_releases(april: Reading, december: Reading) -> None:
    """Counts that come out only where every label of both files is read as meant."""
    old, new = (
        reading.observations.filter(pl.col("value").is_not_null()) for reading in (december, april)
    )
    withdrawn = old.join(new, on=IDENTITY, how="anti")
    joined_rows = old.join(new, on=IDENTITY)
    assert (joined_rows["value"].round(6) != joined_rows["value_right"].round(6)).sum() == 22_116
    assert withdrawn.height == 2_189
    assert withdrawn.filter(series="lait:ChildPov").height == 978
    assert new.join(old, on=IDENTITY, how="anti").height == 16_698


def quoted_rows(text: str) -> Iterator[tuple[str, str, list[str]]]:
    """Series, period and the other cells of each row of the published Blackpool tables."""
    for section in text.split("LAIT short name `")[1:]:
        name = section.split("`", 1)[0]
        for line in section.split("\n## ", 1)[0].splitlines():
            cells = [cell.strip() for cell in line.strip("| ").split("|")]
            if re.match(r"\d{4}", cells[0]):
                digits = cells[0].replace("/", "")
                yield f"lait:{name}", digits, cells[1:]


def same(value: float | None, printed_figure: str) -> bool:
    if printed_figure == "-":
        return value is None
    places = len(printed_figure.partition(".")[2])
    return value is not None and abs(value - float(printed_figure)) <= 0.5 * 10**-places + 1e-9


@pytest.mark.slow
def test_every_quoted_blackpool_figure_is_reproduced(
    april: Reading, shared_data: Path, figures: str
) -> None:
    lists = read_neighbours(
        shared_data / "lait" / "sn_april_2021.xlsx",
        vintage=2021,
        published=None,
        retrieved=RETRIEVED,
    ).tables["neighbours"]
    ten = lists.filter(place="la-890")["neighbour"].to_list()
    lower = april.series.filter(better="lower")["series"].to_list()
    rows = list(quoted_rows(figures))
    assert len(rows) == 97
    for series, period, cells in rows:
        table = april.observations.filter(series=series, time_period=period)
        values_by_place = dict(table.select("place", "value").iter_rows())
        printed_figures = dict(
            zip(["la-890", "region-north-west", "england"], cells[:3], strict=True)
        )
        for place, figure in printed_figures.items():
            assert same(values_by_place.get(place), figure), (series, period, place)
        if cells[0] == "-":
            continue
        all_areas = [v for k, v in values_by_place.items() if k.startswith("la-") and v is not None]
        own_value = values_by_place["la-890"]
        better = sum(v < own_value if series in lower else v > own_value for v in all_areas)
        assert cells[5] == f"{better + 1} of {len(all_areas)}", (series, period)
        near = [values_by_place[place] for place in ten if values_by_place[place] is not None]
        assert same(sum(near) / len(near), cells[3]), (series, period)
        assert same(pl.Series(all_areas).median(), cells[4]), (series, period)
