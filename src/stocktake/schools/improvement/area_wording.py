"""The sentence about the levels of an area's schools."""

from __future__ import annotations

from stocktake.schools.improvement.area_levels import AreaLevels
from stocktake.schools.improvement.measures import ImprovementMeasure
from stocktake.schools.improvement.phrases import figure, size


def area_sentence(area: AreaLevels, measure: ImprovementMeasure) -> str:
    """What the levels come to against the area's target, and who is in no sum."""
    count = len(area.levels)
    schools = "1 school" if count == 1 else f"{count} schools"
    refused_count = sum(level.answer == "refused" for level in area.levels)
    sentence = (
        f"The levels of {schools} come to {figure(area.answered_sum, measure)}; "
        f"the area's target is {figure(area.target, measure)}"
    )
    if area.is_met:
        sentence += ", which they meet."
    else:
        sentence += f", {size(area.target - area.answered_sum, measure)} more."
    if refused_count:
        refusals = (
            "1 level is refused and counts"
            if refused_count == 1
            else (f"{refused_count} levels are refused and count")
        )
        sentence += f" {refusals} at the school's start."
    rare_count = sum(bool(level.is_rare) for level in area.levels)
    if rare_count:
        levels = "1 level is" if rare_count == 1 else f"{rare_count} levels are"
        sentence += f" {levels} such as fewer than one in five schools ever reached."
    if area.schools_without:
        without_count = len(area.schools_without)
        schools = "1 school has" if without_count == 1 else f"{without_count} schools have"
        sentence += f" {schools} no result or no number of pupils and count for nothing here."
    return sentence
