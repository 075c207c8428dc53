"""The department's own screener cases: what it passes is read, what it fails is noticed."""

from __future__ import annotations

import csv
import re
import tomllib
import zipfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from stocktake.sources.ees import read_ees
from stocktake.standards.errors import InputError

DIFFERENCES = Path(__file__).parents[2] / "docs" / "screener_differences.toml"
ARCHIVES = {
    "dfe-published-data-qa": "dfe_published_data_qa_files.zip",
    "eesyscreener": "eesyscreener_files.zip",
}
CHECK_IDS = {
    "filename": "filename_",
    "special_characters": "filename_",
    "naming_convention": "meta file",
    "invalid_type3": "meta file",
    "data_empty_cols": "empty_cols",
    "mandatory_cols": "col_req_",
    "invalid_meta_cols": "col_invalid_meta",
    "meta_to_data_crosscheck": "cross_meta_to_data",
    "time_identifier_mix": "time_id_mix",
    "time_identifier": "time_id_valid",
    "geographic_level": "geog_level",
    "col_name_completed": "meta_col_name",
    "duplicate_variable_names": "col_name_duplicate",
    "geography_level_present": "level_columns",
    "data_variable_spaces": "col_names_spaces",
    "ob_unit_meta": "meta_ob_unit",
    "filter_level": "filter_not_singular",
    "utf8": "UTF-8",
    "file_separator": "semicolons|tabs|bars",
    "col_type": "meta_col_type",
    "time_validation": "time_period_num",
    "duplicate_rows": "general_dupes",
    "_dupes": "general_dupes",
    "observational_total": "filter_ob_total",
    "ob_unit_total": "filter_ob_total",
    "null": "general_null",
    "blanks_filters": "filter_blanks",
    "blanks_indicators": "ind_invalid_entry",
    "time_period_six": "time_period_six",
    "time_period": "time_period",
    "geography_level_completed": "level_completed",
    "regional_blanks": "level_completed",
    "missing_region_name": "region_col_present",
    "col_present": "col_present",
    "overcompleted_cols": "overcompleted_cols",
    "combinations": "combos|level_completed",
    "adding_z_locationCode": "geog_country_combos",
    "other_geography_duplicates": "other_dupes",
    "other_geography_code_duplicates": "other_code_dupes",
    "na_geography_code": "geog_na_code",
    "na_geography": "geog_na",
    "col_name_duplicate": "col_name_dupe",
    "col_name_spaces": "col_name_spaces",
    "label": "label",
    "geographic_catch": "geog_catch",
    "filter_hint": "filter_hint",
    "filter_group_match": "fil_grp_match",
    "filter_group_level": "filter_group_level",
    "filter_group_duplicate": "fil_grp_dupe",
    "group_stripped": "fil_grp_stripped|general_dupes|indicator_grouping",
    "stripped_filter_groups": "fil_grp_stripped|general_dupes",
    "filter_group": "fil_grp",
    "whitespace_filters": "filter_whitespace",
    "indicator_grouping": "indicator_grouping",
    "indicator_unit_validation": "ind_unit_validation",
    "indicator_unit": "ind_unit",
    "indicator_dp": "indicator_dp|ind_dp_",
    "standard_filter_headers": "variables",
    "non_standard_headers": "variables",
    "ethnicity": "eth_",
    "indicators_smushed": "col_ind_smushed",
    "ignored_rows": "ignored_rows|variables",
    "not_table_tool": "ignored_rows",
    "sch_prov": "ignored_rows",
    "passes_everything_ancillary": "ignored_rows",
    "one_filter": "filter_ob_total",
    "sch_many_filter": "filter_ob_total",
    "missing_col": "geog_level_present",
    "provider_col_incorrect": "level_columns",
    "symbols": "ind_invalid_entry|general_null",
}
"""Part of a file's name, or of the screener's check, to what our message says."""


@dataclass
class Case:
    """One file of the screener's tests, and what it says of it."""

    archive: str
    data: str
    meta: str
    expected: list[tuple[str, str]] = field(default_factory=list)

    @property
    def stem(self) -> str:
        return PurePosixPath(self.data).stem

    @property
    def passes(self) -> bool:
        words = ("passed = TRUE", "no FAIL", "only PASS", "checks and passed")
        return any(word in text for _, text in self.expected for word in words)

    @property
    def failing_checks(self) -> list[str]:
        checks = [check for check, text in self.expected if text == "FAIL"]
        if ("(whole screen)", "passed = FALSE") in self.expected:
            checks.append(self.stem)
        return checks


def cases(folder: Path) -> list[Case]:
    by_file: dict[tuple[str, str, str], Case] = {}
    with (folder / "index.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["data_in_zip"] == row["meta_in_zip"] == "yes":
                key = (row["set"], row["data_file"], row["meta_file"])
                case = by_file.setdefault(key, Case(ARCHIVES[key[0]], *key[1:]))
                case.expected.append((row["check"], row["expected"]))
    return list(by_file.values())


def write(folder: Path, screener: Path, case: Case) -> Path:
    with zipfile.ZipFile(screener / case.archive) as archive:
        members = archive.namelist()
        for name in (case.data, case.meta):
            member = next(item for item in members if item.endswith(name))
            (folder / PurePosixPath(name).name).write_bytes(archive.read(member))
    return folder / PurePosixPath(case.data).name


def outcome(path: Path, *, strict: bool) -> tuple[bool, list[str]]:
    """Whether it is read, and what is said."""
    try:
        reading = read_ees(path, published=None, retrieved=date(2026, 1, 1), strict=strict)
    except InputError as error:
        return False, str(error).splitlines()
    return True, [str(note) for note in reading.notes]


def is_noticed(check: str, messages: list[str]) -> bool:
    for part, pattern in CHECK_IDS.items():
        if part in check:
            return any(re.search(pattern, message) for message in messages)
    return bool(messages)


def read_listed_stems() -> set[str]:
    entries = tomllib.loads(DIFFERENCES.read_text(encoding="utf-8"))["difference"]
    return {entry["file"] for entry in entries}


@pytest.fixture(scope="module")
def screener(shared_data: Path) -> Path:
    folder = shared_data / "ees_screener"
    if not folder.is_dir():
        pytest.skip("the department's screener cases are not among the real files")
    return folder


@pytest.mark.slow
def test_every_file_that_the_screener_passes_is_read(screener: Path, tmp_path: Path) -> None:
    refusals = {}
    for number, case in enumerate(cases(screener)):
        if case.passes:
            folder = tmp_path / str(number)
            folder.mkdir()
            is_read, messages = outcome(write(folder, screener, case), strict=False)
            if not is_read:
                refusals[case.data] = messages
    assert refusals == {}


@pytest.mark.slow
def test_every_file_that_the_screener_fails_is_refused_or_noted_for_its_reason(
    screener: Path, tmp_path: Path
) -> None:
    unnoticed = {}
    for number, case in enumerate(cases(screener)):
        folder = tmp_path / str(number)
        folder.mkdir()
        for check in case.failing_checks:
            path = write(folder, screener, case)
            _, messages = outcome(path, strict=True)
            if not is_noticed(check, messages):
                messages += outcome(path, strict=False)[1]
            if not is_noticed(check, messages):
                unnoticed[case.stem] = messages
    assert {
        stem: texts for stem, texts in unnoticed.items() if stem not in read_listed_stems()
    } == {}
