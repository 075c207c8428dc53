"""Plans and verdicts as they were published, and nothing of what was recalled."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from stocktake_web.accounts.models import Area
from stocktake_web.public.editions import actions
from stocktake_web.public.models import Publication
from stocktake_web.services import judge_area

ROOT = "/api/v1/eastmere"


def ask(client: Client, path: str) -> Any:
    answer = client.get(f"{ROOT}/{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_the_verdicts_are_the_contract_s(
    eastmere: Area, client: Client, published: Publication
) -> None:
    body = ask(client, "verdicts")
    whole = judge_area(eastmere, published.revision, as_of=published.as_of).to_json()
    keys = [list(target) for target in whole["targets"] if target["id"] not in body["withheld"]]
    assert [list(target) for target in body["targets"]] == keys
    assert body["contract"] == whole["contract"]
    watch_indicators = [
        watch_result["indicator"] for target in body["targets"] for watch_result in target["watch"]
    ]
    assert watch_indicators
    assert not any(name.startswith("local:") for name in watch_indicators)


def test_the_verdicts_are_those_that_were_published(client: Client, published: Publication) -> None:
    stored_file = published.files.get(name="verdicts.json")
    expected = json.loads(bytes(stored_file.body)) | {"number": published.number}
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
    plans = ask(client, "plans")
    assert plans[0]["recalled_because"] == "A figure was wrong."
    assert plans[0]["as_of"] is None
    assert client.get(f"{ROOT}/plans/{published.number}").status_code == 404
    assert client.get(f"{ROOT}/verdicts").status_code == 404
