"""Whether chance alone could explain where an authority stands."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.benchmarks import MULTIPLIER, interval, rank_interval
from stocktake.statistics import CatalogueEntry
from stocktake_web.explorer import wording
from stocktake_web.explorer.indicator.history import History


@dataclass(frozen=True)
class GroupSize:
    """How many people are behind a figure, and how many of them count; None where not known."""

    size: float | None
    count: float | None = None


def describe_uncertainty(history: History, group_size: GroupSize) -> str:
    """Whether chance alone could explain the difference from the country, or why nobody can tell.

    Parameters
    ----------
    behind : Behind
        Of the latest figure.

    Returns
    -------
    str
        Empty where there is no figure to ask it of.
    """
    row, latest, entry = history.latest_row, history.latest, history.entry
    if row is None or latest is None or history.value is None:
        return ""
    if entry.unit not in MULTIPLIER:
        return (
            "Cannot tell: no interval is worked out for this kind of figure, whose spread is "
            "not published."
        )
    if not group_size.size:
        return (
            f"Cannot tell: no release that is held says how many people are behind the figure "
            f"for {latest.label}."
        )
    value = unrounded(entry, history.value, group_size)
    ends = interval(value, group_size.size, entry.unit)
    if ends is None:
        return ""
    low, high = (wording.figure(entry, end) for end in ends)
    text = (
        f"The figure is about {group_size.size:,.0f} people. Chance alone moves such a figure "
        f"between {low} and {high} (95% interval)."
    )
    country = row["england"]
    if country is not None:
        name = history.params.data.country.name
        if ends[0] <= country <= ends[1]:
            text += f" {name}'s lies within: the difference may be chance."
        else:
            side = "above" if country < ends[0] else "below"
            text += f" It is significantly {side} {name}'s."
    text += _ranks(history, value, group_size.size)
    if entry.unit != "percent":
        text += " Where the same person can be counted twice, chance does more than this."
    return text


def unrounded(entry: CatalogueEntry, value: float, group_size: GroupSize) -> float:
    """The figure that count and size give, where it is the published one before rounding.

    Examples
    --------
    >>> rate = CatalogueEntry("x", "Rate", "t", "per_100", "lower", 2)
    >>> round(exact(rate, 0.22, Behind(18752, 42)), 4), exact(rate, 0.31, Behind(18752, 42))
    (0.224, 0.31)
    """
    if group_size.count is None or not group_size.size:
        return value
    value_of_counts = MULTIPLIER[entry.unit] * group_size.count / group_size.size
    return (
        value_of_counts
        if abs(value_of_counts - value) <= 0.5 * 10**-entry.decimal_places + 1e-9
        else value
    )


def _ranks(history: History, value: float, size: float) -> str:
    row, better = history.latest_row, history.entry.better
    if row is None or row["rank"] is None or better not in ("higher", "lower"):
        return ""
    other_values = [
        row_of_other["value"]
        for row_of_other in history.slice.at(history.latest).values()
        if row_of_other["rank"] is not None and row_of_other["place"] != history.params.place.id
    ]
    span = rank_interval(value, size, other_values, better, history.entry.unit)  # type: ignore[arg-type]
    return f" Its rank could by chance be anything from {span[0]} to {span[1]}." if span else ""
