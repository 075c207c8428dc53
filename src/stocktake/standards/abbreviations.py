"""Abbreviations that people type, with the words that they stand for."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from stocktake.standards.definitions import Definition, Source, load_folder

PACKAGE = "stocktake.standards"
FOLDER = "abbreviations"

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Short = Annotated[
    str, StringConstraints(pattern=r"^([A-Za-z0-9]{2,12}|[A-Za-z0-9]+( [A-Za-z0-9]+){1,3})$")
]


class Abbreviation(Definition):
    """One abbreviation.

    Parameters
    ----------
    short : str
        As titles write it, in letters and digits; or up to four words that people say where titles
        have others, such as ``children in care``.
    long : tuple of str
        The words that it stands for, those most used first.
    source : str
        Key of the source that says so.
    """

    short: Short
    long: tuple[Words, ...] = Field(min_length=1)
    source: str


class AbbreviationList(Definition):
    """A list of abbreviations with its sources."""

    title: str
    source: dict[str, Source]
    abbreviation: tuple[Abbreviation, ...]

    @model_validator(mode="after")
    def _each_once_with_a_source(self) -> AbbreviationList:
        shorts = [entry.short.casefold() for entry in self.abbreviation]
        duplicates = sorted({short for short in shorts if shorts.count(short) > 1})
        if duplicates:
            raise ValueError(f"abbreviations listed twice: {', '.join(duplicates)}")
        unknown = sorted({e.source for e in self.abbreviation if e.source not in self.source})
        if unknown:
            raise ValueError(f"sources that are not listed: {', '.join(unknown)}")
        return self


def load_abbreviations(own_folder: Path | None = None) -> tuple[Abbreviation, ...]:
    """Every abbreviation that is known, by its short form.

    Parameters
    ----------
    own_folder : Path, optional
        A place's folder of definitions: ``abbreviations/<id>.toml`` in it replaces the shipped
        file of that id, and any other adds to what is shipped. Where two files have the same
        short form, it stands for the words of both.

    Raises
    ------
    DefinitionError
        All the faults of all the files together.

    Examples
    --------
    >>> {entry.short: entry.long[0] for entry in load_abbreviations()}["NEET"]
    'not in education employment or training'
    """
    return _shipped() if own_folder is None else _load(own_folder)


@lru_cache(maxsize=1)
def _shipped() -> tuple[Abbreviation, ...]:
    return _load(None)


def _load(own_folder: Path | None) -> tuple[Abbreviation, ...]:
    lists = load_folder(PACKAGE, FOLDER, AbbreviationList, own_folder=own_folder).values()
    entries = [entry for definition in lists for entry in definition.value.abbreviation]
    return tuple(sorted(entries, key=lambda entry: entry.short.casefold()))
