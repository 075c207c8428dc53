"""Figures of a return that can hardly be: noted with the figure, refused by ``strict``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from stocktake.sources.local_returns import read_local_return
from stocktake.sources.reading import Reading
from stocktake.standards.errors import InputError
from stocktake.statistics.repeats import note_repeats
from stocktake.statistics.store import Warehouse

HEAD = "indicator,date,place,value,cumulative,source,returned_by,returned_on"
DAY = date(2023, 9, 1)
SCHOOLS = [119780 + number for number in range(6)]


@dataclass(frozen=True)
class Local:
    unit: str
    words: str = "Something counted"


PLAN = {"encounters": Local("count"), "improved": Local("count"), "share": Local("percent")}
SIZES = {"local:improved": 50}


def write(folder: Path, *rows: str, name: str = "return.csv") -> Path:
    path = folder / name
    lines = [HEAD, *(f"{row},careers register,careers lead,2023-08-31" for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def read(path: Path, **more: bool) -> Reading:
    return read_local_return(path, indicators=PLAN, retrieved=DAY, sizes=SIZES, **more)


@pytest.mark.parametrize(
    ("rows", "text", "clause", "note"),
    [
        (
            ["local:improved,31/08/2022,Bradford,390,"],
            "390",
            "is more than the 50 that the plan says there are",
            "return.csv: row 2, value: 390 is more than the 50 that the plan says there are",
        ),
        (
            ["local:encounters,31/08/2022,Bradford,12.5,yes"],
            "12.5",
            "is no whole number, for a count",
            "return.csv: row 2, value: 12.5 is no whole number, for a count",
        ),
        (
            [
                "local:encounters,31/08/2021,Bradford,200000,yes",
                "local:encounters,31/08/2022,Bradford,100,yes",
            ],
            "100",
            "is lower than 200000 before it, though it is cumulative",
            "return.csv: row 3: 'local:encounters' of la-380 is cumulative and falls from 200000 "
            "(row 2) to 100; check both figures",
        ),
        (
            [
                "local:share,31/08/2021,Bradford,66.2,",
                "local:share,31/08/2022,Bradford,0.662,",
            ],
            "0.662",
            "looks like a share, where another figure is 66.2",
            "return.csv: row 3, value: 0.662 looks like a share, where another figure is 66.2; "
            "expected 0 to 100; write 66.2 if that is meant",
        ),
    ],
)
def test_an_odd_figure_is_noted_and_its_note_is_kept_with_it(
    tmp_path: Path, rows: list[str], text: str, clause: str, note: str
) -> None:
    path = write(tmp_path, *rows)
    reading = read(path)
    assert [str(doubt) for doubt in reading.notes] == [note]
    assert reading.tables["doubts"].select("place", "text", "note").rows() == [
        ("la-380", text, clause)
    ]
    with pytest.raises(InputError, match=r"return\.csv has implausible figures: 1 fault\(s\)"):
        read(path, strict=True)


def test_50_of_50_is_no_doubt(tmp_path: Path) -> None:
    reading = read(write(tmp_path, "local:improved,31/08/2022,Bradford,50,"))
    assert (reading.notes, reading.tables) == ((), {})


def year(folder: Path, day: str, values: list[float], name: str) -> Path:
    head = HEAD.replace("place", "school_urn")
    path = folder / name
    rows = [
        f"local:encounters,{day},{school},{value},,careers register,careers lead,2023-08-31"
        for school, value in zip(SCHOOLS, values, strict=True)
    ]
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    return path


def test_a_year_s_return_that_repeats_another_year_s_is_noted(tmp_path: Path) -> None:
    values = [10.0, 20.0, 30.0, 40.0, 50.0, 60.0]
    warehouse = Warehouse(tmp_path / "warehouse")
    first = read(year(tmp_path, "31/08/2021", values, "first.csv"))
    warehouse.write(first, loaded_at=datetime(2023, 9, 1, tzinfo=UTC))
    second = read(year(tmp_path, "31/08/2022", values, "second.csv"))
    noted = note_repeats(second, warehouse.releases())
    release_id = warehouse.releases()[0].id
    assert [str(note) for note in noted.notes] == [
        f"second.csv: local:encounters of 202122 repeats the figures of 202021 for every place "
        f"({release_id}); is it the file of the right year?"
    ]
    assert noted.tables["doubts"].height == len(SCHOOLS)
    with pytest.raises(InputError, match=r"second\.csv repeats another year's figures"):
        note_repeats(second, warehouse.releases(), strict=True)
    # Bringing in the same file again, or other figures, repeats nothing.
    assert note_repeats(first, warehouse.releases()) is first
    other_reading = read(year(tmp_path, "31/08/2022", [*values[:-1], 61.0], "third.csv"))
    assert note_repeats(other_reading, warehouse.releases()).notes == ()


def test_two_times_in_one_return_that_repeat_each_other_are_noted(tmp_path: Path) -> None:
    values = [10.0, 20.0, 30.0, 40.0, 50.0, 60.0]
    path = year(tmp_path, "31/08/2021", values, "both.csv")
    later = year(tmp_path, "31/08/2022", values, "later.csv").read_text().splitlines()[1:]
    path.write_text("\n".join([path.read_text(), *later]), encoding="utf-8")
    notes = [str(note) for note in read(path).notes]
    assert len(notes) == len(SCHOOLS)
    assert notes[0] == (
        "both.csv: row 8, value: 10.0 repeats the figures of 2021-08-31 for every place"
    )
