"""Reads a table with a structure of its own: an aggregate to be released, or attacked."""

from __future__ import annotations

import io
from pathlib import Path

import polars as pl

from stocktake.disclosure import Structure, Table, parse_answers, parse_structure
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
        return read_structured_bytes(path.read_bytes(), path.name, structure)
    except OSError as error:
        raise cannot_open(path, error) from None


def read_structured_bytes(content: bytes, name: str, structure: Structure) -> Table:
    """Read a CSV or Parquet table that is in memory, so that its figures lie in no other file.

    Parameters
    ----------
    content : bytes
    name : str
        Of the file; its ending says which kind it is.
    structure : Structure

    Raises
    ------
    InputError
        It is no such table.
    """
    try:
        if name.lower().endswith(".parquet"):
            return Table(pl.read_parquet(io.BytesIO(content)), structure, name)
        return Table(read_csv_text(content), structure, name)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        # What Polars says of a file may quote its cells.
        fault = Fault(name, type(error).__name__, "a CSV or Parquet table with a header")
        raise InputError(f"{name} is no table", [fault]) from None


def read_structure(path: Path) -> Structure:
    """Read a structure from a TOML or JSON file.

    Raises
    ------
    InputError
        The file cannot be opened.
    DefinitionError
        With every fault of the file.
    """
    return parse_structure(_text(path), path.name)


ANSWERS = ("relation", "nested", "sum", "apart", "synonym", "chance")
"""The tables of a structure that answer questions; a file of answers holds only these."""


def read_answers(path: Path, structure: Structure) -> Structure:
    """Add the answers of a file to a structure that was made with its table.

    Parameters
    ----------
    path : path
        TOML or JSON with ``[[relation]]``, ``[[nested]]``, ``[[sum]]``, ``[[apart]]``,
        ``[[synonym]]`` and ``[[chance]]``, as in a structure.
    structure : Structure

    Raises
    ------
    InputError
        The file cannot be opened.
    DefinitionError
        With every fault of the file.
    """
    answers = parse_answers(_text(path), path.name)
    return structure.model_copy(
        update={name: (*getattr(structure, name), *getattr(answers, name)) for name in ANSWERS}
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise cannot_open(path, error) from None
    except UnicodeDecodeError:
        fault = Fault(path.name, "is not UTF-8 text", "TOML or JSON")
        raise InputError(f"cannot read {path.name}", [fault]) from None
