"""The January census and the staff of November, as the published files print them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from stocktake.examples.pupils.random_streams import Floats, stream_of
from stocktake.examples.schools.cells import as_csv, print_column, replace_own
from stocktake.examples.schools.own_pupils import OwnFigures
from stocktake.examples.schools.roster import Roster
from stocktake.examples.schools.schema import load_shape, load_story_of_schools
from stocktake.examples.schools.years import national_level
from stocktake.standards.period import six_digits

_PHASES = ("primary", "secondary", "all_through", "special", "nursery", "pru")
_SCHOOL_TYPES = {
    "primary": "State-funded primary",
    "nursery": "State-funded nursery",
    "secondary": "State-funded secondary",
    "all_through": "State-funded secondary",
    "special": "State-funded special school",
    "pru": "Pupil referral unit",
}
_ALL_MEALS_SINCE = 2018
"""Since this year the file prints how many have free meals, and no share."""


def census_counts(
    seed: int, start: int, roster: Roster, pupil_figures: Mapping[str, OwnFigures]
) -> pl.DataFrame:
    """Pupils of every school in January: on roll, girls, free meals, language, needs.

    Parameters
    ----------
    pupil_figures : mapping of str to OwnFigures
        Of the borough's pupils by academic year; in other years its schools have the mean of
        these, with free meals as the country's share moved.
    """
    is_row = (roster.rows_of(*_PHASES) & roster.in_year(start)).to_numpy()
    lasting = stream_of("schools census", seed)
    count = roster.table.height
    own_nature = {
        name: lasting.standard_normal(count)[is_row] for name in ("meals", "language", "needs")
    }
    chance = stream_of(f"schools census {start}", seed)
    pupils = roster.array("pupils")[is_row]
    trend = lasting.normal(0, 0.012, count)[is_row] * (start - 2020)
    roll = np.round(pupils * np.exp(trend + chance.normal(0, 0.015, len(pupils))))
    deprivation = roster.array("deprivation")[is_row]
    shape = load_shape().levels
    period = six_digits(start)
    meals = _count(
        roll, shape["free_meals"][period], 0.55 * deprivation + 0.2 * own_nature["meals"]
    )
    # Most pupils with a plan are in special schools.
    plan_share = 0.6 * national_level("ehc-plan-share", start)
    special = roster.rows_of("special", "pru").to_numpy()[is_row]
    frame = pl.DataFrame(
        {
            "urn": roster.table["urn"].to_numpy()[is_row],
            "NOR": roll,
            "NORG": np.round(roll * np.clip(chance.normal(0.49, 0.02, len(roll)), 0.2, 0.8)),
            "NUMFSM": meals,
            "NUMFSMEVER": np.minimum(np.round(meals * 1.22), roll),
            "NUMEAL": _count(roll, shape["eal"][period], 1.2 * own_nature["language"] - 0.5),
            "TSENELK": _count(
                roll * ~special,
                national_level("sen-support-share", start),
                0.12 * deprivation + 0.3 * own_nature["needs"],
            ),
            "TSENELSE": np.where(
                special,
                roll,
                _count(roll, plan_share, 0.35 * own_nature["needs"]),
            ),
        }
    )  # fmt: skip
    census_schools = roster.table.filter(pl.col("phase").is_in(_PHASES))
    all_counts = replace_own(frame, _own_counts(start, roster, pupil_figures))
    return all_counts.join(census_schools, on="urn", how="semi", maintain_order="left")


def _own_counts(
    start: int, roster: Roster, pupil_figures: Mapping[str, OwnFigures]
) -> pl.DataFrame | None:
    """Counts of the borough's schools that were open; None where no pupils are invented at all."""
    if not pupil_figures:
        return None
    period = six_digits(start)
    if period in pupil_figures:
        return pupil_figures[period].census
    years = [figures.census for figures in pupil_figures.values()]
    means = pl.concat(years).group_by("urn").mean()
    earlier = [row for row in load_story_of_schools().predecessor if row.link == "Successor"]
    earlier_numbers = {row.of: row.urn for row in earlier}
    before = means.filter(pl.col("urn").is_in(list(earlier_numbers)))
    before = before.with_columns(pl.col("urn").replace(earlier_numbers))
    means = pl.concat([means, before]).sort("urn")
    level = load_shape().levels["free_meals"]
    change = level[period] / level[list(pupil_figures)[len(pupil_figures) // 2]]
    open_schools = roster.table.filter(roster.in_year(start))
    return (
        means.join(open_schools, on="urn", how="semi", maintain_order="left")
        .with_columns(pl.col("NUMFSM", "NUMFSMEVER") * change)
        .with_columns(pl.exclude("urn").round())
    )


def _count(roll: Floats, percent: float, logits: Floats) -> Floats:
    odds = percent / (100 - percent) * np.exp(logits)
    return np.round(roll * odds / (1 + odds))


def census_file(counts: pl.DataFrame, roster: Roster, start: int) -> str:
    """The census by school; free meals as a share until 2017/18, as a number since."""
    schools = counts.select("urn").join(roster.table, on="urn", maintain_order="left")
    roll = counts["NOR"].to_numpy()

    def number(name: str) -> list[str]:
        return print_column(counts[name].to_numpy(), 0)

    def share(values: Floats) -> list[str]:
        return print_column(100 * values / np.maximum(roll, 1), 1)

    girls, eal = counts["NORG"].to_numpy(), counts["NUMEAL"].to_numpy()
    columns = {
        "URN": [str(urn) for urn in schools["urn"]],
        "LA": schools["la"].to_list(),
        "ESTAB": schools["estab"].to_list(),
    }
    if start >= _ALL_MEALS_SINCE:
        columns["SCHOOLTYPE"] = [_SCHOOL_TYPES[phase] for phase in schools["phase"]]
    columns |= {
        "NOR": number("NOR"),
        "NORG": number("NORG"),
        "NORB": print_column(roll - girls, 0),
        "PNORG": share(girls),
        "PNORB": share(roll - girls),
    }
    for name in ("TSENELSE", "TSENELK"):
        columns |= {name: number(name), f"P{name[1:]}": share(counts[name].to_numpy())}
    columns |= {
        "NUMEAL": number("NUMEAL"),
        "NUMENGFL": print_column(roll - eal, 0),
        "NUMUNCFL": ["0"] * len(roll),
        "PNUMEAL": share(eal),
        "PNUMENGFL": share(roll - eal),
        "PNUMUNCFL": ["0.0"] * len(roll),
    }
    meals = counts["NUMFSM"].to_numpy()
    if start >= _ALL_MEALS_SINCE:
        columns |= {"NUMFSM": number("NUMFSM"), "NORFSMEVER": number("NOR")}
    else:
        columns["PNUMFSM"] = share(meals)
    columns |= {
        "NUMFSMEVER": number("NUMFSMEVER"),
        "PNUMFSMEVER": share(counts["NUMFSMEVER"].to_numpy()),
    }
    return as_csv(columns, time_period=six_digits(start))


def workforce_file(seed: int, start: int, counts: pl.DataFrame, roster: Roster) -> str:
    """Teachers and teaching assistants in November, in full-time equivalents."""
    schools = counts.select("urn").join(roster.table, on="urn", maintain_order="left")
    chance = stream_of(f"schools staff {start}", seed)
    is_older = schools["phase"].is_in(["secondary", "all_through"]).to_numpy()
    is_special = schools["phase"].is_in(["special", "pru"]).to_numpy()
    level = np.where(is_special, 6.0, np.where(is_older, 16.6, 20.6))
    ratio = level * np.exp(chance.normal(0, 0.07, len(level)))
    teachers = np.maximum(counts["NOR"].to_numpy() / ratio, 1.0)
    assistants = teachers * np.where(is_older, 0.22, 0.85)
    salary = load_shape().levels["salary"][six_digits(start)]
    columns = {
        "LA Number": schools["la"].to_list(),
        "Establishment Number": schools["estab"].to_list(),
        "URN": [str(urn) for urn in schools["urn"]],
        "Total Number of Teachers (Headcount)": print_column(np.ceil(teachers * 1.12), 0),
        "Total Number of Teachers (Full-Time Equivalent)": print_column(teachers, 1),
        "Total Number of Teaching Assistants (Full-Time Equivalent)": print_column(assistants, 1),
        "Pupil: Teacher Ratio": print_column(ratio, 1),
        "Mean Gross FTE Salary of All Teachers (£s)": [
            f"£{amount:,}"
            for amount in np.round(salary * np.exp(chance.normal(0, 0.05, len(level)))).astype(int)
        ],
    }
    return as_csv(columns, time_period=six_digits(start))
