"""``stocktake load schools``, and ``stocktake load FILE``: published files about schools."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stocktake.cli import params
from stocktake.cli.options import (
    WAREHOUSE,
    Notes,
    OwnFolder,
    Published,
    Store,
    Supersedes,
    as_day,
)

if TYPE_CHECKING:
    from stocktake.sources.reading import Reading

EXAMPLE = "Example: stocktake load schools exclusions_by_geographic_level.zip"
ENDINGS = (".csv", ".csv.gz", ".parquet", ".xlsx", ".zip")
"""Of files that ``stocktake load FILE`` takes without the name of a command."""


def load_schools(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE...",
            help="A .csv, .csv.gz, .parquet, .xlsx, or a .zip with one data file.",
            show_default=False,
        ),
    ] = None,
    year: Annotated[
        str | None,
        typer.Option(
            "--year", metavar="YEAR", help="The edition's academic year, where no column says it."
        ),
    ] = None,
    describes: Annotated[
        date | None,
        typer.Option(
            "--describes",
            parser=as_day,
            metavar="DATE",
            help="The day on which a register describes the schools.",
        ),
    ] = None,
    kinds: Annotated[
        bool, typer.Option("--kinds", help="List the kinds of tables that are known, and end.")
    ] = False,
    definitions: OwnFolder = None,
    published: Published = None,
    supersedes: Supersedes = False,
    warehouse: Store = WAREHOUSE,
    notes: Notes = False,
) -> None:
    """Published files about schools: results, register."""
    from stocktake.standards.errors import Fault, StocktakeError, UsageError

    if kinds:
        show_kinds(params.own_folder(definitions))
        return
    if not files:
        raise UsageError("give a FILE, or --kinds to list the kinds of tables that are known")
    failures: list[StocktakeError] = []
    for file in files:
        try:
            load_file(
                file,
                warehouse,
                year=year,
                describes=describes,
                published=published,
                supersedes=supersedes,
                notes=notes,
                own_folder=params.own_folder(definitions),
            )
        except StocktakeError as error:
            failures.append(error)
    if len(failures) == 1:
        raise failures[0]
    if failures:
        faults = [
            fault for error in failures for fault in error.faults or [Fault("", error.summary)]
        ]
        raise type(failures[0])(f"{len(failures)} of {len(files)} files were not loaded", faults)


def load_file(
    file: Path,
    folder: Path,
    *,
    year: str | None,
    describes: date | None,
    published: date | None,
    supersedes: bool,
    notes: bool,
    own_folder: Path | None,
) -> None:
    """Read one file, refuse what would mislead, keep it and say what was kept."""
    from stocktake.cli.progress import progress
    from stocktake.sources.schools import read_school_file
    from stocktake.statistics.school_coverage import refuse_partial_table
    from stocktake.statistics.school_repeats import refuse_repeated_years
    from stocktake.statistics.store import Warehouse

    warehouse = Warehouse(folder)
    with progress(file.name):
        reading = read_school_file(
            file,
            year=year,
            as_of=describes,
            published=published,
            retrieved=params.today(),
            own_folder=own_folder,
        )
        refuse_repeated_years(warehouse, reading, own_folder)
        if not supersedes:
            refuse_partial_table(warehouse, reading)
    names = set(warehouse.release_names())
    release = warehouse.write(reading, loaded_at=params.current_time(), supersedes=supersedes)
    typer.echo(f"{'Already held' if release.id in names else 'Kept'}: {release.id}")
    typer.echo(f"  {', '.join(contents(reading, notes=notes))}")
    if notes:
        from stocktake.cli.terminal import paragraph, show

        show(*(paragraph(str(note), indent=2) for note in reading.notes))


def contents(reading: Reading, *, notes: bool) -> list[str]:
    """What a reading holds, in words: schools, years, rows of places or of other tables, notes."""
    from stocktake.sources.ees_file import rows_of
    from stocktake.standards.period import period_label
    from stocktake.statistics.school_coverage import number_of_schools

    words = []
    for name, table in reading.tables.items():
        if "place" not in table.columns:
            words.append(f"{table.height:,} in {name.replace('_', ' ')}")
            continue
        schools = number_of_schools(table)
        years = [period_label(year) for year in table.get_column("time_period").unique().sort()]
        words += [
            rows_of(schools, "school"),
            years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}",
        ]
        if places := table.get_column("place").drop_nulls().len():
            words.append(rows_of(places, "row") + " of places")
    return [
        *words,
        rows_of(len(reading.notes), "note")
        + ("" if notes or not reading.notes else " (see --notes)"),
    ]


def show_kinds(own_folder: Path | None) -> None:
    """The kinds of tables of figures, with the columns by which each is known."""
    from stocktake.cli.terminal import show, table
    from stocktake.sources.schools import load_school_tables

    listing = table(["Kind", "Title", "Stage", "Known by the columns"], fold="Title")
    for kind, definition in load_school_tables(own_folder).items():
        header = definition.header
        columns = [*header.needs, *([" or ".join(header.any_of)] if header.any_of else [])]
        listing.add_row(kind, definition.title, definition.stage, ", ".join(columns))
    show(listing)
