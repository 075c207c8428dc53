"""Where an axis begins and ends, and the round numbers on it."""

from __future__ import annotations

import math
from collections.abc import Sequence

MILLION = 1e6


def scale(values: Sequence[float]) -> tuple[float, float, list[float]]:
    """The ends of an axis and its ticks, at round numbers.

    Parameters
    ----------
    values : sequence of float
        What has to lie between the ends; none is as good as 0 to 1.

    Returns
    -------
    tuple
        Lower end, upper end, ticks. The lower end is not below 0 where no value is: a share or a
        count below zero would mislead even as empty space.

    Examples
    --------
    >>> scale([53.0, 62.0])
    (52.0, 62.0, [52.0, 54.0, 56.0, 58.0, 60.0, 62.0])
    """
    low, high = min(values, default=0.0), max(values, default=1.0)
    # Figures that differ by less than a millionth differ by how a computer keeps them.
    if high - low <= 1e-6 * max(1.0, abs(low), abs(high)):
        room = max(abs(low) * 0.1, 0.1)
        low, high = (max(low - room, 0.0) if low >= 0 else low - room), high + room
    rough = (high - low) / 5
    power = 10 ** math.floor(math.log10(rough))
    step = next(
        power * multiple for multiple in (1, 2, 2.5, 5, 10) if power * multiple >= rough * 0.999
    )
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = [float(round(at * step, 10)) for at in range(first, last + 1)]
    if ticks[0] == low and low > 0:
        ticks.insert(0, round(ticks[0] - step, 10))
    return ticks[0], ticks[-1], ticks


def tick_texts(ticks: Sequence[float], unit: str) -> list[str]:
    """Ticks as an axis shows them, all with the same decimal places.

    Parameters
    ----------
    unit : str
        In words; a percentage and pounds have their sign, all else stands in the subtitle.

    Examples
    --------
    >>> tick_texts([0.0, 2.5, 5.0], "percentage"), tick_texts([0.0, 2e6, 4e6], "pounds")
    (['0.0%', '2.5%', '5.0%'], ['£0m', '£2m', '£4m'])
    """
    big = max((abs(tick) for tick in ticks), default=0.0) >= MILLION
    levels = [tick / MILLION if big else tick for tick in ticks]
    places = max((_decimals(tick) for tick in levels), default=0)
    before, after = ("£" if unit == "pounds" else ""), ("%" if unit == "percentage" else "")
    return [
        f"{'−' if tick < 0 else ''}{before}{abs(tick):,.{places}f}{'m' if big else ''}{after}"
        for tick in levels
    ]


def _decimals(tick: float) -> int:
    return len(f"{tick:.6f}".rstrip("0").partition(".")[2])
