"""Whether a figure lies on the right side of the trajectory that a plan states."""

from __future__ import annotations

from second_judge.evidence import DECIMALS, Evidence
from second_judge.kinds import ASSESS, Assessment, Case, read_number
from second_judge.lait_file import year_of


def on_track(
    evidence: Evidence, case: Case, assessment: Assessment, year: int, due: int
) -> bool | None:
    """Whether the figure of a year is on track; none where no trajectory can be drawn."""
    trajectory = case.target["trajectory"]
    shape = trajectory.get("shape", "linear")
    if case.target["kind"] == "improvement_each_year" or assessment.travels is None:
        return None
    points = [
        (year_of(point["period"]), read_number(point["level"]))
        for point in trajectory.get("point", [])
    ]
    assert case.baseline is not None
    start = ASSESS[case.target["kind"]](evidence, case, case.baseline)
    if start.travels is not None:
        begin = start.travels
        if case.target["kind"] == "relation":
            # Nobody promised to keep a distance on the right side of the comparator.
            begin = min(begin, 0.0) if assessment.upwards else max(begin, 0.0)
        points.append((case.baseline, begin))
    if assessment.destination is not None:
        points.append((due, assessment.destination))
    if len(points) < 2:
        return None
    level = level_in(sorted(points), year, shape)
    if level is None:
        return None
    if case.target["kind"] == "gap_closed" and round(assessment.travels, DECIMALS) <= 0:
        # No gap is left: nobody promised to be further ahead.
        return True
    ahead = assessment.travels - level if assessment.upwards else level - assessment.travels
    return round(ahead + trajectory.get("tolerance", 0.0), DECIMALS) >= 0


def level_in(points: list[tuple[int, float]], year: int, shape: str) -> float | None:
    """The trajectory's level in a year: straight between its points, or in steps."""
    before = [point for point in points if point[0] <= year]
    after = [point for point in points if point[0] > year]
    if not before:
        return None
    if shape == "stepped" or not after:
        return before[-1][1]
    (first, low), (last, high) = before[-1], after[0]
    return low + (high - low) * (year - first) / (last - first)
