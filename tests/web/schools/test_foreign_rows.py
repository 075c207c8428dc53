"""Posts that name rows of another area, or slip in fields that no form has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from exchange_rows import planned_change
from level_rows import level_of
from samples import samples
from school_rows import HARBOUR, OLD_MILL, PIER, add_schools
from statement_rows import draft

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.schools.categories.models import CategorySetting
from stocktake_web.schools.exchange.models import ExchangeSignature
from stocktake_web.schools.levels.models import LevelReply
from stocktake_web.schools.pipeline.models import PlannedChange
from stocktake_web.schools.statements.models import Statement

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"
FOREIGN = "888001"


def row_counts() -> dict[str, int]:
    """How many rows each table of schools has."""
    models = apps.get_app_config("schools").get_models()
    return {model.__name__: model._default_manager.count() for model in models}


def posted_values(**values: Any) -> dict[str, Any]:
    """What a form of any of these pages may ask for, so that no post fails for want of it."""
    return {
        "version": "1", "reason": "Planted.", "text": "Planted.", "answer": "yes", "letter": "X",
        "category": "A", "level": "50", "state": "agreed", "kind": "conversion", "size": "1",
        "planned_on_day": "1", "planned_on_month": "4", "planned_on_year": "2027",
        "effective_date_day": "23", "effective_date_month": "11", "effective_date_year": "2026",
        "review_on_day": "1", "review_on_month": "9", "review_on_year": "2027",
    } | values  # fmt: skip


@pytest.mark.slow
def test_no_post_reaches_a_row_of_another_area(
    area: Area,
    other_area: Area,
    users: dict[str, User],
    moment: datetime,
    client_for: Callable[[str], Client],
) -> None:
    parts_by_route = samples(other_area, users, moment)
    School.objects.filter(area=other_area, urn=OLD_MILL).update(urn=FOREIGN)
    add_schools(area)
    counts = row_counts()
    answers = []
    for role in ("head_of_service", "improvement_officer", "analyst", "headteacher", "governor"):
        client = client_for(role)
        for name, parts in parts_by_route.items():
            row_parts = dict(parts(role) if callable(parts) else parts)
            if "urn" in row_parts:
                row_parts["urn"] = FOREIGN
            address = reverse(name, kwargs={"area": area.slug, **row_parts})
            answer = client.post(address, posted_values())
            if answer.status_code not in {403, 404, 405}:
                answers.append((role, name, answer.status_code))
    assert answers == []
    assert row_counts() == counts


def test_fields_that_no_form_has_are_not_taken(
    area: Area,
    other_area: Area,
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:
    far = School.objects.create(area=other_area, urn=FOREIGN, name="Far School")
    extra_fields = posted_values(
        area=str(other_area.pk), area_id=str(other_area.pk), school=str(schools[PIER].pk),
        school_id=str(far.pk), id="999", pk="999", by=str(users["analyst"].pk), by_role="Minister",
        owner_user=str(users["analyst"].pk), signed_by=str(users["headteacher"].pk), step="9",
        capacity="head", at="1999-01-01", needs_head="", suggested_category="A",
    )  # fmt: skip
    officer = client_for("improvement_officer")
    officer.post(reverse("schools:set-category", args=[area.slug, OLD_MILL]), extra_fields)
    setting = CategorySetting.objects.get()
    assert (setting.area, setting.school) == (area, schools[OLD_MILL])
    assert (setting.by, setting.by_role) == (users["improvement_officer"], "Improvement officer")
    assert setting.at.year == 2026

    plan = planned_change(schools[OLD_MILL])
    officer.post(reverse("schools:planned-change", args=[area.slug, plan.pk]), extra_fields)
    plan = PlannedChange.objects.get()
    assert (plan.version, plan.area, plan.school) == (2, area, schools[OLD_MILL])

    row = draft(schools[OLD_MILL], users["improvement_officer"])
    officer.post(
        reverse("schools:statement-letter", args=[area.slug, row.pk]),
        extra_fields | {"state": "sent"},
    )
    row = Statement.objects.get()
    assert (row.letter, row.state, row.school) == ("X", "draft", schools[OLD_MILL])
    assert (row.owner_user, row.signed_by) == (users["improvement_officer"], None)

    level = level_of(schools[OLD_MILL])
    governor = client_for("governor")
    governor.post(reverse("schools:reply-level", args=[area.slug, level.pk]), extra_fields)
    reply = LevelReply.objects.get()
    assert (reply.capacity, reply.by, reply.level) == (
        "board_chair",
        users["governor"],
        level.level,
    )

    head = client_for("headteacher")
    head.post(reverse("schools:sign-exchange", args=[area.slug, OLD_MILL]), extra_fields)
    signature = ExchangeSignature.objects.get()
    assert (signature.school, signature.by) == (schools[OLD_MILL], users["headteacher"])
    foreign_address = reverse("schools:sign-exchange", args=[area.slug, HARBOUR])
    assert head.post(foreign_address, extra_fields).status_code == 403
