"""The level of every school in every year, before the chance of which pupils a cohort has.

A level keeps most of itself from year to year and moves by steps that do not foretell the next
one; a part of every year is of that year alone. So there is no momentum to be found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from stocktake.examples.pupils.random_streams import Floats, stream_of
from stocktake.examples.schools.own_pupils import OwnFigures
from stocktake.examples.schools.roster import Roster
from stocktake.examples.schools.schema import Turn, load_shape, load_story_of_schools
from stocktake.examples.schools.years import PERIODS, PUPIL_PERIODS, STARTS, national_level

_CALM = 0.4
PRIOR_LEVEL = 104.0
PRIOR_SLOPE = -0.9
"""Points at key stage 2 for each standard deviation of deprivation."""


@dataclass(frozen=True)
class Levels:
    """One row for each row of the roster, one column for each year of ``PERIODS``.

    Parameters
    ----------
    prior : array
        Average of the year 11 cohort at key stage 2, in scaled scores.
    progress_8, attainment_8 : array
    expected : array
        Share reaching the expected standard in reading, writing and mathematics, in logits.
    persistence : array
        Share persistently absent, in logits.
    suspensions : array
        Logarithm of suspensions for each 100 pupils.
    """

    prior: Floats
    progress_8: Floats
    attainment_8: Floats
    expected: Floats
    persistence: Floats
    suspensions: Floats


def invent_levels(seed: int, roster: Roster, pupil_figures: dict[str, OwnFigures]) -> Levels:
    """The levels of a seed; those of the borough's schools lie where its pupils put them."""
    spread = load_shape().spread
    deprivation = roster.array("deprivation")[:, None]
    weights = np.maximum(roster.array("pupils"), 1.0)

    has_pupils = roster.table["has_pupils"].to_numpy()

    def lasting(topic: str, retained_share: float = spread.retained_share) -> Floats:
        level = _lasting(stream_of(f"schools {topic}", seed), len(weights), retained_share)
        # The pupils' schools keep what is planted in them.
        middle = level[:, [PERIODS.index(PUPIL_PERIODS[1])]]
        return np.where(has_pupils[:, None], middle + _CALM * (level - middle), level)

    def of_year(topic: str) -> Floats:
        return stream_of(f"schools {topic} of a year", seed).standard_normal(
            (len(weights), len(STARTS))
        )

    prior = PRIOR_LEVEL + PRIOR_SLOPE * deprivation
    intake = lasting("prior", spread.prior_retained_share) + 0.1 * of_year("prior")
    prior = prior + spread.prior * intake
    progress = spread.progress_8 * lasting("progress") - 0.08 * deprivation
    progress = progress + spread.progress_8_year * of_year("progress")
    progress = _follow(roster, progress)
    prior = _follow(roster, prior)
    secondary = roster.rows_of("secondary", "all_through").to_numpy()
    progress = progress - np.average(progress[secondary], axis=0, weights=weights[secondary])
    attainment = spread.attainment_8_prior * (prior - PRIOR_LEVEL) + 10 * progress
    attainment -= np.average(attainment[secondary], axis=0, weights=weights[secondary])
    attainment += _national("attainment-8")
    expected = _follow(roster, spread.reading_writing_maths * lasting("primary results"))
    expected = expected - 0.22 * deprivation + _logit(_national("ks2-rwm-expected"))
    expected += spread.reading_writing_maths_year * of_year("primary results")
    is_older = ~roster.rows_of("primary", "nursery").to_numpy()[:, None]
    absence = np.where(
        is_older,
        _national("secondary-persistent-absence"),
        _national("primary-persistent-absence"),
    )
    persistence = _logit(absence) + 0.2 * deprivation
    persistence = persistence + spread.absence * _follow(roster, lasting("absence"))
    persistence += 0.1 * of_year("absence")
    rate = np.where(is_older, _national("secondary-suspensions"), _national("primary-suspensions"))
    suspensions = np.log(rate) + 0.25 * deprivation - spread.suspensions**2 / 2
    suspensions = suspensions + spread.suspensions * _follow(roster, lasting("suspensions"))
    levels = Levels(prior, progress, attainment, expected, persistence, suspensions)
    return _with_turns(roster, _anchor(roster, levels, pupil_figures), pupil_figures)


