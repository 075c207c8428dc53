"""The shipped rules of destinations, and the months of an academic year as returns name them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from stocktake.pupils.destinations.schema import DestinationRules
from stocktake.standards.definitions import load_folder
from stocktake.standards.period import Period


def destination_rules(*, own_folder: Path | None = None) -> DestinationRules:
    """The activities after compulsory schooling, and what makes a destination sustained.

    Parameters
    ----------
    own_folder : path, optional
        A place's own folder of definitions; ``destinations/rules.toml`` there replaces ours.

    Raises
    ------
    DefinitionError
        The file is faulty.

    Examples
    --------
    >>> destination_rules().codes("employment")
    ['EMPLOYMENT_TRAINING', 'EMPLOYMENT']
    """
    return _shipped() if own_folder is None else _read(own_folder)


def months_of(year: str, *, first: int, count: int) -> list[str]:
    """Months as ``YYYY-MM``, from a month of the calendar year in which an academic year begins.

    Examples
    --------
    >>> months_of("202324", first=10, count=6)
    ['2023-10', '2023-11', '2023-12', '2024-01', '2024-02', '2024-03']
    """
    first_year = Period(year, "Academic year").first_year
    return [
        f"{first_year + (first - 1 + later) // 12:04d}-{(first - 1 + later) % 12 + 1:02d}"
        for later in range(count)
    ]


@cache
def _shipped() -> DestinationRules:
    return _read(None)


def _read(own_folder: Path | None) -> DestinationRules:
    return load_folder("stocktake.pupils", "destinations", DestinationRules, own_folder=own_folder)[
        "rules"
    ].value
