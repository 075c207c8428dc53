"""``stocktake-web demo``: two places to try everything out in, on one's own machine."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from stocktake.standards import StocktakeError
from stocktake_web.accounts.memberships.models import Role
from stocktake_web.installation.demonstration import RefusedError, demonstrate


class Command(BaseCommand):
    """Make the demonstration."""

    help = (
        "Make two places and an account for every role, and print the accounts. Only with "
        "STOCKTAKE_DEMO=1 on one's own machine; their password is new each time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """From which seed."""
        parser.add_argument("--seed", type=int, default=1, help="Another seed, another country.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and print the accounts."""
        call_command("migrate", interactive=False, verbosity=0)
        try:
            demonstration = demonstrate(seed=options["seed"])
        except (RefusedError, StocktakeError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            "Places: " + ", ".join(f"{a.name} (/{a.slug}/)" for a in demonstration.areas)
        )
        self.stdout.write(f"Password of every account: {demonstration.password}")
        for role in Role:
            self.stdout.write(f"  {demonstration.users[role.value].email:<40} {role.label}")