def _lasting(chance: np.random.Generator, count: int, retained_share: float) -> Floats:
    """Standard deviations that keep a part of themselves, over gaps between years as well."""
    level = chance.standard_normal(count)
    columns = [level]
    for before, after in zip(STARTS, STARTS[1:], strict=False):
        part = retained_share ** (after - before)
        level = part * level + np.sqrt(1 - part**2) * chance.standard_normal(count)
        columns.append(level)
    return np.stack(columns, axis=1)


def _national(indicator: str) -> Floats:
    return np.array([national_level(indicator, start) for start in STARTS])


def _logit(percent: Floats) -> Floats:
    share = np.clip(percent / 100, 0.005, 0.995)
    return np.asarray(np.log(share / (1 - share)))


def _follow(roster: Roster, levels: Floats) -> Floats:
    """Give an earlier number of the same school the levels of the later."""
    rows = {urn: row for row, urn in enumerate(roster.table["urn"].to_list())}
    levels = levels.copy()
    for earlier in load_story_of_schools().predecessor:
        if earlier.link == "Successor":
            levels[rows[earlier.urn]] = levels[rows[earlier.of]]
    return levels


def _anchor(roster: Roster, levels: Levels, pupil_figures: dict[str, OwnFigures]) -> Levels:
    """Shift the series of the borough's schools to where their pupils' results lie."""
    rows = {urn: row for row, urn in enumerate(roster.table["urn"].to_list())}
    earlier = {
        row.of: row.urn for row in load_story_of_schools().predecessor if row.link == "Successor"
    }
    sources = (
        (levels.prior, "key_stage_4", "prior", _same),
        (levels.progress_8, "key_stage_4", "P8MEA", _same),
        (levels.attainment_8, "key_stage_4", "ATT8SCR", _same),
        (levels.expected, "key_stage_2", "PTRWM_EXP", _logit),
        (levels.persistence, "absence", "PPERSABS10", _logit),
        (levels.suspensions, "exclusions", "fixed_excl", _log_rate),
    )
    for series, table, column, scale in sources:
        distances: dict[int, list[float]] = {}
        for period, figures in pupil_figures.items():
            frame = getattr(figures, table)
            values = frame[column].to_numpy()
            if table == "exclusions":
                values = 100 * (values + 0.5) / np.maximum(frame["headcount"].to_numpy(), 1)
            for urn, value in zip(frame["urn"].to_list(), scale(values), strict=True):
                if value is not None and np.isfinite(value):
                    gap = float(value) - series[rows[urn], PERIODS.index(period)]
                    distances.setdefault(urn, []).append(gap)
        for urn, gaps in distances.items():
            for number in (urn, earlier.get(urn)):
                if number is not None:
                    series[rows[number]] += np.mean(gaps)
    return levels


def _same(values: Floats) -> Floats:
    return values


def _log_rate(rate: Floats) -> Floats:
    return np.asarray(np.log(rate))


def _with_turns(roster: Roster, levels: Levels, figures: Mapping[str, OwnFigures]) -> Levels:
    """Let schools fall or rise from where their pupils were two years before."""
    rows = {urn: row for row, urn in enumerate(roster.table["urn"].to_list())}
    for turn in load_story_of_schools().turn:
        year = PERIODS.index(turn.time_period)
        at = rows[turn.urn], slice(year, None)
        if turn.stage == "ks2":
            start = _result_before(figures, "key_stage_2", "PTRWM_EXP", turn, year)
            level = float(_logit(np.array(start))) + turn.change if start is not None else None
            series, size = levels.expected, 1.0
            national = _logit(_national("ks2-rwm-expected") + (turn.at_most or 0.0))[year]
        else:
            start = _result_before(figures, "key_stage_4", "ATT8SCR", turn, year)
            level = start + 10 * turn.change if start is not None else None
            series, size = levels.attainment_8, 10.0
            national = _national("attainment-8")[year] + (turn.at_most or 0.0)
        if level is None:
            level = series[rows[turn.urn], year] + size * turn.change
        if turn.at_most is not None:
            level = min(level, float(national))
        shift = level - series[rows[turn.urn], year]
        series[at] += shift
        if turn.stage == "ks4":
            levels.progress_8[at] += shift / size
    return levels


def _result_before(
    figures: Mapping[str, OwnFigures], table: str, column: str, turn: Turn, year: int
) -> float | None:
    """The pupils' result two years before a turn."""
    of_year = figures.get(PERIODS[year - 2])
    if of_year is None:
        return None
    values = getattr(of_year, table).filter(pl.col("urn") == turn.urn)[column]
    return float(values[0]) if len(values) else None
