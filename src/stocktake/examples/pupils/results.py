"""How a result is written in the table of assessments, and thresholds that give a known share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.examples.pupils.random_streams import Flags, Floats
from stocktake.examples.pupils.standing import NOWHERE, Seats
from stocktake.examples.pupils.years import period


@dataclass(frozen=True)
class Results:
    """What was assessed: the academic year, stage, component and kind of measure."""

    start: int
    stage: str
    component: str
    measure: str


def results(
    result_kind: Results, sat: Seats, values: NDArray[Any], keep: Flags | None = None
) -> pl.DataFrame:
    """One row for each child who has a result."""
    frame = pl.DataFrame(
        {
            "time_period": [period(result_kind.start)] * len(sat.child),
            "child": sat.child,
            "school": sat.school,
            "stage": [result_kind.stage] * len(sat.child),
            "component": [result_kind.component] * len(sat.child),
            "measure": [result_kind.measure] * len(sat.child),
            "result": values.astype(str),
        }
    ).with_columns(school=pl.when(pl.col("school") != NOWHERE).then("school"))
    return frame if keep is None else frame.filter(keep)


def cut_for(values: Floats, share: float) -> float:
    """The threshold that the given share of values reaches.

    Examples
    --------
    >>> round(cut_for(np.array([1.0, 2.0, 3.0, 4.0]), 0.5), 1)
    2.5
    """
    return float(np.quantile(values, 1 - share))


def band_names(values: Floats, cuts: Sequence[float], names: Sequence[str]) -> NDArray[np.str_]:
    """The name of the band of each value; ``names`` has one more than ``cuts``, from the lowest.

    Examples
    --------
    >>> band_names(np.array([-1.0, 0.5]), [0.0], ["WTS", "EXS"]).tolist()
    ['WTS', 'EXS']
    """
    return np.array(names)[np.searchsorted(np.array(cuts), values, side="right")]


def shifted_to(values: Floats, share: float, passes: Any) -> float:
    """The shift that makes a share of children pass, found by halving.

    Parameters
    ----------
    values : array of float
        Rows of children.
    share : float
    passes : callable
        From shifted values to one flag for each child; more pass as values rise.
    """
    low, high = -4.0, 4.0
    for _ in range(30):
        middle = (low + high) / 2
        if float(np.mean(passes(values + middle))) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2
