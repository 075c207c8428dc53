"""From an outcome to its root causes, the programmes that work on them, and their measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stocktake.programmes.place_map import Driver
from stocktake.programmes.presence import is_present
from stocktake.programmes.programme import Programme
from stocktake.programmes.programme_map import ProgrammeMap


@dataclass(frozen=True)
class DriverBranch:
    """One root cause, and who works on it; nobody where ``programmes`` is empty."""

    driver: Driver
    programmes: tuple[Programme, ...]


@dataclass(frozen=True)
class DriverTree:
    """One outcome with its root causes, in the order of the file."""

    target: str
    title: str
    branches: tuple[DriverBranch, ...]


def driver_trees(programme_map: ProgrammeMap, targets: Mapping[str, str]) -> tuple[DriverTree, ...]:
    """Every outcome that has drivers.

    Parameters
    ----------
    targets : mapping of str to str
        Titles by id of the plan's targets.
    """
    branches: dict[str, list[DriverBranch]] = {}
    programmes = [item for item in programme_map.programmes if is_present(item)]
    for driver in programme_map.place_map.driver:
        branches.setdefault(driver.target, []).append(
            DriverBranch(driver, _working_on(driver, programmes))
        )
    return tuple(
        DriverTree(target, targets.get(target, target), tuple(items))
        for target, items in branches.items()
    )


def _working_on(driver: Driver, programmes: Sequence[Programme]) -> tuple[Programme, ...]:
    return tuple(
        programme
        for programme in programmes
        if programme.id in driver.programmes or set(driver.themes) & set(programme.themes)
    )
