"""What the tests of tables to release ask for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from release_tables import table_of

from stocktake.disclosure import Record, Request
from stocktake_web.accounts.models import Area, User
from stocktake_web.releases.requests.actions import approve_release, ask_release

BEGIN = "/example-borough/dashboard/releases/"


@pytest.fixture
def ask(area: Area, users: dict[str, User]) -> Callable[..., Request]:
    """A table that waits."""

    def ask(role: str = "analyst", name: str = "pupils-by-need", **figures: Any) -> Request:
        return ask_release(
            area=area,
            actor=users[role],
            table=table_of(**figures),
            name=name,
            policy="stocktake_default",
            purpose="For the board of June.",
        )

    return ask


@pytest.fixture
def release(
    area: Area, users: dict[str, User], ask: Callable[..., Request]
) -> Callable[..., Record]:
    """A table that the head of service has let out."""

    def release(**fields: Any) -> Record:
        request = ask(**fields)
        return approve_release(
            area=area,
            actor=users["head_of_service"],
            request_id=request.id,
            reason="The board asked for it.",
            exceptions={check.id: "Wanted." for check in request.checks if check.needs_reason},
            seen_sha256=request.sha256,
        )

    return release


@pytest.fixture
def address_of() -> Callable[..., str]:
    """The address of a request's page, or of a release's."""

    def address_of(row: Request | Record, page: str = "") -> str:
        if isinstance(row, Request):
            return f"{BEGIN}tables/{row.id}/{page}"
        return f"{BEGIN}released/{row.id}/{page}"

    return address_of
