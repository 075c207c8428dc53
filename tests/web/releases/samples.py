"""What the walk over all permissions opens in this app."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from stocktake_web.accounts.models import Area, User
from stocktake_web.releases.requests.actions import approve_release, ask_release

sys.path.insert(0, str(Path(__file__).parent))
from release_tables import table_of


def samples(area: Area, users: dict[str, User], moment: datetime) -> dict[str, Any]:
    """The parts of addresses, by the name of the view: one table waits, one is out."""
    waiting = _ask(area, users["analyst"], "waiting-table", population="others")
    request = _ask(area, users["analyst"], "released-table", plan=40)
    record = approve_release(
        area=area,
        actor=users["output_checker"],
        request_id=request.id,
        reason="Seen.",
        exceptions={},
        seen_sha256=request.sha256,
    )
    release = dict(zip(("table", "edition"), record.id.split("/"), strict=True))
    table = {"table": waiting.id}
    return {
        "releases:table": table,
        "releases:approve": table,
        "releases:refuse": table,
        "releases:release": release,
        "releases:recall": release,
        "releases:file": release | {"ending": "csv"},
    }


def _ask(area: Area, actor: User, name: str, **figures: Any) -> Any:
    return ask_release(
        area=area,
        actor=actor,
        table=table_of(**figures),
        name=name,
        policy="stocktake_default",
        purpose="For the board of June.",
    )
