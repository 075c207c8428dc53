"""Which sums an outsider finds in a file that names none, and what nobody can know."""

from __future__ import annotations

from pathlib import Path

import pytest

from stocktake.disclosure import attack, build_problem
from stocktake.sources.ees_lines import Attackable, attackable
from stocktake.standards.places import place_register

HEADER = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
    "region_name,old_la_code,new_la_code,la_name,sex,pupils,pupils_percent"
)
ENGLAND = "201617,Academic year,National,E92000001,England,,,,,"
WEST = "201617,Academic year,Regional,E92000001,England,E12000002,North West,,,"
LAS = {
    "Blackpool": "890,E06000009,Blackpool",
    "Bolton": "350,E08000001,Bolton",
    "Bury": "351,E08000002,Bury",
}
META = (
    "col_name,col_type,label,indicator_grouping,indicator_unit\n"
    "sex,Filter,Sex,,\npupils,Indicator,Pupils,,\npupils_percent,Indicator,Share,,%\n"
)


def read(folder: Path, rows: list[str], confidential: str = "c") -> Attackable:
    (folder / "made.csv").write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    (folder / "made.meta.csv").write_text(META, encoding="utf-8")
    return attackable(folder, register=place_register(), confidential=confidential)


def row(place: str, sex: str, figure: object, share: object = 1) -> str:
    if place in LAS:
        level = "201617,Academic year,Local authority,E92000001,England,E12000002,North West,"
        return f"{level}{LAS[place]},{sex},{figure},{share}"
    return f"{ENGLAND if place == 'England' else WEST},{sex},{figure},{share}"


def bounds(read_file: Attackable) -> dict[str, tuple[float, float]]:
    return {
        f"{item.cell.place} {dict(item.cell.items).get('sex', 'Total')}": (item.low, item.high)
        for part in read_file.slices
        for item in attack(build_problem(part.tables))
    }


def test_a_hidden_authority_follows_from_its_region(tmp_path: Path) -> None:
    rows = [
        row(place, sex, figure)
        for sex, figures in {"Total": (90, 40, 30, 20), "Female": (50, "c", 18, 11)}.items()
        for place, figure in zip(("North West", *LAS), figures, strict=True)
    ]
    assert bounds(read(tmp_path, rows)) == {"la-890 Female": (21, 21)}


def test_where_parts_are_left_out_only_a_limit_follows(tmp_path: Path) -> None:
    """The region has pupils beyond the three authorities: 90 of the total's 100."""
    rows = [
        row(place, sex, figure)
        for sex, figures in {"Total": (100, 40, 30, 20), "Female": (50, "c", 18, 11)}.items()
        for place, figure in zip(("North West", *LAS), figures, strict=True)
    ]
    assert bounds(read(tmp_path, rows)) == {"la-890 Female": (0, 21)}


def test_items_that_overlap_are_no_sum(tmp_path: Path) -> None:
    rows = [row("England", sex, n) for sex, n in (("Total", 60), ("Female", 40), ("Under 18", 50))]
    rows += [row("Bury", sex, n) for sex, n in (("Total", 9), ("Female", "c"), ("Under 18", 5))]
    reading = read(tmp_path, rows)
    assert [split.total for split in reading.slices[0].tables[0].structure.dimension[1].split] == []


def test_what_nobody_can_know_is_said(tmp_path: Path) -> None:
    rows = [row("England", "Total", 60, "c"), row("Bury", "Total", "x", 3)]
    reading = read(tmp_path, rows)
    assert reading.slices == ()
    assert [str(note) for note in reading.notes] == [
        "made.csv: pupils_percent: is no count; of what it is made, the file does not say; "
        "expected a structure",
        "made.csv: 1 figure is not available (x), which is no hidden count; give --confidential "
        "x if this file hides with it",
    ]


@pytest.mark.parametrize("symbol", ["x", "X"])
def test_older_files_hide_with_another_symbol(tmp_path: Path, symbol: str) -> None:
    rows = [row("North West", "Total", 90), row("Bolton", "Total", 50), row("Bury", "Total", "x")]
    rows += [row("North West", "Female", 40), row("Bolton", "Female", 25)]
    rows += [row("Bury", "Female", 15)]
    reading = read(tmp_path, rows, symbol)
    assert reading.slices[0].hidden_count == 1
    assert bounds(reading) == {"la-351 Total": (40, 40)}
