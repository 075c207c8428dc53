"""What a stocktake pack says, in the content model of ``stocktake.publish``. Pure.

Every word is decided once here; the page, the PDF and the Word document draw the same tables,
charts and lists. What the pack says of a priority comes from the rows of the plan's own page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stocktake.publish import Card, Cell, Chart, ChartWithTable, Column, Item, Table
from stocktake_web.boards.agreed_actions.models import Action, ActionState
from stocktake_web.formats import counted, day, pounds
from stocktake_web.plans.activities.work import Work
from stocktake_web.plans.funding.queries import Money
from stocktake_web.plans.overview.queries import PriorityView
from stocktake_web.plans.risks.columns import PACK_COLUMNS
from stocktake_web.plans.risks.models import Risk

CHART_COUNT = 2
LATE_COUNT = 8
ELSEWHERE = "Not of one priority"
TARGET_COLUMNS = ("Target", "Verdict", "Figure", "Target level", "Due")
LATE_COLUMNS = ("Activity", "Owner", "Was due", "Last update")
ACTION_COLUMNS = ("Action", "Owner", "Due", "Progress")
RISK_COLUMNS = ("Risk", *(column.heading for column in PACK_COLUMNS))
WORST_FIRST = (
    "off_track",
    "not_met",
    "on_track",
    "met",
    "cannot_tell",
    "awaiting_figures",
    "not_yet_due",
)


@dataclass(frozen=True)
class PackPage:
    """One page: a priority, or last what belongs to none.

    Parameters
    ----------
    cards, targets : tuple of Card, Table
        The targets as the library has them, and a row of the table for each.
    late, more_late : Table, str
        Late activities, the longest late first; how many the page has no room for, if any.
    risks : Table
        Those above the line that threaten a target or an activity of the priority.
    money : str
        Empty where the page is no priority's.
    """

    title: str
    sentence: str
    lead: str
    cards: tuple[Card, ...]
    targets: Table
    figures: tuple[ChartWithTable, ...]
    wanted_decisions: tuple[Item, ...]
    late: Table
    more_late: str
    risks: Table
    money: str
    actions: Table

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts without their tables, as print shows them."""
        return tuple(figure.chart for figure in self.figures if figure.chart is not None)


@dataclass(frozen=True)
class PackContent:
    """A whole pack.

    Parameters
    ----------
    headline : str
        How many decisions are wanted and how much is late, in a sentence.
    audience : str
        Whom this copy is for.
    """

    title: str
    place: str
    body: str
    meeting_date: date
    as_of: date
    headline: str
    audience: str
    pages: tuple[PackPage, ...]

    @property
    def figure_by_id(self) -> dict[str, ChartWithTable]:
        """Every figure with a chart, by the chart's id."""
        figures = (figure for page in self.pages for figure in page.figures)
        return {figure.chart.id: figure for figure in figures if figure.chart is not None}

    @property
    def foot(self) -> str:
        """What stands at the foot of every page."""
        return f"{self.body}, {day(self.meeting_date)}, as known on {day(self.as_of)}"


@dataclass(frozen=True)
class WantedDecision:
    """A decision that is wanted from this meeting, and why now; by the plan, or by the agenda."""

    priority_id: str
    text: str
    reason: str
    is_of_plan: bool = False


def pack_content(
    *,
    place: str,
    body: str,
    meeting_date: date,
    as_of: date,
    priorities: Sequence[PriorityView],
    cards: Mapping[str, Card],
    wanted_decisions: Sequence[WantedDecision],
    actions: Sequence[Action],
    risks: Sequence[Risk] = (),
    exempt_count: int = 0,
) -> PackContent:
    """Lay out the pack: one page a priority, then what belongs to none.

    Parameters
    ----------
    place, body : str
    meeting_date, as_of : date
        The day of the meeting, and the day as known on which everything is said.
    priorities : sequence of PriorityView
        In the plan's order; last, under the id ``""``, the targets that belong to none.
    cards : mapping
        The card of each of their targets, by its id.
    wanted_decisions, actions : sequences
        One that names no priority, or one that the plan no longer has, comes on the last page.
    risks : sequence
        Above the line. One of several priorities is on the page of each; one of none on the last.
    exempt_count : int
        Exempt items of the agenda, which are not in the pack: they are passed round.
    """
    views = {view.id: view for view in priorities if view.id}
    loose = next((view for view in priorities if not view.id), None)
    pages = []
    for key, view in (*views.items(), ("", loose)):
        page = _page(
            view if key else None,
            [cards[target.id] for target in view.targets] if view else [],
            view.late if view else (),
            [row for row in wanted_decisions if _page_of(row.priority_id, views) == key],
            [row for row in actions if _page_of(row.item.priority_key, views) == key],
            [risk for risk in risks if key in _pages_of(risk, views)],
            as_of,
        )
        rows = (page.late.rows, page.actions.rows, page.risks.rows)
        if key or page.cards or page.wanted_decisions or any(rows):
            pages.append(page)
    audience = (
        "For the board. Local returns in it are labelled and are not for publication until they "
        "are released."
    )
    if exempt_count:
        verb = "is" if exempt_count == 1 else "are"
        audience += f" {counted(exempt_count, 'exempt item')} of the agenda {verb} not in it."
    late_count = sum(len(view.late) for view in priorities)
    return PackContent(
        title=f"Stocktake pack: {body}",
        place=place,
        body=body,
        meeting_date=meeting_date,
        as_of=as_of,
        headline=_headline(wanted_decisions, late_count, actions, as_of),
        audience=audience,
        pages=tuple(pages),
    )


