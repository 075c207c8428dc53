"""What of the plan waits for a person."""

from __future__ import annotations

from datetime import datetime

from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.rights import may
from stocktake_web.desk import Need
from stocktake_web.formats import counted, day
from stocktake_web.plans import queries
from stocktake_web.plans.forms.choices import short
from stocktake_web.plans.queries.comments import of_the_plan
from stocktake_web.plans.queries.plans import day_of
from stocktake_web.plans.views.pages import to

WAITING = ("late", "stale", "due_soon")


def needs(user: User, area: Area, now: datetime) -> list[Need]:
    """Own activities that are late, stale or due soon; figures asked for; what may be answered."""
    try:
        works = queries.activities(area, now)
    except queries.NoPlan:
        return []
    found = [
        Need(
            f"Update: {short(work.words)}",
            to("update", area, activity=work.id),
            f"It is yours, and {work.status.because}.",
            work.due,
            work.is_late,
        )
        for work in works
        if work.owner_user_id == user.pk and work.status.code in WAITING
    ]
    found += [
        Need(
            f"Return a figure: {each.request.period}",
            to("give-return", area, asked=each.request.pk),
            "It was asked of you.",
            each.request.due,
            each.is_overdue,
        )
        for each in queries.local_requests(area, now)
        if each.request.owner_user_id == user.pk and not each.returned
    ]
    if may(user, area, "plans.accept_update"):
        found += [
            Need(
                f"Accept an update from {offer.link.role}",
                to("offer", area, offer=offer.pk),
                "It came through a link and does not count yet.",
            )
            for offer in queries.offers(area)
        ]
    if may(user, area, "plans.answer_decision"):
        waiting = queries.open_decisions(area).count()
        if waiting:
            found.append(
                Need(
                    f"{counted(waiting, 'decision')} to be answered",
                    to("decisions", area),
                    "A target is off track on new evidence.",
                )
            )
    if may(user, area, "plans.score"):
        found += _scores(user, area, now)
    return found + _comments(user, area, now)


def _comments(user: User, area: Area, now: datetime) -> list[Need]:
    """For the lead what waits for an answer; for who commented what was answered."""
    open_ = answered = []
    if may(user, area, "plans.answer_comment"):
        open_ = [each for each in queries.open_comments(area) if of_the_plan(each)]
    if may(user, area, "plans.comment"):
        answered = [each for each in queries.answered_lately(area, user, now) if of_the_plan(each)]
    words = queries.words_of(area, [each.thing for each in (*open_, *answered)])
    found = [
        Need(
            f"Answer a comment on: {short(words.get(each.thing, each.object_id))}",
            to("answer-comment", area, comment=each.pk),
            f"{each.by.display_name} made it on {day(each.at)}.",
        )
        for each in open_
    ]
    for each in answered:
        if each.thing in words:
            kind = each.object_type.partition(".")[2]
            address = to("comments", area, kind=kind, key=each.object_id)
            found.append(
                Need(
                    f"Read the answer to your comment on: {short(words[each.thing])}",
                    address,
                    f"It was answered on {day(each.answered_at)}.",
                )
            )
    return found


def _scores(user: User, area: Area, now: datetime) -> list[Need]:
    open_ = queries.rounds(area).filter(closes__gte=day_of(now)).first()
    if open_ is None:
        return []
    left = [each for each in queries.scores_for(area, open_, user, scores=True) if not each.mine]
    if not left:
        return []
    address = to("score", area, round=open_.pk, priority=left[0].priority.id)
    words = f"Score how likely delivery is: {counted(len(left), 'priority', 'priorities')}"
    return [Need(words, address, "It takes three minutes.", open_.closes)]
