"""The three files of a released table, and its figures in the warehouse."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from stocktake.cli import params

if TYPE_CHECKING:
    from stocktake.disclosure import Disclosure, Register


def files_of(name: str, out: Path, *, force: bool) -> dict[str, Path]:
    """Where the files of a table will lie, by their ending; the folder is made.

    Raises
    ------
    UsageError
        One of them is there already, or the folder cannot be made.
    """
    from stocktake.cli.output import cannot_write, refuse_existing
    from stocktake.disclosure.release_files import ENDINGS

    paths = {ending: out / f"{name}{ending}" for ending in ENDINGS}
    for path in paths.values():
        refuse_existing(path, force=force)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(out, error) from None
    return paths


def write_released(disclosure: Disclosure, paths: dict[str, Path], *, force: bool) -> None:
    """Write the printed table, its structure as an outsider may know it, and the record."""
    from stocktake.cli.output import write_file
    from stocktake.disclosure import published_files

    for ending, text in published_files(disclosure.record, disclosure.csv).items():
        write_file(text, paths[ending], force=force)


def keep_figures(disclosure: Disclosure, warehouse: Path) -> None:
    """Keep the released figures like those of any other source, and say so."""
    from stocktake.statistics.disclosed import keep_disclosed
    from stocktake.statistics.store import Warehouse

    release_id = keep_disclosed(disclosure, Warehouse(warehouse), loaded_at=params.current_time())
    typer.echo(f"Kept: {release_id.id}")


def key_in(path: Path | None) -> bytes | None:
    """The key in a file; None where no file is named."""
    from stocktake.sources.reading import cannot_open

    if path is None:
        return None
    try:
        return path.read_bytes().strip()
    except OSError as error:
        raise cannot_open(path, error) from None


def open_register(folder: Path, seal: Path | None = None, seal_key: Path | None = None) -> Register:
    """The register of a folder, with its seal and the key of its figures where they are given."""
    from stocktake.disclosure import Register
    from stocktake.disclosure.register_seal import SealFile

    return Register(folder, key=key_in(seal_key), seal=None if seal is None else SealFile(seal))
