"""Pupils by the million, streamed to files, on whom speed and memory are measured."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

from stocktake.examples.pupils.numbers import upn_numbers
from stocktake.examples.pupils.random_streams import Flags, Floats, Ints, load_shape, stream_of
from stocktake.examples.pupils.school_days import TERMS
from stocktake.examples.pupils.years import day, period
from stocktake.standards.errors import Fault, StoreError, UsageError

START = 2023
"""The academic year 2023/24: the last for which Progress 8 is published."""
CHUNK = 100_000
MOST = 40_000_000
_YEAR_GROUPS = 12
_IN_YEAR_GROUP = 60
_SCHOOL = _YEAR_GROUPS * _IN_YEAR_GROUP
_FIRST_URN = 900_100
_POSSIBLE = (142, 108, 54, 70)
_GCSES = ("ENG_LANG", "ENG_LIT", "MATHS", "COMB_SCI", "HISTORY", "GEOGRAPHY", "FRENCH", "RE", "ART")
_EASE = (0.3, 0.25, 0.1, 0.0, 0.0, 0.0, 0.2, 0.3, 0.5)

Tell = Callable[[str, int, int], None]


def stream_country_pupils(
    seed: int, pupils_count: int, folder: Path, *, tell: Tell | None = None
) -> None:
    """Write so many pupils of one academic year as partitioned Parquet, in bounded memory.

    Twelve year groups alike in size. All pupils have termly totals of attendance; year 6 and
    year 11 have scaled scores of key stage 2, and year 11 nine entries each, ten GCSEs in all. It
    is far plainer than the borough: there are no families, moves or planted truth.

    Parameters
    ----------
    seed : int
    pupils_count : int
        From 1 to 40 million.
    folder : Path
        ``<table>/time_period=<year>/part-<number>.parquet`` for ``pupils``,
        ``attendance_terms``, ``assessments`` and ``entries``. The year is also a column.
    tell : callable or None
        Called with what was done, the pupils written and the pupils in all.

    Raises
    ------
    UsageError
        ``pupils_count`` is out of range.
    StoreError
        The folder cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> stream_country_pupils(1, 2000, folder)
    >>> pl.scan_parquet(folder / "attendance_terms" / "**" / "*.parquet").collect().height
    8000
    """
    if not 1 <= pupils_count <= MOST:
        fault = Fault("", f"{pupils_count} pupils", f"1 to {MOST} pupils", "ask for fewer")
        raise UsageError("no such country can be invented", [fault])
    try:
        for number, first in enumerate(range(0, pupils_count, CHUNK)):
            count = min(CHUNK, pupils_count - first)
            for table, frame in _chunk(seed, number, first, count).items():
                _part(frame, folder / table, number)
            if tell is not None:
                tell(f"{first + count:,} pupils", first + count, pupils_count)
    except OSError as error:
        fault = Fault(
            str(folder),
            error.strerror or type(error).__name__,
            "a folder with room to write in",
            "name another folder",
        )
        raise StoreError("the invented pupils cannot be written", [fault]) from None


def _part(frame: pl.DataFrame, folder: Path, number: int) -> None:
    for (time_period,), part in frame.group_by("time_period", maintain_order=True):
        place = folder / f"time_period={time_period}"
        place.mkdir(parents=True, exist_ok=True)
        part.write_parquet(
            place / f"part-{number:05d}.parquet", compression="zstd", compression_level=1
        )


def _chunk(seed: int, number: int, first: int, count: int) -> dict[str, pl.DataFrame]:
    chance = stream_of(f"nation {number}", seed)
    at = np.arange(first, first + count)
    school, within = at // _SCHOOL, at % _SCHOOL
    nc_year = within // _IN_YEAR_GROUP
    entry_year = START - nc_year
    # Serial numbers run on within a school and year, whatever the chunk.
    upn = pl.Series("upn", _upns(school, entry_year, within % _IN_YEAR_GROUP))
    urn = pl.Series("school_urn", _FIRST_URN + school)
    poor = chance.random(count) < 0.28
    standing = chance.standard_normal(count) - 0.3 * poor + 0.1
    pupils = pl.DataFrame(
        {
            "time_period": [period(START)] * count,
            "upn": upn,
            "date_of_birth": day(entry_year - 5, 9, 1)
            + chance.integers(0, 365, count).astype("timedelta64[D]"),
            "sex": np.where(chance.random(count) < 0.49, "F", "M"),
            "nc_year": np.where(nc_year == 0, "R", nc_year.astype("U2")),
            "sen_provision": np.select(
                [chance.random(count) < 0.05, chance.random(count) < 0.14], ["E", "K"], "N"
            ),
            "fsm6": poor,
        }
    )
    return {
        "pupils": pupils,
        "attendance_terms": _attendance(chance, upn, urn, standing, poor),
    } | _results(chance, upn, urn, nc_year, standing)


def _upns(
    school: Ints, entry_year: Ints, serial: Ints
) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    """Numbers of the authorities kept for invented places, the same in whatever chunk."""
    la, estab = school % 150, 1000 + school // 150
    starts = int(serial[0])
    if starts == 0:
        return upn_numbers(la, estab, entry_year, np.zeros(len(la), dtype=bool))
    # A chunk may begin in the middle of a year group: number the whole of it, and cut.
    la, estab, entry_year = (
        np.append(np.full(starts, part[0]), part) for part in (la, estab, entry_year)
    )
    return upn_numbers(la, estab, entry_year, np.zeros(len(la), dtype=bool))[starts:]


def _attendance(
    chance: np.random.Generator, upn: pl.Series, urn: pl.Series, standing: Floats, poor: Flags
) -> pl.DataFrame:
    count = len(upn)
    logit = -2.9 + 0.5 * poor - 0.2 * standing + 0.85 * chance.standard_normal(count)
    frames = []
    for term, possible in zip(TERMS, _POSSIBLE, strict=True):
        likely = 1 / (1 + np.exp(-logit - 0.3 * chance.standard_normal(count)))
        absent = chance.binomial(possible, likely)
        unauthorised = chance.binomial(absent, 0.35)
        frames.append(
            pl.DataFrame(
                {
                    "time_period": [period(START)] * count,
                    "term": [term] * count,
                    "upn": upn,
                    "school_urn": urn,
                    "sess_possible": np.full(count, possible),
                    "sess_authorised": absent - unauthorised,
                    "sess_unauthorised": unauthorised,
                    "sess_reasons": absent,
                }
            )
        )
    return pl.concat(frames)


def _results(
    chance: np.random.Generator, upn: pl.Series, urn: pl.Series, nc_year: Ints, standing: Floats
) -> dict[str, pl.DataFrame]:
    scores, grades = [], []
    for year_group, start in ((6, START), (11, START - 5)):
        at = np.flatnonzero(nc_year == year_group)
        means = []
        for component, mean in (("READ", 104.9), ("MATH", 104.2)):
            attainment = 0.88 * standing[at] + 0.45 * chance.standard_normal(len(at))
            score = np.clip(np.round(mean + 7.5 * attainment), 80, 120).astype(int)
            means.append(score)
            scores.append(
                pl.DataFrame(
                    {
                        "time_period": [period(start)] * len(at),
                        "upn": upn.gather(at),
                        "school_urn": urn.gather(at),
                        "stage": ["KS2"] * len(at),
                        "component": [component] * len(at),
                        "measure": ["SCALED"] * len(at),
                        "result": score.astype(str),
                    },
                    schema_overrides={"result": pl.String},
                )
            )
        if year_group == 11:
            prior = (means[0] + means[1]) / 2
            grades = _entries(chance, upn.gather(at), urn.gather(at), prior)
    return {"assessments": pl.concat(scores), "entries": pl.concat(grades)}


def _entries(
    chance: np.random.Generator, upn: pl.Series, urn: pl.Series, prior: Floats
) -> list[pl.DataFrame]:
    count = len(upn)
    curve = np.array(load_shape().attainment_8_by_ks2)
    middle = np.interp(prior, curve[:, 0], curve[:, 1]) / 10 + 1.2 * chance.standard_normal(count)
    frames = []
    for subject, ease in zip(_GCSES, _EASE, strict=True):
        grade = np.round(middle + ease + 0.8 * chance.standard_normal(count))
        grade = np.clip(grade, 0, 9).astype(int)
        text = np.where(grade == 0, "U", grade.astype("U2"))
        double = subject == "COMB_SCI"
        if double:
            text = np.where(grade == 0, "U", np.char.add(grade.astype("U1"), grade.astype("U1")))
        frames.append(
            pl.DataFrame(
                {
                    "time_period": [period(START)] * count,
                    "upn": upn,
                    "school_urn": urn,
                    "stage": ["KS4"] * count,
                    "qualification": ["GCSE_DOUBLE" if double else "GCSE"] * count,
                    "subject": [subject] * count,
                    "grade": text,
                    "award_date": np.full(count, np.datetime64(f"{START + 1}-08-22")),
                },
                schema_overrides={"grade": pl.String},
            )
        )
    return frames
