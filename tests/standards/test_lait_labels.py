"""Every label in the two releases of LAIT's long file is read, and can be written back."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.standards.errors import DefinitionError, UsageError
from stocktake.standards.periods import (
    LaitPeriod,
    Period,
    lait_corrections,
    lait_periods,
    read_lait_period,
    write_lait_period,
)

FILES = {"bds_long_2026-04-08.parquet": 3771, "bds_long_2025-12-02.parquet": None}
Triple = tuple[str, str, str]


def _triples(folder: Path, file: str) -> set[Triple]:
    long = pl.read_parquet(folder / "lait" / file, columns=["Short Desc", "Years"]).unique()
    dictionary = pl.read_csv(folder / "lait" / "lait_data_dictionary.csv", infer_schema=False)
    kinds = dict(dictionary.select("Measure_short", "Year_Type").iter_rows())
    return {
        (label, kinds[name], name)
        for name, label in long.select("Short Desc", "Years").iter_rows()
        if label is not None and name in kinds
    }


ACADEMIC, FINANCIAL, CALENDAR = "Academic Year", "Financial Year", "Calendar Year"


@pytest.mark.parametrize(
    ("label", "year_type", "series", "period", "stage"),
    [
        ("2016", ACADEMIC, "TotAbs", Period("201516", "Academic year"), None),
        ("2016/17", ACADEMIC, "TotPermEx", Period("201617", "Academic year"), None),
        ("2015-16", ACADEMIC, "HE_19_FSM", Period("201516", "Academic year"), None),
        ("2025 (prov)", ACADEMIC, "KS1P_all", Period("202425", "Academic year"), "provisional"),
        ("2025 (Prov)", ACADEMIC, "A3A", Period("202425", "Academic year"), "provisional"),
        ("2024 (Rev)", ACADEMIC, "A3A", Period("202324", "Academic year"), "revised"),
        ("2020 (Final)", ACADEMIC, "A3A", Period("201920", "Academic year"), "final"),
        ("2017", FINANCIAL, "ChildPov", Period("201617", "Financial year"), None),
        ("2025-26", FINANCIAL, "Premium", Period("202526", "Financial year"), None),
        ("2016-17 (OT)", FINANCIAL, "C&Y", Period("201617", "Financial year"), "outturn"),
        ("2013/14-15/16", FINANCIAL, "Hosp", Period("201516", "Financial year", 3), None),
        ("2017", CALENDAR, "InfMort", Period("2017", "Calendar year"), None),
        ("2014-16", CALENDAR, "RTA", Period("2016", "Calendar year", 3), None),
        ("2021", FINANCIAL, "16-17 NEET", Period("2021", "Reporting year"), None),
        ("2021", FINANCIAL, "16-17_not known_NEET", Period("2021", "Reporting year"), None),
        ("2021", FINANCIAL, "16-17Ed&Training", Period("2021", "March"), None),
        ("2017", "Annual - January", "PriFSM", Period("2017", "January"), None),
        ("2017", "Annual (end of Sept)", "Sept_Guarantee", Period("2017", "September"), None),
        ("2017", "Annual", "LAC", Period("2017", "March"), None),
    ],
)
def test_what_a_label_means(
    label: str, year_type: str, series: str, period: Period, stage: Any
) -> None:
    assert read_lait_period(label, year_type, series) == LaitPeriod(period, stage)


def test_the_same_year_is_labelled_two_ways() -> None:
    absence = read_lait_period("2024", "Academic Year", "TotPerAbNew")
    exclusion = read_lait_period("2023/24", "Academic Year", "TotPermEx")
    assert absence is not None
    assert exclusion is not None
    assert absence.period == exclusion.period


def test_a_year_written_over_the_turn_of_the_century() -> None:
    span = read_lait_period("1999-01", "Calendar Year", "RTA")
    assert span is not None
    assert span.period == Period("2001", "Calendar year", 3)


@pytest.mark.parametrize(("file", "count"), FILES.items())
def test_every_label_of_a_release_is_read(shared_data: Path, file: str, count: int | None) -> None:
    triples = _triples(shared_data, file)
    read = lait_periods(triples)
    assert set(read) == triples
    if count is not None:
        assert len(triples) == count
    junk = {triple[0] for triple, lait_period in read.items() if lait_period is None}
    assert junk <= {"0"}


@pytest.mark.parametrize("file", FILES)
def test_no_two_labels_of_a_series_are_the_same_period(shared_data: Path, file: str) -> None:
    periods = lait_periods(_triples(shared_data, file))
    counts = Counter((name, lait.period) for (_, _, name), lait in periods.items() if lait)
    assert [key for key, times in counts.items() if times > 1] == []


def test_the_kinds_of_year_in_the_april_release(shared_data: Path) -> None:
    periods = lait_periods(_triples(shared_data, "bds_long_2026-04-08.parquet"))
    series: dict[str, set[str]] = {}
    for (_, _, name), lait in periods.items():
        if lait:
            series.setdefault(lait.period.time_identifier, set()).add(name)
    assert {kind: len(names) for kind, names in series.items()} == {
        "Academic year": 261,
        "Financial year": 119,
        "Calendar year": 23,
        "September": 15,
        "January": 7,
        "March": 6,
        "Reporting year": 3,
    }


def test_the_releases_hold_65_labels_in_125_pairs_with_a_kind_of_year(shared_data: Path) -> None:
    april = {label for label, _, _ in _triples(shared_data, "bds_long_2026-04-08.parquet")}
    assert len(april) == 65
    pairs = {(label, kind) for file in FILES for label, kind, _ in _triples(shared_data, file)}
    assert len(pairs) == 125
    stages = {label.partition("(")[2] for label, _ in pairs}
    assert stages == {"", "OT)", "Rev)", "Final)", "prov)", "Prov)"}


@pytest.mark.parametrize(
    ("series", "column", "later_years"),
    [
        ("16-17 NEET", "NEET_percent", 0),
        ("16-17_not known_NEET", "NEET_not_known_percent", 0),
        ("16-17Ed&Training", "TOTAL_participating_in_education_and_training_percent", 0),
        ("Sept_Guarantee", "September_guarantee_Offer_made_percent", 1),
    ],
)
def test_the_corrected_years_are_those_of_the_departments_scorecards(
    shared_data: Path, series: str, column: str, later_years: int
) -> None:
    """The scorecard of 2021 holds NEET for the turn of 2020 and 2021, participation in March
    2021 and the guarantee of September 2020; LAIT's labels must lead to the same figures."""
    long = pl.read_parquet(shared_data / "lait" / "bds_long_2026-04-08.parquet")
    for year in (2021, 2022, 2023):
        (path,) = (shared_data / "neet").glob(f"*{year}*.csv")
        card = pl.read_csv(path, infer_schema=False).filter(
            pl.col("geographic_level") == "Local authority"
        )
        label = str(year - later_years)
        lait = long.filter(pl.col("Short Desc") == series, pl.col("Years") == label)
        joined_rows = (
            lait.select(pl.col("LA Number").cast(pl.Int64).cast(pl.String), "Values")
            .join(card, left_on="LA Number", right_on="old_la_code")
            .select(pl.col("Values", column).cast(pl.Float64, strict=False))
            .drop_nulls()
        )
        assert joined_rows.height >= 148
        assert (joined_rows["Values"] - joined_rows[column]).abs().max() < 0.051  # type: ignore[operator]


