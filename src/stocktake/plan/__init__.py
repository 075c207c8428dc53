"""Priorities, actions, milestones and targets as data; what a plan does not yet answer."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "Brief": "brief",
    "CheckedClaim": "claims",
    "Judgement": "judge",
    "Plan": "schema",
    "PlanChanges": "compare",
    "PlanCheck": "check",
    "PlanFile": "read",
    "check_claims": "claims",
    "check_plan": "check",
    "compare_plans": "compare",
    "new_plan": "scaffold",
    "plan_schema": "schema_json",
    "read_plan": "read",
    "setting_of": "judge",
    "write_plan": "write",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that importing the room is light."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
