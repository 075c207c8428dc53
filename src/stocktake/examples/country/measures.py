"""What the country is made from: its definition files, and chance that a seed repeats."""

from __future__ import annotations

from random import Random

from stocktake.examples.country.schema import Measure, MeasureFile, Names, Story
from stocktake.standards.definitions import load_folder

PACKAGE = "stocktake.examples.country"


def load_story() -> Story:
    """What happens in the borough of the invented plan."""
    return load_folder(PACKAGE, "story", Story)["eastmere"].value


def load_measures() -> tuple[Measure, ...]:
    """How each indicator is distributed among the invented authorities."""
    definitions = load_folder(PACKAGE, "measures", MeasureFile)
    return tuple(
        measure for definition in definitions.values() for measure in definition.value.measure
    )


def load_names() -> Names:
    """The parts of which names are made."""
    return load_folder(PACKAGE, "names", Names)["names"].value


def chance_of(topic: str, seed: int) -> Random:
    """A stream of chance for one purpose, so that adding a purpose moves no other.

    Examples
    --------
    >>> chance_of("names", 1).random() == chance_of("names", 1).random()
    True
    """
    return Random(f"{topic} {seed}")  # noqa: S311 (nothing here is secret)
