"""Rates a target."""

from __future__ import annotations

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.plans.targets.models import TargetRating
from stocktake_web.records.change import change


def rate_target(
    *, area: Area, actor: User, target_id: str, rating: str, reason: str, computed_status: str
) -> TargetRating:
    """Rate a target, with a reason; verdict and earlier ratings stay."""
    values = {
        "target_id": target_id,
        "rating": rating,
        "reason": reason,
        "by": actor,
        "at": services.now(),
        "computed_status": computed_status,
    }
    return change(
        TargetRating(area=area),
        actor=actor,
        values=values,
        verb="rate",
        reason=reason,
    )
