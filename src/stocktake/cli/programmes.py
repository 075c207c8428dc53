"""``stocktake programmes``: what is offered to whom around a plan, from the files next to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stocktake.cli import params
from stocktake.cli.options import AsOf, Force, OwnFolder, PlanName
from stocktake.cli.schools_options import Format, SchoolForm

if TYPE_CHECKING:
    from rich.console import RenderableType

    from stocktake.programmes import Presence, ProgrammeMap, ScoreWeights, Term

app = typer.Typer(
    help="What is offered to whom: map, overlap, gaps, coverage.",
    epilog="Example: stocktake programmes map blackpool",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class Picture(StrEnum):
    """What of the map can be drawn."""

    THEMES = "themes"
    SCHOOLS = "schools"
    DRIVERS = "drivers"


@dataclass(frozen=True)
class MapContext:
    """A map, the plan's span, and what it is looked at with."""

    title: str
    programme_map: ProgrammeMap
    targets: dict[str, str]
    terms: tuple[Term, ...]
    presence: Presence
    weights: ScoreWeights
    as_of: date
    own_folder: Path | None


@app.command("map", epilog="Example: stocktake programmes map blackpool")
def map_(
    plan: PlanName,
    as_of: AsOf = None,
    form: Format = SchoolForm.TEXT,
    picture: Annotated[
        Picture | None,
        typer.Option("--picture", help="Draw it as SVG instead; one of these."),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            "--target", metavar="TARGET", help="Whose drivers to draw; otherwise the first."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write to a file.")
    ] = None,
    definitions: OwnFolder = None,
    force: Force = False,
) -> None:
    """Show every programme by theme and phase, and what schools are asked."""
    from stocktake.cli.output import write_out
    from stocktake.cli.programme_lines import map_lines
    from stocktake.programmes import (
        find_burden,
        load_burden_rules,
        map_document,
        measure_uptake,
        theme_rows,
    )

    context = _context(plan, as_of, definitions)
    if picture is not None:
        write_out(_drawing(context, picture, target), out, force=force)
        return
    whole = context.programme_map
    rules = load_burden_rules(context.own_folder)
    burden = find_burden(context.presence, whole.deliveries, rules)
    uptake = measure_uptake(whole.programmes, whole.deliveries)
    rows = theme_rows(whole)
    _give(
        form,
        lambda: map_document(whole.programmes, rows, uptake, burden),
        lambda: map_lines(context, rows, uptake, burden, rules),
        out,
        force=force,
    )


@app.command(epilog="Example: stocktake programmes overlap blackpool")
def overlap(
    plan: PlanName,
    as_of: AsOf = None,
    form: Format = SchoolForm.TEXT,
    definitions: OwnFolder = None,
) -> None:
    """List programmes that do the same for the same people."""
    from stocktake.cli.programme_lines import overlap_lines
    from stocktake.programmes import find_overlaps, overlap_document

    context = _context(plan, as_of, definitions)
    overlaps = find_overlaps(context.presence, context.weights)
    _give(form, lambda: overlap_document(overlaps), lambda: overlap_lines(context, overlaps))


@app.command(epilog="Example: stocktake programmes gaps blackpool --as-of 2017-10-31")
def gaps(
    plan: PlanName,
    as_of: AsOf = None,
    form: Format = SchoolForm.TEXT,
    definitions: OwnFolder = None,
) -> None:
    """List what is needed and not offered, and what ends with nobody to take over."""
    from stocktake.cli.programme_lines import gap_lines
    from stocktake.programmes import find_gaps, gap_document

    context = _context(plan, as_of, definitions)
    gap_list = find_gaps(
        context.programme_map,
        as_of=context.as_of,
        until=context.terms[-1].ends,
        weights=context.weights,
    )
    _give(form, lambda: gap_document(gap_list), lambda: gap_lines(context, gap_list))


@app.command(epilog="Example: stocktake programmes coverage blackpool")
def coverage(
    plan: PlanName,
    as_of: AsOf = None,
    form: Format = SchoolForm.TEXT,
    definitions: OwnFolder = None,
) -> None:
    """Say whether as many schools are reached as the plan promises."""
    from stocktake.cli.programme_lines import coverage_lines
    from stocktake.programmes import assess_coverage, coverage_document

    context = _context(plan, as_of, definitions)
    whole = context.programme_map
    results = assess_coverage(
        whole.place_map.coverage, context.presence, whole.deliveries, as_of=context.as_of
    )
    _give(form, lambda: coverage_document(results), lambda: coverage_lines(context, results))


@app.command(epilog="Example: stocktake programmes propose blackpool school-social-care")
def propose(
    plan: PlanName,
    proposal: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="A description like those of the map, or the id of a programme in it.",
            show_default=False,
        ),
    ],
    as_of: AsOf = None,
    form: Format = SchoolForm.TEXT,
    definitions: OwnFolder = None,
) -> None:
    """Hold a proposal against the map: which ask it would be, who does it already."""
    from stocktake.cli.programme_lines import proposal_lines
    from stocktake.programmes import (
        assess_proposal,
        load_burden_rules,
        proposal_document,
        read_proposal,
    )

    context = _context(plan, as_of, definitions)
    whole = context.programme_map
    known_programmes = {item.id: item for item in whole.programmes}
    item = known_programmes.get(proposal) or read_proposal(Path(proposal), whole)
    rules = load_burden_rules(context.own_folder)
    answer = assess_proposal(item, whole, context.terms, rules, context.weights)
    _give(form, lambda: proposal_document(answer), lambda: proposal_lines(context, answer, rules))


def _context(plan: str, as_of: date | None, definitions: Path | None) -> MapContext:
    from stocktake.plan.names import targets_by_id
    from stocktake.programmes import (
        find_presence,
        load_score_weights,
        read_programme_map,
        terms_of,
    )

    plan_file = params.plan_file(plan)
    own_folder = params.own_folder(definitions)
    targets = {name: item.title for name, item in targets_by_id(plan_file.plan).items()}
    programme_map = read_programme_map(
        plan_file.path.parent,
        organisations={
            **{partner.id: partner.name for partner in plan_file.plan.partner},
            **{body.id: body.name for body in plan_file.plan.body},
        },
        targets=targets,
        own_folder=own_folder,
    )
    terms = terms_of(plan_file.plan.period.first, plan_file.plan.period.last)
    return MapContext(
        plan_file.plan.title,
        programme_map,
        targets,
        terms,
        find_presence(programme_map, terms),
        load_score_weights(own_folder),
        as_of or params.today(),
        own_folder,
    )


def _drawing(context: MapContext, picture: Picture, target: str | None) -> str:
    from stocktake.publish.programme_pictures import draw_drivers, draw_schools, draw_themes

    if picture is Picture.DRIVERS:
        return draw_drivers(context.programme_map, context.targets, target)
    if picture is Picture.SCHOOLS:
        return draw_schools(context.presence)
    return draw_themes(context.programme_map)


def _give(
    form: SchoolForm,
    document: Callable[[], dict[str, Any]],
    lines: Callable[[], list[RenderableType]],
    out: Path | None = None,
    *,
    force: bool = False,
) -> None:
    """Write an answer as the reader asked for it: only that form is made."""
    from stocktake.cli.output import write_out
    from stocktake.cli.terminal import plain, show

    if form is SchoolForm.JSON:
        write_out(
            json.dumps(document(), indent=2, ensure_ascii=False, default=str), out, force=force
        )
    elif out is None:
        show(*lines())
    else:
        write_out(plain(*lines()), out, force=force)
