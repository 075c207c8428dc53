"""``stocktake schools history``: one school through its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stocktake.cli import params
from stocktake.cli.options import WAREHOUSE, AsOf, Store
from stocktake.cli.schools_options import Format, SchoolForm, SchoolNumber

if TYPE_CHECKING:
    from datetime import date

    from rich.console import RenderableType

    from stocktake.schools.register import SchoolHistory

EXAMPLE = "Example: stocktake schools history 119769"


def history(
    urn: SchoolNumber,
    form: Format = SchoolForm.TEXT,
    as_of: AsOf = None,
    warehouse: Store = WAREHOUSE,
) -> None:
    """A school's numbers, trusts, mergers and plans."""
    from stocktake.cli.output import write_out
    from stocktake.schools.register import held_register, school_history
    from stocktake.standards.identifiers import parse_urn
    from stocktake.statistics.store import Warehouse

    number = int(parse_urn(urn).number)
    day = as_of or params.today()
    register = held_register(Warehouse(warehouse), as_of=day)
    document = school_history(register, number, as_of=day)
    if form is SchoolForm.JSON:
        from pydantic import TypeAdapter

        from stocktake.schools.register import SchoolHistory

        write_out(TypeAdapter(SchoolHistory).dump_json(document, indent=2).decode(), None)
        return
    from stocktake.cli.terminal import show

    show(*history_lines(document))


def history_lines(document: SchoolHistory) -> list[RenderableType]:
    """The history as text and tables."""
    from stocktake.cli.terminal import bullets, heading, paragraph, table

    names = {number.urn: number.name for number in document.numbers}
    lines: list[RenderableType] = [
        heading(f"{names.get(document.urn) or 'School'} ({document.urn})", first=True)
    ]
    grid = table(["Number", "Name", "Type", "From", "To"], fold="Name")
    for number in document.numbers:
        grid.add_row(
            str(number.urn),
            number.name or "",
            number.type or "not known",
            _day(number.starts, "not known"),
            _day(number.ends, "now"),
        )
    lines.append(grid)
    sentences = [
        f"{step.old_urn} {'will be' if step.is_planned else 'became'} {step.new_urn} "
        f"{_on(step.date)}"
        + ("; until then the record stays where it is." if step.is_planned else ".")
        for step in document.hand_overs
    ]
    sentences += [
        f"{change.old_urn} and {change.new_urn}: {change.change} {_on(change.date)}; "
        "neither's results are the other's."
        for change in document.changes
    ]
    sentences += [
        f"{name} had {number.urn} from {_day(start, 'a day that is not known')} "
        f"to {_day(end, 'now')}."
        for number in document.numbers
        for name, start, end in number.trusts
    ]
    lines += [bullets(sentences)] if sentences else [paragraph("It has had one number only.")]
    return lines


def _on(day: date | None) -> str:
    return "on a day that is not known" if day is None else f"on {day.day} {day:%B %Y}"


def _day(day: date | None, missing: str) -> str:
    return missing if day is None else day.isoformat()
