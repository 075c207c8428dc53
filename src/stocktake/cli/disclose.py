"""``stocktake disclose``: releases a table, with a record of what was hidden and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stocktake.cli import params
from stocktake.cli.options import AsOf, Force, OwnFolder


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
    as_of: AsOf = None,
    definitions: OwnFolder = None,
    force: Force = False,
) -> None:
    """Release a table: hide what must be, prove it, record it.

    Example: stocktake disclose pupils.csv --structure pupils.toml
    --register register --asked-by data-lead --out released
    """
    from stocktake.cli.released_files import files_of, keep_figures, key_in, write_released
    from stocktake.cli.terminal import paragraph, show
    from stocktake.disclosure import Register, load_policies, release
    from stocktake.disclosure.register_seal import SealFile
    from stocktake.sources.structured import read_structure, read_structured

    table_name = name or table.stem.lower().replace("_", "-").replace(" ", "-")
    paths = files_of(table_name, out, force=force)
    shape = read_structure(structure)
    disclosure = release(
        read_structured(table, shape).frame,
        shape,
        policy,
        Register(register, seal=None if seal is None else SealFile(seal)),
        asked_by,
        as_of or params.today(),
        name=table_name,
        policies=load_policies(params.own_folder(definitions)),
        key=key_in(key),
    )
    write_released(disclosure, paths, force=force)
    typer.echo(f"Released: {disclosure.record.id}")
    record = disclosure.record
    for_own = ", ".join(
        f"{count:,} for {reason}" for reason, count in record.hidden_primary.items()
    )
    show(
        paragraph(
            f"Of {record.cells_count:,} figures {record.hidden_count:,} are hidden: "
            f"{for_own or 'none for its own sake'}; {record.hidden_secondary_count:,} so that they "
            "cannot be worked out.",
            indent=2,
        )
    )
    if record.least_width is not None:
        words = f"Narrowest bounds that an outsider can derive: {record.least_width:,.6g} apart."
        show(paragraph(words, indent=2))
    if record.attacked_with:
        show(paragraph(f"Held against: {', '.join(record.attacked_with)}.", indent=2))
    if warehouse is not None:
        keep_figures(disclosure, warehouse)
