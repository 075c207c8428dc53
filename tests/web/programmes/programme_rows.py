"""A small map of an area: four schools, five programmes of which two overlap, and one proposal."""

from __future__ import annotations

from typing import Any

from stocktake.programmes import NeedRow, PlaceMap, Programme
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.accounts.schools.actions import load_schools
from stocktake_web.accounts.schools.register import SchoolRow
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.programmes.area_map.actions import add_organisations, set_needs, set_place_map
from stocktake_web.programmes.deliveries.models import Delivery
from stocktake_web.programmes.descriptions.actions import bring_in
from stocktake_web.programmes.descriptions.models import ProgrammeRecord
from stocktake_web.records.change import change
from stocktake_web.services import PlanText

PLAN = """
id = "example-2026"
title = "Example plan"
vision = "Every child in Example Borough does well."
place = {id = "la-890", name = "Example Borough"}
period = {first = "202526", last = "202627"}
[[partner]]
id = "council"
name = "Example Council"
[[priority]]
id = "learning"
title = "Learning"
why = "Children fall behind."
[[priority.activity]]
id = "mentors"
words = "Mentors read with pupils"
due = 2027-08-31
"""
ORGANISATIONS = {"larkstep": "Larkstep Literacy", "harbour": "Harbour Trust"}
PLACE_MAP: dict[str, Any] = {
    "barrier": [{"id": "absence", "text": "High absence", "themes": ["attendance"]}],
    "coverage": [
        {
            "id": "reading-everywhere",
            "text": "Reading reaches every primary school",
            "kind": "themes_in_all_schools",
            "themes": ["reading"],
            "phases": ["primary"],
            "due": "2027-08-31",
        }
    ],
}
HIGH, LOW, PIER = "999001", "999002", "999003"
AUDIENCE: dict[str, Any] = {
    "participants": ["pupils"],
    "phases": ["primary"],
    "ages": [5, 7],
    "groups": ["all"],
    "wards": ["all"],
    "schools": "all",
}
DESCRIPTION: dict[str, Any] = {
    "text": "Pupils read aloud to somebody once a week.",
    "funder": ["council"],
    "provider": ["larkstep"],
    "themes": ["reading"],
    "audience": AUDIENCE,
    "capacity": {"people": 100, "schools": "not stated"},
    "hours": 12,
    "school_asks": {"visits_count": 1, "minutes": 60},
    "cost": [{"year": "202627", "pounds": 40000}],
    "starts": "2025-09-01",
    "ends": "2027-08-31",
    "exit_plan": "Schools go on by themselves.",
    "successor": "not needed",
    "data_returned": "none",
    "evidence": "not stated",
    "measure": [{"kind": "how_much", "text": "Pupils who read"}],
}


def description(identity: str, title: str, **changes: Any) -> Programme:
    """A programme, all stated but its evidence."""
    return Programme.model_validate({**DESCRIPTION, "id": identity, "title": title, **changes})


def add_programme(area: Area, identity: str, title: str, **changes: Any) -> ProgrammeRecord:
    """A programme as it is kept."""
    return bring_in(area, actor=None, programme=description(identity, title, **changes))


def add_proposal(area: Area, owner: User | None, identity: str, title: str) -> ProgrammeRecord:
    """A proposal of a provider's account."""
    return give_to(add_programme(area, identity, title, stage="bid"), owner)


def give_to(record: ProgrammeRecord, owner: User | None) -> ProgrammeRecord:
    """Let an account look after a programme."""
    values = {"owner_user": owner}
    return change(record, actor=None, values=values, expected_version=record.version)


def add_area_schools(area: Area) -> dict[str, School]:
    """Two primary schools and a secondary one, by number."""
    rows = [
        SchoolRow(urn, name, area.name, closed_on=None, phase=phase, type_group="maintained")
        for urn, name, phase in (
            (HIGH, "High Street Primary School", "Primary"),
            (LOW, "Low Road Primary School", "Primary"),
            (PIER, "Pier Academy", "Secondary"),
        )
    ]
    load_schools(area=area, actor=None, rows=rows)
    return {school.urn: school for school in School.objects.filter(area=area)}


def add_map(area: Area) -> dict[str, ProgrammeRecord]:
    """The plan, its organisations, schools, needs and programmes, by id."""
    add_revision(area=area, actor=None, text=PlanText(PLAN), reason="first")
    add_organisations(area, None, ORGANISATIONS)
    set_place_map(area, None, PlaceMap.model_validate(PLACE_MAP))
    schools = add_area_schools(area)
    set_needs(area, None, [NeedRow("mental-health", 40, "Referrals of 2026", ward="Quay")])
    mentors = add_programme(area, "reading-mentors", "Reading Mentors")
    boat = add_programme(area, "story-boat", "Story Boat", provider=["harbour"])
    sums = add_programme(
        area,
        "sums",
        "Sums at Sea",
        themes=["mathematics"],
        ends="2026-08-31",
        cost="not stated",
        audience=AUDIENCE | {"phases": ["secondary"], "ages": [11, 16]},
    )
    for urn in (HIGH, LOW):
        add_delivery(mentors, schools[urn])
    return {row.programme_id: row for row in (mentors, boat, sums)}


def add_delivery(programme: ProgrammeRecord, school: School, **changes: Any) -> Delivery:
    """A programme in a school this term."""
    row = Delivery(area=programme.area, programme=programme, school=school)
    values = {"term": "202627-autumn", "state": "delivered", "contact_role": "reading lead"}
    return change(row, actor=None, values=values | changes)
