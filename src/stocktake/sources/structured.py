"""Reads a table with a structure of its own: an aggregate to be released, or attacked."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from stocktake.disclosure import Structure, Table, parse_structure
from stocktake.disclosure.published_table import read_csv_text
from stocktake.sources.reading import cannot_open
from stocktake.standards.errors import Fault, InputError


def read_structured(path: Path, structure: Structure) -> Table:
    """Read a CSV or Parquet table as its structure says.

    Parameters
    ----------
    path : path
        Every cell of a CSV file is read as text: figures, or symbols such as ``c``.
    structure : Structure

    Raises
    ------
    InputError
        The file cannot be opened or is no such table.
    """
    try:
        if path.suffix.lower() == ".parquet":
            return Table(pl.read_parquet(path), structure, path.name)
        return Table(read_csv_text(path.read_bytes()), structure, path.name)
    except OSError as error:
        raise cannot_open(path, error) from None
    except pl.exceptions.PolarsError as error:
        # What Polars says of a file may quote its cells.
        fault = Fault(path.name, type(error).__name__, "a CSV or Parquet table with a header")
        raise InputError(f"{path.name} is no table", [fault]) from None


def read_structure(path: Path) -> Structure:
    """Read a structure from a TOML or JSON file.

    Raises
    ------
    InputError
        The file cannot be opened.
    DefinitionError
        With every fault of the file.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        if isinstance(error, OSError):
            raise cannot_open(path, error) from None
        fault = Fault(path.name, "is not UTF-8 text", "TOML or JSON")
        raise InputError(f"cannot read {path.name}", [fault]) from None
    return parse_structure(text, path.name)
