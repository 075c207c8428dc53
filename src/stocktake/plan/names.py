"""Checks that every name in a plan exists: indicators, groups, places, sets, priorities."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from stocktake.plan.read import PlanFile
from stocktake.plan.schema import Plan
from stocktake.standards.errors import Fault, PlanError, UsageError, nearest
from stocktake.standards.periods import parse_period
from stocktake.standards.units import Unit
from stocktake.statistics.indicators import load_indicators
from stocktake.targets import BaseTarget, JudgementContext

COMPARATORS = ("england", "region", "neighbours", "median")


def check_names(plan_file: PlanFile, context: JudgementContext) -> None:
    """Refuse a plan that names what does not exist.

    Raises
    ------
    PlanError
        Every unknown name at once, with its key path and the nearest known one.
    """
    plan, location = plan_file.plan, plan_file.path.name
    faults = [
        *_place_faults(plan, context, location),
        *_unit_faults(plan, location),
        *_priority_faults(plan, location),
    ]
    for path, target in walk_targets(plan):
        faults.extend(_target_faults(target, f"{location}: {path}", plan, context))
    for index, claim in enumerate(plan.claim):
        path = f"{location}: claim[{index}]"
        if claim.indicator:
            faults.extend(_indicator_faults(claim.indicator, claim.group, path, context))
        faults.extend(_comparator_faults(claim.comparator, f"{path}.comparator", plan, context))
    if faults:
        raise PlanError(f"{location} has {len(faults)} fault(s)", faults)


def walk_targets(plan: Plan) -> Iterator[tuple[str, BaseTarget]]:
    """Every target and part of a target, with its key path."""

    def walk(target: BaseTarget, path: str) -> Iterator[tuple[str, BaseTarget]]:
        yield path, target
        for index, part in enumerate(getattr(target, "part", ())):
            yield from walk(part, f"{path}.part[{index}]")

    for index, target in enumerate(plan.target):
        yield from walk(target, f"target[{index}]")


def targets_by_id(plan: Plan) -> dict[str, BaseTarget]:
    """Every target of a plan by id, parts of targets too."""
    return {target.id: target for _, target in walk_targets(plan)}


def compare_indicators(plan: Plan, context: JudgementContext) -> None:
    """Gather and compare, in one pass, the figures of every published indicator of a plan.

    A name that does not exist is left for ``check_names`` to report.
    """
    keys: dict[tuple[str, str], None] = {}
    for path, target in walk_targets(plan):
        for name, group, _ in _indicators_of(target, path):
            if name and not name.startswith("local:"):
                keys[name, group] = None
    context.compare_at_once(key for key in keys if _exists(*key, context))


def _exists(name: str, group: str, context: JudgementContext) -> bool:
    try:
        indicator, _ = context.statistics.indicator(name)
    except UsageError:
        return False
    return group == "all" or any(group == group_entry.id for group_entry in indicator.group)


def _target_faults(
    target: BaseTarget, path: str, plan: Plan, context: JudgementContext
) -> Iterator[Fault]:
    for indicator, group, location in _indicators_of(target, path):
        if indicator:
            yield from _indicator_faults(indicator, group, location, context)
    for key, name in target.comparators().items():
        yield from _comparator_faults(name, f"{path}.{key}", plan, context)
    if target.needs_direction:
        yield from _direction_faults(target, path, context)


def _indicators_of(target: BaseTarget, path: str) -> list[tuple[str | None, str, str]]:
    """Every indicator and group that a target names, with its key path."""
    return [
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
            (item.indicator, item.group, f"{path}.leading[{i}].indicator")
            for i, item in enumerate(target.leading)
        ),
        *(
            (r.indicator, r.group or target.group, f"{path}.reading[{i}].indicator")
            for i, r in enumerate(target.reading)
        ),
    ]


def _direction_faults(target: BaseTarget, path: str, context: JudgementContext) -> Iterator[Fault]:
    if target.indicator is None:
        return
    try:
        indicator, _ = context.statistics.indicator(target.indicator)
    except UsageError:
        return
    if indicator.better == "neither":
        yield Fault(
            f"{path}.indicator",
            f"{target.indicator!r} has no better direction",
            f"an indicator with one for a target of kind {target.kind!r}",
            "state a level or a relation, or name another indicator",
        )


def _indicator_faults(
    name: str, group: str, location: str, context: JudgementContext
) -> Iterator[Fault]:
    statistics = context.statistics
    kind = name.partition(":")[0]
    sources = {release.source.partition("-")[0] for release in statistics.releases}
    if ":" in name and kind != "local" and kind not in sources:
        # Only a store knows a producer's series; where it holds none, none can be called wrong.
        return
    try:
        indicator, _ = statistics.indicator(name)
    except UsageError:
        names = [*load_indicators(statistics.own_folder), *statistics.local]
        yield Fault(location, f"no indicator {name!r}", "", nearest(name, names))
        return
    groups = ["all", *(subgroup.id for subgroup in indicator.group)]
    if group not in groups:
        yield Fault(location, f"{name!r} has no group {group!r}", f"one of {', '.join(groups)}")


def _comparator_faults(
    name: str | None, location: str, plan: Plan, context: JudgementContext
) -> Iterator[Fault]:
    own_sets = [own_set.id for own_set in plan.comparator_set]
    if name is None or name in COMPARATORS or name in own_sets:
        return
    try:
        context.register.get(name)
    except UsageError:
        names = [*COMPARATORS, *own_sets]
        yield Fault(
            location,
            f"unknown comparator {name!r}",
            f"one of {', '.join(names)}, or a place id",
            nearest(name, names),
        )


def _place_faults(plan: Plan, context: JudgementContext, location: str) -> Iterator[Fault]:
    places = [(plan.place.id, "place.id")]
    for index, own_set in enumerate(plan.comparator_set):
        places += [(place, f"comparator_set[{index}].places") for place in own_set.places]
    places += [(c.place, f"claim[{i}].place") for i, c in enumerate(plan.claim) if c.place]
    for place, path in places:
        try:
            record = context.register.get(place)
        except UsageError as error:
            yield Fault(f"{location}: {path}", error.summary)
            continue
        first_day = parse_period(plan.period.first).starts
        if path == "place.id" and record.ends is not None and record.ends < first_day:
            heirs = " or ".join(
                f"{successor} ({context.register.get(successor).name})"
                for successor in record.successors
            )
            problem = f"{record.id} ({record.name}) ended on {record.ends}, before the plan begins"
            yield Fault(f"{location}: {path}", problem, heirs or "a place that exists")


def _unit_faults(plan: Plan, location: str) -> Iterator[Fault]:
    units = [unit.value for unit in Unit]
    for index, local in enumerate(plan.local_indicator):
        if local.unit not in units:
            yield Fault(
                f"{location}: local_indicator[{index}].unit",
                f"unknown unit {local.unit!r}",
                f"one of {', '.join(units)}",
                nearest(local.unit, units),
            )


def _priority_faults(plan: Plan, location: str) -> Iterator[Fault]:
    priorities = [priority.id for priority in plan.priority]
    actions = [action.id for priority in plan.priority for action in priority.action]
    actions += [action.id for strand in plan.strand for action in strand.action]
    for path, target in walk_targets(plan):
        if target.priority:
            yield from _name_faults(
                target.priority, priorities, f"{location}: {path}.priority", "priority"
            )
    for number, priority in enumerate(plan.priority):
        for index, activity in enumerate(priority.activity):
            path = f"{location}: priority[{number}].activity[{index}]"
            for name in activity.actions:
                yield from _name_faults(name, actions, f"{path}.actions", "action")


def _name_faults(name: str, names: Collection[str], location: str, kind: str) -> Iterator[Fault]:
    if name not in names:
        yield Fault(location, f"no {kind} {name!r}", "", nearest(name, names))
