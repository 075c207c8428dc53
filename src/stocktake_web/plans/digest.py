"""What is new for a person since the last digest, in counts alone."""

from __future__ import annotations

from datetime import datetime

from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.rights import may
from stocktake_web.formats import counted
from stocktake_web.plans import queries
from stocktake_web.plans.models import DigestSent
from stocktake_web.plans.queries.plans import day_of


def last_sent(area: Area, user: User) -> datetime | None:
    """When a person got the last digest of an area."""
    sent = DigestSent.objects.filter(area=area, user=user).first()
    return sent.at if sent else None


def news(area: Area, user: User, *, since: datetime, now: datetime) -> list[str]:
    """Sentences for a person; none where there is no news.

    No title, name or word of the plan is in them: a mail travels further than a page.
    """
    try:
        works = queries.activities(area, now)
    except queries.NoPlan:
        return []
    first, today = day_of(since), day_of(now)
    mine = [work for work in works if work.owner_user_id == user.pk]
    lines = []
    newly_late = [w for w in mine if w.is_late and w.due and first <= w.due < today]
    if newly_late:
        lines.append(f"{counted(len(newly_late), 'activity', 'activities')} of yours became late.")
    asked = [
        each
        for each in queries.local_requests(area, now)
        if each.request.owner_user_id == user.pk and not each.returned
    ]
    new = [each for each in asked if each.request.asked_at >= since]
    if new:
        lines.append(f"{counted(len(new), 'figure')} asked of you.")
    overdue = [each for each in asked if each.is_overdue and each.request.due >= first]
    if overdue:
        lines.append(f"{counted(len(overdue), 'figure')} asked of you became overdue.")
    if may(user, area, "plans.accept_update"):
        offers = queries.offers(area).filter(at__gte=since).count()
        if offers:
            lines.append(f"{counted(offers, 'update')} came through links and may be accepted.")
    if may(user, area, "plans.see"):
        opened = queries.open_decisions(area).filter(opened__gte=since).count()
        if opened:
            lines.append(f"{counted(opened, 'decision')} opened.")
        late = [w for w in works if w.is_late and w.due and first <= w.due < today]
        if late and len(late) > len(newly_late):
            many = counted(len(late), "activity", "activities")
            lines.append(f"{many} of the plan became late.")
        said = queries.last_updates(area, since).exclude(by=user).count()
        if said:
            lines.append(f"{counted(said, 'update')} added by others.")
    return lines