def test_a_definition_says_why_and_where_from_for_every_correction() -> None:
    corrections = lait_corrections()
    for correction in corrections.correction:
        assert len(correction.reason) > 40
        assert correction.source.title


def test_a_correction_to_no_kind_of_period_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "period_corrections"
    folder.mkdir()
    (folder / "lait.toml").write_text(
        'producer = "x"\n[[correction]]\nstated = "Annual"\ntime_identifier = "Lent"\n'
        'reason = "r"\ndecided = 2026-01-01\nsource = { title = "t" }\n',
        encoding="utf-8",
    )
    with pytest.raises(DefinitionError, match="'Lent' is no kind of period") as caught:
        lait_corrections(tmp_path)
    assert caught.value.faults[0].location.endswith("lait.toml: correction[0].time_identifier")


def test_a_place_may_replace_the_corrections(tmp_path: Path) -> None:
    folder = tmp_path / "period_corrections"
    folder.mkdir()
    (folder / "lait.toml").write_text('producer = "x"\ncorrection = []\n', encoding="utf-8")
    lait_period = read_lait_period(
        "2021", "Financial Year", "16-17 NEET", corrections=lait_corrections(tmp_path)
    )
    assert lait_period == LaitPeriod(Period("202021", "Financial year"))


@pytest.mark.parametrize(
    ("label", "year_type", "message"),
    [
        (
            "2016Q1",
            "Academic Year",
            "unknown period label '2016Q1' in series 'x'; expected one of the forms 2016, "
            "2015/16, 2015-16, 2014-16, 2013/14-15/16, with (prov), (Rev), (Final) or (OT)",
        ),
        (
            "2016 (maybe)",
            "Academic Year",
            "unknown period label '2016 (maybe)' in series 'x'; expected one of the forms 2016, "
            "2015/16, 2015-16, 2014-16, 2013/14-15/16, with (prov), (Rev), (Final) or (OT)",
        ),
        (
            "2014-16",
            "Academic Year",
            "period label '2014-16' in series 'x' (Academic Year): '201416' is no Academic year; "
            "the years must follow each other, such as 201415",
        ),
        (
            "2015/16",
            "Calendar Year",
            "period label '2015/16' in series 'x' (Calendar Year): a calendar year is not "
            "written with a stroke",
        ),
        (
            "2016",
            "Lunar Year",
            "unknown kind of year 'Lunar Year' for series 'x'; add it to the definition file "
            "period_corrections/lait.toml",
        ),
    ],
)
def test_a_label_never_seen_before_is_refused(label: str, year_type: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_lait_period(label, year_type, "x")
    assert caught.value.summary == message


SUFFIXES = {"": None, "OT": "outturn", "Rev": "revised", "Final": "final"}
SUFFIXES |= {"prov": "provisional", "Prov": "provisional"}


@given(
    year=st.integers(1950, 2090),
    span=st.integers(1, 4),
    kind=st.sampled_from(["Academic Year", "Financial Year", "Calendar Year"]),
    form=st.sampled_from(["YYYY", "YYYY/YY", "YYYY-YY", "YYYY/YY-YY/YY"]),
    suffix=st.sampled_from(sorted(SUFFIXES)),
)
def test_what_is_written_is_read_back(
    year: int, span: int, kind: str, form: Any, suffix: str
) -> None:
    two = kind != "Calendar Year"
    text = f"{year}{(year + 1) % 100:02d}" if two else f"{year}"
    period = Period(text, kind.capitalize(), span)
    can_hold = {
        "YYYY": span == 1,
        "YYYY/YY": two and span == 1,
        "YYYY-YY": two != (span > 1),
        "YYYY/YY-YY/YY": two and span > 1,
    }
    if not can_hold[form]:
        with pytest.raises(UsageError, match="cannot hold"):
            write_lait_period(period, form)
        return
    label = write_lait_period(period, form, suffix=suffix)
    assert read_lait_period(label, kind, "x") == LaitPeriod(period, SUFFIXES[suffix])  # type: ignore[arg-type]


@given(st.integers(2000, 2050), st.sampled_from(["Annual", "Annual - January"]))
def test_counts_on_one_day_are_written_by_their_year(year: int, kind: str) -> None:
    lait = read_lait_period(str(year), kind, "x")
    assert lait is not None
    assert write_lait_period(lait.period, "YYYY") == str(year)
    assert lait.period.academic_year == f"{year - 1}{year % 100:02d}"
