"""What a stocktake pack says: decided once here, for page, PDF and Word alike. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from stocktake_web.formats import counted

MOST_CHARTS = 2
MOST_LATE = 8
ELSEWHERE = "Not of one priority"

_WORST_FIRST = ("off_track", "not_met", "on_track", "met", "cannot_tell", "not_yet_due")


@dataclass(frozen=True)
class PackChart:
    """A drawn trajectory. Its figures stand in the table of targets, and in words for a listener.

    Parameters
    ----------
    title, subtitle : str
        What it shows, in a sentence; then measure, unit and years.
    description : str
        The same for those who do not see it.
    svg : str
    """

    title: str
    subtitle: str
    description: str
    svg: str

    @property
    def drawing(self) -> Markup:
        """The drawing for a page; the library that drew it escaped every text in it."""
        return Markup(self.svg)  # noqa: S704


@dataclass(frozen=True)
class PackTarget:
    """One target as judged: every word as the library has it.

    Parameters
    ----------
    status, tag : str
        The verdict's code, and its words.
    figure, asked, due : str
        What is known, what is asked for and by when; a reason in words where there is none.
    local : bool
        Whether it rests on local returns, which are for the board.
    """

    id: str
    priority: str
    title: str
    status: str
    tag: str
    sentence: str
    figure: str
    asked: str
    due: str
    local: bool = False
    chart: PackChart | None = None


@dataclass(frozen=True)
class PackLate:
    """A late activity; ``waits`` says what it waits on, ``said`` what was said of it last."""

    priority: str
    words: str
    owner: str
    due: date | None
    days_late: int
    waits: tuple[str, ...] = ()
    said: str = ""


@dataclass(frozen=True)
class PackMoney:
    """Money of one priority, in pounds."""

    committed_pounds: float
    spent_pounds: float
    forecast_pounds: float


@dataclass(frozen=True)
class PackWanted:
    """A decision that is wanted from this meeting, and why now."""

    priority: str
    words: str
    why: str


@dataclass(frozen=True)
class PackAction:
    """An action of the board: open, or ended since its last meeting."""

    priority: str
    words: str
    owner: str
    due: date
    state: str
    late: bool
    said: str = ""


@dataclass(frozen=True)
class PackPriority:
    """A priority of the plan as the pack is given it."""

    id: str
    title: str
    why: str
    lead: str
    sentence: str
    money: PackMoney | None


@dataclass(frozen=True)
class PackPage:
    """One page: a priority, or last what belongs to none."""

    title: str
    sentence: str
    lead: str
    targets: tuple[PackTarget, ...]
    charts: tuple[PackChart, ...]
    late: tuple[PackLate, ...]
    more_late: int
    money: PackMoney | None
    has_plan: bool
    wanted: tuple[PackWanted, ...]
    actions: tuple[PackAction, ...]


@dataclass(frozen=True)
class PackContent:
    """A whole pack.

    Parameters
    ----------
    headline : str
        What the board is asked and how much is late, in a sentence.
    audience : str
        Whom this copy is for.
    """

    title: str
    place: str
    body: str
    held_on: date
    as_of: date
    headline: str
    audience: str
    pages: tuple[PackPage, ...]


def pack_content(
    *,
    place: str,
    body: str,
    held_on: date,
    as_of: date,
    priorities: Sequence[PackPriority],
    targets: Sequence[PackTarget],
    late: Sequence[PackLate],
    wanted: Sequence[PackWanted],
    actions: Sequence[PackAction],
    exempt_count: int = 0,
) -> PackContent:
    """Lay out the pack: one page a priority, then what belongs to none.

    Parameters
    ----------
    place, body : str
    held_on, as_of : date
        The day of the meeting, and the day as known on which everything is said.
    priorities, targets, late, wanted, actions : sequences
        In the plan's order; each names its priority, and one that names none, or one that the
        plan no longer has, comes on the last page.
    exempt_count : int
        Exempt items of the agenda, which are not in the pack: it is passed round.
    """
    known = {each.id for each in priorities}
    places = {each.id: each for each in priorities}
    pages = []
    for key in (*places, ""):
        page = _page(
            places.get(key),
            [each for each in targets if _home(each.priority, known) == key],
            [each for each in late if _home(each.priority, known) == key],
            [each for each in wanted if _home(each.priority, known) == key],
            [each for each in actions if _home(each.priority, known) == key],
        )
        if key or page.targets or page.late or page.wanted or page.actions:
            pages.append(page)
    audience = (
        "For the board. Local returns in it are labelled and are not for publication until they "
        "are released."
    )
    if exempt_count:
        verb = "is" if exempt_count == 1 else "are"
        audience += f" {counted(exempt_count, 'exempt item')} of the agenda {verb} not in it."
    return PackContent(
        title=f"Stocktake pack: {body}",
        place=place,
        body=body,
        held_on=held_on,
        as_of=as_of,
        headline=_headline(len(wanted), len(late), actions),
        audience=audience,
        pages=tuple(pages),
    )


def _page(
    priority: PackPriority | None,
    targets: list[PackTarget],
    late: list[PackLate],
    wanted: list[PackWanted],
    actions: list[PackAction],
) -> PackPage:
    ordered = sorted(targets, key=lambda each: _WORST_FIRST.index(each.status))
    drawn = tuple(each.chart for each in ordered if each.chart)
    longest = sorted(late, key=lambda each: -each.days_late)
    return PackPage(
        title=priority.title if priority else ELSEWHERE,
        sentence=priority.sentence if priority else "",
        lead=priority.lead if priority else "",
        targets=tuple(targets),
        charts=drawn[:MOST_CHARTS],
        late=tuple(longest[:MOST_LATE]),
        more_late=max(len(late) - MOST_LATE, 0),
        money=priority.money if priority else None,
        has_plan=priority is not None,
        wanted=tuple(wanted),
        actions=tuple(sorted(actions, key=lambda each: (each.state != "open", each.due))),
    )


def _home(priority: str, known: set[str]) -> str:
    return priority if priority in known else ""


def _headline(wanted_count: int, late_count: int, actions: Sequence[PackAction]) -> str:
    late_actions = sum(each.late for each in actions)
    open_actions = sum(each.state == "open" for each in actions)
    asked = counted(wanted_count, "decision is", "decisions are") + " wanted"
    activities = counted(late_count, "activity is", "activities are") + " late"
    rest = f"{late_actions} of {counted(open_actions, 'open action')} past the day"
    return f"{asked}; {activities}; {rest}."
