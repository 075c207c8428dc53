"""The rows that the walk over all permissions opens, for tests that attack the same addresses."""

from __future__ import annotations

import importlib.util
from datetime import datetime
from pathlib import Path
from typing import Any

from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions.matrix import Route, routes

FEATURES = (
    "academy_concerns", "accuracy", "attendance_meetings", "brokered_support", "concern_entries",
    "escalation", "fortnightly_review", "good_practice", "governance", "inclusion", "interests",
    "powers", "pupil_premium", "review_meetings", "service_views", "specialist_provision",
    "subject_strategies", "support", "training", "transitions", "visit_actions", "visit_exports",
    "visit_notes", "visits",
)  # fmt: skip
"""What belongs to challenge and support."""


def challenge_routes() -> list[Route]:
    """The addresses of these features."""
    modules = tuple(f"stocktake_web.schools.{feature}." for feature in FEATURES)
    return [route for route in routes() if route.module.startswith(modules)]


def sample_parts(area: Area, users: dict[str, User], moment: datetime) -> dict[str, Any]:
    """The parts of addresses, by the name of the view; some are made for a role."""
    path = Path(__file__).parent / "samples.py"
    spec = importlib.util.spec_from_file_location("samples_schools_attacked", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    parts: dict[str, Any] = module.samples(area, users, moment)
    return parts


def parts_for(parts: Any, role: str) -> dict[str, Any]:
    """The parts of one address, as a role opens it."""
    values: dict[str, Any] = parts(role) if callable(parts) else parts
    return values
