"""The department's own files of 2018 and 2019, and invented ones like them.

Published figures, the checks that make notes, and a plain twin.
"""

from __future__ import annotations

import csv
import io
import random
import zipfile
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stocktake.sources.ees import read_ees
from stocktake.sources.reading import OBSERVATIONS, Reading
from stocktake.standards.errors import InputError
from stocktake.standards.missing import read_cell

pytestmark = pytest.mark.slow

IDENTITY = ["series", "place", "time_period", "time_identifier", "span_years", "group"]

EYFSP = "EYFSP_APS_GLD_ELG_underlying_data_2013_2018"
MISSING = "absence_number_missing_at_least_one_session_by_reason"
EXCLUSIONS = "exclusions_by_geographic_level"
LEVELS = "level_2_3_sfla"

WRONG_NAMES = ["geog_region_combos", "geog_la_combos"]
"""Names that the department spelled otherwise then: Durham, Yorkshire and the Humber."""

OLD_SCHOOLS = ["geog_level_present", "ignored_rows"]

OLD_CHARACTERISTICS = [*["col_var_characteristic"] * 2, "fil_grp_is_fil"]

FILES = {
    EYFSP: (2_934 * 9, [*OLD_CHARACTERISTICS, *WRONG_NAMES, "api_char_col_label"]),
    "absence_by_term": (
        9_680 * 23,
        ["filter_defaults", "general_null", *WRONG_NAMES, "variables"],
    ),
    MISSING: (109_104 * 17, ["general_null", *OLD_SCHOOLS, *WRONG_NAMES, "variables"]),
    EXCLUSIONS: (242_170 * 8, ["general_null", *OLD_SCHOOLS, *WRONG_NAMES, "variables"]),
    "exclusions_by_reason": (7_004 * 24, ["dupe_label", *WRONG_NAMES, "variables"]),
    LEVELS: (
        (21_721 - 4_186) * 10,
        [
            "cross_meta_to_data",
            *["cross_data_to_meta"] * 3,
            "filter_whitespace",
            *["general_dupes"] * 2,
            *OLD_CHARACTERISTICS,
            "fil_grp_stripped",
            *WRONG_NAMES,
            "api_char_col_label",
        ],
    ),
}
"""Observations, and the checks that make notes beside col_req_meta (all lack indicator_dp)."""


def read(shared_data: Path, name: str, *, strict: bool = False) -> Reading:
    path = shared_data / "ees" / f"{name}.zip"
    return read_ees(path, published=None, retrieved=date(2026, 4, 8), strict=strict)


def value(reading: Reading, series: str, place: str, period: str) -> float | None:
    rows = reading.observations.filter(series=f"ees:{series}", place=place, time_period=period)
    assert rows.height == 1
    return rows["value"].item()  # type: ignore[no-any-return]


@pytest.fixture(scope="module", params=sorted(FILES))
def named_reading(request: pytest.FixtureRequest, published_files: Path) -> tuple[str, Reading]:
    return request.param, read(published_files, request.param)


@pytest.fixture(scope="module")
def exclusions(published_files: Path) -> Reading:
    return read(published_files, EXCLUSIONS)


@pytest.fixture(scope="module")
def levels(shared_data: Path) -> Reading:
    return read(shared_data, LEVELS)


@pytest.mark.parametrize("published_files", ["real"], indirect=True)
def test_no_row_of_the_real_files_is_lost(published_files: Path, subtests: pytest.Subtests) -> None:
    for name, (observations, _) in FILES.items():
        with subtests.test(name):
            assert read(published_files, name).observations.height == observations


def test_files_load_with_notes(named_reading: tuple[str, Reading]) -> None:
    name, reading = named_reading
    _, checks = FILES[name]
    assert dict(reading.observations.schema) == OBSERVATIONS
    names = [note.problem.rsplit("(", 1)[1].rstrip(")") for note in reading.notes]
    # Which figures and names of places are doubtful is another test's question.
    assert [name for name in names if name not in ("implausible", "place_names_known")] == [
        "col_req_meta",
        *sorted(checks, key=checks.index),
    ]


def test_no_figure_is_there_twice(named_reading: tuple[str, Reading]) -> None:
    observations = named_reading[1].observations
    assert observations.select(IDENTITY).n_unique() == observations.height


def test_every_series_that_occurs_is_described_once(named_reading: tuple[str, Reading]) -> None:
    reading = named_reading[1]
    series_ids = reading.series["series"]
    assert series_ids.n_unique() == series_ids.len()
    assert set(series_ids) == set(reading.observations["series"].unique())


def test_a_figure_is_there_or_a_reason_is(named_reading: tuple[str, Reading]) -> None:
    observations = named_reading[1].observations
    assert observations.filter(pl.col("value").is_null() == pl.col("missing").is_null()).is_empty()


def test_a_plain_reader_reads_the_same(
    named_reading: tuple[str, Reading], published_files: Path
) -> None:
    name, reading = named_reading
    with zipfile.ZipFile(published_files / "ees" / f"{name}.zip") as archive:
        lines = list(csv.DictReader(io.StringIO(archive.read(f"{name}.csv").decode("utf-8-sig"))))
    rng = random.Random(20_17)
    line_numbers = sorted(rng.sample(range(len(lines)), min(150, len(lines))))
    rows = reading.observations.filter(pl.col("row").is_in([line + 2 for line in line_numbers]))
    assert rows.height > 0
    for row in rows.iter_rows(named=True):
        line = lines[row["row"] - 2]
        column, _, items = row["series"].removeprefix(f"ees:{name}/").partition("?")
        assert read_cell(line[column]) == (row["value"], row["missing"])
        assert row["time_period"] == line["time_period"]
        for item in filter(None, items.split("&")):
            category, _, text = item.partition("=")
            assert line[category] == text
        level, place = line["geographic_level"], row["place"]
        if level == "National":
            assert place == "england"
        elif level == "Local authority":
            assert place == f"la-{line['old_la_code']}"
        elif level == "School":
            urn = line.get("urn")
            assert place == (f"school-{urn}" if urn else f"laestab-{line['laestab']}")
        else:
            assert place.startswith("region-")


