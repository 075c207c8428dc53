"""How close an adviser and a school have become: counts and years, and no judgement of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from stocktake_web import services
from stocktake_web.accounts.models import School
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.formats import counted
from stocktake_web.schools.interests.models import AdviserInterest
from stocktake_web.schools.visit_actions.models import VisitAction
from stocktake_web.schools.visits.models import FINAL_STATES, Visit

DAYS_OF_A_YEAR = 365.25


@dataclass(frozen=True)
class Closeness:
    """What a school's record says of its visits and of who led them.

    Parameters
    ----------
    visits_count, judged_count : int
        Locked records, and those with a judgement.
    actions_count, checked_count : int
        Actions that they agreed, and those of which an officer checked what became of them.
    adviser : str
        Who led the last visit: the name of the account, else the roles of old notes.
    since : date or None
        The first visit of that adviser without another's in between.
    interests : tuple of AdviserInterest
        Those in force in this school, of whomever.
    """

    visits_count: int
    judged_count: int
    actions_count: int
    checked_count: int
    adviser: str
    since: date | None
    interests: tuple[AdviserInterest, ...]

    @property
    def years(self) -> float:
        """Years since then, to one decimal."""
        return round((services.today() - self.since).days / DAYS_OF_A_YEAR, 1) if self.since else 0

    @property
    def sentence(self) -> str:
        """The counts as a sentence."""
        return (
            f"{counted(self.judged_count, 'visit', 'visits')} with a judgement of "
            f"{self.visits_count}; {self.checked_count} of "
            f"{counted(self.actions_count, 'action', 'actions')} checked."
        )


def closeness_of(school: School) -> Closeness:
    """How close a school and its adviser are; three queries."""
    visits = list(
        Visit.objects.filter(rows_about([school]), area=school.area, state__in=FINAL_STATES)
        .select_related("owner_user")
        .order_by("-visited_on", "-pk")
    )
    actions = VisitAction.objects.filter(
        rows_about([school]), area=school.area, visit__state__in=FINAL_STATES
    ).values_list("checked_at", flat=True)
    interests = live_interests(school)
    run = list(_last_run(visits))
    return Closeness(
        visits_count=len(visits),
        judged_count=sum(bool(row.judgement.strip()) for row in visits),
        actions_count=len(actions),
        checked_count=sum(checked_at is not None for checked_at in actions),
        adviser=_adviser(visits[0]) if visits else "",
        since=run[-1].visited_on if run else None,
        interests=tuple(interests),
    )


def live_interests(school: School) -> list[AdviserInterest]:
    """The interests in a school that are in force."""
    rows = AdviserInterest.objects.filter(rows_about([school]), area=school.area).filter(
        Q(ended_on=None) | Q(ended_on__gt=services.today())
    )
    return list(rows.select_related("owner_user", "school"))


def _last_run(visits: Iterable[Visit]) -> Iterable[Visit]:
    """The latest visits that one adviser led, without another's in between."""
    last = None
    for row in visits:
        key = row.owner_user_id or row.officers.casefold()
        last = last or key
        if key != last:
            return
        yield row


def _adviser(visit: Visit) -> str:
    return visit.owner_user.display_name if visit.owner_user else visit.officers
