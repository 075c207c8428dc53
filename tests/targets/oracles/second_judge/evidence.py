"""All figures of the file, looked up by series and year, and what they are compared with."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

from second_judge.indicators import Indicator, read_indicators
from second_judge.lait_file import last_day, read_dictionary, read_figures
from second_judge.register import SAME_PLACE, Register, read_register

DECIMALS = 6
ROOT = Path(__file__).parents[4]
PLACES = ROOT / "src/stocktake/standards/definitions/places"
CORRECTIONS = ROOT / "src/stocktake/standards/definitions/period_corrections/lait.toml"
INDICATORS = ROOT / "src/stocktake/statistics/definitions/indicators"


@dataclass(frozen=True)
class Position:
    """A rank among n places, and the sorted figures of the others, best first and signed."""

    rank: int
    n: int
    other_values: list[float]


class Evidence:
    """Figures of one release, places, and indicators."""

    def __init__(
        self,
        figures: dict[str, dict[int, dict[str, float]]],
        register: Register,
        indicators: dict[tuple[str, str], Indicator],
    ) -> None:
        self.figures = figures
        self.register = register
        self.indicators = indicators
        self.values = cache(self._values)
        self.authorities_of = cache(self._authorities)

    def _values(self, series: tuple[str, ...], year: int) -> dict[str, float]:
        """Every place's figure: the first series that has one for it."""
        values: dict[str, float] = {}
        for name in reversed(series):
            values |= self.figures.get(name, {}).get(year, {})
        return values

    def years(self, indicator: Indicator) -> list[int]:
        """The years in which any place has a figure."""
        return sorted({year for name in indicator.series for year in self.figures.get(name, {})})

    def value(self, indicator: Indicator, place: str, year: int) -> float | None:
        """A place's figure as published."""
        return self.values(indicator.series, year).get(place)

    def _authorities(self, series: tuple[str, ...], kind: str, year: int) -> frozenset[str]:
        """The authorities with a figure, none counted twice."""
        register = self.register
        places = {
            place
            for place in self.values(series, year)
            if register.level[place] == "Local authority"
        }
        day = last_day(kind, year)
        twice = {
            place
            for pair in SAME_PLACE
            if places.issuperset(pair)
            for place in pair
            if not register.exists(place, day)
        }
        return frozenset(places - twice)

    def authorities(self, indicator: Indicator, year: int) -> frozenset[str]:
        """The authorities ranked in a year."""
        return self.authorities_of(indicator.series, indicator.kind, year)

    def position(
        self, indicator: Indicator, place: str, year: int, members: frozenset[str]
    ) -> Position | None:
        """A place among members with a figure; none where it is not one of those ranked."""
        values = self.values(indicator.series, year)
        places = self.authorities(indicator, year) & (members | {place})
        if indicator.better == "neither" or place not in places:
            return None
        sign = -1 if indicator.better == "higher" else 1
        other_values = sorted(
            round(sign * values[other_place], DECIMALS) for other_place in places - {place}
        )
        own_value = round(sign * values[place], DECIMALS)
        return Position(1 + bisect_left(other_values, own_value), len(places), other_values)

    def region_of(self, indicator: Indicator, place: str, year: int) -> str | None:
        """A place's region; London whole for a year in which its half has no figure."""
        region = self.register.region.get(place)
        if region in ("region-inner-london", "region-outer-london") and (
            self.value(indicator, region, year) is None
        ):
            return "region-london"
        return region

    def middle(self, indicator: Indicator, year: int) -> float | None:
        """The median of the authorities ranked."""
        values = self.values(indicator.series, year)
        places = self.authorities(indicator, year)
        return median(values[place] for place in places) if places else None

    def mean(self, indicator: Indicator, places: list[str], year: int) -> float | None:
        """The mean over the places with a figure, each counting once."""
        values = self.values(indicator.series, year)
        numbers = [values[place] for place in dict.fromkeys(places) if place in values]
        return sum(numbers) / len(numbers) if numbers else None


def read_evidence(data: Path) -> Evidence:
    """Everything that the second judge knows, from the folder of published files."""
    dictionary = read_dictionary(data, CORRECTIONS)
    register = read_register(data, PLACES)
    figures: dict[str, dict[int, dict[str, float]]] = {}
    rows = read_figures(data, dictionary).drop_nulls("value")
    for series, dfe, year, value in rows.iter_rows():
        figures.setdefault(series, {}).setdefault(year, {})[register.by_dfe[dfe]] = value
    return Evidence(figures, register, read_indicators(INDICATORS, dictionary))
