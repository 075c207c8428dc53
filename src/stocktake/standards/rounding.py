"""Rounding as published statistics do it: half away from zero, on the figure as written."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def round_half_up(x: float, places: int = 0) -> float:
    """Round half away from zero.

    Python rounds half to even, and rounds the binary number: ``round(2.675, 2)`` is 2.67.
    Publications round the decimal figure that they print, and take a half up in size.

    Parameters
    ----------
    x : float
        The figure; infinities and not-a-number come back as they are.
    places : int
        Decimal places; negative for tens, hundreds.

    Returns
    -------
    float
        Never negative zero.

    Notes
    -----
    Source: dfeR, ``round_five_up`` (2025), the department's own rule.

    Examples
    --------
    >>> round_half_up(2.675, 2), round_half_up(-0.5), round_half_up(1250, -2)
    (2.68, -1.0, 1300.0)
    """
    number = Decimal(repr(float(x)))
    last = number.as_tuple().exponent
    if not isinstance(last, int) or last >= -places:
        return float(x) + 0.0
    return float(number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)) + 0.0


def round_half_up_expr(expr: pl.Expr, places: int = 0) -> pl.Expr:
    """Round a column half away from zero: the twin of :func:`round_half_up` for whole tables.

    Parameters
    ----------
    expr : polars expression
        A column of numbers; nulls stay null.
    places : int
        Decimal places; negative for tens, hundreds.

    Notes
    -----
    Agrees with :func:`round_half_up` for figures of up to fourteen significant digits, and no
    figure is published with more.

    Examples
    --------
    >>> import polars as pl
    >>> pl.DataFrame({"x": [2.675, -0.5, None]}).select(round_half_up_expr(pl.col("x"), 2))[
    ...     "x"
    ... ].to_list()
    [2.68, -0.5, None]
    """
    import polars as pl

    number = expr.cast(pl.Float64)
    shift = 10.0 ** abs(places)
    scaled = number.abs() * shift if places >= 0 else number.abs() / shift
    # The nearest double to a decimal half may lie a hair below it; the nudge is larger than the
    # errors of storing and scaling it, and smaller than any digit that is published.
    nudge = (scaled * 2.0**-51).clip(upper_bound=2.0**-6)
    whole = (scaled + nudge + 0.5).floor()
    rounded_number = number.sign() * (whole / shift if places >= 0 else whole * shift)
    # From 2 to the 52nd on, and where it is no number, there is nothing to round.
    return pl.when(scaled < 2.0**52).then(rounded_number).otherwise(number) + 0.0
