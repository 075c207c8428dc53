"""Checks that every name in a plan exists: indicators, groups, places, sets, priorities."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from stocktake.plan.read import PlanFile
from stocktake.plan.schema import Plan
from stocktake.standards.errors import Fault, PlanError, UsageError, nearest
from stocktake.standards.periods import parse_period
from stocktake.standards.units import Unit
from stocktake.statistics.indicators import load_indicators
from stocktake.targets.look import Setting
from stocktake.targets.schema import Target

COMPARATORS = ("england", "region", "neighbours", "median")


def check_names(plan_file: PlanFile, setting: Setting) -> None:
    """Refuse a plan that names what does not exist.

    Raises
    ------
    PlanError
        Every unknown name at once, with its key path and the nearest known one.
    """
    plan, where = plan_file.plan, plan_file.path.name
    faults = [
        *_place_faults(plan, setting, where),
        *_unit_faults(plan, where),
        *_priority_faults(plan, where),
    ]
    for path, target in walk_targets(plan):
        faults.extend(_target_faults(target, f"{where}: {path}", plan, setting))
    for index, claim in enumerate(plan.claim):
        path = f"{where}: claim[{index}]"
        if claim.indicator:
            faults.extend(_indicator_faults(claim.indicator, claim.group, path, setting))
        faults.extend(_comparator_faults(claim.comparator, f"{path}.comparator", plan, setting))
    if faults:
        raise PlanError(f"{where} has {len(faults)} fault(s)", faults)


def walk_targets(plan: Plan) -> Iterator[tuple[str, Target]]:
    """Every target and part of a target, with its key path."""

    def walk(target: Target, path: str) -> Iterator[tuple[str, Target]]:
        yield path, target
        for index, part in enumerate(target.part):
            yield from walk(part, f"{path}.part[{index}]")

    for index, target in enumerate(plan.target):
        yield from walk(target, f"target[{index}]")


def _target_faults(target: Target, path: str, plan: Plan, setting: Setting) -> Iterator[Fault]:
    named = [
        (target.indicator, target.group, f"{path}.indicator"),
        *(
            (p.indicator, p.group, f"{path}.proxy[{i}].indicator")
            for i, p in enumerate(target.proxy)
        ),
        *(
            (w.indicator, w.group, f"{path}.watch[{i}].indicator")
            for i, w in enumerate(target.watch)
        ),
        *(
            (each.indicator, each.group, f"{path}.leading[{i}].indicator")
            for i, each in enumerate(target.leading)
        ),
        *(
            (r.indicator, r.group or target.group, f"{path}.reading[{i}].indicator")
            for i, r in enumerate(target.reading)
        ),
    ]
    for indicator, group, where in named:
        if indicator:
            yield from _indicator_faults(indicator, group, where, setting)
    for name in ("comparator", "among"):
        given = getattr(target, name)
        yield from _comparator_faults(given, f"{path}.{name}", plan, setting)
    if target.close and not target.close.to.startswith("group:"):
        yield from _comparator_faults(target.close.to, f"{path}.close.to", plan, setting)
    if target.kind in ("position", "change", "improvement_each_year", "gap_closed"):
        yield from _direction_faults(target, path, setting)


def _direction_faults(target: Target, path: str, setting: Setting) -> Iterator[Fault]:
    if target.indicator is None:
        return
    try:
        indicator, _ = setting.statistics.indicator(target.indicator)
    except UsageError:
        return
    if indicator.better == "neither":
        yield Fault(
            f"{path}.indicator",
            f"{target.indicator!r} has no better direction",
            f"an indicator with one for a target of kind {target.kind!r}",
            "state a level or a relation, or name another indicator",
        )


def _indicator_faults(name: str, group: str, where: str, setting: Setting) -> Iterator[Fault]:
    statistics = setting.statistics
    kind = name.partition(":")[0]
    held = {release.source.partition("-")[0] for release in statistics.releases}
    if ":" in name and kind != "local" and kind not in held:
        # Only a store knows a producer's series; where it holds none, it cannot be told wrong.
        return
    try:
        indicator, _ = statistics.indicator(name)
    except UsageError:
        known = [*load_indicators(statistics.own), *statistics.local]
        yield Fault(where, f"no indicator {name!r}", "", nearest(name, known))
        return
    groups = ["all", *(each.id for each in indicator.group)]
    if group not in groups:
        yield Fault(where, f"{name!r} has no group {group!r}", f"one of {', '.join(groups)}")


def _comparator_faults(
    name: str | None, where: str, plan: Plan, setting: Setting
) -> Iterator[Fault]:
    own = [each.id for each in plan.comparator_set]
    if name is None or name in COMPARATORS or name in own:
        return
    try:
        setting.register.get(name)
    except UsageError:
        known = [*COMPARATORS, *own]
        yield Fault(
            where,
            f"unknown comparator {name!r}",
            f"one of {', '.join(known)}, or a place id",
            nearest(name, known),
        )


def _place_faults(plan: Plan, setting: Setting, where: str) -> Iterator[Fault]:
    named = [(plan.place.id, "place.id")]
    for index, each in enumerate(plan.comparator_set):
        named += [(place, f"comparator_set[{index}].places") for place in each.places]
    named += [(c.place, f"claim[{i}].place") for i, c in enumerate(plan.claim) if c.place]
    for place, path in named:
        try:
            found = setting.register.get(place)
        except UsageError as error:
            yield Fault(f"{where}: {path}", error.summary)
            continue
        begins = parse_period(plan.period.first).starts
        if path == "place.id" and found.ends is not None and found.ends < begins:
            heirs = " or ".join(
                f"{each} ({setting.register.get(each).name})" for each in found.successors
            )
            what = f"{found.id} ({found.name}) ended on {found.ends}, before the plan begins"
            yield Fault(f"{where}: {path}", what, heirs or "a place that exists")


def _unit_faults(plan: Plan, where: str) -> Iterator[Fault]:
    known = [unit.value for unit in Unit]
    for index, local in enumerate(plan.local_indicator):
        if local.unit not in known:
            yield Fault(
                f"{where}: local_indicator[{index}].unit",
                f"unknown unit {local.unit!r}",
                f"one of {', '.join(known)}",
                nearest(local.unit, known),
            )


def _priority_faults(plan: Plan, where: str) -> Iterator[Fault]:
    priorities = [priority.id for priority in plan.priority]
    actions = [action.id for priority in plan.priority for action in priority.action]
    actions += [action.id for strand in plan.strand for action in strand.action]
    for path, target in walk_targets(plan):
        if target.priority:
            yield from _known(target.priority, priorities, f"{where}: {path}.priority", "priority")
    for number, priority in enumerate(plan.priority):
        for index, activity in enumerate(priority.activity):
            path = f"{where}: priority[{number}].activity[{index}]"
            for name in activity.actions:
                yield from _known(name, actions, f"{path}.actions", "action")


def _known(name: str, known: Collection[str], where: str, kind: str) -> Iterator[Fault]:
    if name not in known:
        yield Fault(where, f"no {kind} {name!r}", "", nearest(name, known))
