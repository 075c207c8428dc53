"""How near an attacker comes to a figure: exactly, or with fewer than six values left."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import ceil, floor, isnan

from stocktake.disclosure.attack import Bounds, attack
from stocktake.disclosure.cells import CellId, Problem
from stocktake.disclosure.linked_attack import with_one_at_least, with_zeros_alone
from stocktake.disclosure.policy import Policy, hides_zeros
from stocktake.disclosure.published_cells import CLOSE
from stocktake.disclosure.uncovered import LEAST_VALUES
from stocktake.standards.errors import InputError


@dataclass(frozen=True)
class Nearness:
    """Asks a problem for what follows, and says which of it is too near to what is true.

    Parameters
    ----------
    policy : Policy
    sure : frozenset of CellId
        Hidden figures of which whoever knows the policy is sure that they are one at least.
    """

    policy: Policy
    sure: frozenset[CellId]

    def near_cells(
        self,
        problem: Problem,
        attacker: str,
        known_figures: Mapping[CellId, float],
        questions: Mapping[CellId, float],
    ) -> list[CellId]:
        """What is too near in a problem; save what follows from own figures and zeros alone.

        Parameters
        ----------
        problem : Problem
        attacker : str
            A contributor, or empty for whoever has the files alone.
        known_figures : mapping of CellId to float
        questions : mapping of CellId to float
            With what is true; not a number where whatever is possible may be.
        """
        bounds = self._bounds(problem, known_figures, questions) or ()
        near = [item for item in bounds if self._is_near(item, questions[item.cell], problem)]
        if not near or not attacker:
            return [item.cell for item in near]
        near_ids = dict.fromkeys(item.cell for item in near)
        alone = self._bounds(with_zeros_alone(problem), known_figures, near_ids) or ()
        own_ids = {
            item.cell for item in alone if self._is_near(item, questions[item.cell], problem)
        }
        return [item.cell for item in near if item.cell not in own_ids]

    def _bounds(
        self,
        problem: Problem,
        known_figures: Mapping[CellId, float],
        questions: Collection[CellId],
    ) -> tuple[Bounds, ...] | None:
        """What follows; None where it contradicts itself."""
        if not questions:
            return ()
        for tried in (with_one_at_least(problem, self.sure), problem):
            try:
                return attack(tried, questions, known_values=known_figures)
            except InputError:
                continue
        return None

    def _is_near(self, bounds: Bounds, value: float | None, problem: Problem) -> bool:
        if value is not None and isnan(value):
            value = max(1.0, bounds.low)  # whatever small figure is possible may be true
            if value >= self.policy.threshold:
                return False
        if value is None or not bounds.low - CLOSE <= value <= bounds.high + CLOSE:
            return False
        cell = problem.cells[problem.position[bounds.cell]]
        if bounds.exact:
            return True
        if not cell.whole or not 0 < value < self.policy.threshold:
            return False
        least = 0.0 if hides_zeros(self.policy) else 1.0
        low, high = ceil(bounds.low - CLOSE), min(bounds.high, self.policy.threshold)
        enough = min(LEAST_VALUES, self.policy.threshold - least + 1)
        return floor(high + CLOSE) - max(low, least) + 1 < enough
