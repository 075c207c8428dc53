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
