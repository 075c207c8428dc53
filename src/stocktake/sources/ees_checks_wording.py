"""Checks on filters and their groups, and on the harmonised words of the standard."""

from __future__ import annotations

import re

import polars as pl

from stocktake.sources.column_keys import column_key
from stocktake.sources.ees_checks_model import told_once
from stocktake.sources.ees_file import LINE, rows_of
from stocktake.sources.ees_meta import EesFilter, meta_filters
from stocktake.sources.ees_screened import EesFile
from stocktake.standards.errors import Fault

ITEM_LIMIT = 25_000

ITEM_WORDS = (
    "female",
    "male",
    "asian",
    "chinese",
    "indian",
    "pakistani",
    "bangladeshi",
    "black",
    "african",
    "caribbean",
    "white",
    "roma",
    "irish",
    "english",
    "british",
    "scottish",
    "welsh",
    "arab",
)
"""Items of usual filters. Any part of a name counts, as in the screener: ``comparable``, too."""

HARMONISED_WORDS = re.compile(
    "sen_|primary_need|secondary_need|establishment_type|provider_type|school_type|phase|ethnic"
)
"""What a column name says when it is about something that has a harmonised name."""

ETHNICITY_NAMES = (
    "ethnicity_major",
    "ethnicity_minor",
    "ethnicity_detailed",
    "minority_ethnic",
)

HARMONISED_NAMES = frozenset(
    {
        "sen_status",
        "sen_provision",
        "sen_primary_need",
        "sen_secondary_need",
        "education_phase",
        "establishment_type",
        "establishment_type_group",
        "provider_type",
        *ETHNICITY_NAMES,
    }
)

GROUP_TITLES = tuple(name.replace("_", " ").title() for name in ETHNICITY_NAMES)

ETHNICITIES = {
    "Total": ("Total",),
    "Unknown": ("Unknown",),
    "White": (
        "Total",
        "English / Welsh / Scottish / Northern Irish / British",
        "Irish",
        "Gypsy or Irish Traveller",
        "Roma",
        "Any other White background",
    ),
    "Mixed / Multiple ethnic groups": (
        "Total",
        "White and Black Caribbean",
        "White and Black African",
        "White and Asian",
        "Any other Mixed / Multiple ethnic background",
    ),
    "Asian / Asian British": (
        "Total",
        "Indian",
        "Pakistani",
        "Bangladeshi",
        "Chinese",
        "Any other Asian background",
    ),
    "Black / African / Caribbean / Black British": (
        "Total",
        "African",
        "Caribbean",
        "Any other Black / African / Caribbean background",
    ),
    "Other ethnic group": ("Total", "Arab", "Any other ethnic group"),
}
"""Major groups of the Government Statistical Service and the minor groups of each; strokes may
stand with or without spaces."""


def item_limit(file: EesFile) -> list[Fault]:
    """No filter, and no column that groups one, has more than 25,000 items."""
    faults = []
    for column in _filters_and_groups(file):
        items = file.data[column_key(column)].n_unique()
        if items > ITEM_LIMIT:
            problem = f"has {items:,} items"
            faults.append(
                Fault(f"{file.name}: column {column}", problem, f"at most {ITEM_LIMIT:,}")
            )
    return faults


def group_level(file: EesFile) -> list[Fault]:
    """A column that groups a filter has no more items than the filter."""
    faults = []
    for item, group in _grouping_counts(file):
        items = file.data[item.key].n_unique()
        groups = file.data[column_key(group)].n_unique()
        if groups > items:
            problem = f"groups {item.column} into {groups} groups, more than its {items} items"
            fix = "have the two been exchanged?"
            faults.append(Fault(f"{file.name}: column {group}", problem, "", fix))
    return faults


def group_stripped(file: EesFile) -> list[Fault]:
    """Groups differ in letters or digits, not in spaces and punctuation alone."""
    faults = []
    for _, group in _grouping_counts(file):
        cells = file.tables.data.select(cell=pl.col(column_key(group))).unique().drop_nulls()
        bare = pl.col("cell").str.replace_all(r"[^\p{L}\p{N}]", "")
        alike = (
            cells.group_by(bare.alias("bare"))
            .agg(pl.col("cell").sort())
            .filter(pl.col("cell").list.len() > 1)
            .sort("bare")
        )
        for cell in alike["cell"].to_list():
            problem = f"{' and '.join(map(repr, cell))} differ in spaces or punctuation only"
            faults.append(Fault(f"{file.name}: column {group}", problem, "one group"))
    return told_once(faults)


