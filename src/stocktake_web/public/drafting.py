"""Drafts the public account from a judged plan: chooses what the public reads. Pure.

What people wrote while working (updates, ratings, risks, names) is not asked for and cannot slip
in: the account holds the plan's words, the library's sentences and an activity's status.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

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
from stocktake_web.public.around import bodies, claims, names_of, partners, strands
from stocktake_web.public.documents import drawing_name

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
class Drafted:
    """An account, and the charts that its figures name.

    Parameters
    ----------
    charts : dict of str to Chart
        By the name of the file.
    """

    account: PublicAccount
    charts: dict[str, Chart]


@dataclass
class _Draft:
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
) -> Drafted:
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
    before : Account, optional
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
    named_changes = tuple(_change(each) for each in changes)
    work = _Draft(standings or {}, owners or {}, before, named_changes, names_of(plan))
    planned = {f"priority-{each.id}": each for each in plan.priority}
    report = {name: getattr(content, name) for name in ReportContent.model_fields}
    around = {
        "claims": claims(content),
        "sections": tuple(
            _priority(section, planned.get(section.id), work) for section in content.sections
        ),
        "revision": revision,
        "before": before.as_of if before else None,
        "chosen_year": chosen_year,
        "engine_version": ENGINE_VERSION,
        "same_engine": before is None or before.engine_version == ENGINE_VERSION,
        "vision": plan.vision,
        "strengths": tuple(each.words for each in plan.strength),
        "under_way": tuple(each.words for each in plan.under_way),
        "strands": tuple(strands(plan)),
        "bodies": tuple(bodies(plan)),
        "partners": tuple(partners(plan)),
        "changes": work.changes,
    }
    account = PublicAccount.model_validate(report | around)
    return Drafted(account, {drawing_name(chart): chart for chart in _charts(account)})


def _priority(section: Section, planned: PlannedPriority | None, work: _Draft) -> PrioritySection:
    return PrioritySection(
        id=planned.id if planned else section.id,
        title=section.title,
        sentence=section.sentence,
        why=section.why,
        cards=section.cards,
        what=planned.what if planned else "",
        position=tuple(each.words for each in planned.position) if planned else (),
        actions=tuple(each.words for each in planned.action) if planned else (),
        activities=tuple(_activity(each, work) for each in planned.activity) if planned else (),
        changes=tuple(_own_changes(planned, section.cards, work.changes)),
        verdict_changes=tuple(_verdict_changes(section.cards, work.before)),
    )


def _own_changes(
    planned: PlannedPriority | None,
    cards: Iterable[Card],
    changes: Iterable[Change],
) -> Iterator[Change]:
    """Those changes of the plan that are about a priority or something of it."""
    own = {("target", card.id) for card in cards}
    if planned:
        own |= {("priority", planned.id)}
        own |= {("activity", each.id) for each in planned.activity}
        own |= {("action", each.id) for each in planned.action}
    return (change for change in changes if (change.scope, change.id) in own)


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


def _activity(activity: PlannedActivity, work: _Draft) -> Activity:
    standing = work.standings.get(activity.id)
    return Activity(
        id=activity.id,
        text=activity.words,
        owner=work.owners.get(activity.id) or activity.owner or NO_OWNER,
        starts=activity.starts_words or _day(activity.starts),
        due=activity.due_words or _day(activity.due),
        partners=tuple(work.names.get(each, each) for each in activity.partners),
        measures=tuple(each.words for each in activity.measure),
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
