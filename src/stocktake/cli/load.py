"""``stocktake load``: brings a published or returned file into the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stocktake.cli import given
from stocktake.cli.options import WAREHOUSE, Force, Notes, Published, Store, Supersedes

if TYPE_CHECKING:
    from stocktake.sources.reading import Reading

app = typer.Typer(
    help="Keep a published or returned file as a release.",
    epilog="Example: stocktake load neighbours sn_april_2021.xlsx --vintage 2021",
    no_args_is_help=True,
    rich_markup_mode=None,
)
File = Annotated[Path, typer.Argument(metavar="FILE", show_default=False)]


@app.command(
    epilog="Example: stocktake load lait bds_long_2026-04-08.parquet --dictionary "
    "lait_data_dictionary.csv --published 2026-04-08"
)
def lait(
    file: File,
    dictionary: Annotated[
        Path, typer.Option("--dictionary", metavar="FILE", help="lait_data_dictionary.csv")
    ],
    published: Published = None,
    supersedes: Supersedes = False,
    warehouse: Store = WAREHOUSE,
    notes: Notes = False,
) -> None:
    """LAIT's long file, with its dictionary."""
    from stocktake.cli.progress import progress
    from stocktake.sources.lait import read_lait

    with progress(file.name) as tell:
        reading = read_lait(
            file,
            dictionary,
            published=published,
            retrieved=given.today(),
            progress=tell,
        )
    keep(reading, warehouse, supersedes=supersedes, notes=notes)


@app.command(epilog="Example: stocktake load neighbours sn_april_2021.xlsx --vintage 2021")
def neighbours(
    file: File,
    vintage: Annotated[
        int, typer.Option("--vintage", metavar="YEAR", help="The year of the list.")
    ],
    published: Published = None,
    supersedes: Supersedes = False,
    warehouse: Store = WAREHOUSE,
    notes: Notes = False,
) -> None:
    """A list of statistical neighbours."""
    from stocktake.sources.neighbours import read_neighbours

    reading = read_neighbours(
        file,
        vintage=vintage,
        published=published,
        retrieved=given.today(),
    )
    keep(reading, warehouse, supersedes=supersedes, notes=notes)


@app.command(epilog="Example: stocktake load ees absence_by_term.zip")
def ees(
    path: Annotated[
        Path,
        typer.Argument(metavar="PATH", help="A zip, a folder, or a data file.", show_default=False),
    ],
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse what the department's screener would.")
    ] = False,
    published: Published = None,
    supersedes: Supersedes = False,
    warehouse: Store = WAREHOUSE,
    notes: Notes = False,
) -> None:
    """A data file of the department's, with its metadata."""
    from stocktake.cli.progress import progress
    from stocktake.sources.ees import read_ees

    with progress(path.name) as tell:
        reading = read_ees(
            path,
            published=published,
            retrieved=given.today(),
            strict=strict,
            progress=tell,
        )
    keep(reading, warehouse, supersedes=supersedes, notes=notes)


@app.command(epilog="Example: stocktake load local --template return.xlsx --plan blackpool")
def local(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="A filled-in return.", show_default=False),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="FILE", help="Write an empty .csv or .xlsx instead."),
    ] = None,
    plan: Annotated[
        str | None,
        typer.Option("--plan", metavar="PLAN", help="The plan that declares the indicators."),
    ] = None,
    name: Annotated[
        str, typer.Option("--name", help="Which stream of returns it belongs to.")
    ] = "local",
    warehouse: Store = WAREHOUSE,
    notes: Notes = False,
    force: Force = False,
) -> None:
    """A local return; this also writes the template."""
    from stocktake.sources.local_returns import read_local_return
    from stocktake.standards.errors import UsageError

    declared = given.plan_file(plan).plan.local_indicator if plan else ()
    if template is not None and file is None:
        write_template(template, declared, force=force)
        return
    if file is None or template is not None:
        raise UsageError("give either a filled-in FILE or --template FILE")
    reading = read_local_return(
        file,
        known={each.id: each for each in declared} if plan else None,
        retrieved=given.today(),
        source_name=name,
    )
    keep(reading, warehouse, supersedes=False, notes=notes)


def keep(reading: Reading, folder: Path, *, supersedes: bool, notes: bool) -> None:
    """Keep what was read and say what was kept."""
    from stocktake.statistics.store import Warehouse

    warehouse = Warehouse(folder)
    before = {release.id for release in warehouse.releases()}
    release = warehouse.write(reading, loaded_at=given.now(), supersedes=supersedes)
    first = "Already held" if release.id in before else "Kept"
    typer.echo(f"{first}: {release.id}")
    counts = [
        f"{release.series_count:,} series",
        f"{release.observation_count:,} observations",
        *(f"{table.height:,} {name}" for name, table in reading.tables.items()),
        f"{len(reading.notes):,} {'note' if len(reading.notes) == 1 else 'notes'}"
        + ("" if notes or not reading.notes else " (see --notes)"),
    ]
    typer.echo(f"  {', '.join(counts)}")
    if notes:
        from stocktake.cli.terminal import paragraph, show

        show(*(paragraph(str(note), indent=2) for note in reading.notes))


def write_template(path: Path, indicators: tuple[object, ...], *, force: bool) -> None:
    """Write an empty return whole or not at all, and say what its columns mean."""
    import tempfile

    from stocktake.cli.output import refuse_existing, write_file
    from stocktake.cli.terminal import paragraph, show
    from stocktake.sources.local_template import write_local_template

    refuse_existing(path, force=force)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / path.name
        meaning = write_local_template(made, indicators)  # type: ignore[arg-type]
        write_file(made.read_bytes(), path, force=force)
    typer.echo(f"Written: {path}")
    for line in meaning.splitlines():
        show(paragraph(line.strip(), indent=len(line) - len(line.lstrip())))
