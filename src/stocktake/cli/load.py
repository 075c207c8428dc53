"""``stocktake load``: brings a published or returned file into the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from stocktake.cli import load_csv, load_schools, params
from stocktake.cli.options import (
    WAREHOUSE,
    Force,
    Notes,
    OwnFolder,
    Published,
    Store,
    Strict,
    Supersedes,
)

if TYPE_CHECKING:
    from stocktake.sources.reading import Reading
    from stocktake.standards.places import PlaceRegister


class FileGroup(TyperGroup):
    """The group ``load``: a file in place of a command is a published file about schools."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.commands and args[0].endswith(load_schools.ENDINGS):
            args = ["schools", *args]
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=FileGroup,
    help="Keep a published or returned file as a release. Without a command, load FILE is a "
    "published file about schools.",
    epilog="Example: stocktake load neighbours sn_april_2021.xlsx --vintage 2021",
    no_args_is_help=True,
    rich_markup_mode=None,
)
ROW_NAMES = {"doubts": "doubtful figure", "neighbours": "neighbour"}
"""What a row of a further table of a release is called."""
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
    strict: Strict = False,
    definitions: OwnFolder = None,
    published: Published = None,
    supersedes: Supersedes = False,
    warehouse: Store = WAREHOUSE,
    notes: Notes = False,
) -> None:
    """LAIT's long file, with its dictionary."""
    from stocktake.cli.progress import progress
    from stocktake.sources.lait import read_lait
    from stocktake.sources.plausibility_policy import plausibility_policy

    with progress(file.name) as tell:
        reading = read_lait(
            file,
            dictionary,
            published=published,
            retrieved=params.today(),
            strict=strict,
            register=own_places(definitions),
            policy=plausibility_policy(params.own_folder(definitions)),
            progress=tell,
        )
    keep(reading, warehouse, supersedes=supersedes, notes=notes, strict=strict)


@app.command(epilog="Example: stocktake load neighbours sn_april_2021.xlsx --vintage 2021")
def neighbours(
    file: File,
    vintage: Annotated[
        int, typer.Option("--vintage", metavar="YEAR", help="The year of the list.")
    ],
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse a list with names or years that do not fit.")
    ] = False,
    definitions: OwnFolder = None,
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
        retrieved=params.today(),
        strict=strict,
        register=own_places(definitions),
    )
    keep(reading, warehouse, supersedes=supersedes, notes=notes, strict=strict)


@app.command(epilog="Example: stocktake load ees absence_by_term.zip")
def ees(
    path: Annotated[
        Path,
        typer.Argument(metavar="PATH", help="A zip, a folder, or a data file.", show_default=False),
    ],
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse what the department's screener would.")
    ] = False,
    definitions: OwnFolder = None,
    published: Published = None,
    supersedes: Supersedes = False,
    warehouse: Store = WAREHOUSE,
    notes: Notes = False,
) -> None:
    """A data file of the department's, with its metadata."""
    from stocktake.cli.progress import progress
    from stocktake.sources.ees import read_ees
    from stocktake.sources.plausibility_policy import plausibility_policy

    with progress(path.name) as tell:
        reading = read_ees(
            path,
            published=published,
            retrieved=params.today(),
            strict=strict,
            register=own_places(definitions),
            policy=plausibility_policy(params.own_folder(definitions)),
            progress=tell,
        )
    keep(reading, warehouse, supersedes=supersedes, notes=notes, strict=strict)


app.command(name="csv", epilog=load_csv.EXAMPLE)(load_csv.load_csv)
app.command(name="schools", epilog=load_schools.EXAMPLE)(load_schools.load_schools)


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
    strict: Strict = False,
    definitions: OwnFolder = None,
    warehouse: Store = WAREHOUSE,
    notes: Notes = False,
    force: Force = False,
) -> None:
    """A local return; this also writes the template."""
    from stocktake.sources.local_returns import read_local_return
    from stocktake.standards.errors import UsageError
    from stocktake.targets.kinds.counting import set_sizes

    own_plan = params.plan_file(plan).plan if plan else None
    indicators = own_plan.local_indicator if own_plan else ()
    if template is not None and file is None:
        write_template(template, indicators, force=force)
        return
    if file is None or template is not None:
        raise UsageError("give either a filled-in FILE or --template FILE")
    reading = read_local_return(
        file,
        indicators={indicator.id: indicator for indicator in indicators} if plan else None,
        retrieved=params.today(),
        source_name=name,
        register=own_places(definitions),
        sizes=set_sizes(own_plan.target) if own_plan else None,
        strict=strict,
    )
    keep(reading, warehouse, supersedes=False, notes=notes, strict=strict)


def own_places(definitions: Path | None) -> PlaceRegister:
    """The register of places, with a place's own places files."""
    from stocktake.standards.places import place_register

    return place_register(params.own_folder(definitions))


def keep(
    reading: Reading, folder: Path, *, supersedes: bool, notes: bool, strict: bool = False
) -> None:
    """Keep what was read and say what was kept."""
    from stocktake.statistics.repeats import note_repeats
    from stocktake.statistics.store import Warehouse

    warehouse = Warehouse(folder)
    releases = warehouse.releases()
    before = {release.id for release in releases}
    reading = note_repeats(reading, releases, strict=strict)
    release = warehouse.write(reading, loaded_at=params.current_time(), supersedes=supersedes)
    first = "Already held" if release.id in before else "Kept"
    typer.echo(f"{first}: {release.id}")
    counts = [
        f"{release.series_count:,} series",
        _count_in_words(release.observation_count, "observation"),
        *(
            _count_in_words(table.height, ROW_NAMES.get(name, name))
            for name, table in reading.tables.items()
        ),
        _count_in_words(len(reading.notes), "note")
        + ("" if notes or not reading.notes else " (see --notes)"),
    ]
    typer.echo(f"  {', '.join(counts)}")
    if notes:
        from stocktake.cli.terminal import paragraph, show

        show(*(paragraph(str(note), indent=2) for note in reading.notes))


def _count_in_words(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def write_template(path: Path, indicators: tuple[object, ...], *, force: bool) -> None:
    """Write an empty return whole or not at all, and say what its columns mean."""
    import tempfile

    from stocktake.cli.output import refuse_existing, write_file
    from stocktake.cli.terminal import paragraph, show
    from stocktake.sources.local_workbook import write_local_template

    refuse_existing(path, force=force)
    with tempfile.TemporaryDirectory() as folder:
        target_path = Path(folder) / path.name
        meaning = write_local_template(target_path, indicators)  # type: ignore[arg-type]
        write_file(target_path.read_bytes(), path, force=force)
    typer.echo(f"Written: {path}")
    for line in meaning.splitlines():
        show(paragraph(line.strip(), indent=len(line) - len(line.lstrip())))
