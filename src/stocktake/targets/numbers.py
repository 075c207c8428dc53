"""The numbers of a plan, read so that what cannot be meant is still readable and can be named.

A number that makes no sense is no reason not to open a plan that was stored yesterday. It is kept
as it was written, and ``stocktake.targets.promises`` says what is wrong with it.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Annotated

from pydantic import ValidatorFunctionWrapHandler, WrapValidator


class WrittenNumber(float):
    """A number that the plan writes as text, such as ``"2/3"``, with that text.

    A text that means no number is not-a-number here: it compares with nothing and meets nothing.

    Parameters
    ----------
    value : float
    text : str

    Examples
    --------
    >>> share = WrittenNumber(66.7, "2/3")
    >>> share > 66, share.text
    (True, '2/3')
    """

    text: str

    def __new__(cls, value: float, text: str) -> WrittenNumber:
        """Keep the text with the number."""
        number = super().__new__(cls, value)
        number.text = text
        return number

    def __getnewargs__(self) -> tuple[float, str]:  # type: ignore[override]
        """What a copy is made from."""
        return float(self), self.text


def read_fraction(text: str) -> float | None:
    """Read ``"2/3"`` as a share in percent; None where the text is no fraction.

    Examples
    --------
    >>> round(read_fraction("2 / 3"), 4), read_fraction("1/0"), read_fraction("65")
    (66.6667, nan, None)
    """
    if "/" not in text:
        return None
    try:
        return float(Fraction(text.replace(" ", "")) * 100)
    except ZeroDivisionError:
        return math.nan
    except OverflowError:
        return math.inf
    except ValueError:
        return None


def _read(value: object, handler: ValidatorFunctionWrapHandler, *, share: bool) -> float:
    if isinstance(value, WrittenNumber):
        return value
    if isinstance(value, bool):
        return WrittenNumber(math.nan, str(value).lower())
    if isinstance(value, str):
        fraction = read_fraction(value)
        if fraction is not None:
            return WrittenNumber(fraction, value)
        number: float = handler(value)
        # "2" may be meant as twice or as 2%: a share in quotation marks is a fraction.
        return WrittenNumber(math.nan if share else number, value)
    if isinstance(value, int):
        try:
            return float(value)
        except OverflowError:
            return math.inf if value > 0 else -math.inf
    return float(handler(value))


def _read_number(value: object, handler: ValidatorFunctionWrapHandler) -> float:
    return _read(value, handler, share=False)


def _read_share(value: object, handler: ValidatorFunctionWrapHandler) -> float:
    return _read(value, handler, share=True)


Number = Annotated[float, WrapValidator(_read_number)]
"""A level: a number in the indicator's unit, or a share such as ``"2/3"`` in percent."""

Share = Annotated[float, WrapValidator(_read_share)]
"""A share: a number in percent, or a fraction such as ``"1/2"``."""


def as_written(value: float) -> str:
    """A number as the plan writes it.

    Examples
    --------
    >>> as_written(WrittenNumber(50.0, "1/2")), as_written(900.0), as_written(0.65)
    ("'1/2'", '900', '0.65')
    """
    if isinstance(value, WrittenNumber):
        return value.text if value.text in ("true", "false") else repr(value.text)
    return f"{value:.10g}"
