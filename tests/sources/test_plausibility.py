"""Figures that cannot be, or can hardly be: noted for every reader, and never ranked."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

import polars as pl
import pytest

from stocktake.sources.ees import read_ees
from stocktake.sources.lait import read_lait
from stocktake.sources.lait_dictionary import COLUMNS
from stocktake.sources.plausibility import DOUBTS, check_plausibility
from stocktake.sources.plausibility_policy import plausibility_policy
from stocktake.sources.reading import OBSERVATIONS, SERIES, Reading
from stocktake.standards.errors import DefinitionError, InputError

DAY = date(2026, 1, 1)
HEAD = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
    "region_name,old_la_code,new_la_code,la_name,absence_rate"
)
BLACKPOOL = "Local authority,E92000001,England,E12000002,North West,890,E06000009,Blackpool"
META = "col_name,col_type,label,indicator_unit,indicator_dp\nabsence_rate,Indicator,Rate,%,1"


def write(folder: Path, *rows: str) -> Path:
    path = folder / "absence.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    (folder / "absence.meta.csv").write_text(META, encoding="utf-8")
    return path


def doubtful(reading: Reading) -> list[str]:
    return [str(note) for note in reading.notes if "(implausible)" in str(note)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-99", "stands for no figure, as such numbers do"),
        ("-999", "stands for no figure, as such numbers do"),
        ("-0.1", "is less than 0%"),
        ("101", "is more than 100%"),
        ("9999", "stands for no figure, as such numbers do"),
        ("99999", "stands for no figure, as such numbers do"),
        ("9.9e15", "is larger than any figure can be"),
    ],
)
def test_an_impossible_percentage_is_missing_and_its_note_says_what_stood_there(
    tmp_path: Path, text: str, words: str
) -> None:
    path = write(tmp_path, f"202223,Academic year,{BLACKPOOL},{text}")
    reading = read_ees(path, published=None, retrieved=DAY)
    assert reading.observations.select("value", "missing", "text").row(0) == (None, "x", text)
    assert doubtful(reading) == [
        f"absence.csv: row 2, ees:absence/absence_rate, la-890: {text!r} {words} (implausible); "
        "kept as missing (x)"
    ]
    assert reading.tables["doubts"].select("place", "text", "note").row(0) == (
        "la-890",
        text,
        words,
    )


def test_strict_refuses_an_implausible_figure(tmp_path: Path) -> None:
    path = write(tmp_path, f"202223,Academic year,{BLACKPOOL},-99")
    with pytest.raises(InputError, match="does not meet|implausible"):
        read_ees(path, published=None, retrieved=DAY, strict=True)


def table(
    values: list[float], *, places: int = 1, unit: str = "%", decimals: int = 1, title: str = "Rate"
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A series with a figure for each year, the same for each place but for the place's share."""
    rows = [
        {
            "series": "ees:a/b",
            "place": f"la-{300 + place}",
            "time_period": f"{2010 + year}{11 + year}",
            "time_identifier": "Academic year",
            "span_years": 1,
            "group": "all",
            "value": value + place / 4 if value > 1 else value,
            "row": 2 + year,
        }
        for place in range(places)
        for year, value in enumerate(values)
    ]
    about = {"series": "ees:a/b", "title": title, "unit": unit, "decimal_places": decimals}
    return pl.DataFrame(rows, schema=OBSERVATIONS), pl.DataFrame([about], schema=SERIES)


def notes_of(observations: pl.DataFrame, series: pl.DataFrame) -> set[str]:
    result = check_plausibility(observations, series, file="a.csv", retrieved=DAY)
    assert result.doubts.schema == pl.Schema(DOUBTS)
    return set(result.doubts["note"])


def test_a_figure_far_from_its_own_series_is_noted_with_the_test_used() -> None:
    assert notes_of(*table([5, 6, 5, 6, 5, 6, 60])) == {
        "is far from its own series: ten times, or a tenth of, the median of the place's figures"
    }
    assert notes_of(*table([5, 6, 5, 6, 5, 6, 40])) == set()


def test_a_year_of_shares_among_percentages_is_noted() -> None:
    notes = notes_of(*table([55.0, 56.0, 0.57, 58.0], places=6))
    assert "looks like a share of 1 among percentages: every figure of its period is at most 1" in (
        notes
    )


def test_a_year_that_repeats_another_is_noted() -> None:
    assert notes_of(*table([5, 6, 5], places=12)) == {
        "repeats the figures of 201011 for every place"
    }


def test_a_fraction_of_a_count_and_a_year_to_come_are_noted() -> None:
    assert notes_of(*table([2.5], unit="", decimals=0)) == {"is a fraction of what is counted"}
    observations, series = table([5])
    later = observations.with_columns(time_period=pl.lit("202728"))
    assert notes_of(later, series) == {"is of a period that had not begun on 2026-01-01"}


def test_9999_is_no_rate_and_may_be_a_count() -> None:
    assert notes_of(*table([9999], unit="Rate per 10,000")) == {
        "stands for no figure, as such numbers do"
    }
    assert notes_of(*table([9999], unit="", decimals=0)) == {"may stand for no figure"}
    assert notes_of(*table([9998], unit="", decimals=0)) == set()


