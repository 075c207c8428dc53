"""The definitions by which an area escalates: its stages, its register and its meetings."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from stocktake.schools import (
    EscalationMachine,
    MeetingRules,
    RegisterRules,
    load_meeting_rules,
    load_register_rules,
    machine_for,
)
from stocktake.standards import DefinitionError
from stocktake_web.services.area import AreaFields
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.judgements import own_definitions, state_of

SchoolPath = Literal["maintained", "academy"]

_registers = LRUCache[RegisterRules](size=8)
_meetings = LRUCache[MeetingRules](size=8)
_machines = LRUCache["EscalationMachine | None"](size=16)


def register_rules(area: AreaFields) -> RegisterRules:
    """How many entries prompt a meeting, when one lapses, by when the head sees it."""
    folder = own_definitions(area)
    return _registers.get(_key(folder), lambda: load_register_rules(folder))


def meeting_rules(area: AreaFields) -> MeetingRules:
    """Who attends a review meeting."""
    folder = own_definitions(area)
    return _meetings.get(_key(folder), lambda: load_meeting_rules(folder))


def escalation_machine(area: AreaFields, path: SchoolPath, on: date) -> EscalationMachine | None:
    """The stages in use on a day for a kind of school; None where no file is in use on it."""
    folder = own_definitions(area)

    def load() -> EscalationMachine | None:
        try:
            return machine_for(path, on, folder)
        except DefinitionError:
            return None

    return _machines.get((*_key(folder), path, on), load)


def _key(folder: Path | None) -> tuple[str, str]:
    return str(folder), state_of(folder)
