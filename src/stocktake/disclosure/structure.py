"""What a table says of itself: what is counted, of whom, and which items add up to which.

No attack and no protection is possible without it: an outsider subtracts along these lines. A
structure is a TOML or JSON file next to the table.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator

from stocktake.standards.definitions import Definition, model_faults, parse_toml
from stocktake.standards.errors import DefinitionError, Fault

if TYPE_CHECKING:
    import polars as pl

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Split(Definition):
    """One item and the items it is made of.

    Parameters
    ----------
    total : str
        The whole.
    parts : tuple of str
        Items without overlap; an item may be split in several ways (districts, wards).
    complete : bool
        Whether the parts add up to the whole. Where they do not, the remainder is a cell too:
        anybody can subtract.
    """

    total: Text
    parts: Annotated[tuple[Text, ...], Field(min_length=1)]
    complete: bool = True


class Dimension(Definition):
    """A dimension of the table.

    Parameters
    ----------
    id : str
        ``place`` and ``period`` are the table's place and period; others as the field calls them.
    column : str
        The column that holds the items.
    total : str
        The item that stands for all ("Total"); left out of a cell's identity. Not for place and
        period, whose totals are places and periods themselves.
    split : tuple of Split
        Its hierarchy, level by level. Without splits nothing adds up along this dimension.
    """

    id: Text
    column: Text
    total: str = ""
    split: tuple[Split, ...] = ()

    @cached_property
    def items(self) -> frozenset[str]:
        """Every item that the hierarchy names."""
        item_names = {self.total} if self.total else set()
        for split in self.split:
            item_names |= {split.total, *split.parts}
        return frozenset(item_names)


class Measure(Definition):
    """One measure that the table holds.

    Parameters
    ----------
    id : str
    title : str
        In words that a governor understands; the id where it is empty.
    unit : str
        ``count`` of pupils, ``sum`` of anything else; of two others ``percent`` (a share, 0 to
        100), ``rate`` (events for every hundred pupils) or ``mean``.
    column : str
        The column that holds the figures; empty for a numerator that the table does not hold.
    symbol : str
        The column of missing-value symbols, where they do not stand among the figures.
    numerator, denominator : str
        Measures of which a percentage or mean is made.
    decimals : int, optional
        Decimal places to which a percentage or mean is printed; None: as exact as can be.
    rounded_to : int, optional
        Base to which counts are printed rounded (5, 10).
    rounding : str
        ``nearest``, or ``random`` (up or down to a neighbouring multiple).
    minimum, maximum : float, optional
        Public limits of a mean (a score from 0 to 90).
    contributors : str
        Column with the number of schools or pupils behind each figure.
    largest : tuple of str
        Columns with the largest contributions to a sum, largest first.
    withheld : bool
        In the frame for the calculation, but never printed.
    """

    id: Text
    title: str = ""
    unit: Literal["count", "sum", "percent", "rate", "mean"] = "count"
    column: str = ""
    symbol: str = ""
    numerator: str = ""
    denominator: str = ""
    decimals: Annotated[int, Field(ge=0, le=12)] | None = None
    rounded_to: Annotated[int, Field(ge=2)] | None = None
    rounding: Literal["nearest", "random"] = "nearest"
    minimum: float | None = None
    maximum: float | None = None
    contributors: str = ""
    largest: tuple[Text, ...] = ()
    withheld: bool = False

    @property
    def is_ratio(self) -> bool:
        """A percentage, rate or mean."""
        return self.unit in ("percent", "rate", "mean")

    @property
    def scale(self) -> float:
        """What a ratio is multiplied by when it is printed."""
        return 1.0 if self.unit == "mean" else 100.0


class Relation(Definition):
    """A population and the populations it is made of.

    ``complete = false`` says that they are only subsets: all pupils less the disadvantaged is then
    a group that anybody can calculate.
    """

    total: Text
    parts: Annotated[tuple[Text, ...], Field(min_length=1)]
    complete: bool = True


class Structure(Definition):
    """What a table counts, of whom, and along which lines its cells add up.

    Parameters
    ----------
    population : str
        Of whom: ``all``, ``disadvantaged``.
    place, period : str
        Of the whole table, where no column holds them.
    publisher : str
        The dimension whose undivided items know their own figures (``place``, where schools see
        the table); empty for none.
    absent : str
        What a combination without a row means: ``unknown``, or ``zero``.
    measure : tuple of Measure
    dimension : tuple of Dimension
    relation : tuple of Relation
        Between this table's population and others.

    Examples
    --------
    >>> structure = parse_structure('''
    ...     population = "all"
    ...     place = "la-001"
    ...     period = "202324"
    ...     [[measure]]
    ...     id = "pupils"
    ...     column = "pupil_count"
    ...     [[dimension]]
    ...     id = "sex"
    ...     column = "sex"
    ...     total = "Total"
    ...     split = [{ total = "Total", parts = ["Boys", "Girls"] }]
    ... ''', "pupils.toml")
    >>> sorted(structure.dimension[0].items)
    ['Boys', 'Girls', 'Total']
    """

    population: Text
    place: str = ""
    period: str = ""
    publisher: str = ""
    absent: Literal["unknown", "zero"] = "unknown"
    measure: Annotated[tuple[Measure, ...], Field(min_length=1)]
    dimension: tuple[Dimension, ...] = ()
    relation: tuple[Relation, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        wrong = [*_measure_faults(self.measure), *_dimension_faults(self)]
        if wrong:
            raise ValueError("; ".join(wrong))
        return self


@dataclass(frozen=True)
class Table:
    """A table and its structure.

    Parameters
    ----------
    frame : polars DataFrame
        One row for each combination of items.
    structure : Structure
    name : str
        How messages call it.
    """

    frame: pl.DataFrame
    structure: Structure
    name: str = "table"


def parse_structure(text: str, location: str) -> Structure:
    """Read a structure from TOML or JSON text.

    Parameters
    ----------
    text : str
        JSON where it begins with a brace, TOML otherwise.
    location : str
        The file's name, for messages.

    Raises
    ------
    DefinitionError
        With every fault of the file.
    """
    if text.lstrip().startswith("{"):
        try:
            content = json.loads(text)
        except json.JSONDecodeError as error:
            place = f"{location}: line {error.lineno}, column {error.colno}"
            raise DefinitionError(
                f"{location} is not valid JSON", [Fault(place, error.msg, "JSON")]
            ) from None
        except RecursionError:
            fault = Fault(location, "is nested too deeply", "the keys of a structure")
            raise DefinitionError(f"{location} cannot be read", [fault]) from None
    else:
        content = parse_toml(text, location)
    try:
        return Structure.model_validate(content)
    except ValidationError as error:
        faults = model_faults(error, location, Structure)
        raise DefinitionError(f"{location} is no structure of a table", faults) from None


def _measure_faults(measures: tuple[Measure, ...]) -> Iterator[str]:
    measure_ids = [measure.id for measure in measures]
    kinds = {measure.id: measure.unit for measure in measures}
    for name in sorted({name for name in measure_ids if measure_ids.count(name) > 1}):
        yield f"the measure {name!r} is there twice"
    for measure in measures:
        below = kinds.get(measure.denominator)
        above = kinds.get(measure.numerator)
        if measure.is_ratio and (above not in ("count", "sum") or below not in ("count", "sum")):
            problem = "needs a numerator and denominator among the measures"
            yield f"{measure.unit} {measure.id!r} {problem}"
        if not measure.is_ratio and (measure.numerator or measure.denominator):
            yield f"{measure.unit} {measure.id!r} has no numerator or denominator"


def _dimension_faults(structure: Structure) -> Iterator[str]:
    dimension_ids = [dimension.id for dimension in structure.dimension]
    for name in sorted({name for name in dimension_ids if dimension_ids.count(name) > 1}):
        yield f"the dimension {name!r} is there twice"
    for fixed in ("place", "period"):
        if fixed in dimension_ids and getattr(structure, fixed):
            yield f"{fixed} is a dimension and stated for the whole table"
    if structure.publisher and structure.publisher not in dimension_ids:
        yield f"the publisher {structure.publisher!r} is no dimension"
    for dimension in structure.dimension:
        if dimension.total and dimension.id in ("place", "period"):
            yield f"{dimension.id} has no total item: its totals are items of their own"
        below: dict[str, set[str]] = {}
        for split in dimension.split:
            if len(set(split.parts)) < len(split.parts):
                yield f"{dimension.id}: {split.total!r} has a part twice"
            below.setdefault(split.total, set()).update(split.parts)
        for start in below:
            if start in _reach(start, below):
                yield f"{dimension.id}: {start!r} is a part of itself"


def _reach(start: str, below: dict[str, set[str]]) -> set[str]:
    item_names: set[str] = set()
    open_items = [start]
    while open_items:
        for item in below.get(open_items.pop(), ()):
            if item not in item_names:
                item_names.add(item)
                open_items.append(item)
    return item_names
