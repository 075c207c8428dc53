"""The library's draw and its measure of agreement, from plain values to plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from stocktake.schools import draw_sample, measure_agreement
from stocktake.standards import UsageError


def draw_schools(categories: Mapping[int, str], size: int, *, seed: int) -> list[int]:
    """The numbers of the schools that are judged a second time, from their categories."""
    frame = pl.DataFrame(
        {"school_urn": list(categories), "category": list(categories.values())},
        schema={"school_urn": pl.Int64, "category": pl.String},
    )
    return draw_sample(frame, size, seed=seed)["school_urn"].to_list()


def agreement_words(pairs: Sequence[tuple[int, str, str]], order: Sequence[str]) -> str:
    """How far two judges agree, allowing for chance; empty where too few schools were judged.

    Parameters
    ----------
    pairs : sequence of tuple
        A school's number, and what the first and the second judge gave.
    order : sequence of str
        The categories, the least concern first.
    """
    schema = {"school_urn": pl.Int64, "first": pl.String, "second": pl.String}
    frame = pl.DataFrame(list(pairs), schema=schema, orient="row")
    try:
        return measure_agreement(frame, order).sentence
    except UsageError:
        return ""
