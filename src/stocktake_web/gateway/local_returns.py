"""Local returns: the template goes out, a filled-in form becomes a release of its own."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from stocktake.plan.schema import LocalIndicator, Plan
from stocktake.sources.local_returns import read_local_return
from stocktake.sources.local_template import COLUMNS, write_local_template
from stocktake.sources.reading import Reading
from stocktake.standards.places import place_register
from stocktake_web.accounts.models import Area
from stocktake_web.formats import day
from stocktake_web.gateway.judgements import own_definitions
from stocktake_web.gateway.releases import warehouse

__all__ = ["LocalIndicator", "Taken", "Through", "form_text", "read_through", "take", "template"]


@dataclass(frozen=True)
class Taken:
    """A return that was read and kept.

    Parameters
    ----------
    release_id : str
    indicator_ids : tuple of str
        Without ``local:``.
    true_of : str
        The days or periods of which the figures are true.
    notes : tuple of str
        What the reader noticed, such as a cumulative figure that falls.
    """

    release_id: str
    indicator_ids: tuple[str, ...]
    rows_count: int
    true_of: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Through:
    """A return that was read through and not kept.

    Parameters
    ----------
    rows : tuple
        Of each figure: what is counted, the place or school, day or period, and the figure.
    notes : tuple of str
        What the reader noticed, such as a cumulative figure that falls.
    """

    rows: tuple[tuple[str, str, str, str], ...]
    notes: tuple[str, ...]


def template(plan: Plan) -> bytes:
    """The workbook in which local figures are returned."""
    with tempfile.TemporaryDirectory(prefix="stocktake-") as made:
        path = Path(made) / "local-return.xlsx"
        write_local_template(path, plan.local_indicator)
        return path.read_bytes()


def form_text(values: Mapping[str, object]) -> bytes:
    """One figure, given through a page, as the form that a file would be."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, [column.name for column in COLUMNS], restval="")
    writer.writeheader()
    writer.writerow({name: "" if value is None else value for name, value in values.items()})
    return stream.getvalue().encode()


def read_through(area: Area, plan: Plan, *, name: str, content: bytes, on: date) -> Through:
    """Read a filled-in form and keep nothing: what would be taken, row by row.

    Raises
    ------
    InputError
        Every fault of every row together.
    """
    reading = _reading(area, plan, name=name, content=content, on=on)
    words = {f"local:{each.id}": each.words for each in plan.local_indicator}
    rows = reading.observations.select("series", "place", "as_at", "time_period", "value")
    return Through(
        rows=tuple(
            (
                words.get(series, series),
                place,
                day(as_at) if as_at else str(period),
                "not given" if value is None else f"{value:g}",
            )
            for series, place, as_at, period, value in rows.iter_rows()
        ),
        notes=tuple(str(note) for note in reading.notes),
    )


def take(area: Area, plan: Plan, *, name: str, content: bytes, on: date, at: datetime) -> Taken:
    """Read a filled-in form and keep it as a release: all of it, or nothing.

    Parameters
    ----------
    name : str
        Of the file, for its ending and for messages.
    on, at : date, datetime
        When it was brought in.

    Raises
    ------
    InputError
        Every fault of every row together; nothing was kept.
    StoreError
        The store cannot be written to; nothing was kept.
    """
    reading = _reading(area, plan, name=name, content=content, on=on)
    release = warehouse().write(reading, loaded_at=at)
    rows = reading.observations
    named = rows["series"].unique().sort().to_list()
    times: Sequence[object] = (
        rows["as_at"].cast(str).fill_null(rows["time_period"]).unique().sort().to_list()
    )
    return Taken(
        release_id=release.id,
        indicator_ids=tuple(str(each).removeprefix("local:") for each in named),
        rows_count=rows.height,
        true_of=", ".join(str(each) for each in times),
        notes=tuple(str(note) for note in reading.notes),
    )


def _reading(area: Area, plan: Plan, *, name: str, content: bytes, on: date) -> Reading:
    with tempfile.TemporaryDirectory(prefix="stocktake-") as made:
        path = Path(made) / Path(name).name
        path.write_bytes(content)
        return read_local_return(
            path,
            known={each.id: each for each in plan.local_indicator},
            retrieved=on,
            source_name=area.slug,
            register=place_register(own_definitions(area)),
        )
