"""What a structure may say of its measures and names, besides the splits of its dimensions.

An outsider knows that those who passed are among those who sat, that boys and girls make all, and
that "LA-1" is "la-1". Whoever releases says so here, or says why an appearance deceives.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from stocktake.standards.definitions import Definition

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

NameKind = Literal["measure", "population", "place", "dimension", "item"]


class Nested(Definition):
    """A measure that counts some of those whom another counts: who passed, of all who sat.

    What is left of the whole is a cell, although nobody prints it.

    Parameters
    ----------
    part, whole : str
        Ids of two measures, in this table or another.
    """

    part: Text
    whole: Text

    @model_validator(mode="after")
    def _two_measures(self) -> Self:
        if self.part == self.whole:
            raise ValueError(f"{self.part!r} is nested in itself")
        return self


class MeasureSum(Definition):
    """A measure and the measures that it is made of: all, boys and girls in one row.

    Parameters
    ----------
    total : str
        A measure's id; one that no table prints stands for a sum that is made in two ways.
    parts : tuple of str
        Measures without overlap.
    complete : bool
        Whether they make up the total.
    """

    total: Text
    parts: Annotated[tuple[Text, ...], Field(min_length=1)]
    complete: bool = True

    @model_validator(mode="after")
    def _no_measure_twice(self) -> Self:
        if len({self.total, *self.parts}) <= len(self.parts):
            raise ValueError(f"the sum {self.total!r} names a measure twice")
        return self


class Apart(Definition):
    """Measures of which none counts some of those whom another counts, whatever the figures.

    Parameters
    ----------
    measures : tuple of str
    reason : str
        What they count instead; kept with the release.
    """

    measures: Annotated[tuple[Text, ...], Field(min_length=2)]
    reason: Text


class Synonym(Definition):
    """Names of one thing. Case, spaces, hyphens and underscores never make another name.

    Parameters
    ----------
    kind : str
        ``measure``, ``population``, ``place``, ``dimension`` or ``item``.
    names : tuple of str
        As they are written in tables and structures.
    reason : str
        How one knows.
    """

    kind: NameKind
    names: Annotated[tuple[Text, ...], Field(min_length=2)]
    reason: str = ""


class Chance(Definition):
    """That what a question points at is chance.

    Parameters
    ----------
    question : str
        Its id, as the question states it.
    reason : str
        Why the figures only happen to agree; kept with the release.
    """

    question: Text
    reason: Text


class Relation(Definition):
    """A population and the populations it is made of.

    ``complete = false`` says that they are only subsets: all pupils less the disadvantaged is then
    a group that anybody can calculate.
    """

    total: Text
    parts: Annotated[tuple[Text, ...], Field(min_length=1)]
    complete: bool = True


class Answers(Definition):
    """What a structure answers beyond its dimensions and measures.

    Parameters
    ----------
    relation : tuple of Relation
        Between this table's population and others.
    nested : tuple of Nested
        Measures that count some of those whom another counts.
    sum : tuple of MeasureSum
        Measures that add up to another.
    synonym : tuple of Synonym
        Other names of the same thing, in this table or in earlier ones.
    apart : tuple of Apart
        Measures of which none is part of another.
    chance : tuple of Chance
        Questions to which the answer is that the figures only happen to agree.
    """

    relation: tuple[Relation, ...] = ()
    nested: tuple[Nested, ...] = ()
    sum: tuple[MeasureSum, ...] = ()
    apart: tuple[Apart, ...] = ()
    synonym: tuple[Synonym, ...] = ()
    chance: tuple[Chance, ...] = ()


__all__ = [
    "Answers",
    "Apart",
    "Chance",
    "MeasureSum",
    "NameKind",
    "Nested",
    "Relation",
    "Synonym",
    "Text",
]
