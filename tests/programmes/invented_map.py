"""Small maps of programmes, made by hand: every programme all stated, unless a test says not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomli_w

from stocktake.programmes import DeliveryRow, Programme, ProgrammeMap, SchoolRow, load_themes
from stocktake.programmes.programme import Phase

WHOLE: dict[str, Any] = {
    "title": "Story Boat",
    "text": "Volunteers read with pupils once a week.",
    "funder": ["council"],
    "provider": ["charity"],
    "themes": ["reading"],
    "school_asks": {"visits_count": 1, "minutes": 60},
    "capacity": {"people": 100, "schools": 10},
    "hours": 12,
    "cost": "none",
    "starts": "2024-09-01",
    "ends": "2025-08-31",
    "exit_plan": "Schools go on by themselves.",
    "successor": "not needed",
    "data_returned": "none",
    "evidence": "none",
    "measure": "none",
}
AUDIENCE: dict[str, Any] = {
    "participants": ["pupils"],
    "phases": ["primary"],
    "ages": [5, 7],
    "groups": ["all"],
    "wards": ["all"],
    "schools": "all",
}
ORGANISATIONS = {"council": "Eastmere Council", "charity": "Larkstep Literacy"}
SCHOOLS = tuple(
    SchoolRow(900001 + number, f"School {number + 1}", phases, "Pier")
    for number, phases in enumerate(
        [("primary",), ("primary",), ("secondary",), ("primary", "secondary")]
    )
)


def raw(identity: str, **changes: Any) -> dict[str, Any]:
    """A programme as its file holds it; ``audience`` changes only the keys that it has."""
    audience = AUDIENCE | changes.pop("audience", {})
    return {**WHOLE, "title": identity, "id": identity, **changes, "audience": audience}


def programme(identity: str, **changes: Any) -> Programme:
    """A checked programme."""
    return Programme.model_validate(raw(identity, **changes))


def invented_map(*programmes: Programme, **more: Any) -> ProgrammeMap:
    """A map of four schools: two primary, one secondary, one all-through."""
    return ProgrammeMap(
        programmes=programmes,
        themes=load_themes(),
        **{"schools": SCHOOLS, "organisations": ORGANISATIONS, **more},
    )


def write_map(folder: Path, *programmes: dict[str, Any], **texts: str) -> Path:
    """Write files of programmes and, by name with ``__`` for a slash, other files."""
    (folder / "programmes").mkdir(exist_ok=True)
    for item in programmes:
        keys = dict(item)
        path = folder / "programmes" / f"{keys.pop('id')}.toml"
        path.write_text(tomli_w.dumps(keys), encoding="utf-8")
    for name, text in texts.items():
        (folder / name.replace("__", "/").replace("_DOT_", ".")).write_text(text, "utf-8")
    return folder


def school(urn: int, *phases: Phase, marks: str = "", ward: str = "Pier") -> SchoolRow:
    """A school."""
    return SchoolRow(urn, f"School {urn}", phases, ward, tuple(marks.split()))


__all__ = ["DeliveryRow"]
