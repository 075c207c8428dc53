"""How a progress score and its interval are put into words: a scheme that can be replaced."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from stocktake.pupils.attainment.schema import Text
from stocktake.standards.definitions import Definition, Source


class ProgressBand(Definition):
    """One band: which side of zero the whole interval lies, and the least score."""

    label: Text
    interval: Literal["above 0", "below 0"]
    least: float | None = None


class ProgressBands(Definition):
    """Bands in the order in which they are tried, and what is said where none fits."""

    title: Text
    otherwise: Text
    band: tuple[ProgressBand, ...] = Field(min_length=1)
    source: tuple[Source, ...] = Field(min_length=1)
