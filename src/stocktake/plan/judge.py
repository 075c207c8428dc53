"""Judges a whole plan: every target, on the statistics known on a day."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stocktake.plan.read import PlanFile, read_plan
from stocktake.plan.schema import LocalIndicator, Plan
from stocktake.standards.periods import parse_period
from stocktake.standards.places import PlaceRegister, place_register
from stocktake.statistics.figures import Statistics
from stocktake.statistics.schema import Indicator
from stocktake.statistics.store import Warehouse
from stocktake.targets import JudgementContext, Verdict, judge_target

if TYPE_CHECKING:
    import polars as pl

CONTRACT = "stocktake-judgement/2"


@dataclass(frozen=True)
class Judgement:
    """A plan, judged.

    Parameters
    ----------
    plan_file : PlanFile
    context : JudgementContext
        Place, day, year and the statistics used.
    verdicts : tuple of Verdict
        One per target, in the plan's order.
    """

    plan_file: PlanFile
    context: JudgementContext
    verdicts: tuple[Verdict, ...]

    @property
    def plan(self) -> Plan:
        """The plan that was judged."""
        return self.plan_file.plan

    @property
    def place_name(self) -> str:
        """The place as the plan calls it."""
        return self.plan.place.name or self.context.home.name

    def verdict(self, target: str) -> Verdict | None:
        """The verdict on a target or a part of one, by id; None where there is none."""
        waiting = list(self.verdicts)
        while waiting:
            verdict = waiting.pop(0)
            if verdict.id == target:
                return verdict
            waiting.extend(verdict.parts)
        return None

    def to_json(self) -> dict[str, Any]:
        """The judgement as the JSON contract has it (``docs/reference/json.md``)."""
        return {
            "contract": CONTRACT,
            "plan": {
                "id": self.plan.id,
                "title": self.plan.title,
                "version": self.plan.version,
            },
            "place": {"id": self.context.place, "name": self.place_name},
            "at": self.context.at,
            "as_of": self.context.as_of.isoformat(),
            "targets": [verdict.model_dump(mode="json") for verdict in self.verdicts],
        }

    def dumps(self) -> str:
        """The JSON text: sorted as the contract lists the keys, numbers unrounded."""
        return json.dumps(self.to_json(), indent=2, ensure_ascii=False, allow_nan=False)

    @property
    def table(self) -> pl.DataFrame:
        """The verdicts as a data frame: one row per target and per part.

        ``part_of`` is the target's id on the row of a part, else null. Figures are in ``unit``.
        """
        import polars as pl

        rows = [row for verdict in self.verdicts for row in _rows(verdict, None)]
        kinds: dict[str, pl.DataType] = dict.fromkeys(_TABLE, pl.String())
        kinds |= dict.fromkeys(_NUMBER_COLUMNS, pl.Float64()) | {
            "rank": pl.Int64(),
            "n": pl.Int64(),
        }
        return pl.DataFrame(rows, schema=kinds)


_TEXT_COLUMNS = ("id", "part_of", "title", "status", "reason", "due", "judged_at", "unit", "period")
_NUMBER_COLUMNS = ("value", "required", "distance", "distance_children")
_TABLE = [*_TEXT_COLUMNS, *_NUMBER_COLUMNS, "rank", "n", "sentence"]


def judge(
    plan: PlanFile | Path | str,
    warehouse: Warehouse | Path | str | None = None,
    *,
    as_of: date,
    at: str | None = None,
    own_folder: Path | None = None,
    register: PlaceRegister | None = None,
    streams: Collection[str] | None = None,
    stored: bool = False,
) -> Judgement:
    """Judge every target of a plan on published statistics.

    Parameters
    ----------
    plan : PlanFile, Path or str
        A plan that was read, or where to read it.
    warehouse : Warehouse, Path or str, optional
        Where releases are kept. Without one, the plan is judged on the figures that it carries.
    as_of : date
        Only releases known by then are used.
    at : str, optional
        A past academic year, such as ``"202021"`` or ``"2020/21"``: targets are judged as they
        stood at it. By default they are judged as they stand on ``as_of``.
    own_folder : Path, optional
        A place's own folder of definitions.
    register : PlaceRegister, optional
        The places; by default the shipped register.
    streams : collection of str, optional
        Streams of local returns to use; by default all that the warehouse holds.
    stored : bool
        Whether the plan is a stored revision, which nobody can correct here: a promise that
        cannot be meant then reads ``cannot_tell`` and the other targets are judged.

    Returns
    -------
    Judgement

    Raises
    ------
    PlanError
        The plan cannot be read, names what does not exist or promises what cannot be meant: all
        faults together.
    StoreError
        The store is damaged.

    Examples
    --------
    >>> from datetime import date
    >>> from stocktake.examples import example_plan
    >>> judgement = judge(example_plan("blackpool"), as_of=date(2026, 11, 22), at="202021")
    >>> judgement.verdict("sustained-destination-top-half").status
    'not_met'
    """
    from stocktake.plan.names import check_names, compare_indicators
    from stocktake.plan.promises import refuse_faults

    plan_file = plan if isinstance(plan, PlanFile) else read_plan(plan)
    context = context_of(
        plan_file,
        warehouse,
        as_of=as_of,
        at=at,
        own_folder=own_folder,
        register=register,
        streams=streams,
    )
    compare_indicators(plan_file.plan, context)
    if stored:
        check_names(plan_file, context)
    else:
        refuse_faults(plan_file, context)
    verdicts = tuple(judge_target(target, context) for target in plan_file.plan.target)
    return Judgement(plan_file, context, verdicts)


def context_of(
    plan_file: PlanFile,
    warehouse: Warehouse | Path | str | None,
    *,
    as_of: date,
    at: str | None = None,
    own_folder: Path | None = None,
    register: PlaceRegister | None = None,
    streams: Collection[str] | None = None,
) -> JudgementContext:
    """Where and when a plan is judged, on which statistics."""
    if isinstance(warehouse, str | Path):
        warehouse = Warehouse(Path(warehouse))
    plan = plan_file.plan
    statistics = Statistics(
        warehouse,
        as_of=as_of,
        own_folder=own_folder,
        quoted_figures=plan_file.quoted_figures,
        streams=streams,
        local={f"local:{local.id}": as_indicator(local) for local in plan.local_indicator},
    )
    return JudgementContext(
        statistics=statistics,
        register=register or place_register(own_folder),
        place=plan.place.id,
        as_of=as_of,
        at=parse_period(at).time_period if at else None,
        neighbours_vintage=plan.place.neighbours_vintage,
        own_sets={
            comparator_set.id: tuple(comparator_set.places)
            for comparator_set in plan.comparator_set
        },
        own_set_titles={
            comparator_set.id: comparator_set.title for comparator_set in plan.comparator_set
        },
        members={
            f"local:{local.id}": local.members for local in plan.local_indicator if local.members
        },
    )


def as_indicator(local: LocalIndicator) -> Indicator:
    """A plan's local indicator in the form of any other."""
    return Indicator.model_validate(
        {
            "title": local.words,
            "population": "as returned locally",
            "numerator": "as returned locally",
            "denominator": "as returned locally",
            "unit": local.unit,
            "better": local.better,
            "topic": "local returns",
            "decimal_places": 0 if local.unit == "count" else 1,
            "series": [{"series": f"local:{local.id}"}],
            "source": [{"title": f"returned by: {local.returned_by}"}],
        }
    )


def _rows(verdict: Verdict, part_of: str | None) -> list[dict[str, Any]]:
    row = {name: getattr(verdict, name, part_of) for name in _TABLE}
    return [row, *(part_row for part in verdict.parts for part_row in _rows(part, verdict.id))]
