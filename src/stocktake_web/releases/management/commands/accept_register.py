"""``stocktake-web accept_register AREA``: takes a register as it is for right, with a reason."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stocktake.standards import StocktakeError
from stocktake_web.accounts.models import Area
from stocktake_web.formats import counted
from stocktake_web.releases.register.actions import accept_register


class Command(BaseCommand):
    """Accept a register that is not as its seal knows it."""

    help = (
        "Take a place's register of releases as it is for right, after you have looked at what was "
        "changed; the reason is kept in the seal and in the history. Bring the folder back "
        "from a back-up instead wherever you can."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which place, who, and why."""
        parser.add_argument("area", help="The place's part of the address, such as blackpool.")
        parser.add_argument("--by", required=True, help="A role, no person's name.")
        parser.add_argument("--reason", required=True, help="Why it is right as it is.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Accept it."""
        area = Area.objects.filter(slug=options["area"]).first()
        if area is None:
            raise CommandError(f"there is no place {options['area']!r}")
        try:
            count = accept_register(area=area, by=options["by"], reason=options["reason"])
        except StocktakeError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Accepted: {counted(count, 'release')} in it.")
