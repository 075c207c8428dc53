"""Drafts the public account from a judged plan: chooses what the public reads. Pure.

What people wrote while working (updates, ratings, risks, names) is no parameter and cannot slip
in: the account holds the plan's words, the library's sentences and an activity's status.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from stocktake.plan import Activity as PlannedActivity
from stocktake.plan import Plan, PlanChange
from stocktake.plan import Priority as PlannedPriority
from stocktake.publish import (
    Activity,
    Card,
    Change,
    Chart,
    PrioritySection,
    PublicAccount,
    ReportContent,
    Section,
    VerdictChange,
)
from stocktake.targets import ENGINE_VERSION
from stocktake_web.formats import day
from stocktake_web.public.documents.writing import drawing_name
from stocktake_web.public.drafting.surroundings import bodies, claims, names_of, partners, strands

NO_OWNER = "no owner named"
NO_DAY = "no date"
CHANGE_WORDS = {"moved_later": "Moved later", "moved_earlier": "Moved earlier"}


class Standing(Protocol):
    """How an activity stands."""

    @property
    def code(self) -> str:
        """Its status."""

    @property
    def words(self) -> str:
        """The status as a person reads it."""

    @property
    def reason(self) -> str:
        """The date that decided."""


@dataclass(frozen=True)
class AccountDraft:
    """An account, and the charts that its figures name.

    Parameters
    ----------
    charts : dict of str to Chart
        By the name of the file.
    """

    account: PublicAccount
    charts: dict[str, Chart]


@dataclass
class _Sources:
    standings: Mapping[str, Standing]
    owners: Mapping[str, str]
    before: PublicAccount | None
    changes: tuple[Change, ...]
    names: Mapping[str, str]


def draft_account(
    content: ReportContent,
    plan: Plan,
    *,
    revision: int,
    standings: Mapping[str, Standing] | None = None,
    owners: Mapping[str, str] | None = None,
    before: PublicAccount | None = None,
    changes: Iterable[PlanChange] = (),
    chosen_year: str = "",
) -> AccountDraft:
    """Draft the account of a judged plan.

    Parameters
    ----------
    content : ReportContent
        Made for the public.
    plan : Plan
    revision : int
    standings : mapping, optional
        How activities stand, by id. An activity without one is shown without a status.
    owners : mapping, optional
        The roles that own activities now, by the activity's id; by default the plan's words.
    before : PublicAccount, optional
        The account that the public reads until now; verdicts are compared with it.
    changes : iterable of PlanChange
        How the plan was changed since that account.
    chosen_year : str
        The school year of the judgement, where a person chose it.

    Raises
    ------
    ValueError
        The content was made for the board.
    """
    if not content.for_public:
        raise ValueError("an account for the public is drafted from content made for the public")
    account_changes = tuple(_change(change) for change in changes)
    sources = _Sources(standings or {}, owners or {}, before, account_changes, names_of(plan))
    priorities = {f"priority-{priority.id}": priority for priority in plan.priority}
    report = {name: getattr(content, name) for name in ReportContent.model_fields}
    surroundings = {
        "claims": claims(content),
        "sections": tuple(
            _priority(section, priorities.get(section.id), sources) for section in content.sections
        ),
        "revision": revision,
        "before": before.as_of if before else None,
        "chosen_year": chosen_year,
        "engine_version": ENGINE_VERSION,
        "same_engine": before is None or before.engine_version == ENGINE_VERSION,
        "vision": plan.vision,
        "strengths": tuple(strength.words for strength in plan.strength),
        "under_way": tuple(work.words for work in plan.under_way),
        "strands": tuple(strands(plan)),
        "bodies": tuple(bodies(plan)),
        "partners": tuple(partners(plan)),
        "changes": sources.changes,
    }
    account = PublicAccount.model_validate(report | surroundings)
    return AccountDraft(account, {drawing_name(chart): chart for chart in _charts(account)})


def _priority(
    section: Section, priority: PlannedPriority | None, sources: _Sources
) -> PrioritySection:
    if priority is None:
        in_plan: dict[str, Any] = {"id": section.id}
    else:
        in_plan = {
            "id": priority.id,
            "what": priority.what,
            "position": tuple(statement.words for statement in priority.position),
            "actions": tuple(action.words for action in priority.action),
            "activities": tuple(_activity(activity, sources) for activity in priority.activity),
        }
    return PrioritySection(
        **in_plan,
        title=section.title,
        sentence=section.sentence,
        why=section.why,
        cards=section.cards,
        changes=tuple(_priority_changes(priority, section.cards, sources.changes)),
        verdict_changes=tuple(_verdict_changes(section.cards, sources.before)),
    )


def _priority_changes(
    priority: PlannedPriority | None,
    cards: Iterable[Card],
    changes: Iterable[Change],
) -> Iterator[Change]:
    """Those changes of the plan that are about a priority or something of it."""
    subjects = {("target", card.id) for card in cards}
    if priority:
        subjects |= {("priority", priority.id)}
        subjects |= {("activity", activity.id) for activity in priority.activity}
        subjects |= {("action", action.id) for action in priority.action}
    return (change for change in changes if (change.scope, change.id) in subjects)


def _verdict_changes(
    cards: Iterable[Card], before: PublicAccount | None
) -> Iterator[VerdictChange]:
    """Verdicts that differ from the account before, where both were reached in the same way."""
    if before is None or before.engine_version != ENGINE_VERSION:
        return
    earlier_cards = before.card_by_id
    for card in cards:
        earlier = earlier_cards.get(card.id)
        if earlier is not None and earlier.tag != card.tag:
            yield VerdictChange(card.id, card.title, earlier.tag, card.tag)


def _charts(account: PublicAccount) -> Iterator[Chart]:
    for card in account.every_card:
        yield from (figure.chart for figure in card.figures if figure.chart is not None)


def _activity(activity: PlannedActivity, sources: _Sources) -> Activity:
    standing = sources.standings.get(activity.id)
    return Activity(
        id=activity.id,
        text=activity.words,
        owner=sources.owners.get(activity.id) or activity.owner or NO_OWNER,
        starts=activity.starts_words or _day(activity.starts),
        due=activity.due_words or _day(activity.due),
        partners=tuple(sources.names.get(key, key) for key in activity.partners),
        measures=tuple(measure.words for measure in activity.measure),
        status=standing.words if standing else "",
        status_code=standing.code if standing else "",
        reason=standing.reason if standing else "",
    )


def _change(change: PlanChange) -> Change:
    return Change(
        id=change.id,
        scope=change.scope,
        title=change.title,
        label=CHANGE_WORDS.get(change.change, change.change.replace("_", " ").capitalize()),
        sentence=change.sentence,
    )


def _day(value: date | None) -> str:
    return day(value) if value else NO_DAY
