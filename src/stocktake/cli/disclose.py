"""``stocktake disclose``: releases a table, with a record of what was hidden and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stocktake.cli import params
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
    as_of: AsOf = None,
    definitions: OwnFolder = None,
    force: Force = False,
) -> None:
    """Release a table: hide what must be, prove it, record it.

    Example: stocktake disclose pupils.csv --structure pupils.toml
    --register register --asked-by data-lead --out released
    """
    from stocktake.cli.output import cannot_write, refuse_existing, write_file
    from stocktake.cli.progress import progress
    from stocktake.cli.terminal import paragraph, show
    from stocktake.disclosure import attacked_structure, load_policies, release
    from stocktake.disclosure.record import record_text
    from stocktake.sources.structured import read_structure, read_structured

    table_name = name or table.stem.lower().replace("_", "-").replace(" ", "-")
    paths = {
        ending: out / f"{table_name}{ending}"
        for ending in (".csv", ".structure.json", ".record.json")
    }
    for path in paths.values():
        refuse_existing(path, force=force)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(out, error) from None
    shape = read_structure(structure)
    with progress(table_name) as tell:

        def report(count: int, total: int) -> None:
            if total >= LONG:
                tell("looking for proofs", count, total)

        disclosure = release(
            read_structured(table, shape).frame,
            shape,
            policy,
            open_register(register, seal_key),
            asked_by,
            as_of or params.today(),
            name=table_name,
            policies=load_policies(params.own_folder(definitions)),
            key=None if key is None else read_key(key),
            progress=report,
        )
    structure_text = attacked_structure(disclosure.structure).model_dump_json(indent=2)
    write_file(disclosure.csv, paths[".csv"], force=force)
    write_file(structure_text + "\n", paths[".structure.json"], force=force)
    write_file(record_text(disclosure.record), paths[".record.json"], force=force)
    record = disclosure.record
    typer.echo(f"Released: {record.id}")
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
    for notice in record.notices:
        show(paragraph(f"Note: {notice}.", indent=2))
    if record.corrects:
        show(paragraph(f"Corrects: {', '.join(record.corrects)}, recalled.", indent=2))
    if record.attacked_with:
        show(paragraph(f"Held against: {', '.join(record.attacked_with)}.", indent=2))
    if warehouse is not None:
        from stocktake.statistics.disclosed import keep_disclosed
        from stocktake.statistics.store import Warehouse

        release_id = keep_disclosed(
            disclosure, Warehouse(warehouse), loaded_at=params.current_time()
        )
        typer.echo(f"Kept: {release_id.id}")
