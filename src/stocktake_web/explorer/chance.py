"""Whether chance alone could explain where an authority stands."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake_web.explorer import writing
from stocktake_web.explorer.one_place import History
from stocktake_web.gateway.figures import MULTIPLIER, Listed, interval, rank_interval


@dataclass(frozen=True)
class Behind:
    """How many people are behind a figure, and how many of them count; None where not known."""

    size: float | None
    count: float | None = None


def significance(told: History, behind: Behind) -> str:
    """Whether chance alone could explain the difference from the country, or why that is not told.

    Parameters
    ----------
    behind : Behind
        Of the latest figure.

    Returns
    -------
    str
        Empty where there is no figure to ask it of.
    """
    row, latest, listed = told.now, told.latest, told.listed
    if row is None or latest is None or told.value is None:
        return ""
    if listed.unit not in MULTIPLIER:
        return (
            "Cannot be told: no interval is worked out for this kind of figure, whose spread is "
            "not published."
        )
    if not behind.size:
        return (
            f"Cannot be told: no release that is held says how many people are behind the figure "
            f"for {latest.label}."
        )
    value = exact(listed, told.value, behind)
    ends = interval(value, behind.size, listed.unit)
    if ends is None:
        return ""
    low, high = (writing.figure(listed, end) for end in ends)
    said = (
        f"The figure is about {behind.size:,.0f} people. Chance alone moves such a figure between "
        f"{low} and {high} (95% interval)."
    )
    country = row["england"]
    if country is not None:
        name = told.asked.shelf.country.name
        if ends[0] <= country <= ends[1]:
            said += f" {name}'s lies within: the difference may be chance."
        else:
            side = "above" if country < ends[0] else "below"
            said += f" It is significantly {side} {name}'s."
    said += _ranks(told, value, behind.size)
    if listed.unit != "percent":
        said += " Where the same person can be counted twice, chance does more than this."
    return said


def exact(listed: Listed, value: float, behind: Behind) -> float:
    """The figure that count and size give, where it is the published one before rounding.

    Examples
    --------
    >>> rate = Listed("x", "Rate", "t", "per_100", "lower", 2)
    >>> round(exact(rate, 0.22, Behind(18752, 42)), 4), exact(rate, 0.31, Behind(18752, 42))
    (0.224, 0.31)
    """
    if behind.count is None or not behind.size:
        return value
    found = MULTIPLIER[listed.unit] * behind.count / behind.size
    return found if abs(found - value) <= 0.5 * 10**-listed.decimal_places + 1e-9 else value


def _ranks(told: History, value: float, size: float) -> str:
    row, better = told.now, told.listed.better
    if row is None or row["rank"] is None or better not in ("higher", "lower"):
        return ""
    others = [
        other["value"]
        for other in told.slice.at(told.latest).values()
        if other["rank"] is not None and other["place"] != told.asked.place.id
    ]
    span = rank_interval(value, size, others, better, told.listed.unit)  # type: ignore[arg-type]
    return f" Its rank could by chance be anything from {span[0]} to {span[1]}." if span else ""
