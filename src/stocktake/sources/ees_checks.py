"""The checks of the open data standard that matter to a reader, and what each leads to.

The department screens files before it publishes them; older files were never screened by today's
rules, and many that are perfectly readable would fail. So each check says two things: whether a
file that fails it can be read truthfully (``refuse`` or ``note``), and the same for ``--strict``,
where whatever the department's screener would fail is refused. Ids are the screener's own.
"""

from __future__ import annotations

from dataclasses import replace

from stocktake.sources import ees_checks_cells as cells
from stocktake.sources import ees_checks_content as content
from stocktake.sources import ees_checks_meta as meta
from stocktake.sources.ees_checks_model import Check
from stocktake.sources.ees_checks_publishing import PUBLISHING
from stocktake.sources.ees_screened import EesFile
from stocktake.sources.reading import refuse
from stocktake.standards.errors import Fault

COLUMNS: tuple[Check, ...] = (
    Check(
        "col_req_meta",
        "The meta file has col_name, col_type and label",
        meta.meta_columns,
        "refuse",
    ),
    Check(
        "col_req_data", "The data file has time and level columns", content.data_columns, "refuse"
    ),
    Check("empty_rows", "The data file has rows", content.empty, "refuse"),
    Check("meta_col_name", "Every row of the meta file names a column", meta.col_name, "refuse"),
    Check("col_name_dupe", "The meta file names each column once", meta.name_dupe, "refuse"),
    Check("meta_col_type", "Each column is a Filter or an Indicator", meta.col_type, "refuse"),
    Check("no_figures", "The data has a listed indicator", meta.no_figures, "refuse", is_own=True),
)
"""Without these no other check makes sense: if one of them refuses, the others are not run."""

