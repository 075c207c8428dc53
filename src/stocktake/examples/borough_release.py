"""Releases a table of the invented borough's pupils, as a place would one of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from stocktake.disclosure import Register
from stocktake.examples.pupils import Borough, invented_pupils
from stocktake.examples.pupils.absence_by_need import NAME, release_absence_by_need
from stocktake.statistics.disclosed import indicator_for, keep_disclosed
from stocktake.statistics.store import Warehouse

PUPIL_YEARS = ("202223", "202324", "202425")


def release_invented_pupils(
    seed: int, folder: Path, as_of: date, borough: Borough | None = None
) -> None:
    """Release persistent absence by special need of the borough's invented pupils.

    Done twice on one day, it is one release.

    Parameters
    ----------
    folder : Path
        The invented country's, which has the register, the warehouse and the definitions.
    borough : Borough, optional
        The pupils of the same seed in ``PUPIL_YEARS``, where they are made already.
    """
    borough = borough or invented_pupils(seed, years=PUPIL_YEARS)
    disclosure = release_absence_by_need(borough, Register(folder / "register"), as_of=as_of)
    keep_disclosed(
        disclosure,
        Warehouse(folder / "warehouse"),
        loaded_at=datetime.combine(as_of, time(12), tzinfo=UTC),
        producer="Eastmere Council (invented)",
    )
    definition = indicator_for(
        disclosure,
        "persistent-absence-percent",
        "Persistent absence by special need",
        better="lower",
        topic="Absence",
        population="Pupils aged 5 to 15",
    )
    path = folder / "definitions" / "indicators" / f"{NAME}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(definition, encoding="utf-8", newline="\n")
