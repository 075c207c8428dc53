"""The register agrees with every code, number and region in the published files at hand."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from stocktake.standards.periods import Period
from stocktake.standards.places import is_reserved, place_register

REGISTER = place_register()
COLUMNS = ["time_period", "geographic_level", "old_la_code", "new_la_code", "region_code"]
# These two files keep a code beyond its day; the register says what was in force.
LATER_THAN_IN_FORCE = {("390", "E08000020"), ("929", "E06000048")}
# Publications show the codes of 2009 for the years before there were such codes.
FIRST_YEAR_OF_CODES = 2009


def _authority_rows(folder: Path) -> pl.DataFrame:
    tables = []
    for path in sorted((folder / "ees").glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            (name,) = [n for n in archive.namelist() if n.endswith(".csv") and ".meta" not in n]
            table = pl.read_csv(archive.read(name), infer_schema=False, columns=COLUMNS)
        tables.append(table.with_columns(pl.lit(path.stem).alias("file")))
    rows = pl.concat([table.select(*COLUMNS, "file") for table in tables])
    return rows.filter(
        pl.col("geographic_level") == "Local authority",
        pl.col("old_la_code").str.contains(r"^\d{3}$"),
    ).unique()


@pytest.fixture(scope="module")
def rows(shared_data: Path) -> pl.DataFrame:
    return _authority_rows(shared_data)


def test_every_authority_of_the_files_is_known(rows: pl.DataFrame) -> None:
    numbers = rows["old_la_code"].unique()
    assert numbers.len() == 154
    for number in numbers:
        assert REGISTER.by_dfe_code(number).level == "Local authority"


def test_every_code_of_the_files_is_a_verified_code_of_that_authority(rows: pl.DataFrame) -> None:
    pairs = rows.select("old_la_code", "new_la_code").unique()
    coded = pairs.filter(pl.col("new_la_code").str.starts_with("E"))
    assert coded.height == 154
    for number, code in coded.iter_rows():
        place = REGISTER.by_dfe_code(number)
        assert REGISTER.by_ons_code(code) is place
        assert {place_code.code: place_code.verified for place_code in place.codes}[code]


def test_the_code_of_each_year_was_in_force_but_for_two_kept_too_long(
    rows: pl.DataFrame,
) -> None:
    kept_too_long = set()
    checked_count = 0
    for period, number, code in (
        rows.filter(pl.col("new_la_code").str.starts_with("E"))
        .select("time_period", "old_la_code", "new_la_code")
        .unique()
        .iter_rows()
    ):
        ends = Period(period, "Academic year").ends
        place = REGISTER.by_dfe_code(number)
        if ends.year < FIRST_YEAR_OF_CODES:
            continue
        checked_count += 1
        if place.code_on(ends) != code:
            kept_too_long.add((number, code))
    assert checked_count > 1500
    assert kept_too_long == LATER_THAN_IN_FORCE


def test_every_authority_lies_in_the_region_of_its_rows(rows: pl.DataFrame) -> None:
    rows_in_regions = rows.filter(pl.col("region_code").str.starts_with("E"))
    for number, code in rows_in_regions.select("old_la_code", "region_code").unique().iter_rows():
        region = REGISTER.by_ons_code(code)
        own_region = REGISTER.get(REGISTER.by_dfe_code(number).region or "")
        assert region.id in (own_region.id, own_region.region)


def test_every_authority_and_region_of_lait_is_known_by_number(shared_data: Path) -> None:
    areas = (
        pl.read_parquet(shared_data / "lait" / "bds_long_2026-04-08.parquet")
        .select(pl.col("LA Number").cast(pl.Int64), "LA and Regions", "Region")
        .unique()
    )
    assert areas.height == 170
    for number, name, region in areas.iter_rows():
        place = REGISTER.by_dfe_code(number)
        assert place in REGISTER.find(name)
        if number < 970:
            assert place.region in {candidate.id for candidate in REGISTER.find(region)}
    current = {place.old_la_code for place in REGISTER.authorities_on(date(2026, 4, 8))}
    numbers = {str(number) for number in areas["LA Number"] if number < 970}
    assert current < numbers
    assert numbers - current == {"835", "836", "837", "928", "909"}


def test_every_authority_is_of_the_type_in_laits_code_list(shared_data: Path) -> None:
    book = CalamineWorkbook.from_path(shared_data / "lait" / "la_code_list.xlsx")
    _, *code_rows = book.get_sheet_by_index(0).to_python()
    authorities = {row[0]: row[3] for row in code_rows if row[3] not in ("NA", "")}
    assert len(authorities) == 158
    for number, kind in authorities.items():
        assert REGISTER.by_dfe_code(int(str(number)[:3])).kind == kind


def test_every_code_of_the_scorecards_was_in_force(shared_data: Path) -> None:
    checked_count = 0
    for path in sorted((shared_data / "neet").glob("*.csv")):
        card = pl.read_csv(path, infer_schema=False).filter(
            pl.col("geographic_level") == "Local authority",
            pl.col("new_la_code").str.starts_with("E"),
        )
        for year, number, code in card.select(
            "time_period", "old_la_code", "new_la_code"
        ).iter_rows():
            place = REGISTER.by_dfe_code(number)
            # The scorecard of a year counts up to that March, by the map of the time.
            assert place.code_on(date(int(year), 3, 31)) == code
            checked_count += 1
    assert checked_count == 449


def test_no_real_school_group_or_authority_has_a_reserved_number(shared_data: Path) -> None:
    links = pl.read_csv(shared_data / "gias" / "2022-07_group_links.csv", infer_schema=False)
    assert not any(is_reserved(f"school-{urn}") for urn in links["URN"].unique())
    assert not any(is_reserved(f"trust-{uid}") for uid in links["Group UID"].unique())
    assert not any(is_reserved(f"la-{number}") for number in links["LA (code)"].unique())
