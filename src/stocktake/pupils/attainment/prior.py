"""Prior attainment: what a pupil's key stage 2 says of where they began secondary school."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import narwhals as nw

from stocktake.pupils.attainment.definitions import band_cuts, prior_scheme
from stocktake.pupils.frames import Table, map_values, to_lazy, to_native_like

ASSESSMENTS = ("pupil", "time_period", "stage", "component", "measure", "result")
SUBJECTS = {"READ": "__reading", "MATH": "__maths"}


def key_stage_2_prior(
    assessments: Table, *, scheme: str = "scaled-scores-2022-on", own_folder: Path | None = None
) -> Table:
    """Each pupil's mean key stage 2 score in reading and maths, and the group of it.

    A result below the test counts as the score that the scheme sets in the year of the tests;
    a scaled score goes before it. A pupil without a result that can be read has no row.

    Parameters
    ----------
    assessments : table ``assessments``
        Keyed by ``pupil``.
    scheme : str
        Id of the scheme in ``definitions/prior``.
    own_folder : path, optional
        A place's own folder of definitions.

    Returns
    -------
    table of the kind given
        ``pupil``, ``prior_score`` (59 to 120, in steps of a half), ``prior_group`` (1 to 34).

    Raises
    ------
    InputError
        A column is missing.
    DefinitionError
        There is no such scheme.

    Notes
    -----
    Source: Department for Education, key stage 4 ready reckoner, code (2022 to 2024).

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"pupil": "a", "time_period": "201819", "stage": "KS2",
    ...     "component": ["READ", "MATH"], "measure": "SCALED", "result": ["103", "106"]})
    >>> key_stage_2_prior(rows).row(0)
    ('a', 104.5, 19)
    """
    rule = prior_scheme(scheme, own_folder=own_folder)
    scaled = {str(n): float(n) for n in range(int(rule.lowest), int(rule.highest) + 1)}
    below: nw.Expr = nw.lit(None, nw.Float64)
    for nominal in rule.nominal:
        below = (
            nw.when(nw.col("time_period").is_in(nominal.years))
            .then(map_values("result", nominal.results, nw.Float64))
            .otherwise(below)
        )
    scores = (
        to_lazy(assessments, "assessments", columns=ASSESSMENTS)
        .filter(nw.col("stage") == "KS2", nw.col("component").is_in(list(SUBJECTS)))
        .with_columns(
            __scaled=nw.when(nw.col("measure") == "SCALED").then(
                map_values("result", scaled, nw.Float64)
            ),
            __below=below,
        )
        .group_by("pupil")
        .agg(
            *(
                nw.when(nw.col("component") == component)
                .then(nw.col(score))
                .max()
                .alias(f"{subject}{score}")
                for component, subject in SUBJECTS.items()
                for score in ("__scaled", "__below")
            )
        )
        .with_columns(
            nw.coalesce(nw.col(f"{subject}__scaled"), nw.col(f"{subject}__below")).alias(subject)
            for subject in SUBJECTS.values()
        )
    )
    reading, maths = (nw.col(subject) for subject in SUBJECTS.values())
    if rule.one_subject_suffices:
        mean_score = (nw.coalesce(reading, maths) + nw.coalesce(maths, reading)) / 2
    else:
        mean_score = (reading + maths) / 2
    grouped_pupils = (
        scores.select("pupil", prior_score=mean_score)
        .filter(~nw.col("prior_score").is_null())
        .with_columns(prior_group=group_of("prior_score", rule.group))
    )
    return to_native_like(grouped_pupils, assessments)


class Bounded(Protocol):
    """A group with a number and the highest score that it holds."""

    @property
    def number(self) -> int:
        """Its number; groups are numbered without a gap."""

    @property
    def upper(self) -> float:
        """The highest score that it holds."""


def group_of(score: str, groups: Sequence[Bounded]) -> nw.Expr:
    """The number of the group that holds a score; null above the highest group.

    Examples
    --------
    >>> import polars as pl
    >>> frame = pl.DataFrame({"score": [59.0, 92.0, 92.5, 104.5, 120.0]})
    >>> groups = prior_scheme("scaled-scores-2022-on").group
    >>> placed = to_lazy(frame, "scores").select(group=group_of("score", groups))
    >>> placed.collect().to_native()["group"].to_list()
    [1, 6, 7, 19, 34]
    """
    below = nw.lit(0, nw.Int32)
    for group in groups[:-1]:
        below = below + (nw.col(score) > group.upper).cast(nw.Int32)
    is_in_groups = nw.col(score) <= groups[-1].upper
    return nw.when(is_in_groups).then(below + groups[0].number).cast(nw.Int32)


def prior_band(
    frame: Table, score: str, *, scheme: str = "key-stage-2-scaled", own_folder: Path | None = None
) -> Table:
    """Low, middle or high prior attainment, as a column to group by.

    With it the pupils of high prior attainment are a group in every measure.

    Parameters
    ----------
    frame : table
        One row per pupil.
    score : str
        Column of the score that the scheme cuts.
    scheme : str
        Id of the scheme in ``definitions/prior_bands``; name it with every figure that uses it.
    own_folder : path, optional

    Returns
    -------
    table of the kind given
        The frame and ``prior_band``: ``low``, ``middle``, ``high``; null without a score, for a
        pupil without prior attainment is in no band.

    Notes
    -----
    Source: Department for Education, performance tables, prior attainment bands (2011); the cuts
    of scaled scores are those of its calculator's labels (2024).

    Examples
    --------
    >>> import polars as pl
    >>> frame = pl.DataFrame({"prior_score": [99.5, 100.0, 109.5, 110.0, None]})
    >>> prior_band(frame, "prior_score")["prior_band"].to_list()
    ['low', 'middle', 'middle', 'high', None]
    """
    cuts = band_cuts(scheme, own_folder=own_folder)
    column = nw.col(score)
    band = (
        nw.when(column < cuts.middle)
        .then(nw.lit("low"))
        .otherwise(
            nw.when(column < cuts.high)
            .then(nw.lit("middle"))
            .otherwise(nw.when(column >= cuts.high).then(nw.lit("high")))
        )
    )
    lazy = to_lazy(frame, "the pupil rows", columns=[score])
    return to_native_like(lazy.with_columns(prior_band=band), frame)
