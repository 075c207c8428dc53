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

    holds: bool | None
    value: float | None = None
    required: float | None = None
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
    now = series.figures.get(year, {})
    mine = now.get(place)
    kind = promise["kind"]
    if kind == "level":
        return _compare(mine, promise["level"], promise["comparison"])
    if kind == "relation":
        return _compare(mine, _comparator(now, place, promise, regions), promise["comparison"])
    if kind == "change":
        before = series.figures.get(int(promise["baseline"][:4]), {}).get(place)
        half = None if before is None else before / 2
        if mine is None or half is None:
            return Answer(None, mine if half is not None else None, half)
        sign = 1 if series.better == "higher" else -1
        return Answer(round(sign * (mine - half), 6) >= 0, mine, half)
    return _position(series, place, year, promise, regions)


def _compare(mine: float | None, level: float | None, word: str) -> Answer:
    if mine is None or level is None:
        return Answer(None, mine, level)
    a, b = round(mine, 6), round(level, 6)
    holds = {"at_least": a >= b, "above": a > b, "at_most": a <= b, "below": a < b}[word]
    return Answer(holds, mine, level)


def _comparator(
    now: dict[int, float], place: int, promise: dict[str, Any], regions: dict[int, str]
) -> float | None:
    if promise["comparator"] == "england":
        return now.get(ENGLAND)
    region = regions[place]
    own = now.get(REGIONS[region])
    return now.get(LONDON) if own is None and region.endswith("London") else own


def _position(
    series: Series, place: int, year: int, promise: dict[str, Any], regions: dict[int, str]
) -> Answer:
    now = {number: v for number, v in series.figures.get(year, {}).items() if number < ENGLAND}
    mine = now.get(place)
    if mine is None:
        return Answer(None)
    counted = set(now)
    for old, new, gone in SAME_PLACE:
        if old in now and new in now:
            counted.discard(old if year + 1 >= gone else new)
    if place not in counted:
        return Answer(None, mine)
    if promise["among"] == "region":
        counted = {number for number in counted if regions[number] == regions[place]}
    others = [round(now[number], 6) for number in counted if number != place]
    if not others:
        return Answer(None, mine)
    sign = 1 if series.better == "higher" else -1
    ahead = sum(sign * other > sign * round(mine, 6) for other in others)
    rank, n = ahead + 1, len(others) + 1
    inside = math.floor(n / SHARES[promise["within"]])
    ordered = sorted(others, key=lambda other: -sign * other)
    required = ordered[inside - 1] if inside >= 1 else None
    return Answer(rank <= n / SHARES[promise["within"]], mine, required, rank, n)
