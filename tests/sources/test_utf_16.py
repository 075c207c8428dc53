"""UTF-16 is named as such by every reader of text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from stocktake.sources.lait import read_lait
from stocktake.sources.lait_dictionary import COLUMNS
from stocktake.sources.local_returns import read_local_return
from stocktake.standards.errors import InputError
from stocktake.standards.lait_labels import read_lait_period

DAY = date(2026, 1, 1)
ROW = "Key Stage 2,Expected standard,KS2,High,% achieving,About,How,,0,Academic Year,NA"
LONG = "Short Desc,Years,LA Number,LA and Regions,Values\nKS2,2025 (Revised),890,Blackpool,55\n"
RETURN = (
    "indicator,date,place,value,source,returned_by,returned_on\n"
    "local:met,2025-03-31,Blackpool,5,register,careers lead,2025-04-01\n"
)


def dictionary_as(folder: Path, encoding: str) -> Path:
    path = folder / "words.csv"
    path.write_bytes("\n".join([",".join(COLUMNS), ROW]).encode(encoding))
    return path


def read_long(folder: Path, encoding: str) -> object:
    (folder / "a.csv").write_bytes(LONG.encode(encoding))
    words = dictionary_as(folder, "utf-8")
    return read_lait(folder / "a.csv", words, published=None, retrieved=DAY)


def read_dictionary(folder: Path, encoding: str) -> object:
    (folder / "long.csv").write_text(LONG, encoding="utf-8")
    words = dictionary_as(folder, encoding).rename(folder / "a.csv")
    return read_lait(folder / "long.csv", words, published=None, retrieved=DAY)


def read_return(folder: Path, encoding: str) -> object:
    (folder / "a.csv").write_bytes(RETURN.encode(encoding))
    return read_local_return(folder / "a.csv", indicators=None, retrieved=DAY)


@pytest.mark.parametrize("read", [read_long, read_dictionary, read_return])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named(
    tmp_path: Path, read: Callable[[Path, str], object], encoding: str
) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, encoding)
    assert str(caught.value).splitlines()[1:] == [
        "  a.csv: is UTF-16 text; expected UTF-8; save it as CSV UTF-8"
    ]


@pytest.mark.parametrize("read", [read_long, read_dictionary, read_return])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read(tmp_path: Path, read: Callable[[Path, str], object], encoding: str) -> None:
    read(tmp_path, encoding)


@pytest.mark.parametrize(
    "label",
    [
        *("2025 (Revised)", "2025 (REV)", "2025(rev.)", "2025 [Revised]", "2025 revised"),
        *("2025 - Revised", "2025_rev", "2025: revised", "2025 (revised data)", " 2025 ( r ) "),
    ],
)
def test_a_stage_is_read_in_any_spelling(label: str) -> None:
    lait_period = read_lait_period(label, "Academic Year", "KS2")
    assert lait_period is not None
    assert (lait_period.period.time_period, lait_period.stage) == ("202425", "revised")


@pytest.mark.slow
def test_every_release_since_march_2025_is_read_with_its_own_dictionary(
    shared_data: Path,
) -> None:
    folder = shared_data / "lait"
    counts = {}
    for day in ("2025-03-25", "2025-10-10"):
        reading = read_lait(
            folder / f"bds_long_{day}.parquet",
            folder / f"lait_data_dictionary_{day}.csv",
            published=None,
            retrieved=date(2026, 11, 29),
        )
        counts[day] = reading.observations.height
        doubts = reading.tables["doubts"].filter(series="lait:Low_Birth_Weight_Babies")
        assert doubts.select("place", "text", "note").rows() == [
            ("england", "116.02", "is more than 100%")
        ]
    assert counts == {"2025-03-25": 588_200, "2025-10-10": 593_980}
