"""``stocktake-web export_person``: all that is held on a person, as JSON."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from stocktake_web.accounts.people.queries import find_account
from stocktake_web.installation import personal_data


class Command(BaseCommand):
    """Print all that is held on a person."""

    help = "Print all that is held on a person, as JSON. Example: export_person ann@example.org"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The person."""
        parser.add_argument("email", help="The e-mail address of the account.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        user = find_account(options["email"])
        if user is None:
            raise CommandError("no account has that e-mail address")
        data = personal_data.export(user)
        self.stdout.write(json.dumps(data, indent=2, ensure_ascii=False, cls=DjangoJSONEncoder))
