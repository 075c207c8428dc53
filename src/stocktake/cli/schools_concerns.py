"""``stocktake schools concerns``: which schools of a place are of concern, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from stocktake.cli import params
from stocktake.cli.options import WAREHOUSE, AsOf, OwnFolder, Store
from stocktake.cli.schools_options import Format, SchoolForm

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    import polars as pl
    from rich.console import RenderableType

    from stocktake.schools.concerns import CategorySuggestion

EXAMPLE = "Example: stocktake schools concerns la-890 --as-of 2026-11-30"


def concerns(
    place: Annotated[
        str,
        typer.Argument(
            metavar="PLACE",
            help="An authority (la-890, Blackpool) or a trust (trust-2053).",
            show_default=False,
        ),
    ],
    form: Format = SchoolForm.TEXT,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Every criterion of every school.")
    ] = False,
    as_of: AsOf = None,
    warehouse: Store = WAREHOUSE,
    definitions: OwnFolder = None,
) -> None:
    """Suggest which schools of a place are of concern."""
    from stocktake.cli.output import write_out

    day = as_of or params.today()
    suggestions, names = place_suggestions(place, warehouse, day, definitions)
    if form is SchoolForm.JSON:
        import json

        documents = [item.model_dump(mode="json") for item in suggestions]
        write_out(json.dumps(documents, indent=2), None)
        return
    from stocktake.cli.terminal import show

    show(*suggestion_lines(suggestions, names, day, with_evidence=evidence))


def place_suggestions(
    place: str, warehouse: Path, day: date, definitions: Path | None
) -> tuple[list[CategorySuggestion], dict[int, str]]:
    """The suggestions for a place's schools, and every school's name."""
    from stocktake.schools.concerns import (
        evaluate_criteria,
        held_concern_data,
        load_categories,
        load_criteria,
        suggestion_of,
    )
    from stocktake.standards.errors import Fault, StoreError
    from stocktake.statistics.store import Warehouse

    own_folder = params.own_folder(definitions)
    data = held_concern_data(Warehouse(warehouse), as_of=day, own_folder=own_folder)
    if data.schools.is_empty():
        fault = Fault(
            str(warehouse),
            f"holds no register of schools known on {day.isoformat()}",
            "",
            "load it first: stocktake load --help",
        )
        raise StoreError("no category can be suggested", [fault])
    schools = schools_in(place, data.schools, own_folder)
    outcomes = evaluate_criteria(data)
    scheme, criteria = load_categories(own_folder), load_criteria(own_folder)
    urns = schools.sort("name")["school_urn"].to_list()
    suggestions = [item for urn in urns if (item := suggestion_of(urn, outcomes, scheme, criteria))]
    return suggestions, dict(data.schools.select("school_urn", "name").iter_rows())


def schools_in(place: str, schools: pl.DataFrame, own_folder: Path | None) -> pl.DataFrame:
    """The open schools of an authority or a trust, a place's own authorities among them.

    Raises
    ------
    UsageError
        The words mean neither, or the place has no school in the register.
    """
    import polars as pl

    from stocktake.standards.errors import Fault, UsageError
    from stocktake.standards.places import place_register

    if place.lower().startswith("trust-"):
        rows = schools.filter(pl.col("trust_uid") == place.lower().removeprefix("trust-"))
    else:
        matches = place_register(own_folder).find(place)
        codes = [match.old_la_code for match in matches if match.old_la_code]
        rows = schools.filter(pl.col("la_code").is_in(codes))
    if rows.is_empty():
        fault = Fault(
            place, "has no school in the register", "an authority such as la-890, or a trust's uid"
        )
        raise UsageError("no such place with schools", [fault])
    return rows


def suggestion_lines(
    suggestions: list[CategorySuggestion],
    names: dict[int, str],
    day: date,
    *,
    with_evidence: bool,
) -> list[RenderableType]:
    """The suggestions as a table by name, never in an order of concern."""
    from stocktake.cli.terminal import bullets, heading, paragraph, table

    grid = table(
        ["URN", "School", "Category", "Red", "Amber", "Not met", "Cannot\ntell"],
        right=["Red", "Amber", "Not met", "Cannot\ntell"],
        fold="School",
    )
    for item in suggestions:
        span = item.category
        if item.highest_possible != item.category:
            span += f" (to {item.highest_possible})"
        grid.add_row(
            f"{item.school_urn}",
            names.get(item.school_urn) or "",
            span,
            f"{item.red_count}",
            f"{item.amber_count}",
            f"{item.not_met_count}",
            f"{item.cannot_tell_count}",
        )
    lines: list[RenderableType] = [
        grid,
        paragraph(
            f"\nSuggested on {day.day} {day:%B %Y}, by name and not by rank; (to D) is the "
            "category if every criterion without an answer were met. A person sets the category."
        ),
    ]
    for item in suggestions:
        shown_evidence = [
            f"{part.title}: {(part.level or part.outcome).replace('_', ' ')}. {part.text}"
            for part in item.evidence
            if with_evidence or part.outcome == "met"
        ]
        if shown_evidence:
            lines.append(heading(names.get(item.school_urn) or str(item.school_urn)))
            lines.append(bullets(shown_evidence))
    return lines
