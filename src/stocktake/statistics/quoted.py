"""The figures that a plan carries with it, so that it can be judged with nothing loaded.

A quoted figure is a fact with its source. Where the other authorities' figures are not held, the
published rank travels with it.
"""

from __future__ import annotations

import polars as pl

QUOTED_RELEASE = "quoted"

QUOTED_COLUMNS: dict[str, pl.DataType] = {
    "series": pl.String(),
    "time_period": pl.String(),
    "time_identifier": pl.String(),
    "place": pl.String(),
    "value": pl.Float64(),
    "missing": pl.String(),
    "quoted_rank": pl.Int32(),
    "quoted_n": pl.Int32(),
    "quoted_rank_in_region": pl.Int32(),
    "quoted_n_in_region": pl.Int32(),
    "quoted_neighbours_mean": pl.Float64(),
    "quoted_median": pl.Float64(),
    "neighbours_vintage": pl.Int32(),
    "stated_in": pl.String(),
    "known_on": pl.Date(),
    "file": pl.String(),
    "sha256": pl.String(),
    "row": pl.Int32(),
}
"""Columns of quoted figures: one row per series, place and period.

The ``quoted_`` columns stand on the plan's own place alone. ``file``, ``sha256`` and ``row`` say
where the figure is written down.
"""
