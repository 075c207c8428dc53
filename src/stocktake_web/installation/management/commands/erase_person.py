"""``stocktake-web erase_person``: erases a person; the chain of events still verifies."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from stocktake_web.accounts.people.queries import find_account
from stocktake_web.installation import personal_data


class Command(BaseCommand):
    """Erase a person."""

    help = (
        "Erase what is held on a person. What was done stays, without saying by whom. "
        "Example: erase_person ann@example.org --reason 'asked on 8 April 2026' --yes"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The person, why, and that it is meant."""
        parser.add_argument("email", help="The e-mail address of the account.")
        parser.add_argument("--reason", required=True, help="Why, without naming the person.")
        parser.add_argument("--yes", action="store_true", help="It cannot be undone: do it.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase."""
        user = find_account(options["email"])
        if user is None:
            raise CommandError("no account has that e-mail address")
        if user.email in options["reason"] or user.display_name in options["reason"]:
            raise CommandError("the reason names the person, and would keep the name")
        if not options["yes"]:
            raise CommandError("this cannot be undone; give --yes to do it")
        try:
            count = personal_data.erase(user, actor=None, reason=options["reason"])
        except ValidationError as error:
            raise CommandError(f"nothing was erased. {' '.join(error.messages)}") from None
        self.stdout.write(f"Erased: {count} rows and values. Back-ups still hold them.")
