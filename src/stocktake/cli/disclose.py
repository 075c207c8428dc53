"""``stocktake disclose``: releases a table, with a record of what was hidden and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from stocktake.cli import params
from stocktake.cli.disclosed_files import table_name, table_paths, write_disclosure
from stocktake.cli.options import AsOf, Force, OwnFolder
from stocktake.cli.register import SealKey, open_register, read_key

LONG = 1_000
"""From so many questions on, progress is reported."""


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
    from stocktake.cli.output import cannot_write
    from stocktake.cli.progress import progress
    from stocktake.disclosure import PlannedTable, load_policies, release, release_plan
    from stocktake.sources.structured import read_structure, read_structured

    def planned_table(path: Path, structure_path: Path, own_name: str | None) -> PlannedTable:
        shape = read_structure(structure_path)
        frame = read_structured(path, shape).frame
        return PlannedTable(frame, shape, own_name or table_name(path))

    pairs = [_pair(item) for item in together or ()]
    names = [name or table_name(table), *(table_name(path) for path, _ in pairs)]
    paths = [table_paths(out, item, force=force) for item in names]
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(out, error) from None
    tables = [planned_table(table, structure, name)]
    tables += [planned_table(path, structure_path, None) for path, structure_path in pairs]
    with progress(names[0]) as tell:

        def report(count: int, total: int) -> None:
            if total >= LONG:
                tell("looking for proofs", count, total)

        options: dict[str, Any] = {
            "policy": policy,
            "register": open_register(register, seal_key),
            "requested_by": asked_by,
            "as_of": as_of or params.today(),
            "policies": load_policies(params.own_folder(definitions)),
            "progress": report,
        }
        if len(tables) > 1:
            disclosures = release_plan(tables, **options)
        else:
            rounding_key = None if key is None else read_key(key)
            first = tables[0]
            disclosures = (
                release(first.table, first.structure, name=names[0], key=rounding_key, **options),
            )
    for disclosure, table_files in zip(disclosures, paths, strict=True):
        write_disclosure(disclosure, table_files, warehouse=warehouse, force=force)


def _pair(text: str) -> tuple[Path, Path]:
    """A table and its structure, as the option names them."""
    from stocktake.standards.errors import Fault, UsageError

    table, _, structure = text.partition("=")
    if not table or not structure:
        fault = Fault("--with", "names no table with its structure", "TABLE=STRUCTURE")
        raise UsageError("the tables of the plan cannot be read", [fault])
    return Path(table), Path(structure)
