"""Attacks what was released of a world, with the world's own sums and each school's own counts.

Written apart from the library: it reads the printed files, knows nothing of structures, and asks
HiGHS for the least and the greatest value of every count, in whole numbers where that matters.
"""

from __future__ import annotations

import io
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
import polars as pl
from worlds import Count, Printing, World

from stocktake.disclosure import CellId
from stocktake.standards.rounding import round_half_up

CLOSE = 1e-6
FEWEST_VALUES = 6
FEWEST_ROUNDED = 4


@dataclass(frozen=True)
class Uncovered:
    """A count that somebody works out.

    Parameters
    ----------
    count : Count
    attacker : str
        A school, or empty for whoever has the files alone.
    low, high : float
    narrowness : str
    """

    count: Count
    attacker: str
    low: float
    high: float
    narrowness: str


class Attacker:
    """What somebody knows, as a linear programme whose ends can be asked again and again."""

    def __init__(
        self,
        world: World,
        values: Mapping[Count, float],
        ranges: Mapping[Count, tuple[float, float]],
        shares: Sequence[tuple[Count, Count, float, float]],
    ) -> None:
        self._number = {count: number for number, count in enumerate(world.truth)}
        self._solver = highspy.Highs()
        self._solver.setOptionValue("output_flag", False)
        size = len(self._number)
        low, high = np.zeros(size), np.full(size, highspy.kHighsInf)
        for count, (floor, ceiling) in ranges.items():
            low[self._number[count]], high[self._number[count]] = floor, ceiling
        for count, value in values.items():
            low[self._number[count]] = high[self._number[count]] = value
        for bounds in zip(low, high, strict=True):
            self._solver.addVar(*bounds)
        for total, parts in world.sums:
            columns = [self._number[total], *(self._number[part] for part in parts)]
            self._row(0.0, 0.0, columns, [1.0, *(-1.0 for _ in parts)])
        for above, below, least, greatest in shares:
            columns = [self._number[above], self._number[below]]
            self._row(0.0, highspy.kHighsInf, columns, [100.0, -least])
            self._row(-highspy.kHighsInf, 0.0, columns, [100.0, -greatest])
        self._size = size

    def _row(self, low: float, high: float, columns: list[int], factors: list[float]) -> None:
        self._solver.addRow(
            low, high, len(columns), np.array(columns, dtype=np.int32), np.array(factors)
        )

    def _solve(self) -> highspy.HighsModelStatus:
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kUnknown:
            # Now and then a start from the last answer ends in doubt; from nothing it does not.
            self._solver.clearSolver()
            self._solver.run()
            status = self._solver.getModelStatus()
        return status

    def ends(self, count: Count, *, whole: bool = False) -> tuple[float, float]:
        """The least and the greatest value that agrees with all that is known."""
        column = self._number[count]
        if whole:
            kind = highspy.HighsVarType.kInteger
            for number in range(self._size):
                self._solver.changeColIntegrality(number, kind)
        limits = []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            self._solver.changeColCost(column, 1.0)
            self._solver.changeObjectiveSense(sense)
            status = self._solve()
            if status in (
                highspy.HighsModelStatus.kUnbounded,
                highspy.HighsModelStatus.kUnboundedOrInfeasible,
            ):
                limits.append(-math.inf if sense == highspy.ObjSense.kMinimize else math.inf)
            elif status == highspy.HighsModelStatus.kOptimal:
                limits.append(self._solver.getInfo().objective_function_value)
            else:
                raise AssertionError(f"the true counts do not agree with what is known: {status}")
        self._solver.changeColCost(column, 0.0)
        if whole:
            kind = highspy.HighsVarType.kContinuous
            for number in range(self._size):
                self._solver.changeColIntegrality(number, kind)
        return limits[0], limits[1]


