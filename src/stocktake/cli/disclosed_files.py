"""Writes what a release prints, and says what was decided."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from stocktake.cli import params

if TYPE_CHECKING:
    from stocktake.disclosure import Disclosure, Record

ENDINGS = (".csv", ".structure.json", ".record.json")


def table_name(path: Path) -> str:
    """What a table is called, by its file."""
    return path.stem.lower().replace("_", "-").replace(" ", "-")


def table_paths(out: Path, name: str, *, force: bool) -> dict[str, Path]:
    """Where the files of a release go; refused where one is there and may not be replaced."""
    from stocktake.cli.output import refuse_existing

    paths = {ending: out / f"{name}{ending}" for ending in ENDINGS}
    for path in paths.values():
        refuse_existing(path, force=force)
    return paths


def write_disclosure(
    disclosure: Disclosure, paths: dict[str, Path], *, warehouse: Path | None, force: bool
) -> None:
    """Write the table, its structure and its record, say what was decided, and keep it."""
    from stocktake.cli.output import write_file
    from stocktake.disclosure import attacked_structure
    from stocktake.disclosure.record import record_text

    structure_text = attacked_structure(disclosure.structure).model_dump_json(indent=2)
    write_file(disclosure.csv, paths[".csv"], force=force)
    write_file(structure_text + "\n", paths[".structure.json"], force=force)
    write_file(record_text(disclosure.record), paths[".record.json"], force=force)
    _say(disclosure.record)
    if warehouse is not None:
        from stocktake.statistics.disclosed import keep_disclosed
        from stocktake.statistics.store import Warehouse

        release_id = keep_disclosed(
            disclosure, Warehouse(warehouse), loaded_at=params.current_time()
        )
        typer.echo(f"Kept: {release_id.id}")


def _say(record: Record) -> None:
    from stocktake.cli.terminal import paragraph, show

    typer.echo(f"Released: {record.id}")
    for_own = ", ".join(
        f"{count:,} for {reason}" for reason, count in record.hidden_primary.items()
    )
    sentences = [
        f"Of {record.cells_count:,} figures {record.hidden_count:,} are hidden: "
        f"{for_own or 'none for its own sake'}; {record.hidden_secondary_count:,} so that they "
        "cannot be worked out."
    ]
    if record.least_width is not None:
        sentences.append(
            f"Narrowest bounds that an outsider can derive: {record.least_width:,.6g} apart."
        )
    sentences += [f"Note: {notice}." for notice in record.notices]
    if record.plan:
        sentences.append(f"Proved with the other tables of the plan {record.plan}.")
    if record.corrects:
        sentences.append(f"Corrects: {', '.join(record.corrects)}, recalled.")
    if record.attacked_with:
        sentences.append(f"Held against: {', '.join(record.attacked_with)}.")
    show(*(paragraph(sentence, indent=2) for sentence in sentences))
