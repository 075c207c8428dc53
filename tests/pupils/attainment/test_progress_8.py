"""Progress 8: the arithmetic, the interval, the bands, the floor, and who counts."""

from __future__ import annotations

import math
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.pupils.attainment.average_progress import average_progress_8, with_band
from stocktake.pupils.attainment.definitions import estimates, progress_bands
from stocktake.pupils.attainment.progress_8 import floors, progress_8
from stocktake.pupils.frames import to_lazy
from stocktake.pupils.summary import Z_95

ELEMENTS = ("english", "maths", "ebacc", "open")
RELEASE = "202324-provisional"


def attained(**points: float) -> dict[str, float]:
    return {f"{name}_points": value for name, value in points.items()}


WORKED = attained(attainment_8=53.0, english=12.0, maths=10.0, ebacc=17.0, open=14.0)


def pupils(scores: list[float | None], school: str = "1") -> pl.DataFrame:
    """Pupils with these Progress 8 scores, each element at nought."""
    return pl.DataFrame(
        {
            "school_urn": school,
            "attainment_8_points": 40.0,
            "progress_8": scores,
            "progress_8_original": scores,
            "progress_8_adjusted": False,
            **{f"progress_8_{element}": 0.0 for element in ELEMENTS},
        },
        schema_overrides={"progress_8": pl.Float64, "progress_8_original": pl.Float64},
    )


def test_the_worked_pupil_of_2024() -> None:
    table = pl.DataFrame({"pupil": ["a"], **WORKED})
    prior = pl.DataFrame({"pupil": ["a"], "prior_score": [104.5], "prior_group": [19]})
    row = progress_8(table, prior, release=RELEASE).row(0, named=True)
    assert row["progress_8"] == pytest.approx(0.788)
    elements = [row[f"progress_8_{element}"] for element in ELEMENTS]
    assert elements == pytest.approx([1.075, 0.515, 1.35, 0.2167], abs=5e-5)
    weighed = sum(w * e for w, e in zip((0.2, 0.2, 0.3, 0.3), elements, strict=True))
    assert weighed == pytest.approx(row["progress_8"], abs=5e-4)


def test_a_pupil_without_prior_attainment_keeps_attainment_and_has_no_progress() -> None:
    table = pl.DataFrame({"pupil": ["a", "b"], **WORKED})
    prior = pl.DataFrame({"pupil": ["a"], "prior_group": [19]})
    result = progress_8(table, prior, release=RELEASE, cap="approximation").sort("pupil")
    without = result.row(1, named=True)
    assert without["attainment_8_points"] == 53.0
    assert [without[c] for c in ("progress_8", "progress_8_original", "progress_8_adjusted")] == [
        None,
        None,
        None,
    ]
    school = average_progress_8(result, release=RELEASE).row(0, named=True)
    assert (school["pupils_count"], school["progress_8_count"]) == (2, 1)
    assert school["coverage_percent"] == 50
    assert school["progress_8"] == pytest.approx(0.788)


@pytest.mark.parametrize(
    ("score", "n", "release", "lower", "upper", "band"),
    [
        (-0.62, 180, "202122-revised", -0.83, -0.41, "well below average"),
        (-0.31, 150, "202223-revised", -0.54, -0.08, "below average"),
        (0.15, 160, RELEASE, -0.07, 0.37, "average"),
        (0.55, 20, RELEASE, -0.07, 1.17, "average"),
        (-0.5, 400, RELEASE, -0.64, -0.36, "below average"),
        (0.5, 400, RELEASE, 0.36, 0.64, "well above average"),
        (0.49, 400, RELEASE, 0.35, 0.63, "above average"),
    ],
)
def test_intervals_and_bands_of_schools(
    score: float, n: int, release: str, lower: float, upper: float, band: str
) -> None:
    row = average_progress_8(pupils([score] * n), release=release).row(0, named=True)
    assert row["progress_8_lower"] == pytest.approx(lower, abs=0.005)
    assert row["progress_8_upper"] == pytest.approx(upper, abs=0.005)
    assert row["progress_8_band"] == band


