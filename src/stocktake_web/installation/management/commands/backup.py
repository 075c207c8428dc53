"""``stocktake-web backup``: a copy of the database with its manifest."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stocktake_web.installation.backup.copies import back_up
from stocktake_web.installation.backup.manifest import BackupError


class Command(BaseCommand):
    """Make a back-up."""

    help = (
        "Copy the database and the registers of releases into a new folder, while the application "
        "runs. The keys are not in it: keep STOCKTAKE_SECRET_KEY, STOCKTAKE_AUDIT_KEY and "
        "STOCKTAKE_REGISTER_KEY elsewhere. Example: backup copies"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("folder", type=Path, help="Each back-up is a new folder in this one.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it."""
        try:
            folder = back_up(options["folder"])
        except BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(str(folder))
