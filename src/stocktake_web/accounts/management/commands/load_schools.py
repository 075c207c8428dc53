"""``stocktake-web load_schools``: brings a place's list of schools up to the register."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from stocktake.standards import StocktakeError
from stocktake_web.accounts.areas.queries import areas
from stocktake_web.accounts.schools.actions import load_schools
from stocktake_web.accounts.schools.register import read_register


class Command(BaseCommand):
    """Load the schools of a place."""

    help = (
        "Load the schools of a place from the CSV file of Get Information about Schools "
        "(all fields), for the roles that are about a school. Example: "
        "load_schools blackpool edubasealldata.csv"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The place and the file."""
        parser.add_argument("slug", help="First part of the place's addresses, such as blackpool.")
        parser.add_argument("file", type=Path, help="The CSV file of the register.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load all of them, or none."""
        area = areas().filter(slug=options["slug"]).first()
        if area is None:
            raise CommandError(f"there is no place {options['slug']!r}")
        try:
            rows = read_register(options["file"], area.place_id)
            change_count = load_schools(area=area, actor=None, rows=rows)
        except StocktakeError as error:
            raise CommandError(str(error)) from None
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from None
        self.stdout.write(
            f"{area.name}: {len(rows)} schools in the register, {change_count} new or changed."
        )
