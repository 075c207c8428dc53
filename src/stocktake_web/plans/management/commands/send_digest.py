"""``stocktake-web send_digest``: one weekly mail to each person for whom there is news."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from stocktake_web import services
from stocktake_web.accounts.areas.queries import areas
from stocktake_web.accounts.dashboard.news import news_of
from stocktake_web.accounts.memberships.queries import memberships
from stocktake_web.accounts.models import Area, User
from stocktake_web.plans.digest.models import DigestSent
from stocktake_web.plans.digest.queries import last_sent
from stocktake_web.plans.mails import PlaceNews, mail_digest
from stocktake_web.records.change import change

A_WEEK = timedelta(days=7)


class Command(BaseCommand):
    """Sends the digest."""

    help = "Mail what is new to those for whom there is news; run it once a week."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the pages are."""
        parser.add_argument(
            "--address", required=True, help="Of this installation, such as https://example.org"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Look at every person of every place; whose mail fails gets the same news next time."""
        if not settings.STOCKTAKE_SENDS_MAIL:
            raise CommandError("No mail is set up here: set STOCKTAKE_MAIL_HOST. Nothing was sent.")
        moment, base = services.now(), str(options["address"]).rstrip("/")
        sent_count = failed_count = 0
        for user, places in people_of(areas(), services.today()).items():
            news = [
                (area, PlaceNews(area.name, lines, f"{base}/{area.slug}/dashboard/"))
                for area in places
                if (lines := _lines(area, user, moment))
            ]
            if not news:
                continue
            if not mail_digest(user, [row for _, row in news]).is_sent:
                failed_count += 1
                continue
            # As of the moment of the news, so that what comes meanwhile is in the next mail.
            values = {"user": user, "at": moment}
            for area, _ in news:
                change(DigestSent(area=area), actor=None, values=values, verb="send digest")
            sent_count += 1
        self.stdout.write(f"{sent_count} sent")
        if failed_count:
            raise CommandError(f"{failed_count} could not be sent, and will be next time")


def people_of(places: Iterable[Area], today: date) -> dict[User, list[Area]]:
    """The places in which each active person has a role on a day."""
    people: dict[User, list[Area]] = {}
    for area in places:
        for membership in memberships(area):
            is_current = membership.starts <= today and (
                membership.ends is None or membership.ends >= today
            )
            if membership.user.is_active and is_current:
                user_areas = people.setdefault(membership.user, [])
                if area not in user_areas:
                    user_areas.append(area)
    return people


def _lines(area: Area, user: User, moment: datetime) -> tuple[str, ...]:
    since = last_sent(area, user) or moment - A_WEEK
    return tuple(news_of(user, area, since, moment))
