"""What a table says of itself: what is counted, of whom, and which items add up to which.

No attack and no protection is possible without it: an outsider subtracts along these lines. A
structure is a TOML or JSON file next to the table.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, Self, TypeVar

from pydantic import Field, FiniteFloat, ValidationError, model_validator

from stocktake.disclosure.declarations import Answers, Text
from stocktake.disclosure.structure_faults import dimension_faults, measure_faults
from stocktake.standards.definition_faults import model_faults
from stocktake.standards.definitions import Definition, parse_toml
from stocktake.standards.errors import DefinitionError, Fault

if TYPE_CHECKING:
    import polars as pl


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
        Its hierarchy, level by level. Without splits what adds up is worked out from the figures,
        or asked about.
    adds_up : bool, optional
        False says that nothing adds up along this dimension; it needs a ``reason``.
    reason : str
    """

    id: Text
    column: Text
    total: str = ""
    split: tuple[Split, ...] = ()
    adds_up: bool | None = None
    reason: str = ""

    def with_lines(self, split: Iterable[Split], total: str | None = None) -> Dimension:
        """The same dimension with other splits, and another total where one is named."""
        # A copy of the model would keep the items that were worked out before.
        return Dimension(
            id=self.id,
            column=self.column,
            total=self.total if total is None else total,
            split=tuple(split),
            adds_up=self.adds_up,
            reason=self.reason,
        )

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
    on_a_day : bool
        Counted on a day (pupils on roll), so that a term's figure is no part of the year's.
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
    minimum: FiniteFloat | None = None
    maximum: FiniteFloat | None = None
    contributors: str = ""
    largest: tuple[Text, ...] = ()
    withheld: bool = False
    on_a_day: bool = False

    @property
    def is_ratio(self) -> bool:
        """A percentage, rate or mean."""
        return self.unit in ("percent", "rate", "mean")

    @property
    def scale(self) -> float:
        """What a ratio is multiplied by when it is printed."""
        return 1.0 if self.unit == "mean" else 100.0


class Structure(Answers):
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
    relation, nested, sum, apart, synonym, chance : tuple
        As :class:`Answers` says.

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

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        wrong = [*measure_faults(self.measure), *dimension_faults(self)]
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

    def items(self, dimension: Dimension) -> list[str]:
        """The items of a dimension that have a row, each once, in the order of the rows."""
        # The column's name stays out of expressions, where one such as "*" would be a pattern.
        names = self.frame[dimension.column].to_list()
        return list(dict.fromkeys(str(name) for name in names if name is not None))


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
    return _parse(text, location, Structure, "is no structure of a table")


def parse_answers(text: str, location: str) -> Answers:
    """Read a file of answers alone, as :func:`parse_structure` reads a whole structure.

    Raises
    ------
    DefinitionError
        With every fault of the file.

    Examples
    --------
    >>> text = 'relation = [{ total = "all", parts = ["disadvantaged", "others"] }]'
    >>> parse_answers(text, "answers.toml").relation[0].complete
    True
    """
    return _parse(text, location, Answers, "holds something that is no answer")


M = TypeVar("M", bound=Definition)


def _parse(text: str, location: str, model: type[M], problem: str) -> M:
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
        except ValueError:
            fault = Fault(location, "holds a number of thousands of digits", "a structure")
            raise DefinitionError(f"{location} cannot be read", [fault]) from None
    else:
        content = parse_toml(text, location)
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise DefinitionError(
            f"{location} {problem}", model_faults(error, location, model)
        ) from None
