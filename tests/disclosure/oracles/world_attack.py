"""Attacks what was released of a world, with the world's own sums and each school's own counts.

Written apart from the library: it reads the printed files, knows nothing of structures, and asks
HiGHS for the least and the greatest value of every count, in whole numbers where that matters.
"""

from __future__ import annotations

import io
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import highspy
import numpy as np
import polars as pl
from worlds import Count, Printing, World

from stocktake.disclosure import CellId, load_policies
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
        links: Sequence[tuple[Count, Count]] = (),
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
        for pair in links:
            self._row(0.0, 0.0, [self._number[count] for count in pair], [1.0, -1.0])
        for above, below, least, greatest in shares:
            columns = [self._number[above], self._number[below]]
            self._row(0.0, highspy.kHighsInf, columns, [100.0, -least])
            self._row(-highspy.kHighsInf, 0.0, columns, [100.0, -greatest])
        self._size = size

    def _row(self, low: float, high: float, columns: list[int], factors: list[float]) -> None:
        self._solver.addRow(
            low, high, len(columns), np.array(columns, dtype=np.int32), np.array(factors)
        )

    def agrees(self) -> bool:
        """Whether any counts at all agree with what is supposed."""
        return _solve(self._solver) != highspy.HighsModelStatus.kInfeasible

    def ends(self, count: Count, *, whole: bool = False) -> tuple[float, float]:
        """The least and the greatest value that agrees with all that is known."""
        solver = self._in_whole_pupils if whole else self._solver
        column = self._number[count]
        limits = []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            solver.changeColCost(column, 1.0)
            solver.changeObjectiveSense(sense)
            status = _solve(solver)
            if status in (
                highspy.HighsModelStatus.kUnbounded,
                highspy.HighsModelStatus.kUnboundedOrInfeasible,
            ):
                limits.append(-math.inf if sense == highspy.ObjSense.kMinimize else math.inf)
            elif status == highspy.HighsModelStatus.kOptimal:
                limits.append(solver.getInfo().objective_function_value)
            else:
                raise AssertionError(f"the true counts do not agree with what is known: {status}")
        solver.changeColCost(column, 0.0)
        return limits[0], limits[1]

    def link_if_possible(self, pair: tuple[Count, Count]) -> None:
        """Take two counts for the same, unless nothing agrees with that."""
        self._row(0.0, 0.0, [self._number[count] for count in pair], [1.0, -1.0])
        if not self.agrees():
            self._solver.deleteRows(1, np.array([self._solver.getNumRow() - 1], dtype=np.int32))

    @cached_property
    def _in_whole_pupils(self) -> highspy.Highs:
        """The same programme with every count whole."""
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.passModel(self._solver.getLp())
        kinds = np.full(self._size, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        columns = np.arange(self._size, dtype=np.int32)
        solver.changeColsIntegrality(self._size, columns, kinds)
        return solver


def _solve(solver: highspy.Highs) -> highspy.HighsModelStatus:
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kUnknown:
        # Now and then a start from the last answer ends in doubt; from nothing it does not.
        solver.clearSolver()
        solver.run()
        status = solver.getModelStatus()
    return status


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
    ranges = {}
    if not _may_be_zero(world, hidden_counts - figures.keys()):
        ranges = dict.fromkeys(hidden_counts, (1.0, math.inf))
    if world.rounding_base:
        ranges |= {
            count: _range_of(value, world.truth[count], world.rounding_base)
            for count, value in figures.items()
        }
        figures = {count: 0.0 for count in figures if world.truth[count] == 0}
    results = []
    for attacker in ("", *world.schools):
        own_counts = {count: world.truth[count] for count in world.truth if attacker in count[2:3]}
        in_question = _in_question(world, figures, hidden_counts, own_counts, exceptions, threshold)
        for count in _subtracted(world, figures, own_counts):
            if count in in_question:
                value = float(world.truth[count])
                results.append(Uncovered(count, attacker, value, value, "by subtraction"))
        for with_all in _attackers(world, figures | own_counts, ranges, shares, own_counts):
            alone: Attacker | None = None
            for count in in_question:
                low, high = with_all.ends(count)
                narrow = _narrowness(world, count, low, high, threshold)
                if not narrow and high - low < 2 * threshold:
                    low, high = with_all.ends(count, whole=True)
                    narrow = _narrowness(world, count, low, high, threshold)
                if not narrow or not low - CLOSE <= world.truth[count] <= high + CLOSE:
                    continue  # whoever is misled has learned nothing
                if attacker:
                    zeros = {name: value for name, value in figures.items() if value == 0}
                    alone = alone or Attacker(world, own_counts | zeros, {}, ())
                    if _narrowness(world, count, *alone.ends(count), threshold):
                        continue  # it follows from what the school knows and from printed zeros
                results.append(Uncovered(count, attacker, low, high, narrow))
    return list(dict.fromkeys(results))


def _subtracted(
    world: World, figures: Mapping[Count, float], own_counts: Mapping[Count, int]
) -> set[Count]:
    """Counts that one sum gives away, where it is read with whatever table has each figure."""
    old_names = {new: old for old, new in world.revisions.items()}
    subtracted = set()
    for total, parts in world.sums if world.revisions else ():
        values: dict[Count, float] = {}
        for count in (total, *parts):
            for name in (count, old_names.get(count, count)):
                if name in figures or name in own_counts:
                    values.setdefault(count, figures.get(name, own_counts.get(name, 0)))
        missing = [count for count in (total, *parts) if count not in values]
        is_own = all(count in own_counts or value == 0 for count, value in values.items())
        if len(missing) != 1 or is_own:
            continue
        rest = sum(value if count == total else -value for count, value in values.items())
        value = -rest if missing[0] == total else rest
        if value == world.truth[missing[0]]:
            subtracted.add(missing[0])
    return subtracted


def _may_be_zero(world: World, hidden_counts: Collection[Count]) -> bool:
    """Whether a hidden count may be none: the policy says so, or zeros are hidden all the same."""
    policy = load_policies()[world.policy]
    if "hidden" in (policy.zeros, policy.whole_groups):
        return True
    return any(world.truth[count] == 0 for count in hidden_counts)


def _attackers(
    world: World,
    known_counts: Mapping[Count, float],
    ranges: Mapping[Count, tuple[float, float]],
    shares: Sequence[tuple[Count, Count, float, float]],
    own_counts: Mapping[Count, int],
) -> list[Attacker]:
    """Who takes both pictures for true as far as can be, and who disregards the one recalled.

    What was not revised in print is supposed to be unchanged; where that cannot be, it is supposed
    so of the places of which no figure was revised. And somebody, by luck, supposes so of just
    what did not change.
    """
    is_recalled = any(printing.is_recalled for printing in world.printings)
    rest = {count: v for count, v in known_counts.items() if count not in world.revisions}
    attackers = [Attacker(world, rest if is_recalled else known_counts, ranges, shares)]
    pairs = [
        (old, new)
        for old, new in world.revisions.items()
        if old not in own_counts
        and (
            old not in known_counts
            or new not in known_counts
            or known_counts[old] == known_counts[new]
        )
    ]
    revised = _revised_places(world, known_counts)
    choices = [pairs, [pair for pair in pairs if pair[0][2] not in revised]]
    if any(
        known_counts.get(old) != known_counts.get(new)
        for old, new in world.revisions.items()
        if old in own_counts
    ):
        # Whose own figure was wrong takes it for the only one, and for what is wrong above it.
        above = _sums_of(world, own_counts)
        choices.append([pair for pair in pairs if not above & set(pair)])
    agreeing = []
    for links in choices:
        believing = Attacker(world, known_counts, ranges, shares, links)
        if links and believing.agrees():
            agreeing.append(believing)
    if pairs and not agreeing:
        # Sums cannot hold between the tables: as much is believed as agrees with itself.
        totals = {total for total, _ in world.sums}
        believing = Attacker(world, known_counts, ranges, shares)
        for pair in sorted(pairs, key=lambda pair: pair[0] in totals):
            believing.link_if_possible(pair)
        agreeing.append(believing)
    # Who by luck doubts what did change, and nothing else, is misled by nothing.
    unchanged = [pair for pair in pairs if world.truth[pair[0]] == world.truth[pair[1]]]
    lucky = Attacker(world, known_counts, ranges, shares, unchanged)
    if unchanged not in choices and unchanged and lucky.agrees():
        agreeing.append(lucky)
    return [*attackers, *agreeing]


def _sums_of(world: World, counts: Collection[Count]) -> set[Count]:
    """The totals, and totals of totals, that some counts are part of."""
    above: set[Count] = set()
    while more := {
        total
        for total, parts in world.sums
        if total not in above and any(part in counts or part in above for part in parts)
    }:
        above |= more
    return above


def _revised_places(world: World, known_counts: Mapping[Count, float]) -> set[str]:
    """Places of which two tables print different figures for the same count."""
    return {
        old[2]
        for old, new in world.revisions.items()
        if old in known_counts and new in known_counts and known_counts[old] != known_counts[new]
    }


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
    before = {new: old for old, new in world.revisions.items()}
    return [
        count
        for count, value in world.truth.items()
        if count not in figures
        and figures.get(before.get(count, count)) != value
        and count not in own_counts
        and (count in hidden_counts or 0 < value < threshold)
        and not _was_false(world, count)
        and _names(world, count).isdisjoint(exceptions)
    ]


def _was_false(world: World, count: Count) -> bool:
    """Whether a count is one that only a recalled table had, and that was never true."""
    is_recalled = any(printing.is_recalled for printing in world.printings)
    return is_recalled and count in world.revisions


def _names(world: World, count: Count) -> set[str]:
    """A count as the records of the tables that print it may name it."""
    measure, population, place, item, period = world.revisions.get(count, count)
    items = (("item", item),) if item != "Total" else ()
    spellings = {(measure, population)} | {
        (printed_measure.id, printing.structure.population)
        for printing in world.printings
        for printed_measure in printing.structure.measure
        if count in printing.counts.get(printed_measure.column, ())
    }
    return {str(CellId(*spelling, place, period, items)) for spelling in spellings}


def _narrowness(world: World, count: Count, low: float, high: float, threshold: int) -> str:
    low, high = math.ceil(low - CLOSE), high if high == math.inf else math.floor(high + CLOSE)
    is_small = 0 < world.truth[count] < threshold
    if low == high and (is_small or not world.rounding_base):
        return "exact"
    fewest = FEWEST_ROUNDED if world.rounding_base else FEWEST_VALUES
    return f"fewer than {fewest} values" if is_small and high - low + 1 < fewest else ""
