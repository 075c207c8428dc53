"""Linear and integer programmes over cells, kept warm between questions.

HiGHS is loaded only when something is solved; without it there is no proof, and no substitute.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

from stocktake.standards.errors import UsageError

WHOLE = 1e-6


@dataclass
class Rows:
    """The rows of a programme: coefficients by column, and the range of each row's sum."""

    starts: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    coefficients: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)

    def add(self, terms: Iterable[tuple[int, float]], lower: float, upper: float) -> None:
        """Add one row."""
        self.starts.append(len(self.columns))
        for column, coefficient in terms:
            self.columns.append(column)
            self.coefficients.append(coefficient)
        self.lower.append(lower)
        self.upper.append(upper)


class Programme:
    """A linear programme whose bounds and costs change while its basis is kept.

    Parameters
    ----------
    lower, upper : sequence of float
        Bounds of the columns.
    cost : sequence of float
        To be made as small as can be.
    rows : Rows
    whole : sequence of bool, optional
        Columns that take whole numbers: an integer programme.

    Raises
    ------
    UsageError
        Where HiGHS is not installed.
    """

    def __init__(
        self,
        lower: Sequence[float],
        upper: Sequence[float],
        cost: Sequence[float],
        rows: Rows,
        *,
        whole: Sequence[bool] | None = None,
    ) -> None:
        highspy, numpy = _load()
        self._highspy, self._numpy = highspy, numpy
        self._lower, self._upper, self._rows, self._whole = lower, upper, rows, whole
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        if whole is None:
            solver.setOptionValue("presolve", "off")
            solver.setOptionValue("solver", "simplex")
        else:
            solver.setOptionValue("mip_rel_gap", 0.0)
            solver.setOptionValue("mip_abs_gap", 1e-6)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(lower), len(rows.starts)
        model.col_cost_ = numpy.array(cost, dtype=float)
        model.col_lower_ = numpy.array(lower, dtype=float)
        model.col_upper_ = numpy.array(upper, dtype=float)
        model.row_lower_ = numpy.array(rows.lower, dtype=float)
        model.row_upper_ = numpy.array(rows.upper, dtype=float)
        matrix = model.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = numpy.array([*rows.starts, len(rows.columns)], dtype=numpy.int32)
        matrix.index_ = numpy.array(rows.columns, dtype=numpy.int32)
        matrix.value_ = numpy.array(rows.coefficients, dtype=float)
        if whole is not None:
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            model.integrality_ = [kinds[bool(flag)] for flag in whole]
        solver.passModel(model)
        self._solver: Any = solver

    def set_bounds(self, column: int, lower: float, upper: float) -> None:
        """Change the bounds of one column."""
        self._solver.changeColBounds(column, lower, upper)

    def charge(self, columns: Sequence[int], costs: Sequence[float]) -> None:
        """Change the costs of some columns."""
        numpy = self._numpy
        self._solver.changeColsCost(
            len(columns), numpy.array(columns, dtype=numpy.int32), numpy.array(costs, dtype=float)
        )

    def add_row(self, terms: Sequence[tuple[int, float]], lower: float, upper: float) -> None:
        """Add a row to the model as it stands."""
        numpy = self._numpy
        columns = numpy.array([column for column, _ in terms], dtype=numpy.int32)
        coefficients = numpy.array([coefficient for _, coefficient in terms], dtype=float)
        self._solver.addRow(lower, upper, len(terms), columns, coefficients)

    def maximise(self, largest: bool) -> None:
        """Look for the largest value of the costs rather than the smallest."""
        sense = self._highspy.ObjSense.kMaximize if largest else self._highspy.ObjSense.kMinimize
        self._solver.changeObjectiveSense(sense)

    def limit_nodes(self, nodes: int) -> None:
        """Give up an integer programme after so many nodes; the same on every machine."""
        self._solver.setOptionValue("mip_max_nodes", nodes)

    def forget(self) -> None:
        """Start the next solution from nothing."""
        self._solver.clearSolver()

    def solve(self) -> list[float] | None:
        """The columns of an optimal solution; None where there is none.

        An unbounded programme counts as having none: ask :meth:`unbounded`.
        """
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == self._highspy.HighsModelStatus.kUnknown:
            self._solver.clearSolver()
            self._solver.run()
            status = self._solver.getModelStatus()
        self._status = status
        if status != self._highspy.HighsModelStatus.kOptimal:
            return None
        return list(self._solver.getSolution().col_value)

    @property
    def unbounded(self) -> bool:
        """Whether the last question has no finite answer."""
        kinds = self._highspy.HighsModelStatus
        return self._status in (kinds.kUnbounded, kinds.kUnboundedOrInfeasible)

    @property
    def objective(self) -> float:
        """The value of the last solution."""
        return float(self._solver.getInfo().objective_function_value)

    @property
    def proved_bound(self) -> float:
        """What an integer programme has proved that no solution can beat."""
        return float(self._solver.getInfo().mip_dual_bound)

    def reduced_costs(self) -> list[float]:
        """The reduced costs of the last solution, by column."""
        return list(self._solver.getSolution().col_dual)


def is_whole(value: float) -> bool:
    """Whether a solver's figure is a whole number but for its tolerance."""
    return abs(value - round(value)) < WHOLE


def _load() -> tuple[Any, Any]:
    try:
        import highspy
        import numpy
    except ImportError:
        raise UsageError(
            "proving a suppression needs HiGHS and NumPy: install stocktake[pupils]"
        ) from None
    return highspy, numpy


__all__ = ["WHOLE", "Programme", "Rows", "inf", "is_whole"]
