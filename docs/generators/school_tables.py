"""The page of school tables: the kinds that are known, their columns, and the measures."""

from __future__ import annotations

from generators.markdown import cell, table
from stocktake.sources.schools import load_school_measures, load_school_tables
from stocktake.sources.schools.table_schema import FigureRule, SchoolTable
from stocktake.standards.period import period_label

HEAD = """# School tables

Published tables of schools that `stocktake load FILE` reads. A table is known by its header, never
by its name; capital and small letters are alike.
[Load files about schools](../how-to/load-schools.md) says how. Each kind is a definition file,
`tables/<kind>.toml`; a file of the same name in your own definitions replaces it.

A cell that is no figure is missing for a reason and never 0: `NE`, `NA`, `NEW` and `z` not
applicable, `NP` and `x` not available, `SUPP` and `c` confidential, `LOWCOV` and `u` unreliable,
`SP` and `low` rounds to zero but is not, `-` a blank cell, without a reason.

"""

MEASURES = """
## Measures

Each is defined in `measures/<file>.toml`: title, unit, which direction is better, and where the
series breaks.

"""


def page() -> str:
    """The page."""
    tables = load_school_tables()
    rows = [
        (f"[`{kind}`](#{kind})", definition.title, definition.stage)
        for kind, definition in tables.items()
    ]
    parts = [HEAD, table(["Kind", "Title", "Stage"], rows)]
    parts += [_table(kind, definition) for kind, definition in tables.items()]
    return "".join([*parts, MEASURES, _measures(), _breaks()])


def _table(kind: str, definition: SchoolTable) -> str:
    header = definition.header
    known_by = [f"`{name}`" for name in header.needs]
    if header.any_of:
        known_by.append("one of " + ", ".join(f"`{name}`" for name in header.any_of))
    rows = [
        (f"`{rule.measure}`", rule.group, _columns(rule), _period_words(rule, definition))
        for rule in definition.figure
    ]
    notes = "".join(f"- {note}\n" for note in definition.note)
    notes += "".join(f"- Missing: {rule.reason}.\n" for rule in definition.not_collected)
    return (
        f"\n## {kind}\n\n{definition.title}. Producer: {definition.producer}. "
        f"Year: {_year(definition)}.\n\nKnown by {', '.join(known_by)}.\n\n"
        + table(["Measure", "Group", "Column", "Year of the pupils"], rows)
        + (f"\n{notes}" if notes else "")
    )


def _columns(rule: FigureRule) -> str:
    if rule.sum_of:
        return " + ".join(f"`{name}`" for name in rule.sum_of)
    if rule.share_of:
        return "100 x `{}` / `{}`".format(*rule.share_of)
    text = " or ".join(f"`{cell(name)}`" for name in rule.column)
    return f"{rule.scale:g} x {text}" if rule.scale != 1 else text


def _year(definition: SchoolTable) -> str:
    if definition.period.column:
        return f"column `{definition.period.column}`"
    return "stated by whoever loads it"


def _period_words(rule: FigureRule, definition: SchoolTable) -> str:
    if rule.time_period:
        return period_label(rule.time_period)
    lag = definition.period.lag_years + rule.lag_years
    words = f"{lag} before the edition" if lag else ""
    if rule.first_period:
        words += f"from {period_label(rule.first_period)}"
    if rule.last_period:
        words += f" to {period_label(rule.last_period)}"
    return words.strip()


def _measures() -> str:
    rows = [
        (f"`{name}`", measure.title, measure.unit, measure.better, measure.description)
        for name, measure in sorted(load_school_measures().items())
    ]
    return table(["Measure", "Title", "Unit", "Better", "Note"], rows)


def _breaks() -> str:
    measures = sorted(load_school_measures().items())
    breaks = [
        (f"`{name}`", period_label(item.period), item.reason)
        for name, measure in measures
        for item in measure.series_break
    ]
    years = [
        (f"`{name}`", period_label(item.period), item.reason)
        for name, measure in measures
        for item in measure.without_figures
    ]
    return (
        "\n## Where a series breaks\n\nFrom the year on, figures cannot be compared with earlier "
        "ones.\n\n"
        + table(["Measure", "From", "Because"], breaks)
        + "\n## Years without figures\n\n"
        + table(["Measure", "Year", "Because"], years)
    )
