"""Compares two versions of a plan: what was dropped, weakened, moved or added."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from stocktake.plan.compare_targets import ChangeKind, compare_targets
from stocktake.plan.schema import Action, Activity, Plan, Priority, Strand
from stocktake.standards.periods import parse_period
from stocktake.statistics.indicators import load_indicators
from stocktake.targets import BaseTarget

if TYPE_CHECKING:
    import polars as pl

T = TypeVar("T")

CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
"""In the order in which they are reported: what was given up first."""

CHANGE_WORDS: dict[ChangeKind, str] = {
    "dropped": "dropped",
    "weakened": "weakened",
    "moved_later": "moved later",
    "kind_changed": "changed in kind",
    "indicator_changed": "measured otherwise",
    "comparator_changed": "compared with others",
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
        return tuple(row for row in self.changes if (row.change, row.scope) == (change, scope))

    def sentences(self) -> list[str]:
        """A count of what happened to the targets, then one sentence for each change."""
        if not self.changes:
            return ["The two versions promise the same."]
        counts = [(len(self.of(change)), CHANGE_WORDS[change]) for change in CHANGE_KINDS]
        phrases = [f"{count} {words}" for count, words in counts if count]
        head = f"Targets: {', '.join(phrases)}." if phrases else "No target changed."
        return [head, *(row.sentence for row in self.changes)]

    @property
    def table(self) -> pl.DataFrame:
        """One row per change, in the same order."""
        import polars as pl

        names = ("change", "scope", "id", "title", "before", "after", "sentence")
        rows = [asdict(row) for row in self.changes]
        return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String()))

    def to_json(self) -> dict[str, Any]:
        """The changes as data."""
        return {
            "contract": "stocktake-plan-changes/1",
            "before": {"id": self.before.id, "version": self.before.version},
            "after": {"id": self.after.id, "version": self.after.version},
            "changes": [asdict(row) for row in self.changes],
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
    ...     target.with_values({"level": 540 / 2}) if target.id == "ncs-540" else target
    ...     for target in plan.target
    ... ]
    >>> changes = compare_plans(plan, plan.model_copy(update={"target": tuple(softer)}))
    >>> changes.sentences()[1]
    '540 take part in the National Citizen Service: weakened, from at least 540 to at least 270.'
    """
    better = better_of or _known_better(before, after)
    changes = [
        *_targets(dict(_walk(before.target)), dict(_walk(after.target)), better),
        *_priorities(before, after),
        *_activities(before, after),
        *_actions(before, after),
    ]
    scopes = ("target", "priority", "activity", "action")
    changes.sort(key=lambda row: (scopes.index(row.scope), CHANGE_KINDS.index(row.change)))
    return PlanChanges(before, after, tuple(changes))


def _known_better(*plans: Plan) -> Callable[[str], str]:
    local = {
        f"local:{indicator.id}": indicator.better
        for plan in plans
        for indicator in plan.local_indicator
    }

    def better(name: str) -> str:
        if name in local:
            return local[name]
        indicators = load_indicators(only=[name])
        return indicators[name].value.better if name in indicators else "neither"

    return better


def _walk(targets: Sequence[BaseTarget]) -> Iterator[tuple[str, BaseTarget]]:
    for target in targets:
        yield target.id, target
        yield from _walk(target.parts)


