"""``stocktake schools grades``: pupils of a place by the grade of their school."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from stocktake.cli import params
from stocktake.cli.options import WAREHOUSE, AsOf, OwnFolder, Store, as_day
from stocktake.cli.schools_options import Format, SchoolForm

if TYPE_CHECKING:
    from rich.console import RenderableType

    from stocktake.schools.inspections import HeldShare

EXAMPLE = "Example: stocktake schools grades la-890 --on 2017-03-31"
PHASE = "counted_phase"
COLUMNS = {"phase": PHASE, "group": "group", "ward": "ward", "la": "la_code"}


def grades(
    place: Annotated[
        str,
        typer.Argument(
            metavar="PLACE",
            help="la-890, trust-3155, region-north-west, england.",
            show_default=False,
        ),
    ],
    on: Annotated[
        date | None,
        typer.Option(
            "--on", parser=as_day, metavar="DATE", help="Grades as they stood on this day."
        ),
    ] = None,
    by: Annotated[
        str, typer.Option("--by", metavar="LIST", help="Also by group, ward or la: group,ward.")
    ] = "",
    carry: Annotated[
        str,
        typer.Option(
            "--carry", metavar="RULE", help="Grades of the number before: converters, all or none."
        ),
    ] = "converters",
    form: Format = SchoolForm.TEXT,
    as_of: AsOf = None,
    warehouse: Store = WAREHOUSE,
    definitions: OwnFolder = None,
) -> None:
    """Pupils by the grade of their school."""
    from stocktake.cli.load import own_places
    from stocktake.cli.output import write_out
    from stocktake.schools.inspections import held_share
    from stocktake.statistics.store import Warehouse

    places = own_places(definitions)
    selected_place = places.get(place)
    day = on or as_of or params.today()
    columns = [PHASE, *_columns(by)]
    result = held_share(
        Warehouse(warehouse),
        on=day,
        as_of=as_of or params.today(),
        by=columns,
        carry=_carry(carry),  # type: ignore[arg-type]
        place=selected_place.id,
        places=places,
    )
    if form is SchoolForm.JSON:
        write_out(_json(result, selected_place.id), None)
        return
    from stocktake.cli.terminal import show

    show(*share_lines(result))


def share_lines(result: HeldShare) -> list[RenderableType]:
    """The share as sentences and a table."""
    from stocktake.cli.terminal import bullets, heading, paragraph, table
    from stocktake.schools.inspections import share_sentences, transition_change

    share, name = result.share, result.place_name
    keys = share.rows.columns[: share.rows.columns.index("grade")]
    lines: list[RenderableType] = [
        heading(f"Pupils by the grade of their school, {name}", first=True)
    ]
    if share.measure is None or keys == [PHASE]:
        lines.append(bullets(share_sentences(share, name)))
    if share.measure is None:
        return lines
    if keys == [PHASE]:
        change = transition_change(share)["change_points"].item()
        if change is not None:
            words = "higher" if change > 0 else "lower"
            lines.append(
                paragraph(
                    f"Between primary and secondary schools the first share is {abs(change):.1f} "
                    f"points {words} in secondary schools."
                )
            )
    heads = [*(key.replace("counted_", "").replace("_", " ").capitalize() for key in keys)]
    grid = table(
        [*heads, "Grade", "Schools", "Pupils", "% of all", "% of rated"],
        right=["Schools", "Pupils", "% of all", "% of rated"],
        fold="Grade",
    )
    for row in share.rows.iter_rows(named=True):
        rated = row["percent_of_rated"]
        grid.add_row(
            *(str(row[key] or "not known") for key in keys),
            row["grade"],
            f"{row['school_count']:,}",
            f"{row['pupil_count']:,}",
            f"{row['pupils_percent']:.1f}",
            "" if rated is None else f"{rated:.1f}",
        )
    carried = share.rows["carried_pupil_count"].sum()
    notes = [f"Pupils of the {result.counted_by}."]
    if carried:
        notes.append(f"{carried:,} pupils are in schools graded under an earlier number.")
    if share.unplaced_school_count:
        notes.append(
            f"{share.unplaced_school_count:,} schools with {share.unplaced_pupil_count:,} pupils "
            "are in the census, and their phase is in no file held."
        )
    return [*lines, grid, bullets(notes)]


def _columns(by: str) -> list[str]:
    from stocktake.standards.errors import UsageError, nearest

    names = [name.strip() for name in by.split(",") if name.strip()]
    for name in names:
        if name not in COLUMNS:
            hint = nearest(name, COLUMNS) or f"expected {', '.join(COLUMNS)}"
            raise UsageError(f"--by knows no {name!r}; {hint}")
    return [COLUMNS[name] for name in dict.fromkeys(names) if name != "phase"]


def _carry(rule: str) -> str:
    from stocktake.standards.errors import UsageError, nearest

    rules = ("converters", "all", "none")
    if rule not in rules:
        hint = nearest(rule, rules) or f"expected {', '.join(rules)}"
        raise UsageError(f"--carry knows no {rule!r}; {hint}")
    return rule


def _json(result: HeldShare, place: str) -> str:
    import json

    share = result.share
    document = {
        "place": place,
        "place_name": result.place_name,
        "measure": share.measure,
        "on": share.on.isoformat(),
        "counted_by": result.counted_by,
        "counted_on": result.counted_on.isoformat(),
        "reason": share.reason,
        "unplaced_school_count": share.unplaced_school_count,
        "unplaced_pupil_count": share.unplaced_pupil_count,
        "rows": share.rows.to_dicts(),
    }
    return json.dumps(document, indent=2, ensure_ascii=False)
