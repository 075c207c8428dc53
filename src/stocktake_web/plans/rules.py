"""The app's numbers, read once from ``data/rules.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, PositiveInt


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ActivityRules(_Part):
    """When an activity is due soon, and when stale."""

    due_soon_days: PositiveInt
    stale_after_days: PositiveInt


class RiskRules(_Part):
    """From which score a risk is above the line, and how often it is looked at."""

    line: PositiveInt
    review_after_days: PositiveInt


class DecisionRules(_Part):
    """How long an open decision may wait before it counts as not current."""

    answer_within_days: PositiveInt


class CommentRules(_Part):
    """How long who commented sees the answer among their tasks."""

    answer_shown_days: PositiveInt


class LikelihoodRules(_Part):
    """How long a round stays open."""

    open_for_days: PositiveInt


class LinkRules(_Part):
    """How long a link works."""

    life_days: PositiveInt


class UploadRules(_Part):
    """The largest file that is taken."""

    largest_bytes: PositiveInt


class Rules(_Part):
    """All of them."""

    activity: ActivityRules
    risk: RiskRules
    decision: DecisionRules
    comment: CommentRules
    likelihood: LikelihoodRules
    link: LinkRules
    upload: UploadRules


@cache
def rules() -> Rules:
    """The rules as they are shipped."""
    text = (files(__package__) / "data" / "rules.toml").read_text(encoding="utf-8")
    return Rules.model_validate(tomllib.loads(text))
