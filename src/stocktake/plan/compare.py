"""Compares two versions of a plan: what was dropped, weakened, moved or added."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from stocktake.plan.compare_targets import ChangeKind, better_or_worse
from stocktake.plan.schema import Action, Activity, Plan, Priority, Strand
from stocktake.standards.periods import parse_period
from stocktake.statistics.indicators import load_indicators
from stocktake.targets.schema import Target

if TYPE_CHECKING:
    import polars as pl

T = TypeVar("T")

CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
"""In the order in which they are told: what was given up first."""

CHANGE_WORDS: dict[ChangeKind, str] = {
    "dropped": "dropped",
    "weakened": "weakened",
    "moved_later": "moved later",
    "kind_changed": "changed in kind",
    "indicator_changed": "measured otherwise",
    "comparator_changed": "set beside others",
    "baseline_changed": "given another baseline",
    "level_changed": "changed in level",
    "reworded": "reworded",
    "moved": "moved",
    "moved_earlier": "moved earlier",
    "strengthened": "strengthened",
    "added": "added",
}


@dataclass(frozen=True)
class PlanChange:
    """One difference between two versions of a plan.

    Parameters
    ----------
    change : str
        One of ``CHANGE_KINDS``.
    scope : str
        ``target``, ``activity``, ``action`` or ``priority``.
    id, title : str
    before, after : str
        What stood there, in words; empty where nothing did.
    sentence : str
    """

    change: ChangeKind
    scope: str
    id: str
    title: str
    before: str
    after: str
    sentence: str


@dataclass(frozen=True)
class PlanChanges:
    """How a later version of a plan differs from an earlier one.

    Parameters
    ----------
    before, after : Plan
    changes : tuple of PlanChange
        Targets first, then priorities, activities and actions; what was given up first.
    """

    before: Plan
    after: Plan
    changes: tuple[PlanChange, ...]

    def of(self, change: ChangeKind, scope: str = "target") -> tuple[PlanChange, ...]:
        """The changes of one kind, to targets unless another scope is named."""
        return tuple(each for each in self.changes if (each.change, each.scope) == (change, scope))

    def sentences(self) -> list[str]:
        """A count of what happened to the targets, then one sentence for each change."""
        if not self.changes:
            return ["The two versions promise the same."]
        counts = [(len(self.of(change)), CHANGE_WORDS[change]) for change in CHANGE_KINDS]
        told = [f"{count} {words}" for count, words in counts if count]
        head = f"Targets: {', '.join(told)}." if told else "No target changed."
        return [head, *(each.sentence for each in self.changes)]

    @property
    def table(self) -> pl.DataFrame:
        """One row per change, in the same order."""
        import polars as pl

        names = ("change", "scope", "id", "title", "before", "after", "sentence")
        rows = [asdict(each) for each in self.changes]
        return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String()))

    def to_json(self) -> dict[str, Any]:
        """The changes as data."""
        return {
            "contract": "stocktake-plan-changes/1",
            "before": {"id": self.before.id, "version": self.before.version},
            "after": {"id": self.after.id, "version": self.after.version},
            "changes": [asdict(each) for each in self.changes],
        }


def compare_plans(
    before: Plan, after: Plan, *, better_of: Callable[[str], str] | None = None
) -> PlanChanges:
    """Say what a later version of a plan promises otherwise than an earlier one.

    Targets, activities and actions are the same when their ids are; a part of a target counts
    for itself. A target is weakened where less is asked of it: a lower level in the direction
    that it asks for, a wider share of the places, a smaller change, the year taken away. Another
    comparator, indicator or kind makes it another promise, neither weaker nor stronger.

    Parameters
    ----------
    before, after : Plan
    better_of : callable, optional
        The better direction (``higher``, ``lower`` or ``neither``) of an indicator id; by
        default as the shipped definitions and the plans' own local indicators have it.

    Returns
    -------
    PlanChanges

    Examples
    --------
    >>> from stocktake.examples import example_plan
    >>> from stocktake.plan.read import read_plan
    >>> plan = read_plan(example_plan("blackpool")).plan
    >>> softer = [
    ...     target.model_copy(update={"level": 540 / 2}) if target.id == "ncs-540" else target
    ...     for target in plan.target
    ... ]
    >>> changes = compare_plans(plan, plan.model_copy(update={"target": tuple(softer)}))
    >>> changes.sentences()[1]
    '540 take part in the National Citizen Service: weakened, from at least 540 to at least 270.'
    """
    better = better_of or _known_better(before, after)
    found = [
        *_targets(dict(_walk(before.target)), dict(_walk(after.target)), better),
        *_priorities(before, after),
        *_activities(before, after),
        *_actions(before, after),
    ]
    scopes = ("target", "priority", "activity", "action")
    found.sort(key=lambda each: (scopes.index(each.scope), CHANGE_KINDS.index(each.change)))
    return PlanChanges(before, after, tuple(found))


def _known_better(*plans: Plan) -> Callable[[str], str]:
    local = {f"local:{each.id}": each.better for plan in plans for each in plan.local_indicator}

    def better(name: str) -> str:
        if name in local:
            return local[name]
        found = load_indicators(only=[name])
        return found[name].value.better if name in found else "neither"

    return better


def _walk(targets: Sequence[Target]) -> Iterator[tuple[str, Target]]:
    for target in targets:
        yield target.id, target
        yield from _walk(target.part)


def _targets(
    before: dict[str, Target], after: dict[str, Target], better_of: Callable[[str], str]
) -> Iterator[PlanChange]:
    for identity, old in before.items():
        new = after.get(identity)
        if new is None:
            yield _change("dropped", "target", identity, old.title, old.words)
        else:
            yield from _one_target(old, new, better_of)
    for identity, new in after.items():
        if identity not in before:
            yield _change("added", "target", identity, new.title, "", new.words)


def _one_target(old: Target, new: Target, better_of: Callable[[str], str]) -> Iterator[PlanChange]:
    found = list(better_or_worse(old, new, better_of))
    if (old.indicator, old.group) != (new.indicator, new.group):
        found.append(("indicator_changed", _measured(old), _measured(new)))
    if old.baseline != new.baseline:
        found.append(("baseline_changed", _year(old.baseline), _year(new.baseline)))
    found += _due(old, new)
    if not found and (old.words, old.title) != (new.words, new.title):
        found.append(("reworded", old.words or old.title, new.words or new.title))
    for change, was, now in found:
        yield _change(change, "target", new.id, new.title, was, now)


def _due(old: Target, new: Target) -> list[tuple[ChangeKind, str, str]]:
    was, now = _when(old), _when(new)
    if was == now:
        return []
    ends = [_ends(each) for each in (old, new)]
    if ends[0] is None or ends[1] is None:
        return [("strengthened" if now else "weakened", was or "no year", now or "no year")]
    return [("moved_later" if ends[1] > ends[0] else "moved_earlier", was, now)]


def _ends(target: Target) -> date | None:
    if target.due_date or not target.due:
        return target.due_date
    return parse_period(target.due).ends if len(target.due) == 6 else date(int(target.due), 12, 31)


def _when(target: Target) -> str:
    if target.due_date:
        return target.due_date.isoformat()
    return _year(target.due) if target.due else ""


def _year(text: str | None) -> str:
    return parse_period(text).label if text and len(text) == 6 else text or "none"


def _measured(target: Target) -> str:
    name = target.indicator or "no indicator"
    return name if target.group == "all" else f"{name} ({target.group})"


def _priorities(before: Plan, after: Plan) -> Iterator[PlanChange]:
    old, new = ({each.id: each for each in plan.priority} for plan in (before, after))
    for identity, priority in _only(old, new):
        yield _change("dropped", "priority", identity, priority.title)
    for identity, priority in _only(new, old):
        yield _change("added", "priority", identity, priority.title)


def _activities(before: Plan, after: Plan) -> Iterator[PlanChange]:
    old, new = _all_activities(before), _all_activities(after)
    for identity, was in _only(old, new):
        yield _change("dropped", "activity", identity, was.words)
    for identity, was in old.items():
        if identity not in new:
            continue
        now = new[identity]
        if (was.starts, was.due) != (now.starts, now.due):
            change: ChangeKind = "moved"
            if was.due and now.due and was.due != now.due:
                change = "moved_later" if now.due > was.due else "moved_earlier"
            yield _change(change, "activity", identity, now.words, _dates(was), _dates(now))
        elif was.words != now.words:
            yield _change("reworded", "activity", identity, now.words, was.words, now.words)
    for identity, now in _only(new, old):
        yield _change("added", "activity", identity, now.words)


def _actions(before: Plan, after: Plan) -> Iterator[PlanChange]:
    old, new = _all_actions(before), _all_actions(after)
    for identity, (_, was) in _only(old, new):
        yield _change("dropped", "action", identity, was.words)
    for identity, (under, was) in old.items():
        if identity not in new:
            continue
        now_under, now = new[identity]
        if under != now_under:
            yield _change("moved", "action", identity, now.words, under, now_under)
        elif was.words != now.words:
            yield _change("reworded", "action", identity, now.words, was.words, now.words)
    for identity, (_, now) in _only(new, old):
        yield _change("added", "action", identity, now.words)


def _all_activities(plan: Plan) -> dict[str, Activity]:
    return {each.id: each for priority in plan.priority for each in priority.activity}


def _all_actions(plan: Plan) -> dict[str, tuple[str, Action]]:
    holders: tuple[Priority | Strand, ...] = (*plan.priority, *plan.strand)
    return {each.id: (holder.id, each) for holder in holders for each in holder.action}


def _only(these: dict[str, T], those: dict[str, T]) -> list[tuple[str, T]]:
    return [(identity, each) for identity, each in these.items() if identity not in those]


def _dates(activity: Activity) -> str:
    starts, due = (day.isoformat() if day else "" for day in (activity.starts, activity.due))
    if starts and due:
        return f"{starts} to {due}"
    return due or (f"from {starts}" if starts else "no date")


def _change(
    change: ChangeKind, scope: str, identity: str, title: str, before: str = "", after: str = ""
) -> PlanChange:
    said = CHANGE_WORDS[change]
    if change not in ("dropped", "added"):
        said += f", from {before} to {after}"
    head = title.rstrip(".")
    return PlanChange(change, scope, identity, title, before, after, f"{head}: {said}.")
