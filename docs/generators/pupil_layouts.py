"""The page of pupil tables, from their layouts, and of the rules that their rows must pass."""

from __future__ import annotations

from generators.markdown import cell, sentence, table
from stocktake.sources.pupils import pupil_layouts
from stocktake.sources.pupils.layouts import load_limits
from stocktake.sources.pupils.rules import RULES, Rule
from stocktake.sources.pupils.schema import Column, Layout
from stocktake.standards.definitions import Source

HEAD = """# Pupil tables

A folder of pupil records holds these tables, as CSV, Parquet or Excel (`pupils.csv`,
`pupils.parquet`, `pupils.xlsx`); a table in several files is a folder of its name
(`marks/202324.parquet`). Which of them are there is up to you: a measure says which it needs.
Headings are accepted whatever their case, spaces and strokes, and by the other names given here. A
system's own export is fitted with a [mapping file](../how-to/load-pupil-data.md#mapping).

Text is UTF-8. Dates are ISO dates, an academic year is six digits (`202324`), a month is
`2024-02`, yes and no are `Y` and `N`. Missing is empty.

| Mark | Meaning |
| --- | --- |
| filled | every row must have a value |
| needed | the column must be there; a row may leave it empty |
| identifier | says who the pupil is: kept apart, under the second key |

The census fields are named as the school census's common basic data set names them; those names
have not been checked against its current edition.

"""

KINDS = {
    "text": "text",
    "code": "code",
    "upn": "UPN",
    "urn": "URN of a school",
    "laestab": "LAESTAB of a school, 7 digits",
    "postcode": "postcode",
    "academic_year": "academic year",
    "date": "date",
    "month": "month",
    "integer": "whole number",
    "boolean": "yes or no",
}

SEVERITY = {"error": "set aside", "query": "kept, to look at"}


def page() -> str:
    """The page."""
    layouts = pupil_layouts()
    rows = [
        (f"[`{name}`](#{name})", layout.title, layout.row, len(layout.column))
        for name, layout in layouts.items()
    ]
    parts = [HEAD, table(["Table", "Title", "One row per", "Columns"], rows)]
    parts += [_layout(name, layout) for name, layout in layouts.items()]
    return "".join([*parts, _rules()])


def _layout(name: str, layout: Layout) -> str:
    text = [
        sentence(f"One row per {layout.row}"),
        f"A row is named by {_names(layout.key)}.",
    ]
    if layout.one_year_per_file:
        text.append("Each file holds one academic year.")
    if layout.separately_authorised:
        text.append(f"It is opened only with `--authorised {name}`.")
    text.append(_source(layout.source))
    heads = ["Column", "What it says", "Kind", "Mark", "Census field", "Other headings"]
    return (
        f"\n## {layout.title} {{: #{name} }}\n\n`{name}`: {' '.join(text)}\n\n"
        f"{table(heads, map(_column, layout.column))}"
    )


def _column(column: Column) -> tuple[str, ...]:
    rest = ", ".join(f"`{alias}`" for alias in column.aliases)
    return (
        f"`{column.name}`",
        sentence(column.meaning),
        _kind(column),
        _mark(column),
        column.census,
        rest,
    )


def _kind(column: Column) -> str:
    kind = KINDS[column.kind]
    if column.codes:
        return f"{kind}: {', '.join(f'`{code}`' for code in column.codes)}"
    if column.code_list:
        by = f", by `{column.at}`" if column.at else ""
        return f"{kind} of the list `{column.code_list}`{by}"
    if column.minimum is not None and column.maximum is not None:
        return f"{kind}, {column.minimum} to {column.maximum}"
    if column.minimum is not None:
        return f"{kind}, {column.minimum} or more"
    return kind


def _mark(column: Column) -> str:
    marks = ["filled"] if column.filled else ["needed"] if column.required else []
    return ", ".join([*marks, *(["identifier"] if column.identifier else [])])


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in columns)


def _source(source: Source) -> str:
    checks = "" if source.verified else "; not yet checked"
    parts = [source.title, getattr(source, "section", "") or ""]
    return f"Source: {cell(', '.join(part for part in parts if part))}{checks}."


def _rules() -> str:
    limits = load_limits()
    rows = [
        (
            f"`{rule.id}`",
            _capital(sentence(rule.statement)),
            SEVERITY[rule.severity],
            _tables(rule),
            rule.source,
        )
        for rule in sorted(RULES.values(), key=lambda rule: rule.id)
    ]
    exceptions = [
        (f"`{item.rule}`", f"{item.percent:g}%", _capital(sentence(item.reason)))
        for item in limits.limit
    ]
    return f"""
## Rules {{: #rules }}

Every row is checked. One that fails a rule is set aside and counted, or kept for somebody to look
at. The report names file, row, rule and column, never what stands in the cell. A rule whose number
begins with `R-` is our own.

{table(["Rule", "What is true of a row that passes", "Otherwise", "Tables", "Source"], rows)}
## When the rest may be used {{: #limits }}

The rest of a table may be used where no rule sets aside more than {limits.percent:g}% of its rows,
and all rules together no more than {limits.table_percent:g}%. Other limits:

{table(["Rule", "At most", "Because"], exceptions)}"""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _tables(rule: Rule) -> str:
    about = ", ".join(f"`{name}`" for name in rule.tables) or "every table with such columns"
    return f"{about}; with {_names(rule.needs)}" if rule.needs else about
