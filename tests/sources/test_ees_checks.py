"""Publishing rules of the open data standard: each broken in the smallest way, and just kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from stocktake.sources.ees import read_ees
from stocktake.sources.ees_checks import CHECKS, screen
from stocktake.sources.ees_checks_publishing import FORM_ONLY, PUBLISHING
from stocktake.sources.ees_file import open_ees
from stocktake.sources.ees_screened import EesFile
from stocktake.sources.reading import Reading
from stocktake.standards.errors import InputError
from stocktake.standards.places import place_register

META = (
    "col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,"
    "filter_grouping_column",
    "sex,Filter,Sex,,,,,",
    "pupil_count,Indicator,Pupils,,,0,,",
)

DATA = (
    "time_period,time_identifier,geographic_level,country_code,country_name,sex,pupil_count",
    "201617,Academic year,National,E92000001,England,Total,100",
    "201617,Academic year,National,E92000001,England,Female,48",
)

GROUPED_META = (
    META[0],
    "sex,Filter,Sex,,,,,sex_group",
    "sex_group,Filter,Group,,,,,",
    META[2],
)
GROUPED_DATA = (
    DATA[0].replace("sex", "sex_group,sex"),
    DATA[1].replace("Total", "Total,Total"),
    DATA[2].replace("Female", "Known,Female"),
)


def write(folder: Path, data: Sequence[str], meta: Sequence[str]) -> Path:
    """Both files; the path of the data file."""
    path = folder / "made.csv"
    path.write_text("\n".join(data) + "\n", encoding="utf-8")
    (folder / "made.meta.csv").write_text("\n".join(meta) + "\n", encoding="utf-8")
    return path


def read(path: Path, *, strict: bool = False) -> Reading:
    return read_ees(path, published=None, retrieved=date(2026, 1, 1), strict=strict)


def notes(path: Path, *, strict: bool = False) -> list[str]:
    return [str(note) for note in read(path, strict=strict).notes]


def refusal(path: Path) -> list[str]:
    """What ``strict`` refuses, fault by fault."""
    with pytest.raises(InputError) as caught:
        read(path, strict=True)
    return [str(fault) for fault in caught.value.faults]


def swap(lines: Sequence[str], old: str, new: str) -> list[str]:
    """Lines with a text changed wherever it stands; it stands somewhere."""
    if not any(old in line for line in lines):
        raise ValueError(f"no line has {old!r}")
    return [line.replace(old, new) for line in lines]


def rename(old: str, new: str) -> tuple[list[str], list[str]]:
    """Both files with a column called otherwise."""
    return swap(DATA, old, new), swap(META, old, new)


def with_column(name: str, *cells: str) -> list[str]:
    """The data with one more column."""
    return [f"{line},{cell}" for line, cell in zip(DATA, (name, *cells), strict=True)]


def ethnic(major: str, minor: str) -> tuple[list[str], list[str]]:
    """A file by ethnicity whose second row is of one group."""
    header = DATA[0].replace("sex", "ethnicity_major,ethnicity_minor")
    rows = [DATA[1].replace("Total", "Total,Total"), DATA[2].replace("Female", f"{major},{minor}")]
    ethnicity_meta = "ethnicity_major,Filter,Major,,,,,", "ethnicity_minor,Filter,Minor,,,,,"
    return [header, *rows], [META[0], *ethnicity_meta, META[2]]


def characteristics(group: str, item: str) -> tuple[list[str], list[str]]:
    """A file of the older kind whose second row is of one characteristic."""
    header = DATA[0].replace("sex", "characteristic_group,characteristic")
    rows = [DATA[1].replace("Total", "Total,Total"), DATA[2].replace("Female", f"{group},{item}")]
    characteristic_meta = (
        "characteristic,Filter,Characteristic,,,,,characteristic_group",
        "characteristic_group,Filter,Group,,,,,",
    )
    return [header, *rows], [META[0], *characteristic_meta, META[2]]


def messages_of_check(path: Path, check: str, *, strict: bool = False) -> list[str]:
    """What one check notes, without its id."""
    return [note for note in notes(path, strict=strict) if f"({check})" in note]


def checks_noted(path: Path) -> set[str]:
    """Checks that make notes of a file, read or not."""
    faults = screen(EesFile(open_ees(path), place_register()))
    return {fault.problem.rsplit("(", 1)[1].rstrip(")") for fault in faults}


Files = tuple[Sequence[str], Sequence[str]]

REFUSED_WHEN_STRICT: list[tuple[str, Files, Files, str]] = [
    ("col_ind_smushed", rename("pupil_count", "female_pupil_count"),
     rename("pupil_count", "pupil_count_of_girls"),
     "made.meta.csv: indicator female_pupil_count: has 'female' in its name (col_ind_smushed); "
     "make it an item of a filter"),
    ("col_name_spaces",
     (with_column("of all", "1", "2"), [*META, "of all,Indicator,Share,,%,1,,"]),
     (with_column("of_all", "1", "2"), [*META, "of_all,Indicator,Share,,%,1,,"]),
     "made.meta.csv: line 4: 'of all' has a space in its name (col_name_spaces)"),
    ("col_to_rows", (DATA, [*META, "late_count,Indicator,Late,,,0,,"]),
     (with_column("late_count", "1", "2"), [*META, "late_count,Indicator,Late,,,0,,"]),
     "made.meta.csv: lists 3 columns, and the data has 2 besides the five of every file "
     "(col_to_rows)"),
    ("geog_catch", rename("sex", "estab_number"), rename("sex", "estab_kind"),
     "made.meta.csv: column estab_number: is named like a place and listed as a filter "
     "(geog_catch)"),
    ("fil_grp_stripped",
     (swap([*GROUPED_DATA, GROUPED_DATA[2].replace("Known,Female", "Kno-wn,Male")], ",48", ",4"),
     GROUPED_META),
     ([*GROUPED_DATA, GROUPED_DATA[2].replace("Known,Female", "known,Male")], GROUPED_META),
     "made.csv: column sex_group: 'Kno-wn' and 'Known' differ in spaces or punctuation only "
     "(fil_grp_stripped); expected one group"),
    ("filter_group_level",
     ([*GROUPED_DATA, GROUPED_DATA[2].replace("Known", "Guessed")], GROUPED_META),
     (GROUPED_DATA, GROUPED_META),
     "made.csv: column sex_group: groups sex into 3 groups, more than its 2 items "
     "(filter_group_level); have the two been exchanged?"),
    ("variables", rename("sex", "school_type"), rename("sex", "establishment_type"),
     "made.meta.csv: column school_type: is about something that has a harmonised name "
     "(variables); expected one of establishment_type, establishment_type_group"),
    ("variables", rename("sex", "phase_type"), rename("sex", "education_phase"),
     "made.meta.csv: column phase_type: is about something that has a harmonised name "
     "(variables); expected one of education_phase"),
    ("eth_char_grp", characteristics("Ethnic group", "White"),
     characteristics("Sex and Minority Ethnic", "White"),
     "made.csv: line 3, column characteristic_group: 'Ethnic group' is none of Ethnicity Major, "
     "Ethnicity Minor, Ethnicity Detailed, Minority Ethnic (1 row) (eth_char_grp)"),
]  # fmt: skip

NOTED_ONLY: list[tuple[str, Files, Files, str]] = [
    ("col_var_start", (with_column("_flag", "1", "2"), [*META, "_flag,Indicator,Flag,,,0,,"]),
     (with_column("flag_", "1", "2"), [*META, "flag_,Indicator,Flag,,,0,,"]),
     "made.csv: line 1: column '_flag' does not begin with a small letter (col_var_start)"),
    ("col_var_characteristic", rename("sex", "characteristic"),
     rename("sex", "characteristic_sex"),
     "made.meta.csv: column characteristic: says many things in one filter "
     "(col_var_characteristic)"),
    ("fil_grp_is_fil", (GROUPED_DATA, [*GROUPED_META[:2], META[2]]), (GROUPED_DATA, GROUPED_META),
     "made.meta.csv: column sex_group: groups a filter and is not listed (fil_grp_is_fil)"),
    ("ind_dp_set", (DATA, swap(META, "Pupils,,,0", "Pupils,,,")), (DATA, META),
     "made.meta.csv: does not state the decimal places of pupil_count (ind_dp_set)"),
    ("eth_vals", ethnic("White", "Irish Traveller"), ethnic("White", "Gypsy or Irish Traveller"),
     "made.csv: line 3, column ethnicity_minor: 'White / Irish Traveller' is no ethnic group of "
     "the standard (1 row) (eth_vals)"),
    ("eth_vals", ethnic("White", "Bangladeshi"), ethnic("Asian/Asian British", "Bangladeshi"),
     "made.csv: line 3, column ethnicity_minor: 'White / Bangladeshi' is no ethnic group of the "
     "standard (1 row) (eth_vals)"),
    ("eth_vals", rename("sex", "ethnicity_major"),
     (swap(swap(DATA, "sex", "ethnicity_major"), "Female", "Other ethnic group"),
     swap(META, "sex", "ethnicity_major")),
     "made.csv: line 3, column ethnicity_major: 'Female' is no ethnic group of the standard "
     "(1 row) (eth_vals)"),
    ("eth_char_vals", characteristics("Ethnicity Major", "Whites"),
     characteristics("Ethnicity Major", "White"),
     "made.csv: line 3, column characteristic: 'Whites' is no ethnic group of the standard "
     "(1 row) (eth_char_vals)"),
    ("api_char_col_name", rename("pupil_count", "p" * 51), rename("pupil_count", "p" * 50),
     "made.csv: line 1: column 'ppppppppppppppppppppppppppppp' and so on has 51 characters "
     "(api_char_col_name); expected at most 50"),
    ("api_char_col_label", (DATA, swap(META, "Pupils", "P" * 101)),
     (DATA, swap(META, "Pupils", "P" * 100)),
     "made.meta.csv: label 'PPPPPPPPPPPPPPPPPPPPPPPPPPPPP' and so on has 101 characters "
     "(api_char_col_label); expected at most 100"),
    ("api_char_filter_items", (swap(DATA, "Female", "F" * 121), META),
     (swap(DATA, "Female", "F" * 120), META),
     "made.csv: line 3, column sex: 'FFFFFFFFFFFFFFFFFFFFFFFFFFFFF' and so on has 121 "
     "characters (api_char_filter_items); expected at most 120"),
]  # fmt: skip


def test_a_file_that_keeps_every_rule_has_no_notes(tmp_path: Path) -> None:
    assert not notes(write(tmp_path, DATA, META), strict=True)
    assert not notes(write(tmp_path, GROUPED_DATA, GROUPED_META), strict=True)
    assert not notes(write(tmp_path, *ethnic("White", "Roma")), strict=True)


@pytest.mark.parametrize(("check", "faulty_files", "sound_files", "message"), REFUSED_WHEN_STRICT)
def test_what_the_screener_fails_is_noted_and_refused_when_strict(
    tmp_path: Path, check: str, faulty_files: Files, sound_files: Files, message: str
) -> None:
    assert not messages_of_check(write(tmp_path, *sound_files), check)
    path = write(tmp_path, *faulty_files)
    assert messages_of_check(path, check) == [message]
    assert message in refusal(path)


@pytest.mark.parametrize(("check", "faulty_files", "sound_files", "message"), NOTED_ONLY)
def test_what_the_screener_warns_of_is_a_note_when_strict_as_well(
    tmp_path: Path, check: str, faulty_files: Files, sound_files: Files, message: str
) -> None:
    assert not messages_of_check(write(tmp_path, *sound_files), check)
    path = write(tmp_path, *faulty_files)
    assert messages_of_check(path, check) == [message]
    assert messages_of_check(path, check, strict=True) == [message]


@pytest.mark.slow
def test_a_filter_has_at_most_25_000_items(tmp_path: Path) -> None:
    row = "201617,Academic year,National,E92000001,England,{},1"
    rows = [row.format("Total"), *(row.format(f"i{number}") for number in range(24_999))]
    path = write(tmp_path, [DATA[0], *rows], META)
    assert not notes(path, strict=True)
    path = write(tmp_path, [DATA[0], *rows, row.format("one more")], META)
    message = "made.csv: column sex: has 25,001 items (filter_item_limit); expected at most 25,000"
    assert notes(path) == [message]
    assert refusal(path) == [message]


def test_the_only_filter_of_a_file_of_schools_may_be_their_name(tmp_path: Path) -> None:
    data = [
        "time_period,time_identifier,geographic_level,country_code,country_name,school_urn,"
        "school_laestab,school_name,sex,pupil_count",
        "201617,Academic year,School,E92000001,England,119781,8904000,One,Total,3",
        "201617,Academic year,National,E92000001,England,,,All schools,Total,4",
    ]
    checks = {"geog_catch", "overcompleted_cols"}
    alone = swap(META, "sex,Filter,Sex", "school_name,Filter,School")
    assert not checks_noted(write(tmp_path, data, alone)) & checks
    assert checks_noted(write(tmp_path, data, [*alone, META[1]])) >= checks


def test_no_publishing_rule_refuses_unless_strict() -> None:
    assert {check.severity for check in PUBLISHING} == {"note"}
    assert set(PUBLISHING) <= set(CHECKS)


def test_a_check_that_is_not_the_screeners_whole_rule_says_so() -> None:
    short = {check.id for check in CHECKS if check.short}
    kinds = ("lad", "ward", "pcon", "lep", "lsip", "eda")
    assert short >= {f"geog_{kind}_combos" for kind in kinds}
    reasons = {check.short for check in CHECKS if check.id in short}
    assert FORM_ONLY in reasons
    assert all(reason.startswith(("Names are not compared", FORM_ONLY)) for reason in reasons)
