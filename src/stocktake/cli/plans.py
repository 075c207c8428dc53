"""``stocktake check``, ``new``, ``diff``, ``example`` and ``schema``: a plan as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stocktake.cli import params
from stocktake.cli.options import WAREHOUSE, AsJson, AsOf, At, Force, OwnFolder, PlanName, Store

if TYPE_CHECKING:
    from datetime import date

    from rich.console import RenderableType

    from stocktake.plan.check import PlanCheck
    from stocktake.standards.places import Place


class SchemaName(StrEnum):
    """What has a schema."""

    PLAN = "plan"


class ExampleName(StrEnum):
    """The shipped examples."""

    BLACKPOOL = "blackpool"
    COUNTRY = "country"
    BOROUGH = "borough"
    SCHOOLS = "schools"


def check(
    plan: PlanName,
    as_json: AsJson = False,
    at: At = None,
    as_of: AsOf = None,
    warehouse: Store = WAREHOUSE,
    definitions: OwnFolder = None,
) -> None:
    """Say what a plan does not yet answer.

    Example: stocktake check blackpool
    """
    from stocktake.cli.output import write_out
    from stocktake.cli.terminal import bullets, heading, show
    from stocktake.plan.check import check_plan
    from stocktake.plan.judge import context_of
    from stocktake.plan.promises import refuse_faults

    plan_file = params.plan_file(plan)
    context = context_of(
        plan_file,
        params.store_or_none(warehouse),
        as_of=as_of or params.today(),
        at=at,
        own_folder=params.own_folder(definitions),
    )
    refuse_faults(plan_file, context)
    plan_check = check_plan(plan_file, context)
    if as_json:
        write_out(json.dumps(plan_check.to_json(), indent=2, ensure_ascii=False), None)
    else:
        show(
            heading(plan_file.plan.title, first=True),
            _matrix(plan_check),
            heading("What the plan does not yet answer"),
            bullets(plan_check.sentences()),
            *_doubts(plan_check),
        )


def new(
    place: Annotated[str, typer.Option("--place", help="A place: la-890, 890 or Blackpool.")],
    first: Annotated[
        str | None,
        typer.Option("--first", metavar="YEAR", help="First academic year; otherwise this one."),
    ] = None,
    last: Annotated[
        str | None,
        typer.Option("--last", metavar="YEAR", help="Last academic year; otherwise two later."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write to a file.")
    ] = None,
    warehouse: Store = WAREHOUSE,
    force: Force = False,
) -> None:
    """Write a plan to fill in, with the place's latest figures.

    Example: stocktake new --place la-890 --first 202627 --last 202829
    """
    from stocktake.cli.output import write_out
    from stocktake.plan.judge import context_of
    from stocktake.plan.promises import refuse_faults
    from stocktake.plan.read import parse_plan_file
    from stocktake.plan.scaffold import new_plan
    from stocktake.standards.periods import academic_year_of, parse_period
    from stocktake.standards.places import place_register
    from stocktake.statistics.figures import Statistics
    from stocktake.statistics.store import Warehouse

    today = params.today()
    starts = parse_period(first or academic_year_of(today))
    ends = parse_period(last) if last else starts.later(2)
    store = Warehouse(warehouse)
    home = still_there(params.place_named(place, place_register()), starts.starts)
    known_store = store if store.releases() else None
    text = new_plan(
        home,
        first=starts.time_period,
        last=ends.time_period,
        statistics=Statistics(known_store, as_of=today) if known_store else None,
    )
    plan_file = parse_plan_file(text)
    refuse_faults(plan_file, context_of(plan_file, known_store, as_of=today))
    write_out(text, out, force=force)
    if out is not None:
        typer.echo(f"Written: {out}")


def still_there(place: Place, day: date) -> Place:
    """The place, which must not have been abolished: nobody could carry its plan out.

    Raises
    ------
    UsageError
        It had ended by that day; its successors are named.
    """
    from stocktake.standards.errors import Fault, UsageError

    if place.ends is None or place.exists_on(day):
        return place
    next_ = ", ".join(place.successors)
    fault = Fault(
        place.id, f"ended on {place.ends.isoformat()}", f"one of {next_}" if next_ else ""
    )
    raise UsageError(f"{place.name} is no place to plan for", [fault])


def diff(
    before: Annotated[str, typer.Argument(metavar="PLAN_A", show_default=False)],
    after: Annotated[str, typer.Argument(metavar="PLAN_B", show_default=False)],
) -> None:
    """Say what a later version of a plan dropped or weakened.

    Example: stocktake diff blackpool blackpool
    """
    from stocktake.cli.terminal import bullets, show
    from stocktake.plan.compare import compare_plans
    from stocktake.statistics.indicators import load_indicators

    plans = [params.plan_file(name).plan for name in (before, after)]
    better = {name: definition.value.better for name, definition in load_indicators().items()}
    for plan in plans:
        better |= {f"local:{indicator.id}": indicator.better for indicator in plan.local_indicator}
    changes = compare_plans(*plans, better_of=lambda name: better.get(name, "neither"))
    show(bullets(changes.sentences()))


def example(
    name: Annotated[ExampleName, typer.Argument(help="Which example.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to make.")],
    seed: Annotated[int, typer.Option("--seed", help="Of the invented country or borough.")] = 1,
    pupils: Annotated[
        int,
        typer.Option("--pupils", metavar="N", help="Pupils to invent besides the country."),
    ] = 0,
    force: Force = False,
) -> None:
    """Copy a shipped plan, or invent a country or its files.

    Example: stocktake example blackpool --out my-plan
    """
    from stocktake.cli.output import copy_folder, refuse_existing
    from stocktake.examples import example_plan
    from stocktake.standards.errors import Fault, UsageError

    if pupils and name is not ExampleName.COUNTRY:
        fault = Fault("--pupils", f"has no meaning for {name.value}", "the example country")
        raise UsageError("nothing was written", [fault])
    if name is ExampleName.BLACKPOOL:
        copy_folder(example_plan(name.value).parent, out, force=force)
        typer.echo(f"Written: {out / 'plan.toml'}")
        return
    refuse_existing(out, force=force)
    if name is ExampleName.BOROUGH:
        _write_borough(seed, out)
    elif name is ExampleName.SCHOOLS:
        from stocktake.cli.example_schools import write_example_schools

        with _needs_pupils():
            write_example_schools(seed, out)
    else:
        _write_country(seed, pupils, out)


def _write_country(seed: int, pupils_count: int, out: Path) -> None:
    from stocktake.examples.country import invented_country, write_country

    country = invented_country(seed)
    if pupils_count:
        from stocktake.cli.progress import progress

        with _needs_pupils(), progress("Inventing pupils") as tell:
            from stocktake.examples.pupils import stream_country_pupils

            stream_country_pupils(seed, pupils_count, out / "pupils", tell=tell)
    write_country(country, out)
    typer.echo(
        f"Written: {out / 'plan.toml'}; judge it with: stocktake judge {out} --warehouse "
        f"{out / 'warehouse'} --definitions {out / 'definitions'} --at {country.at} "
        f"--as-of {country.as_of}"
    )
    if pupils_count:
        typer.echo(f"Written: {out / 'pupils'}: {pupils_count:,} pupils, none of them real")


def _write_borough(seed: int, out: Path) -> None:
    with _needs_pupils():
        from stocktake.examples.pupils import invented_pupils, write_borough

        borough = invented_pupils(seed)
        write_borough(borough, out)
    typer.echo(
        f"Written: {out}: {len(borough.tables)} tables of pupils, none of them real, the marks of "
        f"{' and '.join(borough.marked_years)}, and what is planted in truth.toml"
    )


@contextmanager
def _needs_pupils() -> Iterator[None]:
    """Say plainly what to install where the extra for pupils is missing."""
    from stocktake.standards.errors import Fault, UsageError

    try:
        yield
    except ModuleNotFoundError as error:
        fault = Fault("", f"{error.name} is not installed", "", "pip install stocktake[pupils]")
        raise UsageError("pupils cannot be invented", [fault]) from None


def schema(
    name: Annotated[SchemaName, typer.Argument(help="Of what.", show_default=False)],
) -> None:
    """Print the JSON Schema with which an editor checks a plan.

    Example: stocktake schema plan
    """
    from stocktake.cli.output import write_out
    from stocktake.plan.schema_json import plan_schema

    schemas = {SchemaName.PLAN: plan_schema}
    write_out(json.dumps(schemas[name](), indent=2, ensure_ascii=False), None)


def _doubts(plan_check: PlanCheck) -> list[RenderableType]:
    """What a person should confirm; nothing where nothing is doubtful."""
    from stocktake.cli.terminal import bullets, heading

    if not plan_check.doubts:
        return []
    return [heading("Please confirm"), bullets([issue.sentence for issue in plan_check.doubts])]


def _matrix(plan_check: PlanCheck) -> RenderableType:
    """Targets down, gaps across by number; a legend below, because words do not fit in 80."""
    from rich.console import Group

    from stocktake.cli.terminal import paragraph, table

    gaps = [
        name for name in plan_check.matrix.columns if name not in ("target", "title", "open_count")
    ]
    numbers = [str(number) for number in range(1, len(gaps) + 1)]
    grid = table(["Target", *numbers], fold="Target")
    for row in plan_check.matrix.iter_rows(named=True):
        grid.add_row(row["target"], *("x" if row[name] else "" for name in gaps))
    legend = ", ".join(f"{number} {name}" for number, name in zip(numbers, gaps, strict=True))
    return Group(grid, paragraph(f"x is left open. {legend}." if gaps else "Nothing is left open."))
