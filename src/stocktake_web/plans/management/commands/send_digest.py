"""``stocktake-web send_digest``: the weekly mail, only to those for whom there is news."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from stocktake_web import services
from stocktake_web.accounts.areas.queries import areas
from stocktake_web.accounts.memberships.queries import memberships
from stocktake_web.accounts.models import User
from stocktake_web.plans.digest.models import DigestSent
from stocktake_web.plans.digest.queries import last_sent, news_lines
from stocktake_web.plans.mails import mail_digest
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
        """Look at every person of every place."""
        moment, today = services.now(), services.today()
        base, count = str(options["address"]).rstrip("/"), 0
        for area in areas():
            people: dict[int, User] = {
                membership.user_id: membership.user
                for membership in memberships(area)
                if membership.user.is_active
                and membership.starts <= today
                and (membership.ends is None or membership.ends >= today)
            }
            for user in people.values():
                since = last_sent(area, user) or moment - A_WEEK
                lines = news_lines(area, user, since=since, moment=moment)
                if lines:
                    mail_digest(user, lines, f"{base}/{area.slug}/dashboard/")
                    change(
                        DigestSent(area=area),
                        actor=None,
                        values={"user": user},
                        verb="send digest",
                    )
                    count += 1
        self.stdout.write(f"{count} sent")
