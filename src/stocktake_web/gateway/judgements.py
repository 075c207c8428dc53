"""Judges the plan of an area, once for each state of plan, releases and definitions."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Protocol

from stocktake.examples import example_plan
from stocktake.plan.judge import Judgement, judge
from stocktake.plan.read import PLAN_FILE, PlanFile, parse_plan, read_plan
from stocktake.plan.schema import Plan
from stocktake.standards.periods import academic_year_of, parse_period
from stocktake.targets.judge import judge_target
from stocktake_web.accounts.models import Area
from stocktake_web.gateway.memory import Memory
from stocktake_web.gateway.releases import release_names, warehouse

_plans = Memory[PlanFile](size=64)
# A judgement holds the figures that it read, about 20 MB each with the whole of LAIT: of a plan
# only those of one day are kept, whose years share them.
_judged = Memory["_Years"](size=6)


class KeptPlan(Protocol):
    """A plan as an app keeps it: two texts. A model with these two fields will do."""

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


def digest_of(kept: KeptPlan) -> str:
    """SHA-256 of a plan's two texts."""
    both = f"{len(kept.plan_toml)}\n{kept.plan_toml}{kept.figures_csv}"
    return hashlib.sha256(both.encode()).hexdigest()


def example_plan_text(name: str) -> PlanText:
    """A shipped example as text, such as ``"blackpool"``."""
    path = example_plan(name)
    plan = path.read_text(encoding="utf-8")
    figures = parse_plan(plan).figures
    carried = (path.parent / figures).read_text(encoding="utf-8") if figures else ""
    return PlanText(plan, carried)


def plan_of(kept: KeptPlan) -> Plan:
    """The plan that the texts hold.

    Raises
    ------
    PlanError
        Every fault at once, with its key path or line.
    """
    return plan_file(kept).plan


def plan_file(kept: KeptPlan) -> PlanFile:
    """The plan and the figures that it carries, read once."""
    return _plans.get(digest_of(kept), lambda: _read(kept))


def judge_area(area: Area, revision: KeptPlan, *, as_of: date, at: str | None = None) -> Judgement:
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
        Academic year at which targets are judged; by default that of ``as_of``.

    Raises
    ------
    PlanError, DefinitionError, StoreError
        Shown as a page with every fault.
    """
    own = own_definitions(area)
    names = release_names()
    where = str(warehouse().path)
    years = _judged.get(
        (area.slug, digest_of(revision)),
        lambda: _Years(
            judge(
                plan_file(revision),
                warehouse() if names else None,
                as_of=as_of,
                own=own,
                streams=(f"local-{area.slug}",),
            )
        ),
        state=(str(own), state_of(own), names, where, as_of),
    )
    return years.at(year_of(at, as_of))


def year_of(words: str | None, as_of: date) -> str:
    """The academic year that words mean, such as ``"2020/21"``; by default that of a day."""
    return parse_period(words).time_period if words else academic_year_of(as_of)


def own_definitions(area: Area) -> Path | None:
    """The folder of an area's own definitions; None where it has none."""
    return Path(area.own_definitions) if area.own_definitions else None


def state_of(folder: Path | None) -> str:
    """What a folder of definitions holds now, as a digest of names, sizes and times."""
    if folder is None or not folder.is_dir():
        return ""
    seen = hashlib.sha256()
    for path in sorted(folder.rglob("*.toml")):
        stat = path.stat()
        seen.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()


class _Years:
    """A plan judged at several years on the same figures."""

    def __init__(self, first: Judgement) -> None:
        self.first = first
        self._others = Memory[Judgement](size=16)

    def at(self, year: str) -> Judgement:
        """The judgement at an academic year."""
        if year == self.first.setting.at:
            return self.first
        return self._others.get(year, lambda: self._judge(year))

    def _judge(self, year: str) -> Judgement:
        setting = replace(self.first.setting, at=year)
        verdicts = tuple(judge_target(each, setting) for each in self.first.plan.target)
        return Judgement(self.first.plan_file, setting, verdicts)


def _read(kept: KeptPlan) -> PlanFile:
    """Read through a folder of its own: a plan's figures are a file beside it."""
    with tempfile.TemporaryDirectory(prefix="stocktake-") as made:
        folder = Path(made)
        (folder / PLAN_FILE).write_text(kept.plan_toml, encoding="utf-8")
        name = parse_plan(kept.plan_toml).figures
        if name and kept.figures_csv:
            (folder / Path(name).name).write_text(kept.figures_csv, encoding="utf-8")
        return read_plan(folder)
