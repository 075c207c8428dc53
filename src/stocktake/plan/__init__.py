"""Priorities, actions, milestones and targets as data; what a plan does not yet answer.

Everything named here loads when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stocktake.plan.brief import Brief
    from stocktake.plan.check import PlanCheck, check_plan
    from stocktake.plan.claims import CheckedClaim, check_claims
    from stocktake.plan.compare import CHANGE_WORDS, PlanChange, PlanChanges, compare_plans
    from stocktake.plan.judge import Judgement, context_of
    from stocktake.plan.names import targets_by_id
    from stocktake.plan.promises import PromiseCheck, check_promises, refuse_promises
    from stocktake.plan.read import PLAN_FILE, PlanFile, parse_plan, parse_plan_file, read_plan
    from stocktake.plan.scaffold import new_plan
    from stocktake.plan.schema import Activity, LocalIndicator, Plan, Priority
    from stocktake.plan.schema_json import plan_schema
    from stocktake.plan.section_schema import (
        SECTION_PATHS,
        SectionField,
        parent_section,
        section_fields,
        section_repeats,
    )
    from stocktake.plan.sections import (
        SectionItem,
        add_item,
        change_item,
        plan_indicators,
        remove_item,
        section_items,
    )
    from stocktake.plan.validity import Validity, find_validity
    from stocktake.plan.write import write_plan
    from stocktake.plan.years import school_years

_HOMES = {
    "Activity": "schema",
    "Brief": "brief",
    "CHANGE_WORDS": "compare",
    "CheckedClaim": "claims",
    "Judgement": "judge",
    "LocalIndicator": "schema",
    "PLAN_FILE": "read",
    "Plan": "schema",
    "PlanChange": "compare",
    "PlanChanges": "compare",
    "PlanCheck": "check",
    "PlanFile": "read",
    "Priority": "schema",
    "PromiseCheck": "promises",
    "SECTION_PATHS": "section_schema",
    "SectionField": "section_schema",
    "SectionItem": "sections",
    "Validity": "validity",
    "add_item": "sections",
    "change_item": "sections",
    "check_claims": "claims",
    "check_plan": "check",
    "check_promises": "promises",
    "compare_plans": "compare",
    "context_of": "judge",
    "find_validity": "validity",
    "new_plan": "scaffold",
    "parent_section": "section_schema",
    "parse_plan": "read",
    "parse_plan_file": "read",
    "plan_indicators": "sections",
    "plan_schema": "schema_json",
    "read_plan": "read",
    "refuse_promises": "promises",
    "remove_item": "sections",
    "school_years": "years",
    "section_fields": "section_schema",
    "section_items": "sections",
    "section_repeats": "section_schema",
    "targets_by_id": "names",
    "write_plan": "write",
}

__all__ = [
    "CHANGE_WORDS",
    "PLAN_FILE",
    "SECTION_PATHS",
    "Activity",
    "Brief",
    "CheckedClaim",
    "Judgement",
    "LocalIndicator",
    "Plan",
    "PlanChange",
    "PlanChanges",
    "PlanCheck",
    "PlanFile",
    "Priority",
    "PromiseCheck",
    "SectionField",
    "SectionItem",
    "Validity",
    "add_item",
    "change_item",
    "check_claims",
    "check_plan",
    "check_promises",
    "compare_plans",
    "context_of",
    "find_validity",
    "new_plan",
    "parent_section",
    "parse_plan",
    "parse_plan_file",
    "plan_indicators",
    "plan_schema",
    "read_plan",
    "refuse_promises",
    "remove_item",
    "school_years",
    "section_fields",
    "section_items",
    "section_repeats",
    "targets_by_id",
    "write_plan",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
