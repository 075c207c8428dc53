"""Reads the map of an area: its records as the library's map, and what the map says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from stocktake.programmes import SchoolRow, school_phases
from stocktake_web import services
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.numbers import record_urn
from stocktake_web.accounts.schools.queries import open_schools
from stocktake_web.plans.revisions.queries import NoPlan, current_revision
from stocktake_web.programmes.area_map.models import MapSetting
from stocktake_web.programmes.deliveries.models import Delivery
from stocktake_web.programmes.descriptions.models import CLOSED_STAGES, ProgrammeRecord
from stocktake_web.services.programme_maps import (
    COUNTS,
    DeliveryValues,
    MapAnswers,
    MapParts,
    map_answers,
)


def map_of(area: Area) -> MapAnswers:
    """What the area's programmes, deliveries and needs say together, as of today."""
    setting = map_setting(area)
    deliveries = delivery_values(area)
    parts = MapParts(
        programmes=tuple(
            ProgrammeRecord.objects.filter(area=area)
            .order_by("programme_id")
            .values_list("definition", flat=True)
        ),
        place_map=setting.place_map,
        needs=setting.needs,
        schools=_school_rows(area, setting, {int(values[1]) for values in deliveries}),
        deliveries=deliveries,
    )
    try:
        revision = current_revision(area)
    except NoPlan:
        revision = None
    return map_answers(area, revision, parts, as_of=services.today())


def without_proposals(answers: MapAnswers, own_ids: Collection[str]) -> MapAnswers:
    """The same map as somebody sees it to whom proposals are closed, but for their own."""
    whole = answers.programme_map
    open_programmes = tuple(
        item for item in whole.programmes if item.id in own_ids or item.stage not in CLOSED_STAGES
    )
    return replace(answers, programme_map=replace(whole, programmes=open_programmes))


def map_setting(area: Area, *, lock: bool = False) -> MapSetting:
    """What the area says of its programmes as a whole; a new row where it says nothing yet."""
    rows = MapSetting.objects.filter(area=area)
    return (rows.select_for_update() if lock else rows).first() or MapSetting(area=area)


def delivery_values(area: Area) -> tuple[DeliveryValues, ...]:
    """Every delivery as plain values, once: a school that got another number is one school."""
    rows = (
        Delivery.objects.filter(area=area)
        .order_by("pk")
        .values_list(
            "programme__programme_id",
            record_urn(),
            "term",
            "state",
            *COUNTS,
            "contact_role",
            "contact_user_id",
        )
    )
    by_place: dict[tuple[str, str, str], DeliveryValues] = {}
    for programme, urn, term, *values in rows:
        *values, role, user_id = values
        role = role or ("account" if user_id else "")
        by_place.setdefault((programme, urn, term), (programme, urn, term, *values, role))
    return tuple(by_place.values())


def _school_rows(area: Area, setting: MapSetting, delivery_urns: set[int]) -> tuple[SchoolRow, ...]:
    """The schools that are open, and those in which something was; each once, by number."""
    marks = setting.school_marks
    schools = {int(school.urn): school for school in open_schools(area)}
    missing_urns = [str(urn) for urn in delivery_urns - set(schools)]
    if missing_urns:
        closed_schools = School.objects.filter(area=area, urn__in=missing_urns)
        schools |= {int(school.urn): school for school in closed_schools}
    names = {urn: school.name for urn, school in schools.items()}
    names |= {urn: f"School {urn}" for urn in delivery_urns - set(schools)}
    rows = []
    for urn in sorted(names):
        school_marks = marks.get(str(urn), {})
        rows.append(
            SchoolRow(
                urn,
                names[urn],
                school_phases(schools[urn].phase) if urn in schools else (),
                school_marks.get("ward", ""),
                tuple(school_marks.get("marks", ())),
            )
        )
    return tuple(rows)