CONTENT: tuple[Check, ...] = (
    Check("filename_spaces", "File names have no spaces", content.filename_spaces),
    Check(
        "filename_special",
        "File names have letters, digits, hyphens and underscores only",
        content.filename_special,
    ),
    Check("filenames_match", "Data file and meta file share a name", content.filenames_match),
    Check("col_req_meta", "The meta file has every required column", meta.required_meta_columns),
    Check("col_invalid_meta", "The meta file has no column of its own", meta.invalid),
    Check("col_req_data", "The data file has the country columns", content.country),
    Check("cross_meta_to_data", "Columns that the meta file lists are there", meta.absent),
    Check(
        "cross_data_to_meta",
        "Columns of categories that are not listed are read as filters, of figures not at all",
        meta.unlisted,
        strict="note",
    ),
    Check("col_names_spaces", "Column names have no spaces", content.names_spaces),
    Check("col_snake_case", "Column names are in snake case", content.snake_case, strict="note"),
    Check("meta_ob_unit", "The meta file lists no time or geography column", meta.ob_unit),
    Check("label", "Every filter and indicator has a label", meta.label),
    Check("dupe_label", "Labels are unique", meta.label_dupe),
    Check("fil_grp", "Only filters have a grouping column", meta.group_on_indicator),
    Check("fil_grp_dupe", "A grouping column groups one filter", meta.group_dupe),
    Check("fil_grp_match", "Grouping columns are in the data", meta.group_absent),
    Check("filter_hint", "Only filters have a hint", meta.hint_on_indicator),
    Check("indicator_grouping", "Only indicators have a heading", meta.heading_on_filter),
    Check("ind_unit", "Only indicators have a unit", meta.unit_on_filter),
    Check("ind_unit_validation", "Units are those of the standard", meta.unit_unknown),
    Check("indicator_dp", "Only indicators have decimal places", meta.places_on_filter),
    Check("ind_dp_values", "Decimal places are whole numbers", meta.places_no_number),
    Check("time_id_valid", "Time identifiers are known", content.time_id_valid, "refuse"),
    Check("time_id_mix", "Time identifiers are of one family", content.time_id_mix),
    Check("time_period_num", "Periods are digits", content.time_period_num, "refuse"),
    Check("time_period", "Periods have the digits of their kind", content.time_period, "refuse"),
    Check(
        "time_period_six", "Six digits are two following years", content.time_period_six, "refuse"
    ),
    Check("filter_not_singular", "Every filter has two items or more", content.filter_singular),
    Check("filter_defaults", "Filters have a total", content.filter_total, strict="note"),
    Check("filter_whitespace", "Items have no outer spaces", content.filter_whitespace),
    Check("filter_blanks", "No filter cell is blank", content.filter_blanks),
    Check("filter_ob_total", "No time or geography column says Total or All", content.total_places),
    Check(
        "geog_level", "Geographic levels are known", content.placing_faults("geog_level"), "refuse"
    ),
    Check(
        "level_columns",
        "A level's code and name columns are there",
        content.placing_faults("level_columns"),
        "refuse",
        is_own=True,
    ),
    Check(
        "level_completed", "Rows name a place", content.placing_faults("level_completed"), "refuse"
    ),
    Check(
        "geog_region_combos",
        "Regions are regions of England",
        content.placing_faults("geog_region_combos"),
        "refuse",
    ),
    Check(
        "geog_la_combos",
        "Local authorities are known",
        content.placing_faults("geog_la_combos"),
        "refuse",
    ),
    Check(
        "place_new",
        "An authority that the register does not hold is kept under its number",
        content.placing_faults("place_new"),
        is_own=True,
    ),
    Check(
        "place_names_known",
        "Authorities have a name that the register knows",
        content.authority_names,
        strict="note",
        is_own=True,
    ),
    Check(
        "place_unknown",
        "Rows of an unknown place are left out",
        content.placing_faults("place_unknown"),
        strict="note",
        is_own=True,
    ),
    Check(
        "place_names",
        "A code has one name; rows of two names that would clash are kept apart",
        cells.names_apart,
        strict="note",
        is_own=True,
    ),
    Check("general_dupes", "Rows that differ can be distinguished", cells.unclear, "refuse"),
    Check("general_dupes", "No row is repeated", cells.left_out_rows),
    Check("ind_invalid_entry", "Cells are numbers or symbols", cells.no_symbol, "refuse"),
    Check("ind_invalid_entry", "No cell is blank or has : or ~", cells.old_symbol),
    Check(
        "number_format",
        "Numbers have digits and a point only",
        cells.formatted,
        strict="note",
        is_own=True,
    ),
    Check("general_null", "No cell says NULL or NA", cells.null_symbol),
    Check("general_null", "No cell has . .. - or N/A", cells.legacy_symbol, strict="note"),
)
"""What a figure rests on: periods, places, filters and the cells themselves."""

CHECKS: tuple[Check, ...] = COLUMNS + CONTENT + PUBLISHING
"""Every check, in the order in which it is run."""


def screen(file: EesFile, *, strict: bool = False) -> tuple[Fault, ...]:
    """Run every check on a file.

    Parameters
    ----------
    file : EesFile
    strict : bool
        Refuse what the department's own screener would fail.

    Returns
    -------
    tuple of Fault
        Notes: what is odd and did not prevent reading. Each ends with the id of its check.

    Raises
    ------
    InputError
        All the faults for which the file is refused.
    """
    notes: list[Fault] = []
    for stage in (COLUMNS, CONTENT + PUBLISHING):
        refusals: list[Fault] = []
        for check in stage:
            severity = check.strict if strict else check.severity
            for fault in check.run(file):
                labelled_fault = replace(fault, problem=f"{fault.problem} ({check.id})")
                (refusals if severity == "refuse" else notes).append(labelled_fault)
        reason = "does not meet the open data standard" if strict else "cannot be read truthfully"
        refuse(f"{file.name} {reason}: {len(refusals)} fault(s)", refusals)
    return tuple(notes)


def docs_rows() -> list[tuple[str, str, str, str]]:
    """Every check as a row of a table: id, what it says, what follows, what follows when strict.

    Examples
    --------
    >>> docs_rows()[0]
    ('col_req_meta', 'The meta file has col_name, col_type and label', 'refuse', 'refuse')
    """
    return [
        (
            check.id + " (our own)" * check.is_own,
            check.statement
            + (f" (not all of the screener's rule: {check.short})" if check.short else ""),
            check.severity,
            check.strict,
        )
        for check in CHECKS
    ]
