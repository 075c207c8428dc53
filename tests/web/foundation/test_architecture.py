"""The rules that hold the application together, read from its code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

import stocktake
import stocktake_web
from stocktake_web.navigation import address_of, links
from stocktake_web.settings.base import APPS

ROOT = Path(stocktake_web.__file__).parent
MODULES = sorted(
    path
    for path in ROOT.rglob("*.py")
    if "migrations" not in path.parts and "node_modules" not in path.parts
)
WRITES = {"save", "delete", "update", "bulk_create", "bulk_update", "update_or_create"}
WRITES_OF_ITS_OWN = {
    # The chain itself.
    "audit/models.py",
    # The one function that saves a row with its event.
    "records/change.py",
    # The base that calls Django's own.
    "records/models.py",
    # What takes an erased person out of rows: recorded by whoever asks for it.
    "plans/personal_data.py",
    # Counts that all workers share: they belong to no place, and no event records them.
    "accounts/sign_in/request_counts.py",
    "accounts/sign_in/shared_limits.py",
    "accounts/sign_in/wrong_passwords.py",
}
"""Modules that write and are no actions."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def writes_of(path: Path) -> Iterator[str]:
    """Calls that look like a write to the database, one for each line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            method = node.func.attr
            if method in WRITES and not _harmless(node):
                yield f"{name_of(path)}:{node.lineno} {ast.unparse(node.func)}()"


def _harmless(call: ast.Call) -> bool:
    """A digest, a dictionary or a set is updated with something; a queryset with names alone."""
    assert isinstance(call.func, ast.Attribute)
    if call.func.attr == "update":
        return bool(call.args)
    on = ast.unparse(call.func.value)
    return on in {"document", "workbook", "image", "super()"}


@pytest.mark.slow
def test_only_actions_write() -> None:
    outside = [
        write
        for path in MODULES
        if "actions" not in path.relative_to(ROOT).with_suffix("").parts
        and name_of(path) not in WRITES_OF_ITS_OWN
        for write in writes_of(path)
    ]
    assert outside == []


ROOMS = {path.parent.name for path in Path(stocktake.__file__).parent.glob("*/__init__.py")}


def public_names(package: str) -> set[str]:
    return set(import_module(package).__all__)


def library_faults(source: str) -> Iterator[str]:
    """What a module imports from the library otherwise than a room's public name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            deep = [alias.name for alias in node.names if alias.name.startswith("stocktake.")]
            yield from (f"import {name}" for name in deep)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "stocktake":
            package, _, room = (node.module or "").partition(".")
            names = {alias.name for alias in node.names}
            if not room:
                known_names = public_names(package) | ROOMS
            else:
                known_names = public_names(f"stocktake.{room}") if room in ROOMS else set()
            yield from (f"from {node.module} import {name}" for name in sorted(names - known_names))


@pytest.mark.slow
def test_only_public_names_of_a_room_are_imported() -> None:
    faults = [
        f"{name_of(path)}: {fault}"
        for path in MODULES
        for fault in library_faults(path.read_text(encoding="utf-8"))
    ]
    assert faults == []


def test_a_deep_or_private_import_of_the_library_is_a_fault() -> None:
    assert list(library_faults("from stocktake.targets.verdict import Verdict")) == [
        "from stocktake.targets.verdict import Verdict"
    ]
    assert list(library_faults("from stocktake.plan import walk_targets")) == [
        "from stocktake.plan import walk_targets"
    ]
    assert list(library_faults("import stocktake.plan.judge")) == ["import stocktake.plan.judge"]
    assert list(library_faults("from stocktake.targets import Verdict")) == []


@pytest.mark.parametrize("room", sorted(ROOMS - {"cli", "pupils"}))
def test_every_public_name_of_a_room_is_there(room: str) -> None:
    package = import_module(f"stocktake.{room}")
    assert [name for name in package.__all__ if getattr(package, name, None) is None] == []


@pytest.mark.slow
def test_the_clock_is_read_in_one_place_only() -> None:
    read = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        if name_of(path) != "services/clock.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func)
        in {"datetime.now", "date.today", "timezone.now", "datetime.today", "time.time"}
    ]
    assert read == []


@pytest.mark.parametrize("app", APPS)
def test_everything_an_app_keeps_belongs_to_an_area(app: str) -> None:
    """Directly, or through the row that it is a part of."""
    known_models = {"accounts.area", "accounts.user", "audit.eventvalues"}
    homeless = [
        model._meta.label_lower
        for model in apps.get_app_config(app).get_models()
        if model._meta.label_lower not in known_models and not leads_to_area(model, set())
    ]
    assert homeless == []


def leads_to_area(model: type[models.Model], models_seen: set[type[models.Model]]) -> bool:
    if model in models_seen:
        return False
    models_seen.add(model)
    for field in model._meta.get_fields():
        target = field.related_model if isinstance(field, models.ForeignKey) else None
        if target is None or target is model:
            continue
        if target._meta.label_lower == "accounts.area" or leads_to_area(target, models_seen):
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
    assert [link.name for link in links() if address_of(link, "example-borough") is None] == []


VIEWS = [
    path
    for path in MODULES
    if {"views", "api"} & set(path.relative_to(ROOT).with_suffix("").parts)
    # Its generic views find a row within its area, after the access rule was asked.
    and name_of(path) != "records/views.py"
]
FETCHES = {"objects", "_default_manager", "_base_manager"}
GENERIC_VIEWS = "records/views.py"
"""What these fetch is a row of the area for the access rule, and that row again, locked."""
THROUGH_ITSELF: set[str] = set()
"""Views with more in their address than the area, which take no object by their access rule."""


def test_no_view_asks_the_database_by_itself() -> None:
    """Its object comes through its access rule, which checks permission and openness."""
    assert len(VIEWS) > 40
    queries = [
        f"{name_of(path)}:{node.lineno} {ast.unparse(node)}"
        for path in VIEWS
        if name_of(path) != GENERIC_VIEWS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in FETCHES
    ]
    assert queries == []


def test_every_view_takes_its_object_through_its_access_rule() -> None:
    by_themselves = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef) or len(node.args.args) < 3:
                continue
            accesses = [
                call
                for call in node.decorator_list
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "requires"
            ]
            if any(keyword.arg == "of" for call in accesses for keyword in call.keywords):
                continue
            if accesses:
                by_themselves.add(f"{name_of(path)}: {node.name}")
    assert by_themselves == THROUGH_ITSELF


def only_reexports(source: str) -> bool:
    """Whether a module holds names of other modules and nothing of its own."""
    statements = [
        statement
        for statement in ast.parse(source).body
        if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
    ]
    return bool(statements) and all(
        isinstance(statement, ast.Import | ast.ImportFrom)
        or (isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "__all__")
        for statement in statements
    )


def test_no_module_only_passes_on_the_names_of_others() -> None:
    """Callers import from the feature; what Django looks for, and a package's face, may gather."""
    gateways = [
        name_of(path)
        for path in MODULES
        if path.name not in {"__init__.py", "models.py"}
        and only_reexports(path.read_text(encoding="utf-8"))
    ]
    assert gateways == []


def test_a_gateway_is_recognised() -> None:
    assert only_reexports('"""Why."""\nfrom a import b\n__all__ = ["b"]\n')
    assert not only_reexports("from a import b\nc = b\n")
    assert not only_reexports('"""Nothing but a sentence."""\n')
