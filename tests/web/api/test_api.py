"""The API: published figures alone, in the department's columns, each with its source."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.test import Client

from stocktake.statistics.store import Warehouse
from stocktake_web.accounts.models import Area
from stocktake_web.api import v1
from stocktake_web.api.figures.rows import select_rows
from stocktake_web.public.editions import actions
from stocktake_web.public.models import Publication
from stocktake_web.services import judge_area
from stocktake_web.services.explorer_data import explorer_data

ROOT = "/api/v1/eastmere"


def ask(client: Client, path: str) -> Any:
    answer = client.get(f"{ROOT}/{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def streamed(client: Client, path: str) -> str:
    answer = client.get(f"{ROOT}/{path}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()  # type: ignore[arg-type]


@pytest.mark.slow
def test_a_figure_is_the_release_s_own(eastmere: Area, client: Client) -> None:
    told = ask(client, "figures?indicator=lait:TotPermEx&place=la-001")
    shelf = explorer_data(eastmere)
    observed = (
        shelf.release()
        .scan()
        .filter((pl.col("series") == "lait:TotPermEx") & (pl.col("place") == "la-001"))
        .collect()
    )
    assert {r["time_period"]: r["value"] for r in told["results"]} == {
        r["time_period"]: r["value"] for r in observed.to_dicts()
    }
    assert told["bases"] == [
        {
            "kind": "published",
            "release": shelf.release().id,
            "sha256": shelf.release().provenance.file_sha256,
            "locator": shelf.release().provenance.files[0],
        }
    ]


@pytest.mark.slow
def test_pages_of_json_are_the_stream_cut_up(eastmere: Area, client: Client) -> None:
    query = "benchmarks?indicator=lait:TotPermEx&indicator=lait:TotFixedEx"
    lines = [json.loads(line) for line in streamed(client, f"{query}&format=jsonl").splitlines()]
    pages: list[dict[str, Any]] = []
    while True:
        page = ask(client, f"{query}&limit=700&offset={len(pages)}")
        pages += page["results"]
        if len(pages) >= page["count"]:
            break
    assert len(pages) == page["count"] == len(lines)
    key = ("indicator", "time_period", "place")
    assert sorted(pages, key=lambda r: [r[k] for k in key]) == sorted(
        lines, key=lambda r: [r[k] for k in key]
    )
    rows = list(csv.DictReader(io.StringIO(streamed(client, f"{query}&format=csv"))))
    assert len(rows) == len(lines)
    assert list(rows[0]) == list(lines[0])


@pytest.mark.slow
def test_a_whole_release_streams_with_one_header(eastmere: Area, client: Client) -> None:
    text = streamed(client, "figures?format=csv&time_period=202324&place=la-001")
    rows = list(csv.DictReader(io.StringIO(text)))
    shelf = explorer_data(eastmere)
    assert text.count("time_identifier") == 1
    held = shelf.release().scan().filter(
        (pl.col("time_period") == "202324") & (pl.col("place") == "la-001")
    )  # fmt: skip
    assert len(rows) == held.collect().height


def test_local_returns_never_leave(
    eastmere: Area, client: Client, country_folder: Path, published: Publication
) -> None:
    local = [r for r in Warehouse(country_folder / "warehouse").releases() if "local" in r.source]
    assert local
    listed = {each["release"] for each in ask(client, "releases")}
    assert not listed & {each.id for each in local}
    for each in local:
        assert client.get(f"{ROOT}/figures?release={each.id}").status_code == 400
        with pytest.raises(TypeError, match="for the board"):
            select_rows(explorer_data(eastmere), each, series=[], places=[], periods=[])
    series = {name for each in local for name in each.series()["series"]}
    assert not series & {each["indicator"] for each in ask(client, "indicators")}
    verdicts = judge_area(eastmere, published.revision, as_of=published.as_of).verdicts
    board = {each.id for each in verdicts if not each.released}
    told = ask(client, "verdicts")
    assert board
    assert board <= set(told["withheld"])
    assert not board & {each["id"] for each in told["targets"]}


def test_the_verdicts_are_the_contract_s(
    eastmere: Area, client: Client, published: Publication
) -> None:
    told = ask(client, "verdicts")
    whole = judge_area(eastmere, published.revision, as_of=published.as_of).to_json()
    keys = [list(each) for each in whole["targets"] if each["id"] not in told["withheld"]]
    assert [list(each) for each in told["targets"]] == keys
    assert told["contract"] == whole["contract"]
    watched = [seen["indicator"] for each in told["targets"] for seen in each["watch"]]
    assert watched
    assert not any(name.startswith("local:") for name in watched)


def test_the_verdicts_are_those_that_were_published(client: Client, published: Publication) -> None:
    kept = published.files.get(name="verdicts.json")
    expected = json.loads(bytes(kept.body)) | {"number": published.number}
    assert ask(client, "verdicts") == expected


def test_what_was_recalled_is_gone(
    eastmere: Area, client: Client, published: Publication, users: Any
) -> None:
    assert ask(client, f"plans/{published.number}")["plan"]["title"]
    actions.recall(
        area=eastmere,
        actor=users["administrator"],
        publication=published,
        reason="A figure was wrong.",
        note="",
        expected_version=published.version,
    )
    listed = ask(client, "plans")
    assert listed[0]["recalled_because"] == "A figure was wrong."
    assert listed[0]["as_of"] is None
    assert client.get(f"{ROOT}/plans/{published.number}").status_code == 404
    assert client.get(f"{ROOT}/verdicts").status_code == 404


@pytest.mark.slow
def test_an_answer_may_be_kept_and_asked_again(eastmere: Area, client: Client) -> None:
    path = f"{ROOT}/benchmarks?indicator=lait:TotPermEx&format=csv"
    first = client.get(path)
    b"".join(first.streaming_content)  # type: ignore[arg-type]
    assert first["Cache-Control"] == "public, max-age=60"
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    other = client.get(f"{ROOT}/benchmarks?indicator=lait:TotFixedEx&format=csv")
    assert other["ETag"] != first["ETag"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
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
    eastmere: Area, client: Client, path: str, status: int, said: str
) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == status
    body = answer.json()
    assert set(body) == {"status", "message", "details"}
    assert body["status"] == status
    assert said in body["message"]


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
    refused = client.get("/api/v1/areas")
    assert 0 < int(refused["Retry-After"]) <= 61
    assert refused.json()["message"] == "too many requests; wait and ask again"


def test_the_page_about_the_api_has_an_example_of_each_operation_that_works(
    eastmere: Area, client: Client, published: Publication
) -> None:
    text = client.get("/api/").content.decode()
    examples = {each.replace("&amp;", "&") for each in re.findall(r'href="(/api/v1/[^"]+)"', text)}
    assert len(examples) >= 9
    for each in sorted(examples):
        assert client.get(each).status_code == 200, each


def test_the_examples_of_the_documentation_work(
    eastmere: Area, client: Client, published: Publication
) -> None:
    page = Path(__file__).parents[3] / "docs" / "reference" / "api.md"
    examples = re.findall(r"^GET (/api/v1/\S+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(examples) == 9
    for example in (each.replace("/plans/2", f"/plans/{published.number}") for each in examples):
        answer = client.get(example)
        assert answer.status_code == 200, (example, answer.content)


def test_a_place_without_releases_says_so(area: Area, client: Client) -> None:
    assert client.get("/api/v1/example-borough/releases").json() == []
    assert client.get("/api/v1/example-borough/figures").status_code == 404
