"""What each app contributes to the whole: navigation, needs, demo content, personal data.

An app that has something to contribute holds a module of the agreed name. Nothing is registered
by hand, and no app knows the others.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps

PREFIX = "stocktake_web."


def contributions(name: str) -> list[ModuleType]:
    """The modules of that name in the application's own apps, in the order of the settings."""
    own = [config.name for config in apps.get_app_configs() if config.name.startswith(PREFIX)]
    return [import_module(f"{app}.{name}") for app in own if find_spec(f"{app}.{name}")]
