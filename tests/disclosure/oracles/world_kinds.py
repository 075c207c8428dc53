"""Kinds of invented authorities: what is counted and adds up, which tables leave in what order."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import polars as pl
from worlds import (
    AUTHORITY,
    YEAR,
    Count,
    Printing,
    World,
    cohort,
    frame,
    place_dimension,
    printing,
    school_ids,
)

from stocktake.disclosure import Structure


def single(chance: random.Random) -> World:
    """One table of schools by need or sex, against outsiders or schools, by either policy."""
    world = World("single table", policy=chance.choice(["stocktake_default", "ons_ten"]))
    schools = school_ids(chance)
    items = chance.choice([["Boys", "Girls"], ["None", "Support", "Plan"]])
    insiders = chance.random() < 0.5
    world.schools = tuple(schools) if insiders else ()
    for school in schools:
        for item in items:
            top = 60 if item in ("Boys", "Girls", "None") else 14
            least = 0 if chance.random() < 0.3 else 1
            world.truth["n", "all", school, item, YEAR] = chance.randint(least, top)
    columns = [*items, "Total"]
    for place in (*schools, AUTHORITY):
        if place == AUTHORITY:
            for item in items:
                parts = [("n", "all", school, item, YEAR) for school in schools]
                world.add(("n", "all", AUTHORITY, item, YEAR), parts)
        world.add(
            ("n", "all", place, "Total", YEAR),
            [("n", "all", place, item, YEAR) for item in items],
        )
    # The total of totals holds twice over.
    world.sums.append(
        (
            ("n", "all", AUTHORITY, "Total", YEAR),
            [("n", "all", school, "Total", YEAR) for school in schools],
        )
    )
    rows = [
        {"place": place, "item": item, "n": world.truth["n", "all", place, item, YEAR]}
        for place in (*schools, AUTHORITY)
        for item in columns
    ]
    structure: dict[str, Any] = {
        "population": "all",
        "period": YEAR,
        "measure": [{"id": "n", "column": "n"}],
        "dimension": [
            place_dimension("place", AUTHORITY, schools, marks_total=False),
            place_dimension("item", "Total", items, marks_total=True),
        ],
    }
    if insiders:
        structure["publisher"] = "place"
    world.printings.append(printing("table", rows, structure, {"n": "n"}, chance))
    return world


def sequence(chance: random.Random, *, by_sex: bool = False) -> World:
    """Disadvantaged, all and other pupils of the same schools, in random order, all declared."""
    world = World("sequence by sex" if by_sex else "sequence of populations")
    schools = school_ids(chance)
    world.schools = tuple(schools)
    size = chance.choice([(12, 90), (60, 160)])
    items = ["Boys", "Girls"] if by_sex else ["Total"]
    groups = ["disadvantaged", "other"]
    for school in schools:
        for item in items:
            pupils = max(2, cohort(chance, size) // len(items))
            poor = min(pupils, int(pupils * chance.betavariate(2, 5)))
            world.truth["n", "disadvantaged", school, item, YEAR] = poor
            world.truth["n", "other", school, item, YEAR] = pupils - poor
            world.add(
                ("n", "all", school, item, YEAR),
                [("n", group, school, item, YEAR) for group in groups],
            )
    for population in (*groups, "all"):
        if by_sex:
            for school in schools:
                parts = [("n", population, school, item, YEAR) for item in items]
                world.add(("n", population, school, "Total", YEAR), parts)
        for item in (*items, *(["Total"] if by_sex else [])):
            parts = [("n", population, school, item, YEAR) for school in schools]
            world.add(("n", population, AUTHORITY, item, YEAR), parts)
        if by_sex:
            parts = [("n", population, AUTHORITY, item, YEAR) for item in items]
            world.sums.append((("n", population, AUTHORITY, "Total", YEAR), parts))
    if by_sex:
        for place in (*schools, AUTHORITY):
            parts = [("n", group, place, "Total", YEAR) for group in groups]
            world.sums.append((("n", "all", place, "Total", YEAR), parts))
    for item in items:
        parts = [("n", group, AUTHORITY, item, YEAR) for group in groups]
        world.sums.append((("n", "all", AUTHORITY, item, YEAR), parts))
    jobs = [(population, False) for population in ("disadvantaged", "all", "other")]
    if by_sex:
        jobs += [(population, True) for population in ("disadvantaged", "all", "other")]
        jobs = chance.sample(jobs, chance.randint(3, len(jobs)))
    chance.shuffle(jobs)
    for number, (population, with_sex) in enumerate(jobs):
        printed_items = [*items, "Total"] if with_sex else ["Total"]
        rows = [
            {"place": place}
            | ({"item": item} if with_sex else {})
            | {"n": world.truth["n", population, place, item, YEAR]}
            for place in (*schools, AUTHORITY)
            for item in printed_items
        ]
        dimensions = [place_dimension("place", AUTHORITY, schools, marks_total=False)]
        if with_sex:
            dimensions.append(place_dimension("item", "Total", items, marks_total=True))
        structure = {
            "population": population,
            "period": YEAR,
            "publisher": "place",
            "measure": [{"id": "n", "column": "n"}],
            "dimension": dimensions,
            "relation": [{"total": "all", "parts": groups}],
        }
        world.printings.append(printing(f"table-{number}", rows, structure, {"n": "n"}, chance))
    return world


def sequence_by_sex(chance: random.Random) -> World:
    """The same populations by school, and by school and sex."""
    return sequence(chance, by_sex=True)


def nested(chance: random.Random) -> World:
    """Pupils and passes with the percentage; who did not pass follows by subtraction."""
    world = World("passes and percentages")
    schools = school_ids(chance)
    insiders = chance.random() < 0.5
    world.schools = tuple(schools) if insiders else ()
    for school in schools:
        pupils = cohort(chance, (12, 120))
        passes = min(pupils, int(pupils * chance.betavariate(5, 1.5)))
        world.truth["passed", "all", school, "Total", YEAR] = passes
        world.truth["failed", "all", school, "Total", YEAR] = pupils - passes
    for measure in ("passed", "failed"):
        parts = [(measure, "all", school, "Total", YEAR) for school in schools]
        world.add((measure, "all", AUTHORITY, "Total", YEAR), parts)
    for place in (*schools, AUTHORITY):
        parts = [(measure, "all", place, "Total", YEAR) for measure in ("passed", "failed")]
        world.add(("pupils", "all", place, "Total", YEAR), parts)
    parts = [("pupils", "all", school, "Total", YEAR) for school in schools]
    world.sums.append((("pupils", "all", AUTHORITY, "Total", YEAR), parts))
    places = chance.choice([0, 1])
    rows = []
    for place in (*schools, AUTHORITY):
        above = world.truth["passed", "all", place, "Total", YEAR]
        below = world.truth["pupils", "all", place, "Total", YEAR]
        rows.append(
            {"place": place, "pupils": below, "passed": above, "share": 100 * above / below}
        )
    structure: dict[str, Any] = {
        "population": "all",
        "period": YEAR,
        "measure": [
            {"id": "pupils", "column": "pupils"},
            {"id": "passed", "column": "passed"},
            {
                "id": "share",
                "column": "share",
                "unit": "percent",
                "numerator": "passed",
                "denominator": "pupils",
                "decimals": places,
            },
        ],
        "dimension": [place_dimension("place", AUTHORITY, schools, marks_total=False)],
    }
    if insiders:
        structure["publisher"] = "place"
    world.printings.append(
        printing(
            "passes",
            rows,
            structure,
            {"pupils": "pupils", "passed": "passed"},
            chance,
            percentages={"share": ("passed", "pupils", places)},
        )
    )
    return world


def undeclared(chance: random.Random) -> World:
    """A table that does not say what it is made of: a bare total, nested or wide counts."""
    form = chance.choice(["total", "nested", "wide"])
    world = World(f"nothing declared: {form}")
    schools = school_ids(chance)
    first, second = ("boys", "girls") if form != "nested" else ("passed", "failed")
    for school in schools:
        for measure in (first, second):
            top = 9 if measure == "failed" else 60
            world.truth[measure, "all", school, "Total", YEAR] = chance.randint(1, top)
    for measure in (first, second):
        parts = [(measure, "all", school, "Total", YEAR) for school in schools]
        world.add((measure, "all", AUTHORITY, "Total", YEAR), parts)
    for place in (*schools, AUTHORITY):
        parts = [(measure, "all", place, "Total", YEAR) for measure in (first, second)]
        world.add(("pupils", "all", place, "Total", YEAR), parts)
    parts = [("pupils", "all", school, "Total", YEAR) for school in schools]
    world.sums.append((("pupils", "all", AUTHORITY, "Total", YEAR), parts))
    places = (*schools, AUTHORITY)
    dimension = place_dimension("place", AUTHORITY, schools, marks_total=False)
    if form == "total":
        names = {"boys": "Boys", "girls": "Girls", "pupils": "Total"}
        rows = [
            {"place": place, "sex": label, "n": world.truth[measure, "all", place, "Total", YEAR]}
            for place in places
            for measure, label in names.items()
        ]
        structure: dict[str, Any] = {
            "population": "all",
            "period": YEAR,
            "measure": [{"id": "n", "column": "n"}],
            "dimension": [dimension, {"id": "sex", "column": "sex", "total": "Total"}],
        }
        table = frame(rows, chance)
        of = {label: measure for measure, label in names.items()}
        counts = {
            "n": [
                (of[row["sex"]], "all", row["place"], "Total", YEAR)
                for row in table.iter_rows(named=True)
            ]
        }
        world.printings.append(
            Printing("by-sex", table, Structure.model_validate(structure), counts)
        )
        return world
    columns = ["pupils", "passed"] if form == "nested" else ["pupils", "boys", "girls"]
    rows = [
        {"place": place}
        | {name: world.truth[name, "all", place, "Total", YEAR] for name in columns}
        for place in places
    ]
    structure = {
        "population": "all",
        "period": YEAR,
        "measure": [{"id": name, "column": name} for name in columns],
        "dimension": [dimension],
    }
    world.printings.append(
        printing("wide", rows, structure, {name: name for name in columns}, chance)
    )
    return world


def another_name(chance: random.Random) -> World:
    """The same counts twice, the second time under another spelling of a name, coarser or whole."""
    world = sequence(chance)
    world.kind = "another name"
    first = world.printings[0]
    schools = list(world.schools)
    population = first.structure.population
    pair_name = f"{schools[0]}-and-{schools[1]}"
    values = {place: world.truth["n", population, place, "Total", YEAR] for place in schools}
    pair: Count = ("n", population, pair_name, "Total", YEAR)
    world.add(pair, [("n", population, school, "Total", YEAR) for school in schools[:2]])
    rest = [("n", population, school, "Total", YEAR) for school in schools[2:]]
    world.sums.append((("n", population, AUTHORITY, "Total", YEAR), [pair, *rest]))
    spelling = chance.choice(
        [("N", population), ("n ", population), ("pupils", population), ("n", population.upper())]
    )
    rows = [
        {"place": pair_name, "n": world.truth[pair]},
        *({"place": place, "n": values[place]} for place in schools[2:]),
        {"place": AUTHORITY, "n": world.truth["n", population, AUTHORITY, "Total", YEAR]},
    ]
    structure = {
        "population": spelling[1],
        "period": YEAR,
        "publisher": "place",
        "measure": [{"id": spelling[0], "column": "n"}],
        "dimension": [
            place_dimension("place", AUTHORITY, [pair_name, *schools[2:]], marks_total=False)
        ],
        "relation": [{"total": "all", "parts": ["disadvantaged", "other"]}],
    }
    table = frame(rows, chance)
    counts = {"n": [("n", population, place, "Total", YEAR) for place in table["place"].to_list()]}
    world.printings = [
        first,
        Printing("again", table, Structure.model_validate(structure), counts),
    ]
    return world


def term_and_year(chance: random.Random) -> World:
    """A term's count, then the year's: what is left is that of the other terms."""
    world = World("term and year")
    schools = school_ids(chance)
    world.schools = tuple(schools)
    autumn = f"{YEAR}-autumn"
    for school in schools:
        world.truth["n", "all", school, "Total", autumn] = chance.randint(1, 60)
        world.truth["n", "all", school, "Total", "rest"] = chance.randint(1, 40)
    for period in (autumn, "rest"):
        parts = [("n", "all", school, "Total", period) for school in schools]
        world.add(("n", "all", AUTHORITY, "Total", period), parts)
    for place in (*schools, AUTHORITY):
        parts = [("n", "all", place, "Total", period) for period in (autumn, "rest")]
        world.add(("n", "all", place, "Total", YEAR), parts)
    parts = [("n", "all", school, "Total", YEAR) for school in schools]
    world.sums.append((("n", "all", AUTHORITY, "Total", YEAR), parts))
    periods = [autumn, YEAR]
    chance.shuffle(periods)
    for period in periods:
        rows = [
            {"place": place, "n": world.truth["n", "all", place, "Total", period]}
            for place in (*schools, AUTHORITY)
        ]
        structure = {
            "population": "all",
            "period": period,
            "publisher": "place",
            "measure": [{"id": "n", "column": "n"}],
            "dimension": [place_dimension("place", AUTHORITY, schools, marks_total=False)],
        }
        world.printings.append(printing(f"of-{period}", rows, structure, {"n": "n"}, chance))
    return world


def rounded_world(chance: random.Random) -> World:
    """Any of the tables above that declares everything, with counts rounded to fives."""
    world = chance.choice([single, sequence, sequence_by_sex])(chance)
    world.kind, world.policy, world.rounding_base = "rounded to fives", "rounded_five", 5
    return world


def tiny(chance: random.Random) -> World:
    """Schools by sex, one of them with two to nine pupils in all."""
    world = sequence_by_sex(chance)
    while not any(
        2 <= world.truth["n", "all", school, "Total", YEAR] <= 9 for school in world.schools
    ):
        world = sequence_by_sex(chance)
    world.kind = "a tiny school"
    return world


def planned(chance: random.Random) -> World:
    """The tables of a sequence by sex as one plan, of which some are published first."""
    world = sequence_by_sex(chance)
    world.kind, world.is_planned = "a plan, some of its tables", True
    return world


def revised(chance: random.Random, *, is_recalled: bool = False) -> World:
    """The first table of a sequence with figures that are printed otherwise afterwards."""
    world = sequence(chance, by_sex=chance.random() < 0.5)
    world.kind = "recalled and corrected" if is_recalled else "revised without a recall"
    first = world.printings[0]
    counts = first.counts["n"]
    items = sorted({count[3] for count in counts} - {"Total"})
    schools = list(world.schools)
    population = first.structure.population
    before = f"{YEAR} as it was"

    def key(place: str, item: str) -> Count:
        return ("n", population, place, item, before)

    for school in schools:
        for item in items or ["Total"]:
            world.truth[key(school, item)] = world.truth["n", population, school, item, YEAR]
    for school in chance.sample(schools, chance.choice([1, 1, 2])):
        item = chance.choice(items or ["Total"])
        count = world.truth[key(school, item)]
        world.truth[key(school, item)] = max(0, count + chance.choice([-9, -3, -1, 1, 2, 5, 12]))
    # What is out before it, and what comes between it and the true figures.
    true_place = chance.randrange(len(world.printings))
    false_place = chance.randint(0, true_place)
    if 0.5 < chance.random() < 0.75:
        school, item = chance.choice(schools), chance.choice(items or ["Total"])
        world.truth[key(school, item)] = impossible(world, population, school, item, chance)
    for item in items or ["Total"]:
        world.add(key(AUTHORITY, item), [key(school, item) for school in schools])
    for place in (*schools, AUTHORITY) if items else ():
        world.add(key(place, "Total"), [key(place, item) for item in items])
    if items:
        parts = [key(school, "Total") for school in schools]
        world.sums.append((key(AUTHORITY, "Total"), parts))
    false_counts = [key(count[2], count[3]) for count in counts]
    world.revisions = dict(zip(false_counts, counts, strict=True))
    figures = pl.Series("n", [world.truth[count] for count in false_counts])
    false = Printing(
        "as-it-was",
        first.frame.with_columns(figures),
        first.structure,
        {"n": false_counts},
        is_recalled=is_recalled,
    )
    world.printings.remove(first)
    world.printings.insert(true_place, first)
    world.printings.insert(false_place, false)
    return world


def impossible(world: World, population: str, school: str, item: str, chance: random.Random) -> int:
    """A figure that cannot be next to those of the other populations: more others than pupils."""
    figures = {
        group: world.truth["n", group, school, item, YEAR]
        for group in ("disadvantaged", "other", "all")
    }
    if population == "all":
        return max(0, max(figures["disadvantaged"], figures["other"]) - chance.randint(1, 9))
    return figures["all"] + chance.randint(1, 9)


def recalled_world(chance: random.Random) -> World:
    """The same, where the first table is recalled as soon as it is out."""
    return revised(chance, is_recalled=True)


KINDS: dict[str, Callable[[random.Random], World]] = {
    "single": single,
    "sequence": sequence,
    "by-sex": sequence_by_sex,
    "nested": nested,
    "undeclared": undeclared,
    "another-name": another_name,
    "terms": term_and_year,
    "rounded": rounded_world,
    "tiny": tiny,
    "planned": planned,
    "revised": revised,
    "recalled": recalled_world,
}
"""Kinds of worlds by a short name."""
