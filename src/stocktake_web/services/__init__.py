"""What needs the running instance: clock, keys, open warehouse, own definitions and caches.

What the library does without them, an app imports from the library's rooms.
"""

from __future__ import annotations

from stocktake_web.services.clock import now, today
from stocktake_web.services.judgements import (
    PlanText,
    example_plan_text,
    invented_plan_text,
    judge_area,
    plan_of,
)
from stocktake_web.services.keys import audit_key
from stocktake_web.services.mails import MailOutcome, send_mail
from stocktake_web.services.promises import check_area_promises, refuse_area_promises
from stocktake_web.services.releases import known_releases, release_names, releases, warehouse

__all__ = [
    "MailOutcome",
    "PlanText",
    "audit_key",
    "check_area_promises",
    "example_plan_text",
    "invented_plan_text",
    "judge_area",
    "known_releases",
    "now",
    "plan_of",
    "refuse_area_promises",
    "release_names",
    "releases",
    "send_mail",
    "today",
    "warehouse",
]
