"""``stocktake-web export_site AREA --out FOLDER``: the public pages as files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stocktake_web.accounts.models import Area
from stocktake_web.formats import counted
from stocktake_web.public.site.actions import record_export
from stocktake_web.public.site.copy import copy_of
from stocktake_web.public.site.writing import NotACopyError, write_copy


class Command(BaseCommand):
    """Export the public pages of a place."""

    help = (
        "Write the public pages of a place as files that need no server. Run again, it writes "
        "only what has changed: run it every minute, and a recall holds in the copy as well."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which place, and where to."""
        parser.add_argument("area", help="The place's part of the address, such as blackpool.")
        parser.add_argument("--out", required=True, help="The folder; made where there is none.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files and remember that a copy was made."""
        area = Area.objects.filter(slug=options["area"]).first()
        if area is None:
            slugs = ", ".join(Area.objects.values_list("slug", flat=True)) or "none"
            raise CommandError(f"there is no place {options['area']!r}; there are: {slugs}")
        folder = Path(options["out"]).resolve()
        copy = copy_of(area)
        try:
            is_new = write_copy(copy, folder)
        except NotACopyError as error:
            raise CommandError(f"{error}; choose an empty folder") from None
        if not is_new:
            self.stdout.write(f"{folder} is up to date.")
            return
        record_export(area=area, publication=copy.publication, digest=copy.digest)
        self.stdout.write(f"{counted(len(copy.files), 'file')} written to {folder}.")
