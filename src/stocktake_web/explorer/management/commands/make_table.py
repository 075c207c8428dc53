"""``stocktake-web make_table``: places the figures of one release. The explorer calls it itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from stocktake_web.services import figures


class Command(BaseCommand):
    """Place the figures of one release among the others and keep the table."""

    help = "Place the figures of one release; the explorer calls this when a table is missing."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Which release, and where the table goes."""
        parser.add_argument("release")
        parser.add_argument("folder", type=Path)
        parser.add_argument("--warehouse", required=True)
        parser.add_argument("--home", required=True, help="the place whose world is meant")
        parser.add_argument("--own", type=Path, help="folder of the place's own definitions")
        parser.add_argument("--since", help="an earlier release: write what changed since")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it."""
        settings.STOCKTAKE_WAREHOUSE = options["warehouse"]
        figures.make_table(
            options["folder"],
            home=options["home"],
            own_folder=options["own"],
            release=options["release"],
            since=options["since"],
        )
