"""What an attacker knows, as ranges and rows; and what follows from it by plain subtraction.

Subtraction along one line after another is how people find hidden figures by hand. Where the lines
through a group of hidden cells form no ring it is also all that can be found, so that the
programmes of :mod:`stocktake.disclosure.attack` are left with the rings.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from math import ceil, floor, inf

from stocktake.disclosure.cells import Cell, CellId, Problem
from stocktake.standards.errors import Fault, InputError

CLOSE = 1e-6
ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Row:
    """Unknown cells with coefficients, and between what their sum lies."""

    terms: tuple[tuple[int, float], ...]
    lower: float
    upper: float


@dataclass
class Facts:
    """The unknown cells of a problem, between what each lies, and the rows that bind them."""

    low: dict[int, float] = field(default_factory=dict)
    high: dict[int, float] = field(default_factory=dict)
    whole: dict[int, bool] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def tighten(self, cell: int, low: float, high: float) -> bool:
        """Narrow one cell's range; True where it became narrower by more than a hair."""
        if self.whole[cell]:
            low = float(ceil(low - CLOSE)) if low > -inf else low
            high = float(floor(high + CLOSE)) if high < inf else high
        has_changed = False
        if low > self.low[cell] + CLOSE * max(1.0, abs(low)):
            self.low[cell], has_changed = low, True
        if high < self.high[cell] - CLOSE * max(1.0, abs(high)):
            self.high[cell], has_changed = high, True
        return has_changed


def gather(
    problem: Problem,
    hidden_cells: Collection[CellId],
    *,
    known_values: Mapping[CellId, float],
    whole: bool = True,
) -> Facts:
    """Set out what an attacker knows.

    Parameters
    ----------
    problem : Problem
    hidden_cells : collection of CellId
        Cells and ratios that are printed as confidential.
    known_values : mapping of CellId to float
        Figures that this attacker knows besides.
    whole : bool
        Whether counts are taken as whole numbers, and ranges rounded inwards accordingly.
    """
    hidden_ids = set(hidden_cells)
    facts = Facts()
    fixed: dict[int, float] = {}
    for place, cell in enumerate(problem.cells):
        value = known_figure(cell, hidden_ids, known_values)
        if value is not None:
            fixed[place] = value
        else:
            facts.low[place], facts.high[place] = cell.lower, cell.upper
            if cell.id in hidden_ids and cell.state == "rounded":
                facts.low[place], facts.high[place] = 0.0, inf
            facts.whole[place] = whole and cell.whole
    for equation in problem.equations:
        terms = [(equation.total, 1.0), *((part, -1.0) for part in equation.parts)]
        _add(facts, terms, fixed, 0.0, 0.0)
    for ratio in problem.ratios:
        is_published = ratio.state == "shown" and ratio.id not in hidden_ids
        low = max(ratio.low, ratio.minimum) if is_published else ratio.minimum
        high = min(ratio.high, ratio.maximum) if is_published else ratio.maximum
        if low > -inf:
            terms = [(ratio.numerator, 1.0), (ratio.denominator, -low)]
            _add(facts, terms, fixed, 0.0, inf)
        if high < inf:
            terms = [(ratio.numerator, 1.0), (ratio.denominator, -high)]
            _add(facts, terms, fixed, -inf, 0.0)
    return facts


def known_figure(
    cell: Cell, hidden_cells: Collection[CellId], known_values: Mapping[CellId, float]
) -> float | None:
    """What an attacker knows a cell to be exactly; None where it is open."""
    if cell.id in known_values:
        return known_values[cell.id]
    if cell.contributors_count == 0:
        return 0.0
    return cell.value if cell.state == "shown" and cell.id not in hidden_cells else None


def _add(
    facts: Facts,
    terms: list[tuple[int, float]],
    fixed: dict[int, float],
    lower: float,
    upper: float,
) -> None:
    fixed_sum = sum(coefficient * fixed[cell] for cell, coefficient in terms if cell in fixed)
    left = tuple((cell, coefficient) for cell, coefficient in terms if cell not in fixed)
    slack = CLOSE * max(1.0, abs(fixed_sum))
    if left:
        facts.rows.append(Row(left, lower - fixed_sum, upper - fixed_sum))
    elif not lower - slack <= fixed_sum <= upper + slack:
        raise contradiction()


