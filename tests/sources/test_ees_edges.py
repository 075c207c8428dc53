"""Places at the edges of England's register: kept, noted, and ranked with whom they belong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from stocktake.benchmarks.engine import Benchmarks
from stocktake.sources.ees import read_ees
from stocktake.standards.periods import Period
from stocktake.standards.places import place_register

ROWS = """\
time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,\
old_la_code,new_la_code,la_name,school_urn,school_laestab,school_name,rate
202223,Academic year,School,E92000001,England,E12000002,North West,890,E06000009,Blackpool,\
20001,8901000,A Centre,5
202223,Academic year,Local authority,W92000004,Wales,,,660,W06000001,Isle of Anglesey,,,,7
202223,Academic year,Local authority,S92000003,Scotland,,,,S12000033,Aberdeen City,,,,8
202223,Academic year,Local authority,E92000001,England,E13000001,Inner London,201,E09000001,\
City of London,,,,9
202223,Academic year,Local authority,E92000001,England,E12000009,South West,420,E06000053,\
Isles of Scilly,,,,10
202223,Academic year,National,W92000004,Wales,,,,,,,,,11
"""
META = "col_name,col_type,label,indicator_unit,indicator_dp\nrate,Indicator,Rate,,1\n"


def test_each_is_kept_and_only_england_s_are_ranked_together(tmp_path: Path) -> None:
    (tmp_path / "edges.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "edges.meta.csv").write_text(
        META + "school_name,Filter,School,,\n", encoding="utf-8"
    )
    reading = read_ees(tmp_path / "edges.csv", published=None, retrieved=date(2026, 1, 1))
    assert sorted(reading.observations["place"]) == [
        "country-W92000004",
        "la-201",
        "la-420",
        "la-S12000033",
        "la-W06000001",
        "school-20001",
    ]
    notes = [str(note) for note in reading.notes if "(place_new)" in str(note)]
    assert notes == [
        "edges.csv: line 3, column old_la_code: '660 W06000001 Isle of Anglesey' lies outside "
        "England, and is kept as 'la-W06000001' (1 row) (place_new); it is ranked with nobody",
        "edges.csv: line 4, column old_la_code: 'S12000033 Aberdeen City' lies outside England, "
        "and is kept as 'la-S12000033' (1 row) (place_new); it is ranked with nobody",
    ]
    name = reading.series["series"][0]
    benchmarks = Benchmarks(reading.observations, {name: "lower"}, register=place_register())
    period = Period("202223", "Academic year")
    ranks = {
        place: benchmarks.benchmark(name, "all", place, period)
        for place in ("la-201", "la-420", "la-W06000001", "la-S12000033")
    }
    assert [(row.rank.rank, row.rank.n) for row in ranks.values() if row and row.rank] == [
        (1, 2),
        (2, 2),
    ]
    wales = ranks["la-W06000001"]
    assert wales is not None
    assert (wales.rank, wales.not_ranked) == (None, "it lies outside England")
