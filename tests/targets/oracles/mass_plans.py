"""Plans of every kind on every indicator, so that two judges meet every case that the file holds.

Nothing is drawn by chance: kinds, comparators and shares go round, so that each indicator gets
every kind, and each kind every indicator, over the three years. Levels are figures that were
published, some of them the place's own, so that boundaries and ties are met.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from second_judge import Evidence
from second_judge.lait_file import six_digits, year_of

# A unitary authority, a county, a metropolitan borough, a borough of inner and one of outer
# London, a successor, a predecessor, the two smallest, and a region.
PLACES = (
    "la-890",
    "la-886",
    "la-330",
    "la-202",
    "la-302",
    "la-839",
    "la-909",
    "la-201",
    "la-420",
    "region-north-west",
)
FIVE_AUTHORITIES = ("la-890", "la-886", "la-330", "la-202", "la-839")
ROUNDS = (0, 1, 2)
# Due years of a round: long past, with years of special arrangements; ended, with or without
# figures; not ended.
DUE = (
    ("202223", "202021", "202324", "202223"),
    ("202425", "202526", "202425", "202324"),
    ("202627", "202627", "202526", "202728"),
)
BASELINES = ("201819", "201617", "201718", "201819")
KINDS = ("level", "position", "relation", "change", "improvement_each_year", "gap_closed")
KINDS_A_ROUND = 4
COMPARISONS = ("at_least", "above", "at_most", "below")
OWN_SET = ("la-889", "la-340", "la-850", "la-807", "la-909", "la-942")
SHAPES = ("linear", "stepped", "milestones")


@dataclass(frozen=True)
class Wheels:
    """The choices that go round."""

    within: Iterator[str]
    among: Iterator[str]
    comparison: Iterator[str]
    comparator: Iterator[str]
    change: Iterator[dict[str, Any]]
    to: Iterator[str]
    share: Iterator[Any]
    shape: Iterator[str]


def make_wheels() -> Wheels:
    """Wheels of lengths that share no factor where they are turned together."""
    return Wheels(
        within=cycle(("top_half", "top_third", "top_quarter", "top_sextile", "top_half")),
        among=cycle(("england", "region", "neighbours", "own-set")),
        comparison=cycle(COMPARISONS),
        comparator=cycle(
            ("england", "region", "median", "neighbours", "own-set", "la-889", "england")
        ),
        change=cycle(
            (
                {"to_share": "9/10"},
                {"by_share": "1/10"},
                {"by": 1},
                {"by_share": 5},
                {"to_share": 102},
                {"by": 0.25},
                {"by_share": "1/3"},
            )
        ),
        to=cycle(("england", "region", "neighbours", "la-889", "group")),
        share=cycle(("1/2", 100, "1/3", 25, "1/2", 100)),
        shape=cycle(SHAPES),
    )


def make_plan(evidence: Evidence, place: str, round_number: int) -> dict[str, Any]:
    """The plan of one place in one round, as its file would be read."""
    wheels = make_wheels()
    targets = []
    for order, (name, group) in enumerate(sorted(evidence.indicators)):
        # Where neither direction is better, a plan may promise a level or a relation only.
        better = evidence.indicators[name, group].better
        choice = KINDS if better != "neither" else ("level", "relation")
        kinds = [choice[(order + round_number * 2 + k) % len(choice)] for k in range(KINDS_A_ROUND)]
        for kind in kinds:
            number = len(targets)
            due = DUE[round_number][(order + number) % 4]
            target: dict[str, Any] = {
                "id": f"t{number}",
                "title": f"{kind} of {name}",
                "priority": "p",
                "kind": kind,
                "indicator": name,
                "due": due,
                "baseline": BASELINES[(order + round_number) % 4],
            }
            if group != "all":
                target["group"] = group
            target |= promise(evidence, place, target, wheels)
            if round_number == 2 and number % 2 == 0:
                target |= trajectory(evidence, place, target, wheels)
            targets.append(target)
    return {
        "id": f"mass-{place}-{round_number}",
        "title": "Every indicator and every kind",
        "vision": "That two judges agree",
        "place": {"id": place} | ({"neighbours_vintage": 2021} if round_number == 0 else {}),
        "period": {"first": "201617", "last": "202728"},
        "priority": [{"id": "p", "title": "P", "why": "w"}],
        "comparator_set": [{"id": "own-set", "title": "Own", "places": list(OWN_SET)}],
        "target": targets,
    }


def promise(
    evidence: Evidence, place: str, target: dict[str, Any], wheels: Wheels
) -> dict[str, Any]:
    """The keys that a kind needs."""
    kind = target["kind"]
    if kind == "level":
        return {
            "comparison": next(wheels.comparison),
            "level": choose_level(evidence, place, target),
        }
    if kind == "position":
        return {"within": next(wheels.within), "among": next(wheels.among)}
    if kind == "relation":
        return {"comparison": next(wheels.comparison), "comparator": next(wheels.comparator)}
    if kind == "change":
        return {"change": next(wheels.change)}
    if kind == "gap_closed":
        to = next(wheels.to)
        if to == "group":
            to = choose_group(evidence, target) or "england"
        return {"close": {"to": to, "by_share": next(wheels.share)}}
    return {}


def choose_group(evidence: Evidence, target: dict[str, Any]) -> str | None:
    """Another group of the same indicator, where it has one."""
    own_group = target.get("group", "all")
    groups = sorted(
        group
        for name, group in evidence.indicators
        if name == target["indicator"] and group != own_group
    )
    return f"group:{groups[0]}" if groups else None


def choose_level(evidence: Evidence, place: str, target: dict[str, Any]) -> float:
    """A figure that was published: the place's own in the due year or the latest, or England's."""
    indicator = evidence.indicators[target["indicator"], target.get("group", "all")]
    years = [year for year in evidence.years(indicator) if year <= year_of(target["due"])]
    for year in reversed(years):
        level_place = place if int(target["id"][1:]) % 3 else "england"
        level = evidence.value(indicator, level_place, year)
        if level is not None:
            return level
    return 1.0


def trajectory(
    evidence: Evidence, place: str, target: dict[str, Any], wheels: Wheels
) -> dict[str, Any]:
    """A trajectory for a target that is not yet due; its milestone lies half way."""
    shape = next(wheels.shape)
    if shape != "milestones":
        return {"trajectory": {"shape": shape} | ({"tolerance": 0.5} if shape == "linear" else {})}
    indicator = evidence.indicators[target["indicator"], target.get("group", "all")]
    start = evidence.value(indicator, place, year_of(target["baseline"]))
    if target["kind"] not in ("level", "change") or start is None:
        return {"trajectory": {"shape": "linear"}}
    half_way = six_digits((year_of(target["baseline"]) + year_of(target["due"])) // 2)
    point = {"period": half_way, "level": round(start * 0.97, 2)}
    return {"trajectory": {"shape": shape, "point": [point]}}
