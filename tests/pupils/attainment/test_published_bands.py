"""Bands against the schools' published scores and bands of 2018/19."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from stocktake.pupils.attainment.average_progress import with_band
from stocktake.pupils.attainment.definitions import progress_bands
from stocktake.pupils.frames import to_lazy

LABELS = {
    "1": "well above average",
    "2": "above average",
    "3": "average",
    "4": "below average",
    "5": "well below average",
}
FILE = "performance_tables/2018-19_england_{}final_ofsted_geo.csv"


def published(data: Path, stage: str, score: str, band: str) -> pl.DataFrame:
    """Schools with a score and a band, and an interval on the side that the band says.

    The files here leave the interval out; what they do show is on which side of nought it lies,
    since only "average" includes nought. So the cuts are tested, and not the intervals.
    """
    table = pl.read_csv(data / FILE.format(stage), infer_schema_length=0, encoding="utf8-lossy")
    return (
        table.select(score=pl.col(score).cast(pl.Float64, strict=False), band=band)
        .filter(pl.col("score").is_not_null(), pl.col("band").is_in(list(LABELS)))
        .with_columns(
            score_lower=pl.when(pl.col("band").is_in(["1", "2"])).then(0.01).otherwise(-9.0),
            score_upper=pl.when(pl.col("band").is_in(["4", "5"])).then(-0.01).otherwise(9.0),
        )
    )


@pytest.mark.parametrize(
    ("stage", "score", "band", "scheme", "at_least"),
    [
        ("ks4", "P8MEA", "P8_BANDING", "progress-8-2018", 3400),
        ("ks2", "READPROG", "READPROG_DESCR", "key-stage-2-2019-reading", 15000),
        ("ks2", "WRITPROG", "WRITPROG_DESCR", "key-stage-2-2019-writing", 15000),
        ("ks2", "MATPROG", "MATPROG_DESCR", "key-stage-2-2019-maths", 15000),
    ],
)
def test_every_school_is_in_its_published_band(
    stage: str, score: str, band: str, scheme: str, at_least: int, shared_data: Path
) -> None:
    schools = published(shared_data, stage, score, band)
    assert schools.height >= at_least
    banded_frame = with_band(to_lazy(schools, "schools"), "score", progress_bands(scheme))
    banded_schools = banded_frame.collect().to_native()
    wrong = banded_schools.filter(pl.col("score_band") != pl.col("band").replace_strict(LABELS))
    assert wrong.is_empty()
