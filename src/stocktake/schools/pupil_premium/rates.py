"""Rates of the pupil premium by financial year, and a school's allocation by them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pydantic import Field, model_validator

from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.standards.errors import Fault, UsageError

PACKAGE = "stocktake.schools"
FOLDER = "pupil_premium"
RATES = "rates"
GROUPS = ("primary", "secondary", "looked_after", "service")


class PremiumRate(Definition):
    """Pounds for each pupil, and whether somebody read the rate in an official source."""

    pounds: int = Field(ge=0)
    verified: bool


class PremiumYear(Definition):
    """The rates of one financial year; a group without a rate has none here."""

    financial_year: str = Field(pattern=r"^\d{4}-\d{2}$")
    primary: PremiumRate | None = None
    secondary: PremiumRate | None = None
    looked_after: PremiumRate | None = None
    service: PremiumRate | None = None
    note: str = ""


class EntitlementBreak(Definition):
    """A day from which who is entitled changes, so that figures are not compared over it."""

    starts: date
    text: str
    source: Source


class PremiumRates(Definition):
    """The rates of every year that is held, and the declared breaks."""

    title: str
    source: Source
    year: tuple[PremiumYear, ...] = Field(min_length=1)
    entitlement_break: tuple[EntitlementBreak, ...] = Field(default=(), alias="break")

    @model_validator(mode="after")
    def _each_year_once(self) -> PremiumRates:
        years = [row.financial_year for row in self.year]
        if duplicates := sorted({year for year in years if years.count(year) > 1}):
            raise ValueError(f"years given twice: {', '.join(duplicates)}")
        return self


@dataclass(frozen=True)
class PremiumCounts:
    """Pupils of each group; a looked-after or previously looked-after pupil counts only there."""

    primary: int = 0
    secondary: int = 0
    looked_after: int = 0
    service: int = 0


@dataclass(frozen=True)
class PremiumAllocation:
    """An allocation by the rates of a year.

    Parameters
    ----------
    pounds : int or None
        None where a group with pupils has no rate here.
    parts : tuple of (str, int, int)
        Group, pupils and rate in pounds, for groups with pupils and a rate.
    missing : tuple of str
        Groups with pupils of which no rate is held.
    unverified : tuple of str
        Groups whose rate nobody read in an official source.
    """

    financial_year: str
    pounds: int | None
    parts: tuple[tuple[str, int, int], ...]
    missing: tuple[str, ...]
    unverified: tuple[str, ...]
    note: str


def load_premium_rates(own_folder: Path | None = None) -> PremiumRates:
    """The rates; ``pupil_premium/rates.toml`` of a place replaces them.

    Raises
    ------
    DefinitionError
        All the faults of the file together.
    """
    return _shipped() if own_folder is None else _load(own_folder)


def premium_allocation(
    rates: PremiumRates, financial_year: str, counts: PremiumCounts
) -> PremiumAllocation:
    """What a school's pupils bring in a financial year.

    Raises
    ------
    UsageError
        For a year that is not held, or a negative count.

    Examples
    --------
    >>> counts = PremiumCounts(primary=40, looked_after=3)
    >>> premium_allocation(load_premium_rates(), "2024-25", counts).pounds
    66910
    """
    year = next((row for row in rates.year if row.financial_year == financial_year), None)
    if year is None:
        years = ", ".join(row.financial_year for row in rates.year)
        raise UsageError("no allocation", [Fault(financial_year, "has no rates here", years)])
    parts, missing, unverified = [], [], []
    for group in GROUPS:
        pupils: int = getattr(counts, group)
        rate: PremiumRate | None = getattr(year, group)
        if pupils < 0:
            raise UsageError("no allocation", [Fault(group, f"has {pupils} pupils", "0 or more")])
        if pupils and rate is None:
            missing.append(group)
        elif pupils and rate is not None:
            parts.append((group, pupils, rate.pounds))
            if not rate.verified:
                unverified.append(group)
    total = sum(pupils * pounds for _group, pupils, pounds in parts)
    return PremiumAllocation(
        financial_year=financial_year,
        pounds=None if missing else total,
        parts=tuple(parts),
        missing=tuple(missing),
        unverified=tuple(unverified),
        note=year.note,
    )


@lru_cache(maxsize=1)
def _shipped() -> PremiumRates:
    return _load(None)


def _load(own_folder: Path | None) -> PremiumRates:
    return load_folder(PACKAGE, FOLDER, PremiumRates, own_folder=own_folder, only=[RATES])[
        RATES
    ].value
