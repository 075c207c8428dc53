"""What a definition of early-support criteria must look like, and what it may never ask."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.standards.errors import DefinitionError, nearest

NEVER_ASKED = ("ethnicity", "ethnic_group", "ethnicity_code", "race", "nationality", "religion")
"""Columns that no criterion may read; fairness is looked at by them, and they decide nothing."""


class Criterion(Definition):
    """One question about a pupil, and the points for a yes.

    Exactly one of ``at_most``, ``one_of`` and ``is_true`` says what a yes is.

    Parameters
    ----------
    id : str
    field : str
        The column that answers it.
    reason : str
        What the professional reads where the answer is yes.
    points : int
    needs_local_data : bool
        Where the column is absent the criterion is left out and named; otherwise that is refused.
    proxy_for : str
        A protected characteristic with which the answer goes together; empty where none.
    """

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    field: str
    reason: str = Field(min_length=1)
    points: int = Field(gt=0)
    at_most: float | None = None
    one_of: tuple[str, ...] = ()
    is_true: bool = False
    needs_local_data: bool = False
    proxy_for: str = ""

    @model_validator(mode="after")
    def _one_test_and_no_ethnicity(self) -> Self:
        if self.field.casefold() in NEVER_ASKED:
            raise ValueError(
                f"{self.field} is never an input; look at fairness by it instead, and ask "
                "something about need"
            )
        if (self.at_most is not None) + bool(self.one_of) + self.is_true != 1:
            raise ValueError("give exactly one of at_most, one_of and is_true")
        return self


class Band(Definition):
    """What a number of points calls for."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    meaning: str
    points: int = Field(ge=0)


class Criteria(Definition):
    """A published set of criteria: questions, points and bands.

    Parameters
    ----------
    comparison : "at_least" or "more_than"
        Whether the points of a band belong to it.
    expires_after_days : int
        How long a list may be used.
    """

    title: str
    claim: str
    comparison: Literal["at_least", "more_than"]
    expires_after_days: int = Field(gt=0)
    note: str = ""
    criterion: tuple[Criterion, ...] = Field(min_length=1)
    band: tuple[Band, ...] = Field(min_length=1)
    source: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_once_and_bands_rise(self) -> Self:
        ids = [criterion.id for criterion in self.criterion]
        if len(ids) != len(set(ids)):
            raise ValueError("criterion ids must be unique")
        points = [band.points for band in self.band]
        if points != sorted(set(points)):
            raise ValueError("bands must rise in points")
        return self

    def band_of(self, points: int) -> str | None:
        """The band that a number of points falls into; None below the lowest."""
        reachable_bands = [
            band.id
            for band in self.band
            if points > band.points or (points == band.points and self.comparison == "at_least")
        ]
        return reachable_bands[-1] if reachable_bands else None


def early_support_criteria(name: str, *, own_folder: Path | None = None) -> Criteria:
    """A set of early-support criteria by name.

    Parameters
    ----------
    name : str
        Such as ``"risk-of-neet-oxfordshire"``.
    own_folder : path, optional
        A place's own folder of definitions; ``early_support/<name>.toml`` there replaces ours.

    Raises
    ------
    DefinitionError
        There is no such set, or a file is faulty.

    Examples
    --------
    >>> early_support_criteria("risk-of-neet-oxfordshire").band_of(4)
    'substantial'
    """
    all_criteria = _shipped() if own_folder is None else _read(own_folder)
    if name not in all_criteria:
        hint = nearest(name, all_criteria) or f"expected one of {', '.join(all_criteria)}"
        raise DefinitionError(f"no early-support criteria {name!r}; {hint}")
    return all_criteria[name]


@cache
def _shipped() -> dict[str, Criteria]:
    return _read(None)


def _read(own_folder: Path | None) -> dict[str, Criteria]:
    definitions = load_folder("stocktake.pupils", "early_support", Criteria, own_folder=own_folder)
    return {name: definition.value for name, definition in definitions.items()}
