"""``stocktake pupils``: checks pupil records, keeps them encrypted, and forgets them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stocktake.cli import params
from stocktake.cli.options import AsJson, AsOf
from stocktake.cli.pupil_keys import keys_of, make_keys

if TYPE_CHECKING:
    import polars as pl

    from stocktake.pupils.store import PupilStore, Removal
    from stocktake.sources.pupils import ValidationReport
    from stocktake.sources.pupils.schema import ExportMapping

UNUSABLE = 3
"""Exit status where the rows that passed may not be used: that of an input file."""

app = typer.Typer(
    help="Check pupil records, keep them encrypted, and forget them.",
    epilog="Example: stocktake pupils check returns",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Folder = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="Holds pupils.csv and so on.", show_default=False)
]
StoreOption = Annotated[
    Path, typer.Option("--store", metavar="DIR", help="The store, apart from the warehouse.")
]
Keys = Annotated[Path, typer.Option("--keys", metavar="FILE", help="The file of its keys.")]
Mappings = Annotated[
    list[Path] | None,
    typer.Option("--mapping", metavar="FILE", help="How a system's export fits; may be repeated."),
]
Authorised = Annotated[
    list[str] | None,
    typer.Option(
        "--authorised",
        metavar="TABLE",
        help="Open this table too: social_care, young_carers; may be repeated.",
    ),
]


@app.command(epilog="Example: stocktake pupils keys --out new-keys.toml")
def keys(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="A file that is not there.")],
) -> None:
    """Make the two keys of a store."""
    from stocktake.cli.terminal import paragraph, show

    make_keys(out)
    typer.echo(f"Written: {out}")
    show(
        paragraph(
            "Keep it apart from the store and its back-ups. Without it nobody can read the store, "
            "Stocktake included.",
            indent=2,
        )
    )


@app.command(epilog="Example: stocktake pupils check returns --json")
def check(
    folder: Folder,
    mapping: Mappings = None,
    authorised: Authorised = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Say which rows fail which rule, and whether the rest may be used."""
    from stocktake.cli.output import write_out

    checking = _Checking(folder, mapping, authorised, as_of or params.today())
    for _ in checking.tables():
        pass
    report = checking.report
    if as_json:
        write_out(json.dumps(report.as_dict(), indent=2, ensure_ascii=False), None)
    else:
        show_report(report, checking.left_out)
    if not report.usable.usable:
        raise typer.Exit(UNUSABLE)


@app.command(epilog="Example: stocktake pupils load returns --store pupils --keys keys.toml")
def load(
    folder: Folder,
    store: StoreOption,
    keys: Keys,
    mapping: Mappings = None,
    authorised: Authorised = None,
    despite_faults: Annotated[
        bool, typer.Option("--despite-faults", help="Keep the rest although it may not be used.")
    ] = False,
    may_shrink: Annotated[
        bool, typer.Option("--may-shrink", help="Let a year lose more than half of its rows.")
    ] = False,
) -> None:
    """Check a folder and keep the rows that pass, all tables or none."""
    from stocktake.cli.terminal import show, table
    from stocktake.sources.pupils.report import rows_in_words

    pupil_store = open_store(store, keys)
    checking = _Checking(folder, mapping, authorised, params.today())
    load_report = pupil_store.load(
        checking.tables(refuse=not despite_faults),
        loaded_on=params.today(),
        may_shrink=may_shrink,
    )
    listing = table(["Table", "Year", "Rows", "Before"], right=["Rows", "Before"], fold="Table")
    for part in load_report.parts:
        listing.add_row(
            part.table, part.time_period, f"{part.rows_count:,}", f"{part.before_count:,}"
        )
    typer.echo(f"Kept: {rows_in_words(load_report.rows_count)} in {store}")
    show(listing)
    aside = checking.report.set_aside_count()
    typer.echo(f"Set aside: {rows_in_words(aside)} (see stocktake pupils check)")
    _say_left_out(checking.left_out)


@app.command(epilog="Example: stocktake pupils status --store pupils --keys keys.toml")
def status(store: StoreOption, keys: Keys) -> None:
    """List what a store holds."""
    from stocktake.cli.terminal import show, table

    parts = open_store(store, keys).status()
    if parts.is_empty():
        typer.echo(f"Nothing in {store}. Load it with: stocktake pupils load FOLDER ...")
        return
    listing = table(["Table", "Year", "Rows", "Loaded"], right=["Rows"], fold="Table")
    for row in parts.iter_rows(named=True):
        count = f"{row['rows_count']:,}"
        listing.add_row(row["table"], row["time_period"], count, str(row["loaded_on"]))
    show(listing)


@app.command(
    epilog="Example: stocktake pupils retain --before 201920 --store pupils --keys keys.toml"
)
def retain(
    before: Annotated[
        str, typer.Option("--before", metavar="YEAR", help="The first academic year that stays.")
    ],
    store: StoreOption,
    keys: Keys,
) -> None:
    """Remove what is older than an academic year."""
    _say_removed(open_store(store, keys).retain(before=before), f"Nothing is older than {before}.")


