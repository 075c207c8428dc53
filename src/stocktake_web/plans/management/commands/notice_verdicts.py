"""``stocktake-web notice_verdicts``: opens decisions where a target is newly off track."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from stocktake_web.accounts.queries import areas
from stocktake_web.plans import actions, queries


class Command(BaseCommand):
    """Looks at the verdicts of every place."""

    help = "Look at every verdict for news; run it daily, or after a release was loaded."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many decisions were opened in each place."""
        for area in areas():
            try:
                opened = actions.notice_verdicts(area=area)
            except queries.NoPlan:
                continue
            self.stdout.write(f"{area.slug}: {len(opened)} opened")
