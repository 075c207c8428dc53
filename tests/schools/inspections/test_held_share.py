"""Shares and registers from a warehouse: files that add up, links replaced, days of a census."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from school_desk import write_school_desk

from stocktake.schools.inspections import held_inspections, held_share
from stocktake.schools.register import held_register, school_identities
from stocktake.sources.schools.record_files import read_record_file
from stocktake.sources.schools.school_file import read_school_file
from stocktake.standards.errors import StoreError
from stocktake.statistics.store import Warehouse

TODAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    folder = tmp_path_factory.mktemp("schools")
    result = Warehouse(folder / "warehouse")
    for name, *options in write_school_desk(folder):
        options_by_name = dict(zip(options[::2], options[1::2], strict=True))
        reading = read_school_file(
            folder / name,
            year=options_by_name.get("--year"),
            as_of=date.fromisoformat(options_by_name["--describes"])
            if "--describes" in options_by_name
            else None,
            published=date.fromisoformat(options_by_name["--published"]),
            retrieved=TODAY,
        )
        result.write(reading, loaded_at=datetime(2026, 11, 30, tzinfo=UTC))
    return result


def test_the_census_nearest_to_the_day_counts(warehouse: Warehouse) -> None:
    for on, period in ((date(2016, 3, 1), "2015/16"), (date(2017, 3, 1), "2016/17")):
        result = held_share(warehouse, on=on, as_of=TODAY, place="la-890", by=("counted_phase",))
        assert result.counted_by == f"January census of {period}"
        assert result.place_name == "Blackpool"
    assert held_share(warehouse, on=date(2010, 1, 1), as_of=TODAY).counted_on == date(2016, 1, 21)


def test_what_was_not_known_yet_does_not_count(warehouse: Warehouse) -> None:
    with pytest.raises(StoreError, match="pupils cannot be counted by the grade of their school"):
        held_share(warehouse, on=date(2016, 3, 1), as_of=date(2016, 12, 31))
    early = held_share(warehouse, on=date(2016, 12, 31), as_of=date(2018, 12, 31))
    assert early.share.rows.filter(grade="Good")["pupil_count"].sum() == 0, "inspections: 2019"
    assert held_register(warehouse, as_of=date(2018, 12, 31)).links.is_empty()


def test_a_school_in_no_register_is_placed_by_its_number(warehouse: Warehouse) -> None:
    early = held_register(warehouse, as_of=date(2017, 12, 31)).schools
    assert set(early["la_code"]) == {"890"}
    assert early.height == 27, "from the census alone, before the register was published"
    assert sorted(set(early["phase"])) == ["Primary", "Secondary"]


def test_links_of_a_later_file_replace_the_earlier(warehouse: Warehouse, tmp_path: Path) -> None:
    result = Warehouse(tmp_path / "warehouse")
    header = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate"
    for name, line, published in (
        ("a.csv", "900101,900201,A,Successor,", date(2022, 7, 1)),
        ("b.csv", "900102,900202,B,Successor,", date(2026, 8, 21)),
    ):
        (tmp_path / name).write_text(f"{header}\n{line}\n", "utf-8")
        reading = read_record_file(tmp_path / name, published=published, retrieved=TODAY)
        result.write(reading, loaded_at=datetime(2026, 11, 30, tzinfo=UTC))
    links = held_register(result, as_of=TODAY).links
    assert school_identities(links)["school_urn"].to_list() == [900102, 900202]
    earlier = held_register(result, as_of=date(2022, 12, 31)).links
    assert earlier["school_urn"].to_list() == [900101]


def test_inspections_name_their_release(warehouse: Warehouse) -> None:
    inspections = held_inspections(warehouse, as_of=TODAY)
    assert inspections.height == 27
    assert inspections["release"].str.starts_with("inspections-history-2019-01-24/").all()
