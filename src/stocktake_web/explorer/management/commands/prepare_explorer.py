"""``stocktake-web prepare_explorer``: makes every table now, so that no reader waits for one."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from stocktake_web.accounts.queries import areas
from stocktake_web.gateway import figures


class Command(BaseCommand):
    """Place the figures of every release for every place of the installation."""

    help = "Make the explorer's tables for every release; run it after loading one."

    def handle(self, *args: Any, **given: Any) -> None:
        """Make them one after the other."""
        for area in areas():
            for release in figures.shelf_of(area).releases:
                figures.prepare(area, release.id)
                self.stdout.write(f"{area.name}: {release.id} is ready")