@pytest.mark.parametrize("published_files", ["real"], indirect=True)
def test_exclusions_are_those_that_were_published(exclusions: Reading) -> None:
    england = ("england", "201617")
    assert value(exclusions, f"{EXCLUSIONS}/perm_excl", *england) == 7_720
    assert value(exclusions, f"{EXCLUSIONS}/fixed_excl_rate", *england) == 4.76
    secondary = f"{EXCLUSIONS}/fixed_excl_rate?school_type=State-funded secondary"
    assert value(exclusions, secondary, "la-890", "201617") == 19.17


def test_a_school_without_urn_goes_by_its_number_in_the_authority(exclusions: Reading) -> None:
    places = exclusions.observations["place"].unique()
    assert places.str.starts_with("laestab-").any()
    assert not places.str.starts_with("school-").any()


@pytest.mark.parametrize("published_files", ["real"], indirect=True)
def test_all_schools_of_eleven_years_are_read(exclusions: Reading) -> None:
    places = exclusions.observations["place"].unique()
    assert places.str.starts_with("laestab-").sum() == 25_174


def test_a_changed_ons_code_does_not_split_an_authority(exclusions: Reading) -> None:
    # Gateshead and Northumberland each stand under two codes in this file.
    for place in ("la-390", "la-929"):
        rows = exclusions.observations.filter(series=f"ees:{EXCLUSIONS}/perm_excl", place=place)
        assert rows["time_period"].n_unique() == rows.height == 11


def test_authorities_of_before_2009_are_read(exclusions: Reading) -> None:
    places = set(exclusions.observations["place"].unique())
    assert {"la-820", "la-875"} <= places


def test_the_good_level_of_development_is_as_published(shared_data: Path) -> None:
    reading = read(shared_data, EYFSP)
    assert value(reading, f"{EYFSP}/gld_percent", "england", "201718") == 71.5
    assert value(reading, f"{EYFSP}/gld_percent", "la-890", "201718") == 67.9


def test_overall_absence_is_as_published(shared_data: Path) -> None:
    reading = read(shared_data, "absence_by_term")
    series = "absence_by_term/sess_overall_percent?school_type=State-funded secondary"
    assert value(reading, series, "england", "201617") == 5.4


def test_the_year_and_the_terms_are_series_of_their_own(published_files: Path) -> None:
    reading = read(published_files, "absence_by_term")
    series = "absence_by_term/sess_overall_percent?school_type=State-funded secondary"
    assert value(reading, series, "england", "201617") is not None
    names = reading.series["series"].to_list()
    assert f"ees:{series}&term=Autumn term" in names
    assert not any("term=Total" in name for name in names)


def test_schools_with_urn_are_places_of_their_own(shared_data: Path) -> None:
    reading = read(shared_data, MISSING)
    series = f"{MISSING}/enrol_auth_ext_holiday?school_type=State-funded secondary"
    rows = reading.observations.filter(series=f"ees:{series}", place="school-119781")
    rows = rows.filter(time_period="201617")
    assert rows.select("value", "missing", "text").row(0) == (None, "z", ".")


def test_of_three_rows_labelled_total_the_one_that_the_others_add_up_to_is_read(
    levels: Reading,
) -> None:
    cohort = f"{LEVELS}/number_in_ss_cohort"
    provision = "characteristic_sen_provision_status=SEN Provision"
    assert value(levels, cohort, "england", "201415") == 562_627
    # The rows left out: pupils without identified needs, and pupils with.
    assert 562_627 == 436_618 + 126_009
    no_provision = (
        f"{cohort}?characteristic=SEN Provision No identified SEN&{provision} No identified SEN"
    )
    assert value(levels, no_provision, "england", "201415") == 436_618
    everywhere = levels.observations.filter(series=f"ees:{cohort}", time_period="201415")
    assert everywhere.height == 151 + 9 + 1


def test_level_3_by_19_in_blackpool(levels: Reading) -> None:
    assert value(levels, f"{LEVELS}/l3by19", "la-890", "201718") == 50.07112376
    eligible = "FSM Status Eligable"
    series = f"?characteristic={eligible}&characteristic_fsm_status={eligible}"
    assert value(levels, f"{LEVELS}/l3_by19{series}", "england", "200405") == 16_044


def test_strict_refuses_what_the_department_would(published_files: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(published_files, LEVELS, strict=True)
    checks = [fault.problem.rsplit("(", 1)[1].rstrip(")") for fault in caught.value.faults]
    assert checks == [
        "col_req_meta",
        "cross_meta_to_data",
        "filter_whitespace",
        "general_dupes",
        "general_dupes",
        "fil_grp_stripped",
        *WRONG_NAMES,
    ]


def test_shortened_names_of_authorities_are_noted(levels: Reading) -> None:
    problems = [note.problem for note in levels.notes if "place_names_known" in note.problem]
    assert problems == [
        "'Wals' is no name of Walsall (135 rows) (place_names_known)",
        "'Cornw' is no name of Cornwall (135 rows) (place_names_known)",
    ]