def _page(
    priority: PriorityView | None,
    cards: Sequence[Card],
    late: Sequence[Work],
    wanted_decisions: Sequence[WantedDecision],
    actions: Sequence[Action],
    risks: Sequence[Risk],
    as_of: date,
) -> PackPage:
    title = priority.title if priority else ELSEWHERE
    worst_first = sorted(cards, key=lambda card: WORST_FIRST.index(card.kind))
    figures = [figure for card in worst_first if (figure := _first_figure(card))]
    longest_late = sorted(late, key=lambda work: -work.status.days_late)[:LATE_COUNT]
    open_first = sorted(actions, key=lambda row: (row.state != ActionState.OPEN, row.due))
    more = len(late) - len(longest_late)
    return PackPage(
        title=title,
        sentence=priority.sentence if priority else "",
        lead=priority.lead if priority else "",
        cards=tuple(cards),
        targets=_table(f"Targets of: {title}", TARGET_COLUMNS, map(_target_row, cards)),
        figures=tuple(figures[:CHART_COUNT]),
        wanted_decisions=tuple(Item(row.text, why=row.reason) for row in wanted_decisions),
        late=_table(f"Late activities of: {title}", LATE_COLUMNS, map(_late_row, longest_late)),
        more_late=f"{counted(more, 'more activity', 'more activities')} late." if more else "",
        risks=_table(f"Risks of: {title}", RISK_COLUMNS, map(_risk_row, risks)),
        money=_money(priority.money) if priority else "",
        actions=_table(
            f"Last actions of: {title}",
            ACTION_COLUMNS,
            (_action_row(action, as_of) for action in open_first),
        ),
    )


def _table(caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    columns = tuple(Column(heading) for heading in headings)
    return Table(caption, columns, tuple(tuple(Cell(text) for text in row) for row in rows))


def _target_row(card: Card) -> tuple[str, ...]:
    facts = card.fact
    figure = facts.get("Figure", card.no_verdict_reason or "no figure")
    return (
        card.title + (" (local data, not published)" if card.local else ""),
        card.tag,
        f"{figure}, {facts['Rank']}" if "Rank" in facts else figure,
        facts.get("Asked for", "see what was promised"),
        facts.get("Due", "no year"),
    )


def _first_figure(card: Card) -> ChartWithTable | None:
    """The first figure with a chart of the target, or of its first part that has one."""
    figures = (figure for part in card.family for figure in part.figures)
    return next((figure for figure in figures if figure.chart is not None), None)


def _late_row(work: Work) -> tuple[str, ...]:
    texts = ["No update."]
    update = work.last_update
    if update is not None:
        author = update.author.display_name if update.author else update.author_role
        texts = [f"{day(update.effective_date)}, {author}: {update.text}"]
    for dependency in work.dependencies:
        days = dependency.delay_days
        overdue = f" ({counted(days, 'day')} overdue)" if days else ""
        texts.append(f"Waits on: {dependency.title}{overdue}.")
    due = f"{day(work.due)}, {counted(work.status.days_late, 'day')} late"
    return (work.title, work.owner, due, " ".join(texts))


def _action_row(action: Action, as_of: date) -> tuple[str, ...]:
    state = "Late." if _is_late(action, as_of) else f"{action.get_state_display()}."
    updates = list(action.updates.all()) if action.pk else []
    update = f"{day(updates[-1].at)}: {updates[-1].text}" if updates else ""
    return (action.text, action.owner, day(action.due), f"{state} {update}".strip())


def _risk_row(risk: Risk) -> tuple[str, ...]:
    return (risk.title, *(column.text(risk) for column in PACK_COLUMNS))


def _money(money: Money | None) -> str:
    if money is None:
        return "No money was recorded."
    return (
        f"Committed {pounds(money.committed_pounds)}, spent {pounds(money.spent_pounds)}, "
        f"forecast {pounds(money.forecast_pounds)}. {money.by_year_words}"
    )


def _page_of(priority_id: str, views: Mapping[str, PriorityView]) -> str:
    return priority_id if priority_id in views else ""


def _pages_of(risk: Risk, views: Mapping[str, PriorityView]) -> list[str]:
    """The priorities of which a risk threatens something; the last page where there is none."""
    keys = [key for key, view in views.items() if view.is_threatened_by(risk)]
    return keys or [""]


def _is_late(action: Action, as_of: date) -> bool:
    return action.state == ActionState.OPEN and action.due < as_of


def _headline(
    wanted_decisions: Sequence[WantedDecision],
    late_count: int,
    actions: Sequence[Action],
    as_of: date,
) -> str:
    late_actions = sum(_is_late(action, as_of) for action in actions)
    open_actions = sum(action.state == ActionState.OPEN for action in actions)
    plan_count = sum(row.is_of_plan for row in wanted_decisions)
    agenda_count = len(wanted_decisions) - plan_count
    decisions = counted(plan_count, "decision is", "decisions are") + " wanted"
    if agenda_count:
        decisions += f" by the plan and {agenda_count} by the agenda"
    activities = counted(late_count, "activity is", "activities are") + " late"
    rest = f"{late_actions} of {counted(open_actions, 'open action')} past the day"
    return f"{decisions}; {activities}; {rest}."
