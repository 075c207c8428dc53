"""Why a figure that a target needs is not there."""

from __future__ import annotations

from dataclasses import replace

from stocktake.standards.periods import Period
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.missing_return import is_suppressed, why_no_return
from stocktake.targets.observation import SUPPRESSED, Observation, name_list
from stocktake.targets.phrases import say_day
from stocktake.targets.result import TargetResult
from stocktake.targets.verdict import Reason


def missing_result(
    result: TargetResult,
    data: IndicatorData,
    period: Period,
    observation: Observation | None,
    place_name: str = "",
) -> TargetResult:
    """The result where a figure is absent, with the reason that the source states.

    Parameters
    ----------
    result : TargetResult
        The result so far; everything in it is kept.
    data : IndicatorData
    period : Period
        The period whose figure was wanted.
    observation : Observation or None
        The row, if there is any: its missing-value symbol decides the reason.
    place_name : str
        Whose figure, where it is not the plan's place: ``"England's"``.
    """
    result = replace(result, missing_period=period)
    if observation is not None and observation.reason_text:
        return replace(
            result,
            is_met=None,
            reason="no_local_data" if data.local else "not_published",
            reason_text=observation.reason_text,
            observations=(*result.observations, observation),
        )
    if data.local:
        return replace(
            result,
            is_met=None,
            reason="suppressed" if is_suppressed(data, period) else "no_local_data",
            reason_text=why_no_return(data, period),
        )
    owner = f"{place_name} figure" if place_name else "figure"
    reason: Reason = "not_published"
    reason_text = f"no {owner} was published for {period.label}"
    if observation is not None and data.notes(period, observation.place):
        reason_text = f"the {owner} for {period.label} cannot be right and was left out"
    if observation is not None and observation.missing in SUPPRESSED:
        reason = "suppressed"
        reason_text = f"the {owner} for {period.label} is suppressed"
    if not place_name and (absent := why_place_absent(data, period)):
        reason_text = absent
    for special in data.indicator.special_year:
        if special.period == period.time_period and not special.published:
            reason_text += f" because {special.reason}"
    observations = (*result.observations, observation) if observation else result.observations
    return replace(
        result, is_met=None, reason=reason, reason_text=reason_text, observations=observations
    )


def why_place_absent(data: IndicatorData, period: Period) -> str:
    """That the plan's place did not exist at a period's end, and who did; empty where it did.

    An area of several places is as old as its youngest member.
    """
    register = data.context.register
    home = data.context.home
    places = [register.get(member) for member in home.members] or [register.get(data.home)]
    for place in places:
        if place.exists_on(period.ends):
            continue
        if place.starts is not None and period.ends < place.starts:
            words = f"{place.name} did not exist in {period.label}: it began on "
            words += say_day(place.starts)
            heirs, verb = place.predecessors, "took over from"
        else:
            words = f"{place.name} no longer existed at the end of {period.label}: it ended on "
            words += say_day(place.ends or period.ends)
            heirs, verb = place.successors, "was replaced by"
        if heirs:
            words += f" and {verb} {name_list([register.get(heir).name for heir in heirs])}"
        return words
    return ""
