"""Follows schools over time: their numbers, trusts, phases, openings and closings."""

from __future__ import annotations

from stocktake.schools.register.held import held_register
from stocktake.schools.register.history import (
    HandOver,
    SchoolHistories,
    SchoolHistory,
    SchoolNumber,
    StructuralChange,
    school_history,
)
from stocktake.schools.register.identity import figures_by_identity, school_identities
from stocktake.schools.register.memberships import members_on, membership_spells
from stocktake.schools.register.pipeline import school_pipeline
from stocktake.schools.register.place_pipeline import PlannedEvent, place_pipeline
from stocktake.schools.register.places import counted_phase, place_name, schools_of
from stocktake.schools.register.record import SchoolRegister, schools_as_on
from stocktake.schools.register.record_numbers import Continuation, continuations

__all__ = [
    "Continuation",
    "HandOver",
    "PlannedEvent",
    "SchoolHistories",
    "SchoolHistory",
    "SchoolNumber",
    "SchoolRegister",
    "StructuralChange",
    "continuations",
    "counted_phase",
    "figures_by_identity",
    "held_register",
    "members_on",
    "membership_spells",
    "place_name",
    "place_pipeline",
    "school_history",
    "school_identities",
    "school_pipeline",
    "schools_as_on",
    "schools_of",
]
