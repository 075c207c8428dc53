"""``stocktake load csv``: a published file without metadata, by a mapping."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stocktake.cli import params
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
    from stocktake.sources.csv_proposal import CsvProposal

EXAMPLE = "Example: stocktake load csv absence.csv"
ENDING = ".mapping.toml"


def load_csv(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A .csv, or .csv.gz.", show_default=False),
    ],
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="FILE", help="Load by this mapping, once confirmed."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Load as proposed, if nothing about it is doubtful.")
    ] = False,
    producer: Annotated[
        str, typer.Option("--producer", metavar="NAME", help="Who published the figures.")
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Where to write the mapping."),
    ] = None,
    strict: Strict = False,
    definitions: OwnFolder = None,
    published: Published = None,
    supersedes: Supersedes = False,
    warehouse: Store = WAREHOUSE,
    notes: Notes = False,
    force: Force = False,
) -> None:
    """A published CSV without metadata, by a mapping."""
    from stocktake.cli.load import keep, own_places
    from stocktake.cli.progress import progress
    from stocktake.sources.csv_reader import read_csv
    from stocktake.standards.errors import UsageError

    if mapping is not None and (yes or producer or out is not None):
        raise UsageError("--mapping loads by a mapping: --yes, --producer and --out propose one")
    if mapping is None:
        mapping = propose(file, producer, out, definitions, is_accepted=yes, force=force)
        if not yes:
            return
    with progress(file.name) as tell:
        reading = read_csv(
            file,
            mapping,
            published=published,
            retrieved=params.today(),
            strict=strict,
            register=own_places(definitions),
            progress=tell,
        )
    keep(reading, warehouse, supersedes=supersedes, notes=notes, strict=strict)


def propose(
    file: Path,
    producer: str,
    out: Path | None,
    definitions: Path | None,
    *,
    is_accepted: bool,
    force: bool,
) -> Path:
    """Show what is proposed, and write it as a mapping.

    Raises
    ------
    UsageError
        The proposal is accepted as it is, and something about it is doubtful; or the mapping
        exists already with another content.
    """
    from stocktake.cli.load import own_places
    from stocktake.cli.terminal import paragraph, show
    from stocktake.sources.csv_proposal import propose_csv_mapping
    from stocktake.standards.errors import Fault, UsageError

    proposal = propose_csv_mapping(file, producer=producer, register=own_places(definitions))
    show_proposal(proposal, is_accepted=is_accepted)
    path = out or Path(f"{file.name.removesuffix('.gz').removesuffix('.csv')}{ENDING}")
    write_mapping(proposal.text, path, force=force)
    show(paragraph(f"\nWritten: {path}"))
    doubts = [*proposal.questions, *proposal.guesses]
    if not is_accepted:
        settle = "Answer every question in it and look at the guesses" if doubts else "Look at it"
        load = f"stocktake load csv {file} --mapping {path}"
        show(paragraph(f"Nothing is loaded yet. {settle}, then:"), paragraph(load, indent=2))
    elif doubts:
        faults = [Fault(str(path), doubt) for doubt in doubts]
        raise UsageError("nothing was loaded: not everything about the file is certain", faults)
    return path


def write_mapping(text: str, path: Path, *, force: bool) -> None:
    """Write the mapping; one that somebody may have confirmed is not replaced unasked."""
    from stocktake.cli.output import write_file
    from stocktake.standards.errors import Fault, UsageError

    content = text.encode("utf-8")
    if path.is_file() and not force:
        if path.read_bytes() == content:
            return
        fix = "load by it with --mapping, name another with --out, or give --force"
        raise UsageError("no mapping was written", [Fault(str(path), "exists already", "", fix)])
    write_file(content, path, force=force)


def show_proposal(proposal: CsvProposal, *, is_accepted: bool) -> None:
    """The proposal as a table; under it, where it is to be confirmed, what is not certain."""
    from stocktake.cli.terminal import bullets, heading, show, table

    listing = table(["Column", "Is", "Read as"], fold="Column")
    for row in table_rows(proposal):
        listing.add_row(*row)
    show(listing)
    whole = table(["Whole file", "", "Read as"], fold="Read as")
    for row in whole_rows(proposal):
        whole.add_row(*row)
    typer.echo()
    show(whole)
    for words, sentences in (
        ("Cannot tell: answer in the mapping", proposal.questions),
        ("Guesses: look at them in the mapping", proposal.guesses),
    ):
        if sentences and not is_accepted:
            show(heading(words), bullets(sentences))


def table_rows(proposal: CsvProposal) -> Iterator[tuple[str, str, str]]:
    """A row for each column of the file, in its order."""
    from stocktake.sources.csv_entries import printable

    rows: dict[str, tuple[str, str]] = {}
    for standard, column in proposal.place_columns.items():
        rows[column] = ("place", standard)
    for section, word in (("period", "period"), ("place", "level")):
        for entry in proposal.sections[section]:
            if entry.key in ("column", "kind_of_year_column", "level_column"):
                rows[str(entry.value)] = (word, entry.key.removesuffix("_column"))
    for entry in proposal.sections["columns"]:
        value = entry.value if isinstance(entry.value, dict) else {"column": entry.value}
        rows[str(value["column"])] = (entry.key, column_words(value) + "?" * entry.is_guess)
    for name in proposal.file.header:
        is_, words = rows[name]
        yield printable(name), is_, printable(words)


def column_words(value: dict[str, object]) -> str:
    """What a figure or breakdown is read as, in a few words."""
    if "unit" in value:
        places = value["decimal_places"]
        unit = value["unit"] or "number"
        return f"{unit}, {places} decimal{'s' * (places != 1)}"
    return f"total: {value['total']}" if "total" in value else ""


def whole_rows(proposal: CsvProposal) -> Iterator[tuple[str, str, str]]:
    """A row for each line of the mapping that is about all rows, and for each symbol."""
    from stocktake.sources.csv_entries import printable
    from stocktake.standards.missing import describe

    column_keys = {"sha256", "column", "kind_of_year_column", "level_column"}
    for section in ("", "file", "period", "place", "place.levels"):
        for entry in proposal.sections[section]:
            if entry.key not in column_keys:
                value = "cannot tell" if entry.is_question else str(entry.value)
                words = f"level {entry.key}" if section == "place.levels" else entry.key
                yield (
                    printable(words),
                    section.split(".")[0],
                    printable(value + "?" * entry.is_guess),
                )
    for entry in proposal.sections["missing"]:
        meaning = "cannot tell" if entry.is_question else describe(str(entry.value))
        symbol = printable(entry.key) or "(blank cell)"
        yield symbol, "missing", meaning + "?" * entry.is_guess