def _targets(
    before: dict[str, BaseTarget], after: dict[str, BaseTarget], better_of: Callable[[str], str]
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


def _one_target(
    old: BaseTarget, new: BaseTarget, better_of: Callable[[str], str]
) -> Iterator[PlanChange]:
    rows = list(compare_targets(old, new, better_of))
    if (old.indicator, old.group) != (new.indicator, new.group):
        rows.append(("indicator_changed", _measure_text(old), _measure_text(new)))
    if old.baseline != new.baseline:
        rows.append(("baseline_changed", _year(old.baseline), _year(new.baseline)))
    rows += _due(old, new)
    if not rows and (old.words, old.title) != (new.words, new.title):
        rows.append(("reworded", old.words or old.title, new.words or new.title))
    for change, old_text, new_text in rows:
        yield _change(change, "target", new.id, new.title, old_text, new_text)


def _due(old: BaseTarget, new: BaseTarget) -> list[tuple[ChangeKind, str, str]]:
    old_due, new_due = _due_text(old), _due_text(new)
    if old_due == new_due:
        return []
    ends = [_ends(target) for target in (old, new)]
    if ends[0] is None or ends[1] is None:
        return [
            ("strengthened" if new_due else "weakened", old_due or "no year", new_due or "no year")
        ]
    return [("moved_later" if ends[1] > ends[0] else "moved_earlier", old_due, new_due)]


def _ends(target: BaseTarget) -> date | None:
    if target.due_date or not target.due:
        return target.due_date
    return parse_period(target.due).ends if len(target.due) == 6 else date(int(target.due), 12, 31)


def _due_text(target: BaseTarget) -> str:
    if target.due_date:
        return target.due_date.isoformat()
    return _year(target.due) if target.due else ""


def _year(text: str | None) -> str:
    return parse_period(text).label if text and len(text) == 6 else text or "none"


def _measure_text(target: BaseTarget) -> str:
    name = target.indicator or "no indicator"
    return name if target.group == "all" else f"{name} ({target.group})"


def _priorities(before: Plan, after: Plan) -> Iterator[PlanChange]:
    old, new = ({priority.id: priority for priority in plan.priority} for plan in (before, after))
    for identity, priority in _only(old, new):
        yield _change("dropped", "priority", identity, priority.title)
    for identity, priority in _only(new, old):
        yield _change("added", "priority", identity, priority.title)


def _activities(before: Plan, after: Plan) -> Iterator[PlanChange]:
    old, new = _all_activities(before), _all_activities(after)
    for identity, old_item in _only(old, new):
        yield _change("dropped", "activity", identity, old_item.words)
    for identity, old_item in old.items():
        if identity not in new:
            continue
        new_item = new[identity]
        if (old_item.starts, old_item.due) != (new_item.starts, new_item.due):
            change: ChangeKind = "moved"
            if old_item.due and new_item.due and old_item.due != new_item.due:
                change = "moved_later" if new_item.due > old_item.due else "moved_earlier"
            yield _change(
                change, "activity", identity, new_item.words, _dates(old_item), _dates(new_item)
            )
        elif old_item.words != new_item.words:
            yield _change(
                "reworded", "activity", identity, new_item.words, old_item.words, new_item.words
            )
    for identity, new_item in _only(new, old):
        yield _change("added", "activity", identity, new_item.words)


def _actions(before: Plan, after: Plan) -> Iterator[PlanChange]:
    old, new = _all_actions(before), _all_actions(after)
    for identity, (_, old_item) in _only(old, new):
        yield _change("dropped", "action", identity, old_item.words)
    for identity, (under, old_item) in old.items():
        if identity not in new:
            continue
        now_under, new_item = new[identity]
        if under != now_under:
            yield _change("moved", "action", identity, new_item.words, under, now_under)
        elif old_item.words != new_item.words:
            yield _change(
                "reworded", "action", identity, new_item.words, old_item.words, new_item.words
            )
    for identity, (_, new_item) in _only(new, old):
        yield _change("added", "action", identity, new_item.words)


def _all_activities(plan: Plan) -> dict[str, Activity]:
    return {activity.id: activity for priority in plan.priority for activity in priority.activity}


def _all_actions(plan: Plan) -> dict[str, tuple[str, Action]]:
    holders: tuple[Priority | Strand, ...] = (*plan.priority, *plan.strand)
    return {action.id: (holder.id, action) for holder in holders for action in holder.action}


def _only(rows: dict[str, T], other_rows: dict[str, T]) -> list[tuple[str, T]]:
    return [(identity, row) for identity, row in rows.items() if identity not in other_rows]


def _dates(activity: Activity) -> str:
    starts, due = (day.isoformat() if day else "" for day in (activity.starts, activity.due))
    if starts and due:
        return f"{starts} to {due}"
    return due or (f"from {starts}" if starts else "no date")


def _change(
    change: ChangeKind, scope: str, identity: str, title: str, before: str = "", after: str = ""
) -> PlanChange:
    wording = CHANGE_WORDS[change]
    if change not in ("dropped", "added"):
        wording += f", from {before} to {after}"
    head = title.rstrip(".")
    return PlanChange(change, scope, identity, title, before, after, f"{head}: {wording}.")
