"""Keeps what a school or its trust says to a concern of the department."""

from __future__ import annotations

from stocktake_web.accounts.models import User
from stocktake_web.records.change import change
from stocktake_web.schools.authored import authorship
from stocktake_web.schools.regional_support.models import EngagementConcern, EngagementReply


def reply_to_engagement(
    *, actor: User | None, concern: EngagementConcern, text: str
) -> EngagementReply:
    """Keep a reply; also to one that was resolved."""
    values = {"concern": concern, "text": text, **authorship(actor, concern.area)}
    row = EngagementReply(area=concern.area, school=concern.school)
    return change(row, actor=actor, values=values, verb="reply")
