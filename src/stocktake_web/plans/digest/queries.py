"""What is new for a person since the last digest, in counts alone."""

from __future__ import annotations

from datetime import datetime

from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.formats import counted
from stocktake_web.plans.activities.queries import activities, last_updates
from stocktake_web.plans.decisions.queries import open_decisions
from stocktake_web.plans.digest.models import DigestSent
from stocktake_web.plans.links.queries import pending_updates
from stocktake_web.plans.returns.queries import local_requests
from stocktake_web.plans.revisions.queries import NoPlan, day_of


def last_sent(area: Area, user: User) -> datetime | None:
    """When a person got the last digest of an area."""
    digest = DigestSent.objects.filter(area=area, user=user).first()
    return digest.at if digest else None


def news_lines(area: Area, user: User, *, since: datetime, moment: datetime) -> list[str]:
    """Sentences for a person; none where there is no news.

    No title, name or word of the plan is in them: a mail travels further than a page.
    """
    try:
        works = activities(area, moment)
    except NoPlan:
        return []
    first, today = day_of(since), day_of(moment)
    own_activities = [work for work in works if work.owner_user_id == user.pk]
    lines = []
    newly_late = [w for w in own_activities if w.is_late and w.due and first <= w.due < today]
    if newly_late:
        lines.append(f"{counted(len(newly_late), 'activity', 'activities')} of yours became late.")
    requests = [
        status
        for status in local_requests(area, moment)
        if status.request.owner_user_id == user.pk and not status.latest_return
    ]
    new_count = sum(status.request.requested_at >= since for status in requests)
    if new_count:
        lines.append(f"{counted(new_count, 'figure')} asked of you.")
    overdue_count = sum(status.is_overdue and status.request.due >= first for status in requests)
    if overdue_count:
        lines.append(f"{counted(overdue_count, 'figure')} asked of you became overdue.")
    if has_permission(user, area, "plans.accept_update"):
        pending = pending_updates(area).filter(created_at__gte=since).count()
        if pending:
            lines.append(f"{counted(pending, 'update')} came through links and may be accepted.")
    if has_permission(user, area, "plans.see"):
        decision_count = open_decisions(area).filter(opened_at__gte=since).count()
        if decision_count:
            lines.append(f"{counted(decision_count, 'decision')} opened.")
        late = [w for w in works if w.is_late and w.due and first <= w.due < today]
        if late and len(late) > len(newly_late):
            many = counted(len(late), "activity", "activities")
            lines.append(f"{many} of the plan became late.")
        update_count = last_updates(area, since).exclude(author=user).count()
        if update_count:
            lines.append(f"{counted(update_count, 'update')} added by others.")
    return lines
