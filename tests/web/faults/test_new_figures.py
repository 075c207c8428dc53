"""A release is loaded while people read: they get the old figures or the new, never a mixture."""

from __future__ import annotations

import json
import threading

import pytest
from installations import AREA, Installation
from publishing import INDICATOR, begin_publishing, figures, publish

pytestmark = pytest.mark.slow
BLACKPOOL = 890
QUERY = f"indicator=lait:{INDICATOR}"
API = f"/api/v1{AREA}/figures?{QUERY}&place=la-{BLACKPOOL}"


def test_readers_get_the_old_figures_or_the_new_and_never_a_mixture(
    in_sqlite: Installation,
) -> None:
    publish(in_sqlite, figures("2024"), "2025-12-02")
    revised = {place: value + 1 for place, value in figures("2024").items()}
    paths = (f"{AREA}/explore/authority/?{QUERY}", API)
    with in_sqlite.serve(workers=2) as server:
        before = {path: server.visitor().get(path).text for path in paths}
        answers: list[tuple[str, int, str]] = []
        stop = threading.Event()

        def read(path: str) -> None:
            reader = server.visitor()
            while not stop.is_set():
                answer = reader.get(path)
                answers.append((path, answer.status, answer.text))
                stop.wait(0.05)

        readers = [threading.Thread(target=read, args=(path,)) for path in paths]
        for reader in readers:
            reader.start()
        loading = begin_publishing(in_sqlite, revised | figures("2025"), "2026-04-08")
        output, complaint = loading.communicate()
        assert loading.returncode == 0, output + complaint
        after = {path: server.visitor().get(path).text for path in paths}
        stop.set()
        for reader in readers:
            reader.join()
        assert {(path, status) for path, status, _ in answers} == {(path, 200) for path in paths}
        assert [p for p, _, text in answers if text not in (before[p], after[p])] == []
        assert all(before[path] != after[path] for path in paths)
        old, new = (json.loads(texts_by_path[API]) for texts_by_path in (before, after))
        assert {row["time_period"]: row["value"] for row in new["results"]} == {
            "202324": revised["2024", BLACKPOOL],
            "202425": figures("2025")["2025", BLACKPOOL],
        }
        cited = json.loads(server.visitor().get(f"{API}&release={old['release']}").text)
        assert cited["results"] == old["results"], "what was cited stays"
