"""Absence, and suspensions and permanent exclusions, as the published files print them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from stocktake.examples.pupils.random_streams import Floats, stream_of
from stocktake.examples.schools.cells import as_csv, hide_small, print_column, replace_own
from stocktake.examples.schools.levels import Levels
from stocktake.examples.schools.own_pupils import OwnFigures
from stocktake.examples.schools.roster import Roster
from stocktake.examples.schools.years import LAST_OF_A_YEAR, STARTS
from stocktake.standards.period import six_digits

_PHASES = ("primary", "secondary", "all_through", "special", "pru")
_ABSENCE_OF_PERSISTENCE = (1.8, 0.27)
"""Absence is so much, and so much more for each per cent of pupils persistently absent."""
_SCHOOL_TYPES = {
    "primary": "State-funded primary",
    "secondary": "State-funded secondary",
    "all_through": "State-funded secondary",
    "special": "Special",
    "pru": "Pupil referral unit",
}


def absence_file(
    seed: int, start: int, roster: Roster, levels: Levels, pupil_figures: pl.DataFrame | None
) -> str:
    """Absence of a whole year by school."""
    is_row = (roster.rows_of(*_PHASES) & roster.in_year(start)).to_numpy()
    chance = stream_of(f"schools absence {start}", seed)
    pupils = np.maximum(roster.array("pupils")[is_row], 1)
    share = 1 / (1 + np.exp(-levels.persistence[is_row, STARTS.index(start)]))
    persistent = 100 * chance.binomial(pupils.astype(int), share) / pupils
    least, slope = _ABSENCE_OF_PERSISTENCE
    overall = least + slope * persistent + chance.normal(0, 0.25, len(pupils))
    frame = pl.DataFrame(
        {
            "urn": roster.table["urn"].to_numpy()[is_row],
            "PERCTOT": np.maximum(overall, 0.5),
            "PPERSABS10": persistent,
        }
    )
    frame = _only(replace_own(frame, pupil_figures), roster)
    schools = frame.select("urn").join(roster.table, on="urn", maintain_order="left")
    counts = schools["pupils"].to_numpy()
    columns = {
        "LA": schools["la"].to_list(),
        "ESTAB": schools["estab"].to_list(),
        "URN": [str(urn) for urn in schools["urn"]],
    }
    for name in ("PERCTOT", "PPERSABS10"):
        columns[name] = hide_small(print_column(frame[name].to_numpy(), 1), counts)
    return as_csv(columns, time_period=six_digits(start))


def exclusions_file(
    seed: int, roster: Roster, levels: Levels, pupil_figures: Mapping[str, OwnFigures]
) -> str:
    """Suspensions and permanent exclusions of all years, in the open data standard."""
    parts = [
        _exclusions(seed, start, roster, levels, pupil_figures.get(six_digits(start)))
        for start in STARTS
        if start <= LAST_OF_A_YEAR
    ]
    names = parts[0].keys()
    return as_csv({name: [text for part in parts for text in part[name]] for name in names})


def _exclusions(
    seed: int, start: int, roster: Roster, levels: Levels, pupil_figures: OwnFigures | None
) -> dict[str, list[str]]:
    is_row = (roster.rows_of(*_PHASES) & roster.in_year(start)).to_numpy()
    chance = stream_of(f"schools exclusions {start}", seed)
    pupils = np.maximum(np.round(roster.array("pupils")[is_row]), 1)
    rate = np.exp(levels.suspensions[is_row, STARTS.index(start)])
    suspensions = chance.poisson(np.minimum(rate, 150) * pupils / 100).astype(float)
    once = np.minimum(np.round(suspensions * 0.42), pupils)
    permanent = chance.poisson(np.minimum(rate, 60) * pupils / 100 * 0.012).astype(float)
    frame = pl.DataFrame(
        {
            "urn": roster.table["urn"].to_numpy()[is_row],
            "headcount": pupils,
            "perm_excl": permanent,
            "fixed_excl": suspensions,
            "one_plus_fixed": once,
        }
    )
    frame = _only(
        replace_own(frame, None if pupil_figures is None else pupil_figures.exclusions), roster
    )
    schools = frame.select("urn").join(roster.table, on="urn", maintain_order="left")
    count = frame.height

    def rates(name: str) -> list[str]:
        return print_column(_rate(frame, name), 2)

    return {
        "time_period": [six_digits(start)] * count,
        "time_identifier": ["Academic year"] * count,
        "geographic_level": ["School"] * count,
        "old_la_code": schools["la"].to_list(),
        "la_name": schools["la_name"].to_list(),
        "laestab": (schools["la"] + schools["estab"]).to_list(),
        "school_type": [_SCHOOL_TYPES[phase] for phase in schools["phase"]],
        "headcount": print_column(frame["headcount"].to_numpy(), 0),
        "perm_excl": print_column(frame["perm_excl"].to_numpy(), 0),
        "perm_excl_rate": rates("perm_excl"),
        "fixed_excl": print_column(frame["fixed_excl"].to_numpy(), 0),
        "fixed_excl_rate": rates("fixed_excl"),
        "one_plus_fixed": print_column(frame["one_plus_fixed"].to_numpy(), 0),
        "one_plus_fixed_rate": rates("one_plus_fixed"),
    }


def _rate(frame: pl.DataFrame, name: str) -> Floats:
    headcount = np.maximum(frame["headcount"].to_numpy(), 1)
    return np.asarray(100 * frame[name].to_numpy() / headcount)


def _only(frame: pl.DataFrame, roster: Roster) -> pl.DataFrame:
    """Without colleges, which the school census does not count."""
    census_schools = roster.table.filter(pl.col("phase").is_in(_PHASES))
    return frame.join(census_schools, on="urn", how="semi", maintain_order="left")
