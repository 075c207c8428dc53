"""Chooses further cells quickly: one primary cell after another, then takes back what it can.

For every primary cell and direction it asks for the cheapest other table; the cells in which that
table differs must be hidden, and the table is the proof. Where no hidden figure at all may be
exact, another table is found for every other hidden cell too. Afterwards each further cell is
shown again if every proof that used it can be replaced. What remains can lose no single cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from stocktake.disclosure.feasible_tables import Alternatives, Change, is_possible
from stocktake.disclosure.proof_limits import Work
from stocktake.disclosure.proof_tables import (
    Cover,
    ProofTables,
    Question,
    questions,
    smallest_change,
)
from stocktake.disclosure.protection_levels import Task

Progress = Callable[[int, int], None]
GROWTH = 1.3
"""By how much the hidden cells may grow until the model of them alone is made again."""


def quick_cover(
    task: Task,
    *,
    start: Cover | None = None,
    keep: bool = False,
    progress: Progress | None = None,
) -> Cover:
    """A small set of further cells, with proofs.

    Parameters
    ----------
    task : Task
    start : Cover, optional
        Cells hidden already, and tables; what is missing is added.
    keep : bool
        Take nothing back.
    progress : callable, optional
        Called with cells done and cells in all.

    Returns
    -------
    Cover
    """
    search = _Search(task, start or Cover(), progress)
    search.answer_all()
    if not keep and not search.cover.unanswered:
        search.take_back()
    search.cover.programmes_count = search.programmes_count
    return search.cover


def hidden_positions(task: Task, further: Iterable[int]) -> set[int]:
    """The cells that are hidden, or never printed."""
    chosen_cells = set(further)
    return {cell for cell in task.room if cell not in task.weights or cell in chosen_cells}


class _Search:
    """Questions asked one after the other, every answer kept for the next."""

    def __init__(self, task: Task, start: Cover, progress: Progress | None) -> None:
        self._task, self._progress = task, progress
        self.cover = Cover(set(start.further))
        self._tables = ProofTables(task, self.cover.tables)
        shown_cells = task.weights.keys() - start.further
        for table in start.tables:
            if is_possible(task, table, shown_cells):
                self._tables.add(table)
        self._model = Alternatives(task, task.weights)
        self._model.hide(self.cover.further)
        self._rebuild_inner()
        self._by_table: dict[int, set[Question]] = {}
        self._by_cell: dict[int, set[Question]] = {}
        self._may_hide = True
        self.programmes_count = 0
        self._work = Work()

    def _rebuild_inner(self) -> None:
        """Most proofs need only what is hidden anyway, and are found much sooner among that."""
        hidden_places = hidden_positions(self._task, self.cover.further)
        self._inner = Alternatives(self._task, {}, only=hidden_places)
        self._inner_size = len(hidden_places)

    def answer_all(self) -> None:
        """Answer every question, hiding more where needed."""
        wanted_questions = list(questions(self._task))
        for number, (need, change) in enumerate(wanted_questions):
            self._answer(need.cell, change)
            if self._progress is not None:
                self._progress(number + 1, len(wanted_questions))
        if self._task.never_exact:
            self._answer_exactness()

    def _answer_exactness(self) -> None:
        """No hidden figure may be exact: what is hidden on the way is asked about too."""
        done_cells: set[int] = set()
        while waiting := sorted((self._task.concealed | self.cover.further) - done_cells):
            for cell in waiting:
                done_cells.add(cell)
                self._answer(cell, 0.0)

    def _answer(self, cell: int, change: float) -> bool:
        """The outsider's question, then those of the attackers whom its table does not serve."""
        number = self._prove(Question(cell, change))
        if number is None:
            return False
        return self._serve(Question(cell, self.cover.level(Question(cell, change))), number)

    def _serve(self, question: Question, number: int) -> bool:
        """Answer a question for every attacker who knows its table to be untrue."""
        waiting = self._tables.unserved(number, question.cell) & ~self._served_mask(question)
        return not waiting or self._serve_all(question, waiting)

    def _served_mask(self, question: Question) -> int:
        """The attackers, as bits, who have a proof of their own."""
        mask = 0
        for other_question in self._by_cell.get(question.cell, ()):
            if other_question.change == question.change and other_question.attacker:
                mask |= self._tables.bit(other_question.attacker)
        return mask

    def _serve_all(self, question: Question, waiting: int) -> bool:
        """Answer a question for some attackers, by as few tables as can be."""
        cell, change, tables = question.cell, question.change, self._tables
        while waiting:
            number = self._shared_proof(cell, change, waiting)
            if number is None:
                break
            served_mask = waiting & ~tables.unserved(number, cell)
            for name in tables.attacker_names(served_mask):
                self._keep(Question(cell, change, name), number)
            waiting &= ~served_mask
        insiders = [Question(cell, change, name) for name in tables.attacker_names(waiting)]
        return all(
            self._prove(insider) is not None or insider in self.cover.attained
            for insider in insiders
        )

    def _shared_proof(self, cell: int, change: float, waiting: int) -> int | None:
        """A table that serves some, or all, of the attackers who still wait."""
        tables = self._tables
        best, best_count = None, 0
        for number in tables.containing(cell):
            if tables.answers(number, cell, change):
                count = (waiting & ~tables.unserved(number, cell)).bit_count()
                if count > best_count:
                    best, best_count = number, count
                    if count == waiting.bit_count():
                        return number
        if best is not None:
            return best
        names = tables.attacker_names(waiting)
        if len(names) < 2:
            return None
        barred = frozenset().union(*(self._task.barred(name) for name in names))
        table = self._find(self._inner, cell, change, barred)
        return None if table is None else tables.add(table)

    def _prove(self, question: Question) -> int | None:
        """A table for one question, by hiding more if need be, or for what is attainable of it."""
        number = self._look(question)
        if number is None and self._may_hide:
            if not self._task.attainable:
                self.cover.unanswered.append(question)
                return None
            return self._prove_less(question)
        if number is not None:
            self._keep(question, number)
        return number

    def _look(self, question: Question) -> int | None:
        cell, change = question.cell, question.change
        number = self._tables.find(cell, change, self._tables.bit(question.attacker))
        if number is not None:
            return number
        barred = self._task.barred(question.attacker)
        table = self._find(self._inner, cell, change, barred)
        if table is None and self._may_hide:
            table = self._find(self._model, cell, change, barred)
            if table is not None:
                self._hide(table)
        return None if table is None else self._tables.add(table)

    def _find(
        self, model: Alternatives, cell: int, change: float, barred: frozenset[int]
    ) -> Change | None:
        if cell in barred:
            return None
        smallest = smallest_change(self._task, cell)
        for shift in (change,) if change else (smallest, -smallest):
            self.programmes_count += 1
            self._work.add(model.size)
            table = model.find(cell, shift, without=barred)
            if table is not None:
                return table
        return None

    def _prove_less(self, question: Question) -> int | None:
        """The largest change that is possible at all; by halving, since less is always easier."""
        attacker, sign = question.attacker, 1.0 if question.change > 0 else -1.0
        smallest = smallest_change(self._task, question.cell)
        low, high = 0, max(0, round(abs(question.change) / smallest) - 1)
        best: int | None = None
        while low < high:
            middle = (low + high + 1) // 2
            tried = Question(question.cell, sign * middle * smallest, attacker)
            number = self._look(tried)
            if number is None:
                high = middle - 1
            else:
                low, best = middle, number
        attained = sign * low * smallest if low else 0.0
        self.cover.attained[question] = attained
        if best is not None:
            self._keep(Question(question.cell, attained, attacker), best)
        return best

    def _hide(self, table: Change) -> None:
        cover, weights = self.cover, self._task.weights
        new = [cell for cell in table if cell in weights and cell not in cover.further]
        cover.further.update(new)
        self._model.hide(new)
        if len(hidden_positions(self._task, cover.further)) > GROWTH * self._inner_size:
            self._rebuild_inner()

    def _keep(self, question: Question, number: int) -> None:
        before = self.cover.proofs.get(question)
        if before is not None:
            self._by_table[before].discard(question)
        self.cover.proofs[question] = number
        self._by_table.setdefault(number, set()).add(question)
        self._by_cell.setdefault(question.cell, set()).add(question)

    def take_back(self) -> None:
        """Show every further cell again whose proofs can be replaced, the dearest first."""
        task, cover = self._task, self.cover
        self._rebuild_inner()
        self._may_hide = False
        before_count = self.programmes_count
        for cell in sorted(cover.further, key=lambda place: (-task.weights[place], place)):
            if (self.programmes_count - before_count) * self._inner.size > task.patience:
                break
            numbers = self._tables.shut(cell)
            self._inner.show([cell])
            lost = [
                question
                for number in numbers
                for question in self._by_table.get(number, ())
                if question.cell != cell
            ]
            before = {question: cover.proofs[question] for question in lost}
            if self._replace(lost):
                cover.further.discard(cell)
                self._drop(cell)
                continue
            for question, number in before.items():
                self._keep(question, number)
            self._tables.reopen(numbers)
            self._inner.reopen([cell])

    def _replace(self, lost: list[Question]) -> bool:
        """Other proofs for questions that lost theirs; False as soon as one has none."""
        bits: dict[tuple[int, float], int] = {}
        outsiders = set()
        for question in lost:
            key = (question.cell, question.change)
            bits[key] = bits.get(key, 0) | self._tables.bit(question.attacker)
            if not question.attacker:
                outsiders.add(key)
        for cell, change in sorted(bits, key=lambda key: (-abs(key[1]), key[0])):
            question = Question(cell, change)
            waiting = bits[cell, change]
            if (cell, change) in outsiders:
                number = self._look(question)
                if number is None:
                    return False
                self._keep(question, number)
                waiting |= self._tables.unserved(number, cell) & ~self._served_mask(question)
            if waiting and not self._serve_all(question, waiting):
                return False
        return True

    def _drop(self, cell: int) -> None:
        """A figure that is shown is no question any more."""
        for question in self._by_cell.pop(cell, ()):
            number = self.cover.proofs.pop(question, None)
            if number is not None:
                self._by_table[number].discard(question)
            self.cover.attained.pop(question, None)