def subtract(facts: Facts, *, rounds: int = ROUNDS) -> bool:
    """Narrow every range along every row until nothing changes.

    Parameters
    ----------
    facts : Facts
        Its ranges are narrowed.
    rounds : int
        How often a row may be looked at: ranges can creep towards a limit without reaching it.

    Returns
    -------
    bool
        Whether nothing is left to be narrowed along any single row.

    Raises
    ------
    InputError
        Where the figures contradict each other.
    """
    through: dict[int, list[int]] = {}
    for number, row in enumerate(facts.rows):
        for cell, _ in row.terms:
            through.setdefault(cell, []).append(number)
    waiting = deque(range(len(facts.rows)))
    queued = set(waiting)
    looks = [0] * len(facts.rows)
    is_settled = True
    while waiting:
        number = waiting.popleft()
        queued.discard(number)
        looks[number] += 1
        if looks[number] > rounds:
            is_settled = False
            continue
        for cell in _narrow(facts, facts.rows[number]):
            for line_index in through[cell]:
                if line_index not in queued:
                    queued.add(line_index)
                    waiting.append(line_index)
    return is_settled


def _narrow(facts: Facts, row: Row) -> list[int]:
    least = most = 0.0
    no_least = no_most = 0
    spans: list[tuple[float, float]] = []
    for cell, coefficient in row.terms:
        ends = (coefficient * facts.low[cell], coefficient * facts.high[cell])
        low, high = ends if coefficient > 0 else (ends[1], ends[0])
        if coefficient == 0:
            low = high = 0.0
        spans.append((low, high))
        if low == -inf:
            no_least += 1
        else:
            least += low
        if high == inf:
            no_most += 1
        else:
            most += high
    changed_cells: list[int] = []
    for (cell, coefficient), (low, high) in zip(row.terms, spans, strict=True):
        if coefficient == 0:
            continue
        others_least = least - low if low > -inf else least
        others_most = most - high if high < inf else most
        unbounded_below = no_least - (low == -inf)
        unbounded_above = no_most - (high == inf)
        top = row.upper - others_least if not unbounded_below else inf
        bottom = row.lower - others_most if not unbounded_above else -inf
        ends = (bottom / coefficient, top / coefficient)
        if coefficient < 0:
            ends = (ends[1], ends[0])
        if facts.tighten(cell, *ends):
            changed_cells.append(cell)
        if facts.low[cell] > facts.high[cell] + CLOSE * max(1.0, abs(facts.low[cell])):
            raise contradiction()
    return changed_cells


@dataclass(frozen=True)
class Group:
    """Unknown cells that rows bind together."""

    cells: tuple[int, ...]
    rows: tuple[Row, ...]

    @property
    def has_ring(self) -> bool:
        """Whether one can go round from cell to row to cell and come back another way."""
        ties = sum(len(row.terms) for row in self.rows)
        return ties > len(self.cells) + len(self.rows) - 1


def groups(facts: Facts) -> list[Group]:
    """The unknown cells, apart where no row binds them; settled cells are left out."""
    open_cells = {cell for cell in facts.low if facts.high[cell] - facts.low[cell] > CLOSE}
    root_of = {cell: cell for cell in open_cells}

    def root(cell: int) -> int:
        while root_of[cell] != cell:
            root_of[cell] = root_of[root_of[cell]]
            cell = root_of[cell]
        return cell

    rows: list[Row] = []
    for row in facts.rows:
        left = tuple(term for term in row.terms if term[0] in open_cells)
        if len(left) < 2:
            continue
        fixed_sum = sum(
            coefficient * facts.low[cell]
            for cell, coefficient in row.terms
            if cell not in open_cells
        )
        rows.append(Row(left, row.lower - fixed_sum, row.upper - fixed_sum))
        for cell, _ in left[1:]:
            root_of[root(cell)] = root(left[0][0])
    members: dict[int, list[int]] = {}
    for cell in sorted(open_cells):
        members.setdefault(root(cell), []).append(cell)
    of_group: dict[int, list[Row]] = {}
    for row in rows:
        of_group.setdefault(root(row.terms[0][0]), []).append(row)
    return [Group(tuple(cells), tuple(of_group.get(name, ()))) for name, cells in members.items()]


def contradiction() -> InputError:
    """What is raised where no table agrees with everything."""
    return InputError(
        "the printed figures contradict each other under this structure",
        [
            Fault(
                "",
                "no table at all agrees with everything that is printed",
                "sums and percentages that fit",
                "check the structure, the rounding and the decimals it states",
            )
        ],
    )
