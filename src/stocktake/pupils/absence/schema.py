"""What a definition of an absence threshold must look like."""

from __future__ import annotations

from typing import Literal, Self, TypeAlias

from pydantic import Field, model_validator

from stocktake.standards.definitions import Definition, Source

Span: TypeAlias = Literal["autumn", "autumn_spring", "five_half_terms", "year"]
"""How much of the year is looked at: one, two, all but the last half term, or all of it."""


class SessionCounts(Definition):
    """Missed sessions from which an enrolment counts, by the span looked at.

    A span without a count was never judged under this version.
    """

    autumn: int | None = Field(default=None, gt=0)
    autumn_spring: int | None = Field(default=None, gt=0)
    five_half_terms: int | None = Field(default=None, gt=0)
    year: int | None = Field(default=None, gt=0)


class Share(Definition):
    """Part of an enrolment's own possible sessions from which it counts, as a fraction."""

    numerator: int = Field(gt=0)
    denominator: int = Field(gt=0)


class Threshold(Definition):
    """One version of a threshold: from which year it counted, and how.

    Parameters
    ----------
    from_year, to_year : str or None
        First and last academic year, six digits; open where missing.
    share : Share or None
        Missed sessions against the enrolment's own possible sessions, the share included.
    sessions : SessionCounts or None
        Missed sessions against one standard number, whatever was possible.
    """

    from_year: str | None = Field(default=None, pattern=r"^\d{6}$")
    to_year: str | None = Field(default=None, pattern=r"^\d{6}$")
    share: Share | None = None
    sessions: SessionCounts | None = None
    note: str = ""
    source: Source

    @model_validator(mode="after")
    def _one_method(self) -> Self:
        if (self.share is None) == (self.sessions is None):
            raise ValueError("give either a share or sessions")
        return self

    def covers(self, year: str) -> bool:
        """Whether this version was in force in an academic year."""
        return (self.from_year or "") <= year and (self.to_year is None or year <= self.to_year)


class ThresholdFile(Definition):
    """All the versions of one threshold, such as persistent absence."""

    title: str
    version: tuple[Threshold, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _no_year_twice(self) -> Self:
        versions = sorted(self.version, key=lambda version: version.from_year or "")
        for earlier, later in zip(versions, versions[1:], strict=False):
            if earlier.to_year is None or earlier.to_year >= (later.from_year or ""):
                raise ValueError(
                    f"the version that begins in {later.from_year or 'no year'} overlaps the one "
                    "before"
                )
        return self
