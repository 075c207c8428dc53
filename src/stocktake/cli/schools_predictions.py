"""``stocktake schools predictions``: what schools predicted, and how right they were."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stocktake.cli import params
from stocktake.cli.options import WAREHOUSE, AsOf, Force, OwnFolder, Store
from stocktake.cli.schools_options import Format, SchoolForm

if TYPE_CHECKING:
    import polars as pl
    from rich.console import RenderableType

    from stocktake.schools.predictions import AccuracyReport, Ledger

EXAMPLE = "Example: stocktake schools predictions predictions.csv --results results.csv"
TEMPLATE_EXAMPLE = "Example: stocktake schools prediction-template --out predictions.xlsx"


@dataclass(frozen=True)
class _Register:
    """What the store knows of schools: names, and the newest number by an earlier one."""

    names: Mapping[int, str] = field(default_factory=dict)
    newest: Mapping[int, int] = field(default_factory=dict)


def predictions(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A filled template (.csv, .xlsx) or a ledger (.jsonl).",
            show_default=False,
        ),
    ],
    results: Annotated[
        Path | None,
        typer.Option(
            "--results", metavar="FILE", help="Results that nobody publishes, in the same form."
        ),
    ] = None,
    ledger: Annotated[
        Path | None,
        typer.Option(
            "--ledger", metavar="FILE", help="Enter the template's rows in this ledger (.jsonl)."
        ),
    ] = None,
    school: Annotated[
        int | None, typer.Option("--school", metavar="URN", help="Only what this school may see.")
    ] = None,
    form: Format = SchoolForm.TEXT,
    as_of: AsOf = None,
    warehouse: Store = WAREHOUSE,
    definitions: OwnFolder = None,
) -> None:
    """What schools predicted, and how right it was."""
    from stocktake.cli.output import write_out
    from stocktake.cli.terminal import show
    from stocktake.schools.predictions import accuracy_report

    day, own_folder = as_of or params.today(), params.own_folder(definitions)
    register = _held_register(warehouse, day)
    held_ledger = _read(file, ledger, register, day, own_folder)
    report = accuracy_report(
        held_ledger.frame(),
        _results(results, warehouse, day, own_folder),
        newest=register.newest,
        own_folder=own_folder,
    )
    if school is not None:
        report = report.for_schools([register.newest.get(school, school)])
    if form is SchoolForm.JSON:
        content = {"head": held_ledger.head, "entry_count": len(held_ledger.entries)}
        content |= report.model_dump(mode="json")
        write_out(json.dumps(content, indent=2, ensure_ascii=False), None)
        return
    show(*report_lines(report, held_ledger, register, own_folder))


def prediction_template(
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="A name that ends in .csv or .xlsx.")
    ],
    definitions: OwnFolder = None,
    force: Force = False,
) -> None:
    """Write the form for predictions."""
    import tempfile

    from stocktake.cli.output import refuse_existing, write_file
    from stocktake.cli.terminal import paragraph, show
    from stocktake.schools.predictions import write_prediction_template

    refuse_existing(out, force=force)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / out.name
        notes = write_prediction_template(path, own_folder=params.own_folder(definitions))
        write_file(path.read_bytes(), out, force=force)
    typer.echo(f"Written: {out}")
    for line in notes.splitlines():
        show(paragraph(line.strip(), indent=len(line) - len(line.lstrip())))


def _read(
    file: Path, ledger: Path | None, register: _Register, day: date, own_folder: Path | None
) -> Ledger:
    from stocktake.schools.predictions import LedgerFile, read_predictions
    from stocktake.schools.predictions.ledger import ledger_of
    from stocktake.sources.reading import cannot_open
    from stocktake.standards.errors import UsageError

    if file.suffix.lower() == ".jsonl":
        if ledger is not None:
            raise UsageError("a ledger's entries are not entered in another ledger")
        if not file.exists():
            raise cannot_open(file, FileNotFoundError(2, "No such file or directory"))
        return LedgerFile(file).read()
    if ledger is not None and day != params.today():
        # An earlier day would enter what is known by now as if it had been foreseen.
        raise UsageError("a prediction is entered as of today; leave out --as-of with --ledger")
    additions = read_predictions(
        file,
        retrieved=day,
        schools=register.names or None,
        successors=register.newest,
        own_folder=own_folder,
    )
    if ledger is None:
        return ledger_of([item.prediction for item in additions])
    if ledger.suffix.lower() != ".jsonl":
        raise UsageError(f"{ledger.name} is no name of a ledger; expected one ending in .jsonl")
    longer = LedgerFile(ledger).add(additions, recorded_on=day, newest=register.newest)
    params.say(
        f"Entered in {ledger}: {len(additions)} of {len(longer.entries)} entries. "
        f"Keep its last digest elsewhere: {longer.head}"
    )
    return longer


def _held_register(warehouse: Path, day: date) -> _Register:
    from stocktake.schools.register import held_register, school_identities
    from stocktake.statistics import Warehouse

    register = held_register(Warehouse(warehouse), as_of=day)
    if register.schools.is_empty():
        return _Register()
    names = register.schools.sort("as_of").select("school_urn", "name")
    identities = school_identities(register.links, register.schools, as_of=day)
    changes = identities.select("school_urn", "identity_urn").rows()
    return _Register(
        {urn: name or f"school {urn}" for urn, name in names.iter_rows()},
        {urn: newest for urn, newest in changes if urn != newest},
    )


def _results(
    results: Path | None, warehouse: Path, day: date, own_folder: Path | None
) -> pl.DataFrame:
    """Results of the store, and those of a file, which go first."""
    import polars as pl

    from stocktake.schools.predictions import (
        prediction_measures,
        read_results,
        results_from_figures,
        results_from_rows,
    )
    from stocktake.statistics import Warehouse, school_figures

    measures = [m.figures for m in prediction_measures(own_folder).values() if m.figures]
    figures = school_figures(
        Warehouse(warehouse), as_of=day, measures=measures, own_folder=own_folder
    )
    frames = [results_from_figures(figures, own_folder=own_folder)]
    if results is not None:
        rows = read_results(results, retrieved=day, own_folder=own_folder)
        frames.insert(0, results_from_rows(row.prediction for row in rows))
    return pl.concat(frames)


def report_lines(
    report: AccuracyReport, ledger: Ledger, register: _Register, own_folder: Path | None
) -> list[RenderableType]:
    """The report in 80 columns."""
    from stocktake.cli.terminal import bullets, heading, paragraph
    from stocktake.schools.predictions import prediction_measures, verdict_sentence

    measures = prediction_measures(own_folder)
    names = register.names
    urns = [entry.prediction.school_urn for entry in ledger.standing_entries]
    schools = {register.newest.get(urn, urn) for urn in urns}
    count = len(ledger.standing_entries)
    lines: list[RenderableType] = [
        heading("Predictions", first=True),
        paragraph(
            f"{_number(count, 'prediction')} of {_number(len(schools), 'school')}; "
            f"{_number(len(report.results), 'result')} known."
        ),
    ]
    if not report.results:
        lines.append(paragraph("Nothing to compare yet: no result of these predictions is held."))
    else:
        lines += [heading("By measure"), *_measure_lines(report, own_folder)]
        lines += [heading("By school"), *_school_lines(report, names, own_folder)]
        sentences = [
            verdict_sentence(
                row, measures[row.measure], names.get(row.school_urn, f"School {row.school_urn}")
            )
            for row in report.verdicts
        ]
        lines += [heading("In words"), bullets(sentences)]
        rate = 100 * report.false_accusation_rate
        lines.append(
            paragraph(
                f"\nOf a hundred areas in which every school is accurate, at most {rate:g} would "
                "see any school called optimistic or pessimistic."
            )
        )
    lines.append(paragraph(f"\n{report.nothing_decided}"))
    lines.append(paragraph(f"For {', '.join(report.readers)} only."))
    return lines


def _measure_lines(report: AccuracyReport, own_folder: Path | None) -> list[RenderableType]:
    from stocktake.cli.terminal import paragraph, table
    from stocktake.schools.predictions import prediction_measures

    measures = prediction_measures(own_folder)
    heads = ["Measure", "Results", "Mean\nerror", "Size of\nerror", "By\nchance", "Within", "Skill"]
    grid = table(heads, right=heads[1:], fold="Measure")
    rows = [
        row
        for row in report.rows
        if {row.subject, row.group, row.time_period, row.round, row.school_urn} == {None}
    ]
    for row in rows:
        skill = row.skill_over_last_year
        grid.add_row(
            measures[row.measure].title,
            f"{row.result_count}",
            f"{row.bias:+.2f}",
            f"{row.mean_absolute_error:.2f}",
            f"{row.chance_error:.2f}",
            f"{row.within_tolerance_percent:.0f}%",
            "" if skill is None else f"{skill:+.2f}",
        )
    note = (
        "Mean error: predicted less actual, so + is too high. By chance: the error of somebody who "
        "knew each pupil's true chances. Skill: above 0 is better than last year's result."
    )
    return [grid, paragraph(note)] if rows else []


def _school_lines(
    report: AccuracyReport, names: Mapping[int, str], own_folder: Path | None
) -> list[RenderableType]:
    from stocktake.cli.terminal import table
    from stocktake.schools.predictions import prediction_measures

    measures = prediction_measures(own_folder)
    heads = ["School", "Measure", "Verdict", "Years", "Mean\nerror", "Shrunken"]
    grid = table(heads, right=heads[3:], fold="School")
    for row in report.verdicts:
        grid.add_row(
            names.get(row.school_urn, f"{row.school_urn}"),
            measures[row.measure].title if len(measures[row.measure].title) < 16 else row.measure,
            row.verdict,
            f"{len(row.years)}",
            f"{row.bias:+.2f}",
            f"{row.shrunken_bias:+.2f}",
        )
    return [grid]


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun if count == 1 else f'{noun}s'}"