def smushed(file: EesFile) -> list[Fault]:
    """No name of an indicator holds an item of a usual filter."""
    faults = []
    for indicator in file.listed_indicators:
        word = next((word for word in ITEM_WORDS if word in indicator.column.lower()), None)
        if word:
            location = f"{file.tables.meta_name}: indicator {indicator.column}"
            problem = f"has {word!r} in its name"
            faults.append(Fault(location, problem, "", "make it an item of a filter"))
    return told_once(faults)


def variables(file: EesFile) -> list[Fault]:
    """A filter about special needs, ethnicity, phase or type has its harmonised name."""
    groups = {item.grouping_column for item in meta_filters(file.tables.meta)}
    names = dict.fromkeys(name.strip() for name in file.tables.meta["col_name"].drop_nulls())
    return [
        Fault(
            f"{file.tables.meta_name}: column {name}",
            "is about something that has a harmonised name",
            f"one of {', '.join(_names_like(name))}",
        )
        for name in names
        if name not in groups
        and HARMONISED_WORDS.search(name.lower())
        and name not in HARMONISED_NAMES
    ]


def ethnicity_items(file: EesFile) -> list[Fault]:
    """Items of ethnicity columns are those of the standard; minor ones within their major."""
    columns = [name for name in ETHNICITY_NAMES[:2] if name in file.data.columns]
    accepted: set[tuple[str | None, ...]] = {
        tuple(pair[ETHNICITY_NAMES.index(name)] for name in columns) for pair in _ethnicities()
    }
    if not columns:
        return []
    same_names = (
        file.data.group_by(columns)
        .agg(pl.col(LINE).min().alias("first"), pl.len().alias("rows"))
        .sort("first")
    )
    return told_once(
        [
            Fault(
                file.at(line, columns[-1]),
                f"{' / '.join(str(cell or '') for cell in cells)!r} is no ethnic group of the "
                f"standard ({rows_of(rows)})",
            )
            for *cells, line, rows in same_names.iter_rows()
            if tuple(cells) not in accepted
        ]
    )


def ethnicity_groups(file: EesFile) -> list[Fault]:
    """Where ``characteristic_group`` is about ethnicity, it has one of the usual titles."""
    if "characteristic_group" not in file.data.columns:
        return []
    cell = pl.col("characteristic_group")
    titled = pl.any_horizontal(cell.str.contains(title, literal=True) for title in GROUP_TITLES)
    return file.first_where(
        _about_ethnicity() & ~titled,
        "characteristic_group",
        lambda text, rows: f"{text!r} is none of {', '.join(GROUP_TITLES)} ({rows_of(rows)})",
    )


def ethnicity_characteristics(file: EesFile) -> list[Fault]:
    """Where ``characteristic_group`` is about ethnicity, ``characteristic`` is an ethnic group."""
    if not {"characteristic_group", "characteristic"} <= set(file.data.columns):
        return []
    accepted = sorted({text for pair in _ethnicities() for text in pair})
    return file.first_where(
        _about_ethnicity() & ~pl.col("characteristic").is_in(accepted).fill_null(False),
        "characteristic",
        lambda text, rows: f"{text!r} is no ethnic group of the standard ({rows_of(rows)})",
    )


def _filters(file: EesFile) -> list[EesFilter]:
    """The filters that the meta file lists and the data has."""
    return [i for i in meta_filters(file.tables.meta) if i.column in file.tables.data_header]


def _grouping_counts(file: EesFile) -> list[tuple[EesFilter, str]]:
    """Those of them with the column that groups them, where the data has it."""
    return [
        (item, item.grouping_column)
        for item in _filters(file)
        if item.grouping_column and item.grouping_column in file.tables.data_header
    ]


def _filters_and_groups(file: EesFile) -> list[str]:
    filter_columns = [item.column for item in _filters(file)]
    return list(dict.fromkeys([*filter_columns, *(group for _, group in _grouping_counts(file))]))


def _about_ethnicity() -> pl.Expr:
    return pl.col("characteristic_group").str.contains("(?i)ethnic")


def _names_like(name: str) -> list[str]:
    """The harmonised names that share the word for which a name was noticed."""
    words = HARMONISED_WORDS.findall(name.lower())
    stem = "establishment_type" if "school_type" in words else words[0]
    return sorted(name for name in HARMONISED_NAMES if stem in name)


def _ethnicities() -> set[tuple[str, str]]:
    ethnicity_pairs = {(major, minor) for major, minors in ETHNICITIES.items() for minor in minors}
    return ethnicity_pairs | {
        (a.replace(" / ", "/"), b.replace(" / ", "/")) for a, b in ethnicity_pairs
    }
