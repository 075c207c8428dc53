"""``stocktake-web notice_verdicts``: opens decisions where a target is newly off track."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from stocktake_web.accounts.areas.queries import areas
from stocktake_web.plans.decisions.actions import notice_verdicts
from stocktake_web.plans.revisions.queries import NoPlan


class Command(BaseCommand):
    """Looks at the verdicts of every place."""

    help = "Look at every verdict for news; run it daily, or after a release was loaded."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many decisions were opened in each place."""
        for area in areas():
            try:
                decisions = notice_verdicts(area=area)
            except NoPlan:
                continue
            self.stdout.write(f"{area.slug}: {len(decisions)} opened")
