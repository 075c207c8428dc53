"""``stocktake-web send_digest``: the weekly mail, only to those for whom there is news."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from stocktake_web import gateway
from stocktake_web.accounts.models import User
from stocktake_web.accounts.queries import areas, memberships
from stocktake_web.plans.actions.digests import digest_sent
from stocktake_web.plans.digest import last_sent, news
from stocktake_web.plans.mails import mail_digest

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
        now, today = gateway.now(), gateway.today()
        base, sent = str(options["address"]).rstrip("/"), 0
        for area in areas():
            people: dict[int, User] = {
                each.user_id: each.user
                for each in memberships(area)
                if each.user.is_active
                and each.starts <= today
                and (each.ends is None or each.ends >= today)
            }
            for user in people.values():
                since = last_sent(area, user) or now - A_WEEK
                lines = news(area, user, since=since, now=now)
                if lines:
                    mail_digest(user, lines, f"{base}/{area.slug}/desk/")
                    digest_sent(area=area, user=user)
                    sent += 1
        self.stdout.write(f"{sent} sent")
