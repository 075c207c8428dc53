"""Why a figure that a target needs is not there."""

from __future__ import annotations

from dataclasses import replace

from stocktake.standards.periods import Period
from stocktake.targets.finding import Finding
from stocktake.targets.look import Look, Observed
from stocktake.targets.verdict import Reason

SUPPRESSED = ("c", "low", "k")


def untold(
    asked: Finding, look: Look, period: Period, seen: Observed | None, whose: str = ""
) -> Finding:
    """The finding where a figure is absent, with the reason that the source gives.

    Parameters
    ----------
    asked : Finding
        What was asked, so far; everything in it is kept.
    look : Look
    period : Period
        The period whose figure was wanted.
    seen : Observed or None
        The row found, if any: its missing-value symbol decides the reason.
    whose : str
        Whose figure, where it is not the plan's place: ``"England's"``.
    """
    if look.local:
        why = f"nothing has been returned for {period.label}"
        return replace(asked, holds=None, reason="no_local_data", why=why)
    if seen is not None and seen.why:
        return replace(
            asked, holds=None, reason="not_published", why=seen.why, used=(*asked.used, seen)
        )
    owner = f"{whose} figure" if whose else "figure"
    reason: Reason = "not_published"
    why = f"no {owner} was published for {period.label}"
    if seen is not None and seen.missing in SUPPRESSED:
        reason = "suppressed"
        why = f"the {owner} for {period.label} is suppressed"
    for special in look.indicator.special_year:
        if special.period == period.time_period and not special.published:
            why += f" because {special.reason}"
    used = (*asked.used, seen) if seen else asked.used
    return replace(asked, holds=None, reason=reason, why=why, used=used)
