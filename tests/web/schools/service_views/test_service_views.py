"""The yearly view of the service: once each, and no answer that leads to a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from support_rows import open_views

from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import Event, EventValues
from stocktake_web.schools.service_views.actions import answer, publish_round
from stocktake_web.schools.service_views.models import (
    Question,
    ServiceViewCount,
    ServiceViewMark,
    ServiceViewRound,
)
from stocktake_web.schools.service_views.queries import has_answered
from stocktake_web.schools.service_views.shares import published_results

BASE = "/example-borough/dashboard/schools/service-views/"
AFTER_THE_LAST_DAY = datetime(2026, 12, 12, 9, tzinfo=UTC)
ALL_YES = dict.fromkeys(Question.values, "yes")


def text(page: Any) -> str:
    return " ".join(page.content.decode().split())


def counts_of(heads: dict[str, int], governors: dict[str, int]) -> Any:
    return {"heads": {"reach": heads}, "governors": {"reach": governors}}


@pytest.mark.parametrize(
    ("heads", "governors", "groups"),
    [
        ({"yes": 10, "no": 0}, {"yes": 4, "no": 6}, {"heads", "governors"}),
        ({"yes": 10, "no": 0}, {"yes": 3, "no": 6}, {"all"}),
        ({"yes": 30, "no": 9}, {"yes": 0, "no": 0}, {"all"}),
        ({"yes": 5, "no": 0}, {"yes": 0, "no": 5}, {"all"}),
        ({"yes": 5, "no": 0}, {"yes": 0, "no": 4}, set()),
        ({"yes": 0, "no": 0}, {"yes": 0, "no": 0}, set()),
    ],
)
def test_fewer_than_ten_are_pooled_and_fewer_than_ten_in_all_are_not_published(
    heads: dict[str, int], governors: dict[str, int], groups: set[str]
) -> None:
    assert set(published_results(counts_of(heads, governors))["groups"]) == groups


def test_what_all_or_nobody_said_is_not_told_from_what_nearly_all_said() -> None:
    """Ten of ten, and nine of ten, are both nine tenths or more."""
    for yes in (9, 10):
        results = published_results(counts_of({"yes": yes, "no": 10 - yes}, {"yes": 0, "no": 10}))
        assert results["groups"]["heads"]["reach"] == {"yes": 9, "no": 1}
    results = published_results(counts_of({"yes": 5, "no": 7}, {"yes": 12, "no": 8}))
    assert results["groups"] == {
        "heads": {"reach": {"yes": 4, "no": 6}}, "governors": {"reach": {"yes": 6, "no": 4}},
    }  # fmt: skip


@given(
    heads=st.lists(st.integers(0, 40), min_size=4, max_size=4),
    governors=st.lists(st.integers(0, 40), min_size=4, max_size=4),
)
@settings(max_examples=200, deadline=None)
def test_nobody_is_told_what_everybody_said(heads: list[int], governors: list[int]) -> None:
    options = ("yes", "partly", "no", "cannot_say")
    results = published_results(
        counts_of(
            dict(zip(options, heads, strict=True)), dict(zip(options, governors, strict=True))
        )
    )
    for group, questions in results["groups"].items():
        size = sum(heads) + sum(governors) if group == "all" else None
        assert size is None or size >= 10
        assert all(1 <= tenths <= 9 for shares in questions.values() for tenths in shares.values())


@pytest.mark.django_db
def test_a_person_answers_once_and_nothing_kept_names_or_times_the_person(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    round_ = open_views(area)
    head = client_for("headteacher")
    assert "Give your view" in text(head.get(BASE))
    address = f"{BASE}{round_.pk}/answer/"
    events, values = Event.objects.count(), EventValues.objects.count()
    assert "Your view is counted." in text(head.post(address, ALL_YES, follow=True))
    assert "Give your view" not in text(head.get(BASE))
    assert "You gave your view this year already" in text(head.post(address, ALL_YES))
    assert sum(row.count for row in ServiceViewCount.objects.all()) == len(Question)
    assert (Event.objects.count(), EventValues.objects.count()) == (events, values)
    for model in (ServiceViewCount, ServiceViewMark):
        fields = {field.name: field.get_internal_type() for field in model._meta.get_fields()}
        assert not {"DateTimeField", "DateField", "AutoField"} & set(fields.values())
        assert users["headteacher"]._meta.model not in {
            field.related_model for field in model._meta.get_fields()
        }
    mark = ServiceViewMark.objects.get()
    assert str(users["headteacher"].pk) != mark.digest
    assert has_answered(users["headteacher"], round_)
    assert not has_answered(users["governor"], round_)


@pytest.mark.django_db
def test_no_table_of_the_app_has_an_answer_as_a_row(area: Area, users: dict[str, User]) -> None:
    """The same rows are there before and after: only numbers grow, so no order tells of anybody."""
    round_ = open_views(area)
    rows = ServiceViewCount.objects.count()
    for role in ("headteacher", "governor"):
        answer(user=users[role], round_=round_, group="heads", answers=ALL_YES)
    assert ServiceViewCount.objects.count() == rows
    models = list(apps.get_app_config("schools").get_models())
    names = {model.__name__ for model in models if "ServiceView" in model.__name__}
    assert names == {"ServiceViewRound", "ServiceViewCount", "ServiceViewMark"}


@pytest.mark.django_db
def test_a_failed_answer_neither_counts_nor_marks(area: Area, users: dict[str, User]) -> None:
    round_ = open_views(area)
    user = users["governor"]
    for answers in (ALL_YES | {"reach": "maybe"}, {"reach": "yes"}, {}):
        with pytest.raises(ValidationError):
            answer(user=user, round_=round_, group="governors", answers=answers)
    assert not ServiceViewMark.objects.exists()
    assert sum(row.count for row in ServiceViewCount.objects.all()) == 0
    answer(user=user, round_=round_, group="governors", answers=ALL_YES)


@pytest.mark.django_db
def test_it_is_published_once_after_the_last_day_and_the_counts_are_gone(
    area: Area, users: dict[str, User], clock: Any, client_for: Callable[[str], Client]
) -> None:
    round_ = open_views(area)
    answer(user=users["governor"], round_=round_, group="governors", answers=ALL_YES)
    with pytest.raises(ValidationError, match="Publish it after the last day"):
        publish_round(actor=None, round_=round_, expected_version=1)
    clock.moment = AFTER_THE_LAST_DAY
    with pytest.raises(ValidationError, match="The round is closed"):
        answer(user=users["headteacher"], round_=round_, group="heads", answers=ALL_YES)
    head_of_service = client_for("head_of_service")
    address = f"{BASE}{round_.pk}/publish/"
    page = text(head_of_service.post(address, {"version": "1"}, follow=True))
    assert "Fewer than ten answered, so nothing is published." in page
    assert not ServiceViewCount.objects.exists()
    assert not ServiceViewMark.objects.exists()
    again = text(head_of_service.post(address, {"version": "2"}))
    assert "The results are published and stay as they are" in again
    assert ServiceViewRound.objects.get().results == {"groups": {}}


@pytest.mark.django_db
def test_those_who_were_asked_read_what_those_who_asked_read(
    area: Area, users: dict[str, User], clock: Any, client_for: Callable[[str], Client]
) -> None:
    round_ = open_views(area)
    ServiceViewCount.objects.filter(option="yes", group="heads").update(count=8)
    ServiceViewCount.objects.filter(option="partly", group="governors").update(count=12)
    roles = ("headteacher", "governor", "head_of_service", "analyst")
    for role in roles:
        page = text(client_for(role).get(BASE))
        assert "in 10" not in page, "nobody sees a figure while it is open"
    clock.moment = AFTER_THE_LAST_DAY
    publish_round(actor=None, round_=round_, expected_version=1)
    pages = [text(client_for(role).get(BASE)) for role in roles]
    for page in pages:
        assert "Headteachers and governors together" in page
        assert page.count("about 4 in 10") == page.count("about 6 in 10") == len(Question)
    for role in ("board_member", "councillor", "clerk", "trust_leader", "delivery_lead"):
        assert client_for(role).get(BASE).status_code == 403, role
    values = " ".join(str(row.__dict__) for row in EventValues.objects.all())
    assert "'count'" not in values


@pytest.mark.django_db
def test_one_round_is_open_at_a_time_and_one_is_held_a_year(
    area: Area, other_area: Area, clock: Any
) -> None:
    round_ = open_views(area)
    open_views(other_area)
    with pytest.raises(ValidationError, match="Publish the round that is open first"):
        open_views(area, academic_year="202728")
    clock.moment = AFTER_THE_LAST_DAY
    publish_round(actor=None, round_=round_, expected_version=1)
    with pytest.raises(ValidationError, match="The year was asked already"):
        open_views(area, closes_on=date(2027, 1, 31))
    open_views(area, academic_year="202728", closes_on=date(2027, 1, 31))


@pytest.mark.django_db
def test_a_digest_is_another_in_another_round(
    area: Area, other_area: Area, users: dict[str, User]
) -> None:
    first, second = open_views(area), open_views(other_area)
    user = users["headteacher"]
    answer(user=user, round_=first, group="heads", answers=ALL_YES)
    assert not has_answered(user, second)


@pytest.mark.django_db
def test_only_heads_and_governors_answer_and_another_area_is_not_found(
    area: Area, other_area: Area, client_for: Callable[[str], Client]
) -> None:
    round_, stranger = open_views(area), open_views(other_area)
    for role in ("head_of_service", "analyst", "clerk", "trust_leader", "board_member"):
        client = client_for(role)
        assert client.post(f"{BASE}{round_.pk}/answer/", ALL_YES).status_code == 403, role
    assert client_for("headteacher").get(f"{BASE}{stranger.pk}/answer/").status_code == 404
    assert client_for("improvement_officer").get(f"{BASE}add/").status_code == 403


@pytest.mark.django_db
def test_a_published_round_stays(area: Area, clock: Any) -> None:
    round_ = open_views(area)
    clock.moment = AFTER_THE_LAST_DAY
    row = publish_round(actor=None, round_=round_, expected_version=1)
    row.closes_on = date(2027, 3, 1)
    with pytest.raises(ValidationError, match="stay as they are"):
        row.full_clean()
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM schools_serviceviewcount")
        assert cursor.fetchone() == (0,)
