"""The rules that hold the application together, read from its code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

import stocktake_web
from stocktake_web.accounts.models import Area
from stocktake_web.navigation import address_of, links
from stocktake_web.settings.base import APPS

ROOT = Path(stocktake_web.__file__).parent
MODULES = sorted(
    path
    for path in ROOT.rglob("*.py")
    if "migrations" not in path.parts and "node_modules" not in path.parts
)
WRITES = {"save", "delete", "update", "bulk_create", "bulk_update", "update_or_create"}
# The chain itself, and dictionaries and forms that have methods of the same name.
WRITES_OF_ITS_OWN = {"audit/models.py"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def writes_of(path: Path) -> Iterator[str]:
    """Calls that look like a write to the database, one for each line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = node.func.attr
            if called in WRITES and not _harmless(node):
                yield f"{name_of(path)}:{node.lineno} {ast.unparse(node.func)}()"


def _harmless(call: ast.Call) -> bool:
    """A digest, a dictionary or a set is updated with something; a queryset with names alone."""
    assert isinstance(call.func, ast.Attribute)
    if call.func.attr == "update":
        return bool(call.args)
    on = ast.unparse(call.func.value)
    return on in {"document", "workbook", "image", "super()"}


def test_only_actions_write() -> None:
    outside = [
        write
        for path in MODULES
        if "actions" not in path.relative_to(ROOT).with_suffix("").parts
        and name_of(path) not in WRITES_OF_ITS_OWN
        for write in writes_of(path)
    ]
    assert outside == []


def test_the_library_is_met_in_one_room_only() -> None:
    outside = []
    for path in MODULES:
        if path.relative_to(ROOT).parts[0] == "gateway":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            outside += [
                f"{name_of(path)}: {name}"
                for name in names
                if name == "stocktake" or name.startswith("stocktake.")
            ]
    assert outside == []


def test_the_clock_is_read_in_one_place_only() -> None:
    read = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        if name_of(path) != "gateway/clock.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func)
        in {"datetime.now", "date.today", "timezone.now", "datetime.today", "time.time"}
    ]
    assert read == []


@pytest.mark.parametrize("app", APPS)
def test_everything_an_app_keeps_belongs_to_an_area(app: str) -> None:
    """Directly, or through the row that it is a part of."""
    known = {"accounts.area", "accounts.user", "audit.eventvalues"}
    homeless = [
        model._meta.label_lower
        for model in apps.get_app_config(app).get_models()
        if model._meta.label_lower not in known and not leads_to_area(model, set())
    ]
    assert homeless == []


def leads_to_area(model: type[models.Model], seen: set[type[models.Model]]) -> bool:
    if model in seen:
        return False
    seen.add(model)
    for field in model._meta.get_fields():
        target = field.related_model if isinstance(field, models.ForeignKey) else None
        if target is None or target is model:
            continue
        if target._meta.label_lower == "accounts.area" or leads_to_area(target, seen):
            return True
    return False


@pytest.mark.django_db
def test_every_model_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("app", APPS)
def test_an_app_says_what_it_is_for(app: str) -> None:
    assert (ROOT / app / "README.md").read_text(encoding="utf-8").startswith("# ")


def test_pages_hold_no_script_style_or_address_of_elsewhere() -> None:
    """The content security policy would drop them; a test says so before a browser does."""
    wrong = []
    for path in ROOT.rglob("*.html"):
        if "node_modules" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        for mark in (" style=", "<style", " onclick=", "javascript:", 'src="http', 'href="http'):
            if mark in text:
                wrong.append(f"{name_of(path)}: {mark}")
        for part in text.split("<script")[1:]:
            if " src=" not in part.split(">")[0] and "application/json" not in part.split(">")[0]:
                wrong.append(f"{name_of(path)}: a script in the page")
    assert wrong == []


def test_every_link_of_the_navigation_leads_to_a_view() -> None:
    nowhere = Area(slug="example-borough")
    assert [link.name for link in links() if address_of(link, nowhere) is None] == []
