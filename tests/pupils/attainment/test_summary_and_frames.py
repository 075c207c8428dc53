"""Shares and means by any crossing of groups, and the frames that a measure accepts."""

from __future__ import annotations

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.pupils.frames import to_lazy, to_native_like
from stocktake.pupils.summary import mean, share
from stocktake.standards.errors import UsageError

flags = st.lists(st.sampled_from([True, False, None]), max_size=40)


@pytest.mark.slow
@given(flags)
def test_a_share_counts_the_known_and_its_interval_holds_it(met: list[bool | None]) -> None:
    row = share(pl.DataFrame({"met": met}, schema={"met": pl.Boolean}), "met").row(0, named=True)
    assert (row["numerator"], row["denominator"]) == (met.count(True), len(met) - met.count(None))
    if not row["denominator"]:
        assert row["percent"] is row["lower_percent"] is row["upper_percent"] is None
        return
    assert row["percent"] == pytest.approx(100 * row["numerator"] / row["denominator"])
    assert 0 <= row["lower_percent"] <= row["percent"] + 1e-9
    assert row["percent"] <= row["upper_percent"] + 1e-9
    assert row["upper_percent"] <= 100


@pytest.mark.parametrize(
    ("k", "n", "lower", "upper"), [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605)]
)
def test_the_interval_is_the_one_of_newcombes_table(
    k: int, n: int, lower: float, upper: float
) -> None:
    rows = pl.DataFrame({"met": [True] * k + [False] * (n - k)})
    row = share(rows, "met").row(0, named=True)
    assert row["lower_percent"] / 100 == pytest.approx(lower, abs=1e-4)
    assert row["upper_percent"] / 100 == pytest.approx(upper, abs=1e-4)


@pytest.mark.slow
@given(flags, st.lists(st.sampled_from(["F", "M", None]), min_size=40, max_size=40))
def test_groups_add_up_and_the_unknown_group_is_kept(
    met: list[bool | None], sex: list[str | None]
) -> None:
    rows = pl.DataFrame(
        {"met": met, "sex": sex[: len(met)]}, schema={"met": pl.Boolean, "sex": pl.String}
    )
    whole = share(rows, "met").row(0, named=True)
    groups = share(rows, "met", by=["sex"])
    assert set(groups["sex"]) == set(sex[: len(met)])
    assert groups["numerator"].sum() == whole["numerator"]
    assert groups["denominator"].sum() == whole["denominator"]


@pytest.mark.slow
@given(st.lists(st.floats(-9, 9) | st.none(), max_size=30))
def test_a_mean_leaves_the_missing_out(values: list[float | None]) -> None:
    known_values = [value for value in values if value is not None]
    rows = pl.DataFrame({"v": values}, schema={"v": pl.Float64})
    row = mean(rows, "v", sd=1.5).row(0, named=True)
    assert row["count"] == len(known_values)
    if not known_values:
        assert row["mean"] is row["lower"] is row["upper"] is None
        return
    assert row["mean"] == pytest.approx(math.fsum(known_values) / len(known_values), abs=1e-9)
    half = 1.96 * 1.5 / math.sqrt(len(known_values))
    assert row["upper"] - row["mean"] == pytest.approx(half)


def test_one_row_has_no_spread_of_its_own() -> None:
    row = mean(pl.DataFrame({"v": [4.0]}), "v").row(0, named=True)
    assert (row["count"], row["mean"], row["lower"]) == (1, 4.0, None)


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        to_lazy([{"pupil": "a"}], "entries")
    assert str(caught.value) == (
        "entries is of the type list; expected a Polars frame, eager or lazy, or a PySpark frame"
    )


def test_a_pandas_frame_is_refused() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    with pytest.raises(UsageError, match="entries is of the type DataFrame; expected a Polars"):
        to_lazy(pandas.DataFrame({"pupil": ["a"]}), "entries")


def test_nothing_is_computed_until_a_lazy_frame_is_asked_for() -> None:
    def never(frame: pl.DataFrame) -> pl.DataFrame:
        raise RuntimeError("computed")

    late = pl.LazyFrame({"met": [True]}).map_batches(never, schema={"met": pl.Boolean})
    assert isinstance(share(late, "met"), pl.LazyFrame)
    assert isinstance(to_native_like(to_lazy(late, "late"), late), pl.LazyFrame)
