"""A place that has no plan yet: every page answers, and those of the plan say how one begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from stocktake_web.accounts.models import Area, User

pytestmark = pytest.mark.django_db
ROLES = ("analyst", "head_of_service", "secretary", "delivery_lead", "administrator", "headteacher")


def addresses() -> Iterator[str]:
    """Every page of an area that is about no row."""
    resolver: Any = get_resolver()
    for app, (_, part) in sorted(resolver.namespace_dict.items()):
        for name in part.reverse_dict:
            if isinstance(name, str):
                try:
                    yield reverse(f"{app}:{name}", kwargs={"area": "example-borough"})
                except NoReverseMatch:
                    continue


def test_no_page_fails(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    waiting, faults, told_count = set(addresses()), [], 0
    assert len(waiting) > 100
    for role in ROLES:
        client = client_for(role)
        client.raise_request_exception = False
        for address in sorted(waiting):
            answer = client.get(address)
            if answer.status_code >= 500:
                faults.append(f"{address} as {role}: {answer.status_code}")
            if answer.status_code not in (403, 405):
                waiting.remove(address)
            told_count += "This place has no plan yet" in answer.content.decode(errors="replace")
    assert faults == []
    assert told_count > 10
