"""The tables that prove a suppression, indexed by the cells in which they differ from the truth.

One table answers many questions: for every cell in which it differs far enough, and for every
attacker who knows none of the cells in which it differs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from stocktake.disclosure.feasible_tables import Change
from stocktake.disclosure.protection_levels import ProtectionLevel, Task

DIFFERENT = 1e-3
"""By how much of itself a sum must be able to differ so as not to be exact."""


@dataclass(frozen=True, slots=True)
class Question:
    """Whether an attacker can pin a cell from one side.

    Parameters
    ----------
    cell : int
        Position.
    change : float
        What must stay possible: so much more, or less where negative. Zero: any other figure.
    attacker : str
        Empty for the outsider.
    """

    cell: int
    change: float
    attacker: str = ""


@dataclass
class Cover:
    """Cells to hide, with a proof for every question.

    Parameters
    ----------
    further : set of int
        Cells to hide besides the primary ones.
    proofs : dict of Question to int
        Which of the tables answers each question.
    tables : list
        Other tables that agree with everything printed.
    unanswered : list of Question
        For which there is none, whatever else is hidden.
    attained : dict of Question to float
        For which there is none: how much change is possible where all that may be hidden is.
        Only where the task is content with what is attainable.
    programmes_count : int
        How many programmes were solved.
    """

    further: set[int] = field(default_factory=set)
    proofs: dict[Question, int] = field(default_factory=dict)
    tables: list[Change] = field(default_factory=list)
    unanswered: list[Question] = field(default_factory=list)
    attained: dict[Question, float] = field(default_factory=dict)
    programmes_count: int = 0

    def level(self, question: Question) -> float:
        """What was proved of what a question wants."""
        return self.attained.get(question, question.change)


def questions(task: Task) -> Iterator[tuple[ProtectionLevel, float]]:
    """Every need in each direction, the largest first: what protects it often protects others."""
    both_sides = [
        (need, change) for need in task.needs for change in (need.up, -need.down) if change != 0
    ]
    return iter(sorted(both_sides, key=lambda pair: (-abs(pair[1]), pair[0].cell, pair[1])))


def smallest_change(task: Task, cell: int) -> float:
    """By how much a figure must be able to differ so as not to be exact."""
    item = task.problem.cells[cell]
    return 1.0 if item.whole else DIFFERENT * max(1.0, abs(item.value or 0.0))


class ProofTables:
    """Tables found so far.

    Parameters
    ----------
    task : Task
    tables : list of dict
        Grows by what is added.
    """

    def __init__(self, task: Task, tables: list[Change]) -> None:
        self._task = task
        self.tables = tables
        self.names = sorted(task.attackers)
        self._bit = {name: 1 << number for number, name in enumerate(self.names)}
        self._mask_of_cell = {
            cell: self._bit[name] for name, cells in task.attackers.items() for cell in cells
        }
        self._masks: list[int] = []
        self._deep: list[frozenset[int]] = []
        self._by_cell: dict[int, list[int]] = {}
        self._shut: set[int] = set()
        for number in range(len(tables)):
            self._index(number)

    def add(self, table: Change) -> int:
        """Keep a table, and say which it is."""
        self.tables.append(table)
        self._index(len(self.tables) - 1)
        return len(self.tables) - 1

    def _index(self, number: int) -> None:
        mask = 0
        deep = []
        for cell, shift in self.tables[number].items():
            mask |= self._mask_of_cell.get(cell, 0)
            self._by_cell.setdefault(cell, []).append(number)
            if shift < 0 and shift < -self._task.room[cell][0] - 1e-6:
                deep.append(cell)
        if not self._task.standins.isdisjoint(self.tables[number]):
            mask = (1 << len(self.names)) - 1
        self._masks.append(mask)
        self._deep.append(frozenset(deep))

    def containing(self, cell: int) -> Collection[int]:
        """The tables in which a cell differs."""
        return self._by_cell.get(cell, ())

    def shut(self, cell: int) -> list[int]:
        """Leave out the tables in which a cell differs; those that were not left out before."""
        numbers = [number for number in self.containing(cell) if number not in self._shut]
        self._shut.update(numbers)
        return numbers

    def reopen(self, numbers: Iterable[int]) -> None:
        """Take tables in again."""
        self._shut.difference_update(numbers)

    def find(self, cell: int, change: float, barred: int = 0) -> int | None:
        """A table that answers a question, for attackers as bits; None where there is none."""
        for number in reversed(self._by_cell.get(cell, ())):
            if not self._masks[number] & barred and self.answers(number, cell, change):
                return number
        return None

    def answers(self, number: int, cell: int, change: float) -> bool:
        """Whether a table answers an outsider's question."""
        if number in self._shut or not changes_enough(self.tables[number], cell, change):
            return False
        # Only the cell in question may become zero where zeros are printed.
        deep = self._deep[number]
        return not deep or deep == {cell}

    def bit(self, name: str) -> int:
        """An attacker as a bit; 0 for the outsider."""
        return self._bit.get(name, 0)

    def unserved(self, number: int, cell: int) -> int:
        """The attackers, as bits, who know that a table is not the true one, nor the cell."""
        return self._masks[number] & ~self._mask_of_cell.get(cell, 0)

    def attacker_names(self, mask: int) -> list[str]:
        """The attackers of some bits."""
        return [name for name in self.names if mask & self._bit[name]]


def changes_enough(table: Change, cell: int, change: float) -> bool:
    """Whether a cell differs in a table by as much as a question wants."""
    shift = table.get(cell, 0.0)
    if change > 0:
        return shift >= change - 1e-7
    if change < 0:
        return shift <= change + 1e-7
    return abs(shift) > 1e-7
