"""``stocktake schools similar``: which schools are alike in intake, and which do better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from stocktake.cli.options import WAREHOUSE, AsOf, OwnFolder, Store
from stocktake.cli.schools_options import Format, SchoolForm, SchoolNumber, profiles_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from stocktake.schools.similar import SimilarSchools

EXAMPLE = "Example: stocktake schools similar 119732"
SHOWN_COUNT = 20


def similar(
    urn: SchoolNumber,
    form: Format = SchoolForm.TEXT,
    set_id: Annotated[
        str | None,
        typer.Option(
            "--set",
            metavar="SET",
            help="A set of characteristics: own-secondary, department-secondary, ...",
        ),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to list.")] = SHOWN_COUNT,
    as_of: AsOf = None,
    warehouse: Store = WAREHOUSE,
    definitions: OwnFolder = None,
) -> None:
    """Similar schools, and those to learn from."""
    from stocktake.cli.output import write_out

    profiles, school_urn = profiles_of(urn, warehouse, as_of, definitions)
    document = profiles.similar(school_urn, set_id)
    if form is SchoolForm.JSON:
        write_out(document.model_dump_json(indent=2), None)
        return
    from stocktake.cli.terminal import show

    show(*similar_lines(document, limit))


def similar_lines(document: SimilarSchools, limit: int) -> list[RenderableType]:
    """The list as text and tables."""
    from stocktake.cli.terminal import heading, paragraph

    lines: list[RenderableType] = [
        heading(f"Schools similar to {document.name or document.school_urn}", first=True),
        paragraph(document.sentence),
    ]
    if document.set_note:
        lines.append(paragraph(document.set_note))
    if document.status == "compared":
        lines += [paragraph(document.learn_from_sentence), *_school_lines(document, limit)]
    lines += _characteristic_lines(document)
    if document.other_sets:
        lines.append(paragraph(f"\nOther sets: {', '.join(document.other_sets)} (--set)."))
    return lines


def _school_lines(document: SimilarSchools, limit: int) -> list[RenderableType]:
    from stocktake.cli.terminal import paragraph, table

    heads = ["", "URN", "School", "Authority", "Dis-\ntance", "Shared", "Lead", "z"]
    grid = table(heads, right=["", "Dis-\ntance", "Shared", "Lead", "z"], fold="School")
    measure = document.two_year_measure
    places = measure.decimal_places if measure else 1
    for school in document.schools[:limit]:
        lead = school.two_years.lead if school.two_years else None
        z = school.two_years.z if school.two_years else None
        grid.add_row(
            f"{school.rank}",
            f"{school.school_urn}",
            f"{school.name}{' *' if school.is_learn_from else ''}",
            school.la_name,
            f"{school.distance:.2f}",
            f"{school.shared_count} of {len(document.characteristics)}",
            "" if lead is None else f"{lead:+.{places}f}",
            "" if z is None else f"{z:+.1f}",
        )
    lines: list[RenderableType] = [grid]
    rest = len(document.schools) - limit
    if rest > 0:
        lines.append(paragraph(f"and {rest} more; see --limit"))
    if measure:
        lines.append(
            paragraph(
                f"Lead: how far it is ahead in {measure.title} over "
                f"{' and '.join(measure.period_labels)}; z: over what chance does. * does better "
                "beyond chance than this school and than the mean of the list."
            )
        )
    return lines


def _characteristic_lines(document: SimilarSchools) -> list[RenderableType]:
    from stocktake.cli.terminal import heading, paragraph, table
    from stocktake.standards.units import format_value

    if not document.characteristics:
        return []
    grid = table(
        ["Characteristic", "Year", "School", "Weight"], right=["School", "Weight"],
        fold="Characteristic",
    )  # fmt: skip
    for entry in document.characteristics:
        value = "missing"
        if entry.value is not None:
            value = format_value(entry.value, entry.unit, entry.decimal_places)
        grid.add_row(entry.title, entry.period_label, value, f"{entry.weight:.3g}")
    lines = [heading(document.set_title), grid]
    lines.append(
        paragraph(
            f"Two schools are compared where they share at least {document.minimum_shared} "
            "characteristics; a missing one counts in no distance."
        )
    )
    if document.not_held:
        lines.append(paragraph(f"Not held for enough schools: {'; '.join(document.not_held)}."))
    return lines
