"""The reminder of predictions: it names the place, the round and the day, and no figure."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from stocktake_web import services
from stocktake_web.accounts.memberships.queries import memberships
from stocktake_web.accounts.models import Role, School, User
from stocktake_web.formats import day
from stocktake_web.schools.predictions.models import PredictionRequest
from stocktake_web.services import MailOutcome


def heads_of(school: School) -> Iterable[User]:
    """The heads of a school with an account, today."""
    today = services.today()
    rows = memberships(school.area).filter(
        Q(ends=None) | Q(ends__gte=today),
        role=Role.HEADTEACHER,
        school_urn=school.school_urn,
        starts__lte=today,
        user__is_active=True,
    )
    return [row.user for row in rows]


def mail_reminder(user: User, request: PredictionRequest, title: str, address: str) -> MailOutcome:
    """Remind a head of predictions that were asked for."""
    place = request.area.name
    request_words = (
        "invited your school to return" if request.is_invited else "asked your school for"
    )
    return services.send_mail(
        f"{place} asks for predictions",
        [
            f"{place} {request_words} predictions, due {day(request.due)}:",
            f"{title}, {request.school.name}",
            f"Return them here: {address}",
        ],
        to=user.email,
    )
