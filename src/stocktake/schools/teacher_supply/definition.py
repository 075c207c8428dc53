"""Which measures say how a school is supplied with teachers, from a definition file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field, model_validator

from stocktake.standards.definitions import Definition, Source, load_folder

PACKAGE = "stocktake.schools"
FOLDER = "teacher_supply"
DEFAULT = "default"


class SupplyMeasure(Definition):
    """A measure of the profile, and why it is not held where no file has a figure of it."""

    id: str
    title: str
    reason: str = Field(min_length=1)


class SupplyDefinition(Definition):
    """The measures in the order in which they are shown."""

    title: str
    source: Source
    measure: tuple[SupplyMeasure, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_id_once(self) -> SupplyDefinition:
        ids = [measure.id for measure in self.measure]
        if duplicates := sorted({item for item in ids if ids.count(item) > 1}):
            raise ValueError(f"ids given twice: {', '.join(duplicates)}")
        return self


def load_teacher_supply(own_folder: Path | None = None) -> SupplyDefinition:
    """The measures; ``teacher_supply/default.toml`` of a place replaces them.

    Raises
    ------
    DefinitionError
        All the faults of the file together.
    """
    return _shipped() if own_folder is None else _load(own_folder)


@lru_cache(maxsize=1)
def _shipped() -> SupplyDefinition:
    return _load(None)


def _load(own_folder: Path | None) -> SupplyDefinition:
    definitions = load_folder(
        PACKAGE, FOLDER, SupplyDefinition, own_folder=own_folder, only=[DEFAULT]
    )
    return definitions[DEFAULT].value
