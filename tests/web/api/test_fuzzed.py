"""The API asked at random from its own description: no fault, and answers of the shape promised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from stocktake_web.accounts.models import Area
from stocktake_web.public.models import Publication

OPERATIONS = [
    "/api/v1/areas",
    "/api/v1/{area}/releases",
    "/api/v1/{area}/indicators",
    "/api/v1/{area}/places",
    "/api/v1/{area}/figures",
    "/api/v1/{area}/benchmarks",
    "/api/v1/{area}/plans",
    "/api/v1/{area}/plans/{number}",
    "/api/v1/{area}/verdicts",
]

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
load_all_checks()


@pytest.fixture
def schema(eastmere: Area, published: Publication) -> Iterator[Any]:
    """The API's description of itself, and the application that answers."""
    # A server closes its connection around a request; here it is the test's own.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_operation_is_asked(schema: Any) -> None:
    assert sorted(schema) == sorted(OPERATIONS)


@pytest.mark.slow
@pytest.mark.parametrize("path", OPERATIONS)
def test_whatever_is_asked_is_answered_as_described(schema: Any, path: str) -> None:
    operation = schema[path]["GET"]
    statuses = []

    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), own_area=st.booleans())
    def ask(case: Any, own_area: bool) -> None:
        cache.clear()
        if own_area and "area" in case.path_parameters:
            case.path_parameters["area"] = "eastmere"
        # The client of the tests does not unpack what is sent compressed.
        answer = case.call(headers={"Accept-Encoding": "identity"})
        statuses.append(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    ask()
    assert statuses
