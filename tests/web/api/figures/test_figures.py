"""Figures and benchmarks: published ones alone, each with its source."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.test import Client

from stocktake.statistics.store import Warehouse
from stocktake_web.accounts.models import Area
from stocktake_web.api.figures.rows import select_rows
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
    body = ask(client, "figures?indicator=lait:TotPermEx&place=la-001")
    shelf = explorer_data(eastmere)
    observations = (
        shelf.release()
        .scan()
        .filter((pl.col("series") == "lait:TotPermEx") & (pl.col("place") == "la-001"))
        .collect()
    )
    assert {r["time_period"]: r["value"] for r in body["results"]} == {
        r["time_period"]: r["value"] for r in observations.to_dicts()
    }
    assert body["bases"] == [
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
    observations = shelf.release().scan().filter(
        (pl.col("time_period") == "202324") & (pl.col("place") == "la-001")
    )  # fmt: skip
    assert len(rows) == observations.collect().height


def test_local_returns_never_leave(
    eastmere: Area, client: Client, country_folder: Path, published: Publication
) -> None:
    local = [r for r in Warehouse(country_folder / "warehouse").releases() if "local" in r.source]
    assert local
    releases = {release["release"] for release in ask(client, "releases")}
    assert not releases & {release.id for release in local}
    for release in local:
        assert client.get(f"{ROOT}/figures?release={release.id}").status_code == 400
        with pytest.raises(TypeError, match="for the board"):
            select_rows(explorer_data(eastmere), release, series=[], places=[], periods=[])
    series = {name for release in local for name in release.series()["series"]}
    assert not series & {indicator["indicator"] for indicator in ask(client, "indicators")}
    verdicts = judge_area(eastmere, published.revision, as_of=published.as_of).verdicts
    board = {verdict.id for verdict in verdicts if not verdict.released}
    body = ask(client, "verdicts")
    assert board
    assert board <= set(body["withheld"])
    assert not board & {target["id"] for target in body["targets"]}


@pytest.mark.slow
def test_an_answer_may_be_kept_and_asked_again(eastmere: Area, client: Client) -> None:
    path = f"{ROOT}/benchmarks?indicator=lait:TotPermEx&format=csv"
    first = client.get(path)
    b"".join(first.streaming_content)  # type: ignore[arg-type]
    assert first["Cache-Control"] == "public, max-age=60"
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    other_answer = client.get(f"{ROOT}/benchmarks?indicator=lait:TotFixedEx&format=csv")
    assert other_answer["ETag"] != first["ETag"]