def test_half_a_grade_is_significant_from_thirty_one_pupils() -> None:
    bands = [
        average_progress_8(pupils([0.5] * n), release=RELEASE)["progress_8_band"].item()
        for n in (30, 31)
    ]
    assert bands == ["average", "well above average"]


def test_an_area_is_the_mean_of_its_pupils_and_not_of_its_schools() -> None:
    all_pupils = pl.concat([pupils([-0.31] * 150, "1"), pupils([-0.62] * 180, "2")])
    area = average_progress_8(all_pupils, release="202223-revised")["progress_8"].item()
    assert area == pytest.approx(-0.479, abs=5e-4)
    schools = average_progress_8(all_pupils, by=["school_urn"], release="202223-revised")
    assert schools["progress_8"].mean() == pytest.approx(-0.465)


def test_a_school_where_nobody_has_a_score_has_no_band() -> None:
    row = average_progress_8(pupils([None, None]), release=RELEASE).row(0, named=True)
    assert (row["progress_8_count"], row["coverage_percent"]) == (0, 0)
    columns = ("progress_8", "progress_8_lower", "progress_8_upper", "progress_8_band")
    assert [row[name] for name in columns] == [None] * 4


CAP = """
title = "A group's own deviation"
k = 2.3
group = [
  { number = 19, sd = 1.3 },
  { number = 20, floor = -2.5 },
]

[[source]]
title = "Made for a test"
"""


def test_the_floor_lifts_extreme_negatives_only_and_is_counted(tmp_path: Path) -> None:
    (tmp_path / "caps").mkdir()
    (tmp_path / "caps" / "own.toml").write_text(CAP, encoding="utf-8")
    low = estimates(RELEASE).table("attainment_8")
    rows = pl.DataFrame(
        {
            "pupil": ["a", "b", "c"],
            **{f"{element}_points": 1.0 for element in ELEMENTS},
            "attainment_8_points": [low[19] - 42, low[20] - 24, low[20] - 26],
        }
    )
    prior = pl.DataFrame({"pupil": ["a", "b", "c"], "prior_group": [19, 20, 20]})
    result = progress_8(rows, prior, release=RELEASE, cap="own", own_folder=tmp_path).sort("pupil")
    assert result["progress_8_original"].to_list() == pytest.approx([-4.2, -2.4, -2.6])
    assert result["progress_8"].to_list() == pytest.approx([-2.99, -2.4, -2.5])
    assert result["progress_8_adjusted"].to_list() == [True, False, True]
    school = average_progress_8(result, release=RELEASE).row(0, named=True)
    assert school["progress_8_original"] == pytest.approx((-4.2 - 2.4 - 2.6) / 3)
    assert school["progress_8"] == pytest.approx((-2.99 - 2.4 - 2.5) / 3)
    assert school["adjusted_count"] == 2


def test_a_floor_without_deviations_of_groups_uses_the_national_one() -> None:
    from stocktake.pupils.attainment.definitions import cap

    floors_by_group = floors(cap("approximation"), estimates(RELEASE))
    assert len(floors_by_group) == 34
    assert set(floors_by_group.values()) == {-2.3 * 1.41628}


@pytest.mark.slow
@given(
    st.floats(-3, 3, allow_nan=False).map(lambda x: round(x, 2)),
    st.integers(1, 2000),
)
def test_a_band_says_what_the_published_rule_says(score: float, n: int) -> None:
    half = Z_95 * 1.41628 / math.sqrt(n)
    frame = pl.DataFrame({"p": [score], "p_lower": [score - half], "p_upper": [score + half]})
    banded_table = with_band(to_lazy(frame, "p"), "p", progress_bands("progress-8-2018"))
    if score - half > 0:
        expected = "well above average" if score >= 0.5 else "above average"
    elif score + half < 0:
        expected = "below average" if score >= -0.5 else "well below average"
    else:
        expected = "average"
    assert banded_table.collect().to_native()["p_band"].item() == expected
