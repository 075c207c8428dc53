"""The API as a whole: errors of one shape, read-only, bounded."""

from __future__ import annotations

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area
from stocktake_web.api import v1

ROOT = "/api/v1/eastmere"


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("eastmere/figures?indicator=none", 400, "has no indicator"),
        ("eastmere/figures?place=la-890", 400, "cannot be explored here"),
        ("eastmere/figures?limit=5000", 400, "the request cannot be read"),
        ("eastmere/figures?format=xml", 400, "the request cannot be read"),
        ("eastmere/figures?colour=red", 400, "the request cannot be read"),
        ("eastmere/areas?", 404, "there is no such address"),
        ("areas?area=eastmere", 400, "the request cannot be read"),
        ("eastmere/figures?release=a&release=b", 400, "the request cannot be read"),
        ("eastmere/figures?time_period=190001", 400, "a filter matches nothing"),
        ("eastmere/benchmarks?time_period=190001&format=csv", 400, "a filter matches nothing"),
        ("eastmere/indicators?q=zebra+crossing", 400, "a filter matches nothing"),
        ("eastmere/indicators?topic=Zebras", 400, "a filter matches nothing"),
        ("eastmere/places?q=Atlantis", 400, "a filter matches nothing"),
        ("eastmere/figures?time_period=20", 400, "the request cannot be read"),
        ("eastmere/plans/7", 404, "there is no such thing"),
        ("nowhere/figures", 404, "there is no such thing"),
        ("eastmere/nothing", 404, "there is no such address"),
    ],
)
def test_every_error_has_one_shape(
    eastmere: Area, client: Client, path: str, status: int, message: str
) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == status
    body = answer.json()
    assert set(body) == {"status", "message", "details"}
    assert body["status"] == status
    assert message in body["message"]


@pytest.mark.parametrize(
    ("path", "details"),
    [
        (
            "figures?indicators=lait:TotPermEx",
            ["indicators: no such parameter; did you mean 'indicator'?"],
        ),
        (
            "plans?colour=red",
            ["colour: no such parameter; expected none"],
        ),
        (
            "places?q=a&q=b",
            ["q: given 2 times; expected once"],
        ),
        (
            "figures?time_period=190001&indicator=lait:TotPermEx",
            [
                "indicator: no figure has 'lait:TotPermEx' together with what else was asked for",
                "time_period: no figure has '190001' together with what else was asked for",
            ],
        ),
        ("places?q=Atlantis", ["q: nothing has 'Atlantis'"]),
    ],
)
def test_what_matches_nothing_and_what_nobody_knows_is_named(
    eastmere: Area, client: Client, path: str, details: list[str]
) -> None:
    answer = client.get(f"{ROOT}/{path}")
    assert (answer.status_code, answer.json()["details"]) == (400, details)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_can_only_be_read(eastmere: Area, client: Client, method: str) -> None:
    answer = getattr(client, method)("/api/v1/areas")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert answer.json()["message"] == "this can only be read"
    assert client.head("/api/v1/areas").status_code == 200


def test_who_asks_too_often_is_told_when_to_ask_again(
    eastmere: Area, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    throttle = v1.api.throttle[0]  # type: ignore[index]
    monkeypatch.setattr(throttle, "num_requests", 2)
    statuses = [client.get("/api/v1/areas").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    answer = client.get("/api/v1/areas")
    assert 0 < int(answer["Retry-After"]) <= 61
    assert answer.json()["message"] == "too many requests; wait and ask again"


def test_a_place_without_releases_says_so(area: Area, client: Client) -> None:
    assert client.get("/api/v1/example-borough/releases").json() == []
    assert client.get("/api/v1/example-borough/figures").status_code == 404


def test_keys_and_ids_of_operations_are_those_that_clients_know(
    eastmere: Area, client: Client
) -> None:
    assert client.get("/api/v1/areas").json() == [
        {"area": "eastmere", "name": "Eastmere", "place": "la-001", "invented": True}
    ]
    description = client.get("/api/v1/openapi.json").json()
    assert [item["get"]["operationId"] for item in description["paths"].values()] == [
        f"stocktake_web_api_v1_{name}"
        for name in (
            "list_areas",
            "list_releases",
            "list_indicators",
            "list_places",
            "list_figures",
            "list_benchmarks",
            "list_plans",
            "one_plan",
            "verdicts",
        )
    ]
    schemas = description["components"]["schemas"]
    assert list(schemas["PlanListed"]["properties"]) == [
        "number",
        "published",
        "recalled",
        "recalled_because",
        "revision",
        "as_of",
    ]
    assert "withheld" in schemas["VerdictsOut"]["properties"]
