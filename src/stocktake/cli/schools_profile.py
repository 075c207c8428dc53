"""``stocktake schools profile``: what is published of a school, in its context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from stocktake.cli.options import WAREHOUSE, AsOf, OwnFolder, Store
from stocktake.cli.schools_options import Format, SchoolForm, SchoolNumber, profiles_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from stocktake.schools.profile import (
        Comparison,
        MeasureProfile,
        ProfilePart,
        SchoolProfile,
        YearFigure,
    )

EXAMPLE = "Example: stocktake schools profile 119732"


def profile(
    urn: SchoolNumber,
    form: Format = SchoolForm.TEXT,
    sentences: Annotated[
        bool, typer.Option("--sentences", help="A sentence and the trend for every measure.")
    ] = False,
    as_of: AsOf = None,
    warehouse: Store = WAREHOUSE,
    definitions: OwnFolder = None,
) -> None:
    """A school's results and pupils in context."""
    from stocktake.cli.output import write_out
    from stocktake.schools.profile import printed_marks
    from stocktake.statistics.store import Warehouse

    profiles, school_urn = profiles_of(urn, warehouse, as_of, definitions)
    newest = profiles.newest_number(school_urn)
    marks = printed_marks(
        Warehouse(warehouse),
        profiles.rows([newest], list(profiles.layout.measures)),
        as_of=profiles.as_of,
        own_folder=profiles.own_folder,
    )
    document = profiles.profile(school_urn, marks=marks)
    if form is SchoolForm.JSON:
        write_out(document.model_dump_json(indent=2), None)
        return
    from stocktake.cli.terminal import show

    show(*profile_lines(document, with_sentences=sentences))


def profile_lines(document: SchoolProfile, *, with_sentences: bool) -> list[RenderableType]:
    """The profile as text and tables."""
    from stocktake.cli.terminal import bullets, heading, paragraph

    lines: list[RenderableType] = [
        heading(document.school.name, first=True),
        bullets(document.sentences),
    ]
    if document.notes:
        lines += [heading("Before you compare"), bullets(document.notes)]
    for part in document.parts:
        lines += _part_lines(part, with_sentences=with_sentences)
    lines += _inspection_lines(document)
    lines += [
        heading("Similar schools"),
        paragraph(document.similar.sentence),
        paragraph(document.similar.learn_from_sentence),
        paragraph(
            f"\nAs known on {document.as_of:%d %B %Y}. Local: the mean of the authority. Similar: "
            "the mean of similar schools. In 100: of 100 other schools of the phase, how many it "
            "does better than (is higher than, where no direction is better). Adjusted: drawn "
            "towards similar schools or the phase, the more so the fewer the pupils."
        ),
    ]
    return lines


def _part_lines(part: ProfilePart, *, with_sentences: bool) -> list[RenderableType]:
    from stocktake.cli.terminal import bullets, heading, paragraph, table

    lines: list[RenderableType] = [heading(part.title)]
    if not part.measures:
        return [*lines, paragraph(part.empty)]
    heads = ["Measure", "Year", "Figure", "95%", "Eng-\nland", "Local", "Simi-\nlar", "In\n100"]
    heads.append("Adjus-\nted")
    grid = table(heads, right=heads[2:], fold="Measure")
    reasons = []
    for measure in part.measures:
        if measure.group != "all":
            continue
        for index, year in enumerate(measure.years):
            grid.add_row(measure.title if index == 0 else "", *_cells(year, measure))
            if year.value is None:
                reasons.append(f"{measure.title}, {year.period_label}: {year.missing_text}.")
        reasons += [
            f"{measure.title}: not comparable before {item.period_label}: {item.reason}."
            for item in measure.breaks
            if measure.years and item.period > measure.years[0].period
        ]
    lines.append(grid)
    if with_sentences:
        lines.append(
            bullets(
                f"{measure.sentence} {measure.trend.sentence}"
                for measure in part.measures
                if measure.group == "all"
            )
        )
    elif reasons:
        lines.append(bullets(reasons))
    return lines


def _cells(year: YearFigure, measure: MeasureProfile) -> list[str]:
    interval = ""
    if year.lower is not None and year.upper is not None:
        interval = f"{_number(year.lower, measure)} to {_number(year.upper, measure)}"
    return [
        year.period_label,
        _number(year.value, measure) or "none",
        interval,
        _level(year.national, measure),
        _level(year.local, measure),
        _level(year.similar, measure),
        "" if year.percentile is None else f"{year.percentile:.0f}",
        _number(year.shrunk.value if year.shrunk else None, measure),
    ]


def _level(comparison: Comparison, measure: MeasureProfile) -> str:
    return _number(comparison.value, measure)


def _number(value: float | None, measure: MeasureProfile) -> str:
    """A figure without its unit, which the title or the sign states."""
    if value is None:
        return ""
    from stocktake.standards.rounding import round_half_up

    return f"{round_half_up(value, measure.decimal_places):,.{measure.decimal_places}f}"


def _inspection_lines(document: SchoolProfile) -> list[RenderableType]:
    from stocktake.cli.terminal import heading, paragraph, table

    lines: list[RenderableType] = [
        heading("Inspections"),
        paragraph(document.inspections.sentence),
    ]
    if not document.inspections.inspections:
        return lines
    grid = table(["Day", "Kind", "Judgements, each in the words of its own scale"])
    for record in document.inspections.inspections:
        day = record.inspection_date.isoformat() if record.inspection_date else "not known"
        judgements = [
            f"{entry.title}: {entry.value}"
            for entry in record.judgements
            if entry.value is not None
        ]
        judgements += [f"safeguarding {record.safeguarding}"] if record.safeguarding else []
        judgements += [f"category: {record.category}"] if record.category else []
        kind = record.regime_title if record.event in (None, "full") else record.event or ""
        grid.add_row(day, kind, "; ".join(judgements) or "nothing judged")
    return [*lines, grid]
