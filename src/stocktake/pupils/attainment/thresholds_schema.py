"""What counts as reaching a standard at one stage, and which standards count together."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from stocktake.pupils.attainment.schema import Text, Year
from stocktake.standards.definitions import Definition, Source

Level = Literal["expected", "higher"]


class Component(Definition):
    """One test, assessment or goal, and the results that reach each standard.

    Parameters
    ----------
    code : str
        As in the column ``component`` of the table of assessments.
    name : str
    area : str
        Area of learning, for goals of the early years.
    column : str
        Beginning of the names of its columns; the code in small letters by default.
    measure : "SCALED", "RAW" or "TA"
    lowest, highest : int, optional
        The scores that a test can give; a result outside is not read.
    expected_least, higher_least : float, optional
        The least score of each standard, for tests.
    expected, higher : tuple of str
        The results that reach each standard, for teacher assessments.
    """

    code: Text
    name: Text
    area: str = ""
    column: str = ""
    measure: Literal["SCALED", "RAW", "TA"]
    lowest: int | None = None
    highest: int | None = None
    expected_least: float | None = None
    higher_least: float | None = None
    expected: tuple[Text, ...] = ()
    higher: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _scores_or_words(self) -> Self:
        if self.measure == "TA":
            fits = bool(self.expected) and self.lowest is None and self.expected_least is None
        else:
            fits = None not in (self.lowest, self.highest, self.expected_least)
            fits = fits and not self.expected and not self.higher
        if not fits:
            raise ValueError(
                "a teacher assessment lists its results; a test has lowest, highest and "
                "expected_least"
            )
        return self

    @property
    def stem(self) -> str:
        """Beginning of the names of the component's columns."""
        return self.column or self.code.lower()

    @property
    def levels(self) -> tuple[Level, ...]:
        """The standards that the component has."""
        return (
            ("expected", "higher")
            if self.higher or self.higher_least is not None
            else ("expected",)
        )

    def scores(self) -> dict[str, float]:
        """Every score as it is written in a file; empty for a teacher assessment."""
        if self.lowest is None or self.highest is None:
            return {}
        return {str(score): float(score) for score in range(self.lowest, self.highest + 1)}

    def reaching(self, level: Level) -> list[str]:
        """Every result that reaches a standard, as it is written in a file."""
        if self.measure == "TA":
            return list(self.expected if level == "expected" else self.higher)
        least = self.expected_least if level == "expected" else self.higher_least
        return [
            text for text, score in self.scores().items() if least is not None and score >= least
        ]


class Combination(Definition):
    """Standards of several components taken together.

    Parameters
    ----------
    name : str
        The column's name, followed by the level where there is more than one.
    components : tuple of str
    need : "all" or "any"
    levels : tuple of "expected" and "higher"
    """

    name: Text
    components: tuple[Text, ...] = Field(min_length=1)
    need: Literal["all", "any"] = "all"
    levels: tuple[Level, ...] = ("expected",)


class Thresholds(Definition):
    """The standards of one stage in the years from ``first_year`` to ``last_year``.

    Parameters
    ----------
    stage : str
        As in the column ``stage`` of the table of assessments.
    without_results : "not met" or "left out"
        What a pupil of the cohort is who has no result of the stage at all.
    earlier_years : bool
        Whether results of earlier years count too.
    """

    title: Text
    stage: Text
    first_year: Year
    last_year: Year | None = None
    without_results: Literal["not met", "left out"]
    earlier_years: bool = False
    component: tuple[Component, ...] = Field(min_length=1)
    combined: tuple[Combination, ...] = ()
    source: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _combined_are_components(self) -> Self:
        component_by_code = {component.code: component for component in self.component}
        if len(component_by_code) < len(self.component):
            raise ValueError("a component is listed twice")
        for combination in self.combined:
            for code in combination.components:
                if code not in component_by_code:
                    raise ValueError(f"{combination.name} names {code!r}, which is no component")
                missing = set(combination.levels) - set(component_by_code[code].levels)
                if missing:
                    raise ValueError(f"{code} has no {min(missing)} standard")
        return self
