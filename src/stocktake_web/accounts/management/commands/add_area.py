"""``stocktake-web add_area``: adds a place and its first administrator."""

from __future__ import annotations

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from stocktake_web.accounts.areas.actions import add_area
from stocktake_web.accounts.memberships.actions import give_role
from stocktake_web.accounts.memberships.models import Role
from stocktake_web.accounts.people.actions import add_account
from stocktake_web.accounts.people.models import User
from stocktake_web.accounts.people.queries import find_account


class Command(BaseCommand):
    """Add a place."""

    help = (
        "Add a place and its first administrator, who then invites everybody else. Example: "
        "add_area blackpool Blackpool la-890 --administrator ann@example.org --name 'Ann Example'"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The place and the person."""
        parser.add_argument("slug", help="First part of its addresses, such as blackpool.")
        parser.add_argument("title", help="What the place is called.")
        parser.add_argument("place", help="The place's id, such as la-890.")
        parser.add_argument("--administrator", required=True, metavar="E-MAIL")
        parser.add_argument("--name", required=True, help="What the administrator is called.")
        parser.add_argument("--definitions", default="", help="Folder of its own definitions.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Add both, or neither."""
        email = options["administrator"]
        user = find_account(email)
        password = None if user else self._password(User(email=email, display_name=options["name"]))
        try:
            with transaction.atomic():
                area = add_area(
                    actor=None,
                    slug=options["slug"],
                    name=options["title"],
                    place_id=options["place"],
                    own_definitions=options["definitions"],
                )
                user = user or add_account(
                    actor=None, email=email, display_name=options["name"], password=password
                )
                give_role(area=area, actor=None, user=user, role=Role.ADMINISTRATOR)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from None
        self.stdout.write(
            f"{area.name} is at /{area.slug}/, its members' pages at /{area.slug}/dashboard/."
        )

    def _password(self, user: User) -> str:
        password = getpass("A password for the administrator: ")
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        if getpass("Once more: ") != password:
            raise CommandError("the two are not the same")
        return password
