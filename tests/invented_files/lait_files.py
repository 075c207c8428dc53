"""Two invented releases of LAIT: long file and dictionary, with the quirks of the real ones.

What is true of the real files and kept here: every series has a row for every area and period, "-"
where there is no figure; numbers are text as a spreadsheet leaves it (0.10000000000000001); the two
spellings of Yorkshire and the Humber; labels differ by series and carry stages; short names with
spaces in them; one series under two titles; a junk label "0"; five abolished authorities.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from statistics import fmean
from typing import Any

import polars as pl
from areas import (
    ENGLAND,
    INNER,
    LONDON,
    NORTH_WEST,
    OUTER,
    REGIONS,
    Area,
    authorities,
    region_of_row,
)
from figures import HOME, KnownFigure, invent_around, invent_freely

FOLDER = Path(__file__).parent
RELEASES = ("2025-12-02", "2026-04-08")
JUNK_LABEL = "0"
OLD_MAP = {"HE_19_FSM": date(2018, 12, 31)}
"""A publication that keeps the map of an earlier year."""

LINES = {("SusEdOverall_All", 2021): (75, 93.2), ("HE_19_FSM", 2021): (75, 23.1)}
"""The figure at the last rank of the top half, where the tests quote it."""

REVISED = {
    ("EngMaths9-4", HOME): 51.0,
    ("EngMaths9-5", HOME): 30.0,
    ("SusEdOverall_All", HOME): 84.1,
    ("KS2RWM_Expected_STD", ENGLAND): 61.0,
    ("KS2RWM_Expected_STD", NORTH_WEST): 60.0,
}
"""Figures of a series' last period as the release before had them."""

ROUNDED_BEFORE = ("Sept_Guarantee", 2020)
"""The release before had this series at one decimal place, from this year on."""

Cell = float | None
Figures = dict[int, Cell]

COLUMNS = ("Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number", "Region")
DICTIONARY = (
    "Measure_code", "Topic", "Measure", "Chart_title", "Measure_short", "Polarity", "y_axis_name",
    "state_funded_flag", "Table_status", "Description", "Last Update", "Next Update",
    "Data Owner (DO) /Supplier and Contact Details", "Methodology", "Hyperlink(s)", "dps",
    "Year_Type", "No_Quartile",
)  # fmt: skip


def write_long_file(path: Path, release: str) -> None:
    """Write one release as Parquet."""
    rows = [
        (name, title, label, area, text, float(number), region)
        for name, title, labels in grids(release)
        for label, figures in labels.items()
        for area, number, region, text in rows_of(figures, name)
    ]
    # Like the real file: London whole has no Region but itself, a last series has no title.
    pl.DataFrame(rows, schema=list(COLUMNS), orient="row").write_parquet(path)


def write_dictionary(path: Path) -> None:
    """Write the dictionary: one row for each listing, NA for nothing, dates as a sheet counts."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerow(DICTIONARY)
        for code, row in enumerate(listings(), 1):
            method = f"Invented for tests.\r\n\r\n- {row['title']}\r\n- no figure is anybody's"
            writer.writerow(
                [code, row["topic"], row["title"], row["title"], row["short_name"], row["polarity"],
                 row["axis"], "NA", "NA", f"An invented series: {row['title']}.", "45809", "46174",
                 "Nobody", method, "https://example.org/statistics", row["decimal_places"],
                 row["kind_of_year"], row["no_quartile"]]
            )  # fmt: skip


def grids(release: str) -> Iterator[tuple[str, str | None, dict[str, Figures]]]:
    """Each series of a release: short name, title, and the figures of each label."""
    earlier = release == RELEASES[0]
    for name, rows in groupby(listings(), key=lambda row: row["short_name"]):
        row = next(rows)
        text = (row["earlier_labels"] or row["labels"]) if earlier else row["labels"]
        labels = {label: figures_of(name, label) for label in text.split(";") if label != "-"}
        if earlier and labels:
            labels = as_before(name, labels)
        yield name, None if name == "Vacancies_cover" else row["title"], labels


def as_before(name: str, labels: dict[str, Figures]) -> dict[str, Figures]:
    """The labels of a series as the release before had them: a few figures were revised since."""
    *_, last = labels
    labels = {label: dict(figures) for label, figures in labels.items()}
    for (series, number), figure in REVISED.items():
        if series == name:
            labels[last][number] = figure
    series, first = ROUNDED_BEFORE
    for label, figures in labels.items():
        if name == series and year_of(label) >= first:
            labels[label] = {n: None if v is None else one_place(v) for n, v in figures.items()}
    return labels


def one_place(figure: float) -> float:
    """A figure at one decimal place, halves up, as a spreadsheet does it."""
    return float(Decimal(str(figure)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def figures_of(name: str, label: str) -> Figures:
    """Every area's figure; None where it has none."""
    row = first_listing()[name]
    blank: Figures = dict.fromkeys([*(area.number for area in areas()), ENGLAND, *REGIONS])
    if label == JUNK_LABEL or label in row["unpublished_labels"].split(";"):
        return blank
    level, spread = float(row["level"]), float(row["spread"])
    day = OLD_MAP.get(name, date(year_of(label), 8, 31))
    published = facts().get((name, year_of(label)), {})
    if published and published.get(HOME) is None:
        return blank
    home = published.get(HOME)
    if isinstance(home, KnownFigure):
        own_figures = invent_around(areas(), day, home, step=step_of(home.value, row["axis"]))
    else:
        own_figures = invent_freely(areas(), day, level=level, spread=spread, seed=year_of(label))
    if row["axis"].startswith("%"):
        own_figures = {number: min(figure, 100.0) for number, figure in own_figures.items()}
    figures = blank | own_figures | means_of(own_figures)
    return figures | {n: cell for n, cell in published.items() if not isinstance(cell, KnownFigure)}