def uncovered(
    world: World, files: Mapping[str, str], *, exceptions: Collection[str] = (), threshold: int = 10
) -> list[Uncovered]:
    """What anybody works out from the files that were released.

    Parameters
    ----------
    world : World
    files : mapping of str to str
        The printed CSV by the printing's name; tables that were refused are not there.
    exceptions : collection of str
        What the records list as not promised: somebody was told before it left.
    threshold : int
        Counts below it are to be protected.
    """
    figures, hidden_counts, shares = read_files(world, files)
    zeros_hidden = any(world.truth[count] == 0 for count in hidden_counts - figures.keys())
    ranges = {} if zeros_hidden else dict.fromkeys(hidden_counts, (1.0, math.inf))
    if world.rounding_base:
        ranges |= {
            count: _range_of(value, world.truth[count], world.rounding_base)
            for count, value in figures.items()
        }
        figures = {count: 0.0 for count in figures if world.truth[count] == 0}
    results = []
    for attacker in ("", *world.schools):
        own_counts = {count: world.truth[count] for count in world.truth if attacker in count[2:3]}
        with_all = Attacker(world, figures | own_counts, ranges, shares)
        alone: Attacker | None = None
        for count in _in_question(world, figures, hidden_counts, own_counts, exceptions, threshold):
            low, high = with_all.ends(count)
            narrow = _narrowness(world, count, hidden_counts, low, high, threshold)
            if not narrow and high - low < 2 * threshold:
                low, high = with_all.ends(count, whole=True)
                narrow = _narrowness(world, count, hidden_counts, low, high, threshold)
            if not narrow:
                continue
            if attacker:
                zeros = {name: value for name, value in figures.items() if value == 0}
                alone = alone or Attacker(world, own_counts | zeros, {}, ())
                if _narrowness(world, count, hidden_counts, *alone.ends(count), threshold):
                    continue  # it follows from what the school knows and from printed zeros
            results.append(Uncovered(count, attacker, low, high, narrow))
    return results


def read_files(
    world: World, files: Mapping[str, str]
) -> tuple[dict[Count, float], set[Count], list[tuple[Count, Count, float, float]]]:
    """Printed counts, counts that are marked as hidden, and percentages with their ends."""
    figures: dict[Count, float] = {}
    hidden_counts: set[Count] = set()
    shares = []
    for printing in world.printings:
        if printing.name not in files:
            continue
        for column, row, text in _cells(printing, files[printing.name]):
            if column in printing.counts:
                count = printing.counts[column][row]
                if text == "c":
                    hidden_counts.add(count)
                elif text == "low":
                    figures[count] = 0.0
                else:
                    figures[count] = float(text)
                    off = abs(world.truth[count] - float(text))
                    assert off < max(1, world.rounding_base), "what is printed is true"
            elif text != "c":
                above, below, places = printing.percentages[column][row]
                half = 0.5 * 10**-places
                shares.append((above, below, float(text) - half, float(text) + half))
                true_share = 100 * world.truth[above] / world.truth[below]
                assert abs(round_half_up(true_share, places) - float(text)) < CLOSE
    return figures, hidden_counts, shares


def _cells(printing: Printing, csv: str) -> list[tuple[str, int, str]]:
    """Every cell of a printed file, with the row of the true table that it belongs to."""
    table = pl.read_csv(io.StringIO(csv), infer_schema=False)
    keys = [name for name in printing.frame.columns if name in ("place", "item", "sex")]
    position = {
        tuple(str(part) for part in row): number
        for number, row in enumerate(printing.frame.select(keys).iter_rows())
    }
    columns = [name for name in table.columns if name not in keys]
    return [
        (column, position[tuple(row[key] for key in keys)], str(row[column]))
        for row in table.iter_rows(named=True)
        for column in columns
        if column in printing.counts or column in printing.percentages
    ]


def _range_of(value: float, true_value: int, base: int) -> tuple[float, float]:
    """What rounding by chance leaves: less than the base each way; what rounds to 0 is not 0."""
    if value == 0:
        return (1.0, base - 1.0) if true_value else (0.0, 0.0)
    return max(1.0, value - base + 1), value + base - 1


def _in_question(
    world: World,
    figures: Mapping[Count, float],
    hidden_counts: set[Count],
    own_counts: Mapping[Count, int],
    exceptions: Collection[str],
    threshold: int,
) -> list[Count]:
    """Hidden counts, and small ones that no table prints: what must not be worked out."""
    return [
        count
        for count, value in world.truth.items()
        if count not in figures
        and count not in own_counts
        and (count in hidden_counts or 0 < value < threshold)
        and _names(world, count).isdisjoint(exceptions)
    ]


def _names(world: World, count: Count) -> set[str]:
    """A count as the records of the tables that print it may name it."""
    measure, population, place, item, period = count
    items = (("item", item),) if item != "Total" else ()
    spellings = {(measure, population)} | {
        (printed_measure.id, printing.structure.population)
        for printing in world.printings
        for printed_measure in printing.structure.measure
        if count in printing.counts.get(printed_measure.column, ())
    }
    return {str(CellId(*spelling, place, period, items)) for spelling in spellings}


def _narrowness(
    world: World, count: Count, hidden_counts: set[Count], low: float, high: float, threshold: int
) -> str:
    low, high = math.ceil(low - CLOSE), high if high == math.inf else math.floor(high + CLOSE)
    is_small = 0 < world.truth[count] < threshold
    if low == high and (is_small or not world.rounding_base):
        return "exact"
    fewest = FEWEST_ROUNDED if world.rounding_base else FEWEST_VALUES
    return f"fewer than {fewest} values" if is_small and high - low + 1 < fewest else ""
