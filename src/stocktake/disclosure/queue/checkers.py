"""Who may let a table out: roles, as a definition that a head of service can change."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from stocktake.disclosure.declarations import Text
from stocktake.standards.definitions import Definition, Source, load_folder

FILE = "default"


class Checkers(Definition):
    """Those who look at a table before it leaves.

    Parameters
    ----------
    title : str
    roles : tuple of str
        Roles, and accounts such as ``account:17`` for a person who is named.
    source : tuple of Source

    Examples
    --------
    >>> load_checkers().roles
    ('head-of-service', 'output-checker')
    """

    title: Text
    roles: Annotated[tuple[Text, ...], Field(min_length=1)]
    source: tuple[Source, ...] = ()


def load_checkers(own_folder: Path | None = None) -> Checkers:
    """Those that ship, or a place's own from ``checkers/default.toml``.

    Raises
    ------
    DefinitionError
        With every fault of the file.
    """
    definitions = load_folder(
        "stocktake.disclosure", "checkers", Checkers, own_folder=own_folder, only=[FILE]
    )
    return definitions[FILE].value