def means_of(own_figures: dict[int, float]) -> Figures:
    """England's and the regions' figures: plain means, since nothing is known of sizes here."""
    members: dict[int, list[float]] = {}
    for area in areas():
        if area.number in own_figures:
            members.setdefault(area.region, []).append(own_figures[area.number])
    members[LONDON] = members.get(INNER, []) + members.get(OUTER, [])
    means: Figures = {
        number: round(fmean(values), 2) for number, values in members.items() if values
    }
    return means | {ENGLAND: round(fmean(own_figures.values()), 2)}


def step_of(value: float, axis: str) -> float:
    """How far figures lie apart, so that 150 of them stay inside what the unit allows."""
    if "core" in axis:
        return 0.01 if value < 10 else 0.05
    room = min(value, 100 - value) if axis.startswith("%") and value < 100 else value
    return room / 170


def rows_of(figures: Figures, name: str) -> Iterator[tuple[str, int, str, str]]:
    """Area, number, region and text of each row, authorities by name and then the wider areas."""
    for area in areas():
        region = region_of_row(area.region)
        yield area.name, area.number, region, text_of(figures[area.number], name)
    yield "England", ENGLAND, "NA", text_of(figures[ENGLAND], name)
    for number, title in REGIONS.items():
        yield title, number, "NA", text_of(figures[number], name)


def text_of(figure: Cell, name: str) -> str:
    """A figure as the file has it: some columns came through a spreadsheet with 17 digits."""
    if figure is None:
        return "-"
    return f"{figure:.17g}" if len(name) % 2 else f"{figure:.6g}"


def year_of(label: str) -> int:
    """The year in which a label's period ends, whatever its spelling and stage."""
    years = re.findall(r"\d{4}|(?<=[-/])\d{2}\b", label)
    last = years[-1]
    return int(last) if len(last) == 4 else 2000 + int(last)


@cache
def areas() -> tuple[Area, ...]:
    """The authorities of the file."""
    return tuple(authorities())


@cache
def listings() -> tuple[dict[str, str], ...]:
    """The rows of the table of series beside this file."""
    return tuple(read_table(FOLDER / "lait_series.csv"))


@cache
def first_listing() -> dict[str, dict[str, str]]:
    """The first listing of each series."""
    return {row["short_name"]: row for row in reversed(listings())}


@cache
def facts() -> dict[tuple[str, int], dict[int, Any]]:
    """What is stated of Blackpool, its region and England, by short name and year of the end."""
    facts_by_key: dict[tuple[str, int], dict[int, Any]] = {}
    figures_file = files("stocktake.examples") / "blackpool" / "figures.csv"
    numbers = {"la-890": HOME, "england": ENGLAND, "region-north-west": NORTH_WEST}
    for row in read_table(Path(str(figures_file))):
        name, period = row["series"].removeprefix("lait:"), row["time_period"]
        year = int(period) if len(period) == 4 else 2000 + int(period[4:])
        cell = float(row["value"]) if row["value"] else None
        facts_by_key.setdefault((name, year), {})[numbers[row["place"]]] = (
            quoted_place(name, year, cell, row) if row["quoted_rank"] and cell is not None else cell
        )
    for row in read_table(FOLDER / "lait_stated.csv"):
        cells = facts_by_key.setdefault((row["short_name"], year_of(row["label"])), {})
        value = float(row["value"])
        cells[int(row["number"])] = (
            KnownFigure(value, int(row["higher"]), int(row["counted"])) if row["counted"] else value
        )
    return facts_by_key


def quoted_place(name: str, year: int, value: float, row: dict[str, str]) -> KnownFigure:
    """A quoted rank as the number of authorities with a higher figure."""
    rank, n = int(row["quoted_rank"]), int(row["quoted_n"])
    rank_in_region, n_in_region = int(row["quoted_rank_in_region"]), int(row["quoted_n_in_region"])
    lower = first_listing()[name]["polarity"] == "Low"
    return KnownFigure(
        value,
        n - rank if lower else rank - 1,
        n,
        n_in_region - rank_in_region if lower else rank_in_region - 1,
        n_in_region,
        None if (name, year) in LINES else float(row["quoted_neighbours_mean"]),
        LINES.get((name, year)),
    )


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))
