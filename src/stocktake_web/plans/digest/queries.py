"""What is new for a person since the last digest, by name."""

from __future__ import annotations

from datetime import date, datetime

from stocktake_web.accounts.dashboard.news import news_paragraph
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.formats import day
from stocktake_web.plans.activities.queries import activities, last_updates
from stocktake_web.plans.activities.work import Work
from stocktake_web.plans.decisions.questions import open_questions
from stocktake_web.plans.digest.models import DigestSent
from stocktake_web.plans.links.queries import pending_updates
from stocktake_web.plans.returns.queries import local_requests
from stocktake_web.plans.revisions.queries import NoPlan, day_of


def last_sent(area: Area, user: User) -> datetime | None:
    """When a person got the last digest of an area."""
    digest = DigestSent.objects.filter(area=area, user=user).first()
    return digest.at if digest else None


def news(user: User, area: Area, since: datetime, moment: datetime) -> list[str]:
    """Paragraphs for a person; none where there is no news.

    They name activities, figures and targets as the plan calls them, and roles. What somebody wrote
    of them, and who, is on the pages: a mail travels further.

    Parameters
    ----------
    since, moment : datetime
        The news after the one, up to the other.
    """
    try:
        works = activities(area, moment)
    except NoPlan:
        return []
    first, today = day_of(since), day_of(moment)
    titles = {work.id: work.title for work in works}
    late = [work for work in works if _became_late(work, first, today)]
    own_late = [work for work in late if work.owner_user_id == user.pk]
    lines = [
        *news_paragraph(own_late, "activity of yours", "activities of yours", "became late", _late),
        *_figures(area, user, since, moment),
    ]
    if has_permission(user, area, "plans.accept_update"):
        offers = [
            f"{titles.get(row.activity_id, 'an activity')}, from {row.link.role}"
            for row in pending_updates(area).filter(created_at__gt=since)
        ]
        ending = "came through links and may be accepted"
        lines += news_paragraph(offers, "update", "updates", ending)
    if has_permission(user, area, "plans.see"):
        questions = [row.title for row in open_questions(area) if row.decision.opened_at > since]
        lines += news_paragraph(questions, "decision", "decisions", "opened")
        others_late = [work for work in late if work.owner_user_id != user.pk]
        lines += news_paragraph(
            others_late, "activity of the plan", "activities of the plan", "became late", _late
        )
        updates = last_updates(area, since).filter(created_at__gt=since).exclude(author=user)
        ids = dict.fromkeys(update.activity_id for update in updates)
        updated = [titles.get(id, "an activity that the plan no longer has") for id in ids]
        lines += news_paragraph(updated, "activity", "activities", "updated by others")
    return lines


def _figures(area: Area, user: User, since: datetime, moment: datetime) -> list[str]:
    waiting = [
        status
        for status in local_requests(area, moment)
        if status.request.owner_user_id == user.pk and not status.latest_return
    ]
    new = [row for row in waiting if row.request.requested_at > since]
    overdue = [row for row in waiting if row.is_overdue and row.request.due >= day_of(since)]
    return [
        *news_paragraph(
            [f"{row.figure}, due {day(row.request.due)}" for row in new],
            "figure", "figures", "asked of you",
        ),
        *news_paragraph(
            [f"{row.figure}, was due {day(row.request.due)}" for row in overdue],
            "figure asked of you", "figures asked of you", "became overdue",
        ),
    ]  # fmt: skip


def _became_late(work: Work, first: date, today: date) -> bool:
    return bool(work.is_late and work.due and first <= work.due < today)


def _late(work: Work) -> str:
    return f"{work.title}, was due {day(work.due)}"
