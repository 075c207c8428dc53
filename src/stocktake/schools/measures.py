"""The measures of a profile: what chance does to each, and with which schools it is compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import Field, model_validator

from stocktake.sources.schools import SchoolMeasure, load_school_measures
from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.standards.errors import DefinitionError, Fault, nearest
from stocktake.standards.units import Unit

Chance: TypeAlias = Literal["spread", "percent", "none"]
Better: TypeAlias = Literal["higher", "lower", "neither"]
Phase: TypeAlias = Literal["primary", "secondary", "own"]

UNITS = {
    "percent": Unit.PERCENT,
    "points": Unit.SCORE,
    "pounds": Unit.POUNDS,
    "per 100 pupils": Unit.PER_100,
}
"""How a school measure's unit is written; any other counts people."""


class Spread(Definition):
    """The national standard deviation of pupils' scores; without a period, for every other year.

    ``basis`` is ``published``, ``recovered`` from published intervals, or ``assumed``.
    """

    period: str = Field(default="", pattern=r"^(\d{6})?$")
    deviation: float = Field(gt=0)
    basis: Literal["published", "recovered", "assumed"]


class ProfileEntry(Definition):
    """One measure of a part of the profile.

    Parameters
    ----------
    id : str
        A school measure, whose definition has its title, unit, direction and breaks.
    phase : str
        With which schools it is compared: those of this phase, or ``own``, of the school's own.
    chance : str
        ``spread``: a mean of pupils' scores, with the standard deviation in ``spread``.
        ``percent``: a share of pupils. ``none``: a count of all, without an interval.
    cohort : str
        Measure that counts the pupils behind it, where its own definition names none.
    mean_over : str
        A mean that is not published counts each pupil, or each school, once.
    is_similar : bool
        Whether it is compared with similar schools.
    """

    id: str
    phase: Phase = "own"
    chance: Chance = "none"
    cohort: str = ""
    mean_over: Literal["pupils", "schools"] = "pupils"
    is_similar: bool = True
    spread: tuple[Spread, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _must_fit(self) -> ProfileEntry:
        if (self.chance == "spread") != bool(self.spread):
            raise ValueError("spread is stated where chance is spread, and only there")
        return self


class ProfileSection(Definition):
    """A part of the profile: measures in the order in which they are shown.

    ``empty`` says why a school has none of them; without it the part is then left out.
    """

    title: str
    order: int
    empty: str = ""
    measure: tuple[ProfileEntry, ...] = ()
    source: tuple[Source, ...] = ()


@dataclass(frozen=True)
class ProfileMeasure:
    """A school measure with its place in the profile."""

    entry: ProfileEntry
    definition: SchoolMeasure

    @property
    def id(self) -> str:
        """The measure's id."""
        return self.entry.id

    @property
    def title(self) -> str:
        """As on a page."""
        return self.definition.title

    @property
    def unit(self) -> Unit:
        """The unit in which figures are written."""
        return UNITS.get(self.definition.unit, Unit.COUNT)

    @property
    def better(self) -> Better:
        """The better direction."""
        return self.definition.better

    @property
    def decimal_places(self) -> int:
        """Decimal places in which it is published."""
        return self.definition.decimals

    @property
    def cohort(self) -> str:
        """The measure that counts the pupils behind it; empty for none."""
        return self.entry.cohort or self.definition.pupils or ""

    def comparable_since(self, period: str) -> str:
        """The first year comparable with ``period``; empty where all earlier ones are."""
        breaks = self.definition.series_break
        return max((item.period for item in breaks if item.period <= period), default="")

    def reason_without(self, period: str) -> str:
        """Why no figures of a year exist; empty where they may."""
        reasons = self.definition.without_figures
        return next((item.reason for item in reasons if item.period == period), "")


@dataclass(frozen=True)
class ProfileLayout:
    """The parts of a profile in order, and every measure in them."""

    sections: tuple[tuple[str, ProfileSection], ...]
    measures: dict[str, ProfileMeasure]


def profile_layout(own_folder: Path | None = None) -> ProfileLayout:
    """The parts of a profile; a place's own files replace ours.

    Raises
    ------
    DefinitionError
        A file is wrong, names a measure that has no definition, or one that another part has.

    Examples
    --------
    >>> [name for name, section in profile_layout().sections][:2]
    ['early-years', 'key-stage-2']
    """
    return _shipped() if own_folder is None else _layout(own_folder)


@lru_cache(maxsize=1)
def _shipped() -> ProfileLayout:
    return _layout(None)


def _layout(own_folder: Path | None) -> ProfileLayout:
    files = load_folder("stocktake.schools", "profile", ProfileSection, own_folder=own_folder)
    definitions = load_school_measures(own_folder)
    measures: dict[str, ProfileMeasure] = {}
    faults = []
    for file in files.values():
        for entry in file.value.measure:
            location = f"{file.path}: {entry.id}"
            if entry.id in measures:
                faults.append(Fault(location, "has a place in the profile already"))
            elif entry.id not in definitions:
                hint = nearest(entry.id, definitions)
                faults.append(Fault(location, "no school measure has the id", "one of them", hint))
            else:
                measure = ProfileMeasure(entry, definitions[entry.id])
                if entry.chance == "percent" and measure.unit is not Unit.PERCENT:
                    faults.append(Fault(location, "is no percentage", "another chance"))
                measures[entry.id] = measure
    if faults:
        raise DefinitionError("the parts of the profile cannot be used", faults)
    sections = sorted(files.items(), key=lambda item: (item[1].value.order, item[0]))
    return ProfileLayout(tuple((name, file.value) for name, file in sections), measures)
