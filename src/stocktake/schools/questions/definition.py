"""The questions as a definition file: for which finding each is asked, and its words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from string import Formatter
from typing import Literal

from pydantic import Field, field_validator

from stocktake.standards.definitions import Definition, Source, load_folder

Trigger = Literal[
    "not_sufficient",
    "cannot_tell",
    "worse_than_similar",
    "getting_worse",
    "disadvantaged_behind",
    "higher_attainers_worse",
    "learn_from",
    "better_than_similar",
    "missing_headline",
    "always",
]

PLACEHOLDERS = frozenset({"measure", "value", "comparator", "year", "count", "school"})


class Question(Definition):
    """One question; several measures may bring it up."""

    finding: Trigger
    text: str = Field(min_length=10)

    @field_validator("text")
    @classmethod
    def _must_know_its_placeholders(cls, text: str) -> str:
        names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        if unknown := sorted(names - PLACEHOLDERS):
            allowed = ", ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS))
            raise ValueError(f"{{{unknown[0]}}} is not one of {allowed}")
        return text


class QuestionSet(Definition):
    """Questions in the order of their importance.

    Parameters
    ----------
    starts : date
        From which day they are put.
    most : int
        How many a pack has room for.
    """

    title: str
    starts: date
    most: int = Field(default=8, ge=1, le=20)
    question: tuple[Question, ...]
    source: tuple[Source, ...] = ()


def load_questions(own_folder: Path | None = None) -> QuestionSet:
    """The questions; a place's own file ``general.toml`` replaces ours.

    Examples
    --------
    >>> load_questions().question[0].finding
    'not_sufficient'
    """
    definitions = load_folder(
        "stocktake.schools", "governor_questions", QuestionSet, own_folder=own_folder
    )
    return definitions["general"].value
