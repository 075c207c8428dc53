"""The choices behind a table of benchmarks, as two named profiles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stocktake.benchmarks.rank import COMPARED_DECIMAL_PLACES


@dataclass(frozen=True)
class Profile:
    """Every choice on which the Local Authority Interactive Tool (LAIT) and we differ.

    Parameters
    ----------
    name : str
    periods : "every" or "latest"
        Which periods are placed. LAIT: the latest of each series alone, for all places alike; a
        place without a figure then has no rank, whatever it had before.
    ranked : "counted-once" or "every-row"
        Who is ranked. LAIT: every authority row with a figure, so an abolished authority is
        ranked with its successors.
    bands : "rank" or "cut-points"
        How quartiles are drawn. LAIT: figures against interpolated cut points of which the upper
        is inclusive, so that a figure on the median is in the bottom half where higher is better
        and in the top half where lower is. Ours: the rank's share of n.
    withholds_bands : bool
        Whether a series has no band where its dictionary calls the range too small
        (``No_Quartile``) in its first listing. See ``table.by_listing`` for series listed twice.
    change : "one-year-earlier" or "second-newest-row"
        What the change is from. LAIT: the row before, though it be two years before.
    trend : "slope" or "sign-of-change"
        LAIT: the sign of that one change. Ours: the median slope over three years.
    london : "by-period" or "by-series"
        When a borough is compared with London whole. LAIT: for every period of a series whose inner
        or outer London has no figure in the latest. Ours: for just the periods without one.
    neighbours_vintage : int or None
        The list of statistical neighbours used when the caller names none. LAIT: May 2025,
        for every year. Ours: None, the latest of those given.
    compared_decimal_places : int or None
        To how many decimals figures are compared. LAIT: as they are (None).
    """

    name: str
    periods: Literal["every", "latest"]
    ranked: Literal["counted-once", "every-row"]
    bands: Literal["rank", "cut-points"]
    withholds_bands: bool
    change: Literal["one-year-earlier", "second-newest-row"]
    trend: Literal["slope", "sign-of-change"]
    london: Literal["by-period", "by-series"]
    neighbours_vintage: int | None
    compared_decimal_places: int | None


LAIT_2026 = Profile(
    name="lait-2026",
    periods="latest",
    ranked="every-row",
    bands="cut-points",
    withholds_bands=True,
    change="second-newest-row",
    trend="sign-of-change",
    london="by-series",
    neighbours_vintage=2025,
    compared_decimal_places=None,
)
"""The numbers of LAIT as its release of April 2026 computes them."""

CORRECTED = Profile(
    name="corrected",
    periods="every",
    ranked="counted-once",
    bands="rank",
    withholds_bands=False,
    change="one-year-earlier",
    trend="slope",
    london="by-period",
    neighbours_vintage=None,
    compared_decimal_places=COMPARED_DECIMAL_PLACES,
)
"""Our own numbers: what LAIT computes, without its faults."""

PROFILES = {profile.name: profile for profile in (LAIT_2026, CORRECTED)}
"""Profiles by name."""
