"""``stocktake-web restore``: puts a back-up back."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stocktake_web.installation.backup.copies import restore
from stocktake_web.installation.backup.manifest import BackupError


class Command(BaseCommand):
    """Put a back-up back."""

    help = (
        "Put a back-up back, after stopping the application. "
        "Example: restore copies/stocktake-20261123-093000"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which one."""
        parser.add_argument("folder", type=Path, help="The folder that backup made.")
        parser.add_argument(
            "--replace", action="store_true", help="Lose what the database holds now."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Put it back, and say what is missing."""
        try:
            restored = restore(options["folder"], replace=options["replace"])
        except BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Restored what was held at {restored.manifest.made_at}.")
        for name in restored.absent_releases:
            self.stdout.write(f"The warehouse lacks the release {name}: load it again.")
        if restored.former_registers is not None:
            self.stdout.write(
                f"The registers of releases that were here are kept in {restored.former_registers}."
                " What was released since the back-up is known only there: recall it, or release it"
                " again from the same table."
            )
        for slug in restored.damaged_registers:
            self.stdout.write(f"The register of {slug} is not as its seal knows it.")
        if restored.breaks:
            raise CommandError("the chain does not hold:\n" + "\n".join(restored.breaks))
