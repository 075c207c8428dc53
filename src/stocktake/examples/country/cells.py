"""How figures come about: deprivation, quality, a place's own nature, chance, and counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log1p, sqrt

from stocktake.examples.country.measures import chance_of
from stocktake.examples.country.places import COUNTRY, Authority
from stocktake.examples.country.schema import Levels, Measure, Story
from stocktake.standards.periods import Period, parse_period
from stocktake.standards.rounding import round_half_up
from stocktake.statistics.schema import Indicator

YEARS = tuple(parse_period("201516").later(step).time_period for step in range(10))
SMALLEST_SHOWN = 5
"""A share that rests on fewer children, or on all but so few, is suppressed."""

_PER = {"percent": 100, "per_100": 100, "per_1000": 1000, "per_10000": 10_000}
_STABLE_SHARE = 0.9
"""How much of its quality an authority keeps from one year to the next."""
_LASTING = 0.85
"""How much of what no factor explains stays with the authority; the rest is the year's chance."""


@dataclass(frozen=True)
class Cell:
    """One figure, before it is written as an observation."""

    value: float | None
    numerator: int | None = None
    denominator: int | None = None
    missing: str | None = None


@dataclass(frozen=True)
class Published:
    """One series: the measure of one group, as the indicator's definition names it."""

    measure: Measure
    indicator: Indicator
    series: str
    title: str
    levels: Levels
    story_levels: Levels
    share: float
    periods: dict[str, Period]


def cells_of(
    seed: int,
    item: Published,
    authorities: Sequence[Authority],
    story: Story,
    quality: Mapping[str, Sequence[float]],
) -> dict[tuple[str, str], Cell]:
    """Every figure of a series by academic year and place, countries and regions included."""
    levels = [
        _levels(seed, item, authority, story, quality[authority.id]) for authority in authorities
    ]
    unpublished = {year.period for year in item.indicator.special_year if not year.published}
    areas = _areas(authorities)
    cells: dict[tuple[str, str], Cell] = {}
    for year in YEARS:
        if year not in item.levels:
            if item.periods[year].time_period in unpublished:
                places = (*areas, *(authority.id for authority in authorities))
                cells |= {(year, place): Cell(None, missing="x") for place in places}
            continue
        authority_cells = [
            (authority, _count_cell(item, authority, known_levels[year]))
            for authority, known_levels in zip(authorities, levels, strict=True)
        ]
        for place, members in areas.items():
            inside = [cell for authority, cell in authority_cells if authority.id in members]
            cells[year, place] = _together(item, inside)
        cells |= {
            (year, authority.id): _suppressed(item, cell) for authority, cell in authority_cells
        }
    return cells


def quality_of(seed: int, authority: Authority) -> tuple[float, ...]:
    """The quality of an authority's services by year, in standard deviations."""
    chance = chance_of(f"quality {authority.id}", seed)
    quality = [chance.gauss(0, 1)]
    while len(quality) < len(YEARS):
        quality.append(
            _STABLE_SHARE * quality[-1] + sqrt(1 - _STABLE_SHARE**2) * chance.gauss(0, 1)
        )
    return tuple(quality)


def _levels(
    seed: int, item: Published, authority: Authority, story: Story, quality: Sequence[float]
) -> Levels:
    """An authority's levels by year: deprivation, quality, its own nature, and chance."""
    if authority.id == story.place and item.story_levels:
        return item.story_levels
    measure = item.measure
    # A group shares the measure's chance, so that it moves with all pupils.
    chance = chance_of(f"{measure.indicator} {authority.id}", seed)
    rest = sqrt(1 - measure.deprivation**2 - measure.quality**2)
    deviation = chance.gauss(0, 1)
    cells = {}
    for year, good in zip(YEARS, quality, strict=True):
        unexplained = _LASTING * deviation + sqrt(1 - _LASTING**2) * chance.gauss(0, 1)
        away = (
            measure.deprivation * authority.deprivation
            + measure.quality * good
            + rest * unexplained
        )
        if year not in item.levels:
            continue
        if measure.skewed:
            width = sqrt(log1p(measure.spread**2))
            cells[year] = item.levels[year] * exp(width * away - width**2 / 2)
        else:
            cells[year] = item.levels[year] + measure.spread * away
    return cells


def _count_cell(item: Published, authority: Authority, level: float) -> Cell:
    """A level as the nearest count of children allows."""
    per = _PER.get(item.indicator.unit)
    children = max(round(authority.pupils_count * item.share), 1)
    if per is None:
        return Cell(_round_value(item, level), None, children)
    numerator = max(round(level * children / per), 0)
    if item.indicator.unit == "percent":
        numerator = min(numerator, children)
    return Cell(_round_value(item, per * numerator / children), numerator, children)


def _together(item: Published, cells: Sequence[Cell]) -> Cell:
    """The figure of an area made of authorities: sum over sum, a score weighted by children."""
    children = sum(cell.denominator or 0 for cell in cells)
    per = _PER.get(item.indicator.unit)
    if per is None:
        weighted = sum((cell.value or 0) * (cell.denominator or 0) for cell in cells)
        return Cell(_round_value(item, weighted / children))
    numerator = sum(cell.numerator or 0 for cell in cells)
    return Cell(_round_value(item, per * numerator / children), numerator, children)


def _suppressed(item: Published, cell: Cell) -> Cell:
    if cell.numerator is None or cell.denominator is None:
        return Cell(cell.value)
    if item.indicator.unit != "percent":
        return cell
    few = min(cell.numerator, cell.denominator - cell.numerator)
    return Cell(None, missing="c") if few < SMALLEST_SHOWN else cell


def _round_value(item: Published, value: float) -> float:
    return round_half_up(value, item.indicator.decimal_places)


def _areas(authorities: Sequence[Authority]) -> dict[str, frozenset[str]]:
    """The country and its regions, each with the authorities that make it up."""
    regions = sorted({authority.region for authority in authorities})
    within = {
        region: frozenset(authority.id for authority in authorities if authority.region == region)
        for region in regions
    }
    return {COUNTRY: frozenset(authority.id for authority in authorities), **within}
