"""Every role against every address and method: as the committed table says, and no other way."""

from __future__ import annotations

import csv
import importlib.util
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions import PERMISSIONS
from stocktake_web.accounts.permissions.access import ANYONE, SIGNED_IN
from stocktake_web.accounts.permissions.matrix import (
    COLUMNS,
    NO,
    OWN_OBJECTS,
    ROLES,
    Route,
    cell_of,
    matrix,
    routes,
)
from stocktake_web.settings.base import APPS

TABLE = Path(__file__).parent.parent / "permission_matrix.csv"
Parts = dict[str, Any]


def test_every_view_says_who_may_enter() -> None:
    assert [route.address for route in routes() if route.access is None] == []


def test_every_access_rule_names_a_permission_that_exists() -> None:
    permissions = {
        permission for route in routes() if route.access for permission in route.access.permissions
    }
    assert permissions - set(PERMISSIONS) == set()


def test_the_committed_table_is_what_the_code_says() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        committed = [tuple(row) for row in csv.reader(file)]
    rows = [COLUMNS, *matrix()]
    differences = sorted(set(rows) ^ set(committed))
    assert not differences, (
        "who may do what has changed; read the rows, then write the table anew with "
        "stocktake-web permission_matrix"
    )
    assert rows == committed


def samples(name: str) -> dict[str, Callable[..., dict[str, Any]]]:
    """Each app's ``samples.py`` that has a function of that name."""
    makers = {}
    for path in sorted(TABLE.parent.glob("*/samples.py")):
        spec = importlib.util.spec_from_file_location(f"samples_{path.parent.name}", path)
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        if hasattr(module, name):
            makers[path.parent.name] = getattr(module, name)
    return makers


class Walk:
    """Asks every address as every role; each request is undone after it was answered."""

    def __init__(self, client_for: Callable[[str], Client]) -> None:
        self.clients = {role: client_for(role) for role in ROLES}

    def ask(self, role: str, method: str, address: str) -> Any:
        """The answer to a role."""
        client = self.clients[role]
        with transaction.atomic():
            answer = client.get(address) if method == "GET" else client.post(address)
            transaction.set_rollback(True)
        return answer

    def is_refused(self, role: str, method: str, address: str) -> bool:
        """Whether somebody is kept out: refused, or sent to sign in."""
        answer = self.ask(role, method, address)
        return answer.status_code == 403 or sent_to_sign_in(answer)


def sent_to_sign_in(answer: Any) -> bool:
    """Whether an answer leads to the page for signing in."""
    return answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")


def resolve_parts(parts: Any, role: str) -> Parts:
    """The parts of an address for a role: the same for all, or made for it."""
    return parts(role) if callable(parts) else parts


def guarded(app: str) -> list[tuple[Route, str, str]]:
    """The app's addresses that ask for a permission: route, method, right."""
    return [
        (route, method, permission)
        for route in routes()
        if route.module.startswith(f"stocktake_web.{app}.") and route.access
        for method, permission in route.access.methods.items()
        if permission not in (ANYONE, SIGNED_IN)
    ]


def open_samples(name: str, app: str, *arguments: Any) -> dict[str, Any]:
    """What an app's ``samples.py`` gives under a name."""
    make = samples(name).get(app)
    return make(*arguments) if make else {}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("app", APPS)
def test_every_role_at_every_address(
    app: str,
    area: Area,
    users: dict[str, User],
    moment: datetime,
    client_for: Callable[[str], Client],
) -> None:
    walk = Walk(client_for)
    own_parts = open_samples("samples", app, area, users, moment)
    parts_of_others = open_samples("samples_of_others", app, area, users, moment)
    wrong, unknown = [], set()
    for route, method, permission in guarded(app):
        for role in ROLES:
            cell = cell_of(permission, role)
            parts = {"area": area.slug} | resolve_parts(own_parts.get(route.name, {}), role)
            try:
                address = reverse(route.name, kwargs=parts)
            except NoReverseMatch:
                unknown.add(f"{route.name}: {route.address}")
                break
            if walk.is_refused(role, method, address) != (cell == NO):
                wrong.append(f"{role} {method} {address}: expected {cell}")
            if cell == OWN_OBJECTS and route.name not in parts_of_others:
                unknown.add(f"{route.name}: another's object")
            elif cell == OWN_OBJECTS:
                parts = {"area": area.slug} | resolve_parts(parts_of_others[route.name], role)
                if not walk.is_refused(role, method, reverse(route.name, kwargs=parts)):
                    wrong.append(f"{role} {method} {route.name}: another's object opened")
    assert not unknown, f"tests/web/{app}/samples.py gives nothing to open for {sorted(unknown)}"
    assert wrong == []


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("app", APPS)
def test_the_people_of_one_place_are_nobody_in_another(
    app: str,
    area: Area,
    other_area: Area,
    users: dict[str, User],
    moment: datetime,
    client_for: Callable[[str], Client],
) -> None:
    walk = Walk(client_for)
    own_parts = open_samples("samples", app, area, users, moment)
    entries = []
    for route, method, permission in guarded(app):
        if PERMISSIONS.row(permission).for_all:
            continue
        # Who may not at home either is asked about at home.
        for role in (candidate for candidate in ROLES if cell_of(permission, candidate) != NO):
            parts = {"area": other_area.slug} | resolve_parts(own_parts.get(route.name, {}), role)
            answer = walk.ask(role, method, reverse(route.name, kwargs=parts))
            if answer.status_code not in (403, 404) and not sent_to_sign_in(answer):
                entries.append(f"{role} {method} {route.name}: {answer.status_code}")
    assert entries == []


@pytest.mark.django_db
def test_a_method_that_a_view_does_not_answer_is_refused(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    answer = client_for("administrator").post("/example-borough/dashboard/history/")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
