"""The checks of the screener that say how the department publishes, not how a figure reads.

None of them refuses a file unless ``--strict`` is asked for: a file can break every one of them
and still be read truthfully.
"""

from __future__ import annotations

from dataclasses import replace

from stocktake.sources import ees_checks_levels as levels
from stocktake.sources import ees_checks_limits as limits
from stocktake.sources import ees_checks_names as names
from stocktake.sources import ees_checks_wording as wording
from stocktake.sources.ees_checks_model import Check

FORM_ONLY = "only the form of a code is looked at, names are not looked up"


def _form(check: str, kind: str, column: str) -> Check:
    rule = f"Codes of {kind} are a letter and eight digits, x or z"
    return Check(check, rule, names.code_form(column), short=FORM_ONLY)


def _warn(check: Check) -> Check:
    """A check that the screener warns of: a note under ``--strict`` as well."""
    return replace(check, strict="note")


LAYOUT: tuple[Check, ...] = (
    Check(
        "col_to_rows", "The data has the columns that are listed, and five", limits.enough_columns
    ),
    _warn(Check("col_var_start", "Column names begin with a small letter", limits.starts)),
    Check("col_ind_smushed", "No indicator has a filter item in its name", wording.smushed),
    _warn(
        Check(
            "col_var_characteristic",
            "No filter is called characteristic or characteristic_group",
            limits.characteristic,
        )
    ),
    Check("col_name_spaces", "Names in the meta file have no spaces", limits.name_spaces),
    Check("geog_catch", "No filter is named like a place", limits.places_as_filters),
    _warn(Check("fil_grp_is_fil", "Grouping columns are listed", limits.groups_listed)),
    Check(
        "fil_grp_stripped",
        "Groups differ in more than spaces and punctuation",
        wording.group_stripped,
    ),
    _warn(Check("ind_dp_set", "Decimal places are stated", limits.places_stated)),
    Check("filter_group_level", "A filter has no more groups than items", wording.group_level),
    Check("filter_item_limit", "No filter has more than 25,000 items", wording.item_limit),
)
"""Columns, filters and their groups."""

GEOGRAPHY: tuple[Check, ...] = (
    Check("geog_level_present", "A level's columns are all there", levels.level_present),
    Check(
        "la_col_present", "Authorities have all three columns", levels.together("Local authority")
    ),
    Check("region_col_present", "Regions have both columns", levels.together("Regional")),
    Check(
        "level_completed", "The columns of a row's level are filled in", levels.blank_level_cells
    ),
    Check(
        "overcompleted_cols",
        "Place columns are filled on rows of their level and below only",
        levels.overcompleted,
    ),
    Check(
        "ignored_rows",
        "The table tool shows the file; schools and providers share none",
        levels.invisible,
    ),
    _warn(Check("ignored_rows", "The table tool shows every row", levels.ignored)),
    Check("geog_country_combos", "Countries have their code", names.country_combos),
    Check("geog_region_combos", "Regions have their code, on every row", names.region_combos),
    Check("geog_la_combos", "Authorities have their number and code", names.la_combos),
    _form("geog_lad_combos", "local authority districts", "lad_code"),
    _form("geog_ward_combos", "wards", "ward_code"),
    _form("geog_pcon_combos", "parliamentary constituencies", "pcon_code"),
    _form("geog_lep_combos", "local enterprise partnerships", "local_enterprise_partnership_code"),
    _form("geog_lsip_combos", "local skills improvement plan areas", "lsip_code"),
    Check(
        "geog_lsip_combos",
        "A code of a skills improvement plan area has one name",
        levels.skills_area_names,
        short="Names are not compared with a list, which Stocktake does not hold",
    ),
    _form("geog_eda_combos", "English devolved areas", "english_devolved_area_code"),
    Check("geog_na", "The code x has the name Not available", levels.not_available_name),
    Check("geog_na_code", "The name Not available has the code x", levels.not_available_code),
    Check("other_dupes", "An area, trust or sponsor has one code", levels.name_dupes),
    Check("other_code_dupes", "A code has one area, trust or sponsor", levels.code_dupes),
    _warn(
        Check(
            "region_for_la", "Authorities name their region", levels.region_for("Local authority")
        )
    ),
    _warn(
        Check(
            "region_for_lad",
            "Districts name their region",
            levels.region_for("Local authority district"),
        )
    ),
)
"""Levels and places."""

HARMONISED: tuple[Check, ...] = (
    Check("variables", "Harmonised columns have their harmonised name", wording.variables),
    _warn(Check("eth_vals", "Ethnic groups are those of the standard", wording.ethnicity_items)),
    Check("eth_char_grp", "Groups about ethnicity have their title", wording.ethnicity_groups),
    _warn(
        Check(
            "eth_char_vals",
            "Characteristics about ethnicity are groups of the standard",
            wording.ethnicity_characteristics,
        )
    ),
)
"""Words that mean the same in every file."""

INTERFACE: tuple[Check, ...] = (
    Check("api_char_col_name", "Column names have at most 50 characters", limits.long_names),
    Check("api_char_col_label", "Labels have at most 100 characters", limits.long_labels),
    Check("api_char_loc_code", "Codes of places have at most 30 characters", limits.long_codes),
    Check(
        "api_char_filter_items",
        "Filter items and names of places have at most 120 characters",
        limits.long_items,
    ),
)
"""What the department's public interface can hold. The two checks against its data dictionary are
not here: we hold no copy of the dictionary."""

PUBLISHING: tuple[Check, ...] = LAYOUT + GEOGRAPHY + HARMONISED + tuple(map(_warn, INTERFACE))
"""Every check of this file, in the order in which it is run."""
