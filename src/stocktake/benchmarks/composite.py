"""A composite index: standardised scores, averaged by life stage and then over the stages."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, pstdev

from stocktake.benchmarks.rank import Rank, competition_rank
from stocktake.benchmarks.schema import Composite, Part
from stocktake.standards.definitions import Loaded, load_folder
from stocktake.standards.errors import UsageError

PartKey = tuple[str, str]
"""Indicator and group."""


@dataclass(frozen=True)
class CompositeScore:
    """One place's score, always with the parts that it is made of.

    Parameters
    ----------
    place : str
    score : float or None
        Weighted mean of the stages, in standard deviations above (better than) the average
        place; None where the missing rule leaves the place out.
    rank : Rank or None
        Among the places with a score; 1 is best.
    stages : dict of str to float
        Weighted mean of the known parts of each stage; a stage without any is absent.
    parts : dict of (str, str) to float
        Standardised score of each known part, above 0 better than average.
    missing : tuple of (str, str)
        The parts without a figure.
    """

    place: str
    score: float | None
    rank: Rank | None
    stages: dict[str, float]
    parts: dict[PartKey, float]
    missing: tuple[PartKey, ...]


def load_composites(own: Path | None = None) -> dict[str, Loaded[Composite]]:
    """The shipped composite definitions, and those of a place's own folder.

    Examples
    --------
    >>> "reproduces no published index" in load_composites()["example"].value.claim
    True
    """
    return load_folder("stocktake.benchmarks", "composite", Composite, own=own)


def standardised(values: Mapping[str, float], *, better: str) -> dict[str, float]:
    """Each figure's distance from the mean in population standard deviations, better above 0.

    Parameters
    ----------
    values : mapping of str to float
        By place.
    better : "higher" or "lower"

    Returns
    -------
    dict of str to float
        All 0 where every figure is the same.

    Examples
    --------
    >>> scores = standardised({"a": 40.0, "b": 50.0, "c": 60.0}, better="higher")
    >>> {place: round(score, 3) for place, score in scores.items()}
    {'a': -1.225, 'b': 0.0, 'c': 1.225}
    """
    if not values:
        return {}
    mean, spread = fmean(values.values()), pstdev(values.values())
    sign = 1.0 if better == "higher" else -1.0
    if spread == 0:
        return dict.fromkeys(values, 0.0)
    return {place: sign * (value - mean) / spread for place, value in values.items()}


def composite(
    definition: Composite,
    figures: Mapping[PartKey, Mapping[str, float | None]],
    places: Collection[str],
) -> list[CompositeScore]:
    """Score and rank places on a composite index.

    A part is standardised over the places given that have a figure for it; a stage is the
    weighted mean of its parts, and the score the weighted mean of its stages.

    Parameters
    ----------
    definition : Composite
    figures : mapping of (indicator, group) to mapping of str to float or None
        Published figures by part and place; which period each is of is the caller's choice.
    places : collection of str
        The places scored, such as the authorities reported.

    Returns
    -------
    list of CompositeScore
        One per place, best first, those without a score last, then by id.

    Raises
    ------
    UsageError
        A part of the definition has no figures at all.

    Notes
    -----
    It claims to reproduce no published index: the weights of the Social Mobility Index (Social
    Mobility and Child Poverty Commission, 2016) and of the 2016 schools white paper's areas are
    not stated in what could be read.
    """
    keys = [(part.indicator, part.group) for part in definition.part]
    absent = [key for key in keys if not any(v is not None for v in figures.get(key, {}).values())]
    if absent:
        named = ", ".join(f"{indicator} ({group})" for indicator, group in absent)
        raise UsageError(f"cannot compute {definition.title!r}: no figures for {named}")
    scores = {key: _scores(part, figures[key], places) for key, part in _by_key(definition)}
    unranked = [_one(definition, place, scores) for place in sorted(places)]
    known = [found.score for found in unranked if found.score is not None]
    ranked = [
        CompositeScore(
            found.place,
            found.score,
            None if found.score is None else competition_rank(found.score, known, "higher"),
            found.stages,
            found.parts,
            found.missing,
        )
        for found in unranked
    ]
    return sorted(ranked, key=lambda found: found.rank.rank if found.rank else len(ranked) + 1)


def _by_key(definition: Composite) -> list[tuple[PartKey, Part]]:
    return [((part.indicator, part.group), part) for part in definition.part]


def _scores(
    part: Part, values: Mapping[str, float | None], places: Collection[str]
) -> dict[str, float]:
    known = {place: value for place in places if (value := values.get(place)) is not None}
    return standardised(known, better=part.better)


def _one(
    definition: Composite, place: str, scores: Mapping[PartKey, Mapping[str, float]]
) -> CompositeScore:
    parts = {key: scores[key][place] for key, _ in _by_key(definition) if place in scores[key]}
    missing = tuple(key for key, _ in _by_key(definition) if key not in parts)
    stages: dict[str, float] = {}
    enough = not missing or definition.missing == "use-known-parts"
    for stage in definition.stage:
        members = [(key, part) for key, part in _by_key(definition) if part.stage == stage.id]
        known = [(key, part) for key, part in members if key in parts]
        weight = sum(part.weight for _, part in known)
        if known:
            stages[stage.id] = sum(part.weight * parts[key] for key, part in known) / weight
        needed = definition.least_known_share * sum(part.weight for _, part in members)
        enough = enough and bool(known) and weight >= needed - 1e-12
    score = None
    if enough:
        total = sum(stage.weight for stage in definition.stage)
        score = sum(stage.weight * stages[stage.id] for stage in definition.stage) / total
    return CompositeScore(place, score, None, stages, parts, missing)
