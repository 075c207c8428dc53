"""The demonstration as journeys have it: made, and copied for whoever changes it."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from databases import PostgreSQL
from installations import Installation, Server, Visitor

FOLDERS = ("warehouse", "warehouse-registers", "warehouse-invented", "warehouse-schools")
"""Releases, registers, files about invented schools, and the profiles that are made of them."""


@dataclass(frozen=True)
class Demonstration:
    """Both places with everything in them."""

    installation: Installation
    password: str

    def sign_in(self, server: Server, role: str) -> Visitor:
        """Somebody who is signed in as a role."""
        visitor = server.visitor()
        email = f"{role.replace('_', '.')}@demo.invalid"
        answer = visitor.send("/accounts/login/", login=email, password=self.password)
        assert answer.status == 302, answer.text
        return visitor


def installation_in(folder: Path, database: str = "") -> Installation:
    """A demonstration's installation in a folder, with its database there or elsewhere."""
    database = database or f"sqlite:///{folder / 'demo.sqlite3'}"
    return Installation(folder, database, folder / "warehouse", more={"STOCKTAKE_DEMO": "1"})


def make_one(place: Installation) -> str:
    """Fill it, and prepare the profiles of its schools; what the command of the first said."""
    output = place.command("demo")
    place.command("prepare_schools")
    return output


def password_in(output: str) -> str:
    """The password of every account, from what the command said."""
    match = re.search(r"every account: (\S+)", output)
    assert match, output
    return match[1]


def copied(original: Demonstration, folder: Path, postgresql: PostgreSQL | None) -> Demonstration:
    """The same in another folder, with a database and a warehouse of its own."""
    origin = original.installation
    for name in FOLDERS:
        shutil.copytree(origin.folder / name, folder / name)
    if postgresql:
        installation = installation_in(folder, postgresql.copy_of(origin.database))
    else:
        shutil.copy(origin.folder / "demo.sqlite3", folder)
        installation = installation_in(folder)
    return Demonstration(installation, original.password)
