"""``stocktake-web prepare_explorer``: makes every table now, so that no reader waits for one."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from stocktake_web.accounts.areas.queries import areas
from stocktake_web.services import figures
from stocktake_web.services.explorer_data import explorer_data


class Command(BaseCommand):
    """Place the figures of every release for every place of the installation."""

    help = "Make the explorer's tables for every release; run it after loading one."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them one after the other."""
        for area in areas():
            for release in explorer_data(area).releases:
                figures.prepare_tables(area, release.id)
                self.stdout.write(f"{area.name}: {release.id} is ready")
