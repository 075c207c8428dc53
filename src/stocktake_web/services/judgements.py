"""Judges the plan of an area, once for each state of plan, releases and definitions."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Protocol

from stocktake import judge
from stocktake.examples import example_plan
from stocktake.plan import (
    PLAN_FILE,
    Judgement,
    Plan,
    PlanFile,
    context_of,
    parse_plan,
    parse_plan_file,
    read_plan,
)
from stocktake.standards import parse_period
from stocktake_web.services.area import AreaFields
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.judgement_store import state_digest, store_verdicts, stored_verdicts
from stocktake_web.services.releases import release_names, warehouse

# Every authority's plan, of up to half a megabyte: reading one takes longer than what a page asks.
_plans = LRUCache[PlanFile](size=160)
# A judgement holds the figures that charts and tables read through it, up to 20 MB each with the
# whole of LAIT: of a plan only those of one day are kept.
_judgements = LRUCache[Judgement](size=6)


class StoredPlan(Protocol):
    """A plan as an app stores it: two texts. A model with these two fields will do."""

    @property
    def plan_toml(self) -> str:
        """The text of ``plan.toml``."""

    @property
    def figures_csv(self) -> str:
        """The text of the figures that the plan carries; empty where none."""


@dataclass(frozen=True)
class PlanText:
    """A plan as two texts.

    Parameters
    ----------
    plan_toml : str
        The text of ``plan.toml``.
    figures_csv : str
        The text of the figures that the plan carries; empty where none.
    """

    plan_toml: str
    figures_csv: str = ""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of both."""
        return digest_of(self)


def digest_of(plan: StoredPlan) -> str:
    """SHA-256 of a plan's two texts."""
    texts = f"{len(plan.plan_toml)}\n{plan.plan_toml}{plan.figures_csv}"
    return hashlib.sha256(texts.encode()).hexdigest()


def example_plan_text(name: str) -> PlanText:
    """A shipped example as text, such as ``"blackpool"``."""
    path = example_plan(name)
    plan_toml = path.read_text(encoding="utf-8")
    name_of_figures = parse_plan(plan_toml).figures
    if not name_of_figures:
        return PlanText(plan_toml)
    return PlanText(plan_toml, (path.parent / name_of_figures).read_text(encoding="utf-8"))


@cache
def invented_plan_text() -> PlanText:
    """The plan of the invented borough."""
    path = files("stocktake.examples.country") / "plan.toml"
    return PlanText(path.read_text(encoding="utf-8"))


def plan_of(plan: StoredPlan) -> Plan:
    """The plan that the texts hold.

    Raises
    ------
    PlanError
        Every fault at once, with its key path or line.
    """
    return plan_file(plan).plan


def plan_file(plan: StoredPlan) -> PlanFile:
    """The plan and the figures that it carries, read once."""
    return _plans.get(digest_of(plan), lambda: _read(plan))


def judge_area(
    area: AreaFields, revision: StoredPlan, *, as_of: date, at: str | None = None
) -> Judgement:
    """Judge a plan of an area on the releases of this installation.

    Parameters
    ----------
    area : Area
        Its own definitions are used.
    revision : model or PlanText
        With ``plan_toml`` and ``figures_csv``.
    as_of : date
        Only releases known by then are used.
    at : str, optional
        A past academic year, to judge as if no later one had come. By default every target is
        judged as of the day, on its own latest figure.

    Raises
    ------
    PlanError, DefinitionError, StoreError
        Shown as a page with every fault.
    """
    own_folder = own_definitions(area)
    names = release_names()
    folder = str(warehouse().path)
    year = parse_period(at).time_period if at else None
    state = (str(own_folder), state_of(own_folder), names, folder)
    return _judgements.get(
        (area.slug, digest_of(revision), year or ""),
        lambda: _judge_once(
            area,
            revision,
            as_of=as_of,
            year=year,
            own_folder=own_folder,
            state=state_digest(*state),
        ),
        state=(*state, as_of),
    )


def _judge_once(
    area: AreaFields,
    revision: StoredPlan,
    *,
    as_of: date,
    year: str | None,
    own_folder: Path | None,
    state: str,
) -> Judgement:
    """What some process has judged already, else a judgement that is then kept for all of them.

    Figures stay out of it, whoever judged: they are read when a chart or table asks for them. A
    worker that kept those of each area it had judged would grow with every one.
    """
    plan, releases = plan_file(revision), warehouse() if release_names() else None
    streams = (f"local-{area.slug}",)
    key = (area.slug, digest_of(revision), year or "")
    verdicts = stored_verdicts(*key, state=state, as_of=as_of)
    if verdicts is None:
        judgement = judge(
            plan,
            releases,
            as_of=as_of,
            at=year,
            own_folder=own_folder,
            streams=streams,
            stored=True,
        )
        store_verdicts(judgement, *key, state=state)
        verdicts = judgement.verdicts
    context = context_of(
        plan, releases, as_of=as_of, at=year, own_folder=own_folder, streams=streams
    )
    return Judgement(plan, context, verdicts)


def own_definitions(area: AreaFields) -> Path | None:
    """The folder of an area's own definitions; None where it has none."""
    return Path(area.own_definitions) if area.own_definitions else None


def state_of(folder: Path | None) -> str:
    """What a folder of definitions holds now, as a digest of names, sizes and times."""
    if folder is None or not folder.is_dir():
        return ""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.toml")):
        stat = path.stat()
        digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _read(plan: StoredPlan) -> PlanFile:
    """Read a plan; one that carries figures through a folder: they are a file next to it."""
    file = parse_plan_file(plan.plan_toml)
    name = file.plan.figures
    if not name:
        return file
    with tempfile.TemporaryDirectory(prefix="stocktake-") as temporary:
        folder = Path(temporary)
        (folder / PLAN_FILE).write_text(plan.plan_toml, encoding="utf-8")
        if plan.figures_csv:
            (folder / Path(name).name).write_text(plan.figures_csv, encoding="utf-8")
        return read_plan(folder)
