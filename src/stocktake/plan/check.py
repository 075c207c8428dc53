"""What a plan does not yet answer: target by target, activity by activity, and as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stocktake.plan.check_targets import TargetFacts, leaves, missing_from
from stocktake.plan.check_work import activity_gaps, local_gaps, undated_actions
from stocktake.plan.delivery import ANSWERED_WORDS, DeliveryAnswer, answer_delivery
from stocktake.plan.delivery_schema import GapKind, Scope
from stocktake.plan.names import check_names
from stocktake.plan.promises import check_promises
from stocktake.plan.read import PlanFile
from stocktake.plan.schema import Plan, Priority, Strand
from stocktake.standards.definitions import load_folder
from stocktake.targets import JudgementContext, PromiseIssue

if TYPE_CHECKING:
    import polars as pl

NAME_COUNT = 6
"""So many are named in a sentence; of more, the number says enough."""

_SCOPES: dict[Scope, tuple[str, str]] = {
    "target": ("target", "targets"),
    "activity": ("dated activity", "dated activities"),
    "action": ("numbered action", "numbered actions"),
    "local_indicator": ("local indicator", "local indicators"),
}


@dataclass(frozen=True)
class Gap:
    """One thing that a plan leaves unanswered.

    Parameters
    ----------
    id : str
        The kind of gap: the name of its definition file.
    scope, where, title : str
        What leaves it open: ``target``, ``activity``, ``action`` or ``local_indicator``, its id
        and its words.
    what, why, how : str
        What is open, why it matters, and the key that answers it.
    detail : str
        What was found; may be empty.
    source_page : int or None
    """

    id: str
    scope: Scope
    where: str
    title: str
    what: str
    why: str
    how: str
    detail: str = ""
    source_page: int | None = None


@dataclass(frozen=True)
class PlanCheck:
    """What a plan does not yet answer.

    Parameters
    ----------
    plan : Plan
    gaps : tuple of Gap
        By scope, then in the plan's order, then in the order of the definitions.
    delivery : tuple of DeliveryAnswer
        The ten delivery questions in order.
    kinds : dict of str to GapKind
        The definitions used.
    doubts : tuple of PromiseIssue
        Promises that a person should confirm, each with its requirement in words.
    """

    plan: Plan
    gaps: tuple[Gap, ...]
    delivery: tuple[DeliveryAnswer, ...]
    kinds: dict[str, GapKind]
    doubts: tuple[PromiseIssue, ...] = ()

    def count(self, scope: Scope) -> int:
        """How many targets, activities, actions or local indicators the plan has."""
        priorities = self.plan.priority
        holders: tuple[Priority | Strand, ...] = (*priorities, *self.plan.strand)
        return {
            "target": len(self.plan.target),
            "activity": sum(len(priority.activity) for priority in priorities),
            "action": sum(len(holder.action) for holder in holders),
            "local_indicator": len(self.plan.local_indicator),
        }[scope]

    def of(self, location: str, scope: Scope = "target") -> tuple[Gap, ...]:
        """The gaps of one target (or activity, action, local indicator), by id."""
        return tuple(gap for gap in self.gaps if gap.where == location and gap.scope == scope)

    def sentences(self) -> list[str]:
        """The findings as people say them: the count first, then why it matters.

        The questions that the plan as a whole leaves open come first; then what most targets
        lack; then activities, actions and local returns.
        """
        return [*self._whole(), *(line for scope in _SCOPES for line in self._of_scope(scope))]

    def _whole(self) -> list[str]:
        if not self.plan.target:
            return ["The plan has no target: nothing in it can be met or missed."]
        sentences = [
            f"The plan answers {_count(self.delivery, 'answered')} of "
            f"{len(self.delivery)} delivery questions, {_count(self.delivery, 'partly')} partly "
            f"and {_count(self.delivery, 'not_answered')} not at all."
        ]
        for answer in self.delivery:
            if answer.status != "answered":
                note = f": {answer.held}" if answer.held else ""
                words = ANSWERED_WORDS[answer.status]
                sentences.append(f"{answer.question} {words[0].upper()}{words[1:]}{note}.")
        return sentences

    def _of_scope(self, scope: Scope) -> list[str]:
        total = self.count(scope)
        one, several = _SCOPES[scope]
        lines: list[tuple[int, int, str]] = []
        for identity, kind in self.kinds.items():
            matches = [gap for gap in self.gaps if gap.id == identity]
            if kind.scope != scope or not matches:
                continue
            size = len(matches)
            verb = kind.has if size == 1 else kind.have
            of = f"All {total}" if size == total > 1 else f"{size} of {total}"
            if total == 1:
                of = "The only"
            line = f"{of} {several if total > 1 else one} {verb}"
            lines.append((-size, kind.number, f"{line}{_name_gaps(matches, total)}: {kind.why}."))
        return [line for *_, line in sorted(lines)]

    @property
    def matrix(self) -> pl.DataFrame:
        """Targets down, gaps across: true where the target leaves that open.

        Columns ``target`` (id), ``title``, one per gap that any target has, under its heading,
        and ``open_count``.
        """
        import polars as pl

        kinds = [
            (identity, kind)
            for identity, kind in self.kinds.items()
            if any(gap.id == identity for gap in self.gaps) and kind.scope == "target"
        ]
        rows = []
        for target in self.plan.target:
            lacks = {gap.id for gap in self.of(target.id)}
            row: dict[str, Any] = {"target": target.id, "title": target.title}
            row |= {kind.heading: identity in lacks for identity, kind in kinds}
            rows.append(row | {"open_count": len(lacks)})
        columns: dict[str, pl.DataType] = {"target": pl.String(), "title": pl.String()}
        columns |= dict.fromkeys((kind.heading for _, kind in kinds), pl.Boolean())
        return pl.DataFrame(rows, schema=columns | {"open_count": pl.Int64()})

    @property
    def table(self) -> pl.DataFrame:
        """One row per gap: ``scope``, ``where``, ``title``, ``gap``, ``what``, ``detail``, ..."""
        import polars as pl

        names = ("scope", "where", "title", "what", "detail", "why", "how", "source_page")
        rows = [{"gap": gap.id} | {name: getattr(gap, name) for name in names} for gap in self.gaps]
        columns: dict[str, pl.DataType] = dict.fromkeys(("gap", *names), pl.String())
        return pl.DataFrame(rows, schema=columns | {"source_page": pl.Int64()})

    def to_json(self) -> dict[str, Any]:
        """The check as data: counts, delivery questions, then every gap."""
        return {
            "contract": "stocktake-check/1",
            "plan": {
                "id": self.plan.id,
                "title": self.plan.title,
                "version": self.plan.version,
            },
            "counts": {
                scope: {
                    "total": self.count(scope),
                    "with_gaps": len({gap.where for gap in self.gaps if gap.scope == scope}),
                }
                for scope in _SCOPES
            },
            "delivery": [vars(answer) for answer in self.delivery],
            "gaps": [vars(gap) for gap in self.gaps],
            "sentences": self.sentences(),
            "doubts": [
                {"key": issue.key, "problem": issue.problem, "requirement": issue.requirement}
                for issue in self.doubts
            ],
        }


def check_plan(plan_file: PlanFile, context: JudgementContext) -> PlanCheck:
    """Say what a plan does not yet answer.

    Nothing here judges: a plan may be on track with every question open. A target made of parts
    leaves open what any of its parts does.

    Parameters
    ----------
    plan_file : PlanFile
    context : JudgementContext
        The place, the day and the statistics, as ``plan.judge.context_of`` returns them; returns
        are overdue against its ``as_of``.

    Returns
    -------
    PlanCheck

    Raises
    ------
    PlanError
        The plan names what does not exist.

    Examples
    --------
    >>> from datetime import date
    >>> from stocktake.examples import example_plan
    >>> from stocktake.plan.judge import context_of
    >>> from stocktake.plan.read import read_plan
    >>> blackpool = read_plan(example_plan("blackpool"))
    >>> check = check_plan(blackpool, context_of(blackpool, None, as_of=date(2026, 11, 22)))
    >>> print(next(gap.detail for gap in check.gaps if gap.id == "stretch"))
    62% in 2016/17, 64th of 150
    """
    check_names(plan_file, context)
    plan, own_folder = plan_file.plan, context.statistics.own_folder
    entries = load_folder("stocktake.plan", "gaps", GapKind, own_folder=own_folder)
    sorted_entries = sorted(entries.items(), key=lambda item: (item[1].value.number, item[0]))
    kinds = {identity: entry.value for identity, entry in sorted_entries}
    gaps = [
        *_target_gaps(plan, context, kinds),
        *_activity_gaps(plan, kinds),
        *(
            _gap(kinds["dated"], "dated", identity, words, "", page)
            for identity, words, page in undated_actions(plan)
        ),
        *(
            _gap(kinds[name], name, local.id, local.words, detail, None)
            for local in plan.local_indicator
            for name, detail in _in_order(local_gaps(local, plan, context), kinds)
        ),
    ]
    doubts = check_promises(plan, context).doubts
    return PlanCheck(plan, tuple(gaps), answer_delivery(plan, own_folder), kinds, doubts)


def _target_gaps(plan: Plan, context: JudgementContext, kinds: dict[str, GapKind]) -> list[Gap]:
    gaps = []
    for target in plan.target:
        details: dict[str, list[str]] = {}
        for leaf in leaves(target):
            for name, detail in missing_from(TargetFacts(leaf, plan, context)).items():
                details.setdefault(name, []).append(detail)
        merged_details = {
            name: "; ".join(dict.fromkeys(filter(None, parts))) for name, parts in details.items()
        }
        gaps += [
            _gap(kinds[name], name, target.id, target.title, detail, target.source_page)
            for name, detail in _in_order(merged_details, kinds)
        ]
    return gaps


def _activity_gaps(plan: Plan, kinds: dict[str, GapKind]) -> list[Gap]:
    return [
        _gap(kinds[name], name, activity.id, activity.words, detail, activity.source_page)
        for priority in plan.priority
        for activity in priority.activity
        for name, detail in _in_order(activity_gaps(activity, priority, plan), kinds)
    ]


def _in_order(details: dict[str, str], kinds: dict[str, GapKind]) -> list[tuple[str, str]]:
    return [(name, details[name]) for name in kinds if name in details]


def _gap(
    kind: GapKind, identity: str, location: str, title: str, detail: str, page: int | None
) -> Gap:
    return Gap(identity, kind.scope, location, title, kind.has, kind.why, kind.key, detail, page)


def _count(answers: Sequence[DeliveryAnswer], status: str) -> int:
    return sum(answer.status == status for answer in answers)


def _name_gaps(gaps: Sequence[Gap], total: int) -> str:
    """Which ones, where that says more than the count; of a single one also what was found."""
    if len(gaps) == 1:
        names = [gaps[0].where] if total > 1 else []
        names += [gaps[0].detail] if gaps[0].detail else []
        return f" ({': '.join(names)})" if names else ""
    if len(gaps) == total or len(gaps) > NAME_COUNT:
        return ""
    return f" ({', '.join(gap.where for gap in gaps)})"
