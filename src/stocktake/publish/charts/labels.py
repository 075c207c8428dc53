"""Puts the names of lines next to their ends without one covering another."""

from __future__ import annotations

from textwrap import wrap

LABEL_CHARACTERS = 15


def separate_labels(
    levels: list[float], heights: list[float], low: float, high: float
) -> list[float]:
    """Move labels so that none covers another, as little as that takes, inside the plot.

    Examples
    --------
    >>> separate_labels([50.0, 50.0], [4.0, 4.0], 0.0, 100.0)
    [48.0, 52.0]
    """
    order = sorted(range(len(levels)), key=lambda i: levels[i])
    # Labels that touch form a block; a block is centred on the mean of where its labels belong.
    blocks: list[list[int]] = []
    for index in order:
        blocks.append([index])
        while len(blocks) > 1 and _top(blocks[-2], levels, heights, low, high) > _bottom(
            blocks[-1], levels, heights, low, high
        ):
            last = blocks.pop()
            blocks[-1] += last
    middles = [0.0] * len(levels)
    for block in blocks:
        at = _bottom(block, levels, heights, low, high)
        for index in block:
            middles[index] = at + heights[index] / 2
            at += heights[index]
    return middles


def _bottom(
    block: list[int], levels: list[float], heights: list[float], low: float, high: float
) -> float:
    total = sum(heights[i] for i in block)
    centre = sum(levels[i] for i in block) / len(block)
    return min(max(centre - total / 2, low), max(high - total, low))


def _top(
    block: list[int], levels: list[float], heights: list[float], low: float, high: float
) -> float:
    return _bottom(block, levels, heights, low, high) + sum(heights[i] for i in block)


def wrap_label(name: str, text: str, longest: int = LABEL_CHARACTERS) -> list[str]:
    """A line's name and last level, on one line where it fits.

    Parameters
    ----------
    longest : int
        How many characters a row may have.

    Examples
    --------
    >>> wrap_label("England", "65%"), wrap_label("Kingston upon Hull", "55.0%")
    (['England 65%'], ['Kingston upon', 'Hull', '55.0%'])
    """
    whole = f"{name} {text}"
    if len(whole) <= longest:
        return [whole]
    return [*wrap(name, longest)[:3], text]
