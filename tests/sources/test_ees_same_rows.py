"""What makes two rows of a data set the same, and the true reason where nobody can tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from stocktake.sources.ees import read_ees
from stocktake.sources.reading import Reading
from stocktake.standards.errors import InputError

TIME = "time_period,time_identifier,geographic_level,country_code,country_name"
ENGLAND = "202223,Academic year,National,E92000001,England"
GROUPED_META = (
    "col_name,col_type,label,filter_grouping_column",
    "level_detail,Filter,Level,level_group",
    "pupils,Indicator,Pupils,",
)
PUPILS = ("col_name,col_type,label", "pupils,Indicator,Pupils")
PLACES = f"{TIME},region_code,region_name,old_la_code,new_la_code,la_name"
HACKNEY = "E13000001,Inner London,204,E09000012,Hackney"


def write(folder: Path, data: Sequence[str], meta: Sequence[str]) -> Path:
    path = folder / "made.csv"
    path.write_text("\n".join(data), encoding="utf-8")
    (folder / "made.meta.csv").write_text("\n".join(meta), encoding="utf-8")
    return path


def read(
    folder: Path, data: Sequence[str], meta: Sequence[str], *, strict: bool = False
) -> Reading:
    path = write(folder, data, meta)
    return read_ees(path, published=None, retrieved=date(2026, 1, 1), strict=strict)


def figures(reading: Reading) -> dict[tuple[str, str], float | None]:
    rows = reading.observations.select("series", "place", "value").rows()
    return {(series.removeprefix("ees:made/"), place): value for series, place, value in rows}


def refusal(folder: Path, data: Sequence[str], meta: Sequence[str]) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(folder, data, meta)
    return str(caught.value).splitlines()[1:]


def test_totals_of_each_group_are_series_of_their_own(tmp_path: Path) -> None:
    head = f"{TIME},level_group,level_detail,pupils"
    rows = ["Total,Total,100", "Intermediate,Total,60", "Intermediate,Level 2,60"]
    rows += ["Advanced,Total,40", "Advanced,Level 3,40"]
    reading = read(tmp_path, [head, *(f"{ENGLAND},{row}" for row in rows)], GROUPED_META)
    assert figures(reading) == {
        ("pupils", "england"): 100,
        ("pupils?level_group=Intermediate", "england"): 60,
        ("pupils?level_detail=Level 2&level_group=Intermediate", "england"): 60,
        ("pupils?level_group=Advanced", "england"): 40,
        ("pupils?level_detail=Level 3&level_group=Advanced", "england"): 40,
    }


def test_totals_of_each_group_are_told_apart_without_a_total_of_all(tmp_path: Path) -> None:
    head = f"{TIME},level_group,level_detail,pupils"
    rows = ["Intermediate,Total,6", "Advanced,Total,4"]
    reading = read(tmp_path, [head, *(f"{ENGLAND},{row}" for row in rows)], GROUPED_META)
    assert figures(reading) == {
        ("pupils?level_group=Intermediate", "england"): 6,
        ("pupils?level_group=Advanced", "england"): 4,
    }


def test_two_names_of_one_code_are_kept_apart_and_noted(tmp_path: Path) -> None:
    head = f"{TIME},provider_name,provider_ukprn,pupils"
    start = "202223,Academic year,Provider,E92000001,England"
    rows = [f"{start},OLD COLLEGE,10000001,10", f"{start},NEW & CO,10000001,12"]
    reading = read(tmp_path, [head, *rows], PUPILS)
    assert figures(reading) == {
        ("pupils", "provider-10000001-old-college"): 10,
        ("pupils", "provider-10000001-new-and-co"): 12,
    }
    assert [str(note) for note in reading.notes if "place_names" in str(note)] == [
        "made.csv: line 2, column provider_name: 'provider-10000001' has 2 names: OLD COLLEGE, "
        "NEW & CO; each is kept as a place of its own (place_names)"
    ]


def test_a_code_that_changes_its_name_over_time_stays_one_place(tmp_path: Path) -> None:
    head = f"{TIME},provider_name,provider_ukprn,pupils"
    end = "Academic year,Provider,E92000001,England"
    rows = [f"202122,{end},OLD COLLEGE,10000001,10", f"202223,{end},NEW,10000001,12"]
    places = read(tmp_path, [head, *rows], PUPILS).observations["place"].unique().to_list()
    assert places == ["provider-10000001"]


def test_inner_london_under_the_code_of_london_is_named_as_that(tmp_path: Path) -> None:
    start = "202223,Academic year,Regional,E92000001,England,E12000007"
    rows = [f"{start},Inner London,,,,6", f"{start},Outer London,,,,5"]
    assert refusal(tmp_path, [f"{PLACES},pupils", *rows], PUPILS) == [
        "  made.csv: line 2, column region_code: E12000007 is London, and the row is named "
        "'Inner London' (1 row) (geog_region_combos); expected E13000001 for Inner London; give "
        "Inner London its own code",
        "  made.csv: line 3, column region_code: E12000007 is London, and the row is named "
        "'Outer London' (1 row) (geog_region_combos); expected E13000002 for Outer London; give "
        "Outer London its own code",
    ]


def test_a_school_named_on_rows_of_its_authority_is_not_read_as_the_authority(
    tmp_path: Path,
) -> None:
    meta = (*PUPILS, "school_name,Filter,School")
    start = f"202223,Academic year,Local authority,E92000001,England,{HACKNEY}"
    rows = [f"{start},First Invented School,9", f"{start},Second Invented School,8"]
    reading = read(tmp_path, [f"{PLACES},school_name,pupils", *rows], meta)
    assert figures(reading) == {
        ("pupils?school_name=First Invented School", "la-204"): 9,
        ("pupils?school_name=Second Invented School", "la-204"): 8,
    }


def test_the_refusal_names_the_column_that_tells_the_rows_apart(tmp_path: Path) -> None:
    start = f"202223,Academic year,Local authority,E92000001,England,{HACKNEY}"
    rows = [f"{start},9", f"{start} Council,8"]
    assert refusal(tmp_path, [f"{PLACES},pupils", *rows], PUPILS) == [
        "  made.csv: lines 2, 3: are the same place, period and filters with different figures "
        "(general_dupes); expected one row; they differ in la_name, which the meta file does not "
        "list as a filter"
    ]


@pytest.mark.parametrize(("mark", "words"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_other_separators_are_named(tmp_path: Path, mark: str, words: str) -> None:
    data = [f"{TIME},pupils".replace(",", mark), f"{ENGLAND},9".replace(",", mark)]
    assert refusal(tmp_path, data, PUPILS) == [
        f"  made.csv: is separated by {words}; expected commas; save it as CSV with commas"
    ]


def test_utf_16_is_named_as_such(tmp_path: Path) -> None:
    path = write(tmp_path, [f"{TIME},pupils", f"{ENGLAND},9"], PUPILS)
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-16")
    with pytest.raises(InputError) as caught:
        read_ees(path, published=None, retrieved=date(2026, 1, 1))
    assert str(caught.value).splitlines()[1] == (
        "  made.csv: is UTF-16 text; expected UTF-8; save it as CSV UTF-8"
    )
