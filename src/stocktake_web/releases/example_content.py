"""Tables to release of the demonstration: one waits, one is out, one was sent back.

Their figures are invented so plainly that nobody takes them for a place's.
"""

from __future__ import annotations

import random
from importlib.resources import files

from stocktake.disclosure import Request
from stocktake_web.accounts.models import Area, Role, User
from stocktake_web.releases.requests.actions import approve_release, ask_release, refuse_release
from stocktake_web.releases.seal.store import DatabaseSeal
from stocktake_web.services.demonstration import discard_register
from stocktake_web.services.registers import read_structure, read_table

POLICY = "stocktake_default"


def add_example_content(area: Area, users: dict[str, User], rng: random.Random) -> None:
    """Ask for three tables, release one and send one back; of the invented place alone."""
    if not area.invented:
        return
    if DatabaseSeal(area).read() is None:
        # Of a demonstration whose database was thrown away, so that nothing seals it any more.
        discard_register(area)
    analyst, checker = users[Role.ANALYST], users[Role.OUTPUT_CHECKER]
    support = _ask(area, analyst, "example-support", "For the page about support in schools.")
    approve_release(
        area=area,
        actor=checker,
        request_id=support.id,
        reason="Seen: the small groups are hidden.",
        exceptions={},
        seen_sha256=support.sha256,
    )
    clubs = _ask(area, analyst, "example-clubs", "For a leaflet about breakfast clubs.")
    refuse_release(
        area=area,
        actor=users[Role.HEAD_OF_SERVICE],
        request_id=clubs.id,
        reason="Put the two smallest clubs together first: too little is left to read.",
    )
    _ask(area, analyst, "example-journeys", "For the board’s item on buses.")


def _ask(area: Area, analyst: User, name: str, purpose: str) -> Request:
    folder = files("stocktake_web.releases") / "data"
    structure = read_structure(f"{name}.toml", (folder / f"{name}.toml").read_bytes())
    structure = structure.model_copy(update={"place": area.place_id})
    return ask_release(
        area=area,
        actor=analyst,
        table=read_table(f"{name}.csv", (folder / f"{name}.csv").read_bytes(), structure),
        name=name,
        policy=POLICY,
        purpose=purpose,
    )
