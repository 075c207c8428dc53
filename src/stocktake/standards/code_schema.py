"""What the dated lists of codes must look like."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from pydantic import Field, model_validator

from stocktake.standards.definitions import Definition, Source

AttendanceClass: TypeAlias = Literal[
    "present", "attending_elsewhere", "authorised", "unauthorised", "not_possible"
]


class AttendanceCodeEntry(Definition):
    """One register code: the mark, its statistical class and what it means."""

    code: str = Field(min_length=1, max_length=2)
    attendance_class: AttendanceClass
    meaning: str


class AttendanceCodeSet(Definition):
    """The register codes in force between two days, both included.

    A missing ``starts`` means "since records begin"; a missing ``ends`` means "still".
    """

    starts: date | None = None
    ends: date | None = None
    source: Source
    note: str = ""
    code: tuple[AttendanceCodeEntry, ...]

    @model_validator(mode="after")
    def _each_code_once(self) -> AttendanceCodeSet:
        codes = [entry.code for entry in self.code]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError(f"codes given twice: {', '.join(twice)}")
        if self.starts and self.ends and self.starts > self.ends:
            raise ValueError(f"starts {self.starts} lies after ends {self.ends}")
        return self


class ListedCode(Definition):
    """One code of a list, with the days between which it could be returned."""

    code: str = Field(min_length=1)
    meaning: str
    starts: date | None = None
    ends: date | None = None


class CodeList(Definition):
    """A list of codes of the school census or a return with it."""

    title: str
    census: str = ""
    source: Source
    note: str = ""
    code: tuple[ListedCode, ...]
