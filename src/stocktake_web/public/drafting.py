"""Drafts the public account from a judged plan: chooses what the public reads. Pure.

What people wrote while working (updates, ratings, risks, names) is not asked for and cannot slip
in: the account holds the plan's words, the library's sentences and an activity's status.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from stocktake_web.formats import day
from stocktake_web.gateway import public_report as library
from stocktake_web.gateway.plan_texts import Activity as PlannedActivity
from stocktake_web.gateway.plan_texts import Plan
from stocktake_web.gateway.plan_texts import Priority as PlannedPriority
from stocktake_web.public import account as public
from stocktake_web.public.around import bodies, claims, names_of, partners, strands

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
    def because(self) -> str:
        """The date that decided."""


@dataclass(frozen=True)
class Drafted:
    """An account, and the charts that its figures name.

    Parameters
    ----------
    charts : dict of str to Chart
        By the name of the file.
    """

    account: public.Account
    charts: dict[str, library.Chart]


@dataclass
class _Draft:
    content: library.ReportContent
    standings: Mapping[str, Standing]
    owners: Mapping[str, str]
    before: public.Account | None
    changes: tuple[public.Change, ...]
    names: Mapping[str, str]
    charts: dict[str, library.Chart] = field(default_factory=dict)


def draft_account(
    content: library.ReportContent,
    plan: Plan,
    *,
    revision: int,
    standings: Mapping[str, Standing] | None = None,
    owners: Mapping[str, str] | None = None,
    before: public.Account | None = None,
    changes: Iterable[library.PlanChange] = (),
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
    told = tuple(_change(each) for each in changes)
    work = _Draft(content, standings or {}, owners or {}, before, told, names_of(plan))
    planned = {f"priority-{each.id}": each for each in plan.priority}
    made = public.Account(
        place=content.place,
        plan=content.plan,
        revision=revision,
        as_of=content.as_of,
        before=before.as_of if before else None,
        chosen_year=chosen_year,
        headline=content.headline,
        vision=plan.vision,
        audience=content.audience,
        counts=tuple(
            public.Count(kind=each.kind, tag=each.tag, count=each.count) for each in content.counts
        ),
        facts=tuple(_facts(content.facts)),
        strengths=tuple(each.words for each in plan.strength),
        under_way=tuple(each.words for each in plan.under_way),
        priorities=tuple(
            _priority(section, planned.get(section.id), work) for section in content.sections
        ),
        strands=tuple(strands(plan)),
        bodies=tuple(bodies(plan)),
        partners=tuple(partners(plan)),
        claims=tuple(claims(content)),
        changes=told,
        reading=tuple(_facts(content.reading)),
        methods=content.methods,
        sources=_table(content.sources),
        licence=content.licence,
    )
    return Drafted(made, work.charts)


def _priority(
    section: library.Section, planned: PlannedPriority | None, work: _Draft
) -> public.Priority:
    cards = tuple(_card(card, work) for card in section.cards)
    return public.Priority(
        id=planned.id if planned else section.id,
        title=section.title,
        sentence=section.sentence,
        why=section.why,
        what=planned.what if planned else "",
        position=tuple(each.words for each in planned.position) if planned else (),
        promised=tuple(each.words for each in planned.action) if planned else (),
        targets=cards,
        activities=tuple(_activity(each, work) for each in planned.activity) if planned else (),
        changes=tuple(_own_changes(planned, cards, work.changes)),
        moved=tuple(_moved(cards, work.before)),
    )


def _own_changes(
    planned: PlannedPriority | None,
    cards: Iterable[public.Card],
    changes: Iterable[public.Change],
) -> Iterator[public.Change]:
    """Those changes of the plan that are about a priority or something of it."""
    own = {("target", card.id) for card in cards}
    if planned:
        own |= {("priority", planned.id)}
        own |= {("activity", each.id) for each in planned.activity}
        own |= {("action", each.id) for each in planned.action}
    return (change for change in changes if (change.scope, change.id) in own)


def _moved(cards: Iterable[public.Card], before: public.Account | None) -> Iterator[public.Moved]:
    for card in cards:
        was = before.cards.get(card.id) if before else None
        if was is not None and was.tag != card.tag:
            yield public.Moved(target=card.id, title=card.title, before=was.tag, after=card.tag)


def _card(card: library.Card, work: _Draft) -> public.Card:
    if card.board:
        raise ValueError(f"{card.id}: figures for the board in content made for the public")
    return public.Card(
        id=card.id,
        title=card.title,
        tag=card.tag,
        kind=card.kind,
        sentence=card.sentence,
        promise=card.promise,
        page=card.page,
        facts=tuple(_facts(card.facts)),
        comparability=card.comparability,
        readings=_table(card.readings) if card.readings else None,
        watch=tuple(_note(each) for each in card.watch),
        leading=tuple(_note(each) for each in card.leading),
        figures=tuple(_figures(card, work)),
        parts=tuple(_card(part, work) for part in card.parts),
        sources=card.sources,
        untold=card.untold,
        notes=card.notes,
    )


def _figures(card: library.Card, work: _Draft) -> Iterator[public.Figure]:
    for number, released in enumerate(card.shown, start=1):
        shown = released.content
        chart = shown.chart
        if chart is None:
            yield public.Figure(table=_table(shown.table))
            continue
        name = f"{card.id}-{number}.svg"
        work.charts[name] = chart
        yield public.Figure(
            table=_table(shown.table), image=name, title=chart.title, subtitle=chart.subtitle
        )


def _activity(activity: PlannedActivity, work: _Draft) -> public.Activity:
    standing = work.standings.get(activity.id)
    return public.Activity(
        id=activity.id,
        words=activity.words,
        owner=work.owners.get(activity.id) or activity.owner or NO_OWNER,
        starts=activity.starts_words or _day(activity.starts),
        due=activity.due_words or _day(activity.due),
        partners=tuple(work.names.get(each, each) for each in activity.partners),
        measures=tuple(each.words for each in activity.measure),
        status=standing.words if standing else "",
        status_code=standing.code if standing else "",
        because=standing.because if standing else "",
    )


def _change(change: library.PlanChange) -> public.Change:
    return public.Change(
        id=change.id,
        scope=change.scope,
        title=change.title,
        words=CHANGE_WORDS.get(change.change, change.change.replace("_", " ").capitalize()),
        sentence=change.sentence,
    )


def _note(item: library.Item) -> public.Note:
    return public.Note(text=item.text, tag=item.tag, kind=item.kind, why=item.why)


def _facts(facts: Iterable[library.Fact]) -> Iterator[public.Fact]:
    for each in facts:
        yield public.Fact(label=each.label, text=each.text)


def _table(table: library.Table) -> public.Table:
    return public.Table(
        caption=table.caption,
        columns=tuple(
            public.Column(heading=each.heading, figures=each.figures) for each in table.columns
        ),
        rows=tuple(tuple(cell.text for cell in row) for row in table.rows),
        notes=table.notes,
    )


def _day(value: date | None) -> str:
    return day(value) if value else NO_DAY
