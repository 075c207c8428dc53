"""The letter's recommendations, as they ship."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict


class LetterRecommendation(BaseModel):
    """One of them, in our own words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: int
    text: str
    answered_by: str


class Letter(BaseModel):
    """Where they come from, and when whoever asked comes back to look."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source_kind: str
    source_title: str
    published: date
    window_opens: date
    window_closes: date
    verified: bool
    recommendation: tuple[LetterRecommendation, ...]


@cache
def letter() -> Letter:
    """The letter as it is shipped."""
    text = (files(__package__) / "letter.toml").read_text(encoding="utf-8")
    return Letter.model_validate(tomllib.loads(text))