@app.command(
    epilog="Example: stocktake pupils erase --upn-from upn.txt --store pupils --keys keys.toml"
)
def erase(
    store: StoreOption,
    keys: Keys,
    upn_from: Annotated[
        Path | None,
        typer.Option(
            "--upn-from", metavar="FILE", help="Holds the UPN; otherwise it is asked for."
        ),
    ] = None,
) -> None:
    """Remove every row about one pupil, by any UPN that the pupil has had."""
    pupil_store = open_store(store, keys)
    # No option takes the UPN itself: what is typed on a command line stays in its history.
    if upn_from is not None:
        upn = _first_line(upn_from)
    elif sys.stdin.isatty():
        upn = typer.prompt("UPN", hide_input=True, err=True)
    else:
        upn = sys.stdin.readline()
    _say_removed(pupil_store.erase(upn), "The store holds nothing about that pupil.")
    typer.echo("Back-ups and the files that were loaded are not touched.")


def _first_line(path: Path) -> str:
    from stocktake.sources.reading import cannot_open

    try:
        lines = path.read_bytes().decode("utf-8-sig", errors="replace").splitlines()
    except OSError as error:
        raise cannot_open(path, error) from None
    return lines[0] if lines else ""


class _Checking:
    """Reads a folder and gathers its report on the way."""

    def __init__(
        self, folder: Path, mappings: list[Path] | None, authorised: list[str] | None, as_of: date
    ) -> None:
        self.folder = folder
        self.mappings = _mappings(mappings or [])
        self.as_of = as_of
        self.left_out = _left_out(folder, authorised or [])
        self._report: ValidationReport | None = None

    @property
    def report(self) -> ValidationReport:
        from stocktake.standards.errors import Fault, InputError

        if self._report is None:
            fault = Fault(str(self.folder), "only tables that need --authorised", "other tables")
            raise InputError("there is nothing to check", [fault])
        return self._report

    def tables(self, *, refuse: bool = False) -> Iterator[tuple[str, pl.DataFrame]]:
        """The rows that pass; at the end an error where they may not be used, if so wished."""
        from stocktake.cli.progress import progress
        from stocktake.sources.pupils import read_pupil_folder
        from stocktake.standards.errors import Fault, InputError

        with progress(self.folder.name) as tell:
            for reading in read_pupil_folder(
                self.folder,
                mappings=self.mappings,
                leave_out=self.left_out,
                as_of=self.as_of,
                tell=tell,
            ):
                report = reading.report
                self._report = report if self._report is None else self._report + report
                yield reading.table, reading.rows
        usable = self.report.usable
        if refuse and not usable.usable:
            fix = "see stocktake pupils check"
            faults = [Fault("", reason, "", fix) for reason in usable.reasons]
            raise InputError("nothing was loaded: the rest may not be used", faults)


def _left_out(folder: Path, authorised: list[str]) -> tuple[str, ...]:
    from stocktake.sources.pupils import find_pupil_files, pupil_layout, pupil_layouts

    for table in authorised:
        pupil_layout(table)
    return tuple(
        table
        for table in find_pupil_files(folder)
        if pupil_layouts()[table].separately_authorised and table not in authorised
    )


def _mappings(paths: list[Path]) -> dict[str, ExportMapping]:
    from stocktake.sources.pupils import read_mapping

    read = [read_mapping(path) for path in paths]
    return {item.table: item for item in read}


def open_store(folder: Path, keys: Path) -> PupilStore:
    """The store, with the keys of a file."""
    from stocktake.pupils.store import PupilStore

    return PupilStore(folder, keys=keys_of(keys))


def show_report(report: ValidationReport, left_out: tuple[str, ...]) -> None:
    """The report in 80 columns: tables, rules, and whether the rest may be used."""
    from stocktake.cli.terminal import bullets, heading, paragraph, show, table
    from stocktake.sources.pupils.report import rows_in_words

    counts = table(["Table", "Rows", "Set aside"], right=["Rows", "Set aside"], fold="Table")
    for name, count in report.rows_count.items():
        counts.add_row(name, f"{count:,}", f"{report.set_aside_count(name):,}")
    show(heading("Rows", first=True), counts)
    summary = report.summary()
    for severity, title in (("error", "Rows set aside"), ("query", "Rows kept, to look at")):
        findings = summary.filter(severity=severity)
        if findings.height:
            show(heading(title))
        for row in findings.iter_rows(named=True):
            location = f"{row['table']}, {row['columns']}: {rows_in_words(row['rows_count'])}"
            show(
                paragraph(f"{row['rule']:<5}  {row['says']}"),
                paragraph(f"{location} ({row['percent']:.1f}%), {row['where']}", indent=7),
            )
    further = [*report.not_checked, *map(str, report.notes)]
    if further:
        show(heading("Not checked or not read"), bullets(further))
    usable = report.usable
    show(heading("May the rest be used?"))
    show(paragraph("Yes.") if usable.usable else paragraph("No:"), bullets(usable.reasons))
    _say_left_out(left_out)


def _say_left_out(left_out: tuple[str, ...]) -> None:
    for table in left_out:
        typer.echo(f"Not opened: {table} (give --authorised {table} where you may)")


def _say_removed(removal: Removal, empty_message: str) -> None:
    from stocktake.sources.pupils.report import rows_in_words

    if not removal.has_rows:
        typer.echo(empty_message)
    for table, count in sorted(removal.rows_count.items()):
        typer.echo(f"Removed: {rows_in_words(count)} of {table}")
