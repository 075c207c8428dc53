"""Keeps verdicts in files, so that a plan is judged once and not once for each process.

A file can be thrown away at any time: it lies outside the database and its back-ups, and says
itself what it rests on. One that is damaged, of another state or of another day is passed over.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from pydantic import BaseModel, ConfigDict, ValidationError

import stocktake
from stocktake.plan import Judgement, Validity, find_validity
from stocktake.targets import ENGINE_VERSION, Verdict

FILES_AN_AREA = 12
"""Of an area's older plans and years no more than these stay."""


class StoredVerdicts(BaseModel):
    """The verdicts on one plan of one area, with all that they rest on.

    Parameters
    ----------
    engine : int
        ``ENGINE_VERSION`` of the judge.
    area : str
        The area's slug.
    plan : str
        Digest of the plan's texts.
    at : str
        A past year; empty for none.
    state : str
        Digest of releases (neighbour lists among them) and definitions, own and shipped.
    first, until : date
        The first day on which they hold, and the first on which they may not.
    verdicts : tuple of Verdict
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    engine: int
    area: str
    plan: str
    at: str
    state: str
    first: date
    until: date
    verdicts: tuple[Verdict, ...]


def stored_verdicts(
    area: str, plan: str, at: str, *, state: str, as_of: date
) -> tuple[Verdict, ...] | None:
    """The verdicts kept for just this area, plan, year, state and day; None where none are."""
    path = _path(area, plan, at)
    if path is None:
        return None
    try:
        stored = StoredVerdicts.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    state_of_file = (stored.engine, stored.area, stored.plan, stored.at, stored.state)
    same = state_of_file == (ENGINE_VERSION, area, plan, at, state)
    return stored.verdicts if same and as_of in Validity(stored.first, stored.until) else None


def store_verdicts(judgement: Judgement, area: str, plan: str, at: str, *, state: str) -> None:
    """Keep a judgement's verdicts; where nothing can be written, they are judged again next time.

    The file is written next to its place and renamed, so that a reader meets the old one or the
    new one whole, whoever else writes.
    """
    path = _path(area, plan, at)
    if path is None:
        return
    validity = find_validity(judgement)
    stored = StoredVerdicts(
        engine=ENGINE_VERSION,
        area=area,
        plan=plan,
        at=at,
        state=state,
        first=validity.first,
        until=validity.until,
        verdicts=judgement.verdicts,
    )
    incoming = path.with_name(f".{uuid4().hex}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        incoming.write_text(stored.model_dump_json(), encoding="utf-8")
        os.replace(incoming, path)
        _thin_out(path.parent)
    except OSError:
        with suppress(OSError):
            incoming.unlink()


def _path(area: str, plan: str, at: str) -> Path | None:
    """Where verdicts are kept; None where this installation keeps none."""
    folder = settings.STOCKTAKE_JUDGEMENTS
    if not folder:
        return None
    key = sha256(f"{area}\0{plan}\0{at}".encode()).hexdigest()
    return Path(folder) / sha256(area.encode()).hexdigest()[:16] / f"{key}.json"


def _thin_out(folder: Path) -> None:
    files = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in files[FILES_AN_AREA:]:
        path.unlink(missing_ok=True)


@lru_cache(maxsize=1)
def shipped_definitions() -> str:
    """Digest of every definition that the library ships; read once, as a process runs one."""
    digest = sha256()
    package = Path(stocktake.__file__).parent
    for path in sorted(package.rglob("definitions/**/*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path.relative_to(package)}\0".encode())
            digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def state_digest(*parts: object) -> str:
    """One digest of all that the verdicts rest on apart from the plan."""
    return sha256(repr((shipped_definitions(), *parts)).encode()).hexdigest()
