"""``stocktake disclose``: releases a table, with a record of what was hidden and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stocktake.cli import params
from stocktake.cli.options import AsOf, Force, OwnFolder
from stocktake.cli.register_options import SealKey


def disclose(
    table: Annotated[Path, typer.Argument(metavar="TABLE", help="True figures: CSV or Parquet.")],
    structure: Annotated[
        Path, typer.Option("--structure", metavar="FILE", help="What adds up to what.")
    ],
    register: Annotated[
        Path, typer.Option("--register", metavar="DIR", help="The register of releases.")
    ],
    asked_by: Annotated[
        str, typer.Option("--asked-by", metavar="ROLE", help="A role or account, no name.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the files go.")],
    policy: Annotated[
        str, typer.Option("--policy", metavar="ID", help="The rules.")
    ] = "stocktake_default",
    name: Annotated[
        str | None, typer.Option("--name", help="What the table is called; else its file's name.")
    ] = None,
    warehouse: Annotated[
        Path | None,
        typer.Option("--warehouse", metavar="DIR", help="Keep it as figures there too."),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="FILE", help="The register's key, for rules that round."),
    ] = None,
    seal: Annotated[
        Path | None,
        typer.Option("--seal", metavar="FILE", help="The register's seal, kept elsewhere."),
    ] = None,
    seal_key: SealKey = None,
    together: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar="TABLE=STRUCTURE",
            help="Another table, proved together with this one; may be repeated.",
        ),
    ] = None,
    as_of: AsOf = None,
    definitions: OwnFolder = None,
    force: Force = False,
) -> None:
    """Release a table: hide what must be, prove it, record it.

    Example: stocktake disclose pupils.csv --structure pupils.toml
    --register register --asked-by data-lead --out released
    """
    from stocktake.cli.releasing import ReleaseRequest, release_tables
    from stocktake.disclosure import PlannedTable
    from stocktake.sources.structured import read_structure, read_structured

    request = ReleaseRequest(
        name=name or _table_name(table),
        register=register,
        asked_by=asked_by,
        out=out,
        policy=policy,
        warehouse=warehouse,
        key=key,
        as_of=as_of or params.today(),
        definitions=definitions,
        force=force,
        seal=seal,
        seal_key=seal_key,
    )
    request.paths()
    pairs = [_pair(text) for text in together or ()]
    tables: list[PlannedTable] = []
    for path, structure_path in [(table, structure), *pairs]:
        shape = read_structure(structure_path)
        own_name = request.name if not tables else _table_name(path)
        tables.append(PlannedTable(read_structured(path, shape).frame, shape, own_name))
    release_tables(tables, request)


def _table_name(path: Path) -> str:
    """What a table is called, by its file."""
    return path.stem.lower().replace("_", "-").replace(" ", "-")


def _pair(text: str) -> tuple[Path, Path]:
    """A table and its structure, as the option names them."""
    from stocktake.standards.errors import Fault, UsageError

    table, _, structure = text.partition("=")
    if not table or not structure:
        fault = Fault("--with", "names no table with its structure", "TABLE=STRUCTURE")
        raise UsageError("the tables of the plan cannot be read", [fault])
    return Path(table), Path(structure)
