"""Local returns: the template goes out, a filled-in form becomes a release of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from stocktake.plan import Plan
from stocktake.sources import (
    CheckedRow,
    FormRow,
    Reading,
    check_local_rows,
    read_form,
    read_local_return,
    write_local_corrections,
    write_local_rows,
    write_local_template,
)
from stocktake.standards import parse_period, place_register
from stocktake.statistics import note_repeats
from stocktake.targets import set_sizes
from stocktake_web.formats import day
from stocktake_web.services.area import AreaFields
from stocktake_web.services.judgements import own_definitions
from stocktake_web.services.releases import warehouse


@dataclass(frozen=True)
class StoredReturn:
    """A return that was read and is now a release.

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
class ReturnPreview:
    """A return that was read and not stored.

    Parameters
    ----------
    rows : tuple
        Of each figure: what is counted, the place or school, day or period, and the figure.
    notes : tuple of str
        What the reader noticed, such as a cumulative figure that falls.
    """

    rows: tuple[tuple[str, str, str, str], ...]
    notes: tuple[str, ...]


def return_template(plan: Plan) -> bytes:
    """The workbook in which local figures are returned."""
    with tempfile.TemporaryDirectory(prefix="stocktake-") as folder:
        path = Path(folder) / "local-return.xlsx"
        write_local_template(path, plan.local_indicator)
        return path.read_bytes()


def preview_return(
    area: AreaFields, plan: Plan, *, name: str, content: bytes, on: date
) -> ReturnPreview:
    """Read a filled-in form and store nothing: what would be stored, row by row.

    Raises
    ------
    InputError
        Every fault of every row together.
    """
    reading = _reading(area, plan, name=name, content=content, on=on)
    titles = {f"local:{row.id}": row.words for row in plan.local_indicator}
    rows = reading.observations.select("series", "place", "as_at", "time_period", "value")
    return ReturnPreview(
        rows=tuple(
            (
                titles.get(series, series),
                place,
                day(as_at) if as_at else parse_period(period).label,
                "not given" if value is None else f"{value:g}",
            )
            for series, place, as_at, period, value in rows.iter_rows()
        ),
        notes=tuple(str(note) for note in reading.notes),
    )


def read_rows(name: str, content: bytes) -> list[FormRow]:
    """The filled-in rows of a form, whatever they hold.

    Raises
    ------
    InputError
        The file cannot be opened, or is no form.
    """
    with _kept_for_reading(name, content) as path:
        return read_form(path)


def check_rows(
    area: AreaFields, plan: Plan, rows: Sequence[FormRow], *, on: date
) -> list[CheckedRow]:
    """Each row of a form with its figure, or with all that is wrong with it."""
    return check_local_rows(
        rows,
        indicators={row.id: row for row in plan.local_indicator},
        retrieved=on,
        register=place_register(own_definitions(area)),
    )


def rows_content(rows: Iterable[FormRow]) -> bytes:
    """A form of some rows of another one, in which each keeps its number."""
    return write_local_rows(list(rows))


def corrections_workbook(plan: Plan, rows: Sequence[CheckedRow]) -> bytes:
    """The rows that wait as a form to correct and send back."""
    return write_local_corrections(
        plan.local_indicator, [(row.cells, "\n".join(row.faults)) for row in rows]
    )


def store_return(
    area: AreaFields, plan: Plan, *, name: str, content: bytes, on: date, at: datetime
) -> StoredReturn:
    """Read a filled-in form and store it as a release: all of it, or nothing.

    Parameters
    ----------
    name : str
        Of the file, for its ending and for messages.
    on, at : date, datetime
        When it was brought in.

    Raises
    ------
    InputError
        Every fault of every row together; nothing was stored.
    StoreError
        The store cannot be written to; nothing was stored.
    """
    reading = _reading(area, plan, name=name, content=content, on=on)
    reading = note_repeats(reading, warehouse().releases())
    release = warehouse().write(reading, loaded_at=at)
    rows = reading.observations
    series = rows["series"].unique().sort().to_list()
    times: Sequence[object] = (
        rows["as_at"].cast(str).fill_null(rows["time_period"]).unique().sort().to_list()
    )
    return StoredReturn(
        release_id=release.id,
        indicator_ids=tuple(str(name).removeprefix("local:") for name in series),
        rows_count=rows.height,
        true_of=", ".join(str(time) for time in times),
        notes=tuple(str(note) for note in reading.notes),
    )


def _reading(area: AreaFields, plan: Plan, *, name: str, content: bytes, on: date) -> Reading:
    with _kept_for_reading(name, content) as path:
        return read_local_return(
            path,
            indicators={row.id: row for row in plan.local_indicator},
            retrieved=on,
            source_name=area.slug,
            register=place_register(own_definitions(area)),
            sizes=set_sizes(plan.target),
        )


@contextmanager
def _kept_for_reading(name: str, content: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="stocktake-") as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(content)
        yield path
