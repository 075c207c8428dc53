"""Which characteristics make two schools similar, and what each weighs: dated definition files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import Field, model_validator

from stocktake.standards.definitions import Definition, LoadedDefinition, Source, load_folder
from stocktake.standards.errors import UsageError, nearest
from stocktake.standards.units import Unit

Phase: TypeAlias = Literal["primary", "secondary"]


class Characteristic(Definition):
    """One characteristic of a school.

    Parameters
    ----------
    measure : str
        Measure of the table of school figures that holds it.
    weight : float
        What a squared difference is multiplied by, after scaling.
    is_required : bool
        Whether a pair without it is not compared at all.
    """

    measure: str
    title: str
    unit: Unit
    decimal_places: int = Field(default=1, ge=0, le=3)
    weight: float = Field(gt=0)
    is_required: bool = False


class SimilarVersion(Definition):
    """The characteristics as they held from a day on.

    Parameters
    ----------
    starts : date
        The day from which this version is used.
    scale : str
        ``none``: weights apply to differences as they are. ``national``: differences are divided
        by the standard deviation over all schools compared. ``stated``: by ``deviation``.
    deviation : dict
        Standard deviations by measure, for ``stated``.
    minimum_shared : int
        Two schools that share fewer characteristics are not compared.
    minimum_share_of_schools : float
        The set is a default only where at least this share of open schools has values.
    oldest_years : int
        How many years older than the newest characteristic another may be.
    """

    starts: date
    scale: Literal["none", "national", "stated"]
    deviation: dict[str, float] = {}
    minimum_shared: int = Field(ge=1)
    minimum_share_of_schools: float = Field(default=0.0, ge=0, le=1)
    oldest_years: int = Field(default=0, ge=0)
    neighbour_count: int = Field(default=50, ge=1)
    characteristic: tuple[Characteristic, ...] = Field(min_length=1)
    source: Source
    note: str = ""

    @model_validator(mode="after")
    def _must_fit(self) -> SimilarVersion:
        measures = [entry.measure for entry in self.characteristic]
        if len(set(measures)) < len(measures):
            raise ValueError("a characteristic is named twice")
        if self.minimum_shared > len(measures):
            raise ValueError("minimum_shared is more than there are characteristics")
        absent = sorted(set(measures) - set(self.deviation)) if self.scale == "stated" else []
        if absent:
            raise ValueError(f"deviation lacks: {', '.join(absent)}")
        return self


class SimilarDefinition(Definition):
    """A set of characteristics for one phase.

    Parameters
    ----------
    kind : str
        ``department``: the department's own set, the default where it is held. ``own``: ours.
    learn_from : str
        The measure in which two years are compared.
    reproduces : bool
        Whether published distances are met by it.
    """

    title: str
    phase: Phase
    kind: Literal["department", "own"]
    learn_from: str
    reproduces: bool = False
    version: tuple[SimilarVersion, ...] = Field(min_length=1)

    def version_on(self, day: date) -> SimilarVersion | None:
        """The version in force on a day; None before the first."""
        earlier = [version for version in self.version if version.starts <= day]
        return max(earlier, key=lambda version: version.starts) if earlier else None


def load_similar_definitions(
    own_folder: Path | None = None,
) -> dict[str, LoadedDefinition[SimilarDefinition]]:
    """Every set of characteristics, by id; a place's own files replace ours.

    Examples
    --------
    >>> sorted(load_similar_definitions())
    ['department-primary', 'department-secondary', 'own-primary', 'own-secondary']
    """
    return load_folder("stocktake.schools", "similar", SimilarDefinition, own_folder=own_folder)


def similar_definition(
    name: str, own_folder: Path | None = None
) -> LoadedDefinition[SimilarDefinition]:
    """One set of characteristics.

    Raises
    ------
    UsageError
        No set has the id.
    """
    definitions = load_similar_definitions(own_folder)
    if name not in definitions:
        hint = nearest(name, definitions) or f"expected one of {', '.join(definitions)}"
        raise UsageError(f"there is no set of characteristics {name!r}; {hint}")
    return definitions[name]
