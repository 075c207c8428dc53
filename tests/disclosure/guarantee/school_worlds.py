"""Schools of an authority from a seed, and tables of them that share cells and sums."""

from __future__ import annotations

import random
from dataclasses import dataclass

import polars as pl

from stocktake.disclosure import CellId, PlannedTable, Structure

POPULATIONS = ("disadvantaged", "all", "other")
SEXES = ("Boys", "Girls")
Key = tuple[str, str, str]


@dataclass(frozen=True)
class World:
    """Counts by school, sex and population, and what is true of every cell."""

    schools: tuple[str, ...]
    counts: dict[Key, int]

    @property
    def truth(self) -> dict[CellId, float]:
        """Every figure that any of the tables could hold."""
        return {
            CellId("n", population, place, "202324", () if sex == "Total" else (("sex", sex),)):
            float(self.count(place, sex, population))
            for place in (*self.schools, "la-1")
            for sex in (*SEXES, "Total")
            for population in POPULATIONS
        }  # fmt: skip

    def count(self, place: str, sex: str, population: str) -> int:
        places = self.schools if place == "la-1" else (place,)
        sexes = SEXES if sex == "Total" else (sex,)
        groups = POPULATIONS[::2] if population == "all" else (population,)
        return sum(self.counts[a, b, c] for a in places for b in sexes for c in groups)

    def table(self, population: str, *, by_sex: bool = False, publisher: bool = True):
        """One table of a population, by school and perhaps by sex."""
        sexes = (*SEXES, "Total") if by_sex else ("Total",)
        rows = [
            {"place": place, "sex": sex, "n": self.count(place, sex, population)}
            for place in (*self.schools, "la-1")
            for sex in sexes
        ]
        split = [{"total": "la-1", "parts": list(self.schools)}]
        dimensions = [{"id": "place", "column": "place", "split": split}]
        frame = pl.DataFrame(rows)
        if by_sex:
            parts = [{"total": "Total", "parts": list(SEXES)}]
            dimensions.append({"id": "sex", "column": "sex", "total": "Total", "split": parts})
        else:
            frame = frame.drop("sex")
        structure = Structure.model_validate(
            {
                "population": population,
                "period": "202324",
                "publisher": "place" if publisher else "",
                "measure": [{"id": "n", "column": "n"}],
                "dimension": dimensions,
                "relation": [{"total": "all", "parts": ["disadvantaged", "other"]}],
            }
        )
        name = f"{population}-by-sex" if by_sex else population
        return PlannedTable(frame, structure, name)


def world(seed: int, *, smallest: int = 12, largest: int = 90) -> World:
    """From five to nine schools of which some groups are small."""
    draw = random.Random(seed)
    schools = tuple(f"school-{number}" for number in range(draw.randint(5, 9)))
    counts: dict[Key, int] = {}
    for school in schools:
        share = draw.uniform(0.05, 0.5)
        for sex in SEXES:
            cohort = draw.randint(smallest, largest) // 2
            disadvantaged = sum(draw.random() < share for _ in range(cohort))
            counts[school, sex, "disadvantaged"] = disadvantaged
            counts[school, sex, "other"] = cohort - disadvantaged
    return World(schools, counts)


def tables(school_world: World, seed: int, *, by_sex: bool) -> list[PlannedTable]:
    """Its tables in an order drawn from the seed."""
    planned_tables = [school_world.table(population) for population in POPULATIONS]
    if by_sex:
        planned_tables += [
            school_world.table(population, by_sex=True) for population in ("all", "disadvantaged")
        ]
    random.Random(seed).shuffle(planned_tables)
    return planned_tables
