"""A mistaken publication is recalled: gone from pages, API, copies and caches within a minute."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow
ROOT, API = "/eastmere/", "/api/v1/eastmere/"
SECONDS = 60


def test_what_was_recalled_is_nowhere_a_minute_later(demonstration: Any, tmp_path: Path) -> None:
    place = demonstration.installation
    with place.serve(workers=2) as server:
        reader = server.visitor()
        downloads = reader.get(f"{ROOT}downloads/").text
        number = max(int(n) for n in re.findall(r"/downloads/(\d+)/", downloads))
        home = reader.get(ROOT)
        target = re.search(r'href="(/eastmere/targets/[^/"]+/)"', home.text)
        chart = re.search(r'src="(/eastmere/charts/\d+/[^"]+)"', reader.get(f"{ROOT}targets/").text)
        paths = [ROOT, f"{ROOT}targets/", f"{ROOT}downloads/{number}/report.pdf"]
        paths += [
            f"{ROOT}downloads/{number}/account.json",
            f"{API}plans/{number}",
            f"{API}verdicts",
        ]
        paths += [match[1] for match in (target, chart) if match]
        answers = {path: reader.get(path) for path in paths}
        assert {answer.status for answer in answers.values()} == {200}
        for path, answer in answers.items():
            max_age = re.search(r"max-age=(\d+)", answer.headers["cache-control"])
            assert "no-store" in answer.headers["cache-control"] or (
                max_age and int(max_age[1]) <= SECONDS
            ), path
        sentence = json.loads(answers[f"{API}verdicts"].text)["targets"][0]["sentence"]
        place.command("export_site", "eastmere", "--out", str(tmp_path / "site"))
        assert sentence in site(tmp_path / "site")

        administrator = demonstration.sign_in(server, "administrator")
        recall_answer = administrator.send(
            f"{ROOT}dashboard/public/{number}/recall/", reason="It named the wrong year."
        )
        assert recall_answer.status == 302, recall_answer.text

        for _ in range(4):
            for path, answer in answers.items():
                tag = answer.headers.get("etag")
                again = reader.get(path, **({"If-None-Match": tag} if tag else {}))
                assert again.status in (404, 410), (path, again.status)
                assert sentence not in again.text
        plans = json.loads(reader.get(f"{API}plans").text)
        assert next(plan for plan in plans if plan["number"] == number)["recalled"]
        place.command("export_site", "eastmere", "--out", str(tmp_path / "site"))
        copied = site(tmp_path / "site")
        assert sentence not in copied
        assert "It named the wrong year." in copied
        incident = administrator.get(f"{ROOT}dashboard/public/{number}/").text
        assert re.search(r"Downloads before the recall.*?2 downloads", incident, re.DOTALL), (
            incident
        )
    place.command("verify_audit")


def site(folder: Path) -> str:
    """Every text of a copy of the public pages."""
    return unescape("\n".join(path.read_text() for path in sorted(folder.rglob("*.html"))))