def test_a_place_s_own_limits_are_used(tmp_path: Path) -> None:
    folder = tmp_path / "plausibility"
    folder.mkdir()
    shipped = files("stocktake.sources").joinpath("definitions/plausibility/default.toml")
    text = shipped.read_text(encoding="utf-8")
    own_text = text.replace("may_exceed_100_series = [", 'may_exceed_100_series = ["ees:a/b", ')
    assert own_text != text
    (folder / "default.toml").write_text(own_text, encoding="utf-8")
    observations, series = table([116.02])
    shipped_result, own_result = (
        check_plausibility(observations, series, file="a.csv", retrieved=DAY, policy=policy)
        for policy in (None, plausibility_policy(tmp_path))
    )
    assert shipped_result.observations["value"].to_list() == [None]
    assert own_result.observations["value"].to_list() == [116.02]
    assert set(own_result.doubts["note"]) == {"is more than 100%, as others of its series are"}


def test_words_that_are_no_pattern_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "plausibility"
    folder.mkdir()
    shipped = files("stocktake.sources").joinpath("definitions/plausibility/default.toml")
    text = shipped.read_text(encoding="utf-8").replace('"exclusion"', '"exclusion("')
    (folder / "default.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError, match="is no regular expression"):
        plausibility_policy(tmp_path)


def test_what_may_be_negative_or_above_100_is_left_alone() -> None:
    assert notes_of(*table([-5], title="Gap")) == set()
    assert notes_of(*table([-0.5], unit="Score per pupil")) == set()
    assert notes_of(*table([150], title="Suspensions")) == {
        "is more than 100%, as others of its series are"
    }
    assert notes_of(*table([120], places=3)) == {"is more than 100%, as others of its series are"}


@pytest.fixture
def dictionary(tmp_path: Path) -> Path:
    path = tmp_path / "dictionary.csv"
    row = "Key Stage 2,Expected standard,KS2,High,% achieving,About,How,,0,Academic Year,NA"
    path.write_text("\n".join([",".join(COLUMNS), row]), encoding="utf-8")
    return path


def lait(folder: Path, dictionary: Path, value: str, name: str = "Blackpool") -> Reading:
    path = folder / "long.parquet"
    heads = ["Short Desc", "Years", "LA Number", "LA and Regions", "Values"]
    rows = [("KS2", "2025", 890.0, name, value), ("KS2", "2025", 350.0, "Bolton", "60")]
    pl.DataFrame(rows, schema=heads, orient="row").write_parquet(path)
    return read_lait(path, dictionary, published=None, retrieved=DAY)


@pytest.mark.parametrize("text", ["250", "-5", "1,234", "9.9e15", "-99"])
def test_an_impossible_figure_of_lait_never_ranks(
    tmp_path: Path, dictionary: Path, text: str
) -> None:
    reading = lait(tmp_path, dictionary, text)
    figure = reading.observations.filter(place="la-890").select("value", "missing", "text").row(0)
    assert figure == (None, "x", text)
    assert doubtful(reading)


def test_nan_and_thousands_separators_are_noted(tmp_path: Path, dictionary: Path) -> None:
    notes = [str(note) for note in lait(tmp_path, dictionary, "NaN").notes]
    assert (
        "long.parquet: row 1: Values 'NaN' is read as missing (-) (1 row(s)); expected digits and "
        "a point only"
    ) in notes


def test_a_number_under_another_name_is_noted(tmp_path: Path, dictionary: Path) -> None:
    notes = [str(note) for note in lait(tmp_path, dictionary, "55", "Bolton").notes]
    assert (
        "long.parquet: row 1: 'Bolton' is no name of Blackpool, LA Number 890 (1 row(s)); is the "
        "number right? the figures are kept under the number"
    ) in notes


@pytest.mark.parametrize("stage", ["(Revised)", "(revised)", "(REV)", "(Rev.)", "[rev]", "revised"])
def test_a_stage_of_lait_is_read_in_any_spelling(stage: str) -> None:
    from stocktake.standards.periods import read_lait_period

    read = read_lait_period(f"2018 {stage}", "Academic Year", "A3A")
    assert read is not None
    assert (read.period.time_period, read.stage) == ("201718", "revised")


def test_a_new_authority_is_kept_under_its_number_and_asked_about(tmp_path: Path) -> None:
    place = "Local authority,E92000001,England,E12000008,South East,945,E06000067,Invented Unitary"
    path = write(tmp_path, f"202223,Academic year,{place},6", f"202223,Academic year,{BLACKPOOL},6")
    reading = read_ees(path, published=None, retrieved=DAY)
    assert reading.observations["place"].sort().to_list() == ["la-890", "la-945"]
    assert [str(note) for note in reading.notes if "place_new" in str(note)] == [
        "absence.csv: line 2, column old_la_code: '945 E06000067 Invented Unitary' is no local "
        "authority of the register, and is kept as 'la-945' (1 row) (place_new); is it new? add it "
        "to places/*.toml of your definitions, or check the number: stocktake load ... "
        "--definitions FOLDER reads it with yours"
    ]
