"""What the definition files of key stage 4 must look like: subjects, points, prior attainment."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from stocktake.standards.definitions import Definition, Source

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Year = Annotated[str, StringConstraints(pattern=r"^(19|20|21)\d{4}$")]
Points = Annotated[float, Field(ge=0, le=9, multiple_of=0.25)]

Slot = Literal["english", "maths", "ebacc", "open"]
Pillar = Literal["english", "maths", "science", "humanities", "languages"]


class Subject(Definition):
    """One subject of the list, and where its points may go.

    Parameters
    ----------
    code, name : str
    slot : "english", "maths", "ebacc" or "open"
        The first place of a GCSE; an EBacc subject that is not among the best three may go to
        the open slots.
    part : "language", "literature" or "combined", for English only
    pillar : str, optional
        The pillar of the English Baccalaureate to which the subject counts.
    slots : int
        2 for combined science, whose halves may be used apart.
    technical : bool
        Whether a technical award in a subject outside the open slots fills an open slot.
    matrix : str
        The subject's name in the national transition matrices; empty where they leave it out.
    """

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]*$")]
    name: Text
    slot: Slot
    part: Literal["language", "literature", "combined"] | None = None
    pillar: Pillar | None = None
    slots: Literal[1, 2] = 1
    technical: bool = False
    matrix: str = ""

    @model_validator(mode="after")
    def _english_has_parts(self) -> Self:
        if (self.slot == "english") != (self.part is not None):
            raise ValueError("an English subject names its part, and no other subject does")
        return self


class SubjectList(Definition):
    """The subjects of key stage 4. A subject that is not listed is counted as not read."""

    source: tuple[Source, ...] = Field(min_length=1)
    subject: tuple[Subject, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_code_once(self) -> Self:
        twice = [code for code, n in Counter(s.code for s in self.subject).items() if n > 1]
        if twice:
            raise ValueError(f"the subject {twice[0]!r} is listed twice")
        return self

    def of(self, slot: Slot, part: str | None = None) -> tuple[Subject, ...]:
        """The subjects of a slot, and of a part of English."""
        return tuple(s for s in self.subject if s.slot == slot and part in (None, s.part))

    def of_pillar(self, pillar: Pillar) -> tuple[Subject, ...]:
        """The subjects of a pillar of the English Baccalaureate."""
        return tuple(s for s in self.subject if s.pillar == pillar)


class PointScale(Definition):
    """The points of grades in the years listed, and the rules that changed with them.

    Parameters
    ----------
    years : six-digit academic years
    first_entry : bool
        Whether only the first entry in a subject counts; otherwise the best does.
    standard_pass, strong_pass : float, optional
        Points of grade 4 (or C), and of grade 5, which did not exist before 2016/17.
    combined_english_doubles : bool
        Whether the single award in English language and literature together counts double.
    not_attempted : tuple of str
        Grades that say the examination was not taken.
    single, technical : dict of grade to points
    most : float
        The most points that any grade is worth.
    """

    years: tuple[Year, ...] = Field(min_length=1)
    first_entry: bool
    standard_pass: Points
    strong_pass: Points | None = None
    combined_english_doubles: bool
    not_attempted: tuple[Text, ...]
    single: dict[str, Points]
    technical: dict[str, Points]
    most: Points
    source: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _grades_mean_one_thing(self) -> Self:
        differing = {
            g for g in self.single if self.technical.get(g, self.single[g]) != self.single[g]
        }
        if differing:
            raise ValueError(f"the grade {min(differing)!r} has two values")
        over = [g for g, points in {**self.single, **self.technical}.items() if points > self.most]
        if over:
            raise ValueError(f"the grade {over[0]!r} is worth more than the most, {self.most}")
        return self

    def points(self) -> dict[str, float]:
        """The points of every grade; a double award is worth the average of its two in a slot."""
        doubles = {
            first + second: (a + b) / 2
            for first, a in self.single.items()
            for second, b in self.single.items()
        }
        return {**doubles, **self.single, **self.technical}


class PriorGroup(Definition):
    """One group of prior attainment, up to and including a score."""

    number: int = Field(ge=1)
    upper: float


class Nominal(Definition):
    """Scores that stand for results below the tests, by the year of the tests."""

    years: tuple[Year, ...] = Field(min_length=1)
    results: dict[str, float]
    verified: bool = False


class PriorScheme(Definition):
    """How key stage 2 results place a pupil among those who had done as well.

    Parameters
    ----------
    title : str
    lowest, highest : float
        The least and the greatest score of a test.
    one_subject_suffices : bool
        Whether a pupil with a result in only one of reading and maths is placed by that one.
    nominal : results below the tests
    group : the groups, in order
    """

    title: Text
    lowest: float
    highest: float
    one_subject_suffices: bool
    nominal: tuple[Nominal, ...] = ()
    group: tuple[PriorGroup, ...] = Field(min_length=2)
    source: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _groups_follow_each_other(self) -> Self:
        for before, after in zip(self.group, self.group[1:], strict=False):
            if after.number != before.number + 1 or after.upper <= before.upper:
                raise ValueError(f"group {after.number} does not follow group {before.number}")
        return self


class BandCuts(Definition):
    """A scheme of prior attainment bands: low below ``middle``, high from ``high`` on."""

    title: Text
    of: Text
    middle: float
    high: float
    source: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.high <= self.middle:
            raise ValueError("the high band must begin above the middle band")
        return self


class CapGroup(Definition):
    """One group's mean and standard deviation of Progress 8, or its published floor."""

    number: int = Field(ge=1)
    mean: float = 0.0
    sd: float | None = Field(default=None, gt=0)
    floor: float | None = Field(default=None, lt=0)


class Cap(Definition):
    """The lowest Progress 8 that counts for a school, by prior attainment group.

    ``floor = mean - k x sd``: the mean is 0 and the sd is ``sd`` (or the national one of the
    release) except for the groups listed.
    """

    title: Text
    k: float = Field(gt=0)
    sd: float | None = Field(default=None, gt=0)
    group: tuple[CapGroup, ...] = ()
    source: tuple[Source, ...] = Field(min_length=1)
