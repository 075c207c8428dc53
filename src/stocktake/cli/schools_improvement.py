"""``stocktake schools improvement``: is a school's rate of improvement sufficient."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from stocktake.cli import params
from stocktake.cli.options import WAREHOUSE, AsOf, OwnFolder, Store
from stocktake.cli.schools_options import Format, SchoolForm, SchoolNumber

if TYPE_CHECKING:
    from rich.console import RenderableType

    from stocktake.schools.improvement import ImprovementStatement

EXAMPLE = "Example: stocktake schools improvement 137973 --level 42 --by 2026/27"


def improvement(
    urn: SchoolNumber,
    level: Annotated[
        float,
        typer.Option(
            "--level",
            help="The level: a score, or with --relative its distance to the national result.",
        ),
    ],
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="DATE", help="By when: 2027-08-31, or 2026/27 for its results."
        ),
    ],
    measure: Annotated[
        str | None,
        typer.Option(
            "--measure",
            help="Such as ks4.attainment_8; by default the best evidence that the school has.",
        ),
    ] = None,
    relative: Annotated[
        bool, typer.Option("--relative", help="The level is a distance to the national result.")
    ] = False,
    form: Format = SchoolForm.TEXT,
    as_of: AsOf = None,
    warehouse: Store = WAREHOUSE,
    definitions: OwnFolder = None,
) -> None:
    """State whether a school improves fast enough."""
    from stocktake.cli.output import write_out
    from stocktake.schools.improvement import (
        StatedLevel,
        best_measure,
        held_improvement_data,
        read_due_day,
        state_improvement,
    )
    from stocktake.schools.improvement.late_joiners import find_without_late_joiners
    from stocktake.schools.register import held_register
    from stocktake.schools.released import held_released_table, released_figures
    from stocktake.schools.school_lookup import find_school
    from stocktake.standards.errors import Fault, StoreError
    from stocktake.standards.places import place_register
    from stocktake.statistics.store import Warehouse

    due = read_due_day(by)
    day, store = as_of or params.today(), Warehouse(warehouse)
    data = held_improvement_data(store, as_of=day, own_folder=params.own_folder(definitions))
    if data.figures.is_empty() or data.schools is None:
        fault = Fault(
            str(warehouse),
            f"holds no results of schools, or no register, known on {day.isoformat()}",
            "",
            "load them first: stocktake load --help",
        )
        raise StoreError("no rate of improvement can be stated", [fault])
    register = held_register(store, as_of=day)
    school_urn = find_school(urn, register, data.schools, place_register())
    question = StatedLevel("", level, due, "relative" if relative else "figure")
    name = measure or best_measure(data, school_urn, question.due_year)
    released = released_figures(
        held_released_table(store, as_of=day), {school_urn, data.newest_number(school_urn)}
    )
    statement = state_improvement(
        data,
        school_urn,
        StatedLevel(name, level, due, question.basis),
        without_late_joiners=find_without_late_joiners(data, name, released),
    )
    if form is SchoolForm.JSON:
        write_out(statement.dumps(), None)
        return
    from stocktake.cli.terminal import show

    show(*statement_lines(statement))


def statement_lines(statement: ImprovementStatement) -> list[RenderableType]:
    """The statement as text and a table, in 80 columns."""
    from stocktake.cli.terminal import bullets, heading, paragraph, table
    from stocktake.standards.periods import period_label
    from stocktake.standards.units import difference_unit, format_value

    places = statement.decimal_places
    lines: list[RenderableType] = [
        heading(f"{statement.school_name}: {statement.verdict_words.lower()}", first=True),
        paragraph(statement.sentence),
    ]
    if statement.points:
        grid = table(
            ["Year", statement.measure_title, "England", "Distance", "Pupils"],
            right=[statement.measure_title, "England", "Distance", "Pupils"],
        )
        unit = difference_unit(statement.unit)
        for point in statement.points:
            grid.add_row(
                period_label(point.time_period),
                format_value(point.value, statement.unit, places),
                format_value(point.national, statement.unit, places),
                format_value(point.distance, unit, places),
                "not known" if point.pupil_count is None else f"{point.pupil_count}",
            )
        lines += [heading("Results"), grid]
    rung = statement.rung
    lines += [
        heading(f"Evidence: {rung.title} (rung {rung.position} of {rung.rungs_count})"),
        paragraph(f"{rung.note[0].upper()}{rung.note[1:]}."),
    ]
    better = [
        f"{title}: {reason or 'could be used; see --measure'}"
        for title, reason in rung.passed_rungs
    ]
    if better:
        lines += [heading("Better evidence"), bullets(better)]
    lines += _record_lines(statement)
    notes = [*statement.notes, statement.late_joiners_text]
    lines += [heading("Notes"), bullets(note for note in notes if note)]
    return lines


def _record_lines(statement: ImprovementStatement) -> list[RenderableType]:
    """How forecasts of this kind came out."""
    from stocktake.cli.terminal import heading, paragraph

    if statement.forecast is None:
        return []
    record = statement.forecast.backtest
    sufficient = record.sufficient_reached_percent
    missed = record.not_sufficient_reached_percent
    return [
        heading("How such statements came out"),
        paragraph(
            f"In a back-test of {record.statements_count:,} schools, "
            f"{0 if sufficient is None else sufficient:.0f}% of {record.sufficient_count:,} that "
            f"were called sufficient reached the level, and {0 if missed is None else missed:.0f}% "
            f"of {record.not_sufficient_count:,} that were called not sufficient; for "
            f"{record.cannot_tell_percent:.0f}% nobody could tell."
        ),
    ]
