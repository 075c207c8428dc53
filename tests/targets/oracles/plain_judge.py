"""A slow judge in plain Python over the rows of the published file; it shares no code with ours.

It knows one file and four kinds of target, and is written to be read beside the rules: a rank is
one more than the number of strictly better authorities, the top half is rank <= n/2, halved is at
most half.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

ENGLAND = 970
REGIONS = {
    "North East": 980,
    "North West": 981,
    "Yorkshire and The Humber": 982,
    "East Midlands": 983,
    "West Midlands": 984,
    "East of England": 985,
    "Inner London": 987,
    "Outer London": 988,
    "South East": 989,
    "South West": 990,
}
LONDON = 986
SAME_PLACE = (
    # Abolished number, successor's number, first calendar year whose summer it did not see.
    (835, 838, 2019),
    (836, 839, 2019),
    (837, 839, 2019),
    (909, 942, 2023),
    (909, 943, 2023),
    (928, 940, 2021),
    (928, 941, 2021),
)
SHARES = {"top_half": 2, "top_third": 3, "top_quarter": 4, "top_sextile": 6}


class Series(NamedTuple):
    """One series: its direction, and by first calendar year the figures by place number."""

    better: str
    figures: dict[int, dict[int, float]]


class Answer(NamedTuple):
    """What the plain judge finds; None where it cannot be told."""

    is_met: bool | None
    value: float | None = None
    required_level: float | None = None
    rank: int | None = None
    n: int | None = None


def read_plainly(folder: Path) -> tuple[dict[str, Series], dict[int, str]]:
    """Series of academic years with a better direction, and each authority's region."""
    series: dict[str, Series] = {}
    with (folder / "lait_data_dictionary.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            better = {"High": "higher", "Low": "lower"}.get(row["Polarity"])
            if better and row["Year_Type"] == "Academic Year":
                series[row["Measure_short"]] = Series(better, defaultdict(dict))
    regions: dict[int, str] = {}
    table = pl.read_parquet(folder / "bds_long_2026-04-08.parquet")
    columns = ("Short Desc", "Years", "Values", "LA Number", "Region")
    strange: set[str] = set()
    for name, label, text, number, region in table.select(columns).iter_rows():
        if name not in series:
            continue
        if len(label) == 4 and label.isdigit() and label != "0":
            first = int(label) - 1
        elif len(label) == 7 and label[4] == "/":
            first = int(label[:4])
        else:
            strange.add(name)
            continue
        if number < ENGLAND:
            regions[int(number)] = region
        if text != "-":
            series[name].figures[first][int(number)] = float(text)
    return {name: one for name, one in series.items() if name not in strange}, regions


def judge_plainly(
    series: Series, place: int, year: int, promise: dict[str, Any], regions: dict[int, str]
) -> Answer:
    """Judge a promise about a place in the academic year that begins in ``year``."""
    values = series.figures.get(year, {})
    own_value = values.get(place)
    kind = promise["kind"]
    if kind == "level":
        return _compare(own_value, promise["level"], promise["comparison"])
    if kind == "relation":
        return _compare(
            own_value, _comparator(values, place, promise, regions), promise["comparison"]
        )
    if kind == "change":
        before = series.figures.get(int(promise["baseline"][:4]), {}).get(place)
        half = None if before is None else before / 2
        if own_value is None or half is None:
            return Answer(None, own_value if half is not None else None, half)
        sign = 1 if series.better == "higher" else -1
        return Answer(round(sign * (own_value - half), 6) >= 0, own_value, half)
    return _position(series, place, year, promise, regions)


def _compare(own_value: float | None, level: float | None, word: str) -> Answer:
    if own_value is None or level is None:
        return Answer(None, own_value, level)
    a, b = round(own_value, 6), round(level, 6)
    is_met = {"at_least": a >= b, "above": a > b, "at_most": a <= b, "below": a < b}[word]
    return Answer(is_met, own_value, level)


def _comparator(
    values: dict[int, float], place: int, promise: dict[str, Any], regions: dict[int, str]
) -> float | None:
    if promise["comparator"] == "england":
        return values.get(ENGLAND)
    region = regions[place]
    region_value = values.get(REGIONS[region])
    return (
        values.get(LONDON) if region_value is None and region.endswith("London") else region_value
    )


def _position(
    series: Series, place: int, year: int, promise: dict[str, Any], regions: dict[int, str]
) -> Answer:
    values = {number: v for number, v in series.figures.get(year, {}).items() if number < ENGLAND}
    own_value = values.get(place)
    if own_value is None:
        return Answer(None)
    members = set(values)
    for old, new, end_year in SAME_PLACE:
        if old in values and new in values:
            members.discard(old if year + 1 >= end_year else new)
    if place not in members:
        return Answer(None, own_value)
    if promise["among"] == "region":
        members = {number for number in members if regions[number] == regions[place]}
    other_values = [round(values[number], 6) for number in members if number != place]
    if not other_values:
        return Answer(None, own_value)
    sign = 1 if series.better == "higher" else -1
    ahead = sum(sign * value > sign * round(own_value, 6) for value in other_values)
    rank, n = ahead + 1, len(other_values) + 1
    inside = math.floor(n / SHARES[promise["within"]])
    sorted_values = sorted(other_values, key=lambda value: -sign * value)
    required_level = sorted_values[inside - 1] if inside >= 1 else None
    return Answer(rank <= n / SHARES[promise["within"]], own_value, required_level, rank, n)
