"""The chain's arithmetic is frozen: rows of 2026 give the end that was noted then.

The second calculation here is plain and reads no code of the application.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from stocktake_web.audit.chain import event_hash, keyed

END = "c9f2bdfe7a195515aca65d9ca4115bd19e687ae6c9ce44a8be57319f12803694"
Row = dict[str, Any]


@pytest.fixture
def rows(stored: Path) -> dict[str, list[Row]]:
    """The installation's chain, as three tables of the database held it."""
    path = stored / "events" / "installation.json"
    rows_by_table: dict[str, list[Row]] = json.loads(path.read_text(encoding="utf-8"))
    return rows_by_table


@pytest.fixture
def key(audit_key: str) -> bytes:
    return audit_key.encode()


def moment(row: Row) -> datetime:
    return datetime.fromisoformat(row["at"]).replace(tzinfo=UTC)


def plain(key: bytes, *parts: str) -> str:
    text = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def plain_hash(key: bytes, row: Row, previous: str) -> str:
    digests = json.dumps(json.loads(row["digests"]), sort_keys=True, separators=(",", ":"))
    return plain(
        *(key, "event/1", "installation", str(row["number"])),
        moment(row).isoformat(timespec="microseconds"),
        *("" if row["actor_id"] is None else str(row["actor_id"]), row["actor_role"], row["verb"]),
        *(row["object_type"], row["object_id"], digests, previous),
    )


def test_rows_give_the_end_that_was_noted(rows: dict[str, list[Row]], key: bytes) -> None:
    (chain,) = rows["audit_chain"]
    previous = ""
    for number, row in enumerate(rows["audit_event"], start=1):
        assert (row["number"], row["previous"]) == (number, previous)
        again = event_hash(
            key,
            chain=chain["key"],
            at=moment(row),
            digests=json.loads(row["digests"]),
            **{
                name: row[name]
                for name in ("number", "actor_id", "actor_role", "verb", "object_type", "object_id")
            },
            previous=previous,
        )
        assert row["hash"] == again == plain_hash(key, row, previous)
        previous = row["hash"]
    assert (chain["count"], chain["head"], previous) == (17, END, END)
    assert chain["seal"] == keyed(key, "installation", "17", END) == plain(
        key, "installation", "17", END
    )  # fmt: skip


def test_values_that_are_left_have_the_digests_of_the_chain(
    rows: dict[str, list[Row]], key: bytes
) -> None:
    digests = {row["id"]: json.loads(row["digests"]) for row in rows["audit_event"]}
    erased = 0
    for row in rows["audit_eventvalues"]:
        values_by_name = json.loads(row["held"])
        for name, (salt, text) in values_by_name.items():
            assert digests[row["event_id"]][name] == keyed(key, salt, text) == plain(
                key, salt, text
            )  # fmt: skip
        erased += len(set(digests[row["event_id"]]) - set(values_by_name))
    # One person's name and address.
    assert erased == 2
