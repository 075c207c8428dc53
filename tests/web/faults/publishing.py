"""A statistics publisher: writes small files in LAIT's format, and loads them with the command."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any

import polars as pl
from installations import Installation

from stocktake.sources.lait_dictionary import COLUMNS
from stocktake.standards.places import place_register

INDICATOR = "KS2RWM_Expected_STD"
TOPIC, MEASURE = "Key Stage 2", "Reading, writing and maths: expected standard"
ENGLAND, DAY = 970, date(2026, 4, 8)
Figures = dict[tuple[str, int], float]


def figures(*years: str) -> Figures:
    """An invented percentage of every authority and of England, by year."""
    codes = [
        int(authority.id.removeprefix("la-")) for authority in place_register().authorities_on(DAY)
    ]
    return {
        (year, code): 40.0 + (code * 7 + int(year)) % 30
        for year in years
        for code in (*codes, ENGLAND)
    }


def publish(place: Installation, values: Figures, published: str) -> str:
    """Load a release with ``stocktake load``; what it said."""
    process = begin_publishing(place, values, published)
    output, complaint = process.communicate()
    assert process.returncode == 0, output + complaint
    return output


def begin_publishing(place: Installation, values: Figures, published: str) -> subprocess.Popen[str]:
    """Begin to load a release."""
    folder = place.folder / f"published-{published}"
    folder.mkdir()
    long_file, dictionary = folder / "bds_long.parquet", folder / "lait_data_dictionary.csv"
    rows: list[dict[str, Any]] = [
        {"Short Desc": INDICATOR, "Years": year, "LA Number": float(code), "Values": f"{value}"}
        for (year, code), value in values.items()
    ]
    pl.DataFrame(rows).write_parquet(long_file)
    listing = f'{TOPIC},"{MEASURE}",{INDICATOR},High,%,About,How,,0,Academic Year,NA'
    dictionary.write_text(f"{','.join(COLUMNS)}\r\n{listing}\r\n", "utf-8")
    command = [sys.executable, "-m", "stocktake", "load", "lait", str(long_file)]
    command += ["--dictionary", str(dictionary), "--published", published]
    return subprocess.Popen(
        [*command, "--warehouse", str(place.warehouse)],
        env=place.environment,
        cwd=place.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
