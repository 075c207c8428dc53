"""Rows of another area: no address opens them, and no form of this area takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django import forms
from django.db import transaction
from django.test import Client
from django.urls import reverse
from sample_parts import challenge_routes, parts_for, sample_parts
from school_rows import OLD_MILL

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.accounts.people.actions import add_account
from stocktake_web.records.forms import AreaModelForm

pytestmark = pytest.mark.django_db
ROLES = ("head_of_service", "headteacher", "trust_leader")


@pytest.mark.slow
def test_no_address_of_an_area_opens_a_row_of_another(
    area: Area,
    other_area: Area,
    users: dict[str, User],
    moment: datetime,
    client_for: Callable[[str], Client],
) -> None:
    """Whoever wrote the rows there has every role here, and has no row here."""
    parts = sample_parts(other_area, users, moment)
    clients = {role: client_for(role) for role in ROLES}
    answers, walked = [], set()
    for route in challenge_routes():
        assert route.access
        if route.name not in parts:
            continue
        walked.add(route.name)
        for role in ROLES:
            address = reverse(
                route.name, kwargs={"area": area.slug} | parts_for(parts[route.name], role)
            )
            for method in route.access.methods:
                with transaction.atomic():
                    answer = getattr(clients[role], method.lower())(address)
                    transaction.set_rollback(True)
                if answer.status_code != 404:
                    answers.append(f"{role} {method} {address}: {answer.status_code}")
    assert len(walked) > 60
    assert answers == []


def model_forms() -> Iterator[type[AreaModelForm]]:
    """Every form of the app that asks for a row by its number."""

    def below(form: type[AreaModelForm]) -> Iterator[type[AreaModelForm]]:
        for child in form.__subclasses__():
            yield child
            yield from below(child)

    for form in below(AreaModelForm):
        fields = form.base_fields.values()
        if form.__module__.startswith("stocktake_web.schools.") and any(
            isinstance(field, forms.ModelChoiceField) for field in fields
        ):
            yield form


def test_no_form_offers_a_row_of_another_area(
    area: Area,
    other_area: Area,
    schools: dict[str, School],
    users: dict[str, User],
    moment: datetime,
) -> None:
    challenge_routes()  # Reads every form.
    sample_parts(other_area, users, moment)
    stranger = add_account(
        actor=None, email="stranger@example.org", display_name="Example Stranger", password=None
    )
    field_names = set()
    for form_class in model_forms():
        row = form_class._meta.model(area=area)
        if hasattr(row, "school_id"):
            row.school = schools[OLD_MILL]
        form: Any = form_class(area=area, instance=row)
        for name, field in form.fields.items():
            if not isinstance(field, forms.ModelChoiceField):
                continue
            field_names.add(f"{form_class.__name__}.{name}")
            queryset: Any = field.queryset
            if queryset.model is User:
                assert stranger not in queryset, (form_class, name)
            else:
                assert queryset.model.objects.filter(area=other_area).exists(), name
                assert not queryset.filter(area=other_area).exists(), (form_class, name)
    assert {
        "EntryForm.same_event", "ProvisionForm.school", "InterestForm.school",
        "CouncillorForm.councillor", "ActionForm.assignee",
    } <= field_names  # fmt: skip
